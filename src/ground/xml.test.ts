import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FileRefused } from './file-refused.ts'
import { readXml, type XmlLimits } from './xml.ts'
import { elementsAt, textAt, textWithin } from './xml-path.ts'

async function* inPieces(file: string | Buffer, size = 7): AsyncIterable<Uint8Array> {
  const whole = Buffer.from(file)
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size)
}

async function read(file: string | Buffer, path = 'list/child', limits: Partial<XmlLimits> = {}, size = 7) {
  const found = []
  for await (const { element } of readXml(inPieces(file, size), [path], limits)) found.push(element)
  return found
}

test('yields the elements asked for, whatever the case of names and the prefix, with their lines', async () => {
  const found = await read(
    '<x:List>\n<Child n="1"><Name>Ann</Name></Child>\n<other/>\n<CHILD><name>Bo</name></CHILD></x:List>',
  )
  assert.deepEqual(
    found.map(child => [child.line, textAt(child, 'NAME'), child.attributes.n]),
    [
      [2, 'Ann', '1'],
      [4, 'Bo', undefined],
    ],
  )
})

test('stray text between elements is kept beside them and loses nothing', async () => {
  const [child] = await read('<list><child><upn>UN3</upn>PersonBirthDate <sex>F</sex></child></list>stray')
  assert.ok(child)
  assert.deepEqual([textAt(child, 'upn'), textAt(child, 'sex'), child.text], ['UN3', 'F', 'PersonBirthDate'])
})

test('paths and depths: the first text of a name, at any depth', async () => {
  const [child] = await read('<list><child><a><town/></a><b><town>Ash</town></b><b><town>Elm</town></b></child></list>')
  assert.ok(child)
  assert.equal(textWithin(child, 'postcode', 'town'), 'Ash')
  assert.equal(elementsAt(child, 'b/town').length, 2)
})

test('predefined and numeric entities and CDATA are text', async () => {
  const [child] = await read('<list><child>O&#8217;Shea &amp; <![CDATA[<Lee>]]></child></list>')
  assert.equal(child?.text, 'O’Shea & <Lee>')
})

const accented = (encoding: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?><list><child>Zoë</child></list>`

for (const [name, file] of [
  ['UTF-8', Buffer.from(accented('UTF-8'))],
  ['ISO-8859-1', Buffer.from(accented('ISO-8859-1'), 'latin1')],
  ['UTF-16 with a mark', Buffer.from(`\ufeff${accented('UTF-16')}`, 'utf16le')],
  ['UTF-16 without a mark', Buffer.from(accented('UTF-16'), 'utf16le')],
  ['UTF-16, big end first', Buffer.from(`\ufeff${accented('UTF-16')}`, 'utf16le').swap16()],
  ['UTF-8 declared, Windows-1252 written', Buffer.from(accented('UTF-8'), 'latin1')],
] as const) {
  test(`reads ${name}`, async () => {
    assert.equal((await read(file))[0]?.text, 'Zoë')
  })
}

const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol">${[...'123456789']
  .map(n => `<!ENTITY lol${n} "${`&lol${Number(n) - 1 || ''};`.repeat(10)}">`)
  .join('')}]><list><child>&lol9;</child></list>`

const refused: [string, string | Buffer, RegExp][] = [
  ['a billion laughs', laughs, /^Line 1: this XML declares a document type/],
  [
    'an external entity',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><list><child>&x;</child></list>',
    /never read/,
  ],
  ['a document type that fetches', '<!DOCTYPE list SYSTEM "http://127.0.0.1/x.dtd"><list/>', /never read/],
  ['an entity nobody declared', '<list><child>&nbsp;</child></list>', /uses an entity of its own/],
  ['nesting without end', '<list>'.repeat(1_000_000), /^Line 1: tags are nested more than 40 deep/],
  [
    'too many attributes',
    `<list ${Array.from({ length: 99 }, (_, i) => `a${i}="x"`).join(' ')}/>`,
    /more than 30 attributes/,
  ],
  ['one text of megabytes', `<list><child>${'x'.repeat(3_000_000)}</child></list>`, /longer than 1000000 characters/],
  ['one tag of megabytes', `<list><child a="${'x'.repeat(3_000_000)}"/></list>`, /longer than 1000000 characters/],
  ['one comment of megabytes', `<list><!--${'x'.repeat(3_000_000)}--></list>`, /longer than 1000000 characters/],
  [
    'one record of too many elements',
    `<list><child>${'<a/>'.repeat(60_000)}</child></list>`,
    /more than 50000 elements/,
  ],
  [
    'a file that was cut short',
    '<list>\n<child><name>Ann</na',
    /^Line 2: the file ends in the middle|^Line 2: this is not well-formed/,
  ],
  [
    'tags that do not match',
    '<list>\n<child></list>',
    /^Line 2: this is not well-formed XML \(.*\)\. Have it exported again\.$/,
  ],
  ['no XML at all', 'surname,forename', /not well-formed|cut short/],
  ['an empty file', '', /This file is empty/],
  ['an encoding that is not read', '<?xml version="1.0" encoding="EBCDIC"?><list/>', /says it is written in EBCDIC/],
  ['NUL bytes', Buffer.from('<list>\0\0</list>'), /NUL bytes/],
]

for (const [name, file, reason] of refused) {
  test(`refuses ${name}`, async () => {
    await assert.rejects(
      read(file, 'list/child', {}, 60_000),
      error => error instanceof FileRefused && reason.test(error.message),
    )
  })
}

test('refuses a file over its total', async () => {
  await assert.rejects(read('<list><child/><child/></list>', 'list/child', { total: 20 }), /longer than 20 characters/)
})

test('elements before the fault are given', async () => {
  const found: string[] = []
  await assert.rejects(async () => {
    for await (const { element } of readXml(inPieces('<list><child>1</child><child>2</child><bad'), ['list/child'])) {
      found.push(element.text)
    }
  })
  assert.deepEqual(found, ['1', '2'])
})
