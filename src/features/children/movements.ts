import { sql } from 'kysely'
import { type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Day, StateCode } from '../../rulebook/index.ts'

/** Days of a child in a state, as the book counts them. */
export interface BookedSpan {
  readonly person_id: string
  readonly sealed: boolean
  readonly starts_on: Day
  readonly ends_on: Day | null
  readonly state: StateCode
  readonly school_urn: number | null
}

/** What the engine says of these children until now: what the book already holds of them. */
export const statesBefore = async (tx: Write, person_ids: readonly string[]): Promise<BookedSpan[]> =>
  (
    await sql<BookedSpan>`SELECT person_id, sealed, starts_on, ends_on, state, school_urn FROM child_state
      WHERE person_id = ANY(${[...person_ids]}::uuid[])`.execute(tx)
  ).rows

/**
 * The book of the ledger: what the old spans said is taken back, what the new ones say is entered. Children whose answer
 * did not change may stand in both or in neither. Needs the engine's sight.
 */
export async function writeMovements(
  tx: Write,
  before: readonly BookedSpan[],
  after: readonly BookedSpan[],
): Promise<void> {
  const sums = new Map<
    string,
    { day: Day; state: StateCode; school_urn: number | null; sealed: boolean; change: number }
  >()
  const enter = (day: Day | null, span: BookedSpan, change: number) => {
    if (day === null) return
    const { state, sealed } = span
    const school_urn = sealed ? null : span.school_urn
    const key = `${day} ${state} ${school_urn} ${sealed}`
    const sum = sums.get(key)
    if (sum) sum.change += change
    else sums.set(key, { day, state, school_urn, sealed, change })
  }
  for (const span of before) {
    enter(span.starts_on, span, -1)
    enter(span.ends_on, span, 1)
  }
  for (const span of after) {
    enter(span.starts_on, span, 1)
    enter(span.ends_on, span, -1)
  }
  const changes = [...sums.values()].filter(sum => sum.change !== 0)
  if (changes.length === 0) return
  await sql`INSERT INTO child_movement (authority_id, day, state, school_urn, sealed, change)
    SELECT identity.authority(), day, state, school_urn, sealed, change
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS t (day date, state text, school_urn integer, sealed boolean, change integer)`.execute(
    tx,
  )
}

/**
 * Takes what the engine said of children out of the ledger's book, before their seal is set or lifted: sealed and
 * open children are counted apart, and what was entered under one flag cannot be taken back under the other. The
 * evaluation that follows enters it anew.
 */
export const takeOutOfBook = (tx: Write, person_ids: readonly string[]): Promise<void> =>
  withEngineSight(tx, async engine => {
    await writeMovements(engine, await statesBefore(engine, person_ids), [])
    await sql`DELETE FROM child_state WHERE person_id = ANY(${[...person_ids]}::uuid[])`.execute(engine)
  })
