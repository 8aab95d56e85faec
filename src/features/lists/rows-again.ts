import { sql } from 'kysely'
import { goByIndex } from '../../ground/database/by-index.ts'
import type { Write } from '../../ground/database/door.ts'
import type { Look } from '../../ground/look.ts'
import { lockForCommit } from './commit-rows.ts'
import type { ImportContext, NamedSchool } from './import-context.ts'
import type { ListBefore, RowBefore } from './list-before.ts'
import type { MatchedRow } from './match-rows.ts'

/** A line with the cells of a row that the list before had. */
export interface RowAgain extends RowBefore {
  line: number
}

/** Gathers, while a list is read, the lines with cells that the list before had: each row of before once. */
export class RowsAgain {
  readonly rows: RowAgain[] = []
  readonly #left: Map<string, RowBefore>
  readonly #before: ListBefore

  constructor(before: ListBefore) {
    this.#before = before
    this.#left = new Map(before.rows)
  }

  /** Takes a line if its cells are those of a row that was not taken yet. @returns whether it did. */
  take(line: number, cells: string): boolean {
    const row = this.#left.get(cells)
    if (row === undefined) return false
    this.#left.delete(cells)
    this.rows.push({ line, ...row })
    return true
  }

  /** The schools that these lines name, as the list before named them: of a list of no schools, all of that list. */
  schools(): NamedSchool[] {
    const urns = new Set(this.rows.map(row => row.school_urn))
    return this.#before.schools.flatMap(({ urn, school_urn, school_laestab }) =>
      urns.has(urn) || urns.has(null) ? [{ school_urn, school_laestab }] : [],
    )
  }
}

/** A line of which nothing was read, for what looks at the list as a whole: it goes by its child and its school. */
export const unread = ({ line, person_id, record_id, school_urn }: RowAgain): MatchedRow => ({
  ...{ line, person_id, record_id, upn: null, nhs_number: null, council_id: null },
  ...{ surname_key: '', forename_key: '', born_on: null, postcode_key: null },
  school: school_urn === null ? null : { urn: school_urn },
  named: { school_urn, school_laestab: null },
  outcome: 'counts',
})

/** Keeps lines that say the same by their place alone, in the order of the list. */
export async function keepAgain(tx: Write, list: Pick<ImportContext, 'id'>, rows: readonly RowAgain[]): Promise<void> {
  const [first, last] = [rows.at(0), rows.at(-1)]
  if (!first || !last) return
  const of = <T>(value: (row: RowAgain) => T): T[] => rows.map(value)
  await sql`INSERT INTO import_again (authority_id, import_id, first_line, last_line, lines, record_ids, kept_import_ids, kept_lines)
    VALUES (identity.authority(), ${list.id}, ${first.line}, ${last.line}, ${of(row => row.line)}::integer[], ${of(row => row.record_id)}::uuid[],
      ${of(row => row.kept_import_id)}::uuid[], ${of(row => row.kept_line)}::integer[])`.execute(tx)
}

/**
 * Commits the next lines that were kept by their place: nothing is written of a child but the day on which it was said again. A
 * record that changed since the list was checked gets a row of its own, and is looked at with those that changed.
 * @returns how many rows were committed, and the last line; none when none is left.
 */
export async function commitUnchanged(
  tx: Write,
  list: ImportContext,
  after: number,
  look: Look,
): Promise<{ rows: number; last: number | null }> {
  await lockForCommit(tx, list)
  const { rows: next } = await sql<{ last_line: number; lines: number[]; record_ids: string[] }>`
    SELECT last_line, lines, record_ids FROM import_again WHERE import_id = ${list.id} AND committed_at IS NULL AND last_line > ${after}
    ORDER BY last_line LIMIT 1`.execute(tx)
  const [run] = next
  if (!run) return { rows: 0, last: null }
  const { rows: records } = await sql<{ id: string; person_id: string }>`
    UPDATE record r SET last_on = ${list.as_at}::date FROM import_again a, unnest(a.record_ids, a.kept_import_ids, a.kept_lines) AS t (id, kept_import_id, kept_line)
    WHERE a.authority_id = (SELECT identity.authority()) AND a.import_id = ${list.id} AND a.last_line = ${run.last_line}
      AND r.authority_id = (SELECT identity.authority()) AND r.id = t.id AND r.id = ANY(${run.record_ids}::uuid[]) AND NOT r.sealed AND r.said IS NOT NULL
      AND r.kept_import_id = t.kept_import_id AND r.kept_line = t.kept_line AND r.last_on < ${list.as_at}::date
    RETURNING r.id, r.person_id`.execute(tx)
  if (records.length < run.record_ids.length) {
    const still = new Set(records.map(record => record.id))
    await giveRows(
      tx,
      list,
      run.lines.filter((_, at) => !still.has(run.record_ids[at] ?? '')),
    )
  }
  await sql`UPDATE import_again SET committed_at = now() WHERE authority_id = (SELECT identity.authority()) AND import_id = ${list.id}
    AND last_line = ${run.last_line}`.execute(tx)
  await sql`UPDATE import SET rows_committed = rows_committed + ${records.length} WHERE id = ${list.id}`.execute(tx)
  look.saw(records.map(record => record.person_id))
  return { rows: records.length, last: run.last_line }
}

/** Gives lines a row of their own, with the cells that they say again: from there on they are rows like any other. Others are left alone. */
export async function giveRows(tx: Write, list: Pick<ImportContext, 'id'>, lines: readonly number[]): Promise<void> {
  if (lines.length === 0) return
  await goByIndex(tx)
  const runs = sql`import_again a WHERE a.authority_id = (SELECT identity.authority()) AND a.import_id = ${list.id} AND a.lines && ${lines}::integer[]`
  await sql`INSERT INTO import_row (authority_id, import_id, line, raw, row, outcome, because, record_id, said, cells)
    SELECT k.authority_id, ${list.id}::uuid, t.line, k.raw, k.row, 'same', 'As before.', t.record_id, k.said, k.cells
    FROM (SELECT u.* FROM (SELECT * FROM ${runs}) a, unnest(a.lines, a.record_ids, a.kept_import_ids, a.kept_lines) AS u (line, record_id, kept_import_id, kept_line)
      WHERE u.line = ANY(${lines}::integer[]) OFFSET 0) t
    CROSS JOIN LATERAL (SELECT * FROM import_row k WHERE k.authority_id = (SELECT identity.authority()) AND k.import_id = t.kept_import_id AND k.line = t.kept_line OFFSET 0) k`.execute(
    tx,
  )
  await sql`UPDATE import_again a SET (lines, record_ids, kept_import_ids, kept_lines) = (
      SELECT coalesce(array_agg(u.line ORDER BY u.line), '{}'), coalesce(array_agg(u.record_id ORDER BY u.line), '{}'),
        coalesce(array_agg(u.kept_import_id ORDER BY u.line), '{}'), coalesce(array_agg(u.kept_line ORDER BY u.line), '{}')
      FROM unnest(a.lines, a.record_ids, a.kept_import_ids, a.kept_lines) AS u (line, record_id, kept_import_id, kept_line) WHERE u.line <> ALL(${lines}::integer[]))
    WHERE a.authority_id = (SELECT identity.authority()) AND a.import_id = ${list.id} AND a.lines && ${lines}::integer[]`.execute(
    tx,
  )
}
