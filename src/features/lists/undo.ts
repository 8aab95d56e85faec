import { sql } from 'kysely'
import { joinSets } from '../../ground/database/by-index.ts'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Queue } from '../../ground/jobs/queue.ts'
import type { Look } from '../../ground/look.ts'
import type { Day } from '../../rulebook/index.ts'
import { reevaluate } from '../children/index.ts'
import { lockForCommit } from './commit-rows.ts'
import { columnsOf, factTables } from './held-facts.ts'
import type { ImportContext } from './import-context.ts'

export const undoKind = 'list-undo'

/** Why a list cannot be taken back, in a sentence; null when it can. */
export async function notUndoable(tx: Read, import_id: string): Promise<string | null> {
  const { rows } = await sql<{ state: string; undoable: boolean; later: boolean; at_work: boolean }>`
    SELECT i.state, i.undoable, EXISTS (SELECT FROM import n WHERE n.authority_id = i.authority_id AND n.source_id = i.source_id AND n.id <> i.id
        AND n.state IN ('committing', 'committed', 'undoing') AND (n.as_at, coalesce(n.committed_at, now())) > (i.as_at, coalesce(i.committed_at, now()))) AS later,
      EXISTS (SELECT FROM job j WHERE j.subject_id = i.id AND j.state IN ('waiting', 'running')) AS at_work
    FROM import i WHERE i.id = ${import_id}`.execute(tx)
  const [list] = rows
  if (list?.state !== 'committed' && list?.state !== 'undoing')
    return 'Only a list that was committed can be taken back.'
  if (list.at_work) return 'There is work going on with this list. Wait until it has ended.'
  if (list.later) return 'A later list of the same source was committed. Take that one back first.'
  return list.undoable ? null : 'This list was committed before lists could be taken back.'
}

/** Asks for a committed list to be taken back. @returns the job. Throws Stale when it cannot be any more. */
export async function askForUndo(
  tx: Write,
  queue: Queue,
  actor: Person,
  given: { import_id: string; seen: number; because: string },
): Promise<string> {
  const { rows } = await sql<{ version: number; file_name: string }>`SELECT i.version, f.name AS file_name FROM import i
    JOIN file f ON f.authority_id = i.authority_id AND f.id = i.file_id WHERE i.id = ${given.import_id} FOR UPDATE OF i`.execute(
    tx,
  )
  const [row] = rows
  if (row?.version !== given.seen || (await notUndoable(tx, given.import_id)) !== null) throw new Stale()
  await sql`UPDATE import SET state = 'undoing', undone_by = ${actor.account_id}, undone_because = ${given.because}, version = version + 1
    WHERE id = ${given.import_id}`.execute(tx)
  return queue.enqueue(tx, actor, { kind: undoKind, title: `Take back ${row.file_name}`, subject_id: given.import_id })
}

export interface Undoing extends Pick<ImportContext, 'id' | 'source_id' | 'as_at'> {
  undone_by: string | null
  undone_because: string
}

/** A record that the list said something of, and the day of the newest list of its source that holds it besides. */
export interface UndoRecord {
  record_id: string
  last_on: Day | null
}

/** The records of which a list said anything, in the order of their ids, each with the day on which it was last said without it. */
export async function recordsToUndo(tx: Read, list: Undoing): Promise<UndoRecord[]> {
  await joinSets(tx)
  const facts = factTables.map(
    table =>
      sql`SELECT record_id FROM ${sql.table(table)} WHERE import_id = ${list.id} OR retracted_import_id = ${list.id}`,
  )
  const { rows } = await sql<{ record_id: string }>`SELECT DISTINCT record_id FROM (${sql.join(facts, sql` UNION ALL `)}
      UNION ALL SELECT record_id FROM import_line WHERE import_id = ${list.id} AND record_id IS NOT NULL) t ORDER BY record_id`.execute(
    tx,
  )
  const left = new Set(rows.map(row => row.record_id))
  const lastOn = new Map<string, Day>()
  const { rows: others } = await sql<{ id: string; as_at: Day }>`SELECT id, as_at FROM import
    WHERE source_id = ${list.source_id} AND id <> ${list.id} AND state = 'committed' ORDER BY as_at DESC, committed_at DESC`.execute(
    tx,
  )
  for (const { id, as_at } of others) {
    if (left.size === 0) break
    const { rows: held } = await sql<{
      record_id: string
    }>`SELECT record_id FROM import_line WHERE import_id = ${id} AND record_id IS NOT NULL`.execute(tx)
    for (const { record_id } of held) if (left.delete(record_id)) lastOn.set(record_id, as_at)
  }
  return rows.map(({ record_id }) => ({ record_id, last_on: lastOn.get(record_id) ?? null }))
}

/**
 * Takes back what a list said of some records, in one transaction: its facts are believed no longer, and those that it put an end
 * to are believed again. Where somebody has decided something about a kind of fact since, that kind is left as it is, and said so.
 * Run again, it changes nothing.
 */
