import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { errorsOf, openedCase, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { ctfName } from '../../rulebook/index.ts'
import { openList } from '../lists/index.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await app.as(await county.person('cme_officer'))

async function begun(surname: string) {
  const child = await plantChild(county, {
    ...{ surname, forename: 'Zoë & Co', born_on: '2015-03-01' },
    lives: [['2020-01-01', null]],
    rolls: [['2025-09-01', '2026-10-13', { school_urn: 990001 }]],
    circumstances: [['2026-10-13', null, { kind: 'whereabouts_unknown' }]],
  })
  const href = await openedCase(officer, child)
  const { location } = await send(officer, `${href}/trace`, { about: 'find' })
  return { child, href, trace: location ?? '' }
}

test('a file to the lost pupils reads back as the child it was made of, and tells no address', async () => {
  await county.superuser.query(`UPDATE school SET laestab = '8992001' WHERE urn = 990001`)
  const { trace } = await begun('O’Connor-<Nowak>')
  const unsure = await send(officer, `${trace}/ctf`, {})
  assert.match(errorsOf(unsure).join(' '), /Tick this once no school or council/)
  assert.equal((await send(officer, `${trace}/ctf`, { sure: 'yes' })).location, trace)
  const link = (await officer.get(trace)).$('a[href*="/ctf/"]')
  assert.match(link.text(), /^899LLLL_CTF_XXXXXXX_001\.xml/)
  const { response } = await officer.get(link.attr('href') ?? '')
  assert.match(String(response.headers['content-disposition']), /attachment; filename="899LLLL_CTF_XXXXXXX_001\.xml"/)
  const list = await openList([{ name: 'a.xml', stream: () => Readable.from([response.rawPayload]) }])
  assert.equal(list.format, 'ctf')
  assert.ok(list.warnings.some(warning => /does not know where these children went/.test(warning)))
  const rows = []
  for await (const row of list.rows) rows.push('raw' in row ? row.raw : assert.fail(row.problem))
  assert.equal(rows.length, 1)
  const [row] = rows
  assert.equal(row?.surname, 'O’Connor-<Nowak>')
  assert.equal(row?.forename, 'Zoë & Co')
  assert.equal(row?.born_on, '2015-03-01')
  assert.doesNotMatch(response.payload, /PostCode|Address|Contact|Phone/i)
  assert.match(response.payload, /<LEA>899<\/LEA><Estab>2001<\/Estab>/)
  assert.match(response.payload, /<LeavingDate>2026-10-12<\/LeavingDate>/)
})

test('while a danger is feared no file goes out', async () => {
  const { trace } = await begun('Sought')
  await send(officer, `${trace}/steps/Q5`, { answer: 'yes', said: 'tried' })
  const tried = await send(officer, `${trace}/ctf`, { sure: 'yes' })
  assert.match(errorsOf(tried).join(' '), /A danger is feared: no file goes out/)
})

test('the name of a file', () => {
  assert.equal(ctfName('891LLLL', 'XXXXXXX', 7), '891LLLL_CTF_XXXXXXX_007.xml')
  assert.equal(ctfName('8912000', 'MMMMMMM', 1000), '8912000_CTF_MMMMMMM_001.xml')
  assert.throws(() => ctfName('891', 'XXXXXXX', 1), /no place of seven characters/)
})
