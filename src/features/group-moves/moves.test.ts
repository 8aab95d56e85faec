import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { workOf } from '../../../county/load.ts'
import type { TestCounty } from '../../../test/support/county.ts'
import { countsOf, engineFor, factsOf } from '../../../test/support/lists.ts'
import {
  academy,
  believed,
  child,
  day,
  type Moving,
  moving as makeMoving,
  primary,
  successor,
} from '../../../test/support/moving-groups.ts'
import { draftMove } from './actions.ts'
import { countDone, countGroup, listGroup } from './queries.ts'
import { carryOut } from './work.ts'

const counties: TestCounty[] = []
after(async () => {
  for (const county of counties) await county.drop()
})
async function moving(): Promise<Moving> {
  const made = await makeMoving()
  counties.push(made.county)
  return made
}

const six = [0, 1, 2, 3]
const all = [0, 1, 2, 3, 4, 5]

test('a year group moves on: it alone, on the day, and the roll of the new school then changes nothing', async () => {
  const { county, roll, preview, move, at } = await moving()
  await roll('2026-06-10', [...all.map(n => child(n)), { ...child(7), school_urn: String(academy) }])
  const id = await move({ kind: 'rollover', to_urn: academy, year_group: '6' })
  assert.deepEqual(
    (await countDoneOf(county, id)).map(row => [row.outcome, row.children]),
    [['moved', 4]],
  )
  assert.deepEqual(await at('2026-08-31'), {
    ...Object.fromEntries(all.map(n => [`Child${n}`, `on_roll ${primary}`])),
    Child7: `on_roll ${academy}`,
  })
  const moved = {
    ...Object.fromEntries(all.map(n => [`Child${n}`, `on_roll ${n < 4 ? academy : primary}`])),
    Child7: `on_roll ${academy}`,
  }
  assert.deepEqual(await at('2026-09-01'), moved)
  const before = await countsOf(county)
  const september = [
    ...six.map(n => child(n, { school_urn: String(academy), entered_on: '2026-09-03' })),
    ...[4, 5].map(n => child(n)),
    { ...child(7), school_urn: String(academy) },
  ]
  const list = await preview('2026-09-20', september)
  const { rows } = await county.superuser.query('SELECT rows_new, rows_changed, missing FROM import WHERE id = $1', [
    list,
  ])
  assert.deepEqual(rows, [{ rows_new: 0, rows_changed: 4, missing: 0 }], 'names and addresses come with the new roll')
  await roll('2026-09-21', september)
  const after = await countsOf(county)
  assert.deepEqual(
    [after.enrolment_fact, after.record, after.person, after.child_state],
    [before.enrolment_fact, before.record, before.person, before.child_state],
  )
  assert.deepEqual(await at('2026-10-01'), moved)
})

test('who does not come to the new school is missing from its roll, and on no roll from that list on', async () => {
  const { roll, move, at } = await moving()
  await roll('2026-06-10', [...all.map(n => child(n)), { ...child(7), school_urn: String(academy) }])
  await move({ kind: 'rollover', to_urn: academy, year_group: '6' })
  await roll('2026-09-20', [
    ...[0, 1, 2].map(n => child(n, { school_urn: String(academy), entered_on: '2026-09-03' })),
    { ...child(7), school_urn: String(academy) },
  ])
  assert.equal((await at('2026-09-19')).Child3, `on_roll ${academy}`)
  assert.equal((await at('2026-09-20')).Child3, 'unexplained')
})

test('a conversion goes on at the new number: nobody is missing from the old roll, and old entry dates reach no further back than the opening', async () => {
  const { county, roll, preview, move, at } = await moving()
  await roll(
    '2026-06-10',
    all.map(n => child(n)),
    'Ashby Brook roll',
  )
  await move({})
  const old = await preview('2026-09-10', [child(9)], 'Ashby Brook roll')
  const { rows } = await county.superuser.query('SELECT missing FROM import WHERE id = $1', [old])
  assert.equal(rows[0].missing, 0, 'whoever went on at the successor has not fallen silent')
  const before = await believed(county)
  await roll(
    '2026-09-20',
    all.map(n => child(n, { school_urn: String(successor) })),
    'Ashby Brook roll',
  )
  const after = await believed(county)
  assert.deepEqual(
    after.map(line => line.replaceAll('2026-09-20', '2026-09-01')),
    before,
  )
  assert.deepEqual(await at('2026-08-31'), Object.fromEntries(all.map(n => [`Child${n}`, `on_roll ${primary}`])))
  assert.deepEqual(await at('2026-09-20'), Object.fromEntries(all.map(n => [`Child${n}`, `on_roll ${successor}`])))
})

test('a roll from before the move that comes late brings nobody back', async () => {
  const { roll, move, at } = await moving()
  await roll(
    '2026-06-10',
    all.map(n => child(n)),
  )
  await move({})
  await roll(
    '2026-07-15',
    all.map(n => child(n)),
  )
  assert.deepEqual(new Set(Object.values(await at('2026-09-02'))), new Set([`on_roll ${successor}`]))
})

test('a merger brings the children of several schools together, one of them on both once', async () => {
  const { county, roll, move, at } = await moving()
  await roll('2026-06-10', [
    ...[0, 1].map(n => child(n)),
    ...[2, 3].map(n => child(n, { school_urn: String(academy) })),
    child(4, { enrol_status: 'M' }),
    child(4, { enrol_status: 'S', school_urn: String(academy) }),
  ])
  await move({ kind: 'merger', from_urns: [primary, academy] })
  assert.deepEqual(new Set(Object.values(await at('2026-09-01'))), new Set([`on_roll ${successor}`]))
  const { rows } = await county.superuser.query(
    `SELECT f.status, count(*)::int FROM enrolment_fact f WHERE school_urn = $1 AND retracted_at IS NULL GROUP BY 1`,
    [successor],
  )
  assert.deepEqual(rows, [{ status: 'C', count: 5 }])
})