export async function undoRecords(
  tx: Write,
  list: Undoing,
  records: readonly UndoRecord[],
  today: Day,
  look: Look,
): Promise<void> {
  await lockForCommit(tx, list)
  const standing = await workedOn(tx, list, records)
  const taken = records.filter(record => !standing.has(record.record_id))
  const ids = taken.map(record => record.record_id)
  const because = `The list was taken back: ${list.undone_because}`
  for (const table of factTables) {
    const decided = await decidedSince(tx, list, table, ids)
    const free = ids.filter(id => !decided.has(id))
    await sql`UPDATE ${sql.table(table)} SET retracted_at = now(), retracted_by = ${list.undone_by}, retracted_reason = 'undone', retracted_because = ${because}
      WHERE authority_id = (SELECT identity.authority()) AND record_id = ANY(${free}::uuid[]) AND import_id = ${list.id} AND retracted_at IS NULL`.execute(
      tx,
    )
    const columns = sql.raw(columnsOf(table).join(', '))
    await sql`INSERT INTO ${sql.table(table)} (authority_id, record_id, sealed, starts_on, ends_on, source, import_id, instead_of, ${columns})
      SELECT authority_id, record_id, sealed, starts_on, ends_on, source, import_id, id, ${columns} FROM ${sql.table(table)} f
      WHERE authority_id = (SELECT identity.authority()) AND record_id = ANY(${free}::uuid[]) AND retracted_import_id = ${list.id}
        AND import_id IS DISTINCT FROM ${list.id}::uuid
        AND NOT EXISTS (SELECT FROM ${sql.table(table)} b WHERE b.authority_id = f.authority_id AND b.instead_of = f.id)`.execute(
      tx,
    )
    await sql`INSERT INTO import_undo_left (authority_id, import_id, record_id, person_id, sealed, kind)
      SELECT authority_id, ${list.id}::uuid, id, person_id, sealed, ${table} FROM record
      WHERE authority_id = (SELECT identity.authority()) AND id = ANY(${[...decided]}::uuid[]) ON CONFLICT DO NOTHING`.execute(
      tx,
    )
  }
  const { rows } = await sql<{ person_id: string }>`UPDATE record r SET said = NULL, cells = NULL,
      last_on = CASE WHEN r.source_id = ${list.source_id}::uuid THEN t.last_on ELSE r.last_on END
    FROM unnest(${ids}::uuid[], ${taken.map(record => record.last_on)}::date[]) AS t (id, last_on)
    WHERE r.authority_id = (SELECT identity.authority()) AND r.id = t.id AND r.id = ANY(${ids}::uuid[]) RETURNING r.person_id`.execute(
    tx,
  )
  const persons = rows.map(row => row.person_id)
  await reevaluate(tx, persons, today)
  look.saw(persons)
}

/**
 * Those of the records whose child nothing but this list made known, and on whom somebody has worked since: a case does not lose
 * its child. They are kept as they are, and said so.
 */
async function workedOn(tx: Write, list: Undoing, records: readonly UndoRecord[]): Promise<Set<string>> {
  const alone = records.filter(record => record.last_on === null).map(record => record.record_id)
  const { rows } = await sql<{ record_id: string }>`
    INSERT INTO import_undo_left (authority_id, import_id, record_id, person_id, sealed, kind)
    SELECT r.authority_id, ${list.id}::uuid, r.id, r.person_id, r.sealed, 'work' FROM record r
    WHERE r.authority_id = (SELECT identity.authority()) AND r.id = ANY(${alone}::uuid[]) AND r.source_id = ${list.source_id}
      AND NOT EXISTS (SELECT FROM record o WHERE o.authority_id = r.authority_id AND o.person_id = r.person_id AND o.source_id <> r.source_id AND o.source <> 'council')
      AND (EXISTS (SELECT FROM record o WHERE o.authority_id = r.authority_id AND o.person_id = r.person_id AND o.source = 'council')
        OR EXISTS (SELECT FROM council_case c WHERE c.authority_id = r.authority_id AND c.person_id = r.person_id))
    ON CONFLICT (authority_id, import_id, record_id, kind) DO UPDATE SET kind = excluded.kind RETURNING record_id`.execute(
    tx,
  )
  return new Set(rows.map(row => row.record_id))
}

/** Those of the records about whose facts of a kind a person decided something since the list was brought in. */
async function decidedSince(
  tx: Read,
  list: Undoing,
  table: (typeof factTables)[number],
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ record_id: string }>`SELECT DISTINCT f.record_id FROM ${sql.table(table)} f, import i
    WHERE i.id = ${list.id} AND f.authority_id = i.authority_id AND f.record_id = ANY(${ids}::uuid[])
      AND ((f.recorded_by IS NOT NULL AND f.recorded_at > i.brought_at)
        OR (f.retracted_by IS NOT NULL AND f.retracted_at > i.brought_at AND f.retracted_reason <> 'undone'))`.execute(
    tx,
  )
  return new Set(rows.map(row => row.record_id))
}
