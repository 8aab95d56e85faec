import type { Read } from '../../ground/database/door.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { readFile } from '../../ground/files.ts'
import { type CheckedRow, checkRow, isRefused, type ListRow, type Problem } from './check-row.ts'
import type { RawRow } from './fields.ts'
import type { ImportContext } from './import-context.ts'
import { cellsOf, type KeptRaw, type KeptRow, rawOf, wholeRow } from './kept-row.ts'
import { cellsName } from './list-before.ts'
import { applyMapping } from './mapping.ts'
import { hasColumns, type OpenedList, openList } from './read-list.ts'

/** A row as it is kept: what came, what was read of it, and what is wrong with it. */
export interface StoredRow {
  line: number
  raw: Record<string, string>
  row: ListRow | null
  problems: Problem[]
  refused: boolean
  /** The short name of its cells; null when a row with the same cells has to be read all the same. */
  cells: string | null
}

/** Opens the kept file of an import again. Throws FileRefused in a sentence for a file that is no list. */
export async function openImport(
  tx: Read,
  list: Pick<ImportContext, 'file_id' | 'addresses_file_id' | 'file_name' | 'format' | 'sheet'>,
): Promise<OpenedList> {
  const files = [{ name: list.file_name, stream: () => readFile(tx, list.file_id) }]
  const { addresses_file_id } = list
  if (addresses_file_id !== null) files.push({ name: 'addresses', stream: () => readFile(tx, addresses_file_id) })
  return openList(files, list.format ?? undefined, list.sheet ?? undefined)
}

/**
 * The rows of a list, checked one by one. A row that cannot be read is a refused row with its line and reason; the good
 * rows are not lost with it. Throws FileRefused when the file ends before its end (an open quote, a cut file): from a list
 * that is not whole, the children after the cut would look as if they had left.
 * @param isAgain takes a line whose cells need not be read; what it takes is not among the rows.
 */
export async function* storedRows(
  opened: OpenedList,
  list: ImportContext,
  isAgain: (line: number, cells: string) => boolean,
): AsyncGenerator<StoredRow> {
  const names = list.row_names ?? []
  for await (const read of opened.rows) {
    if ('problem' in read) {
      if (read.scope === 'end') throw new FileRefused(`${read.problem} (line ${read.line})`)
      if (read.scope === 'row') {
        const problem: Problem = {
          column: 'the whole row',
          field: 'surname',
          severity: 'refused',
          reason: read.problem,
        }
        yield { line: read.line, raw: {}, row: null, problems: [problem], refused: true, cells: null }
      }
      continue
    }
    const cells = cellsName(cellsOf(read.raw, names))
    if (isAgain(read.line, cells)) continue
    const { row, problems } = checkCells(read.raw, { ...list, format: opened.format })
    const sound = problems.length === 0
    yield { line: read.line, raw: read.raw, row, problems, refused: isRefused(problems), cells: sound ? cells : null }
  }
}

type ReadingOf = Pick<ImportContext, 'format' | 'mapping' | 'as_at' | 'needed'>

/** A row of a list read from its cells. */
function checkCells(raw: Record<string, string>, { format, mapping, as_at, needed }: ReadingOf): CheckedRow {
  if (!hasColumns(format)) return checkRow(raw, { as_at, needed, nameless: format === 'cin' })
  const fields: RawRow = applyMapping(mapping, raw)
  const nameless = mapping.surname === undefined && mapping.forename === undefined
  return checkRow(fields, { as_at, columns: mapping, needed, nameless })
}

/** A kept row with every field: as it was read, or read again from its cells; null for one that could not be read. */
export function rowOf(
  kept: { row: KeptRow | null; raw: KeptRaw; said: string | null },
  list: ReadingOf & Pick<ImportContext, 'row_names'>,
): ListRow | null {
  if (kept.row !== null) return wholeRow(kept.row)
  return kept.said === null ? null : checkCells(rawOf(kept.raw, list.row_names), list).row
}
