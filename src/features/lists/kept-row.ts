import type { ListRow } from './check-row.ts'
import { FIELDS } from './fields.ts'

/** A row of a list as it is kept: without the fields that it leaves empty. */
export type KeptRow = Partial<ListRow>

const empty = Object.fromEntries(FIELDS.map(({ code }) => [code, null])) as ListRow

/** The row with every field, as it was read. */
export const wholeRow = (kept: KeptRow): ListRow => ({ ...empty, ...kept })

/** The row without its empty fields. */
export const keptRow = (row: ListRow): KeptRow =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as KeptRow
