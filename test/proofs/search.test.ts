import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { sealChild } from '../../src/features/children/index.ts'
import { searchChildren } from '../../src/features/search/index.ts'
import type { Person } from '../../src/ground/database/identity.ts'
import { asDay, makeUpn } from '../../src/rulebook/index.ts'
import { type TestCounty, testCounty } from '../support/county.ts'
import { lookAgain, plantChild } from '../support/plant-children.ts'

// A search that any name may be typed into must say nothing of a child who is not there for the reader.

let county: TestCounty
let roles: Person[]
before(async () => {
  county = await testCounty()
  const { rows } = await county.superuser.query<{ code: string }>('SELECT code FROM role ORDER BY sort')
  roles = await Promise.all(rows.map(({ code }) => county.person(code)))
  for (const [forename, surname] of [
    ['Robin', 'Thornquist'],
    ['Robyn', 'Thorn'],
    ['Wren', 'Larkrise'],
  ] as const)
    await plantChild(county, { forename, surname, rolls: [['2026-09-01', null]] })
})
after(() => county?.drop())

const upn = makeUpn('899200126001')
const ways = [
  ...[
    'robin thornquist',
    'thornquist',
    'thornqist',
    'rob thornquist',
    'thornquist robin',
    'th',
    'thorn',
    'quillfeather',
    'quilfeather',
    'robin quillfeather',
  ],
  ...[
    'robin 2015',
    'robin ZY1 3AB',
    'robin ZY1',
    'robin at ashby brook',
    '1 March 2015',
    'ZY1 3AB',
    upn,
    upn.slice(1).toLowerCase(),
    '9434765919',
    'march 2015',
  ],
]
const asked = async (who: Person) =>
  county.read(who, async tx => {
    const answers = []
    for (const typed of ways) answers.push({ typed, ...(await searchChildren(tx, typed, 0, who)) })
    return answers
  })
const bulk = async (count: number, forename: string, surname: string): Promise<string[]> => {
  const { rows } = await county.superuser.query<{ id: string }>(
    `WITH child AS (INSERT INTO person (authority_id) SELECT $1 FROM generate_series(1, $2) RETURNING *),
     said AS (INSERT INTO record (authority_id, person_id, source) SELECT authority_id, id, 'health' FROM child RETURNING *),
     named AS (INSERT INTO name_fact (authority_id, record_id, starts_on, source, kind, forename, surname, forename_key, surname_key)
       SELECT authority_id, id, '2020-01-01', source, 'legal', $3, $4, lower($3), lower($4) FROM said)
     SELECT id FROM child`,
    [county.authority_id, count, forename, surname],
  )
  const ids = rows.map(row => row.id)
  await lookAgain(county, ids)
  return ids
}

test('a sealed child changes nothing of what anybody not named finds, counts or is told, by any way of searching', async () => {
  const before = new Map<string, unknown>()
  for (const who of roles) before.set(who.account_id, await asked(who))
  // The seal is set by plain SQL for a holder of no role that asks, on a child with every kind of thing to be found by.
  const id = await plantChild(county, {
    forename: 'Robin',
    surname: 'Quillfeather',
    born_on: '2015-03-01',
    rolls: [['2026-09-01', null]],
  })
  await county.superuser.query(
    `WITH of AS (SELECT * FROM record WHERE person_id = $1),
     known AS (INSERT INTO name_fact (authority_id, record_id, starts_on, source, kind, forename, surname, forename_key, surname_key)
       SELECT authority_id, id, '2020-01-01', source, 'former', 'Robin', 'Thornquist', 'robin', 'thornquist' FROM of),
     numbered AS (INSERT INTO identifier_fact (authority_id, record_id, starts_on, source, kind, value)
       SELECT authority_id, id, '2020-01-01', source, kind, value FROM of, (VALUES ('upn', $2), ('nhs_number', '9434765919')) AS v (kind, value))
     INSERT INTO address_fact (authority_id, record_id, starts_on, source, postcode, postcode_key, in_area) SELECT authority_id, id, '2020-01-01', source, 'ZY1 3AB', 'ZY13AB', true FROM of`,
    [id, upn],
  )
  await lookAgain(county, [id])
  const holder = await county.person('cme_officer')
  const open = await asked(holder)
  assert.ok(
    open.filter(({ lines }) => lines.some(line => line.id === id)).length > ways.length / 2,
    'the ways find the child while it is open',
  )
  await county.write(holder, tx =>
    sealChild(tx, holder, { person_id: id, reason: 'At risk if found', review_on: asDay('2027-05-01'), named: [] }),
  )
  for (const who of roles) {
    const now = await asked(who)
    if (who.account_id === holder.account_id) assert.ok(now.some(({ lines }) => lines.some(line => line.id === id)))
    else assert.deepEqual(now, before.get(who.account_id), who.role)
  }
})

