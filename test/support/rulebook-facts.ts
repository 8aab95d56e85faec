import { type Calendars, oneCalendar } from '../../src/rulebook/book.ts'
import type { SchoolCalendar } from '../../src/rulebook/calendars.ts'
import { asDay, type Day } from '../../src/rulebook/days.ts'
import type { Care, Circumstance, Enrolment, Facts, Happening, Provision, Residence } from '../../src/rulebook/facts.ts'
import { workingCalendar } from '../../src/rulebook/working-calendar.ts'
import { bankHolidays } from './printed-calendar.ts'

const period = (starts_on: string, ends_on: string | null): { starts_on: Day; ends_on: Day | null } => ({
  starts_on: asDay(starts_on),
  ends_on: ends_on === null ? null : asDay(ends_on),
})

/** A child born on 5 November 2014 of whom nothing else is known, but for what the test says. */
export const factsOf = (known: Partial<Facts>): Facts => ({
  born_on: asDay('2014-11-05'),
  died_on: null,
  residences: [],
  enrolments: [],
  provisions: [],
  circumstances: [],
  care: [],
  happenings: [],
  absences: [],
  needs: [],
  ...known,
})

export const lives = (starts_on: string, ends_on: string | null = null, known: Partial<Residence> = {}): Residence => ({
  ...period(starts_on, ends_on),
  fact_id: `residence ${starts_on}`,
  in_area: true,
  ...known,
})

export const enrolled = (
  starts_on: string,
  ends_on: string | null = null,
  known: Partial<Enrolment> = {},
): Enrolment => ({
  ...period(starts_on, ends_on),
  fact_id: `enrolment ${starts_on}`,
  school_urn: 990001,
  sector: 'state',
  in_area: true,
  status: 'C',
  weekly_hours: null,
  ...known,
})

export const provided = (
  kind: Provision['kind'],
  starts_on: string,
  ends_on: string | null = null,
  weekly_hours: number | null = null,
): Provision => ({ ...period(starts_on, ends_on), fact_id: `${kind} ${starts_on}`, kind, weekly_hours })

export const circumstance = (
  kind: Circumstance['kind'],
  starts_on: string,
  ends_on: string | null = null,
): Circumstance => ({ ...period(starts_on, ends_on), fact_id: `${kind} ${starts_on}`, kind })

export const lookedAfter = (by: Care['by'], starts_on: string, ends_on: string | null = null): Care => ({
  ...period(starts_on, ends_on),
  fact_id: `care by ${by} ${starts_on}`,
  by,
})

/** What happened on a day, or from one day until another. */
export const happened = (
  kind: Happening['kind'],
  starts_on: string,
  known: Partial<Omit<Happening, 'ends_on'>> & { ends_on?: string } = {},
): Happening => ({
  ...{ kind, fact_id: `${kind} ${starts_on}`, school_urn: null, sessions: null, answers: null },
  ...known,
  ...period(starts_on, known.ends_on ?? null),
})

const working = workingCalendar(bankHolidays.map(({ on, name }) => ({ on: asDay(on), name })))

/** Calendars of an authority whose schools all keep these terms. */
export const keptByAll = (calendar: SchoolCalendar): Calendars => oneCalendar(calendar, working)
