import { type Meeting, meetings } from './meetings.ts'
import { type Rule, rule } from './rule.ts'

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`)

const textOf = ({ chair, members, output }: Meeting): string =>
  [
    sentence(members),
    chair === null ? 'The source names no chair.' : `Chair: ${chair}.`,
    `Outcome: ${sentence(output)}`,
  ].join(' ')

const meetingRule = (meeting: Meeting): Rule => {
  const { id, title, cadence, source, mark, valid_from, valid_to } = meeting
  return rule({
    ...{ id, title, source, mark, valid_from, valid_to, count: cadence, text: textOf(meeting) },
    owed_by: meeting.of === 'surrey' ? 'partnership' : 'council',
  })
}

/** The meetings of one area as rules: by when each meets again. No clock of a child runs by them. Source: §12.2. */
export const meetingRulesOf = (area: Meeting['of']): readonly Rule[] =>
  meetings.filter(meeting => meeting.of === area).map(meetingRule)
