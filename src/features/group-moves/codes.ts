/** What kinds of move there are, as people choose them. */
export const moveKinds = [
  {
    value: 'rollover',
    text: 'A year group moves on',
    hint: 'One year group of a school goes to another school, such as Year 6 to a secondary school in September',
  },
  {
    value: 'merger',
    text: 'Schools merge',
    hint: 'Every child of one school or several goes to one other school',
  },
  {
    value: 'conversion',
    text: 'A school converts',
    hint: 'Every child goes on at the same school under its new number (URN), as when it becomes an academy',
  },
] as const

export type MoveKind = (typeof moveKinds)[number]['value']

/** Why a child is left out of a move, for a person to decide. */
export const leftOut = {
  died: 'Recorded as having died',
  moved_away: 'Recorded as moved away',
  whereabouts_unknown: 'Recorded as whereabouts unknown',
  no_birth_date: 'Date of birth not known, so the year group is not known',
  coming: 'Joins the old school on that day or later',
  visiting: 'Subsidiary or guest there: the main registration is elsewhere',
  elsewhere: 'Also on the roll of a third school',
  dual_at_both: 'Registered at both schools at once',
} as const

export type LeftOut = keyof typeof leftOut

export const leftOutText = (because: string | null): string =>
  because === null ? '' : (leftOut[because as LeftOut] ?? because)

export const stateWords: Record<string, { text: string; tag: 'grey' | 'amber' | 'green' }> = {
  draft: { text: 'Not confirmed', tag: 'grey' },
  moving: { text: 'Being moved', tag: 'amber' },
  moved: { text: 'Moved', tag: 'green' },
  undoing: { text: 'Being undone', tag: 'amber' },
  undone: { text: 'Undone', tag: 'grey' },
  withdrawn: { text: 'Withdrawn', tag: 'grey' },
}
