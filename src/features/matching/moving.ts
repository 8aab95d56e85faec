import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Decider } from './decider.ts'
import type { FactHeld } from './standing.ts'

/** Whose records went where by a decision. */
export interface Moved {
  decision_id: string
  from: string
  to: string
}

/** Notes whose the records of these children are when a decision is taken, with why each is. Needs the engine's sight. */
export const noteRecords = (
  tx: Write,
  decision_id: string,
  person_ids: readonly string[],
  to?: string,
): Promise<unknown> =>
  sql`INSERT INTO join_decision_record (authority_id, decision_id, record_id, sealed, from_id, to_id, link_id)
    SELECT r.authority_id, ${decision_id}, r.id, r.sealed, r.person_id, coalesce(${to ?? null}::uuid, r.person_id), l.id
    FROM record r LEFT JOIN LATERAL (SELECT id FROM record_link l WHERE l.authority_id = r.authority_id AND l.record_id = r.id AND l.undone_at IS NULL
      ORDER BY l.decided_at DESC, l.id DESC LIMIT 1) l ON true
    WHERE r.authority_id = (SELECT identity.authority()) AND r.person_id = ANY(${[...person_ids]}::uuid[])`.execute(tx)

/**
 * Lets records be of another child from now on: the reason for which each was of the one before ends, and `because` begins. Needs the
 * engine's sight; a pair that is never to be joined is refused by the database.
 */
export async function moveRecords(
  tx: Write,
  actor: Decider,
  record_ids: readonly string[],
  { decision_id, to, because }: { decision_id: string; to: string; because: string },
): Promise<void> {
  const ids = [...record_ids]
  if (ids.length === 0) return
  await sql`UPDATE record r SET person_id = p.id, sealed = p.sealed FROM person p
    WHERE p.authority_id = (SELECT identity.authority()) AND p.id = ${to} AND r.authority_id = p.authority_id AND r.id = ANY(${ids}::uuid[])`.execute(
    tx,
  )
  await endLinks(tx, actor, ids)
  await sql`INSERT INTO record_link (authority_id, record_id, person_id, sealed, because, decided_by, decision_id)
    SELECT authority_id, id, person_id, sealed, ${because}, ${actor.account_id}::uuid, ${decision_id}::uuid FROM record
    WHERE authority_id = (SELECT identity.authority()) AND id = ANY(${ids}::uuid[])`.execute(tx)
}

/** Lets records be of the child again that they were of before a decision, for the reason that held then. Needs the engine's sight. */
export async function moveRecordsBack(
  tx: Write,
  actor: Decider,
  { of_decision, decision_id, to }: { of_decision: string; decision_id: string; to: string },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    UPDATE record r SET person_id = p.id, sealed = p.sealed FROM person p, join_decision_record d
    WHERE p.authority_id = (SELECT identity.authority()) AND p.id = ${to} AND d.authority_id = p.authority_id AND d.decision_id = ${of_decision}
      AND d.from_id = p.id AND r.authority_id = p.authority_id AND r.id = d.record_id RETURNING r.id`.execute(tx)
  await endLinks(
    tx,
    actor,
    rows.map(row => row.id),
  )
  await sql`INSERT INTO record_link (authority_id, record_id, person_id, sealed, because, decided_by, decided_at, decision_id)
    SELECT l.authority_id, l.record_id, l.person_id, r.sealed, l.because, l.decided_by, l.decided_at, ${decision_id}::uuid
    FROM join_decision_record d JOIN record_link l ON l.authority_id = d.authority_id AND l.id = d.link_id
    JOIN record r ON r.authority_id = d.authority_id AND r.id = d.record_id
    WHERE d.authority_id = (SELECT identity.authority()) AND d.decision_id = ${of_decision} AND d.from_id = ${to}`.execute(
    tx,
  )
}

const endLinks = (tx: Write, actor: Decider, record_ids: readonly string[]): Promise<unknown> =>
  sql`UPDATE record_link SET undone_at = now(), undone_by = ${actor.account_id}
    WHERE authority_id = (SELECT identity.authority()) AND record_id = ANY(${[...record_ids]}::uuid[]) AND undone_at IS NULL`.execute(
    tx,
  )

/** Lets everything else that hangs on a child, or these things of it, go with the records. Needs the engine's sight. */
export const moveThings = (
  tx: Write,
  { decision_id, from, to }: Moved,
  only: readonly string[] | null,
): Promise<unknown> =>
  sql`SELECT move_things(${decision_id}, ${from}, ${to}, ${only === null ? null : [...only]}::text[])`.execute(tx)

/** What every fact has, and what the same fact said of another child has anew. */
const anew = [
  ...['id', 'record_id', 'sealed', 'recorded_at', 'recorded_by', 'recorded_because', 'instead_of'],
  ...['retracted_at', 'retracted_by', 'retracted_reason', 'retracted_because', 'retracted_import_id'],
]

/**
 * Says facts of another child's record: they are believed no longer where they stand, and recorded there, each in place of itself.
 * Needs the engine's sight.
 */
export async function sayElsewhere(
  tx: Write,
  actor: Decider,
  facts: readonly FactHeld[],
  { record_id, because }: { record_id: string; because: string },
): Promise<void> {
  for (const [table, some] of Map.groupBy(facts, fact => fact.table)) {
    const { rows } = await sql<{ name: string }>`SELECT attname AS name FROM pg_attribute
      WHERE attrelid = ${`public.${table}`}::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attname <> ALL (${anew}::text[]) ORDER BY attnum`.execute(
      tx,
    )
    const columns = sql.join(rows.map(row => sql.ref(row.name)))
    const ids = some.map(fact => fact.id)
    await sql`UPDATE ${sql.table(table)} SET retracted_at = now(), retracted_by = ${actor.account_id}, retracted_reason = 'another_child', retracted_because = ${because}
      WHERE id = ANY(${ids}::uuid[]) AND retracted_at IS NULL`.execute(tx)
    await sql`INSERT INTO ${sql.table(table)} (${columns}, record_id, sealed, recorded_by, recorded_because, instead_of)
      SELECT ${sql.join(rows.map(row => sql.ref(`f.${row.name}`)))}, r.id, r.sealed, ${actor.account_id}, ${because}, f.id
      FROM ${sql.table(table)} f, record r WHERE f.id = ANY(${ids}::uuid[]) AND r.id = ${record_id} ORDER BY f.id`.execute(
      tx,
    )
  }
}
