import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makeUpn } from '../../../county/numbers.ts'
import { type Random, randomAt } from '../../../county/random.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { type GivenList, listWork } from '../../../test/support/lists.ts'
import { addDays, asDay } from '../../rulebook/index.ts'
import { notUndoable } from './undo.ts'
import { undoList } from './undo-work.ts'

const county = await testCounty()
after(county.drop)
const officer = await county.person('cme_officer')
const { takeIn, work } = listWork(county, officer)

async function undo(id: string, one: TestCounty = county): Promise<void> {
  const person = await one.person('cme_officer')
  await one.superuser.query(
    `UPDATE import SET state = 'undoing', undone_because = 'The wrong file.', undone_by = $2 WHERE id = $1`,
    [id, person.account_id],
  )
  await undoList(listWork(one, person).work, id, 3)
}

const tables = [
  'name',
  'birth',
  'identifier',
  'address',
  'contact',
  'enrolment',
  'provision',
  'circumstance',
  'attendance',
]
/** All that is believed now, and all that is worked out from it, without ids. */
async function believed(one: TestCounty): Promise<string[]> {
  const facts = tables.map(
    name => `SELECT '${name} ' || (to_jsonb(f) - ARRAY['id', 'authority_id', 'import_id', 'recorded_at', 'recorded_by', 'retracted_at', 'retracted_by',
        'retracted_import_id', 'during', 'instead_of'])::text || coalesce(r.last_on::text, '') AS line FROM ${name}_fact f JOIN record r ON r.id = f.record_id WHERE f.retracted_at IS NULL`,
  )
  const answers = [
    'child_state',
    'child_band',
    'child_clock',
    'child_flag',
    'child_summary',
    'child_reach',
    'child_name',
  ].map(
    name =>
      `SELECT '${name} ' || (to_jsonb(f) - ARRAY['fact_ids', 'opened_by', 'ended_by', 'id', 'evaluated_at', 'made_from'])::text FROM ${name} f`,
  )
  const book = [
    `SELECT 'move ' || day || from_state || to_state || sum(change) AS line FROM ledger_move GROUP BY day, from_state, to_state HAVING sum(change) <> 0`,
    `SELECT 'movement ' || day || state || coalesce(school_urn, 0) || sum(change) FROM child_movement GROUP BY day, state, school_urn HAVING sum(change) <> 0`,
  ]
  const { rows } = await one.superuser.query<{ line: string }>(
    `SELECT line FROM (${[...facts, ...answers, ...book].join(' UNION ALL ')}) t ORDER BY 1`,
  )
  return rows.map(row => row.line)
}

const child = (n: number, more: Record<string, string> = {}) => ({
  ...{
    upn: makeUpn('8919001', 14, n),
    surname: `Plover${'abcdefghijkl'[n % 12]}`,
    forename: 'Kim',
    born_on: `2014-0${1 + (n % 9)}-11`,
  },
  ...{ postcode: `ZY1 ${n % 10}AB`, school_urn: '990001', ...more },
})
function randomList(random: Random, source: { source: string; kind: string }, as_at: string): GivenList {
  const rows = Array.from({ length: 12 }, (_, n) => n).flatMap(n => {
    if (random.chance(0.3)) return []
    const more = random.chance(0.3) ? { forename: random.pick(['Kit', 'Kay']), postcode: 'ZY2 2AA' } : {}
    return [child(n, random.chance(0.2) ? { ...more, school_urn: '990002' } : more)]
  })
  return { ...source, as_at, rows }
}

test('a list taken back leaves everything that is believed and worked out as it was, however many went before it', async () => {
  const one = await testCounty()
  after(one.drop)
  const lists = listWork(one, await one.person('cme_officer'))
  const random = randomAt(11, 'undo')
  const kinds = [
    { source: 'Roll', kind: 'school_roll' },
    { source: 'GP', kind: 'health' },
    { source: 'Home education', kind: 'home_education' },
  ]
  const taken: { id: string; before: string[] }[] = []
  for (let week = 0; week < 6; week++) {
    const list = randomList(
      random,
      kinds[week % 3] ?? { source: 'Roll', kind: 'school_roll' },
      addDays(asDay('2026-09-10'), 7 * week),
    )
    const before = await believed(one)
    taken.push({ id: await lists.takeIn(list), before })
  }
  assert.equal(taken[0]?.before.length, 0)
  for (const { id, before } of taken.reverse()) {
    await undo(id, one)
    const now = await believed(one)
    assert.deepEqual([now.filter(line => !before.includes(line)), before.filter(line => !now.includes(line))], [[], []])
    assert.equal(now.length, before.length)
  }
  const { rows } = await one.superuser.query(
    `SELECT (SELECT count(*)::int FROM import_row) > 30 AS rows, (SELECT count(*)::int FROM name_fact) > 10 AS history`,
  )
  assert.deepEqual(rows, [{ rows: true, history: true }])
})

test('what somebody decided since stays, and is told; a child on whom somebody works is not lost', async () => {
  await takeIn({ source: 'Stays', as_at: '2026-09-10', rows: [child(20, { surname: 'Merlin' })] })
  const id = await takeIn({
    source: 'Stays',
    as_at: '2026-09-17',
    rows: [child(20, { surname: 'Merlin', forename: 'Kay', postcode: 'ZY3 3AA' }), child(21, { surname: 'Osprey' })],
  })
  const personOf = async (surname: string): Promise<string> =>
    (await county.superuser.query('SELECT person_id FROM child_summary WHERE surname = $1', [surname])).rows[0]
      .person_id
  const [merlin, osprey] = [await personOf('Merlin'), await personOf('Osprey')]
  await county.superuser.query(
    `UPDATE name_fact f SET retracted_at = now(), retracted_by = $2, retracted_reason = 'mistyped', retracted_because = 'A slip.'
     FROM record r WHERE r.id = f.record_id AND r.person_id = $1 AND f.retracted_at IS NULL`,
    [merlin, officer.account_id],
  )
  await county.superuser.query(`INSERT INTO record (authority_id, person_id, source) VALUES ($1, $2, 'council')`, [
    county.authority_id,
    osprey,
  ])
  await undo(id)
  const { rows: postcodes } = await county.superuser.query(
    `SELECT a.postcode FROM address_fact a JOIN record r ON r.id = a.record_id WHERE r.person_id = $1 AND a.retracted_at IS NULL`,
    [merlin],
  )
  assert.deepEqual(postcodes, [{ postcode: 'ZY1 0AB' }])
  const { rows: left } = await county.superuser.query(
    'SELECT person_id, kind FROM import_undo_left WHERE import_id = $1 ORDER BY kind',
    [id],
  )
  assert.deepEqual(left, [
    { person_id: merlin, kind: 'name_fact' },
    { person_id: osprey, kind: 'work' },
  ])
  assert.equal(await personOf('Osprey'), osprey)
})

test('lists are taken back from the newest on, and only when what they put an end to is known', async () => {
  const rows = [child(30, { surname: 'Quail' })]
  const first = await takeIn({ source: 'Order', as_at: '2026-09-10', rows })
  const next = await takeIn({ source: 'Order', as_at: '2026-09-17', rows })
  const why = (id: string) => work.read('asked', tx => notUndoable(tx, id))
  assert.match((await why(first)) ?? '', /later list of the same source/)
  assert.equal(await why(next), null)
  await county.superuser.query('UPDATE import SET undoable = false WHERE id = $1', [next])
  assert.match((await why(next)) ?? '', /before lists could be taken back/)
})
