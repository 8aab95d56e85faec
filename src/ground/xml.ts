import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { type ByteStream, FileRefused } from './file-refused.ts'
import { decodeText } from './text-encoding.ts'
import { declaredEncoding } from './xml-encoding.ts'

/** An element with all that is in it. Names are as written, without a namespace prefix; text is trimmed. */
export interface XmlElement {
  name: string
  line: number
  attributes: Readonly<Record<string, string>>
  /** All text directly inside, also between children. */
  text: string
  children: XmlElement[]
}

export interface XmlLimits {
  depth: number
  attributes: number
  /** Characters from one tag to the next: text, a comment, or a tag that does not end. */
  text: number
  /** Elements inside one element that is asked for. */
  elements: number
  /** Characters of the whole file. */
  total: number
}

const LIMITS: XmlLimits = { depth: 40, attributes: 30, text: 1_000_000, elements: 50_000, total: 1_000_000_000 }
const SAFE_SLICE = 65_536

/**
 * The elements at the given paths (such as `ctfile/header`, any case), each complete, in the order of the file, and
 * none of the rest is held. Document types and entities are refused whatever they say, as are files beyond the limits.
 * Text outside elements is passed over. Throws FileRefused, also while reading.
 */
export async function* readXml(
  stream: ByteStream,
  paths: readonly string[],
  limits: Partial<XmlLimits> = {},
): AsyncGenerator<{ path: string; element: XmlElement }> {
  const { text } = await decodeText(stream, declaredEncoding)
  const reading = startReading(new Set(paths.map(path => path.toLowerCase())), { ...LIMITS, ...limits })
  for await (const piece of text) {
    for (let at = 0; at < piece.length; at += SAFE_SLICE) {
      reading.write(piece.slice(at, at + SAFE_SLICE))
      yield* reading.take()
    }
  }
  reading.close()
  yield* reading.take()
}

function startReading(wanted: ReadonlySet<string>, limits: XmlLimits) {
  const parser = new SaxesParser({ xmlns: false, position: true })
  const path: string[] = []
  const open: XmlElement[] = []
  let elements = 0
  let found: { path: string; element: XmlElement }[] = []
  let total = 0
  let sinceTag = 0

  const refuse = (reason: string): never => {
    throw new FileRefused(`Line ${parser.line}: ${reason}`)
  }
  parser.on('error', error => {
    const message = error.message.replace(/^(?:\d+:\d+:\s*)+/, '')
    if (/text data outside of root node/.test(message)) return
    if (/unclosed tag/.test(message)) {
      refuse(`the file ends in the middle (${message}). It was cut short on its way: send it again.`)
    }
    if (/entity/.test(message)) refuse(`${ENTITIES} (${message})`)
    refuse(`this is not well-formed XML (${message}). Have it exported again.`)
  })
  parser.on('doctype', () => refuse(ENTITIES))
  parser.on('attribute', () => {
    attributes += 1
    if (attributes > limits.attributes) refuse(`a tag has more than ${limits.attributes} attributes. ${NOT_OURS}`)
  })
  let attributes = 0
  parser.on('opentagstart', () => {
    attributes = 0
    sinceTag = 0
  })
  parser.on('opentag', (tag: SaxesTagPlain) => {
    sinceTag = 0
    const name = tag.name.slice(tag.name.indexOf(':') + 1)
    path.push(name.toLowerCase())
    if (path.length > limits.depth) refuse(`tags are nested more than ${limits.depth} deep. ${NOT_OURS}`)
    const parent = open.at(-1)
    if (parent === undefined && !wanted.has(path.join('/'))) return
    elements = parent === undefined ? 1 : elements + 1
    if (elements > limits.elements) refuse(`one record holds more than ${limits.elements} elements. ${NOT_OURS}`)
    const element = { name, line: parser.line, attributes: tag.attributes, text: '', children: [] }
    parent?.children.push(element)
    open.push(element)
  })
  const addText = (text: string): void => {
    sinceTag = 0
    const element = open.at(-1)
    if (element === undefined) return
    const piece = text.trim()
    if (piece === '') return
    element.text = element.text === '' ? piece : `${element.text} ${piece}`
    if (element.text.length > limits.text) refuse(`a text is longer than ${limits.text} characters. ${NOT_OURS}`)
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('comment', () => {
    sinceTag = 0
  })
  parser.on('closetag', () => {
    sinceTag = 0
    const element = open.pop()
    if (element !== undefined && open.length === 0) found.push({ path: path.join('/'), element })
    path.pop()
  })

  return {
    write(piece: string): void {
      total += piece.length
      if (total > limits.total) refuse(`the file is longer than ${limits.total} characters. Split it.`)
      sinceTag += piece.length
      parser.write(piece)
      if (sinceTag > limits.text) refuse(`a text is longer than ${limits.text} characters. ${NOT_OURS}`)
    },
    close(): void {
      if (total === 0) throw new FileRefused('This file is empty. Have it exported again.')
      parser.close()
    },
    take() {
      const taken = found
      found = []
      return taken
    },
  }
}

const NOT_OURS = 'No school or council system writes such a file; ask its sender for a fresh export.'
const ENTITIES =
  'this XML declares a document type or uses an entity of its own, which is never read because it can fetch or grow ' +
  'without end. Ask its sender for a plain export.'
