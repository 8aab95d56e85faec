/** The county of `test/support/recounted-county.ts`, whose numbers were written down before anything counted them. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testCounty } from '../../../test/support/county.ts'
import { engineWork } from '../../../test/support/engine-work.ts'
import {
  asBelieved,
  asItWas,
  atMarlValley,
  countedDay,
  type HandCounted,
  knownBefore,
  plantRecountedCounty,
} from '../../../test/support/recounted-county.ts'
import { Cancelled, WorkRefused } from '../../ground/jobs/work.ts'
import { asDay, covers, evaluate, policies } from '../../rulebook/index.ts'
import { readCalendars } from '../calendars/index.ts'
import { liftSeal, loadFacts, sealChild } from '../children/index.ts'
import { type RecountAsked, writeRecount } from './ask.ts'
import { countsOf, findRecount } from './queries.ts'
import { countAll } from './work.ts'

const county = await testCounty()
after(() => county.drop())
const children = await plantRecountedCounty(county)
const work = engineWork(county)
const { authority_id } = county

const question: RecountAsked = {
  on_day: asDay(countedDay),
  known_on: null,
  counts: ['band', 'clock', 'flag'],
  school_urn: null,
  compulsory_age: false,
  policies: ['nottinghamshire-2015', 'nottinghamshire-2019'],
}
const ask = (change: Partial<RecountAsked> = {}) =>
  work.write('asked', tx => writeRecount(tx, { authority_id, account_id: null }, { ...question, ...change }))

/** What was counted, in the words of the hand-worked table. */
async function countedAs(id: string): Promise<HandCounted> {
  const counts = await work.read('read', tx => countsOf(tx, id))
  return Object.fromEntries(
    counts.map(({ what, key, status, first_only, second_only, both_sides }) => [
      [what, key, status].filter(Boolean).join(' '),
      [first_only, second_only, both_sides] as const,
    ]),
  )
}
const withoutNoughts = (table: HandCounted): HandCounted =>
  Object.fromEntries(Object.entries(table).filter(([, numbers]) => numbers.some(number => number > 0)))
const totalsOf = async (id: string) => {
  const found = await work.read('read', tx => findRecount(tx, id))
  return { children: found?.children, sealed: found?.sealed_children, looked_at: found?.looked_at }
}
async function counted(change: Partial<RecountAsked> = {}, size = 1000): Promise<string> {
  const id = await ask(change)
  await countAll(work, id, size)
  return id
}

test('the definitions of 2015 and of 2019 side by side on one county: every number as it was counted by hand', async () => {
  const id = await counted()
  assert.deepEqual(await countedAs(id), withoutNoughts(asItWas))
  assert.deepEqual(await totalsOf(id), { children: 15, sealed: 1, looked_at: 17 })
})

test('one definition by itself says what it says beside the other', async () => {
  const only2019 = Object.fromEntries(
    Object.entries(asItWas).map(([name, [, second, both]]) => [name, [second + both, 0, 0] as const]),
  )
  assert.deepEqual(await countedAs(await counted({ policies: ['nottinghamshire-2019'] })), withoutNoughts(only2019))
})

test('as it was believed then, what was recorded late is not known yet', async () => {
  const id = await counted({ known_on: asDay(knownBefore) })
  assert.deepEqual(await countedAs(id), withoutNoughts(asBelieved))
  assert.deepEqual(await countedAs(await counted({ known_on: asDay('2020-06-01') })), withoutNoughts(asItWas))
  const before = await counted({ known_on: asDay('2019-12-31') })
  assert.deepEqual(await totalsOf(before), { children: 0, sealed: 0, looked_at: 17 })
})

test('the roll of one school, in which nobody learns that a child is sealed; and children of compulsory age', async () => {
  const school = await counted({ school_urn: 990002 })
  assert.deepEqual(await countedAs(school), withoutNoughts(atMarlValley))
  assert.deepEqual(await totalsOf(school), { children: 3, sealed: null, looked_at: 3 })
  const ofAge = await counted({ compulsory_age: true, counts: [] })
  const { 'state under_age': _, 'state over_age': __, ...states } = asItWas
  assert.deepEqual(
    await countedAs(ofAge),
    Object.fromEntries(Object.entries(states).filter(([name]) => name.startsWith('state '))),
  )
  assert.deepEqual(await totalsOf(ofAge), { children: 13, sealed: 1, looked_at: 17 })
})

test('stopped in the middle, and killed in the middle of a batch: it goes on and ends the same', async () => {
  const id = await ask()
  const stopAfter = (batches: number) => {
    let left = batches
    return engineWork(county, {
      progress: async () => {
        left -= 1
        if (left === 0) throw new Cancelled()
      },
    })
  }
  await assert.rejects(countAll(stopAfter(2), id, 4), Cancelled)
  assert.equal((await totalsOf(id)).looked_at, 8)
  // All of a batch is written, and then nothing of it is kept.
  const killed = engineWork(county, {
    write: (_, inside) =>
      work.write('killed', async (tx, look) => {
        await inside(tx, look)
        throw new Error('killed')
      }),
  })
  await assert.rejects(countAll(killed, id, 4), /killed/)
  assert.equal((await totalsOf(id)).looked_at, 8)
  await Promise.all([countAll(work, id, 3), countAll(work, id, 5)])
  assert.deepEqual(await countedAs(id), withoutNoughts(asItWas))
  assert.deepEqual(await totalsOf(id), { children: 15, sealed: 1, looked_at: 17 })
  await countAll(work, id, 4)
  assert.deepEqual(await countedAs(id), withoutNoughts(asItWas))
})

