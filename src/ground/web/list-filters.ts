import { type Day, formatDay, parseDay } from '../../rulebook/days.ts'
import type { Choice } from './forms.ts'

/** One filter of a list: how it is asked, and how its text in the address is read. Never one for a child's name: names stand in no address. */
export interface Filter<Value> {
  readonly label: string
  readonly kind: 'choice' | 'day' | 'flag' | 'words'
  readonly choices: readonly Choice[]
  /** Whether the list is of nothing without it: it can be changed and not taken off. */
  readonly needed?: boolean
  /** The value, or null for a text that is none. */
  read(text: string): Value | null
  /** The value as a chip says it. */
  says(text: string): string
}

export function choiceFilter<const Value extends string>(
  label: string,
  choices: readonly Choice<Value>[],
): Filter<Value> {
  const found = (text: string): Choice<Value> | undefined => choices.find(choice => choice.value === text)
  return {
    label,
    kind: 'choice',
    choices,
    read: text => found(text)?.value ?? null,
    says: text => `${label}: ${found(text)?.text ?? text}`,
  }
}

/** A filter that the list cannot do without. Its page answers an address that lacks it with `Missing`. */
export const needed = <Value>(filter: Filter<Value>): Filter<Value> => ({ ...filter, needed: true })

export const dayFilter = (label: string): Filter<Day> => ({
  label,
  kind: 'day',
  choices: [],
  read: text => parseDay(text) ?? null,
  says: text => {
    const day = parseDay(text)
    return `${label}: ${day ? formatDay(day) : text}`
  },
})

/** A box to tick, such as "Only mine"; null when it is not. */
export const flagFilter = (label: string): Filter<true> => ({
  label,
  kind: 'flag',
  choices: [],
  read: text => (text === 'yes' ? true : null),
  says: () => label,
})

/** Words to look for in what holds no child, such as the text of the law: what is typed stands in the address. */
export const wordsFilter = (label: string): Filter<string> => ({
  label,
  kind: 'words',
  choices: [],
  read: text => text.trim().slice(0, 100) || null,
  says: text => `${label}: ${text}`,
})
