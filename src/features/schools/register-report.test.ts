import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestApp, testApp } from '../../../test/support/app.ts'
import { inPieces } from '../../../test/support/byte-streams.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import type { Person } from '../../ground/database/identity.ts'
import { asDay } from '../../rulebook/index.ts'
import { importRegister } from './actions.ts'
import { importGroups } from './group-actions.ts'
import { importLinks } from './import-links.ts'
import { nameOfficer } from './officers.ts'

let county: TestCounty
let app: TestApp
let manager: Person
before(async () => {
  county = await testCounty()
  app = await testApp(county)
  manager = await county.person('team_manager')
})
after(async () => {
  await app.close()
  await county.drop()
})

const header =
  'URN,LA (code),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (code),EstablishmentStatus (code),OpenDate,CloseDate,Trusts (code),Trusts (name)\n'
const bring = (as_at: string, rows: string) =>
  county.write(manager, tx => importRegister(tx, inPieces(header + rows), { as_at: asDay(as_at) }))
const trusts = async (urn: number) => {
  const { rows } = await county.superuser.query(
    'SELECT trust_code, starts_on::text, ends_on::text, began_before FROM school_trust WHERE urn = $1 ORDER BY starts_on',
    [urn],
  )
  return rows.map(row => Object.values(row))
}
/** Everything that the council added, as it stands. */
const added = async () => {
  const { rows } = await county.superuser.query(
    `SELECT to_jsonb(m) AS row FROM school_group_member m UNION ALL SELECT to_jsonb(g) FROM school_group g UNION ALL SELECT to_jsonb(o) FROM school_officer o`,
  )
  return rows.map(({ row }) => JSON.stringify(row)).sort()
}
const page = async (path: string, as = manager) => {
  const { $ } = await (await app.as(as)).get(path)
  $('main').find('td, th, dt, dd, li, p, h1, h2, a').append(' ')
  return { $, text: $('main').text().replaceAll(/\s+/g, ' ') }
}

const open = (urn: number, name: string, trust = ',', type = '01') =>
  `${urn},899,${urn % 10_000},${name},${type},1,,,${trust}\n`

test('trusts follow the register by date, and what the council added is the same after each import', async () => {
  await bring(
    '2026-09-01',
    open(990001, 'Ashby Brook Primary School', '9001,Marl Trust') + open(990002, 'Marl Valley Academy'),
  )
  await county.write(manager, async tx => {
    await importGroups(
      tx,
      manager,
      inPieces('urn,kind,group,from\n990001,family,Brook,2024-09-01\n990002,locality,North,2024-09-01\n'),
    )
    await nameOfficer(tx, manager, {
      ...{ role: 'send', of: { school_urn: 990001 }, who: { name: 'Wren Ashdown', phone: null, email: null } },
      ...{ starts_on: asDay('2024-09-01'), instead: false },
    })
  })
  const kept = await added()

  await bring(
    '2026-10-01',
    open(990001, 'Brook Primary School', '9002,Valley Trust') + open(990002, 'Marl Valley Academy', '9001,Marl Trust'),
  )
  await bring(
    '2026-11-01',
    open(990001, 'Brook Primary School', '9002,Valley Learning Trust') +
      open(990002, 'Marl Valley Academy', '9001,Marl Trust'),
  )
  assert.deepEqual(await trusts(990001), [
    ['9001', '2026-09-01', '2026-10-01', true],
    ['9002', '2026-10-01', null, false],
  ])
  assert.deepEqual(await trusts(990002), [['9001', '2026-10-01', null, false]])
  assert.deepEqual(await added(), kept)
  const { text } = await page('/schools/trusts/9002')
  assert.match(text, /Valley Learning Trust.*Brook Primary School Primary Since 1 Oct 2026/)
  assert.match(
    (await page('/schools/trusts/9001')).text,
    /Schools of before or to come Brook Primary School : From before 1 Sep 2026 until 1 Oct 2026/,
  )
})

test('two files of one day: the later is right about the day', async () => {
  await bring('2026-11-02', open(990001, 'Brook Primary School', '9003,Hill Trust'))
  await bring('2026-11-02', open(990001, 'Brook Primary School', '9001,Marl Trust'))
  assert.deepEqual((await trusts(990001)).slice(1), [
    ['9002', '2026-10-01', '2026-11-02', false],
    ['9001', '2026-11-02', null, false],
  ])
})

