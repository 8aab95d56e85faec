import { type CheckedRow, checkRow } from '../../src/features/lists/check-row.ts'
import { applyMapping, guessMapping } from '../../src/features/lists/mapping.ts'
import { asDay } from '../../src/rulebook/index.ts'

/** A row of a list as it is read, from cells named as the template names them. */
export const readRow = (cells: Record<string, string>, as_at = '2026-11-17'): CheckedRow =>
  checkRow(applyMapping(guessMapping(Object.keys(cells)), cells), { as_at: asDay(as_at) })
