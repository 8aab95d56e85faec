import { type Day, foldName, formatDay, type MeetingCadence, weekday } from '../../rulebook/index.ts'
import { type DecisionKind, decisionKinds, wordsOf } from './codes.ts'

export interface Kept {
  every: 'weeks' | 'months' | 'half_term' | 'term' | 'dates'
  count: number
  first_on: Day
}

/** The cadence of a body as the rulebook counts it. A body that meets on chosen days has none of its own. */
export const cadenceOf = ({ every, count, first_on }: Kept): MeetingCadence =>
  every === 'dates'
    ? { every, on: [] }
    : every === 'weeks' || every === 'months'
      ? { every, count, first_on }
      : { every, week: count, weekday: Math.min(weekday(first_on), 5) }

/** The words of a text as names are compared, each with a space round it; “Birch’s” is “Birch”. */
const words = (text: string): string =>
  ` ${(text.match(/[\p{L}\p{M}’'-]+/gu) ?? []).map(word => foldName(word.replace(/[’']s$/u, ''))).join(' ')} `

/**
 * The other children of a meeting whom a text about one child names: by the whole name, or by a surname that is not the
 * child's own and stands with a capital letter.
 */
export function othersNamed(text: string, own: string, others: readonly string[]): string[] {
  const [folded, mine] = [words(text), words(own)]
  const capitals = words((text.match(/\p{Lu}[\p{L}’'-]*/gu) ?? []).join(' '))
  return [...new Set(others)].filter(name => {
    if (words(name) === mine) return false
    const surname = words(name.split(' ').at(-1) ?? '')
    return folded.includes(words(name)) || (!mine.includes(surname) && capitals.includes(surname))
  })
}

export interface Decided {
  kind: DecisionKind
  text: string
  provider: string | null
  weekly_hours: number | null
  /** In pounds. */
  weekly_cost: number | null
  from_on: Day | null
  until_on: Day | null
  return_on: Day | null
}

const periodText = ({ from_on, until_on }: Decided): string =>
  `${from_on === null ? '' : `from ${formatDay(from_on)} `}until ${until_on === null ? '' : formatDay(until_on)}`

/** A decision in words, as it stands in the minute and in the chronology of the case. */
export function decisionText(one: Decided): string {
  const label = wordsOf(decisionKinds, one.kind)
  if (one.kind === 'fund_interim')
    return `${label}: ${one.provider}, ${one.weekly_hours} hours a week at £${(one.weekly_cost ?? 0).toFixed(2)} a week, ${periodText(one)}. ${one.text}`
  if (one.kind === 'return_on' && one.return_on !== null) return `${label}, on ${formatDay(one.return_on)}. ${one.text}`
  return `${label}. ${one.text}`
}

/** The minute of one child as it is drafted from what was recorded. */
export const draftMinute = (discussion: string, decided: string, action: string | null): string =>
  [discussion, `Decided: ${decided}`, ...(action === null ? [] : [`Action: ${action}`])].join('\n')
