import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import type { FieldCode } from './fields.ts'
import type { ImportContext } from './import-context.ts'
import { notElsewhere } from './missing.ts'
import type { WeighedWith } from './weigh-list.ts'

/** How a list came in. */
export type CameBy = 'person' | 'pick_up' | 'key'

export interface BoardRow {
  id: string
  source_name: string
  kind_name: string
  import_id: string | null
  as_at: Day | null
  state: string | null
  rows_read: number | null
  rows_matched: number | null
  rows_refused: number | null
  rows_ambiguous: number | null
  rows_new: number | null
  missing: number | null
  brought_at: Date | null
  came_by: CameBy | null
  undecided: number
}

/** The arrival board: each source with its newest list. */
export async function listSources(tx: Read): Promise<BoardRow[]> {
  const { rows } = await sql<BoardRow>`
    SELECT s.id, s.name AS source_name, coalesce(o.name, k.name) AS kind_name, i.came_by, i.id AS import_id, i.as_at, i.state, i.rows_read, i.rows_matched, i.rows_refused, i.rows_ambiguous,
      i.rows_new, i.missing, i.brought_at, coalesce(u.undecided, 0) AS undecided
    FROM source s JOIN source_kind k ON k.code = s.kind LEFT JOIN own_kind o ON o.authority_id = s.authority_id AND o.id = s.own_kind_id
    LEFT JOIN LATERAL (SELECT * FROM import i WHERE i.authority_id = s.authority_id AND i.source_id = s.id AND i.state <> 'withdrawn'
      ORDER BY i.as_at DESC, i.brought_at DESC LIMIT 1) i ON true
    LEFT JOIN LATERAL (SELECT count(*) AS undecided FROM import_row r WHERE r.authority_id = i.authority_id AND r.import_id = i.id AND r.outcome = 'ambiguous'
      AND r.decision IS NULL AND NOT r.refused AND r.committed_at IS NULL) u ON true
    ORDER BY s.name`.execute(tx)
  return rows
}

export interface ImportPage {
  id: string
  source_id: string
  source_name: string
  kind: string
  kind_name: string
  presence_means: string
  absence_means: string
  presence: string
  as_at: Day
  school_urn: number | null
  file_name: string
  size: number
  sha256: string
  format: ImportContext['format']
  headers: string[] | null
  needed: FieldCode[]
  expected: FieldCode[]
  sheet: string | null
  sheets: string[] | null
  /** What to know of the file, in sentences. */
  notes: string[]
  month_first: string[]
  came_by: CameBy
  mapping: Record<string, string> | null
  row_names: string[] | null
  addresses_file_id: string | null
  state: string
  refusal: string | null
  version: number
  rows_read: number
  rows_refused: number
  rows_flagged: number
  rows_new: number
  rows_matched: number
  rows_changed: number
  rows_ambiguous: number
  missing: number
  rows_committed: number
  weighed_with: WeighedWith | null
  held: string[]
  released_by: string | null
  released_because: string | null
  undone_by: string | null
  undone_at: Date | null
  undone_because: string | null
  brought_by: string | null
  brought_at: Date
  committed_by: string | null
  committed_at: Date | null
}

/** One list as it was brought in; undefined when there is none. */
export async function findImport(tx: Read, import_id: string): Promise<ImportPage | undefined> {
  const { rows } = await sql<ImportPage>`
    SELECT i.id, i.source_id, s.name AS source_name, s.kind, coalesce(o.name, k.name) AS kind_name, k.presence, coalesce(o.presence_means, k.presence_means) AS presence_means,
      coalesce(o.absence_means, k.absence_means) AS absence_means, coalesce(o.needed, k.needed) AS needed, coalesce(o.expected, k.expected) AS expected,
      i.sheet, i.sheets, i.notes, i.month_first, i.came_by, i.as_at, i.school_urn, f.name AS file_name,
      f.size, f.sha256, i.format, i.headers, i.mapping, i.row_names, i.addresses_file_id, i.state, i.refusal, i.version, i.rows_read, i.rows_refused, i.rows_flagged, i.rows_new,
      i.rows_matched, i.rows_changed, i.rows_ambiguous, i.missing, i.rows_committed, i.weighed_with, i.held, i.released_because, i.undone_at, i.undone_because,
      b.name AS brought_by, i.brought_at, c.name AS committed_by, i.committed_at, r.name AS released_by, u.name AS undone_by
    FROM import i JOIN source s ON s.authority_id = i.authority_id AND s.id = i.source_id JOIN source_kind k ON k.code = s.kind
    LEFT JOIN own_kind o ON o.authority_id = s.authority_id AND o.id = s.own_kind_id
    JOIN file f ON f.authority_id = i.authority_id AND f.id = i.file_id
    LEFT JOIN account b ON b.id = i.brought_by LEFT JOIN account c ON c.id = i.committed_by
    LEFT JOIN account r ON r.id = i.released_by LEFT JOIN account u ON u.id = i.undone_by WHERE i.id = ${import_id}`.execute(
    tx,
  )
  return rows[0]
}

export interface CandidateRow {
  id: string
  known_as: string
  born_on: Day | null
  sex: string
  upn: string | null
  state: string | null
  school_name: string | null
  postcodes: string[]
  names: string[]
}

