import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freshDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let authority_id: string
let person_id: string
let record_id: string

const one = async (text: string, values: unknown[] = []): Promise<string> =>
  (await database.superuser.query<{ id: string }>(text, values)).rows[0]?.id ?? ''

before(async () => {
  database = await freshDatabase()
  authority_id = await one(
    `INSERT INTO authority (code, name, short_name, out_of_hours_number) VALUES ('899', 'Marlshire', 'Marlshire', '01632 960999') RETURNING id`,
  )
  person_id = await one('INSERT INTO person (authority_id) VALUES ($1) RETURNING id', [authority_id])
  record_id = await one(
    `INSERT INTO record (authority_id, person_id, source) VALUES ($1, $2, 'council') RETURNING id`,
    [authority_id, person_id],
  )
})
after(() => database?.drop())

/** As the server's owner, whom no policy and no grant holds back: what is refused here the tables themselves refuse. */
const put = (text: string, ...values: unknown[]) => database.superuser.query(text, [authority_id, ...values])

const state = (starts_on: string, ends_on: string | null, name = 'on_roll') =>
  put(
    `INSERT INTO child_state (authority_id, person_id, starts_on, ends_on, state, in_area, because, citations, fact_ids) VALUES ($1, $2, $3, $4, $5, true, '', '{}', '{}')`,
    ...[person_id, starts_on, ends_on, name],
  )
const birth = (starts_on: string, ends_on: string | null, retracted = false) =>
  put(
    `INSERT INTO birth_fact (authority_id, record_id, starts_on, ends_on, source, born_on, sex, retracted_at) VALUES ($1, $2, $3, $4, 'council', '2015-01-01', 'F', CASE WHEN $5 THEN now() END)`,
    ...[record_id, starts_on, ends_on, retracted],
  )

test('two states of a child on one day are refused; one that begins on the day another ends is not', async () => {
  await state('2026-01-01', '2026-03-01')
  await state('2026-03-01', null, 'unexplained')
  const refused = { code: '23P01', constraint: 'one_state_a_day' }
  await assert.rejects(state('2026-02-28', '2026-03-01', 'home_educated'), refused)
  await assert.rejects(state('2027-05-05', '2027-05-06', 'on_roll'), refused)
  await assert.rejects(state('2025-01-01', '2026-01-02', 'awaiting_place'), refused)
  await state('2025-01-01', '2026-01-01', 'awaiting_place')
})

test('two bands on one day are refused', async () => {
  const band = (starts_on: string) =>
    put(
      `INSERT INTO child_band (authority_id, person_id, starts_on, band, because) VALUES ($1, $2, $3, 'red', '')`,
      ...[person_id, starts_on],
    )
  await band('2026-01-01')
  await assert.rejects(band('2026-02-01'), { code: '23P01', constraint: 'one_band_a_day' })
})

test('two births believed on one record are refused; a retracted one is in nobody’s way', async () => {
  await birth('2015-01-01', null, true)
  await birth('2015-01-01', '2020-01-01')
  await birth('2020-01-01', null)
  await assert.rejects(birth('2019-12-31', '2020-01-01'), { code: '23P01', constraint: 'one_birth_a_record' })
  await birth('2015-01-01', null, true)
})

test('two homes at once on one record are refused; a second home and another record’s home are not', async () => {
  const address = (record: string, kind = 'home') =>
    put(
      `INSERT INTO address_fact (authority_id, record_id, starts_on, source, kind, in_area) VALUES ($1, $2, '2026-01-01', 'council', $3, true)`,
      ...[record, kind],
    )
  const other = await one(
    `INSERT INTO record (authority_id, person_id, source) VALUES ($1, $2, 'health') RETURNING id`,
    [authority_id, person_id],
  )
  await address(record_id)
  await address(record_id, 'second_home')
  await address(other)
  await assert.rejects(address(record_id), { code: '23P01', constraint: 'one_address_of_a_kind_a_record' })
})

test('a period that ends before it begins is refused', async () => {
  await assert.rejects(
    put(
      `INSERT INTO circumstance_fact (authority_id, record_id, starts_on, ends_on, source, kind) VALUES ($1, $2, '2026-02-01', '2026-02-01', 'council', 'plan')`,
      record_id,
    ),
    { code: '23514' },
  )
})

test('a case is closed with a reason, a person and evidence, or not at all', async () => {
  const team = await one(
    `INSERT INTO organisation (authority_id, kind, code, name) VALUES ($1, 'council_team', 'a', 'a') RETURNING id`,
    [authority_id],
  )
  const account = await one(
    `INSERT INTO account (email, name, password_hash) VALUES ('a@example.org', 'a', '') RETURNING id`,
  )
  const case_id = await one(
    `INSERT INTO council_case (authority_id, person_id, reference, kind, opened_on, opened_by, opened_because, lead_team_id)
     VALUES ($1, $2, 'CME-1', 'no_roll', '2026-11-01', $3, 'found', $4) RETURNING id`,
    [authority_id, person_id, account, team],
  )
  const close = (by: string | null, reason: string | null, evidence: string | null) =>
    put(
      `UPDATE council_case SET closed_on = '2026-11-17', closed_by = $2, closing_reason = $3, closing_evidence = $4 WHERE authority_id = $1 AND id = $5`,
      ...[by, reason, evidence, case_id],
    )
  const refused = { code: '23514', constraint: 'closed_with_proof' }
  await assert.rejects(close(account, 'on_roll', null), refused)
  await assert.rejects(close(account, 'on_roll', ''), refused)
  await assert.rejects(close(account, null, 'seen in school'), refused)
  await assert.rejects(close(null, 'on_roll', 'seen in school'), refused)
  await close(account, 'on_roll', 'seen in school')
  const again = `INSERT INTO council_case (authority_id, person_id, reference, kind, opened_on, opened_by, opened_because, lead_team_id)
    VALUES ($1, $2, $5, 'no_roll', '2026-11-01', $3, 'found', $4)`
  await put(again, person_id, account, team, 'CME-2')
  await assert.rejects(put(again, person_id, account, team, 'CME-3'), {
    code: '23505',
    constraint: 'one_open_case_a_child',
  })
})

test('a seal set on a person is on every row about the child at once, and lifted from all of them', async () => {
  const sealed = async () => {
    const { rows } = await database.superuser.query<{ sealed: boolean }>(
      `SELECT sealed FROM record UNION SELECT sealed FROM birth_fact UNION SELECT sealed FROM address_fact
       UNION SELECT sealed FROM child_state UNION SELECT sealed FROM child_band UNION SELECT sealed FROM council_case`,
    )
    return rows.map(row => row.sealed)
  }
  await put('UPDATE person SET sealed = true WHERE authority_id = $1')
  assert.deepEqual(await sealed(), [true])
  await put('UPDATE person SET sealed = false WHERE authority_id = $1')
  assert.deepEqual(await sealed(), [false])
})
