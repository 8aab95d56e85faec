import { sql } from 'kysely'
import { goByIndex } from '../../ground/database/by-index.ts'
import { type Read, type Write, withEngineSight } from '../../ground/database/door.ts'
import {
  type Calendars,
  type DatedPolicy,
  type Day,
  defaultPolicy,
  evaluate,
  groupSpans,
  type SchoolCalendar,
} from '../../rulebook/index.ts'
import { loadFacts } from './load-facts.ts'
import { statesBefore, writeMovements } from './movements.ts'
import { writeNameIndex } from './name-index.ts'
import { warnedOn } from './warned-on.ts'
import { withOtherStates, writeAnswers } from './write-answers.ts'

/**
 * Reads the calendars of the authority and its schools, as they stood at an instant or, for null, as they stand now. Given by the slice
 * that keeps calendars, which stands on a higher floor.
 */
export type CalendarReader = (tx: Read, known_at: Date | null) => Promise<Calendars>
let readCalendar: CalendarReader | undefined

/** Told once at the start, by `features.ts`. */
export const useCalendars = (reader: CalendarReader): void => {
  readCalendar = reader
}

/**
 * Reads the authority's policies, in order of their days, as they were decided by an instant or, for null, by now. Given by the slice
 * that keeps them, which stands on a higher floor.
 */
export type PolicyReader = (tx: Read, known_at: Date | null) => Promise<readonly DatedPolicy[]>
let readPolicies: PolicyReader = async () => [defaultPolicy]

/** Told once at the start, by `features.ts`. */
export const usePolicies = (reader: PolicyReader): void => {
  readPolicies = reader
}

/** The calendars that the engine counts by: those that stand now, or that stood at `known_at`. */
export const calendarsForReading = (tx: Read, known_at: Date | null = null): Promise<Calendars> => {
  if (!readCalendar) throw new Error('No slice has offered calendars: call startFeatures() first.')
  return readCalendar(tx, known_at)
}

/** The authority's calendar, for pages that count school days. */
export const calendarForReading = async (tx: Read): Promise<SchoolCalendar> => (await calendarsForReading(tx)).authority

/** The policies that the engine decides by: those decided by now, or by `known_at`. */
export const policiesForReading = (tx: Read, known_at: Date | null = null): Promise<readonly DatedPolicy[]> =>
  readPolicies(tx, known_at)

/** What a page counts clocks with: the same as the engine. */
export const reckoningForReading = async (
  tx: Read,
): Promise<{ calendars: Calendars; policies: readonly DatedPolicy[] }> => ({
  calendars: await calendarsForReading(tx),
  policies: await policiesForReading(tx),
})

/**
 * Works out states, bands, clocks, names for lists and who may see, of a set of children whose facts changed, and writes
 * what differs from before, in the transaction of the change. Locks the children in id order. With the engine's sight,
 * because an answer from half the facts is a wrong answer.
 * @param why `facts`: something of each child changed, and a form drawn before it is stale; `day`: only time went by, or
 *   everybody is worked out anew, and only those whose answer changed are.
 */
export async function reevaluate(
  tx: Write,
  person_ids: Iterable<string>,
  today: Day,
  why: 'facts' | 'day' = 'facts',
): Promise<void> {
  const asked = [...new Set(person_ids)].sort()
  if (asked.length === 0) return
  await withEngineSight(tx, async engine => {
    await goByIndex(engine)
    const ids = await withWhomTheyWereJoinedInto(engine, asked)
    await sql`SELECT FROM person WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`.execute(engine)
    const calendars = await calendarsForReading(engine)
    const policies = await policiesForReading(engine)
    const children = (await loadFacts(engine, ids)).map(child => {
      const answer = evaluate(child.facts, { policies }, calendars, today)
      const clocks = answer.clocks.map(clock => ({ ...clock, warn_on: warnedOn(clock, calendars, policies) }))
      return { ...child, answer: { ...answer, clocks }, groups: groupSpans(child.evidence, answer) }
    })
    const moved = await withOtherStates(engine, ids, children)
    await writeMovements(
      engine,
      await statesBefore(
        engine,
        moved.map(child => child.person_id),
      ),
      moved.flatMap(({ person_id, sealed, answer }) => answer.states.map(span => ({ person_id, sealed, ...span }))),
    )
    const written = await writeAnswers(engine, ids, children, moved)
    const touched = why === 'facts' ? ids : [...written]
    await sql`UPDATE person SET version = version + 1 WHERE id = ANY(${touched}::uuid[])`.execute(engine)
    await writeNameIndex(engine, ids)
  })
}

/** These children, and of those who were joined into another that other as well, in id order. */
async function withWhomTheyWereJoinedInto(engine: Write, asked: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    WITH RECURSIVE way AS (
      SELECT joined_into AS id FROM person WHERE authority_id = (SELECT identity.authority()) AND id = ANY(${[...asked]}::uuid[]) AND joined_into IS NOT NULL
      UNION SELECT p.joined_into FROM way w JOIN person p ON p.authority_id = (SELECT identity.authority()) AND p.id = w.id WHERE p.joined_into IS NOT NULL)
    SELECT id FROM way`.execute(engine)
  return rows.length === 0 ? [...asked] : [...new Set([...asked, ...rows.map(row => row.id)])].sort()
}
