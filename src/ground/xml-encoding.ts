import { FileRefused } from './file-refused.ts'
import type { Encoding } from './text-encoding.ts'

const KNOWN: Readonly<Record<string, Encoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  'iso-8859-1': 'windows-1252',
  'iso8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
  'iso-8859-15': 'windows-1252',
}

/** What the first bytes of an XML file say its encoding is. Throws FileRefused for one that is not read. */
export function declaredEncoding(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0x3c && head[1] === 0) return 'utf-16le'
  if (head[0] === 0 && head[1] === 0x3c) return 'utf-16be'
  const name = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)["']/.exec(Buffer.from(head).toString('latin1'))?.[1]
  if (name === undefined || /^utf-?16/i.test(name)) return undefined
  const encoding = KNOWN[name.toLowerCase()]
  if (encoding === undefined) {
    throw new FileRefused(`This XML file says it is written in ${name}. Save it as UTF-8 and send it again.`)
  }
  return encoding
}
