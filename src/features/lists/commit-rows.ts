import { sql } from 'kysely'
import { goByIndex } from '../../ground/database/by-index.ts'
import type { Write } from '../../ground/database/door.ts'
import type { Look } from '../../ground/look.ts'
import type { Day } from '../../rulebook/index.ts'
import { reevaluate, sealFromList } from '../children/index.ts'

import { alreadyWritten } from './committed-lines.ts'
import { type DueRow, dueRows } from './due-rows.ts'
import { type FactToWrite, heldFacts, writeFacts } from './held-facts.ts'
import { type ImportContext, schoolsOfRows } from './import-context.ts'
import { keysOf, recordKey, recordsOf, type SourceRecord } from './match-rows.ts'
import { pickRecords } from './pick-record.ts'
import { planFacts } from './plan-facts.ts'
import { askAgain, becauseChanged, isOtherThanPreviewed, noLongerNew, type SecondLook } from './second-look.ts'
import { wantedFacts } from './wanted-facts.ts'

interface FreshRecord extends Pick<DueRow, 'said' | 'cells' | 'line' | 'decided_by'> {
  id: string
  person_id: string
  sealed: boolean
  school_urn: number | null
  source_key: string | null
  because: string
}

/**
 * Commits the next rows of a list in one transaction: persons, records, facts, evaluation. Idempotent by import and row: a
 * row once committed is not taken again, so that a killed job goes on where it stopped and ends as if it had not been.
 * @param cut rows after this line, at most so many; whether the children are worked out here, or by the caller at the end.
 * @returns how many rows were committed, and the last line; none when none is left.
 */
export async function commitBatch(
  tx: Write,
  list: ImportContext,
  cut: { after: number; size: number; evaluate: boolean },
  today: Day,
  look: Look,
): Promise<{ rows: number; last: number | null }> {
  await lockForCommit(tx, list)
  const found = await dueRows(tx, list, cut)
  const last = found.at(-1)?.line ?? null
  const due = list.protected ? found : await stillNew(tx, list, found)
  if (due.length === 0) return { rows: 0, last }
  const personOf = await personsFor(tx, list, due)
  const persons = [...new Set(personOf.values())]
  if (list.protected) await seal(tx, list, persons, today)
  const sealed = new Map(
    (
      await sql<{
        id: string
        sealed: boolean
      }>`SELECT id, sealed FROM person WHERE id = ANY(${persons}::uuid[]) ORDER BY id FOR UPDATE`.execute(tx)
    ).rows.map(row => [row.id, row.sealed]),
  )
  const isSealed = (line: number) => sealed.get(personOf.get(line) ?? '') ?? false
  const schoolOf = await schoolsOfRows(
    tx,
    list,
    due.map(({ row }) => row),
  )
  const records = await recordsOf(tx, list, persons)
  const picked = await pickRecords(
    tx,
    due.map(({ line, row, problems }) => ({
      keys: keysOf({ line, row, problems }),
      source_ref: row.source_ref,
      of: records.get(recordKey(list, personOf.get(line) ?? '', schoolOf(row)?.urn ?? null)) ?? [],
    })),
  )
  const made = new Map<string, SourceRecord>()
  const fresh: FreshRecord[] = []
  const ids = await newIds(tx, due.length)
  const recordOf = new Map<number, string>()
  const lastOn = new Map<number, Day | null>()
  for (const dueRow of due) {
    const { line, row } = dueRow
    const person_id = personOf.get(line) ?? ''
    const school_urn = schoolOf(row)?.urn ?? null
    const key = recordKey(list, person_id, school_urn)
    let record = picked.get(line) ?? made.get(key)
    if (!record) {
      record = {
        id: ids.pop() ?? '',
        person_id,
        school_urn: list.presence === 'enrolment' ? school_urn : null,
        last_on: null,
      }
      made.set(key, record)
      fresh.push({
        id: record.id,
        person_id,
        sealed: sealed.get(person_id) ?? false,
        school_urn: record.school_urn,
        source_key: row.source_ref,
        said: dueRow.said,
        cells: dueRow.cells,
        line,
        because: becauseOf(dueRow),
        decided_by: dueRow.decided_by,
      })
    }
    recordOf.set(line, record.id)
    lastOn.set(line, record.last_on)
  }
  await addRecords(tx, list, fresh)
  const freshIds = new Set(fresh.map(record => record.id))
  const wantedAt = new Map(
    due.map(({ line, row, problems }) => [line, wantedFacts(row, problems, schoolOf(row), list)]),
  )
  const held = await heldFacts(
    tx,
    [...new Set(recordOf.values())].filter(id => !freshIds.has(id)),
    new Set([...wantedAt.values()].flatMap(wanted => wanted.map(fact => fact.table))),
  )
  const insert: FactToWrite[] = []
  const retract: Parameters<typeof writeFacts>[2][number][] = []
  // What a list says again moves nobody: only children of whom something is written are worked out anew.
  const touched = new Set([...fresh.map(record => record.person_id), ...(list.protected ? persons : [])])
  const written = await alreadyWritten(tx, list, [...recordOf.values()])
  const saidNow: SaidNow[] = []
  const again: (SecondLook & Pick<DueRow, 'outcome'>)[] = []
  for (const dueRow of due) {
    const { line, said, cells } = dueRow
    const record_id = recordOf.get(line) ?? ''
    // A second row that was decided to be of the same child says nothing that the first did not.
    if (written.has(record_id)) continue
    written.add(record_id)
    const last_on = lastOn.get(line) ?? null
    const plan = planFacts(wantedAt.get(line) ?? [], held.get(record_id) ?? new Map(), list.as_at, last_on)
    if (!freshIds.has(record_id) && !isSealed(line) && isOtherThanPreviewed(dueRow, plan.changes)) {
      const candidates = [personOf.get(line) ?? '']
      again.push({ line, outcome: dueRow.outcome, because: becauseChanged(plan.changes), candidates })
      recordOf.delete(line)
      continue
    }
    if (!freshIds.has(record_id) && (last_on ?? list.as_at) <= list.as_at)
      saidNow.push({ record_id, said, cells, line })
    if (plan.retract.length + plan.insert.length > 0) touched.add(personOf.get(line) ?? '')
    retract.push(...plan.retract)
    insert.push(...plan.insert.map(fact => ({ ...fact, record_id, sealed: isSealed(line) })))
  }
  await writeFacts(tx, { source: list.kind, import_id: list.id }, retract, insert)
  await markSaid(tx, list, saidNow)
  await askAgain(tx, list, again)
  await markCommitted(
    tx,
    list,
    [...recordOf].map(([line, record_id]) => ({ line, record_id, sealed: isSealed(line) })),
  )
  if (cut.evaluate) await reevaluate(tx, touched, today)
  look.saw(persons)
  return { rows: due.length - again.length, last }
}

