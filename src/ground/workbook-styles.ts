import { readTags } from './xml-tags.ts'
import type { ZipParts } from './zip-parts.ts'

/** Numbers of formats that show a number as a day, or as a day and a time. Source: ECMA-376 part 1, 18.8.30. */
const dayFormats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])

/** Whether a format that a workbook makes itself shows a day: it names years or days outside quoted text. */
function showsDay(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
  return /[dy]/i.test(bare)
}

/** Whether the cells of each style, by its number, show their number as a day. */
export async function dayStyles(parts: ZipParts): Promise<boolean[]> {
  if (!parts.has('xl/styles.xml')) return []
  const own = new Map<number, boolean>()
  const styles: boolean[] = []
  let inStyles = false
  const reading = readTags(parts.stream('xl/styles.xml'), {
    open(name, attributes) {
      if (name === 'numFmt') own.set(Number(attributes.numFmtId), showsDay(attributes.formatCode ?? ''))
      if (name === 'cellXfs') inStyles = true
      if (name !== 'xf' || !inStyles) return
      const format = Number(attributes.numFmtId ?? 0)
      styles.push(own.get(format) ?? dayFormats.has(format))
    },
    close(name) {
      if (name === 'cellXfs') inStyles = false
    },
  })
  for await (const _ of reading);
  return styles
}

const msOfDay = 86_400_000
/** Day 0 of each of the two ways in which workbooks count days. In the first, 1900 is held to be a leap year. */
const dayZero = { '1900': Date.UTC(1899, 11, 30), '1904': Date.UTC(1904, 0, 1) }
export type DayCount = keyof typeof dayZero

/** The day that a workbook's number stands for, with its time if it has one; undefined for a time alone and for no day at all. */
export function dayOfNumber(number: number, count: DayCount): string | undefined {
  if (!(number >= 1 && number < 2_958_466)) return undefined
  const real = count === '1900' && number < 60 ? number + 1 : number
  const at = new Date(dayZero[count] + Math.round(real * 86_400) * 1000)
  const [day = '', time = ''] = at.toISOString().slice(0, 19).split('T')
  return at.getTime() % msOfDay === 0 ? day : `${day} ${time}`
}
