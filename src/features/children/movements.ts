import { sql } from 'kysely'
import { type Write, withEngineSight } from '../../ground/database/door.ts'
import { compareDays, type Day, type StateCode } from '../../rulebook/index.ts'

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

/** Where a child is who is in no state: not yet ours, or ours no longer. */
export const nowhere = 'none'

interface Move {
  readonly day: Day
  readonly from_state: StateCode | typeof nowhere
  readonly to_state: StateCode | typeof nowhere
}

/** The moves that the spans of one child tell, in any order. From one state to the same is none. */
export function movesOf(spans: readonly Pick<BookedSpan, 'starts_on' | 'ends_on' | 'state'>[]): Move[] {
  const moves: Move[] = []
  let last: (typeof spans)[number] | undefined
  for (const span of spans.toSorted((a, b) => compareDays(a.starts_on, b.starts_on))) {
    const follows = last?.ends_on === span.starts_on
    if (last?.ends_on && !follows) moves.push({ day: last.ends_on, from_state: last.state, to_state: nowhere })
    const from_state = last && follows ? last.state : nowhere
    if (from_state !== span.state) moves.push({ day: span.starts_on, from_state, to_state: span.state })
    last = span
  }
  if (last?.ends_on) moves.push({ day: last.ends_on, from_state: last.state, to_state: nowhere })
  return moves
}

/**
 * The book of the ledger: what the old spans said is taken back, what the new ones say is entered. Gives all the spans of a
 * child or none; children whose answer did not change may stand in both or in neither. Needs the engine's sight.
 */
export async function writeMovements(
  tx: Write,
  before: readonly BookedSpan[],
  after: readonly BookedSpan[],
): Promise<void> {
  const moves = new Sums<Move & { sealed: boolean }>()
  const rolls = new Sums<{ day: Day; state: StateCode; school_urn: number }>()
  for (const [spans, sign] of [
    [before, -1],
    [after, 1],
  ] as const) {
    for (const life of Map.groupBy(spans, span => span.person_id).values()) {
      const sealed = life[0]?.sealed === true
      for (const move of movesOf(life)) moves.enter({ ...move, sealed }, sign)
    }
    for (const { school_urn, sealed, state, starts_on, ends_on } of spans) {
      if (school_urn === null || sealed) continue
      rolls.enter({ day: starts_on, state, school_urn }, sign)
      if (ends_on !== null) rolls.enter({ day: ends_on, state, school_urn }, -sign)
    }
  }
  const [moved, rolled] = [moves.left(), rolls.left()]
  if (moved.length > 0)
    await sql`INSERT INTO ledger_move (authority_id, day, from_state, to_state, sealed, change)
      SELECT identity.authority(), day, from_state, to_state, sealed, change
      FROM jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) AS t (day date, from_state text, to_state text, sealed boolean, change integer)`.execute(
      tx,
    )
  if (rolled.length > 0)
    await sql`INSERT INTO child_movement (authority_id, day, state, school_urn, sealed, change)
      SELECT identity.authority(), day, state, school_urn, false, change
      FROM jsonb_to_recordset(${JSON.stringify(rolled)}::jsonb) AS t (day date, state text, school_urn integer, change integer)`.execute(
      tx,
    )
}

/** Entries added up by what they say; those that cancel are left out. */
class Sums<Entry extends object> {
  readonly #sums = new Map<string, Entry & { change: number }>()

  enter(entry: Entry, change: number): void {
    const key = Object.values(entry).join(' ')
    const sum = this.#sums.get(key)
    if (sum) sum.change += change
    else this.#sums.set(key, { ...entry, change })
  }

  left(): (Entry & { change: number })[] {
    return [...this.#sums.values()].filter(sum => sum.change !== 0)
  }
}

/** Adds up what stands in the book and the counts of groups more than once, so that they stay small. The engine's; after much was worked out anew. */
export const compactBook = async (tx: Write): Promise<void> => {
  await sql`SELECT compact_book(), fold_groups()`.execute(tx)
}

/** Writes the whole book anew from the states, and the counts of groups from the children's days in them. The engine's; after everybody was worked out anew. */
export const rewriteBook = async (tx: Write): Promise<void> => {
  await sql`SELECT rewrite_book(), rewrite_groups()`.execute(tx)
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
