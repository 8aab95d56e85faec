import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Look } from '../../ground/look.ts'
import { type Day, foldName } from '../../rulebook/index.ts'
import { reevaluate } from '../children/index.ts'
import { lockForCommit } from './commit-rows.ts'
import { type FactToWrite, heldFacts, writeFacts } from './held-facts.ts'
import { type ImportContext, type NamedSchool, schoolsOfRows } from './import-context.ts'
import type { FactTable } from './wanted-facts.ts'

/** Where the presence of each kind of list is kept, when falling silent ends it. */
const presenceTable: Record<ImportContext['presence'], FactTable | null> = {
  enrolment: 'enrolment_fact',
  home_education: 'provision_fact',
  awaiting_place: 'circumstance_fact',
  provision: 'provision_fact',
  residence: null,
  none: null,
}

/**
 * Finds the records that this list no longer holds: of a roll, at the schools that the list is of; where falling silent ends
 * something, those with something going on; else those of the list before. A child whom a doubtful or refused row may be is not
 * missing, and nobody is while a row could not be read at all.
 * @returns how many children are missing; one who is on the list at another school is not.
 */
export async function settleMissing(tx: Write, list: ImportContext): Promise<number> {
  await sql`DELETE FROM import_missing WHERE import_id = ${list.id}`.execute(tx)
  const table = presenceTable[list.presence]
  const schools = await schoolsOfList(tx, list)
  const held =
    table === null
      ? sql`r.last_on = (SELECT max(b.as_at) FROM import b WHERE b.authority_id = r.authority_id AND b.source_id = r.source_id
          AND b.state = 'committed' AND b.as_at < ${list.as_at})`
      : sql`EXISTS (SELECT FROM ${sql.table(table)} f WHERE f.authority_id = r.authority_id AND f.record_id = r.id AND f.retracted_at IS NULL
          AND (f.ends_on IS NULL OR f.ends_on > ${list.as_at} OR (f.ends_on = ${list.as_at} AND f.import_id = ${list.id})))`
  await sql`WITH refused_name AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(await refusedNames(tx, list))}::jsonb) AS t (surname_key text, forename_key text))
    INSERT INTO import_missing (authority_id, import_id, record_id, person_id, sealed, last_on)
    SELECT r.authority_id, ${list.id}::uuid, r.id, r.person_id, r.sealed, r.last_on FROM record r
    WHERE r.source_id = ${list.source_id} AND r.last_on < ${list.as_at} AND ${held}
      AND (${list.presence !== 'enrolment'} OR r.school_urn = ANY(${schools.urns}::integer[]) OR (${schools.unknown} AND r.school_urn IS NULL))
      AND NOT EXISTS (SELECT FROM import_row x WHERE x.import_id = ${list.id} AND ${couldBeAnybody})
      AND r.id NOT IN (SELECT m.record_id FROM import_match m WHERE m.import_id = ${list.id} AND m.record_id IS NOT NULL)
      AND r.id NOT IN (SELECT x.record_id FROM import_line x WHERE x.import_id = ${list.id} AND x.record_id IS NOT NULL)
      AND r.person_id NOT IN (SELECT m.person_id FROM import_match m JOIN import_row x ON x.authority_id = m.authority_id AND x.import_id = m.import_id AND x.line = m.line
        WHERE m.import_id = ${list.id} AND x.refused)
      AND r.person_id NOT IN (SELECT unnest(x.candidates) FROM import_row x WHERE x.import_id = ${list.id} AND x.outcome = 'ambiguous' AND x.decision IS NULL)
      AND r.id NOT IN (SELECT n.record_id FROM name_fact n JOIN refused_name USING (surname_key, forename_key) WHERE n.retracted_at IS NULL)`.execute(
    tx,
  )
  await sql`UPDATE import_missing m SET elsewhere = true WHERE m.import_id = ${list.id} AND (
      m.person_id IN (SELECT e.person_id FROM import_match e WHERE e.import_id = ${list.id})
      OR m.person_id IN (SELECT h.person_id FROM import_line x JOIN record h ON h.authority_id = x.authority_id AND h.id = x.record_id WHERE x.import_id = ${list.id}))`.execute(
    tx,
  )
  const { rows } = await sql<{ missing: number }>`SELECT count(DISTINCT m.person_id) AS missing FROM import_missing m
    WHERE m.import_id = ${list.id} AND NOT m.sealed AND ${notElsewhere}`.execute(tx)
  return rows[0]?.missing ?? 0
}

