import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'

/** The record on which a child's new enrolment is written. */
export interface Target {
  record_id: string
  /** Null for the council's own record. */
  source_id: string | null
  last_on: Day | null
}

interface Mover {
  person_id: string
  sealed: boolean
  facts: readonly { source_id: string | null; last_on: Day | null }[]
}

interface ToMake extends Target {
  person_id: string
  sealed: boolean
}

/**
 * Where each child's new enrolment is written: on the record that the next roll of the new school will find, so that this
 * roll changes nothing for who is on it, and ends it for who is not. Only a child whom no roll holds has it on the
 * council's own record. Records that are not there yet are made.
 */
export async function targetsOf(
  tx: Write,
  move: { authority_id: string; account_id: string | null; to_urn: number; because: string },
  movers: readonly Mover[],
): Promise<Map<string, Target>> {
  const sources = [...new Set(movers.flatMap(({ facts }) => facts.map(fact => fact.source_id)))].filter(
    id => id !== null,
  )
  const next = await rollsOf(tx, move.to_urn, sources)
  const wanted = movers.map(({ person_id, sealed, facts }) => {
    const newest = facts.reduce<Mover['facts'][number] | null>(
      (a, b) => (b.source_id !== null && (a === null || (b.last_on ?? '') > (a.last_on ?? '')) ? b : a),
      null,
    )
    return { person_id, sealed, source_id: newest?.source_id ? (next.get(newest.source_id) ?? null) : null }
  })
  const { rows: found } = await sql<{ id: string; person_id: string; source_id: string | null; last_on: Day | null }>`
    SELECT id, person_id, source_id, last_on FROM record WHERE authority_id = (SELECT identity.authority()) AND person_id = ANY(${wanted.map(one => one.person_id)}::uuid[])
      AND (school_urn = ${move.to_urn} OR (source = 'council' AND closed_by IS NULL)) ORDER BY id`.execute(tx)
  const known = new Map(found.map(record => [`${record.person_id} ${record.source_id}`, record]))
  const { rows: ids } = await sql<{
    id: string
  }>`SELECT uuidv7() AS id FROM generate_series(1, ${wanted.length})`.execute(tx)
  const make: ToMake[] = []
  const targets = new Map<string, Target>()
  for (const [at, one] of wanted.entries()) {
    const record = known.get(`${one.person_id} ${one.source_id}`)
    const target = record
      ? { record_id: record.id, source_id: one.source_id, last_on: record.last_on }
      : { record_id: ids[at]?.id ?? '', source_id: one.source_id, last_on: null }
    targets.set(one.person_id, target)
    if (!record) make.push({ ...one, ...target })
  }
  await makeRecords(tx, move, make)
  return targets
}

/**
 * Which source the new school's next roll will come from, for each source that now holds children: the same one where it
 * carries many schools; else the one that has held children of the new school; else the same one again.
 */
async function rollsOf(tx: Write, to_urn: number, sources: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; next: string }>`
    SELECT s.id, CASE
        WHEN EXISTS (SELECT FROM record r WHERE r.authority_id = s.authority_id AND r.source_id = s.id AND r.school_urn = ${to_urn}) THEN s.id
        WHEN (SELECT min(r.school_urn) <> max(r.school_urn) FROM record r WHERE r.authority_id = s.authority_id AND r.source_id = s.id) THEN s.id
        ELSE coalesce((SELECT r.source_id FROM record r JOIN source o ON o.authority_id = r.authority_id AND o.id = r.source_id
            JOIN source_kind k ON k.code = o.kind AND k.presence = 'enrolment'
          WHERE r.authority_id = s.authority_id AND r.school_urn = ${to_urn} ORDER BY r.last_on DESC NULLS LAST, r.id LIMIT 1), s.id) END AS next
    FROM source s WHERE s.id = ANY(${[...sources]}::uuid[])`.execute(tx)
  return new Map(rows.map(row => [row.id, row.next]))
}

async function makeRecords(
  tx: Write,
  move: { account_id: string | null; to_urn: number; because: string },
  make: readonly ToMake[],
): Promise<void> {
  if (make.length === 0) return
  const rows = JSON.stringify(make)
  await sql`INSERT INTO record (authority_id, id, person_id, sealed, source_id, source, school_urn, made_by)
    SELECT identity.authority(), t.record_id, t.person_id, t.sealed, t.source_id, coalesce(s.kind, 'council'), CASE WHEN t.source_id IS NOT NULL THEN ${move.to_urn}::integer END, ${move.account_id}::uuid
    FROM jsonb_to_recordset(${rows}::jsonb) AS t (record_id uuid, person_id uuid, sealed boolean, source_id uuid)
    LEFT JOIN source s ON s.authority_id = identity.authority() AND s.id = t.source_id`.execute(tx)
  await sql`INSERT INTO record_link (authority_id, record_id, person_id, sealed, because, decided_by)
    SELECT identity.authority(), record_id, person_id, sealed, ${`${move.because}.`}, ${move.account_id}::uuid
    FROM jsonb_to_recordset(${rows}::jsonb) AS t (record_id uuid, person_id uuid, sealed boolean)`.execute(tx)
}
