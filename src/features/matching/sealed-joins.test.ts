import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testCounty } from '../../../test/support/county.ts'
import { lookAgain, plantChild } from '../../../test/support/plant-children.ts'
import { liftSeal, nameOn, sealChild } from '../children/index.ts'
import { joinPersons } from './join.ts'
import { JoinRefused } from './refused.ts'
import { takeBack } from './take-back.ts'

const county = await testCounty()
after(() => county.drop())
const [officer, manager, practitioner] = [
  await county.person('cme_officer'),
  await county.person('team_manager'),
  await county.person('practitioner'),
]
const because = 'The parent says so'
const child = (surname: string) => plantChild(county, { surname, forename: 'Ada', lives: [['2026-01-05', null]] })
const seal = (who: typeof officer, person_id: string, named: string[] = []) =>
  county.write(who, tx => sealChild(tx, who, { person_id, reason: 'tried', review_on: county.today, named }))
const join = (who: typeof officer, one: string, other: string) =>
  county.write(who, tx => joinPersons(tx, who, { one, other, because, seen: null }))
const back = (who: typeof officer, decision_id: string) =>
  county.write(who, tx => takeBack(tx, who, { decision_id, because, seen: null, places: new Map() }))
/** The children of these whom somebody sees. */
const seen = async (who: typeof officer, ...ids: string[]) =>
  (
    await county.read(who, tx =>
      tx.selectFrom('child_summary').where('person_id', 'in', ids).select('person_id').execute(),
    )
  ).map(row => row.person_id)

test('a sealed child stays sealed when joined, whoever was named sees both, and parted again each is as it was', async () => {
  const [open, hidden] = [await child('Ives'), await child('Ives')]
  await county.write(officer, tx =>
    sealChild(tx, officer, {
      person_id: hidden,
      reason: 'tried',
      review_on: county.today,
      named: [manager.account_id],
    }),
  )
  const { person_id, decision_id } = await county.write(officer, tx =>
    joinPersons(tx, officer, { one: open, other: hidden, because, seen: null }),
  )
  assert.equal(person_id, hidden)
  const sees = async (who: typeof officer) =>
    (await county.read(who, tx => tx.selectFrom('record').where('person_id', '=', hidden).select('id').execute()))
      .length
  assert.deepEqual([await sees(officer), await sees(manager), await sees(practitioner)], [2, 2, 0])
  const decisions = (who: typeof officer) =>
    county.read(who, tx => tx.selectFrom('join_decision').where('id', '=', decision_id).select('id').execute())
  assert.deepEqual([(await decisions(manager)).length, (await decisions(practitioner)).length], [1, 0])
  await county.write(officer, tx => takeBack(tx, officer, { decision_id, because, seen: null, places: new Map() }))
  const after = await county.read(practitioner, tx =>
    tx.selectFrom('child_summary').where('person_id', 'in', [open, hidden]).select('person_id').execute(),
  )
  assert.deepEqual(
    after.map(row => row.person_id),
    [open],
  )
})

test('two sealed children are one under both seals: each of those named sees more, which is said, and parted again neither does', async () => {
  const [one, other] = [await child('Able'), await child('Able')]
  await seal(officer, one, [practitioner.account_id])
  await seal(officer, other, [manager.account_id])
  await assert.rejects(join(practitioner, one, other), 'whoever sees one only has nobody to join')
  const { person_id, decision_id } = await join(officer, one, other)
  const { rows } = await county.superuser.query('SELECT widens FROM join_decision WHERE id = $1', [decision_id])
  assert.deepEqual(rows[0]?.widens.sort(), [manager, practitioner].map(who => `account:${who.account_id}`).sort())
  for (const who of [officer, manager, practitioner]) assert.deepEqual(await seen(who, one, other), [person_id])
  await back(officer, decision_id)
  assert.deepEqual(await seen(practitioner, one, other), [one])
  assert.deepEqual(await seen(manager, one, other), [other])
  assert.deepEqual((await seen(officer, one, other)).sort(), [one, other].sort())
})

test('what was sealed as one stays sealed as two, each under a seal of its own; and what was lifted as one is open', async () => {
  const [one, other] = [await child('Baker'), await child('Baker')]
  const { person_id, decision_id } = await join(officer, one, other)
  await seal(officer, person_id)
  await county.write(officer, tx => nameOn(tx, [person_id], [manager.account_id], officer.account_id))
  await back(officer, decision_id)
  assert.deepEqual((await seen(manager, one, other)).sort(), [one, other].sort())
  assert.deepEqual(await seen(practitioner, one, other), [])
  const { rows } = await county.superuser.query(
    'SELECT count(*)::int AS n FROM seal WHERE person_id = ANY($1) AND lifted_at IS NULL',
    [[one, other]],
  )
  assert.equal(rows[0]?.n, 2)
  for (const id of [one, other]) await county.write(officer, tx => liftSeal(tx, officer, id))
  assert.deepEqual((await seen(practitioner, one, other)).sort(), [one, other].sort())
})

test('nobody decides who is not named on both', async () => {
  const [open, hidden] = [await child('Cole'), await child('Cole')]
  await seal(officer, hidden)
  await assert.rejects(join(manager, open, hidden), (problem: unknown) => !(problem instanceof JoinRefused))
})

test('what is put under a child who was joined meanwhile, as by a list matched before, goes under the child it is now', async () => {
  const [one, other] = [await child('Dunn'), await child('Dunn')]
  const { person_id } = await join(officer, one, other)
  const gone = person_id === one ? other : one
  const { rows } = await county.superuser.query<{ id: string }>(
    `INSERT INTO record (authority_id, person_id, source) VALUES ($1, $2, 'council_tax') RETURNING id`,
    [county.authority_id, gone],
  )
  const id = rows[0]?.id
  await county.superuser.query(
    `INSERT INTO record_link (authority_id, record_id, person_id, because) VALUES ($1, $2, $3, 'The name and birth date')`,
    [county.authority_id, id, gone],
  )
  await county.superuser.query(
    `INSERT INTO enrolment_fact (authority_id, record_id, starts_on, source, school_urn, in_area, sector) VALUES ($1, $2, '2026-09-01', 'school_roll', 990001, true, 'state')`,
    [county.authority_id, id],
  )
  await lookAgain(county, [gone])
  const found = await county.superuser.query(
    `SELECT r.person_id AS record_of, l.person_id AS link_of, (SELECT count(*)::int FROM child_state s WHERE s.person_id = $2) AS states_of_nobody,
       (SELECT state FROM child_state s WHERE s.person_id = r.person_id AND s.starts_on <= '2026-11-17' AND (s.ends_on IS NULL OR s.ends_on > '2026-11-17')) AS state
     FROM record r JOIN record_link l ON l.record_id = r.id WHERE r.id = $1`,
    [id, gone],
  )
  assert.deepEqual(found.rows, [{ record_of: person_id, link_of: person_id, states_of_nobody: 0, state: 'on_roll' }])
})
