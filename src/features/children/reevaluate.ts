import { sql } from 'kysely'
import { type Read, type Write, withEngineSight } from '../../ground/database/door.ts'
import {
  type Day,
  defaultPolicy,
  type Evaluation,
  evaluate,
  policyOn,
  type SchoolCalendar,
} from '../../rulebook/index.ts'
import { type LoadedChild, loadFacts } from './load-facts.ts'
import { statesBefore, writeMovements } from './movements.ts'

/** Reads the authority's calendar. Given by the slice that keeps calendars, which stands on a higher floor. */
export type CalendarReader = (tx: Read) => Promise<SchoolCalendar>
let readCalendar: CalendarReader | undefined

/** Told once at the start, by `features.ts`. */
export const useCalendars = (reader: CalendarReader): void => {
  readCalendar = reader
}

/** The authority's calendar, for pages that count school days. */
export const calendarForReading = (tx: Read): Promise<SchoolCalendar> => {
  if (!readCalendar) throw new Error('No slice has offered calendars: call startFeatures() first.')
  return readCalendar(tx)
}

/**
 * Works out states, bands, clocks, names for lists and who may see, of a set of children whose facts changed, and writes
 * them in the transaction of the change. Locks the children in id order. With the engine's sight, because an answer from
 * half the facts is a wrong answer.
 */
export async function reevaluate(tx: Write, person_ids: Iterable<string>, today: Day): Promise<void> {
  const ids = [...new Set(person_ids)].sort()
  if (ids.length === 0) return
  const reader = readCalendar
  if (!reader) throw new Error('No slice has offered calendars: call startFeatures() first.')
  await withEngineSight(tx, async engine => {
    await sql`SELECT FROM person WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`.execute(engine)
    await sql`UPDATE person SET version = version + 1 WHERE id = ANY(${ids}::uuid[])`.execute(engine)
    const calendar = await reader(engine)
    const policy = policyOn('default', today) ?? defaultPolicy
    const children = (await loadFacts(engine, ids)).map(child => ({
      ...child,
      answer: evaluate(child.facts, policy, calendar, today),
    }))
    await writeMovements(
      engine,
      await statesBefore(engine, ids),
      children.flatMap(({ person_id, sealed, answer }) => answer.states.map(span => ({ person_id, sealed, ...span }))),
    )
    await writeAnswers(engine, ids, children)
  })
}

type Answered = LoadedChild & { answer: Evaluation }

/** Replaces what the engine said of these children. */
async function writeAnswers(tx: Write, ids: string[], children: readonly Answered[]): Promise<void> {
  for (const table of ['child_state', 'child_band', 'child_clock', 'child_summary'] as const) {
    await sql`DELETE FROM ${sql.table(table)} WHERE person_id = ANY(${ids}::uuid[])`.execute(tx)
  }
  await sql`DELETE FROM child_reach WHERE person_id = ANY(${ids}::uuid[]) AND made_by = 'enrolment'`.execute(tx)
  const each = <T extends object>(of: (child: Answered) => readonly T[]) =>
    JSON.stringify(
      children.flatMap(child => of(child).map(row => ({ person_id: child.person_id, sealed: child.sealed, ...row }))),
    )

  await sql`INSERT INTO child_state (authority_id, person_id, sealed, starts_on, ends_on, state, school_urn, in_area, weekly_hours, because, citations, fact_ids)
    SELECT identity.authority(), person_id, sealed, starts_on, ends_on, state, school_urn, in_area, weekly_hours, because, citations, fact_ids
    FROM jsonb_to_recordset(${each(child => child.answer.states)}::jsonb) AS t (person_id uuid, sealed boolean, starts_on date, ends_on date, state text,
      school_urn integer, in_area boolean, weekly_hours numeric, because text, citations text[], fact_ids uuid[])`.execute(
    tx,
  )
  await sql`INSERT INTO child_band (authority_id, person_id, sealed, starts_on, ends_on, band, gap, weekly_hours, because)
    SELECT identity.authority(), person_id, sealed, starts_on, ends_on, band, gap, weekly_hours, because
    FROM jsonb_to_recordset(${each(child => child.answer.bands)}::jsonb) AS t (person_id uuid, sealed boolean, starts_on date, ends_on date, band text,
      gap text, weekly_hours numeric, because text)`.execute(tx)
  const clocks = each(child => [
    ...child.answer.clocks.map(clock => ({ ...clock, problem: null })),
    ...child.answer.gaps.map(gap => ({
      ...gap,
      due_on: null,
      breaches_on: null,
      ended_on: null,
      because: gap.problem,
    })),
  ])
  await sql`INSERT INTO child_clock (authority_id, person_id, sealed, rule, opened_on, due_on, breaches_on, ended_on, because, problem)
    SELECT identity.authority(), person_id, sealed, rule, opened_on, due_on, breaches_on, ended_on, because, problem
    FROM jsonb_to_recordset(${clocks}::jsonb) AS t (person_id uuid, sealed boolean, rule text, opened_on date, due_on date, breaches_on date,
      ended_on date, because text, problem text)`.execute(tx)
  const summaries = each(child => [
    { ...child.naming, born_on: child.facts.born_on, next_look_on: child.answer.next_look_on },
  ])
  await sql`INSERT INTO child_summary (authority_id, person_id, sealed, forename, surname, known_as, forename_key, surname_key, born_on, sex, upn, next_look_on)
    SELECT identity.authority(), person_id, sealed, forename, surname, known_as, forename_key, surname_key, born_on, sex, upn, next_look_on
    FROM jsonb_to_recordset(${summaries}::jsonb) AS t (person_id uuid, sealed boolean, forename text, surname text, known_as text, forename_key text,
      surname_key text, born_on date, sex text, upn text, next_look_on date)`.execute(tx)
  const reach = each(child =>
    child.rolls.map(roll => ({
      reach_key: `school:${roll.school_urn}`,
      starts_on: roll.starts_on,
      ends_on: roll.ends_on,
    })),
  )
  await sql`INSERT INTO child_reach (authority_id, person_id, sealed, reach_key, starts_on, ends_on, made_by)
    SELECT identity.authority(), person_id, sealed, reach_key, starts_on, ends_on, 'enrolment'
    FROM jsonb_to_recordset(${reach}::jsonb) AS t (person_id uuid, sealed boolean, reach_key text, starts_on date, ends_on date)`.execute(
    tx,
  )
}
