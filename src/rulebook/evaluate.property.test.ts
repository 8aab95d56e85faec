import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { countBetween, gap, lastCounted, nextDay, nthFrom } from '../../test/support/naive-days.ts'
import { ofAge, stateOn } from '../../test/support/naive-states.ts'
import { calendarEntries, dayWithin, randomFacts } from '../../test/support/random-rulebook.ts'
import { keptByAll } from '../../test/support/rulebook-facts.ts'
import { schoolCalendar } from './calendars.ts'
import { addDays, asDay, covers, type Day, type Period } from './days.ts'
import { evaluate } from './evaluate.ts'
import type { Clock, Evaluation, Facts } from './facts.ts'
import { defaultPolicy } from './policies.ts'

const world = fc.record({ facts: randomFacts, entries: calendarEntries, on: dayWithin('2025-08-01', 1000) })
type World = typeof world extends fc.Arbitrary<infer T> ? T : never

const evaluated = ({ facts, entries, on }: World): Evaluation =>
  evaluate(facts, { policies: defaultPolicy }, keptByAll(schoolCalendar({ name: 'Any', entries })), on)

const checked = (numRuns: number, check: (world: World) => void): void =>
  fc.assert(fc.property(world, check), { numRuns })

const isOrdered = (spans: readonly Period[]): boolean =>
  spans.every((span, i) => {
    const next = spans[i + 1]
    const isFull = span.ends_on === null || span.starts_on < span.ends_on
    return isFull && (next === undefined || (span.ends_on !== null && span.ends_on <= next.starts_on))
  })

const first = asDay('2025-07-01')
const days: readonly Day[] = Array.from({ length: 1400 }, (_, i) => addDays(first, i))

test('states are those a person reads off each day, one on each day the child is ours and none on any other', () => {
  checked(150, world => {
    const { states } = evaluated(world)
    for (const day of days) {
      const covering = states.filter(span => covers(span, day))
      const expected = stateOn(world.facts, defaultPolicy.full_time_hours, day)
      assert.deepEqual(
        covering.map(span => span.state),
        expected === null ? [] : [expected],
        day,
      )
    }
  })
})

test('spans are disjoint, in order, never empty, and no two neighbours say the same', () => {
  checked(300, world => {
    const { states, bands } = evaluated(world)
    assert.ok(isOrdered(states))
    assert.ok(isOrdered(bands))
    for (const [i, span] of states.entries()) {
      const next = states[i + 1]
      if (next?.starts_on !== span.ends_on) continue
      const { starts_on: _, ends_on: __, fact_ids: ___, ...said } = span
      assert.notDeepEqual(said, { ...next, starts_on: undefined, ends_on: undefined, fact_ids: undefined })
      assert.ok(
        Object.entries(said).some(([key, value]) => next[key as keyof typeof said] !== value && key !== 'citations'),
      )
    }
  })
})

test('a band only with a state that has bands, and only of compulsory age', () => {
  const banded = new Set([
    'unexplained',
    'awaiting_place',
    'whereabouts_unknown',
    'reduced_hours',
    'alternative_provision',
  ])
  checked(60, world => {
    const { bands } = evaluated(world)
    for (const day of days) {
      const state = stateOn(world.facts, defaultPolicy.full_time_hours, day)
      const expected = state !== null && banded.has(state) && ofAge(world.facts, day)
      assert.equal(
        bands.some(span => covers(span, day)),
        expected,
        day,
      )
    }
  })
})

const isLevelTwo = ({ rule }: { rule: string }): boolean => rule === 'level_two'

const naiveRuns = (facts: Facts): Period[] => {
  const without = (day: Day): boolean =>
    ['unexplained', 'awaiting_place', 'whereabouts_unknown'].includes(stateOn(facts, 25, day) ?? '') &&
    ofAge(facts, day)
  const runs: Period[] = []
  let opened: Day | null = null
  for (const day of days) {
    if (without(day)) opened ??= day
    else if (opened !== null) {
      runs.push({ starts_on: opened, ends_on: day })
      opened = null
    }
  }
  return opened === null ? runs : [...runs, { starts_on: opened, ends_on: null }]
}

