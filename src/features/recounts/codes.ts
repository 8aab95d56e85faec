import { stateWords } from '../children/index.ts'

/** What a number counts, in the order of the page. */
export const whats = ['state', 'band', 'clock', 'flag'] as const
export type What = (typeof whats)[number]

/** What may be left out. A child is ours who has a state, so states are always counted. */
export const choosable = [
  { value: 'band', text: 'Bands', hint: 'Red, amber, green and unclassified' },
  { value: 'clock', text: 'Clocks', hint: 'By rule: open, breached, met, met late or stopped on the day' },
  { value: 'flag', text: 'Flags', hint: 'What was to be looked at on the day' },
] as const satisfies readonly { value: What; text: string; hint: string }[]
export type Choosable = (typeof choosable)[number]['value']

export const whatText: Readonly<Record<What, string>> = {
  state: 'States',
  band: 'Bands',
  clock: 'Clocks',
  flag: 'Flags',
}

/** Which of two definitions a child is counted by: `first` and `second` take in who is counted by both. */
export const sides = ['first', 'second', 'first_only', 'second_only'] as const
export type Side = (typeof sides)[number]

/** The values of `recount_child.sides` that each takes in. */
export const sidesOf: Readonly<Record<Side, readonly number[]>> = {
  first: [1, 3],
  second: [2, 3],
  first_only: [1],
  second_only: [2],
}

/** How a clock stands on the day; `no_date` where a calendar is missing. What asks for work comes first. */
export const statusText: Readonly<Record<string, string>> = {
  breached: 'Breached',
  open: 'Open',
  met_late: 'Met late',
  met: 'Met',
  stopped: 'Stopped',
  no_date: 'No date: a calendar is missing',
}

/** Keys in the order in which the page has them. */
export const keyOrder: Readonly<Record<What, readonly string[]>> = {
  state: Object.keys(stateWords),
  band: ['red', 'amber', 'green', 'unclassified'],
  clock: [],
  flag: [],
}
