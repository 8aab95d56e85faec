import { Readable } from 'node:stream'

/** One sheet of a workbook: the widths of its columns in letters, its heads, and its rows. Text stays text, and is never run. */
export interface Sheet {
  name: string
  widths: readonly number[]
  heads: readonly string[]
  rows: readonly (readonly (string | number | null)[])[]
}

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A workbook with heads in bold that stay when one scrolls. For figures: it is made whole, in memory. */
export async function xlsxOf(sheets: readonly Sheet[]): Promise<Readable> {
  // Only a program that makes workbooks pays for loading it.
  const { default: writeExcel } = await import('write-excel-file/node')
  const cell = (value: string | number | null) =>
    value === null ? null : typeof value === 'number' ? { type: Number, value } : { type: String, value, wrap: true }
  const made = writeExcel(
    sheets.map(({ name, widths, heads, rows }) => ({
      sheet: name,
      stickyRowsCount: 1,
      columns: widths.map(width => ({ width })),
      data: [
        heads.map(value => ({ value, type: String, fontWeight: 'bold' as const })),
        ...rows.map(row => row.map(cell)),
      ],
    })),
  )
  return Readable.from([await made.toBuffer()])
}
