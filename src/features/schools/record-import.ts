import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { type Day, formatDay } from '../../rulebook/index.ts'
import { changeKindOf } from './codes.ts'
import type { ImportedProblems } from './told-problems.ts'

/** Which file of the register is brought in. */
export interface RegisterFile {
  /** The day of which it is; the day on which it is brought in, where it does not say. */
  as_at?: Day
  file_name?: string
}

const mostProblems = 200

/** The day of a file, which is not before that of the newest that was brought in: an older one would turn the schools back. Throws FileRefused. */
export async function dayOfFile(tx: Read, kind: 'schools' | 'links', { as_at }: RegisterFile): Promise<Day> {
  const { rows } = await sql<{ today: Day; newest: Day | null }>`
    SELECT identity.today() AS today, (SELECT max(as_at) FROM register_import WHERE kind = ${kind}) AS newest`.execute(
    tx,
  )
  const day = as_at ?? rows[0]?.today
  const newest = rows[0]?.newest ?? null
  if (day === undefined) throw new Error('The transaction was not told what day it is.')
  if (newest === null || day >= newest) return day
  throw new FileRefused(
    `This file is of ${formatDay(day)}, and the register here is of ${formatDay(newest)}. An older file would turn schools back to what they were: download a fresh one.`,
  )
}

/** The part of a statement that records an import, from a table `done` of the rows that it wrote, each `is_new` or not. */
export const importRow = (o: {
  kind: 'schools' | 'links'
  as_at: Day
  file_name: string | undefined
  sha256: string
  fields: readonly string[]
  rows_read: number
  told: ImportedProblems
}) => {
  const problems = [...o.told.refused, ...o.told.noted].sort((a, b) => a.line - b.line).slice(0, mostProblems)
  return sql`INSERT INTO register_import (kind, as_at, file_name, sha256, fields, brought_by, brought_for, rows_read, rows_added, rows_changed,
      rows_refused, rows_noted, problems)
    SELECT ${o.kind}, ${o.as_at}::date, ${o.file_name ?? null}, ${o.sha256}, ${[...o.fields]}::text[], identity.account(), identity.authority(),
      ${o.rows_read}::integer, count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new), ${o.told.refused_count}::integer,
      ${o.told.noted_count}::integer, ${JSON.stringify(problems)}::jsonb FROM done
    RETURNING id, rows_added, rows_changed`
}

/** The kind of a change of `field`, in SQL. */
export const kindOfChange = sql.raw(
  `CASE ${Object.entries(changeKindOf)
    .map(([field, kind]) => `WHEN field = '${field}' THEN '${kind}'`)
    .join(' ')} ELSE 'details' END`,
)
