import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay, type EntryKind } from '../../rulebook/index.ts'
import type { StoredEntry } from './entry.ts'
import { byKind, byYear, planOf } from './plan.ts'

const entry = (kind: EntryKind, starts_on: string, school_urn: number | null = null): StoredEntry => ({
  ...{ id: `${school_urn} ${kind} ${starts_on}`, school_urn, kind, name: '' },
  ...{ starts_on: asDay(starts_on), last_on: asDay(starts_on) },
})
const stored = [
  entry('inset', '2026-09-01'),
  entry('inset', '2026-11-20'),
  entry('closure', '2026-11-23'),
  entry('holiday', '2026-12-25'),
  entry('inset', '2027-01-04'),
  entry('inset', '2027-09-01'),
  entry('inset', '2026-11-20', 990001),
]
const given = [entry('inset', '2026-11-16'), entry('inset', '2027-01-04'), entry('closure', '2026-11-16')]

test('a file of term dates is the whole truth of the years and calendars that it speaks of, bank holidays apart', () => {
  const plan = planOf(given, stored, byYear)
  assert.deepEqual(
    plan.retract.map(({ id }) => id),
    ['null inset 2026-09-01', 'null inset 2026-11-20', 'null closure 2026-11-23'],
  )
  assert.deepEqual([plan.record.length, plan.same], [2, 1])
})

test('an iCalendar file replaces only the kinds that it holds, between its first and its last day', () => {
  const kept = planOf(given.slice(0, 2), stored, byKind)
  assert.deepEqual(
    kept.retract.map(({ id }) => id),
    ['null inset 2026-11-20'],
  )
  assert.deepEqual(planOf([], stored, byKind).retract, [])
})
