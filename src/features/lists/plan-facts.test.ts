import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readRow } from '../../../test/support/list-rows.ts'
import { asDay, type Day } from '../../rulebook/index.ts'
import { type HeldFact, type Plan, planFacts } from './plan-facts.ts'
import { type FactTable, type ListMeaning, type WantedFact, wantedFacts } from './wanted-facts.ts'

type Held = Map<FactTable, (HeldFact & { key: string })[]>
type Cells = Record<string, string>

const ashby = { urn: 990001, sector: 'state', in_area: true }
const wantedOf = (cells: Cells, as_at: string, presence: ListMeaning['presence'] = 'enrolment'): WantedFact[] => {
  const kind = { enrolment: 'school_roll', residence: 'health' }[String(presence)] ?? 'home_education'
  const { row, problems } = readRow({ surname: 'Ashdown', forename: 'Mary', ...cells }, as_at)
  return wantedFacts(row, problems, presence === 'enrolment' ? ashby : null, {
    ...{ kind, presence, as_at: asDay(as_at), postcode_areas: ['ZY1'] },
  })
}

/** What is held after a plan was carried out. */
function carriedOut(held: Held, plan: Plan, wanted: readonly WantedFact[]): Held {
  const gone = new Set(plan.retract.map(one => one.id))
  const after: Held = new Map([...held].map(([table, facts]) => [table, facts.filter(fact => !gone.has(fact.id))]))
  plan.insert.forEach(({ table, ...fact }, at) => {
    const key = wanted.find(one => one.table === table && one.values.kind === fact.values.kind)?.key ?? ''
    after.set(table, [
      ...(after.get(table) ?? []),
      { ...fact, key, id: `${table} ${at} ${fact.starts_on} ${gone.size}` },
    ])
  })
  return after
}

/** A record after several lists, each with its day. */
function after(...lists: [as_at: string, cells: Cells, presence?: ListMeaning['presence']][]) {
  let held: Held = new Map()
  let last_on: Day | null = null
  let plan: Plan = { retract: [], insert: [], changes: [] }
  for (const [as_at, cells, presence] of lists) {
    const wanted = wantedOf(cells, as_at, presence)
    plan = planFacts(wanted, held, asDay(as_at), last_on)
    held = carriedOut(held, plan, wanted)
    if (last_on === null || as_at > last_on) last_on = asDay(as_at)
  }
  return { held, plan }
}
const days = ({ held }: { held: Held }, table: FactTable, column: string) =>
  (held.get(table) ?? [])
    .map(fact => `${fact.starts_on} ${fact.ends_on ?? ''} ${fact.values[column]}`.replace(/ +/g, ' '))
    .sort()
const nothing = { retract: [], insert: [], changes: [] }

test('a first list writes all that it says and changes nothing', () => {
  const { plan } = after(['2026-09-10', { upn: 'P899200024001', born_on: '2014-05-11', postcode: 'ZY1 2AB' }])
  assert.equal(plan.insert.length, 5)
  assert.deepEqual([plan.retract, plan.changes], [[], []])
})

test('the same again is nothing', () => {
  const cells = { born_on: '2014-05-11', sex: 'F', weekly_hours: '25', contact_name: 'Ann Ashdown' }
  assert.deepEqual(after(['2026-09-10', cells], ['2026-11-17', cells]).plan, nothing)
})

test('what changed is ended on the list’s day and recorded anew', () => {
  const two = after(['2026-09-10', {}], ['2026-11-17', { surname: 'Birch' }])
  assert.deepEqual(days(two, 'name_fact', 'surname'), ['2026-09-10 2026-11-17 Ashdown', '2026-11-17 Birch'])
  assert.deepEqual(two.plan.changes, ['name changed'])
})

test('a new address begins on the day that the list gives for it', () => {
  const two = after(
    ['2026-09-10', { postcode: 'ZX1 1AA', registered_on: '2020-01-06' }, 'residence'],
    ['2026-11-17', { postcode: 'ZY1 2AB', registered_on: '2026-10-08' }, 'residence'],
  )
  assert.deepEqual(days(two, 'address_fact', 'in_area'), ['2020-01-06 2026-10-08 false', '2026-10-08 true'])
})

