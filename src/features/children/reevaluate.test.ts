import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { testCounty } from '../../../test/support/county.ts'
import { engineFor } from '../../../test/support/lists.ts'
import { type PlantedChild, plantChild } from '../../../test/support/plant-children.ts'
import { openQueue } from '../../ground/jobs/queue.ts'
import { Look } from '../../ground/look.ts'
import { addDays, covers, type Day, defaultPolicy, evaluate, policyOn } from '../../rulebook/index.ts'
import { readCalendars } from '../calendars/index.ts'
import { loadFacts } from './load-facts.ts'
import { askToLookAgain, lookAgainAt } from './look-again.ts'
import { reevaluate } from './reevaluate.ts'
import { liftSeal, sealChild } from './seal.ts'

const county = await testCounty()
after(() => county.drop())
const officer = await county.person('cme_officer')
const engine = engineFor(county, officer)
const { superuser, today } = county
const asEngine = <T>(work: Parameters<typeof county.door.write<T>>[2], on: Day = today) =>
  county.door.write({ ...engine, today: on }, new Look({ purpose: 'test', route: 'test' }), work)
const rows = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await superuser.query(text, values)).rows as Row[]

const day = (n: number): string => addDays(today, n)
const period = fc
  .tuple(fc.integer({ min: -400, max: 30 }), fc.option(fc.integer({ min: 1, max: 300 })))
  .map(([from, length]) => [day(from), length === null ? null : day(from + length)] as const)
const anyChild: fc.Arbitrary<PlantedChild> = fc.record({
  surname: fc.constantFrom('Ash', 'Birch', 'Elm'),
  born_on: fc.constantFrom('2008-10-01', '2011-02-28', '2015-03-01', '2021-12-31', '2024-06-01'),
  lives: fc.array(
    period.map(([from, to]) => [from, to] as const),
    { maxLength: 1 },
  ),
  rolls: fc.array(
    fc
      .tuple(period, fc.constantFrom(990001, 990002, null), fc.constantFrom(null, 25, 9))
      .map(([[from, to], school_urn, weekly_hours]) => [from, to, { school_urn, weekly_hours }] as const),
    { maxLength: 2 },
  ),
  circumstances: fc.array(
    fc
      .tuple(period, fc.constantFrom('awaiting_place', 'whereabouts_unknown', 'moved_away'))
      .map(([[from, to], kind]) => [from, to, { kind }] as const),
    { maxLength: 1 },
  ),
})
const planted: string[] = []
for (const child of fc.sample(anyChild, { numRuns: 24, seed: 899 })) planted.push(await plantChild(county, child))

interface Span {
  person_id: string
  state: string
  starts_on: string
  ends_on: string | null
  sealed: boolean
}
const spans = () =>
  rows<Span>(
    `SELECT person_id, state, starts_on::text, ends_on::text, sealed FROM child_state ORDER BY person_id, starts_on`,
  )

/** The ledger’s book summed for a day beside the states counted for it: equal, sealed and open apart. */
async function assertBookBalances(): Promise<void> {
  for (const n of [-500, -200, -90, -31, -1, 0, 1, 20, 400]) {
    const booked = await rows(
      `SELECT state, sealed, sum(change)::int AS children FROM (SELECT day, to_state AS state, sealed, change FROM ledger_move
         UNION ALL SELECT day, from_state, sealed, -change FROM ledger_move) AS book
       WHERE day <= $1 AND state <> 'none' GROUP BY 1, 2 HAVING sum(change) <> 0 ORDER BY 1, 2`,
      [day(n)],
    )
    const counted = await rows(
      `SELECT state, sealed, count(*)::int AS children FROM child_state WHERE during @> $1::date GROUP BY 1, 2 ORDER BY 1, 2`,
      [day(n)],
    )
    assert.deepEqual(booked, counted)
  }
}

test('what is kept of each child is what a fresh evaluation says', async () => {
  const fresh = await asEngine(async tx => {
    const calendar = await readCalendars(tx)
    const children = await loadFacts(tx, planted)
    return children.map(child => ({
      person_id: child.person_id,
      ...evaluate(child.facts, { policies: policyOn('default', today) ?? defaultPolicy }, calendar, today),
    }))
  })
  const kept = await spans()
  assert.ok(kept.length > 20)
  for (const child of fresh) {
    assert.deepEqual(
      kept.filter(span => span.person_id === child.person_id).map(span => [span.state, span.starts_on, span.ends_on]),
      child.states.map(span => [span.state, span.starts_on, span.ends_on]),
    )
    const [summary] = await rows<{ next_look_on: string | null }>(
      'SELECT next_look_on::text FROM child_summary WHERE person_id = $1',
      [child.person_id],
    )
    assert.equal(summary?.next_look_on, child.next_look_on)
  }
})

