import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inPieces } from '../../../test/support/byte-streams.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { asDay } from '../../rulebook/index.ts'
import { endGroup, importGroups, NameTaken, renameGroup, takeOut } from './group-actions.ts'
import { findGroup, formerNames, groupSchools, groupsOfSchool, openGroups } from './groups.ts'
import { endOfficer, nameOfficer, officersOfSchool } from './officers.ts'

let county: TestCounty
let manager: Person
before(async () => {
  county = await testCounty()
  manager = await county.person('team_manager')
  await county.superuser.query(`UPDATE school SET laestab = '8992002' WHERE urn = 990002`)
})
after(() => county.drop())

const bring = (text: string, as = manager) => county.write(as, tx => importGroups(tx, as, inPieces(text)))
const of = (urn: number) =>
  county.read(manager, async tx =>
    (await groupsOfSchool(tx, urn)).map(({ kind, name, starts_on, ends_on }) => [kind, name, starts_on, ends_on]),
  )
const group = (name: string) =>
  county.read(manager, async tx => {
    const found = (await openGroups(tx)).find(one => one.name === name)
    const whole = found && (await findGroup(tx, found.id))
    if (!whole) throw new Error(`No group is called ${name}.`)
    return { ...whole, seen: String(whole.version) }
  })

const first = `URN,Kind,Group,From,Last day
990001,Family,Valley,01/09/2024,
8992002,family,Valley,2024-09-01,
990001,locality,North,2020-09-01,
990002,quadrant,,2020-09-01,
123456,family,Valley,2020-09-01,
990002,trust,Marl Trust,2020-09-01,
`

test('a file of groups makes them and puts schools in; the same again changes nothing; bad lines are told', async () => {
  const done = await bring(first)
  assert.deepEqual(
    [done.groups_made, done.joined, done.same, done.problems.map(({ line }) => line)],
    [2, 3, 0, [5, 6, 7]],
  )
  assert.match(done.problems[1]?.problem ?? '', /no URN 123456/)
  const again = await bring(first)
  assert.deepEqual([again.groups_made, again.joined, again.left, again.same], [0, 0, 0, 3])
  assert.deepEqual(await of(990001), [
    ['family', 'Valley', '2024-09-01', null],
    ['locality', 'North', '2020-09-01', null],
  ])
  await assert.rejects(bring('UPN,Surname\nA,B\n'), FileRefused)
})

test('a school that joins another family leaves the first on that day, and its history stays', async () => {
  const done = await bring('urn,kind,group,from\n990002,family,Coast,2026-09-01\n')
  assert.deepEqual([done.groups_made, done.joined, done.left], [1, 1, 1])
  assert.deepEqual(await of(990002), [
    ['family', 'Coast', '2026-09-01', null],
    ['family', 'Valley', '2024-09-01', '2026-09-01'],
  ])
})

test('the database itself refuses two families on a day', async () => {
  const { id } = await group('Coast')
  await assert.rejects(
    county.write(manager, tx =>
      tx
        .insertInto('school_group_member')
        .values({
          ...{ authority_id: county.authority_id, group_id: id, kind: 'family', school_urn: 990001 },
          starts_on: asDay('2026-10-01'),
        })
        .execute(),
    ),
    /one_group_of_a_kind_a_day/,
  )
})

test('a group is renamed and keeps the name that it had; two open ones of a kind are never called the same', async () => {
  const coast = await group('Coast')
  const to = { name: 'Shore', code: null, from: asDay('2026-11-01'), reason: 'They asked.', seen: coast.seen }
  await county.write(manager, tx => renameGroup(tx, manager, coast, to))
  const names = await county.read(manager, tx => formerNames(tx, coast.id))
  assert.deepEqual(names, [{ name: 'Coast', until_on: '2026-11-01', reason: 'They asked.' }])
  await assert.rejects(
    county.write(manager, tx => renameGroup(tx, manager, coast, to)),
    Stale,
  )
  const shore = await group('Shore')
  await assert.rejects(
    county.write(manager, tx => renameGroup(tx, manager, shore, { ...to, name: 'valley', seen: shore.seen })),
    NameTaken,
  )
})

test('taken out from a day, or never in it; a group that ends takes its schools and officers with it', async () => {
  const valley = await group('Valley')
  const [ashby] = await county.read(manager, tx => groupSchools(tx, valley.id))
  const out = { member_ids: [ashby?.id ?? ''], on: asDay('2026-10-01'), reason: 'Left.', seen: valley.seen }
  assert.equal(await county.write(manager, tx => takeOut(tx, manager, valley.id, out)), 1)
  assert.deepEqual((await of(990001))[1], ['family', 'Valley', '2024-09-01', '2026-10-01'])

  const shore = await group('Shore')
  const named = { role: 'fair_access', who: { name: 'Wren Ashdown', phone: '01632 960111', email: null } } as const
  await county.write(manager, tx =>
    nameOfficer(tx, manager, { ...named, of: { group_id: shore.id }, starts_on: asDay('2026-09-01'), instead: false }),
  )
  const end = { on: asDay('2026-11-10'), reason: 'Merged.', seen: shore.seen }
  await county.write(manager, tx => endGroup(tx, manager, shore.id, end))
  assert.deepEqual((await of(990002))[0], ['family', 'Shore', '2026-09-01', '2026-11-10'])
  const officers = (on: string) => county.read(manager, tx => officersOfSchool(tx, 990002, asDay(on)))
  assert.deepEqual([(await officers('2026-11-09')).length, (await officers('2026-11-10')).length], [1, 0])
})

test('who looks after a school: named for it, or for its family; another in their place ends them', async () => {
  const account_id = (await county.person('fair_access_officer')).account_id
  await bring('urn,kind,group,from\n990001,family,Hill,2026-10-01\n')
  const hill = await group('Hill')
  const name = (
    of: { school_urn: number } | { group_id: string },
    who: { account_id: string } | string,
    instead: boolean,
  ) =>
    county.write(manager, tx =>
      nameOfficer(tx, manager, {
        ...{ role: 'fair_access', of, starts_on: asDay('2026-11-01'), instead },
        who: typeof who === 'string' ? { name: who, phone: null, email: null } : who,
      }),
    )
  const officers = () =>
    county.read(manager, async tx =>
      (await officersOfSchool(tx, 990001, county.today)).map(one => [one.name, one.through?.name ?? null]),
    )
  const wren = await name({ group_id: hill.id }, 'Wren Ashdown', false)
  assert.equal(await name({ group_id: hill.id }, 'wren ashdown', false), wren)
  assert.deepEqual(await officers(), [['Wren Ashdown', 'Hill']])
  const own = await name({ school_urn: 990001 }, { account_id }, true)
  assert.deepEqual(
    (await officers()).map(([, through]) => through),
    [null, 'Hill'],
  )
  await county.write(manager, tx => endOfficer(tx, manager, own, { on: null, reason: 'A mistake.' }))
  await name({ group_id: hill.id }, 'Robin Fell', true)
  assert.deepEqual(await officers(), [['Robin Fell', 'Hill']])
})

test('whoever may not change schools cannot', async () => {
  const officer = await county.person('fair_access_officer')
  await assert.rejects(bring('urn,kind,group,from\n990001,other,Pilot,2026-10-01\n', officer), /row-level security/)
})
