import { type ByteStream, FileRefused } from './file-refused.ts'
import { type DayCount, dayOfNumber } from './workbook-styles.ts'
import { readTags } from './xml-tags.ts'
import type { ZipParts } from './zip-parts.ts'

/** A row of a sheet: its number as the workbook shows it, and its cells as text. Days are written 2014-11-05. */
export interface SheetRow {
  line: number
  cells: string[]
}

/** Characters of all texts that cells share. */
const mostShared = 400_000_000
const mostColumns = 1_000

/** The texts that cells point to by number. */
export async function sharedTexts(parts: ZipParts): Promise<string[]> {
  const texts: string[] = []
  if (!parts.has('xl/sharedStrings.xml')) return texts
  let text = ''
  let isText = false
  let isSound = false
  let total = 0
  const reading = readTags(parts.stream('xl/sharedStrings.xml'), {
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') isSound = true
      isText = name === 't' && !isSound
    },
    text(piece) {
      if (!isText) return
      text += piece
      total += piece.length
      if (total > mostShared)
        throw new FileRefused('This workbook holds too much text. Save the list as CSV and send that.')
    },
    close(name) {
      isText = false
      if (name === 'rPh') isSound = false
      if (name === 'si') texts.push(text)
    },
  })
  for await (const _ of reading);
  return texts
}

interface Look {
  texts: readonly string[]
  styles: readonly boolean[]
  days: DayCount
}

/** The rows of a sheet as they come; what a formula last came to stands for it. */
export async function* readSheet(stream: ByteStream, look: Look): AsyncGenerator<SheetRow> {
  let ready: SheetRow[] = []
  let line = 0
  let cells: string[] = []
  let at = -1
  let type = ''
  let style = 0
  let text = ''
  let takes = false
  const reading = readTags(stream, {
    open(name, attributes) {
      takes = name === 'v' || name === 't'
      if (name === 'row') {
        line = Number(attributes.r ?? line + 1)
        cells = []
        at = -1
      }
      if (name !== 'c') return
      at = attributes.r === undefined ? at + 1 : columnOf(attributes.r)
      type = attributes.t ?? 'n'
      style = Number(attributes.s ?? 0)
      text = ''
    },
    text(piece) {
      if (takes) text += piece
    },
    close(name) {
      takes = false
      if (name === 'row') ready.push({ line, cells: Array.from(cells, cell => cell ?? '') })
      if (name !== 'c' || text === '') return
      if (at >= mostColumns)
        throw new FileRefused(`Row ${line} has more than ${mostColumns} columns. Take out those not needed.`)
      cells[at] = shownText(text, { type, isDay: look.styles[style] ?? false }, look)
    },
  })
  for await (const _ of reading) {
    yield* ready
    ready = []
  }
}

/** The column of a cell such as `AB12`, from 0. */
function columnOf(name: string): number {
  let column = 0
  for (const letter of name) {
    const value = letter.charCodeAt(0) - 64
    if (value < 1 || value > 26) break
    column = column * 26 + value
  }
  return column - 1
}

/** What a cell says. Numbers are written out in full: a workbook keeps 9990000018 as it is, and shows 9.99E9. */
function shownText(text: string, { type, isDay }: { type: string; isDay: boolean }, look: Look): string {
  if (type === 's') return look.texts[Number(text)] ?? ''
  if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE'
  if (type !== 'n') return text
  const number = Number(text)
  if (!Number.isFinite(number)) return text
  return (isDay ? dayOfNumber(number, look.days) : undefined) ?? String(Number(number.toPrecision(15)))
}