test('sealed children take nobody’s place among those found', async () => {
  const ids = await bulk(520, 'Marlo', 'Osprey')
  const open = await bulk(1, 'Marla', 'Ospreye')
  await county.superuser.query('UPDATE person SET sealed = true WHERE id = ANY($1::uuid[])', [ids])
  const officer = await county.person('practitioner')
  const found = await county.read(officer, tx => searchChildren(tx, 'marlo osprey', 0, officer))
  assert.deepEqual([found.count, found.more, found.lines.map(line => line.id)], [1, false, open])
})

test('a school finds its own child though hundreds in the county are likelier', async () => {
  await bulk(600, 'Jude', 'Kestrel')
  const ours = await plantChild(county, {
    forename: 'Judith',
    surname: 'Kestrell',
    rolls: [['2026-09-01', null, { school_urn: 990002 }]],
  })
  const head = await county.person('school_head', 'school-990002')
  const found = await county.read(head, tx => searchChildren(tx, 'jude kestrel', 0, head))
  assert.deepEqual([found.count, found.lines.map(line => line.id)], [1, [ours]])
  const officer = await county.person('cme_officer')
  const all = await county.read(officer, tx => searchChildren(tx, 'jude kestrel', 0, officer))
  assert.deepEqual([all.count, all.more, all.lines.length], [500, true, 20])
})

test('a team finds whom it works with, until it does no more', async () => {
  const [id = ''] = await bulk(1, 'Perrin', 'Goshawk')
  const team = await county.person('virtual_school')
  const find = () => county.read(team, async tx => (await searchChildren(tx, 'perin goshawk', 0, team)).count)
  assert.equal(await find(), 0)
  await county.superuser.query(
    `INSERT INTO child_reach (authority_id, person_id, reach_key, starts_on, ends_on, made_by) VALUES ($1, $2, $3, '2026-09-01', NULL, 'test')`,
    [county.authority_id, id, `team:${team.organisation_id}`],
  )
  assert.equal(await find(), 1)
  await county.superuser.query(`UPDATE child_reach SET ends_on = $2 WHERE person_id = $1`, [id, county.today])
  assert.equal(await find(), 0)
})

test('a name that only a protected source says is found by those who may read it', async () => {
  const [id = ''] = await bulk(1, 'Alder', 'Merlin')
  await county.superuser.query(
    `WITH said AS (INSERT INTO record (authority_id, person_id, source) VALUES ($1, $2, 'protected_placement') RETURNING *)
     INSERT INTO name_fact (authority_id, record_id, starts_on, source, kind, forename, surname, forename_key, surname_key)
       SELECT authority_id, id, '2020-01-01', source, 'legal', 'Alder', 'Hobby', 'alder', 'hobby' FROM said`,
    [county.authority_id, id],
  )
  await lookAgain(county, [id])
  const [officer, worker] = [await county.person('practitioner'), await county.person('social_worker')]
  await county.superuser.query(
    `INSERT INTO child_reach (authority_id, person_id, reach_key, starts_on, made_by) VALUES ($1, $2, $3, '2026-09-01', 'test')`,
    [county.authority_id, id, `team:${worker.organisation_id}`],
  )
  const find = (who: Person) => county.read(who, async tx => (await searchChildren(tx, 'alder hobby', 0, who)).count)
  assert.deepEqual([await find(officer), await find(worker)], [0, 1])
})

test('who reaches no child is answered with none by the function itself, and nobody reads the dictionary', async () => {
  for (const role of ['director', 'auditor', 'administrator']) {
    const who = await county.person(role)
    const words = JSON.stringify([
      {
        at: 0,
        word: 'thornquist',
        near: ['thornquist'],
        sounds: [],
        swapped: [],
        short: [],
        alike: [],
        forms: [],
        joined: false,
      },
    ])
    const { rows } = await county.read(who, tx =>
      sql`SELECT * FROM find_by_name(${words}::jsonb, 1, NULL, NULL, NULL, 500)`.execute(tx),
    )
    assert.deepEqual(rows, [], role)
  }
  for (const who of roles) {
    const { rows } = await county.read(who, tx =>
      sql`SELECT FROM name_token UNION ALL SELECT FROM child_name`.execute(tx),
    )
    assert.deepEqual(rows, [], who.role)
  }
})
