/** What of a rule's clocks the rulebook counts and opens. */
export const shows = [
  { code: 'running', text: 'Running' },
  { code: 'overdue', text: 'Overdue' },
  { code: 'met_late', text: 'Kept late this school year' },
] as const
export type ShowCode = (typeof shows)[number]['code']

/** How a duty that arose was kept, as it stands today: each clock has exactly one, so that they add up to those opened. `head`: over a column of many. */
export const outcomes = [
  {
    code: 'in_time',
    head: 'In time',
    text: 'Kept in time',
    means: 'What keeps the duty happened on or before the day on which it was due.',
  },
  { code: 'late', head: 'Late', text: 'Kept late', means: 'It happened after that day.' },
  {
    code: 'not_kept',
    head: 'Not kept',
    text: 'Not kept, and the day is past',
    means: 'The day has passed. What stops a clock after it was broken does not undo that.',
  },
  {
    code: 'stopped',
    head: 'Stopped',
    text: 'Stopped before the day',
    means: 'The duty fell away before it was due, for one of the coded reasons, and for no other.',
  },
  { code: 'running', head: 'Running', text: 'Running, not yet due', means: 'The day has not passed.' },
  {
    code: 'no_date',
    head: 'No date',
    text: 'No date can be worked out',
    means: 'No calendar reaches far enough. The days are to be entered; no date is guessed.',
  },
] as const
export type OutcomeCode = (typeof outcomes)[number]['code']

export const outcomeText = (code: OutcomeCode): string => outcomes.find(one => one.code === code)?.text ?? code
