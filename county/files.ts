import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export interface Format {
  encoding: 'utf-8' | 'windows-1252'
  bom: boolean
  newline: '\n' | '\r\n'
  delimiter: ',' | ';'
  quoted: boolean
}

export const PLAIN: Format = { encoding: 'utf-8', bom: false, newline: '\n', delimiter: ',', quoted: false }

export interface TextFile {
  /** Writes one line and returns its number, counted from 1. */
  line(text: string): number
  close(): void
}

/** Bytes are kept back until so many characters have come together, so that memory does not grow with the file. */
const CHUNK = 65_536

/** Opens a file for writing, making its folder. The caller closes it. */
export function openFile(path: string, format: Format): TextFile {
  mkdirSync(dirname(path), { recursive: true })
  const descriptor = openSync(path, 'w')
  let waiting = format.bom ? '\uFEFF' : ''
  let lines = 0
  const flush = (): void => {
    writeSync(descriptor, format.encoding === 'utf-8' ? Buffer.from(waiting) : windows1252(waiting))
    waiting = ''
  }
  return {
    line: text => {
      waiting += text + format.newline
      lines += 1
      if (waiting.length > CHUNK) flush()
      return lines
    },
    close: () => {
      flush()
      closeSync(descriptor)
    },
  }
}

/** One line of a CSV file, without its end. */
export function csvLine(values: readonly string[], { delimiter, quoted }: Format): string {
  let line = ''
  for (const [index, value] of values.entries()) {
    if (index > 0) line += delimiter
    const quote = quoted || value.includes(delimiter) || value.includes('"') || value.includes('\n')
    line += quote ? `"${value.replaceAll('"', '""')}"` : value
  }
  return line
}

/** The printable characters of bytes 0x80 to 0x9F; a blank stands for the five that are not used. */
const HIGH = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'

const UNDECOMPOSED: Record<string, string> = { ł: 'l', Ł: 'L', đ: 'd', Đ: 'D' }

/** Bytes in Windows-1252. A letter that it lacks loses its accent, as such systems do; anything else becomes a question mark. */
export function windows1252(text: string): Buffer {
  const bytes = Buffer.alloc(text.length)
  for (let i = 0; i < text.length; i += 1) bytes[i] = byteOf(text[i] ?? '?')
  return bytes
}

function byteOf(character: string): number {
  const code = character.charCodeAt(0)
  if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code
  const high = HIGH.indexOf(character)
  if (high >= 0 && character !== ' ') return 0x80 + high
  const bare = UNDECOMPOSED[character] ?? character.normalize('NFKD').charAt(0)
  return bare.charCodeAt(0) < 0x80 ? bare.charCodeAt(0) : 0x3f
}

/** The text as it can be read back from a Windows-1252 file. */
export const throughWindows1252 = (text: string): string => new TextDecoder('windows-1252').decode(windows1252(text))
