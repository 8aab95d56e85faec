import { isAscii, isUtf8 } from 'node:buffer'
import { binaryRefusal } from './binary-files.ts'
import { type ByteStream, FileRefused } from './file-refused.ts'
import { discard, peek } from './peek.ts'

/** `mixed`: mostly UTF-8, with stray bytes that only make sense as Windows-1252. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'mixed'

export interface DecodedText {
  text: AsyncIterable<string>
  /** Certain only once `text` has been read to its end: a file may turn out not to be UTF-8 at its last byte. */
  encoding: () => Encoding
}

const SNIFFED_BYTES = 4096
const NUL =
  'This file holds NUL bytes, so it is not plain text. Save it as “CSV UTF-8 (comma delimited)”, or as XML, and send that.'

/**
 * Decodes a byte stream without holding it. UTF-8 and UTF-16 are known by their mark; without one the text is UTF-8
 * until a byte that cannot be, and Windows-1252 from there (all before it was ASCII, which is the same in both).
 * `declared` (of an XML declaration) is believed over that guess, a byte-order mark over both.
 * Throws FileRefused, at once for a workbook, archive or PDF, and while reading for a NUL byte.
 */
export async function decodeText(
  bytes: ByteStream,
  declared?: (head: Uint8Array) => Encoding | undefined,
): Promise<DecodedText> {
  const { first, whole } = await peek(bytes, taken => taken.reduce((sum, b) => sum + b.length, 0) >= SNIFFED_BYTES)
  const head = Buffer.concat(first).subarray(0, SNIFFED_BYTES)
  const refusal = binaryRefusal(head)
  if (refusal !== undefined) {
    await discard(whole)
    throw new FileRefused(refusal)
  }

  const mark = byteOrderMark(head)
  const known = mark ?? declared?.(head) ?? twoBytes(head)
  if (known === 'utf-16le' || known === 'utf-16be' || known === 'windows-1252') {
    return { text: decodeAs(known, whole), encoding: () => known }
  }
  return decodeUtf8OrWindows(whole)
}

function byteOrderMark(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8' : undefined
}

/** Latin text in UTF-16 without its mark: every other byte is zero. */
function twoBytes(head: Uint8Array): Encoding | undefined {
  const pairs = Math.min(head.length >> 1, 64)
  if (pairs < 2) return undefined
  let [even, odd] = [0, 0]
  for (let pair = 0; pair < pairs; pair++) {
    if (head[2 * pair] === 0) even += 1
    if (head[2 * pair + 1] === 0) odd += 1
  }
  if (even === 0 && odd > pairs * 0.7) return 'utf-16le'
  return odd === 0 && even > pairs * 0.7 ? 'utf-16be' : undefined
}

async function* decodeAs(encoding: 'utf-16le' | 'utf-16be' | 'windows-1252', bytes: ByteStream): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true })
    if (text.includes('\0')) throw new FileRefused(NUL)
    if (text !== '') yield text
  }
  const last = decoder.decode()
  if (last !== '') yield last
}

function decodeUtf8OrWindows(bytes: ByteStream): DecodedText {
  let encoding: Encoding = 'utf-8'
  const windows = new TextDecoder('windows-1252')
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
  let beyondAscii = false
  let begun = false

  function decode(chunk: Uint8Array): string {
    if (encoding === 'windows-1252') return windows.decode(chunk)
    if (isUtf8(chunk)) {
      beyondAscii ||= !isAscii(chunk)
      return utf8.decode(chunk)
    }
    let text = ''
    for (let at = 0; at < chunk.length; ) {
      const valid = validUntil(chunk, at)
      beyondAscii ||= !isAscii(chunk.subarray(at, valid))
      text += utf8.decode(chunk.subarray(at, valid))
      if (valid === chunk.length) break
      encoding = beyondAscii ? 'mixed' : 'windows-1252'
      const stray = beyondAscii ? valid + 1 : chunk.length
      text += windows.decode(chunk.subarray(valid, stray))
      at = stray
    }
    return text
  }

  async function* text(): AsyncIterable<string> {
    let carried: Uint8Array = new Uint8Array()
    for await (const chunk of bytes) {
      if (chunk.includes(0)) throw new FileRefused(NUL)
      let whole = carried.length === 0 ? chunk : Buffer.concat([carried, chunk])
      if (!begun && whole.length >= 3) {
        if (byteOrderMark(whole) === 'utf-8') whole = whole.subarray(3)
      }
      const cut = whole.length - (encoding === 'windows-1252' ? 0 : unfinished(whole))
      carried = whole.slice(cut)
      begun ||= cut > 0
      if (cut > 0) yield decode(whole.subarray(0, cut))
    }
    if (carried.length > 0) yield decode(carried)
  }
  return { text: text(), encoding: () => encoding }
}

/** How many bytes at the end begin a UTF-8 character that the next chunk may finish (0 to 3). */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < utf8Length(byte) ? back : 0
  }
  return 0
}

function validUntil(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length) {
    const length = utf8Length(bytes[at] ?? 0)
    if (at + length > bytes.length || !isUtf8(bytes.subarray(at, at + length))) return at
    at += length
  }
  return at
}

function utf8Length(first: number): number {
  if (first < 0xc0) return 1
  if (first < 0xe0) return 2
  return first < 0xf0 ? 3 : 4
}
