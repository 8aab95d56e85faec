import { type ByteStream, FileRefused } from './file-refused.ts'
import { readSheet, type SheetRow, sharedTexts } from './workbook-sheet.ts'
import { type DayCount, dayStyles } from './workbook-styles.ts'
import { readTags } from './xml-tags.ts'
import { openZip, type ZipParts } from './zip-parts.ts'

export type { SheetRow } from './workbook-sheet.ts'

/** A workbook (XLSX) that is being read. */
export interface Workbook {
  /** The names of its sheets that can be seen, in its order. */
  sheets: readonly string[]
  /** How its numbers count days. */
  days: DayCount
  /** The rows of a sheet as they come. Throws FileRefused. */
  rows(sheet: string): AsyncIterable<SheetRow>
}

/** Bytes of the packed file, which is held in memory: some 500,000 rows of children. */
const largest = 64 * 1024 * 1024

/** Whether a file begins as every zip archive does, a workbook among them. */
export const beginsAsZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4

/** Opens a workbook; null for another kind of zip archive. Throws FileRefused for one that is damaged, locked or too large. */
export async function openWorkbook(stream: ByteStream): Promise<Workbook | null> {
  const parts = await openZip(await inMemory(stream))
  if (!parts.has('xl/workbook.xml')) return null
  const { sheets, days } = await sheetsOf(parts)
  const shown = [...sheets.keys()]
  if (shown.length === 0)
    throw new FileRefused('This workbook has no sheet of cells. Send the one that holds the list.')
  return {
    sheets: shown,
    days,
    async *rows(name) {
      const part = sheets.get(name)
      if (part === undefined) throw new FileRefused(`This workbook has no sheet named “${name}”. Choose another.`)
      const [texts, styles] = [await sharedTexts(parts), await dayStyles(parts)]
      yield* readSheet(parts.stream(part), { texts, styles, days })
    },
  }
}

async function inMemory(stream: ByteStream): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of stream) {
    size += piece.byteLength
    if (size > largest)
      throw new FileRefused(
        `This workbook is larger than ${largest / 1024 / 1024} MB. Save the sheet with the list as “CSV UTF-8” and send that.`,
      )
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** The part in which each visible sheet stands, by its name. */
async function sheetsOf(parts: ZipParts): Promise<{ sheets: Map<string, string>; days: DayCount }> {
  const targets = new Map<string, string>()
  const relations = readTags(parts.stream('xl/_rels/workbook.xml.rels'), {
    open(name, { Id, Target, Type }) {
      if (name !== 'Relationship' || !Type?.endsWith('/worksheet')) return
      targets.set(Id ?? '', Target?.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
    },
  })
  for await (const _ of relations);
  const sheets = new Map<string, string>()
  let days: DayCount = '1900'
  const workbook = readTags(parts.stream('xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'workbookPr' && ['1', 'true'].includes(attributes.date1904 ?? '')) days = '1904'
      if (name !== 'sheet' || ['hidden', 'veryHidden'].includes(attributes.state ?? '')) return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      const part = targets.get(id)
      if (part !== undefined && parts.has(part)) sheets.set(attributes.name ?? id, part)
    },
  })
  for await (const _ of workbook);
  return { sheets, days }
}
