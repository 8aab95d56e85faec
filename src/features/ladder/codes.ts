import type { LadderLevel } from '../../rulebook/index.ts'

/** What a meeting may answer, by level. Source: §12.4. */
export const answers = [
  { value: 'advice', text: 'Advice', levels: [2] },
  { value: 'support_and_challenge', text: 'Support and challenge to services, schools or family', levels: [2] },
  { value: 'fund_interim', text: 'Interim education funded', levels: [2] },
  { value: 'scrutiny', text: 'Scrutiny and challenge', levels: [3] },
  { value: 'recommendations', text: 'Recommendations', levels: [3] },
  { value: 'not_taken', text: 'Not taken up', levels: [2, 3] },
] as const satisfies readonly { value: string; text: string; levels: readonly LadderLevel[] }[]

export type Answer = (typeof answers)[number]['value']

export const answersAt = (level: LadderLevel) =>
  answers.filter(({ levels }) => levels.some(one => one === level)).map(({ value, text }) => ({ value, text }))

export const answerText = (answer: string): string => answers.find(({ value }) => value === answer)?.text ?? answer