test('who is left out, and who is there already', async () => {
  const { county, officer, roll, move, at } = await moving()
  await roll('2026-06-10', [
    ...all.map(n => child(n)),
    child(0, { school_urn: String(academy), entered_on: '2026-09-03' }),
    child(6, { born_on: '' }),
    child(8, { born_on: '2015-04-20', enrol_status: 'G' }),
  ])
  const { rows } = await county.superuser.query(`SELECT person_id FROM child_summary WHERE surname = 'Child1'`)
  await county.superuser.query(
    `WITH r AS (INSERT INTO record (authority_id, person_id, source) VALUES ($1, $2, 'council') RETURNING id)
     INSERT INTO circumstance_fact (authority_id, record_id, starts_on, source, kind) SELECT $1, id, '2026-07-01', 'council', 'moved_away' FROM r`,
    [county.authority_id, rows[0].person_id],
  )
  const group = { kind: 'rollover', from_urns: [primary], to_urn: academy, year_group: '6', moves_on: day } as const
  const { counted } = await county.read(officer, tx => countGroup(tx, group))
  assert.deepEqual(
    counted.map(row => `${row.outcome} ${row.because} ${row.children}`),
    [
      'already_there null 1',
      'left_out moved_away 1',
      'left_out no_birth_date 1',
      'left_out visiting 1',
      'moved null 2',
    ],
  )
  await move(group)
  assert.equal(
    (await at('2026-09-02')).Child0,
    `on_roll ${primary}`,
    'until the day on which the new roll has the child',
  )
  assert.equal((await at('2026-09-03')).Child0, `on_roll ${academy}`)
  assert.equal((await at('2026-09-03')).Child8, `on_roll ${primary}`)
})

test('a sealed child moves with the group, and is in no preview and no count of whoever does not know it', async () => {
  const { county, officer, roll, move } = await moving()
  await roll(
    '2026-06-10',
    all.map(n => child(n)),
  )
  await county.superuser.query(
    `UPDATE person SET sealed = true WHERE id = (SELECT person_id FROM child_summary WHERE surname = 'Child2')`,
  )
  const group = {
    kind: 'conversion',
    from_urns: [primary],
    to_urn: successor,
    year_group: null,
    moves_on: day,
  } as const
  const shown = await county.read(officer, tx => listGroup(tx, group, false, null, 50))
  assert.deepEqual(
    shown.map(row => row.known_as),
    [0, 1, 3, 4, 5].map(n => `Kim Child${n}`),
  )
  const id = await move(group)
  const done = await county.read(officer, tx => countDone(tx, id))
  assert.deepEqual(done, [{ outcome: 'moved', because: null, undo: null, children: 5 }])
  const { rows } = await county.superuser.query(
    `SELECT s.school_urn FROM child_state s JOIN child_summary n USING (person_id) WHERE n.surname = 'Child2' AND s.starts_on = $1`,
    [day],
  )
  assert.deepEqual(rows, [{ school_urn: successor }])
})

test('an undo brings back exactly what was believed, and leaves whom something was recorded of since', async () => {
  const { county, officer, roll, move, undo, at } = await moving()
  await roll(
    '2026-06-10',
    all.map(n => child(n)),
  )
  const before = await believed(county)
  const states = await at('2026-10-01')
  const id = await move({})
  await undo(id)
  assert.deepEqual(
    (await believed(county)).filter(line => !emptyRecord.test(line)),
    before,
  )
  assert.deepEqual(await at('2026-10-01'), states)

  const again = await move({})
  await roll('2026-09-20', [
    child(0, { school_urn: String(successor) }),
    ...[1, 2, 3, 4, 5].map(n => child(n, { school_urn: String(successor), enrol_status: n === 1 ? 'M' : 'C' })),
  ])
  await undo(again)
  const kept = await county.read(officer, tx => countDone(tx, again))
  assert.deepEqual(
    kept,
    [{ outcome: 'moved', because: null, undo: 'kept', children: 6 }],
    'the new school’s roll has held them since',
  )
  assert.deepEqual(new Set(Object.values(await at('2026-10-01'))), new Set([`on_roll ${successor}`]))
})
/** A record that a move made and an undo emptied. */
const emptyRecord = /^\S+ \S+$/

test('a move broken off half-way goes on, and ends as one that was not', async () => {
  const { county, roll, move } = await moving()
  await roll(
    '2026-06-10',
    all.map(n => child(n)),
  )
  await move({}, 100)
  const expected = await factsOf(county)
  const other = await moving()
  await other.roll(
    '2026-06-10',
    all.map(n => child(n)),
  )
  const group = {
    kind: 'conversion',
    from_urns: [primary],
    to_urn: successor,
    year_group: null,
    moves_on: day,
  } as const
  const id = await other.county.write(other.officer, tx => draftMove(tx, other.officer, group))
  await other.county.superuser.query(`UPDATE group_move SET state = 'moving', confirmed_by = $2 WHERE id = $1`, [
    ...[id, other.officer.account_id],
  ])
  const work = workOf(other.county.door, engineFor(other.county, other.officer))
  let told = 0
  const killed = async () => {
    if (++told === 3) throw new Error('killed')
  }
  await assert.rejects(carryOut({ ...work, progress: killed }, id, 2), /killed/)
  assert.notDeepEqual(await factsOf(other.county), expected)
  await carryOut(work, id, 2)
  assert.deepEqual(await factsOf(other.county), expected)
})

const countDoneOf = async (county: TestCounty, id: string) =>
  county.read(await county.person('cme_officer'), tx => countDone(tx, id))
