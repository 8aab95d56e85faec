import { sql } from 'kysely'
import { type Read, type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { NeverKind } from './codes.ts'
import { JoinRefused, NotThere } from './refused.ts'
import { lockBoth } from './two.ts'

/** Two children who are never to be joined, for who may know of it. */
export interface NeverJoined {
  id: string
  kind: NeverKind
  one_id: string
  other_id: string
  one_known_as: string | null
  other_known_as: string | null
  because: string
  made_by: string
  made_at: Date
  lifted_at: Date | null
}

/** Pairs that are never to be joined, newest first; only those of whose children the reader may know both. */
export async function neverJoined(tx: Read, most: number): Promise<NeverJoined[]> {
  const { rows } = await sql<NeverJoined>`
    SELECT n.id, n.kind, n.one_id, n.other_id, a.known_as AS one_known_as, b.known_as AS other_known_as, n.because, w.name AS made_by, n.made_at, n.lifted_at
    FROM never_join n JOIN account w ON w.id = n.made_by
    LEFT JOIN child_summary a ON a.authority_id = n.authority_id AND a.person_id = n.one_id LEFT JOIN child_summary b ON b.authority_id = n.authority_id AND b.person_id = n.other_id
    ORDER BY n.made_at DESC, n.id LIMIT ${sql.lit(most)}`.execute(tx)
  return rows
}

export interface NeverInput {
  one: string
  other: string
  kind: NeverKind
  because: string
}

/**
 * Keeps two children apart for good: from now on the database refuses whatever would hold their records in one child, and a pair of them is
 * offered to nobody. @returns the pair. @throws NotThere, JoinRefused where it stands already.
 */
export async function neverJoin(tx: Write, actor: Person, { one, other, kind, because }: NeverInput): Promise<string> {
  await lockBoth(tx, one, other)
  const { rows: seen } = await sql<{ id: string; sealed: boolean }>`
    SELECT id, sealed FROM person WHERE authority_id = (SELECT identity.authority()) AND id IN (${one}, ${other}) AND joined_into IS NULL`.execute(
    tx,
  )
  const sealed = (id: string) => seen.find(row => row.id === id)?.sealed ?? false
  if (one === other || seen.length < 2) throw new NotThere()
  const { rows: stands } = await sql<{ id: string }>`SELECT id FROM never_join WHERE lifted_at IS NULL
    AND ((one_id = ${one} AND other_id = ${other}) OR (one_id = ${other} AND other_id = ${one}))`.execute(tx)
  if (stands.length > 0) throw new JoinRefused('These two are kept apart for good already')
  const { rows } = await sql<{ id: string }>`
    INSERT INTO never_join (authority_id, kind, one_id, one_sealed, other_id, other_sealed, because, made_by)
    VALUES (${actor.authority_id}, ${kind}, ${one}, ${sealed(one)}, ${other}, ${sealed(other)}, ${because}, ${actor.account_id}) RETURNING id`.execute(
    tx,
  )
  await withEngineSight(tx, engine =>
    sql`UPDATE match_pair SET state = 'gone', settled_at = now(), version = version + 1 WHERE authority_id = ${actor.authority_id}
      AND low_id = least(${one}::uuid, ${other}::uuid) AND high_id = greatest(${one}::uuid, ${other}::uuid) AND state IN ('open', 'second_look')`.execute(
      engine,
    ),
  )
  return rows[0]?.id ?? ''
}

/** Ends that two children are never to be joined. @throws NotThere. */
export async function liftNeverJoin(tx: Write, actor: Person, id: string, because: string): Promise<void> {
  const { rows } = await sql<{
    id: string
  }>`UPDATE never_join SET lifted_by = ${actor.account_id}, lifted_at = now(), lifted_because = ${because}
    WHERE id = ${id} AND lifted_at IS NULL RETURNING id`.execute(tx)
  if (rows.length === 0) throw new NotThere()
}
