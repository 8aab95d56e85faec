import type { ByteStream } from '../../ground/file-refused.ts'
import type { FieldCode } from './fields.ts'

/** `xlsx` is a sheet of a workbook; `cin` a children in need census. */
export type ListFormat = 'csv' | 'xlsx' | 'ctf' | 'census' | 'collect' | 'cin'

/** Whether a file has columns of its own naming, so that somebody has to say what each means. */
export const hasColumns = (format: ListFormat | null): boolean => format === 'csv' || format === 'xlsx'

/** A file that can be read from its beginning more than once. */
export interface ListFile {
  name: string
  stream: () => ByteStream
}

/**
 * One row as its file wrote it. `raw` is keyed by column name for a CSV file, which needs a mapping, and by field for
 * every other format.
 */
export type ReadRow = { line: number; raw: Record<string, string> } | RowProblem

/** `row`: this row was left out. `columns`: about the header, no row is lost. `end`: nothing after this line was read. */
export interface RowProblem {
  line: number
  problem: string
  scope: 'row' | 'columns' | 'end'
}

/** What a file says of itself, by name, such as `source_laestab`; only what it really says. */
export type HeaderFacts = Record<string, string>

export interface OpenedList {
  format: ListFormat
  /** The column names of a file that has them; null where the format itself says what each value is. */
  headers: string[] | null
  /** The sheets of a workbook, in its order, and which of them is read. */
  sheets?: { names: readonly string[]; read: string }
  facts: HeaderFacts
  /** What to know before reading, in sentences: an unknown version, a file of no known school. */
  warnings: string[]
  rows: AsyncIterable<ReadRow>
}

/** The pairs whose text is not blank, as a row or as facts. */
export function filled<Key extends string>(values: Partial<Record<Key, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const key in values) {
    const text = values[key]?.trim() ?? ''
    if (text !== '') kept[key] = text
  }
  return kept
}

/** A row keyed by field, without the fields it does not fill. */
export const fieldsOf = (values: Partial<Record<FieldCode, string | undefined>>): Record<string, string> =>
  filled(values)

/** Authority and establishment number as one; empty unless both are there and are digits (`XXX`, `LLLL` are no school). */
export function laestabOf(la: string, establishment: string): string {
  const joined = `${la.trim()}${establishment.trim()}`
  return /^\d{7}$/.test(joined) ? joined : ''
}
