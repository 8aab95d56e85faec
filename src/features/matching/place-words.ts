import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { type Day, formatShortDay } from '../../rulebook/index.ts'
import type { Placeable } from './placing.ts'

/** Something to be placed, as whoever places it knows it. */
export interface Named extends Placeable {
  text: string
}

/** What each kind is called; and what is said of one that the reader's role does not see, but places all the same. */
const called: Record<string, string> = {
  record: 'Record',
  council_case: 'Case',
  document: 'Document',
  name_fact: 'Name',
  birth_fact: 'Birth and sex',
  identifier_fact: 'Identifier',
  address_fact: 'Address',
  contact_fact: 'Contact',
  enrolment_fact: 'Enrolment',
  provision_fact: 'Provision',
  circumstance_fact: 'Decision',
  relation_fact: 'Relative',
  professional_fact: 'Professional',
  safe_contact_fact: 'Safe contact',
  need_fact: 'Need',
  timetable_fact: 'Week',
  attendance_fact: 'Attendance',
  happening_fact: 'What happened',
}

/** Things to be placed in the reader's words: of what the reader may not see it is said that there is one, and nothing of it. */
export async function inReadersWords(tx: Read, place: readonly Placeable[]): Promise<Named[]> {
  const words = new Map<string, string>()
  const tables = Map.groupBy(place, one => one.key.split(':')[0] ?? '')
  for (const [table, some] of tables) {
    const ids = some.map(one => one.key.slice(table.length + 1))
    const found = table.endsWith('_fact') ? await factWords(tx, table, ids) : await ask[table]?.(tx, ids)
    for (const { id, text } of found ?? []) words.set(`${table}:${id}`, text)
  }
  return place.map(one => {
    const kind = called[one.key.split(':')[0] ?? ''] ?? 'Fact'
    const text = words.get(one.key)
    return { ...one, text: text === undefined ? `${kind}: one that your role may not read` : `${kind}: ${text}` }
  })
}

type Words = readonly { id: string; text: string }[]

const ask: Record<string, (tx: Read, ids: readonly string[]) => Promise<Words>> = {
  record: async (tx, ids) => {
    const { rows } = await sql<{
      id: string
      source: string
      names: string
      born: string
      number: string | null
      last_on: Day | null
      closed: boolean
    }>`
      SELECT r.id, coalesce(s.name, k.name) AS source, r.source_key AS number, r.last_on, r.closed_by IS NOT NULL AS closed,
        coalesce((SELECT string_agg(DISTINCT concat_ws(' ', f.forename, f.surname), ', ') FROM name_fact f WHERE f.record_id = r.id AND f.retracted_at IS NULL AND f.kind = 'legal'), '') AS names,
        coalesce((SELECT string_agg(DISTINCT to_char(f.born_on, 'FMDD Mon YYYY'), ', ') FROM birth_fact f WHERE f.record_id = r.id AND f.retracted_at IS NULL), '') AS born
      FROM record r JOIN source_kind k ON k.code = r.source LEFT JOIN source s ON s.authority_id = r.authority_id AND s.id = r.source_id WHERE r.id = ANY(${[...ids]}::uuid[])`.execute(
      tx,
    )
    return rows.map(row => ({
      id: row.id,
      text: [
        row.closed ? `${row.source}, until the join` : row.source,
        ...[
          row.names,
          row.born && `born ${row.born}`,
          row.number && `its number ${row.number}`,
          row.last_on && `newest list ${formatShortDay(row.last_on)}`,
        ].filter(Boolean),
      ].join(', '),
    }))
  },
  council_case: async (tx, ids) => {
    const { rows } = await sql<{
      id: string
      reference: string
      opened_on: Day
    }>`SELECT id, reference, opened_on FROM council_case WHERE id = ANY(${[...ids]}::uuid[])`.execute(tx)
    return rows.map(row => ({ id: row.id, text: `${row.reference}, opened ${formatShortDay(row.opened_on)}` }))
  },
  document: async (tx, ids) => {
    const { rows } = await sql<{
      id: string
      title: string
      dated_on: Day
    }>`SELECT id, title, dated_on FROM document WHERE id = ANY(${[...ids]}::uuid[])`.execute(tx)
    return rows.map(row => ({ id: row.id, text: `${row.title}, ${formatShortDay(row.dated_on)}` }))
  },
}

/** Facts in words enough to know them by: what they say, and since when. */
async function factWords(tx: Read, table: string, ids: readonly string[]): Promise<Words> {
  const { rows } = await sql<{ id: string; said: string; starts_on: Day }>`
    SELECT f.id, f.starts_on, coalesce((SELECT string_agg(replace(v.value, '_', ' '), ', ' ORDER BY v.value) FROM jsonb_each_text(to_jsonb(f)) v
      WHERE v.value IS NOT NULL AND v.key <> ALL (${notTold}::text[]) AND v.key NOT LIKE 'retracted%' AND v.key NOT LIKE '%\\_key'), '') AS said
    FROM ${sql.table(table)} f WHERE f.authority_id = (SELECT identity.authority()) AND f.id = ANY(${[...ids]}::uuid[])`.execute(
    tx,
  )
  return rows.map(row => ({ id: row.id, text: `${row.said || 'recorded'}, since ${formatShortDay(row.starts_on)}` }))
}

const notTold = [
  ...[
    'authority_id',
    'id',
    'record_id',
    'starts_on',
    'ends_on',
    'source',
    'import_id',
    'sealed',
    'recorded_at',
    'recorded_by',
  ],
  ...[
    'recorded_because',
    'instead_of',
    'during',
    'field_class',
    'in_area',
    'other_person_id',
    'other_sealed',
    'case_id',
    'answers',
    'document_id',
  ],
]
