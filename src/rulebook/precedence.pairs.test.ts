import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stateOn } from '../../test/support/naive-states.ts'
import { circumstance, enrolled, factsOf, lives, provided } from '../../test/support/rulebook-facts.ts'
import { asDay, type Day } from './days.ts'
import type { Circumstance, Enrolment, Facts, Provision, StateCode } from './facts.ts'
import { stretches } from './on-day.ts'
import { defaultPolicy } from './policies.ts'
import { precedence, precedenceOn, precedenceTurns } from './precedence.ts'
import { ruleOn } from './rules.ts'
import { statesOf } from './states.ts'

const on = asDay('2026-11-17')

/** What makes each row of the table fit, by itself, for a child who lives here: written by hand, in the order of the law. */
type Example = {
  state: StateCode
  born_on?: Day
  roll?: Partial<Enrolment>
  provisions?: Provision[]
  circumstances?: Circumstance[]
}
const since = '2026-10-01'
const examples: Record<string, Example> = {
  moved_away: { state: 'moved_away', circumstances: [circumstance('moved_away', since)] },
  whereabouts_unknown: { state: 'whereabouts_unknown', circumstances: [circumstance('whereabouts_unknown', since)] },
  alternative_on_roll: { state: 'alternative_provision', roll: {}, provisions: [provided('alternative', since)] },
  reduced_timetable: { state: 'reduced_hours', roll: {}, provisions: [provided('reduced_timetable', since, null, 9)] },
  reduced_roll_hours: { state: 'reduced_hours', roll: { weekly_hours: 12 } },
  independent: { state: 'independent', roll: { sector: 'independent' } },
  on_roll: { state: 'on_roll', roll: {} },
  home_educated: { state: 'home_educated', provisions: [provided('home_education', since)] },
  alternative: { state: 'alternative_provision', provisions: [provided('interim', since, null, 15)] },
  under_age: { state: 'under_age', born_on: asDay('2023-03-01') },
  over_age: { state: 'over_age', born_on: asDay('2009-03-01') },
  awaiting_place: { state: 'awaiting_place', circumstances: [circumstance('awaiting_place', since)] },
  unexplained: { state: 'unexplained' },
}

/** Pairs of rows that cannot hold together on a day, and why. */
const exclusive: Record<string, string> = {
  'under_age over_age': 'A child is under compulsory school age or past it, never both.',
}

/**
 * Pairs that hold together only where a row above both holds too, and which: for a child on a roll, provision beside it is the
 * row on top, so that the row of the roll or of the timetable never meets the row of provision without a roll.
 */
const third: Record<string, string> = {
  'reduced_timetable alternative': 'alternative_on_roll',
  'reduced_roll_hours alternative': 'alternative_on_roll',
  'independent alternative': 'alternative_on_roll',
  'on_roll alternative': 'alternative_on_roll',
}

const ids = Object.keys(examples)
const row = (id: string) => precedence.find(one => one.id === id)
const example = (id: string): Example => examples[id] ?? { state: 'unexplained' }

/** A child of whom what makes each of these rows fit is true at once. A roll began before what was recorded of the child since. */
const childWith = (...of: string[]): Facts => {
  const all = of.map(example)
  const rolls = all.flatMap(one => (one.roll ? [one.roll] : []))
  return factsOf({
    born_on: all.find(one => one.born_on)?.born_on ?? asDay('2015-03-01'),
    residences: [lives('2026-09-01')],
    enrolments: rolls.length === 0 ? [] : [enrolled('2026-09-01', null, Object.assign({}, ...rolls))],
    provisions: all.flatMap(one => one.provisions ?? []),
    circumstances: all.flatMap(one => one.circumstances ?? []),
  })
}
const holding = (facts: Facts): string[] => {
  const day = stretches(facts).find(one => one.starts_on <= on && (one.ends_on === null || one.ends_on > on))
  assert.ok(day)
  return precedenceOn(on).flatMap(one => (one.test(day.holds, defaultPolicy) ? [one.id] : []))
}
const decided = (facts: Facts) =>
  statesOf(facts, defaultPolicy).find(one => one.starts_on <= on && (one.ends_on === null || one.ends_on > on))

test('the table has these rows in this order, each with its law, its source and its days', () => {
  assert.deepEqual(
    precedence.map(one => one.id),
    ids,
  )
  for (const one of precedence) {
    assert.notEqual(one.source, '', one.id)
    assert.ok(one.valid_from === null || one.valid_to === null || one.valid_from < one.valid_to, one.id)
    for (const id of one.citations) assert.ok(ruleOn(id, on), `${one.id} cites ${id}`)
  }
  assert.deepEqual(precedenceTurns, [])
})

for (const id of ids) {
  test(`${id} decides by itself`, () => {
    const span = decided(childWith(id))
    assert.deepEqual([span?.state, span?.because], [example(id).state, row(id)?.sentence])
  })
}

for (const [place, upper] of ids.entries()) {
  for (const lower of ids.slice(place + 1)) {
    const reason = exclusive[`${upper} ${lower}`]
    if (reason !== undefined) {
      test(`${upper} and ${lower} exclude each other: ${reason}`, () => {
        for (const facts of [childWith(upper, lower), childWith(lower, upper)])
          assert.ok(!holding(facts).includes(upper) || !holding(facts).includes(lower))
      })
      continue
    }
    test(`${upper} goes before ${lower}`, () => {
      const facts = childWith(upper, lower)
      const both = holding(facts)
      assert.ok(both.includes(upper) && both.includes(lower), `both hold: ${both.join(', ')}`)
      const winner = third[`${upper} ${lower}`] ?? upper
      assert.equal(both[0], winner)
      assert.equal(decided(facts)?.because, row(winner)?.sentence)
      assert.equal(stateOn(facts, defaultPolicy.full_time_hours, on), decided(facts)?.state)
    })
  }
}