/** The rows that are still what their preview showed, or have become a sealed child's; the others wait for somebody to look again. */
async function stillNew(tx: Write, list: ImportContext, due: readonly DueRow[]): Promise<DueRow[]> {
  const { again, sealed } = await noLongerNew(tx, list, due)
  await askAgain(
    tx,
    list,
    again.map(row => ({ ...row, outcome: 'new' })),
  )
  const waiting = new Set(again.map(row => row.line))
  return due.flatMap(row =>
    waiting.has(row.line) ? [] : [{ ...row, person_id: sealed.get(row.line) ?? row.person_id }],
  )
}

/** Two workers, or a decision that is taken in while the list is being committed: one batch of a list at a time. */
export async function lockForCommit(tx: Write, list: Pick<ImportContext, 'id'>): Promise<void> {
  await goByIndex(tx)
  await sql`SELECT FROM import WHERE id = ${list.id} FOR UPDATE`.execute(tx)
}

/** The person of each line; new ones are made. Lines of the same child as an earlier line share its person. */
async function personsFor(tx: Write, list: ImportContext, due: readonly DueRow[]): Promise<Map<number, string>> {
  const ids = await newIds(tx, due.length)
  const personOf = new Map<number, string>()
  const made: string[] = []
  for (const row of due) {
    const earlier =
      row.same_as_line === null ? undefined : (personOf.get(row.same_as_line) ?? row.same_person_id ?? undefined)
    const known = row.person_id ?? earlier
    const person_id = known ?? ids.pop() ?? ''
    if (known === undefined) made.push(person_id)
    personOf.set(row.line, person_id)
  }
  await sql`INSERT INTO person (authority_id, id, sealed) SELECT identity.authority(), id, ${list.protected} FROM unnest(${made}::uuid[]) AS id`.execute(
    tx,
  )
  return personOf
}