test('the numbers are those of everybody evaluated anew, one by one, on days through two years', async () => {
  const named = (name: string) => policies.find(({ id }) => id === name) ?? assert.fail(name)
  const { calendars, people } = await work.read('naive', async tx => ({
    calendars: await readCalendars(tx),
    people: await loadFacts(tx, [...children.values()]),
  }))
  for (const on of ['2025-09-01', '2026-02-18', '2026-10-09', '2026-10-12', '2026-11-30'].map(asDay)) {
    for (const name of ['default', 'rutland-2014', 'surrey-partnership']) {
      const expected: Record<string, number> = {}
      const add = (key: string) => {
        expected[key] = (expected[key] ?? 0) + 1
      }
      for (const { facts } of people.filter(child => !child.sealed)) {
        const answer = evaluate(facts, { policies: named(name) }, calendars, on)
        const holds = (span: Parameters<typeof covers>[0]) => covers(span, on)
        if (!answer.states.some(holds)) continue
        for (const { state } of answer.states.filter(holds)) add(`state ${state}`)
        for (const { band } of answer.bands.filter(holds)) add(`band ${band}`)
        for (const clock of new Set(answer.clocks.map(({ rule, status }) => `clock ${rule} ${status}`))) add(clock)
        for (const clock of new Set(answer.gaps.map(({ rule }) => `clock ${rule} no_date`))) add(clock)
        for (const flag of new Set(answer.flags.filter(holds).map(({ rule }) => `flag ${rule}`))) add(flag)
      }
      const found = await countedAs(await counted({ on_day: on, policies: [name] }, 5))
      assert.deepEqual(
        withoutNoughts(found),
        Object.fromEntries(Object.entries(expected).map(([key, number]) => [key, [number, 0, 0]])),
        `${name} on ${on}`,
      )
    }
  }
})

test('each number has so many children behind it, and none of them is sealed', async () => {
  const id = await counted()
  const { rows } = await county.superuser.query(
    `SELECT c.cell FROM recount_count c LEFT JOIN recount_child m ON m.recount_id = c.recount_id AND m.cell = c.cell AND NOT m.sealed
     WHERE c.recount_id = $1 GROUP BY c.cell, c.first_only, c.second_only, c.both_sides
     HAVING (count(*) FILTER (WHERE sides = 1), count(*) FILTER (WHERE sides = 2), count(*) FILTER (WHERE sides = 3)) <> (c.first_only, c.second_only, c.both_sides)`,
    [id],
  )
  assert.deepEqual(rows, [])
})

test('a seal that is put on afterwards takes the child out of every number that is kept, and lifting it puts the child back', async () => {
  const id = await counted()
  const atSchool = await counted({ school_urn: 990002 })
  const manager = await county.person('team_manager')
  const oak = children.get('Oak') ?? ''
  const before = [await countedAs(id), await totalsOf(id), await countedAs(atSchool), await totalsOf(atSchool)]
  await county.write(manager, tx =>
    sealChild(tx, manager, { person_id: oak, reason: 'Court order', review_on: asDay('2027-01-04'), named: [] }),
  )
  const sealed = await countedAs(id)
  assert.deepEqual(await totalsOf(id), { children: 14, sealed: 2, looked_at: 17 })
  assert.deepEqual(sealed['state on_roll'], [0, 0, 4])
  assert.deepEqual(sealed['clock level_two met'], [0, 1, 0])
  assert.deepEqual(sealed['clock H1.decision stopped'], [0, 0, 0])
  assert.deepEqual(await totalsOf(atSchool), { children: 2, sealed: null, looked_at: 3 })
  await county.write(manager, tx => liftSeal(tx, manager, oak))
  assert.deepEqual(
    [await countedAs(id), await totalsOf(id), await countedAs(atSchool), await totalsOf(atSchool)],
    before,
  )
})

/** Counts four at a time, and has a closure recorded after the first four. */
async function countedMeanwhile(id: string, recorded_at: string): Promise<void> {
  let batches = 0
  const changing = engineWork(county, {
    progress: async () => {
      batches += 1
      if (batches === 1)
        await county.superuser.query(
          `INSERT INTO calendar_entry (authority_id, kind, starts_on, last_on, name, recorded_at)
           VALUES ($1, 'closure', '2026-11-05', '2026-11-05', 'Flood', ${recorded_at})`,
          [authority_id],
        )
    },
  })
  await countAll(changing, id, 4)
}

test('calendars that are changed while it is counted are not in the count, which rests on those of when it was asked', async () => {
  const id = await ask()
  await countedMeanwhile(id, 'now()')
  assert.deepEqual(await countedAs(id), withoutNoughts(asItWas))
})

test('a change of calendars that was under way when it was asked stops the count: it must not be half of each', async () => {
  const id = await ask()
  await assert.rejects(countedMeanwhile(id, `now() - interval '1 hour'`), (problem: unknown) => {
    assert.ok(problem instanceof WorkRefused)
    assert.match(problem.message, /^The calendars were changed since this was asked for/)
    return true
  })
  assert.equal((await totalsOf(id)).looked_at, 4)
})
