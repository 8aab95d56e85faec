import { type CalendarEntry, type EntryKind, schoolCalendar } from './calendars.ts'
import { asDay } from './days.ts'
import type { DueCalendars } from './due.ts'
import type { PrintedCalendar } from './examples.ts'
import { workingCalendar } from './working-calendar.ts'

const entry = (kind: EntryKind, starts_on: string, last_on: string, name: string): CalendarEntry => ({
  kind,
  starts_on: asDay(starts_on),
  last_on: asDay(last_on),
  name,
})

/** Bank holidays of England as published; 2028 by the same law. */
export const bankHolidays: readonly { on: string; name: string }[] = [
  { on: '2025-08-25', name: 'Summer bank holiday' },
  { on: '2025-12-25', name: 'Christmas Day' },
  { on: '2025-12-26', name: 'Boxing Day' },
  { on: '2026-01-01', name: 'New Year’s Day' },
  { on: '2026-04-03', name: 'Good Friday' },
  { on: '2026-04-06', name: 'Easter Monday' },
  { on: '2026-05-04', name: 'Early May bank holiday' },
  { on: '2026-05-25', name: 'Spring bank holiday' },
  { on: '2026-08-31', name: 'Summer bank holiday' },
  { on: '2026-12-25', name: 'Christmas Day' },
  { on: '2026-12-28', name: 'Boxing Day (substitute day)' },
  { on: '2027-01-01', name: 'New Year’s Day' },
  { on: '2027-03-26', name: 'Good Friday' },
  { on: '2027-03-29', name: 'Easter Monday' },
  { on: '2027-05-03', name: 'Early May bank holiday' },
  { on: '2027-05-31', name: 'Spring bank holiday' },
  { on: '2027-08-30', name: 'Summer bank holiday' },
  { on: '2027-12-27', name: 'Christmas Day (substitute day)' },
  { on: '2027-12-28', name: 'Boxing Day (substitute day)' },
  { on: '2028-01-03', name: 'New Year’s Day (substitute day)' },
  { on: '2028-04-14', name: 'Good Friday' },
  { on: '2028-04-17', name: 'Easter Monday' },
  { on: '2028-05-01', name: 'Early May bank holiday' },
  { on: '2028-05-29', name: 'Spring bank holiday' },
]

const holidays = bankHolidays.map(({ on, name }) => entry('holiday', on, on, name))

/**
 * Marlshire's own terms, made up: three long terms a year with a half-term inside each. Counted on a printed calendar,
 * each of the three years has 190 school days (72 + 54 + 64, 73 + 53 + 64, 71 + 59 + 60).
 */
export const marlshireEntries: readonly CalendarEntry[] = [
  entry('term', '2025-09-01', '2025-12-19', 'Autumn term'),
  entry('inset', '2025-09-01', '2025-09-02', 'INSET day'),
  entry('half_term', '2025-10-27', '2025-10-31', 'half-term'),
  entry('inset', '2025-11-03', '2025-11-03', 'INSET day'),
  entry('term', '2026-01-05', '2026-03-27', 'Spring term'),
  entry('inset', '2026-01-05', '2026-01-05', 'INSET day'),
  entry('half_term', '2026-02-16', '2026-02-20', 'half-term'),
  entry('term', '2026-04-13', '2026-07-17', 'Summer term'),
  entry('half_term', '2026-05-25', '2026-05-29', 'half-term'),

  entry('term', '2026-09-01', '2026-12-18', 'Autumn term'),
  entry('inset', '2026-09-01', '2026-09-01', 'INSET day'),
  entry('half_term', '2026-10-26', '2026-10-30', 'half-term'),
  entry('term', '2027-01-04', '2027-03-25', 'Spring term'),
  entry('inset', '2027-01-04', '2027-01-04', 'INSET day'),
  entry('half_term', '2027-02-15', '2027-02-19', 'half-term'),
  entry('term', '2027-04-12', '2027-07-16', 'Summer term'),
  entry('half_term', '2027-05-31', '2027-06-04', 'half-term'),

  entry('term', '2027-09-01', '2027-12-17', 'Autumn term'),
  entry('inset', '2027-09-01', '2027-09-02', 'INSET day'),
  entry('half_term', '2027-10-25', '2027-10-29', 'half-term'),
  entry('term', '2028-01-04', '2028-03-31', 'Spring term'),
  entry('half_term', '2028-02-14', '2028-02-18', 'half-term'),
  entry('term', '2028-04-18', '2028-07-18', 'Summer term'),
  entry('half_term', '2028-05-29', '2028-06-02', 'half-term'),
  ...holidays,
]

/** A school that keeps six short terms, two weeks off in October, and lost a day to snow. Its half-terms are gaps. */
export const sixTermEntries: readonly CalendarEntry[] = [
  entry('term', '2025-09-01', '2025-10-17', 'Term 1'),
  entry('term', '2025-11-03', '2025-12-19', 'Term 2'),
  entry('term', '2026-01-05', '2026-02-13', 'Term 3'),
  entry('closure', '2026-01-08', '2026-01-08', 'closed for snow'),
  entry('term', '2026-02-23', '2026-03-27', 'Term 4'),
  entry('term', '2026-04-13', '2026-05-22', 'Term 5'),
  entry('term', '2026-06-01', '2026-07-21', 'Term 6'),
  ...holidays,
]

const working = workingCalendar(bankHolidays.map(({ on, name }) => ({ on: asDay(on), name })))

/** The calendars that the examples of rules are counted on: made up, as they were printed to count on paper. */
export const printedCalendars: Readonly<Record<PrintedCalendar, DueCalendars>> = {
  marlshire: { school: schoolCalendar({ name: 'Marlshire', entries: marlshireEntries }), working },
  six_terms: { school: schoolCalendar({ name: 'Six Terms School', entries: sixTermEntries }), working },
}
