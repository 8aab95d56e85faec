import { workingDays } from '../../rulebook/index.ts'

/** What a council may answer. `accepted` is what closing a case as moved asks for. Source: C5, C7. */
export const packetAnswers = [
  {
    value: 'accepted',
    text: 'The child is here, and we take responsibility',
    hint: 'The other council may then close its case as moved.',
  },
  { value: 'on_roll_here', text: 'The child is on the roll of a school here' },
  { value: 'lives_here', text: 'The child lives here, and is on no roll that we know of' },
  { value: 'not_known', text: 'We do not know this child' },
] as const
export type PacketAnswer = (typeof packetAnswers)[number]['value']

export const answerText = (answer: string | null): string =>
  packetAnswers.find(({ value }) => value === answer)?.text ?? ''

/** Working days in which another council is asked to reply. Our own measure: no source gives one. */
export const replyWithin = workingDays(10)

/** What every enquiry asks. It does not say why. */
export const asks = 'Do you know this child, and where the child lives or goes to school?'