test('a birth date that was wrong is taken back, and a sex that is not known takes nothing back', () => {
  const two = after(
    ['2026-09-10', { born_on: '2014-05-11', sex: 'F' }],
    ['2026-11-17', { born_on: '2014-11-05', sex: 'U' }],
  )
  assert.deepEqual(
    two.held.get('birth_fact')?.map(({ starts_on, ends_on, values }) => [starts_on, ends_on, values]),
    [['2014-11-05', null, { born_on: '2014-11-05', sex: 'F' }]],
  )
})

test('an empty cell never wipes', () => {
  const full = { born_on: '2014-05-11', sex: 'F', middle_names: 'Ann', weekly_hours: '25', postcode: 'ZX1 1AA' }
  for (const presence of ['enrolment', 'residence'] as const)
    assert.deepEqual(after(['2026-09-10', full, presence], ['2026-11-17', { forename: '' }, presence]).plan, nothing)
})

test('an older list changes nothing', () => {
  assert.deepEqual(after(['2026-11-17', {}], ['2026-09-10', { surname: 'Birch' }]).plan, nothing)
})

test('a year group that moves on is no change', () => {
  assert.deepEqual(after(['2026-07-10', { year_group: '5' }], ['2026-11-17', { year_group: '6' }]).plan, nothing)
})

const enrolment = (...lists: [string, Cells][]) => days(after(...lists), 'enrolment_fact', 'weekly_hours')

test('an enrolment ends on the day after the leaving date, with or without an entry date', () => {
  const began = { entered_on: '2024-09-02' }
  assert.deepEqual(enrolment(['2026-09-10', began], ['2026-11-17', { ...began, left_on: '2026-10-23' }]), [
    '2024-09-02 2026-10-24 null',
  ])
  assert.deepEqual(enrolment(['2026-09-10', {}], ['2026-11-17', { left_on: '2026-10-23' }]), [
    '2026-09-10 2026-10-24 null',
  ])
  assert.deepEqual(enrolment(['2026-09-10', {}], ['2026-11-17', { left_on: '2026-10-23', weekly_hours: '10' }]), [
    '2026-09-10 2026-10-24 null',
  ])
})

test('a previous pupil is off the roll, and one never held there is not put on it', () => {
  assert.deepEqual(enrolment(['2026-09-10', {}], ['2026-11-17', { enrol_status: 'P' }]), ['2026-09-10 2026-11-17 null'])
  assert.deepEqual(enrolment(['2026-11-17', { enrol_status: 'P' }]), [])
})

test('an entry after an ended period begins a new one; the old entry date again means there was no break', () => {
  const began = { entered_on: '2024-09-02' }
  const gone: [string, Cells] = ['2026-06-30', { ...began, left_on: '2026-05-20' }]
  assert.deepEqual(enrolment(['2026-03-02', began], gone, ['2026-11-17', { entered_on: '2026-09-01' }]), [
    '2024-09-02 2026-05-21 null',
    '2026-09-01 null',
  ])
  assert.deepEqual(enrolment(['2026-03-02', began], gone, ['2026-11-17', began]), ['2024-09-02 null'])
})

test('a list that gives an earlier first day, or a truer last one, is believed', () => {
  assert.deepEqual(enrolment(['2026-09-10', {}], ['2026-11-17', { entered_on: '2024-09-02' }]), ['2024-09-02 null'])
  const left = (day: string): Cells => ({ entered_on: '2024-09-02', left_on: day })
  assert.deepEqual(enrolment(['2026-09-10', left('2026-09-04')], ['2026-11-17', left('2026-07-21')]), [
    '2024-09-02 2026-07-22 null',
  ])
})

test('hours that change are two enrolments, one after the other', () => {
  assert.deepEqual(enrolment(['2026-09-10', { weekly_hours: '25' }], ['2026-11-17', { weekly_hours: '9' }]), [
    '2026-09-10 2026-11-17 25',
    '2026-11-17 9',
  ])
})

