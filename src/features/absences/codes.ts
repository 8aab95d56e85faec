/** Why an absence asks for no more work. Ours. */
export const settledBecause = [
  { value: 'list_wrong', text: 'The list was wrong', hint: 'The child is still there, as the source says now.' },
  {
    value: 'on_other_roll',
    text: 'On another roll',
    hint: 'Record the enrolment on the child, or wait for that school’s list.',
  },
  {
    value: 'moved_away',
    text: 'Moved away',
    hint: 'Record on the case that the other council or country has accepted it.',
  },
  { value: 'case_open', text: 'A case is open, and goes on there' },
  {
    value: 'not_expected',
    text: 'The source does not hold such children any longer',
    hint: 'For example, an age that the list leaves out.',
  },
] as const

export type SettledBecause = (typeof settledBecause)[number]['value']

/** How long an absence has been open, in calendar days. Ours. */
export const ages = [
  { value: 'under_10', text: 'Under 10 days', from: 0, until: 10 },
  { value: '10_to_28', text: '10 to 28 days', from: 10, until: 29 },
  { value: 'over_28', text: 'Over 28 days', from: 29, until: null },
] as const
export type AgeCode = (typeof ages)[number]['value']
