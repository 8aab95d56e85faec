import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay, type Day, type Evaluation } from '../../rulebook/index.ts'
import { Comparison, changesOf } from './compare-policies.ts'

const on = asDay('2026-11-17')
const day = (text: string | null): Day | null => (text === null ? null : asDay(text))

type Answer = Pick<Evaluation, 'states' | 'bands' | 'clocks'>
type Span = readonly [starts_on: string, ends_on: string | null, word: string]

/** An answer by hand: spans of states and bands, and clocks as opened, ended, due. */
const answer = (
  states: readonly Span[],
  bands: readonly Span[],
  clocks: readonly Span[] = [],
  field_class = 'education',
): Answer =>
  ({
    states: states.map(([starts_on, ends_on, state]) => ({ starts_on, ends_on: day(ends_on), state })),
    bands: bands.map(([starts_on, ends_on, band]) => ({ starts_on, ends_on: day(ends_on), band })),
    clocks: clocks.map(([opened_on, ended_on, due_on]) => ({
      ...{ rule: 'level_two', opened_by: null, field_class },
      ...{ opened_on, ended_on, due_on },
    })),
  }) as unknown as Answer

const told = (before: Answer, after: Answer): string[] =>
  changesOf(before, after, on).map(one => `${one.what} ${one.before} > ${one.after}`.trim())

test('a band and a state that are others on the day are changes, and nothing else is', () => {
  const reduced = answer([['2026-11-01', null, 'reduced_hours']], [['2026-11-01', null, 'green']])
  const full = answer([['2026-11-01', null, 'on_roll']], [])
  assert.deepEqual(told(reduced, reduced), [])
  assert.deepEqual(told(reduced, full), ['state reduced_hours > on_roll', 'band green > none', 'past  >'])
  const later = answer(
    [['2026-11-01', null, 'reduced_hours']],
    [
      ['2026-11-01', '2026-11-18', 'green'],
      ['2026-11-18', null, 'amber'],
    ],
  )
  assert.deepEqual(told(reduced, later), [])
})

test('a change of earlier days is told apart from one of the day itself', () => {
  const before = answer([['2026-11-01', null, 'unexplained']], [['2026-11-01', null, 'amber']])
  const after = answer(
    [['2026-11-01', null, 'unexplained']],
    [
      ['2026-11-01', '2026-11-10', 'red'],
      ['2026-11-10', null, 'amber'],
    ],
  )
  assert.deepEqual(told(before, after), ['past  >'])
})

test('a clock comes later or earlier, begins or ends; one that ended before is of earlier days', () => {
  const clocks = (...spans: Span[]) => answer([], [], spans)
  const running = clocks(['2026-11-02', null, '2026-11-27'])
  assert.deepEqual(told(running, clocks(['2026-11-02', null, '2026-11-20'])), ['clock level_two > earlier'])
  assert.deepEqual(told(clocks(['2026-11-02', null, '2026-11-20']), running), ['clock level_two > later'])
  assert.deepEqual(told(running, clocks()), ['clock level_two > ends'])
  assert.deepEqual(told(clocks(), running), ['clock level_two > begins'])
  const ended = clocks(['2026-09-02', '2026-10-01', '2026-09-29'])
  assert.deepEqual(told(ended, clocks(['2026-09-02', '2026-10-01', '2026-09-22'])), ['past  >'])
})

test('changes are added up, and a few children of each are kept', () => {
  const red = answer([['2026-11-17', null, 'unexplained']], [['2026-11-17', null, 'red']])
  const amber = answer([['2026-11-17', null, 'unexplained']], [['2026-11-17', null, 'amber']])
  const compared = new Comparison(2)
  for (const id of ['a', 'b', 'c']) compared.add(id, changesOf(red, amber, on))
  compared.add('d', changesOf(red, red, on))
  assert.deepEqual([compared.children, compared.touched], [4, 3])
  assert.deepEqual(compared.counts, [{ what: 'band', before: 'red', after: 'amber', number: 3 }])
  assert.deepEqual(
    compared.sample.map(({ person_id }) => person_id),
    ['a', 'b'],
  )
})

test('a clock of what is more guarded than education is counted and kept in no sample', () => {
  const compared = new Comparison(2)
  const guarded = answer([], [], [['2026-11-02', null, '2026-11-27']], 'care_detail')
  compared.add('a', changesOf(guarded, answer([], []), on))
  assert.equal(compared.counts[0]?.number, 1)
  assert.deepEqual(compared.sample, [])
})
