import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { ImportContext } from './import-context.ts'
import { cellsOf, keptRow } from './kept-row.ts'
import type { StoredRow } from './read-in.ts'

/** What a row comes to. */
export interface Outcome {
  outcome: string
  because: string | null
  candidates: string[]
  /** The record of which the row says again what is held. */
  record_id?: string
}

/** The child that a row is of, and its record where the source has one. */
export interface Match {
  line: number
  person_id: string
  record_id: string | null
  matched_on: string
}

/** Keeps the rows. What a row says again is not kept as it was read: its cells say it. */
export async function keepRows(
  tx: Write,
  list: ImportContext,
  rows: readonly StoredRow[],
  said: ReadonlyMap<number, string>,
  outcomes: ReadonlyMap<number, Outcome>,
): Promise<void> {
  const names = list.row_names ?? []
  const outcomeOf = (line: number) => outcomes.get(line)
  const readOf = ({ line, row, refused }: StoredRow) => {
    const again = outcomeOf(line)?.outcome === 'same' && outcomeOf(line)?.record_id !== undefined
    // Of a refused row it is told by its names who may be meant, and who is therefore not missing.
    return row === null || (again && !refused) ? null : textOf(keptRow(row))
  }
  const of = <T>(value: (row: StoredRow) => T): T[] => rows.map(value)
  await sql`INSERT INTO import_row (authority_id, import_id, line, raw, row, problems, refused, said, cells, outcome, because, candidates, record_id)
    SELECT identity.authority(), ${list.id}::uuid, line, raw::jsonb, row::jsonb, problems::jsonb, refused, said, cells, outcome, because, candidates::uuid[], record_id
    FROM unnest(${of(row => row.line)}::integer[], ${of(row => textOf(cellsOf(row.raw, names)))}::text[], ${of(readOf)}::text[],
      ${of(row => textOf(row.problems))}::text[], ${of(row => row.refused)}::boolean[], ${of(row => said.get(row.line))}::uuid[], ${of(row => row.cells)}::uuid[],
      ${of(row => outcomeOf(row.line)?.outcome)}::text[], ${of(row => outcomeOf(row.line)?.because)}::text[],
      ${of(row => `{${outcomeOf(row.line)?.candidates.join(',') ?? ''}}`)}::text[], ${of(row => outcomeOf(row.line)?.record_id)}::uuid[])
      AS t (line, raw, row, problems, refused, said, cells, outcome, because, candidates, record_id)
    ON CONFLICT DO NOTHING`.execute(tx)
}

/** As JSON. PostgreSQL's text holds no NUL; the reader has refused such cells, and this keeps a raw one from breaking the batch. */
const textOf = (value: unknown): string => JSON.stringify(value).replaceAll('\\u0000', '')

/** Keeps of which child each row is, where only those who may know it see it. */
export async function keepMatches(tx: Write, list: ImportContext, matches: readonly Match[]): Promise<void> {
  if (matches.length === 0) return
  const of = <T>(value: (match: Match) => T): T[] => matches.map(value)
  await sql`INSERT INTO import_match (authority_id, import_id, line, person_id, record_id, sealed, matched_on)
    SELECT identity.authority(), ${list.id}::uuid, t.line, t.person_id, t.record_id, p.sealed, t.matched_on
    FROM unnest(${of(match => match.line)}::integer[], ${of(match => match.person_id)}::uuid[], ${of(match => match.record_id)}::uuid[],
      ${of(match => match.matched_on)}::text[]) AS t (line, person_id, record_id, matched_on)
    CROSS JOIN LATERAL (SELECT p.sealed FROM person p WHERE p.authority_id = (SELECT identity.authority()) AND p.id = t.person_id OFFSET 0) p
    ON CONFLICT DO NOTHING`.execute(tx)
}