async function addRecords(tx: Write, list: ImportContext, fresh: readonly FreshRecord[]): Promise<void> {
  if (fresh.length === 0) return
  const rows = JSON.stringify(fresh)
  await sql`INSERT INTO record (authority_id, id, person_id, sealed, source_id, source, source_key, school_urn, last_on, said, cells, kept_import_id, kept_line)
    SELECT identity.authority(), id, person_id, sealed, ${list.source_id}::uuid, ${list.kind}, source_key, school_urn, ${list.as_at}::date, said, cells, ${list.id}::uuid, line
    FROM jsonb_to_recordset(${rows}::jsonb) AS t (id uuid, person_id uuid, sealed boolean, source_key text, school_urn integer, said uuid, cells uuid, line integer)`.execute(
    tx,
  )
  await sql`INSERT INTO record_link (authority_id, record_id, person_id, sealed, because, decided_by)
    SELECT identity.authority(), id, person_id, sealed, because, decided_by
    FROM jsonb_to_recordset(${rows}::jsonb) AS t (id uuid, person_id uuid, sealed boolean, because text, decided_by uuid)`.execute(
    tx,
  )
}

/** Why a record was held to be of its child, in a sentence. */
function becauseOf(row: DueRow): string {
  if (row.decision === 'same') return 'An officer decided that it is the same child.'
  if (row.decision === 'new') return 'An officer decided that it is another child.'
  if (row.matched_on !== null) return `Matched on the ${row.matched_on}.`
  return row.same_as_line === null
    ? 'No child known before was like it.'
    : `The same child as line ${row.same_as_line} of its list.`
}

/** What a row says of its record, and where. */
type SaidNow = Pick<DueRow, 'said' | 'cells' | 'line'> & { record_id: string }

/** What the source says of its records from now on, and since which list. An older list than a record's newest says nothing new. */
async function markSaid(tx: Write, list: ImportContext, saidNow: readonly SaidNow[]): Promise<void> {
  if (saidNow.length === 0) return
  const ids = saidNow.map(({ record_id }) => record_id)
  await sql`UPDATE record r SET last_on = ${list.as_at}, said = t.said, cells = t.cells, kept_import_id = ${list.id}, kept_line = t.line
    FROM unnest(${ids}::uuid[], ${saidNow.map(({ said }) => said)}::uuid[], ${saidNow.map(({ cells }) => cells)}::uuid[],
      ${saidNow.map(({ line }) => line)}::integer[]) AS t (record_id, said, cells, line)
    WHERE r.authority_id = (SELECT identity.authority()) AND r.id = t.record_id AND r.id = ANY(${ids}::uuid[])`.execute(
    tx,
  )
}

/** Marks lines as committed to their records. The persons are locked: whether each is sealed cannot change meanwhile. */
async function markCommitted(
  tx: Write,
  list: ImportContext,
  lines: readonly { line: number; record_id: string; sealed: boolean }[],
): Promise<void> {
  const at = lines.map(({ line }) => line)
  await sql`UPDATE import_row i SET record_id = t.record_id, sealed = t.sealed, committed_at = now()
    FROM unnest(${at}::integer[], ${lines.map(({ record_id }) => record_id)}::uuid[], ${lines.map(({ sealed }) => sealed)}::boolean[]) AS t (line, record_id, sealed)
    WHERE i.authority_id = (SELECT identity.authority()) AND i.import_id = ${list.id} AND i.line = t.line AND i.line = ANY(${at}::integer[])`.execute(
    tx,
  )
  await sql`UPDATE import SET rows_committed = rows_committed + ${lines.length} WHERE id = ${list.id}`.execute(tx)
}

/** Children of a protected list are sealed from the first, held by whoever committed it. */
async function seal(tx: Write, list: ImportContext, persons: readonly string[], today: Day): Promise<void> {
  const holder = list.committed_by ?? list.brought_by
  if (holder === null) throw new Error('A protected list needs somebody who holds its children.')
  await sealFromList(tx, persons, holder, today)
}

async function newIds(tx: Write, count: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`SELECT uuidv7() AS id FROM generate_series(1, ${count})`.execute(tx)
  return rows.map(row => row.id)
}
