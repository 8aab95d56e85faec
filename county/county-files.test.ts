import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { checkUpn } from '../src/rulebook/index.ts'
import type { CountySummary } from './generate.ts'
import { generateCounty } from './generate.ts'
import type { TruthChild, TruthRow } from './read-county.ts'
import { readTable, readTruth } from './read-county.ts'
import { REGISTER_COLUMNS } from './register-columns.ts'

const folder = mkdtempSync(join(tmpdir(), 'county-files-'))
let summary: CountySummary
let children: Map<string, TruthChild>
let rows: TruthRow[]

before(async () => {
  summary = await generateCounty({ as_at: '2026-11-22', children: 1500, folder })
  ;({ children, rows } = readTruth(folder))
})
after(() => rmSync(folder, { recursive: true }))

const bytes = (path: string): Buffer => readFileSync(join(folder, path))

function texts(): [path: string, text: string][] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return files.map(file => {
    const path = join(file.parentPath, file.name)
    const western = /register|council-tax/.test(path)
    return [path, new TextDecoder(western ? 'windows-1252' : 'utf-8', { fatal: true }).decode(readFileSync(path))]
  })
}

test('the register has the columns of the national one, in Windows-1252 and all quoted', () => {
  const path = 'register/edubasealldata20261122.csv'
  const table = readTable(join(folder, path), 'windows-1252')
  assert.equal(REGISTER_COLUMNS.length, 140)
  assert.deepEqual(Object.keys(table[0] ?? {}), [...REGISTER_COLUMNS])
  assert.equal(table.length, summary.schools)
  assert.ok(table.some(row => row.EstablishmentName?.includes('Zoë’s')))
  assert.ok(bytes(path).includes(Buffer.from([0x5a, 0x6f, 0xeb, 0x92, 0x73])))
  assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes(path)))
  for (const line of bytes(path).toString('latin1').trimEnd().split('\r\n'))
    assert.match(line, /^("[^"]*",){139}"[^"]*"$/)
})

test('the register holds every kind of school, and the closed one leads to its successor', () => {
  const table = readTable(join(folder, 'register/edubasealldata20261122.csv'), 'windows-1252')
  const types = new Set(table.map(row => row['TypeOfEstablishment (name)']))
  for (const type of [
    'Community school',
    'Academy converter',
    'Community special school',
    'Pupil referral unit',
    'Other independent school',
  ]) {
    assert.ok(types.has(type), type)
  }
  assert.equal(new Set(table.map(row => row.URN)).size, table.length)
  const [closed, ...others] = table.filter(row => row['EstablishmentStatus (name)'] === 'Closed')
  assert.equal(others.length, 0)
  assert.equal(closed?.CloseDate, '31-08-2025')
  const links = readTable(join(folder, 'register/links_edubasealldata20261122.csv'), 'windows-1252')
  assert.deepEqual(
    links.map(link => [link.URN, link.LinkURN, link.LinkType]),
    [
      [closed?.URN, links[0]?.LinkURN, 'Successor'],
      [links[0]?.LinkURN, closed?.URN, 'Predecessor'],
    ],
  )
})

test('every pupil number of the truth is valid and belongs to one child', () => {
  const given = [...children.values()].map(({ upn }) => upn).filter(upn => upn !== '')
  assert.ok(given.length > 900)
  assert.equal(new Set(given).size, given.length)
  for (const upn of given) assert.equal(checkUpn(upn).valid, true, upn)
  for (const { former_upn } of children.values())
    if (former_upn !== '') assert.equal(checkUpn(former_upn).valid, true, former_upn)
})

test('no NHS number lies outside the test range, and no postcode outside the made-up areas', () => {
  for (const [path, text] of texts()) {
    for (const [postcode] of text.matchAll(/\b[A-Z]{1,2}[0-9]{1,2}[A-Z]? ?[0-9][ABD-HJLNP-UW-Z]{2}\b/g)) {
      assert.match(postcode, /^Z[XY][1-9] ?[0-9][A-Z]{2}$/, path)
    }
    for (const [number] of text.matchAll(/\b\d{3} \d{3} \d{4}\b/g)) assert.match(number, /^999 /, path)
  }
  for (const { nhs_number } of children.values()) assert.match(nhs_number, /^999\d{7}$/)
})

test('telephone numbers are of the ranges kept for drama, and addresses at example.org', () => {
  for (const [path, text] of texts()) {
    for (const [number] of text.matchAll(/\b0(?:1|2|7)\d{9}\b/g))
      assert.match(number, /^(01632960|07700900)\d{3}$/, path)
    for (const [, host] of text.matchAll(/[\w.-]+@([\w.-]+)/g)) assert.match(host ?? '', /(^|\.)example\.org$/, path)
  }
})

test('no file names a real place', () => {
  const real =
    /\b(London|Nottingham\w*|Derby\w*|Lincoln\w*|Yorkshire|Surrey|Rutland|Leicester\w*|Mansfield|Newark|Sheffield|Leeds|Kent|Sussex|Norfolk|Suffolk|Devon|Cornwall|Essex)\b/
  for (const [path, text] of texts()) assert.doesNotMatch(text, real, path)
})

test('files differ in encoding and delimiter as their sources do', () => {
  const academy = summary.files.find(({ source_name }) => source_name.includes('Academy'))
  assert.deepEqual([...bytes(academy?.path ?? '').subarray(0, 3)], [0xef, 0xbb, 0xbf])
  assert.ok(bytes('lists/southmere-exchange.csv').toString().startsWith('Child UPN;'))
  assert.throws(() =>
    new TextDecoder('utf-8', { fatal: true }).decode(bytes('lists/council-tax-household-children.csv')),
  )
})

test('every row of a list is in the truth, on its own line', () => {
  for (const file of summary.files) {
    const traced = rows.filter(row => row.file === file.path)
    if (!file.path.startsWith('lists/')) continue
    assert.equal(traced.length, file.rows, file.path)
    assert.equal(new Set(traced.map(({ line }) => line)).size, file.rows)
    const lines = bytes(file.path).toString().split('\n').length
    for (const { line } of traced) assert.ok(Number(line) > 1 && Number(line) < lines)
  }
})

test('the addresses of a roll stand beside its pupils, row by row', () => {
  const [roll] = summary.files.filter(file => file.with !== undefined)
  const pupils = readTable(join(folder, roll?.path ?? ''))
  const addresses = readTable(join(folder, roll?.with ?? ''))
  assert.deepEqual(
    pupils.map(row => [row.pupilonrolltableid, row.NativeId]),
    addresses.map(row => [row.pupilonrolltableid, row.NativeId]),
  )
})

test('the roll of the autumn tells the sessions of the summer term, and more absence than sessions never', () => {
  const table = readTable(join(folder, 'lists/collect-2026-11-16-pupilonroll.csv'))
  const told = table.filter(row => row.termlysessionspossible !== '')
  assert.ok(told.length > table.length / 2)
  // 13 April to 22 July 2026 without 4 May and the half-term week: 14 + 15 + 22 + 16 school days, twice a day.
  assert.deepEqual([...new Set(told.map(row => row.termlysessionspossible))], ['134'])
  const missed = told.map(
    row =>
      (Number(row.termlysessionsauthorised) + Number(row.termlysessionsunauthorised)) /
      Number(row.termlysessionspossible),
  )
  assert.ok(missed.every(share => share <= 1))
  const persistent = missed.filter(share => share >= 0.1).length / missed.length
  assert.ok(persistent > 0.12 && persistent < 0.26, String(persistent))
})
