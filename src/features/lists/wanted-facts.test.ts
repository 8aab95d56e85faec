import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRow } from '../../../test/support/list-rows.ts'
import { asDay, isInArea } from '../../rulebook/index.ts'
import { type ListMeaning, type RowSchool, type WantedFact, wantedFacts } from './wanted-facts.ts'

const ashby: RowSchool = { urn: 990001, sector: 'state', in_area: true }
const meaning = (kind: string, presence: ListMeaning['presence']): ListMeaning => ({
  kind,
  presence,
  as_at: asDay('2026-11-17'),
  postcode_areas: ['ZY1', 'ZY2'],
})
const roll = meaning('school_roll', 'enrolment')
const health = meaning('health', 'residence')

const wanted = (cells: Record<string, string>, list = roll, school: RowSchool | null = ashby): WantedFact[] => {
  const { row, problems } = readRow({ surname: 'Ashdown', forename: 'Mary', ...cells })
  return wantedFacts(row, problems, school, list)
}
const of = (table: string, facts: WantedFact[]) => facts.filter(fact => fact.table === table)
const days = (table: string, facts: WantedFact[]) => of(table, facts).map(fact => [fact.starts_on, fact.ends_on])

test('a roll reaches back no further than its school: one that took over keeps the entry dates of the one before', () => {
  const converted = { ...ashby, opened_on: asDay('2026-09-01') }
  const on = (cells: Record<string, string>) => days('enrolment_fact', wanted(cells, roll, converted))
  assert.deepEqual(on({ entered_on: '2021-09-02' }), [['2026-09-01', null]])
  assert.deepEqual(on({ entered_on: '2026-09-14' }), [['2026-09-14', null]])
  assert.deepEqual(on({ entered_on: '2021-09-02', left_on: '2026-10-02' }), [['2026-09-01', '2026-10-03']])
  assert.deepEqual(on({ entered_on: '2021-09-02', left_on: '2026-07-21' }), [['2021-09-02', '2026-07-22']])
  const before = { ...roll, as_at: asDay('2026-06-10') }
  const early = wanted({ entered_on: '2021-09-02' }, before, converted)
  assert.deepEqual(days('enrolment_fact', early), [['2021-09-02', null]])
})

test('an empty cell is no fact', () => {
  const facts = wanted({ upn: '', born_on: '', postcode: '', contact_phone: '', preferred_forename: '', sex: '' })
  assert.deepEqual(
    facts.map(fact => fact.table),
    ['name_fact', 'enrolment_fact'],
  )
})

test('each name is a fact of its own; a preferred forename goes with the legal surname', () => {
  const facts = wanted({ preferred_forename: 'Molly', former_surname: 'Birch' })
  assert.deepEqual(
    of('name_fact', facts).map(({ values }) => [values.kind, values.forename, values.surname, values.surname_key]),
    [
      ['legal', 'Mary', 'Ashdown', 'ashdown'],
      ['preferred', 'Molly', 'Ashdown', 'ashdown'],
      ['former', 'Mary', 'Birch', 'birch'],
    ],
  )
})

test('a UPN with a wrong check letter is kept with what is wrong with it', () => {
  const [wrong] = of('identifier_fact', wanted({ upn: 'A899200024001' }))
  assert.equal(wrong?.values.value, 'A899200024001')
  assert.match(String(wrong?.values.problem), /check letter/)
})

const enrolments: [what: string, cells: Record<string, string>, expected: [string, string | null]][] = [
  ['begins on the entry date', { entered_on: '2024-09-02' }, ['2024-09-02', null]],
  ['without an entry date begins on the list’s day', {}, ['2026-11-17', null]],
  ['that is to come begins when it comes', { entered_on: '2027-01-04' }, ['2027-01-04', null]],
  [
    'ends on the day after the last day on roll',
    { entered_on: '2024-09-02', left_on: '2026-10-23' },
    ['2024-09-02', '2026-10-24'],
  ],
  ['is to end on an announced day', { entered_on: '2024-09-02', left_on: '2026-12-18' }, ['2024-09-02', '2026-12-19']],
  ['of which only the last day is known is that day', { left_on: '2026-10-23' }, ['2026-10-23', '2026-10-24']],
  [
    'of a returner goes on: the leaving date is of the time before',
    { entered_on: '2026-09-01', left_on: '2025-07-22' },
    ['2026-09-01', null],
  ],
  [
    'of a previous pupil is over',
    { entered_on: '2024-09-02', left_on: '2026-10-23', enrol_status: 'P' },
    ['2024-09-02', '2026-10-24'],
  ],
]
for (const [what, cells, expected] of enrolments)
  test(`an enrolment ${what}`, () => assert.deepEqual(days('enrolment_fact', wanted(cells)), [expected]))

test('a previous pupil without a leaving date only ends what was going on', () => {
  const [fact] = of('enrolment_fact', wanted({ entered_on: '2024-09-02', enrol_status: 'P' }))
  assert.deepEqual([fact?.ends_on, fact?.only_ends, fact?.values.status], ['2026-11-17', true, 'C'])
})

test('a school that the register does not know: on a roll, in the area, or outside it for a neighbour’s list', () => {
  const values = (list: ListMeaning) => of('enrolment_fact', wanted({}, list, null))[0]?.values
  assert.deepEqual(
    [roll, meaning('neighbour_roll', 'enrolment'), meaning('independent_return', 'enrolment')]
      .map(values)
      .map(said => [said?.school_urn, said?.in_area, said?.sector]),
    [
      [null, true, 'unknown'],
      [null, false, 'unknown'],
      [null, true, 'independent'],
    ],
  )
})

test('where a list of residents gives no address, the child lives in the area; where it gives one, the postcode says', () => {
  const address = (cells: Record<string, string>, list = health) => of('address_fact', wanted(cells, list, null))[0]
  assert.equal(address({})?.values.in_area, true)
  assert.equal(address({ postcode: 'ZY1 2AB' })?.values.in_area, true)
  assert.equal(address({ postcode: 'ZX1 2AB' })?.values.in_area, false)
  assert.equal(address({}, roll), undefined)
  assert.equal(address({ postcode: 'ZY1 2AB', registered_on: '2026-10-08' })?.starts_on, '2026-10-08')
  assert.equal(address({ postcode: 'ZY1 2AB', registered_on: '2026-12-01' })?.starts_on, '2026-11-17')
  assert.equal(of('enrolment_fact', wanted({}, health)).length, 0)
})

test('home education and the wait for a place last from their first day to their last', () => {
  const facts = (list: ListMeaning, table: string) =>
    days(table, wanted({ registered_on: '2023-11-17', left_on: '2026-06-30' }, list, null))
  assert.deepEqual(facts(meaning('home_education', 'home_education'), 'provision_fact'), [['2023-11-17', '2026-07-01']])
  assert.deepEqual(facts(meaning('admissions', 'awaiting_place'), 'circumstance_fact'), [['2023-11-17', '2026-07-01']])
})

test('a postcode lies in the area by its whole outward code, or by its letters', () => {
  const inside = (postcode: string, ...areas: string[]) => isInArea(postcode, areas)
  assert.equal(inside('ZY1 2AB', 'ZY1'), true)
  assert.equal(inside('ZY11 2AB', 'ZY1'), false)
  assert.equal(inside('zy1 2ab', 'ZY1'), true)
  assert.equal(inside('ZY11 2AB', 'ZY'), true)
  assert.equal(inside('ZYX1 2AB', 'ZY'), false)
  assert.equal(inside('ZY1 2AB'), false)
})