test('working a child out again changes nothing but its version; the book balances', async () => {
  const before = await spans()
  const booked = await rows('SELECT count(*)::int AS n FROM ledger_move')
  await asEngine(tx => reevaluate(tx, [...planted, ...planted], today))
  assert.deepEqual(await spans(), before)
  assert.deepEqual(await rows('SELECT count(*)::int AS n FROM ledger_move'), booked)
  await assertBookBalances()
})

test('sealing and unsealing move a child in the book from open to sealed and back, all rows with it', async () => {
  const before = await spans()
  const some = planted.slice(0, 5)
  const seal = { reason: 'By order of a court.', review_on: addDays(today, 90), named: [] }
  for (const person_id of some) await county.write(officer, tx => sealChild(tx, officer, { person_id, ...seal }))
  await assertBookBalances()
  const flags = await rows<{ sealed: boolean }>(
    `SELECT DISTINCT sealed FROM (SELECT person_id, sealed FROM record UNION SELECT person_id, sealed FROM child_state UNION SELECT person_id, sealed FROM child_summary) t
     WHERE person_id = ANY($1)`,
    [some],
  )
  assert.deepEqual(flags, [{ sealed: true }])
  for (const person_id of some) await county.write(officer, tx => liftSeal(tx, officer, person_id))
  await assertBookBalances()
  assert.deepEqual(await spans(), before)
  assert.deepEqual(await rows('SELECT FROM seal_name WHERE ended_at IS NULL'), [])
})

test('a school reaches the child for as long as it is on its roll', async () => {
  const id = await plantChild(county, {
    surname: 'Reach',
    rolls: [
      [day(-100), day(-10)],
      [day(-10), null, { school_urn: 990002 }],
    ],
  })
  const reach = await rows(
    `SELECT reach_key, starts_on::text, ends_on::text FROM child_reach WHERE person_id = $1 ORDER BY 1`,
    [id],
  )
  assert.deepEqual(reach, [
    { reach_key: 'school:990001', starts_on: day(-100), ends_on: day(-10) },
    { reach_key: 'school:990002', starts_on: day(-10), ends_on: null },
  ])
})

const fact = async (person_id: string, source: string, name: string, ends_on: string | null, recorded_at: string) =>
  superuser.query(
    `INSERT INTO name_fact (authority_id, record_id, starts_on, ends_on, source, recorded_at, kind, forename, surname, forename_key, surname_key)
     SELECT authority_id, id, '2001-01-01', $3, $2, $4, 'legal', $5, 'Named', lower($5), 'named' FROM record WHERE person_id = $1 LIMIT 1`,
    [person_id, source, ends_on, recorded_at, name],
  )
const knownAs = async (person_id: string): Promise<string | undefined> => {
  await asEngine(tx => reevaluate(tx, [person_id], today))
  const [row] = await rows<{ known_as: string }>('SELECT known_as FROM child_summary WHERE person_id = $1', [person_id])
  return row?.known_as
}

test('the name is that of the strongest source in force, and the newest of one source', async () => {
  const id = await plantChild(county, { surname: 'Named' })
  await superuser.query(
    `UPDATE name_fact SET retracted_at = now() WHERE record_id IN (SELECT id FROM record WHERE person_id = $1)`,
    [id],
  )
  await superuser.query('ALTER TABLE name_fact DROP CONSTRAINT one_name_of_a_kind_a_record')
  await fact(id, 'health', 'Doctor', null, '2026-01-01')
  assert.equal(await knownAs(id), 'Doctor Named')
  await fact(id, 'school_roll', 'Old', day(-3), '2026-02-01')
  assert.equal(await knownAs(id), 'Doctor Named')
  await fact(id, 'school_roll', 'New', null, '2026-02-01')
  assert.equal(await knownAs(id), 'New Named')
  await fact(id, 'council_tax', 'Bill', null, '2026-03-01')
  assert.equal(await knownAs(id), 'New Named')
  await fact(id, 'school_roll', 'Newest', null, '2026-03-01')
  assert.equal(await knownAs(id), 'Newest Named')
  await fact(id, 'council', 'Officer', null, '2025-03-01')
  assert.equal(await knownAs(id), 'Officer Named')
})

