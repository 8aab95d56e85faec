import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { liftSeal, reevaluate, sealChild } from '../../src/features/children/index.ts'
import type { Person } from '../../src/ground/database/identity.ts'
import { asDay } from '../../src/rulebook/index.ts'
import { type TestCounty, testCounty } from '../support/county.ts'

let county: TestCounty
let officer: Person
let other: Person
let child: string
before(async () => {
  county = await testCounty()
  officer = await county.person('cme_officer')
  other = await county.person('team_manager')
  const { rows } = await county.superuser.query(
    `WITH child AS (INSERT INTO person (authority_id) VALUES ($1) RETURNING *),
     said AS (INSERT INTO record (authority_id, person_id, source, school_urn) SELECT authority_id, id, 'school_roll', 990001 FROM child RETURNING *),
     born AS (INSERT INTO birth_fact (authority_id, record_id, starts_on, source, born_on, sex) SELECT authority_id, id, '2015-02-01', source, '2015-02-01', 'F' FROM said),
     home AS (INSERT INTO address_fact (authority_id, record_id, starts_on, source, in_area) SELECT authority_id, id, '2015-02-01', source, true FROM said),
     roll AS (INSERT INTO enrolment_fact (authority_id, record_id, starts_on, source, school_urn, in_area, sector)
       SELECT authority_id, id, '2026-09-01', source, 990001, true, 'state' FROM said)
     SELECT id FROM child`,
    [county.authority_id],
  )
  child = rows[0].id
  await county.write(officer, tx => reevaluate(tx, [child], county.today))
})
after(() => county?.drop())

/** The ledger's book on the day: how many children stand in each state, sealed and open apart. */
async function book(): Promise<string[]> {
  const { rows } = await county.superuser.query<{ line: string }>(
    `SELECT concat_ws(' ', state, CASE WHEN sealed THEN 'sealed' END, sum(change)) AS line
     FROM (SELECT day, to_state AS state, sealed, change FROM ledger_move UNION ALL SELECT day, from_state, sealed, -change FROM ledger_move) AS book
     WHERE day <= $1 AND state <> 'none' GROUP BY state, sealed HAVING sum(change) <> 0
     UNION ALL SELECT concat_ws(' ', 'school', school_urn, sum(change)) FROM child_movement WHERE day <= $1 GROUP BY school_urn HAVING sum(change) <> 0 ORDER BY 1`,
    [county.today],
  )
  return rows.map(row => row.line)
}
const seen = async (who: Person) =>
  (await county.read(who, tx => tx.selectFrom('child_summary').select('person_id').execute())).length
const seal = (...named: string[]) => ({
  person_id: child,
  reason: 'At risk if found',
  review_on: asDay('2027-05-01'),
  named,
})

test('a child who is sealed leaves the open figures for the sealed ones, and comes back when the seal is lifted', async () => {
  assert.deepEqual(await book(), ['on_roll 1', 'school 990001 1'])
  await county.write(officer, tx => sealChild(tx, officer, seal()))
  assert.deepEqual(await book(), ['on_roll sealed 1'])
  assert.deepEqual([await seen(officer), await seen(other)], [1, 0])
  await county.write(officer, tx => liftSeal(tx, officer, child))
  assert.deepEqual(await book(), ['on_roll 1', 'school 990001 1'])
  assert.deepEqual([await seen(officer), await seen(other)], [1, 1])
})

test('who was named on one seal is not named on the next', async () => {
  await county.write(officer, tx => sealChild(tx, officer, seal(other.account_id)))
  assert.deepEqual([await seen(officer), await seen(other)], [1, 1])
  await county.write(officer, tx => liftSeal(tx, officer, child))
  await county.write(officer, tx => sealChild(tx, officer, seal()))
  assert.deepEqual([await seen(officer), await seen(other)], [1, 0])
  await county.write(officer, tx => liftSeal(tx, officer, child))
})

test('nobody who cannot see a sealed child seals it again or lifts its seal', async () => {
  await county.write(officer, tx => sealChild(tx, officer, seal()))
  await assert.rejects(
    county.write(other, tx => sealChild(tx, other, seal())),
    { code: '42501' },
  )
  const lifted = await county.write(other, tx =>
    sql`UPDATE seal SET lifted_at = now() WHERE person_id = ${child}`.execute(tx),
  )
  assert.equal(lifted.numAffectedRows, 0n)
  assert.equal(await seen(other), 0)
})

test('council totals say how many children are sealed and how many officers hold them, and nothing more', async () => {
  const totals = async (who: Person) =>
    (await county.read(who, tx => sql`SELECT * FROM sealed_totals(${county.today})`.execute(tx))).rows
  assert.deepEqual(await totals(other), [{ children: 1, named_officers: 1 }])
  const head = await county.person('school_head')
  await assert.rejects(totals(head), { code: '42501' })
})
