import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { FieldClass } from '../../ground/database/identity.ts'
import type { Day } from '../../rulebook/index.ts'

export interface DocumentRow {
  id: string
  /** Null for a document; for evidence the case that it was added to. */
  case_id: string | null
  is_evidence: boolean
  kind: string
  title: string
  dated_on: Day
  field_class: FieldClass | null
  size: number
  added_at: Date
  added_by: string | null
  withdrawn_at: Date | null
  withdrawn_by: string | null
  withdrawn_because: string | null
}

/** Documents of a child and the evidence of the child's cases, as this reader may know of them: the newest first. */
export async function listDocuments(
  tx: Read,
  person_id: string,
  asked: { kind: string | null; before: string | null; limit: number },
): Promise<DocumentRow[]> {
  const { rows } = await sql<DocumentRow>`
    WITH every AS MATERIALIZED (
      SELECT d.id, NULL::uuid AS case_id, false AS is_evidence, d.kind, d.title, d.dated_on, d.field_class, f.size, d.added_at, d.added_by AS by_id,
        d.withdrawn_at, d.withdrawn_by AS withdrawn_by_id, d.withdrawn_because
      FROM document d JOIN file f ON f.authority_id = d.authority_id AND f.id = d.file_id WHERE d.person_id = ${person_id}
      UNION ALL
      SELECT f.id, e.case_id, true, 'evidence', f.name, coalesce(e.happened_on, (f.added_at AT TIME ZONE 'Europe/London')::date), NULL, f.size, f.added_at, f.added_by, NULL, NULL, NULL
      FROM file f JOIN case_entry e ON e.authority_id = f.authority_id AND e.person_id = f.person_id AND e.file_id = f.id
      WHERE f.person_id = ${person_id} AND f.kind = 'evidence'
    )
    SELECT e.*, a.name AS added_by, w.name AS withdrawn_by FROM every e LEFT JOIN account a ON a.id = e.by_id LEFT JOIN account w ON w.id = e.withdrawn_by_id
    WHERE ${asked.kind === null ? sql`true` : sql`e.kind = ${asked.kind}`}
      AND ${asked.before === null ? sql`true` : sql`(e.dated_on, e.id) < (SELECT b.dated_on, b.id FROM every b WHERE b.id = ${asked.before} LIMIT 1)`}
    ORDER BY e.dated_on DESC, e.id DESC LIMIT ${sql.lit(asked.limit)}`.execute(tx)
  return rows
}

export interface FoundDocument {
  id: string
  file_id: string
  kind: string
  title: string
  dated_on: Day
  field_class: FieldClass
  withdrawn_at: Date | null
  name: string
  media_type: string
}
/** One document of a child; null when there is none with this id that this reader may know of. */
export async function findDocument(tx: Read, person_id: string, document_id: string): Promise<FoundDocument | null> {
  const { rows } = await sql<FoundDocument>`
    SELECT d.id, d.file_id, d.kind, d.title, d.dated_on, d.field_class, d.withdrawn_at, f.name, f.media_type
    FROM document d JOIN file f ON f.authority_id = d.authority_id AND f.id = d.file_id
    WHERE d.person_id = ${person_id} AND d.id = ${document_id}`.execute(tx)
  return rows[0] ?? null
}