/** Of a missing record `m`: that the child is not on the same list at another school. */
export const notElsewhere = sql<boolean>`NOT m.elsewhere`

/** Of a row `x`: that it could not be read at all, or gives neither a name nor a number of a known child. */
export const couldBeAnybody = sql<boolean>`((x.row IS NULL AND x.said IS NULL) OR (x.refused AND x.row->>'surname' IS NULL AND x.row->>'forename' IS NULL
  AND NOT EXISTS (SELECT FROM import_match m WHERE m.authority_id = x.authority_id AND m.import_id = x.import_id AND m.line = x.line)))`

/** The schools that the list is of: they are kept when it is read, and of a list of before stand in its rows. */
async function schoolsOfList(tx: Read, list: ImportContext): Promise<{ urns: number[]; unknown: boolean }> {
  const kept = await tx.selectFrom('import').where('id', '=', list.id).select('schools_named').executeTakeFirstOrThrow()
  const rows = (kept.schools_named as NamedSchool[] | null) ?? (await schoolsInRows(tx, list))
  const schoolOf = await schoolsOfRows(tx, list, rows)
  const urns = [...new Set(rows.map(row => schoolOf(row)?.urn ?? null))]
  return { urns: urns.filter(urn => urn !== null), unknown: urns.includes(null) }
}

async function schoolsInRows(tx: Read, list: ImportContext): Promise<NamedSchool[]> {
  const { rows } = await sql<NamedSchool>`
    SELECT DISTINCT (row->>'school_urn')::integer AS school_urn, row->>'school_laestab' AS school_laestab FROM import_row
    WHERE import_id = ${list.id} AND row IS NOT NULL`.execute(tx)
  return rows
}

/** The names on refused rows that no child was found for: whoever bears one of them may be the child of that row. */
async function refusedNames(tx: Read, list: ImportContext): Promise<{ surname_key: string; forename_key: string }[]> {
  const { rows } = await sql<{ surname: string | null; forename: string | null }>`
    SELECT r.row->>'surname' AS surname, r.row->>'forename' AS forename FROM import_row r WHERE r.import_id = ${list.id} AND r.refused AND r.row IS NOT NULL
      AND NOT EXISTS (SELECT FROM import_match m WHERE m.authority_id = r.authority_id AND m.import_id = r.import_id AND m.line = r.line)`.execute(
    tx,
  )
  return rows.map(row => ({ surname_key: foldName(row.surname ?? ''), forename_key: foldName(row.forename ?? '') }))
}

/**
 * Ends what the earlier lists said of children whom this one no longer holds: the enrolment, the home education, the wait
 * for a place end on this list's day. Where a child lives is not ended by a list that falls silent.
 * @returns how many records were taken; 0 when none is left.
 */
export async function endMissing(
  tx: Write,
  list: ImportContext,
  { size, evaluate }: { size: number; evaluate: boolean },
  today: Day,
  look: Look,
): Promise<number> {
  const table = presenceTable[list.presence]
  if (table === null) return 0
  await lockForCommit(tx, list)
  const { rows: missing } = await sql<{ record_id: string; person_id: string; sealed: boolean }>`
    SELECT DISTINCT m.record_id, m.person_id, m.sealed FROM import_missing m JOIN ${sql.table(table)} f ON f.authority_id = m.authority_id AND f.record_id = m.record_id
      AND f.retracted_at IS NULL AND (f.ends_on IS NULL OR f.ends_on > ${list.as_at})
    WHERE m.import_id = ${list.id} ORDER BY m.record_id LIMIT ${sql.lit(size)}`.execute(tx)
  if (missing.length === 0) return 0
  const held = await heldFacts(
    tx,
    missing.map(row => row.record_id),
    new Set([table]),
  )
  const insert: FactToWrite[] = []
  const retract: { table: FactTable; id: string }[] = []
  for (const { record_id, sealed } of missing) {
    for (const { id, starts_on, ends_on, values, overruled } of held.get(record_id)?.get(table) ?? []) {
      if (overruled === 'never_true') continue
      if (ends_on !== null && ends_on <= list.as_at) continue
      retract.push({ table, id })
      if (starts_on < list.as_at) insert.push({ table, record_id, sealed, starts_on, ends_on: list.as_at, values })
    }
  }
  await writeFacts(tx, { source: list.kind, import_id: list.id }, retract, insert)
  const persons = [...new Set(missing.map(row => row.person_id))]
  if (evaluate) await reevaluate(tx, persons, today)
  look.saw(persons)
  return missing.length
}