test('clocks are those of counting one day after another', () => {
  checked(60, world => {
    const { facts, entries, on } = world
    const { clocks: all, gaps: allGaps } = evaluated(world)
    const [clocks, gaps] = [all.filter(isLevelTwo), allGaps.filter(isLevelTwo)]
    const runs = naiveRuns(facts).filter(run => run.starts_on <= on)
    assert.equal(clocks.length + gaps.length, runs.length)
    for (const { starts_on, ends_on } of runs) {
      const due = nthFrom(entries, starts_on, 20)
      const clock = clocks.find(({ opened_on }) => opened_on === starts_on)
      assert.equal(clock?.due_on ?? gap, due)
      if (clock === undefined || due === gap) {
        assert.ok(gaps.some(({ opened_on }) => opened_on === starts_on))
        continue
      }
      const isOver = ends_on !== null && ends_on <= on
      const stopped = isOver ? ends_on : nextDay(on)
      const limit = nextDay(lastCounted(entries, starts_on))
      const [until = limit] = [stopped, limit].sort()
      assert.equal(clock.counted_to, countBetween(entries, starts_on, until))
      const isLate = isOver ? ends_on > due : on > due
      const kept = clock.ended_how === 'stopped' ? ['stopped', 'breached'] : ['met', 'met_late']
      assert.equal(clock.status, isOver ? kept[isLate ? 1 : 0] : isLate ? 'breached' : 'open')
    }
  })
})

test('the order of facts decides nothing', () => {
  checked(200, world => {
    const turned: Facts = {
      ...world.facts,
      residences: world.facts.residences.toReversed(),
      enrolments: world.facts.enrolments.toReversed(),
      provisions: world.facts.provisions.toReversed(),
      circumstances: world.facts.circumstances.toReversed(),
      care: world.facts.care.toReversed(),
      happenings: world.facts.happenings.toReversed(),
      absences: world.facts.absences.toReversed(),
      needs: world.facts.needs.toReversed(),
    }
    assert.deepEqual(evaluated({ ...world, facts: turned }), evaluated(world))
  })
})

test('evaluating again gives the same and leaves the facts as they were', () => {
  checked(100, world => {
    const before = structuredClone(world.facts)
    assert.deepEqual(evaluated(world), evaluated(world))
    assert.deepEqual(world.facts, before)
  })
})

test('every flag expires for a child whose birth date is known', () => {
  checked(200, world => {
    if (world.facts.born_on === null) return
    assert.deepEqual(
      evaluated(world).flags.filter(({ ends_on }) => ends_on === null),
      [],
    )
  })
})

const keyOf = ({ rule, opened_on, opened_by }: Clock): string => `${rule} ${opened_on} ${opened_by}`

test('a later day never turns a breach into anything but met late', () => {
  fc.assert(
    fc.property(world, fc.integer({ min: 1, max: 400 }), (world, days) => {
      const later = evaluated({ ...world, on: addDays(world.on, days) })
      for (const clock of evaluated(world).clocks) {
        const then = later.clocks.find(other => keyOf(other) === keyOf(clock))
        assert.ok(then)
        assert.equal(then.due_on, clock.due_on)
        if (clock.status === 'breached') assert.ok(['breached', 'met_late'].includes(then.status))
        if (['met', 'met_late', 'stopped'].includes(clock.status)) assert.equal(then.status, clock.status)
      }
    }),
    { numRuns: 200 },
  )
})

/** What is true of the child on a day, without the count that grows every school day. */
const answerOn = (world: World): unknown => {
  const { states, bands, clocks, gaps, flags } = evaluated(world)
  return {
    flags: flags.filter(span => covers(span, world.on)),
    state: states.find(span => covers(span, world.on)),
    band: bands.find(span => covers(span, world.on)),
    clocks: clocks.map(({ counted_to: _, ...clock }) => clock),
    gaps,
  }
}

test('nothing changes before the next look, and something does on it', () => {
  checked(100, world => {
    const { next_look_on } = evaluated(world)
    const now = answerOn(world)
    const last = next_look_on === null ? addDays(world.on, 200) : addDays(next_look_on, -1)
    for (const day of days) {
      if (day > world.on && day <= last) assert.deepEqual(answerOn({ ...world, on: day }), now, day)
    }
    if (next_look_on !== null) assert.notDeepEqual(answerOn({ ...world, on: next_look_on }), now)
  })
})
