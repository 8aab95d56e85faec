import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { after, before, test } from 'node:test'
import { inPieces } from '../../../test/support/byte-streams.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import type { Person } from '../../ground/database/identity.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { importRegister } from './actions.ts'
import { importLinks } from './import-links.ts'
import { findSchools, schoolNames } from './queries.ts'

const fixture = (name: string) => createReadStream(new URL(`../../../test/fixtures/register/${name}`, import.meta.url))

let county: TestCounty
let manager: Person
before(async () => {
  county = await testCounty()
  manager = await county.person('team_manager')
})
after(() => county.drop())

const bring = (file: string | AsyncIterable<Uint8Array>, as = manager) =>
  county.write(as, tx => importRegister(tx, typeof file === 'string' ? inPieces(file) : file, { as_at: county.today }))
/** What an import says it changed: URN, field, kind, before, after. */
const told = async (import_id: string) => {
  const { rows } = await county.superuser.query(
    'SELECT urn, field, kind, before, after FROM register_change WHERE import_id = $1 ORDER BY urn, field',
    [import_id],
  )
  return rows.map(row => Object.values(row))
}
const stored = async (urn: number) => {
  const { rows } = await county.superuser.query(
    'SELECT *, opened_on::text, closed_on::text FROM school WHERE urn = $1',
    [urn],
  )
  return rows[0]
}

test('a full extract in Windows-1252 adds and changes; the same again changes nothing', async () => {
  const first = await bring(fixture('edubasealldata.csv'))
  assert.deepEqual(
    {
      ...first,
      import_id: '',
      noted: first.noted.map(({ line }) => line),
      refused: first.refused.map(({ line }) => line),
    },
    {
      import_id: '',
      read: 3,
      added: 1,
      changed: 2,
      same: 0,
      refused: [5],
      refused_count: 1,
      noted: [1, 3, 4],
      noted_count: 3,
    },
  )
  assert.deepEqual(
    (await told(first.import_id)).filter(([, , kind]) => kind === 'new' || kind === 'renamed'),
    [
      [990001, 'name', 'renamed', 'Ashby Brook Primary School', 'St Zoë’s Primary School'],
      [990002, 'name', 'renamed', 'Marl Valley Academy', 'Marl Academy'],
      [990003, 'urn', 'new', null, 'Ash Lodge School'],
    ],
  )
  const school = await stored(990001)
  assert.equal(school.name_key, 'stzoesprimaryschool')
  assert.deepEqual([school.sector, school.opened_on, school.capacity], ['state', '1975-09-01', 210])

  const again = await bring(fixture('edubasealldata.csv'))
  assert.deepEqual([again.read, again.added, again.changed, again.same], [3, 0, 0, 3])
  assert.deepEqual(await told(again.import_id), [])
  assert.deepEqual((await stored(990001)).read_at, school.read_at)
})

const few = 'URN,LA (code),EstablishmentNumber,EstablishmentName,OpenDate,CloseDate\n'

test('a small extract after a full one changes what it holds and wipes nothing', async () => {
  await bring(fixture('edubasealldata.csv'))
  const full = await stored(990002)
  const done = await bring(
    `${few}990002,899,4001,Marl Academy,,30-06-2026\n990004,899,4004,Marl Free School,01-09-2020,\n`,
  )
  assert.deepEqual([done.added, done.changed], [1, 1])
  assert.deepEqual(await told(done.import_id), [
    [990002, 'closed_on', 'details', '2027-08-31', '2026-06-30'],
    [990002, 'opened_on', 'details', '2014-01-01', null],
    [990002, 'status', 'closed', 'open_proposed_to_close', 'closed'],
    [990004, 'urn', 'new', null, 'Marl Free School'],
  ])
  const small = await stored(990002)
  assert.deepEqual([small.status, small.closed_on, small.opened_on], ['closed', '2026-06-30', null])
  for (const column of ['type_code', 'sector', 'phase', 'trust_name', 'town', 'postcode', 'capacity', 'telephone']) {
    assert.equal(small[column], full[column], column)
  }
  assert.equal((await stored(990001)).name, 'St Zoë’s Primary School')
})

test('a file without a status leaves a school that is still to open', async () => {
  await bring(
    `${few.replace('CloseDate', 'CloseDate,EstablishmentStatus (code)')}990005,899,4005,Marl New School,,,4\n`,
  )
  await bring(`${few}990005,899,4005,Marl New School,01-09-2027,\n`)
  assert.deepEqual(
    [(await stored(990005)).status, (await stored(990005)).opened_on],
    ['proposed_to_open', '2027-09-01'],
  )
})

test('a URN twice is taken once and told; a tab, a backslash and a line break in a name come through', async () => {
  const odd = 'Tab\tand \\N and\n"break"'
  const done = await bring(`${few}990006,899,4006,"${odd.replaceAll('"', '""')}",,\n990006,899,4006,Another,,\n`)
  assert.equal(done.read, 1)
  assert.match(done.refused[0]?.problem ?? '', /URN 990006 stands on line 2 too/)
  assert.equal((await stored(990006)).name, odd)
})

test('a register that is none, or ends in rubbish, changes nothing and leaves the transaction whole', async () => {
  async function* cut() {
    yield Buffer.from(`${few}990007,899,4007,Half School,,\n`)
    throw new FileRefused('cut off')
  }
  await county.write(manager, async tx => {
    await assert.rejects(importRegister(tx, inPieces('UPN,Surname\nA,B\n')), FileRefused)
    await assert.rejects(importRegister(tx, cut()), FileRefused)
    assert.equal((await findSchools(tx, { urns: [990007] })).size, 0)
  })
})

test('whoever may not import cannot', async () => {
  await assert.rejects(
    bring(`${few}990008,899,4008,X School,,\n`, await county.person('cme_officer')),
    /row-level security/,
  )
})

test('links come in once; a closed school and its successor share a number, and the open one is found by it', async () => {
  const bringLinks = () => county.write(manager, tx => importLinks(tx, fixture('links_edubasealldata.csv')))
  const first = await bringLinks()
  assert.deepEqual([first.read, first.added, first.refused_count, first.noted_count], [3, 3, 1, 1])
  const again = await bringLinks()
  assert.deepEqual([again.added, again.changed, again.same], [0, 0, 3])

  await bring(`${few}990020,899,5001,Old Marl School,,31-08-2014\n990021,899,5001,New Marl School,01-09-2014,\n`)
  await county.read(manager, async tx => {
    const found = await findSchools(tx, { laestabs: ['8995001', '8999999'] })
    assert.deepEqual(
      [...found.values()].map(({ urn, in_area }) => [urn, in_area]),
      [[990021, true]],
    )
    assert.deepEqual(await schoolNames(tx, [990020, 990020, 5]), new Map([[990020, 'Old Marl School']]))
  })
})
