import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay } from '../../rulebook/index.ts'
import { type PlacedLine, planOfGroups, type StoredGroup, type StoredMember } from './group-plan.ts'

const day = asDay
const valley: StoredGroup = {
  id: 'valley',
  kind: 'family',
  name: 'Valley',
  name_key: 'valley',
  starts_on: day('2020-09-01'),
}
const coast: StoredGroup = { ...valley, id: 'coast', name: 'Coast', name_key: 'coast' }
const inValley: StoredMember = {
  ...{ id: 'm1', group_id: 'valley', school_urn: 990001, kind: 'family', group: 'Valley' },
  ...{ starts_on: day('2022-09-01'), ends_on: null },
}
const line = (given: Partial<PlacedLine>): PlacedLine => ({
  ...{ line: 2, school: { urn: 990001 }, urn: 990001, kind: 'family', group: 'Valley' },
  ...{ starts_on: day('2026-09-01'), ends_on: null },
  ...given,
})
const plan = (lines: PlacedLine[], members = [inValley]) => planOfGroups(lines, [valley, coast], members)

test('a school that is in the group already stays as it is', () => {
  const { same, join, end, problems } = plan([line({ group: 'VALLEY' })])
  assert.deepEqual([same, join, end, problems], [1, [], [], []])
})

test('joining another group of the kind ends the one before, on that day', () => {
  const { join, end, replace, make } = plan([line({ group: 'Coast' })])
  assert.deepEqual(end, [{ id: 'm1', on: '2026-09-01' }])
  assert.deepEqual([join[0]?.group_id, join[0]?.leaves], ['coast', 'Valley'])
  assert.deepEqual([replace, make], [[], []])
})

test('another group from the very day replaces what was said', () => {
  const { end, replace } = plan([line({ group: 'Coast', starts_on: day('2022-09-01') })])
  assert.deepEqual([end, replace], [[], [{ id: 'm1' }]])
})

test('a group that is new is made once, from the earliest day', () => {
  const { make, join } = plan([
    line({ line: 2, urn: 990001, group: 'Hill', starts_on: day('2026-10-01') }),
    line({ line: 3, urn: 990002, group: 'hill', starts_on: day('2026-09-01') }),
  ])
  assert.deepEqual(
    make.map(({ name_key, starts_on }) => [name_key, starts_on]),
    [['hill', '2026-09-01']],
  )
  assert.equal(join.length, 2)
})

test('one file may hold the history: each line ends the one before it', () => {
  const { join, end } = plan(
    [
      line({ line: 2, group: 'Coast', starts_on: day('2024-09-01') }),
      line({ line: 3, group: 'Valley', starts_on: day('2021-09-01') }),
    ],
    [],
  )
  assert.deepEqual(
    join.map(one => [one.group, one.starts_on, one.ends_on]),
    [
      ['Valley', '2021-09-01', '2024-09-01'],
      ['Coast', '2024-09-01', null],
    ],
  )
  assert.deepEqual(end, [])
})

for (const [why, given, members] of [
  ['begins before a later period', { group: 'Coast', starts_on: day('2021-09-01') }, [inValley]],
  ['the same group from another day', { starts_on: day('2021-09-01') }, [inValley]],
  [
    'lies in a period that has ended',
    { group: 'Coast', starts_on: day('2023-09-01') },
    [{ ...inValley, ends_on: day('2024-09-01') }],
  ],
  ['before the group began', { group: 'Coast', starts_on: day('2019-09-01') }, []],
] as const) {
  test(`a line is refused that ${why}`, () => {
    const { problems, join, end, replace } = plan([line(given)], [...members])
    assert.equal(problems.length, 1)
    assert.deepEqual([problems[0]?.line, join, end, replace], [2, [], [], []])
  })
}

test('a school may be in many other groups, and in each once', () => {
  const pilot = { ...valley, id: 'pilot', kind: 'other', name: 'Pilot', name_key: 'pilot' } as const
  const { join, same } = planOfGroups(
    [line({ kind: 'other', group: 'Coastal' }), line({ line: 3, kind: 'other', group: 'Pilot' })],
    [pilot],
    [{ ...inValley, kind: 'other', group_id: 'pilot', group: 'Pilot' }],
  )
  assert.deepEqual([join.length, join[0]?.leaves, same], [1, null, 1])
})