/** The children that a doubtful row could be of, as they stand today. */
export async function listCandidates(tx: Read, ids: readonly string[], on: Day): Promise<CandidateRow[]> {
  const { rows } =
    await sql<CandidateRow>`SELECT c.person_id AS id, c.known_as, c.born_on, c.sex, c.upn, s.state, k.name AS school_name,
      ARRAY(SELECT DISTINCT a.postcode FROM record r JOIN address_fact a ON a.authority_id = r.authority_id AND a.record_id = r.id AND a.retracted_at IS NULL AND a.postcode IS NOT NULL
        WHERE r.authority_id = c.authority_id AND r.person_id = c.person_id) AS postcodes,
      ARRAY(SELECT DISTINCT concat_ws(' ', nullif(n.forename, ''), nullif(n.surname, '')) FROM record r JOIN name_fact n ON n.authority_id = r.authority_id AND n.record_id = r.id AND n.retracted_at IS NULL
        WHERE r.authority_id = c.authority_id AND r.person_id = c.person_id) AS names
    FROM child_summary c LEFT JOIN child_state s ON s.authority_id = c.authority_id AND s.person_id = c.person_id AND s.starts_on <= ${on} AND (s.ends_on IS NULL OR s.ends_on > ${on})
    LEFT JOIN school k ON k.urn = s.school_urn WHERE c.person_id = ANY(${ids}::uuid[]) ORDER BY c.person_id`.execute(tx)
  return rows
}

export interface MissingRow {
  id: string
  known_as: string
  born_on: Day | null
  last_on: Day
  state: string | null
  school_name: string | null
}

/** Children whom an earlier list of the same source held and this one does not hold at any school. */
export async function listMissing(
  tx: Read,
  import_id: string,
  on: Day,
  from: string | null,
  limit: number,
): Promise<MissingRow[]> {
  const { rows } =
    await sql<MissingRow>`SELECT DISTINCT ON (m.person_id) m.person_id AS id, c.known_as, c.born_on, m.last_on, s.state, k.name AS school_name
    FROM import_missing m JOIN record d ON d.authority_id = m.authority_id AND d.id = m.record_id
    JOIN child_summary c ON c.authority_id = m.authority_id AND c.person_id = m.person_id
    LEFT JOIN child_state s ON s.authority_id = m.authority_id AND s.person_id = m.person_id AND s.starts_on <= ${on} AND (s.ends_on IS NULL OR s.ends_on > ${on})
    LEFT JOIN school k ON k.urn = d.school_urn
    WHERE m.import_id = ${import_id} AND ${notElsewhere} ${from === null ? sql`` : sql`AND m.person_id > ${from}`} ORDER BY m.person_id, m.last_on DESC LIMIT ${sql.lit(limit)}`.execute(
      tx,
    )
  return rows
}

/** Children about whom something stayed when the list was taken back, by id, each with the kinds of fact. */
export async function listLeft(
  tx: Read,
  import_id: string,
  from: string | null,
  limit: number,
): Promise<{ person_id: string; known_as: string; kinds: string[] }[]> {
  const { rows } = await sql<{ person_id: string; known_as: string; kinds: string[] }>`
    SELECT m.person_id, c.known_as, array_agg(DISTINCT m.kind ORDER BY m.kind) AS kinds FROM import_undo_left m
    JOIN child_summary c ON c.authority_id = m.authority_id AND c.person_id = m.person_id
    WHERE m.import_id = ${import_id} ${from === null ? sql`` : sql`AND m.person_id > ${from}`} GROUP BY 1, 2 ORDER BY 1 LIMIT ${sql.lit(limit)}`.execute(
    tx,
  )
  return rows
}

export async function sourceChoices(tx: Read): Promise<{ value: string; text: string }[]> {
  return tx.selectFrom('source').select(['id as value', 'name as text']).orderBy('name').execute()
}

/** The kinds of list that a new source can be of: those provided, and the authority's own as `own:` and an id. */
export async function kindChoices(tx: Read): Promise<{ value: string; text: string; hint: string }[]> {
  const { rows } = await sql<{ value: string; text: string; hint: string }>`
    SELECT code AS value, name AS text, presence_means AS hint FROM source_kind WHERE code <> 'council' AND NOT own
    UNION ALL SELECT 'own:' || id, name, presence_means FROM own_kind WHERE stopped_at IS NULL ORDER BY text`.execute(
    tx,
  )
  return rows
}

/** The kind that a choice of `kindChoices` stands for. */
export async function chosenKind(tx: Read, value: string): Promise<{ kind: string; own_kind_id: string | null }> {
  if (!value.startsWith('own:')) return { kind: value, own_kind_id: null }
  const own_kind_id = value.slice('own:'.length)
  const { base } = await tx
    .selectFrom('own_kind')
    .where('id', '=', own_kind_id)
    .select('base')
    .executeTakeFirstOrThrow()
  return { kind: base, own_kind_id }
}

/** The newest piece of work on a list. */
export async function findJob(tx: Read, import_id: string) {
  return tx
    .selectFrom('job')
    .where('subject_id', '=', import_id)
    .select(['id', 'title', 'state', 'done', 'total', 'sentence'])
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}