test('a day is recounted as it was believed before a correction', async () => {
  const id = await plantChild(county, { surname: 'Corrected', lives: [[day(-60), null]], rolls: [[day(-60), null]] })
  const [{ now } = { now: new Date(0) }] = await rows<{ now: Date }>('SELECT clock_timestamp() AS now')
  await superuser.query(
    `UPDATE enrolment_fact SET retracted_at = clock_timestamp() WHERE record_id IN (SELECT id FROM record WHERE person_id = $1)`,
    [id],
  )
  const stateBelieved = (known_at: Date | null) =>
    asEngine(async tx => {
      const [child] = await loadFacts(tx, [id], known_at)
      const answer = child && evaluate(child.facts, { policies: defaultPolicy }, await readCalendars(tx), today)
      return answer?.states.find(span => covers(span, today))?.state
    })
  assert.equal(await stateBelieved(now), 'on_roll')
  assert.equal(await stateBelieved(null), 'unexplained')
})

test('a child whose day has come is looked at again, and only that child', async () => {
  const born = addDays(today, -3650)
  const leaves = await plantChild(county, {
    surname: 'Leaves',
    born_on: born,
    lives: [[day(-30), null]],
    rolls: [[day(-30), day(5)]],
  })
  await plantChild(county, { surname: 'Too', born_on: born, rolls: [[day(-30), day(4)]] })
  const stays = await plantChild(county, { surname: 'Stays', born_on: born, rolls: [[day(-30), null]] })
  const version = async (id: string) =>
    (await rows<{ version: number }>('SELECT version FROM person WHERE id = $1', [id]))[0]?.version ?? 0
  const before = [await version(leaves), await version(stays)]
  const sentences: string[] = []
  const look = (on: Day, size: number) =>
    lookAgainAt(
      {
        engine: { ...engine, today: on },
        progress: async now => void sentences.push(now.sentence),
        write: (_, work) => {
          const seen = new Look({ purpose: 'test', route: 'test' })
          return county.door.write({ ...engine, today: on }, seen, tx => work(tx, seen))
        },
      },
      size,
    )
  await look(addDays(today, 6), 1)
  assert.ok(sentences.length > 1)
  assert.deepEqual([await version(leaves), await version(stays)], [(before[0] ?? 0) + 1, before[1]])
  const due = await rows('SELECT FROM child_summary WHERE next_look_on <= $1', [addDays(today, 6)])
  assert.equal(due.length, 0)
  sentences.length = 0
  await look(addDays(today, 6), 3)
  assert.deepEqual(sentences, [])
  await assertBookBalances()
})

test('the look is asked for once where somebody is due, by nobody, and not where nobody is', async () => {
  const queue = await openQueue(county.url('onroll_web'), false)
  try {
    assert.deepEqual(await askToLookAgain({ door: county.door, queue }, addDays(today, -10_000)), [])
    const later = addDays(today, 300)
    assert.deepEqual(await askToLookAgain({ door: county.door, queue }, later), [county.authority_id])
    assert.deepEqual(await askToLookAgain({ door: county.door, queue }, later), [])
    const jobs = await rows(`SELECT kind, asked_by, state FROM job`)
    assert.deepEqual(jobs, [{ kind: 'look-again', asked_by: null, state: 'waiting' }])
  } finally {
    await queue.close()
  }
})

test('an outsider to the transaction sees no half of an answer', async () => {
  const id = await plantChild(county, { surname: 'Half', rolls: [[day(-30), null]] })
  const failed = asEngine(async tx => {
    await sql`UPDATE enrolment_fact SET retracted_at = now() WHERE record_id IN (SELECT id FROM record WHERE person_id = ${id})`.execute(
      tx,
    )
    await reevaluate(tx, [id], today)
    throw new Error('broken off')
  })
  await assert.rejects(failed, /broken off/)
  const [state] = await rows<{ state: string }>('SELECT state FROM child_state WHERE person_id = $1', [id])
  assert.equal(state?.state, 'on_roll')
})