test('a school that closes with children on roll, a group and an officer needs somebody; they are carried over in one step', async () => {
  await county.superuser.query(
    `INSERT INTO child_movement (authority_id, day, state, school_urn, sealed, change) VALUES ($1, '2026-09-01', 'on_roll', 990001, false, 12)`,
    [county.authority_id],
  )
  const { import_id } = await bring(
    '2026-11-10',
    `990001,899,2001,Brook Primary School,01,2,,31-10-2026,9001,Marl Trust\n990003,899,2001,Brook Academy,34,1,01-11-2026,,9001,Marl Trust\n`,
  )
  await county.write(manager, tx =>
    importLinks(
      tx,
      inPieces('URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n990001,990003,x,Successor,01-11-2026\n'),
      {
        as_at: asDay('2026-11-10'),
      },
    ),
  )
  assert.deepEqual((await trusts(990001)).at(-1), ['9001', '2026-11-02', '2026-11-02', false])
  // It opened before a file that did not have it: the register does not say whether it was in the trust from the first.
  assert.deepEqual(await trusts(990003), [['9001', '2026-11-10', null, true]])

  const report = await page(`/schools/register/${import_id}`)
  assert.match(report.text, /Closed: 1 New: 1/)
  assert.match(
    report.text,
    /Brook Primary School 31 Oct 2026 12 still in 1 group, 1 officer still named for it Brook Academy/,
  )
  assert.equal(report.$('a[href="/group-moves/new?from=990001"]').length, 1)
  assert.equal(report.$('a[href="/children?school=990001"]').text().trim(), '12')
  const closed = await page('/schools/990001')
  assert.match(
    closed.text,
    /Closed on Saturday 31 October 2026\. Brook Academy opened in its place on Sunday 1 November 2026/,
  )
  assert.match(
    (await page('/schools/990003')).text,
    /It opened on Sunday 1 November 2026 in place of Brook Primary School, which closed on Saturday 31 October 2026/,
  )

  const visitor = await app.as(manager)
  const form = await visitor.get('/schools/990001/carry-over')
  const once = form.$('main input[name=once]').attr('value') ?? ''
  assert.equal((await visitor.post('/schools/990001/carry-over', { once })).location, '/schools/990003')
  assert.equal((await visitor.post('/schools/990001/carry-over', { once })).location, '/schools/990003')
  const after = await page('/schools/990003')
  assert.match(after.text, /SEND officer Wren Ashdown 1 Nov 2026/)
  assert.match(after.text, /Brook Family of schools Since 1 Nov 2026/)
  assert.match((await page('/schools/990001')).text, /Brook Not now Family of schools From 1 Sep 2024 until 1 Nov 2026/)
  // The children are still there, and are what is left to see to.
  assert.match((await page('/schools/register')).text, /Brook Primary School 31 Oct 2026 12 Brook Academy/)
})

test('a school that counts as another sector is told with its children; whoever may has everybody worked out anew', async () => {
  await county.superuser.query(
    `INSERT INTO child_movement (authority_id, day, state, school_urn, sealed, change) VALUES ($1, '2026-09-01', 'on_roll', 990002, false, 7)`,
    [county.authority_id],
  )
  const { import_id } = await bring('2026-11-15', open(990002, 'Marl Valley Academy', ',', '14'))
  const { $, text } = await page(`/schools/register/${import_id}?kind=sector`)
  assert.match(text, /Marl Valley Academy On a school roll On the roll of a school that is alternative provision 7/)
  assert.equal($('a[href="/ledger/again"]').length, 1)
  const head = await county.person('school_head')
  const theirs = await page(`/schools/register/${import_id}`, head)
  assert.equal(theirs.$('a[href="/ledger/again"]').length, 0)
  assert.doesNotMatch(theirs.text, /What needs you: schools that have closed/)
})

test('changes of schools elsewhere are told when they are asked for', async () => {
  const { import_id } = await bring('2026-11-16', '880001,880,2001,Southmere School,01,1,,,,\n')
  const { text } = await page(`/schools/register/${import_id}`)
  assert.match(text, /This file changed no school of ours/)
  assert.match((await page(`/schools/register/${import_id}?elsewhere=yes`)).text, /Southmere School New The school/)
})
