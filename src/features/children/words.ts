import { type Day, formatShortDay, type StateCode, yearGroup, yearGroupText } from '../../rulebook/index.ts'

/** What people call a state, and the colour of its tag: grey is explained, blue is watched, red is nobody's answer yet. */
export const stateWords: Record<StateCode, { text: string; tag: 'grey' | 'red' | 'amber' | 'green' }> = {
  on_roll: { text: 'On roll', tag: 'green' },
  reduced_hours: { text: 'On roll, reduced hours', tag: 'amber' },
  alternative_provision: { text: 'Alternative provision', tag: 'grey' },
  home_educated: { text: 'Home educated', tag: 'grey' },
  independent: { text: 'Independent school', tag: 'grey' },
  awaiting_place: { text: 'Awaiting a place', tag: 'amber' },
  moved_away: { text: 'Moved away and accepted', tag: 'grey' },
  whereabouts_unknown: { text: 'Whereabouts unknown', tag: 'red' },
  under_age: { text: 'Under compulsory school age', tag: 'grey' },
  over_age: { text: 'Over compulsory school age', tag: 'grey' },
  unexplained: { text: 'On no roll, unexplained', tag: 'red' },
}

export const stateText = (state: string | null): string =>
  state === null ? 'Not one of ours on this day' : (stateWords[state as StateCode]?.text ?? state)
export const stateTag = (state: string | null): string =>
  state === null ? 'grey' : (stateWords[state as StateCode]?.tag ?? 'grey')

/** Bands carry their word beside their colour, so that neither is needed alone. */
export const bandWords: Record<string, { text: string; tag: string }> = {
  red: { text: 'Red', tag: 'red' },
  amber: { text: 'Amber', tag: 'amber' },
  green: { text: 'Green', tag: 'green' },
  unclassified: { text: 'Unclassified', tag: 'grey' },
}

/** "12, Year 7" on a day; what is not known is said. */
export function ageAndYear(born_on: Day | null, age: number | null, on: Day): string {
  if (born_on === null || age === null) return 'Date of birth not known'
  const group = yearGroup(born_on, on)
  return group === null ? `Aged ${age}` : `Aged ${age}, ${yearGroupText(group)}`
}

export const sexText = (sex: string): string => ({ F: 'Female', M: 'Male' })[sex] ?? 'Sex not known'
export const fromTo = (starts_on: Day, ends_on: Day | null): string =>
  `${formatShortDay(starts_on)} to ${ends_on === null ? 'now' : formatShortDay(ends_on)}`
