import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { type ByteStream, FileRefused } from './file-refused.ts'
import { decodeText } from './text-encoding.ts'
import { declaredEncoding } from './xml-encoding.ts'

/** What is told of an XML text, tag by tag. Names are without a prefix, as written otherwise; text comes with its spaces. */
export interface TagListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1)
const slice = 65_536

/**
 * Reads an XML text without holding it, and yields after each piece, so that whoever listens can hand on what it has. For files
 * of many small tags, where `readXml` would make an element of each. Throws FileRefused for a document type and for what is no XML.
 */
export async function* readTags(stream: ByteStream, listener: TagListener): AsyncGenerator<void> {
  const { text } = await decodeText(stream, declaredEncoding)
  const parser = new SaxesParser({ xmlns: false })
  parser.on('doctype', () => {
    throw new FileRefused('This file declares a document type, which is never read. Ask its sender for a plain export.')
  })
  parser.on('error', error => {
    throw new FileRefused(`This file is damaged (${error.message}). Have it saved and sent again.`)
  })
  parser.on('opentag', (tag: SaxesTagPlain) => listener.open?.(bare(tag.name), tag.attributes))
  parser.on('text', given => listener.text?.(given))
  parser.on('cdata', given => listener.text?.(given))
  parser.on('closetag', tag => listener.close?.(bare(tag.name)))
  for await (const piece of text) {
    for (let at = 0; at < piece.length; at += slice) {
      parser.write(piece.slice(at, at + slice))
      yield
    }
  }
  parser.close()
  yield
}