const day = fc.integer({ min: 0, max: 700 }).map(n => Temporal.PlainDate.from('2025-01-01').add({ days: n }).toString())
const maybe = (cell: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), cell)
const cells: fc.Arbitrary<Cells> = fc.record({
  forename: fc.constantFrom('Mary', 'Molly', ''),
  surname: fc.constantFrom('Ashdown', 'Birch'),
  middle_names: maybe(fc.constantFrom('Ann', 'Jo')),
  sex: fc.constantFrom('', 'F', 'M', 'U'),
  born_on: maybe(fc.constantFrom('2014-05-11', '2014-11-05')),
  upn: maybe(fc.constantFrom('P899200024001', 'A899200024001')),
  postcode: maybe(fc.constantFrom('ZY1 2AB', 'ZX1 1AA')),
  address_line_1: maybe(fc.constantFrom('1 High Street', '2 Low Road')),
  registered_on: maybe(day),
  entered_on: maybe(day),
  left_on: maybe(day),
  enrol_status: fc.constantFrom('', 'C', 'M', 'P'),
  weekly_hours: maybe(fc.constantFrom('25', '9')),
  contact_name: maybe(fc.constantFrom('Ann Ashdown', 'Joan Birch')),
})
const lists = fc
  .array(fc.tuple(day, cells), { minLength: 1, maxLength: 5 })
  .map(some => some.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
const presence = fc.constantFrom('enrolment', 'residence', 'home_education', 'awaiting_place') as fc.Arbitrary<
  ListMeaning['presence']
>
const ofPresence = (some: [string, Cells][], kind: ListMeaning['presence']) =>
  some.map(([as_at, row]) => [as_at, row, kind] as [string, Cells, ListMeaning['presence']])

test('the same list twice plans nothing the second time, after any history', () => {
  fc.assert(
    fc.property(lists, presence, (some, kind) => {
      const history = ofPresence(some, kind)
      const again = history.at(-1) ?? assert.fail()
      assert.deepEqual(after(...history, again).plan, nothing)
    }),
    { numRuns: 2000 },
  )
})

test('no two facts of one kind are believed on one day, after any history', () => {
  fc.assert(
    fc.property(lists, presence, (some, kind) => {
      for (const facts of after(...ofPresence(some, kind)).held.values())
        for (const alike of Map.groupBy(facts, fact => fact.key).values()) {
          const inOrder = alike.toSorted((a, b) => (a.starts_on < b.starts_on ? -1 : 1))
          for (const [at, fact] of inOrder.entries()) {
            const next = inOrder[at + 1]
            assert.ok(fact.ends_on === null || fact.ends_on > fact.starts_on)
            assert.ok(!next || (fact.ends_on !== null && fact.ends_on <= next.starts_on), JSON.stringify(inOrder))
          }
        }
    }),
    { numRuns: 2000 },
  )
})

test('the order of the columns decides nothing', () => {
  fc.assert(
    fc.property(cells, fc.integer(), (row, seed) => {
      const turned = Object.fromEntries(
        Object.entries(row).toSorted(([a], [b]) => ((a.charCodeAt(0) * seed) % 7) - ((b.charCodeAt(0) * seed) % 7)),
      )
      assert.deepEqual(after(['2026-11-17', turned]), after(['2026-11-17', row]))
    }),
  )
})

test('what an officer said was never true is not planned again, but another value and a later beginning are', () => {
  const first = after(['2026-09-10', { born_on: '2014-05-11', entered_on: '2026-09-01' }])
  const overruled = (
    overruled: NonNullable<HeldFact['overruled']>,
    table: FactTable,
    ends_on: string | null = null,
  ): Held =>
    new Map(
      [...first.held].map(([name, facts]) => [
        name,
        name === table
          ? facts.map(fact => ({ ...fact, ends_on: ends_on === null ? null : asDay(ends_on), overruled }))
          : facts,
      ]),
    )
  const planned = (held: Held, cells: Cells) =>
    planFacts(
      wantedOf({ born_on: '2014-05-11', ...cells }, '2026-11-17'),
      held,
      asDay('2026-11-17'),
      asDay('2026-09-10'),
    )
  const born = overruled('never_true', 'birth_fact')
  assert.deepEqual(planned(born, { entered_on: '2026-09-01' }), nothing)
  const another = planned(born, { entered_on: '2026-09-01', born_on: '2014-11-05' })
  assert.deepEqual([another.retract, another.insert.map(fact => fact.values.born_on)], [[], ['2014-11-05']])

  for (const held of [overruled('never_true', 'enrolment_fact'), overruled('ended', 'enrolment_fact', '2026-10-10')]) {
    assert.deepEqual(planned(held, { entered_on: '2026-09-01' }), nothing, 'the old entry date again')
    assert.deepEqual(planned(held, {}), nothing, 'no entry date')
    const later = planned(held, { entered_on: '2026-11-02' })
    assert.deepEqual([later.retract, later.insert.map(fact => fact.starts_on)], [[], ['2026-11-02']])
  }
})
