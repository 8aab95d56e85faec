import type { ListRow } from './check-row.ts'
import { FIELDS } from './fields.ts'

/** A row of a list as it is kept: without the fields that it leaves empty. */
export type KeptRow = Partial<ListRow>

/** A row as it came, as it is kept: its cells in the order of the list's names; under their names in lists of before. */
export type KeptRaw = readonly (string | null)[] | Readonly<Record<string, string>>

const empty = Object.fromEntries(FIELDS.map(({ code }) => [code, null])) as ListRow

/** The row with every field, as it was read. */
export const wholeRow = (kept: KeptRow): ListRow => ({ ...empty, ...kept })

/** The row without its empty fields. */
export function keptRow(row: ListRow): KeptRow {
  const kept: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(row)) if (value !== null) kept[field] = value
  return kept as KeptRow
}

/** The cells of a row in the order of the names that its list has for them. */
export const cellsOf = (raw: Readonly<Record<string, string>>, names: readonly string[]): (string | null)[] =>
  names.map(name => (Object.hasOwn(raw, name) ? (raw[name] ?? null) : null))

/** The cells of a row under their names. @throws Error when they were kept in an order that the list does not tell. */
export function rawOf(kept: KeptRaw, names: readonly string[] | null): Record<string, string> {
  if (!isCells(kept)) return { ...kept }
  if (names === null && kept.length > 0)
    throw new Error('The list does not tell what the cells of its rows are called.')
  return Object.fromEntries(kept.flatMap((cell, at) => (cell === null ? [] : [[names?.[at] ?? '', cell]])))
}

const isCells = (kept: KeptRaw): kept is readonly (string | null)[] => Array.isArray(kept)
