import { sql } from 'kysely'
import { type Read, type Write, withEngineSight } from '../../ground/database/door.ts'
import { NotThere } from './refused.ts'

/** One of two children about whom it is decided. */
export interface Child {
  id: string
  sealed: boolean
  version: number
  records: number
  open_cases: number
}

/** Two children in the order of their ids. */
export type Two = readonly [Child, Child]

export const inOrder = (one: string, other: string): [string, string] => (one < other ? [one, other] : [other, one])

export const twoInOrder = (one: Child, other: Child): Two => (one.id < other.id ? [one, other] : [other, one])

/** What is decided of two children, and why. */
export interface DecisionInput {
  one: string
  other: string
  because: string
  /** The versions of both that the page was drawn from, in the order of their ids; null where no form was. */
  seen: readonly [number, number] | null
  pair_id?: string | null
  /** Who said the same before, where two had to. */
  read_first_by?: string | null
}

/** Locks two children in the order of their ids. */
export const lockBoth = (tx: Write, one: string, other: string): Promise<unknown> =>
  withEngineSight(tx, engine =>
    sql`SELECT FROM person WHERE authority_id = (SELECT identity.authority()) AND id IN (${one}, ${other}) ORDER BY id FOR UPDATE`.execute(
      engine,
    ),
  )

/**
 * Two children as whoever asks may see them.
 * @throws NotThere where one is not there for them, was joined into another, or is never to be joined with the other: all the same to whoever asks.
 */
export async function twoChildren(tx: Read, one: string, other: string): Promise<Two> {
  const ids = inOrder(one, other)
  const { rows: seen } = await sql<{ id: string }>`
    SELECT id FROM person WHERE authority_id = (SELECT identity.authority()) AND id = ANY(${ids}::uuid[]) AND joined_into IS NULL`.execute(
    tx,
  )
  if (one === other || seen.length < 2) throw new NotThere()
  return withEngineSight<Two, Read>(tx, async engine => {
    if (await areNeverJoined(engine, ids)) throw new NotThere()
    const { rows } = await sql<Child>`
      SELECT p.id, p.sealed, p.version, (SELECT count(*)::integer FROM record r WHERE r.authority_id = p.authority_id AND r.person_id = p.id) AS records,
        (SELECT count(*)::integer FROM council_case c WHERE c.authority_id = p.authority_id AND c.person_id = p.id AND c.closed_on IS NULL) AS open_cases
      FROM person p WHERE p.authority_id = (SELECT identity.authority()) AND p.id = ANY(${ids}::uuid[]) ORDER BY p.id`.execute(
      engine,
    )
    const [low, high] = rows
    if (!low || !high) throw new NotThere()
    return [low, high]
  })
}

/** Whether records of two children stand on the two sides of a pair that is never to be joined. Needs the engine's sight. */
async function areNeverJoined(tx: Read, [low, high]: readonly [string, string]): Promise<boolean> {
  const { rows } = await sql<{ never: boolean }>`SELECT EXISTS (
    SELECT FROM record a JOIN never_join_record s ON s.authority_id = a.authority_id AND s.record_id = a.id
    JOIN never_join n ON n.authority_id = s.authority_id AND n.id = s.never_join_id AND n.lifted_at IS NULL
    JOIN never_join_record o ON o.authority_id = s.authority_id AND o.never_join_id = n.id AND o.side <> s.side
    JOIN record b ON b.authority_id = o.authority_id AND b.id = o.record_id AND b.person_id = ${high}
    WHERE a.authority_id = (SELECT identity.authority()) AND a.person_id = ${low}) AS never`.execute(tx)
  return rows[0]?.never ?? false
}
