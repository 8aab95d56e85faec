import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay } from './days.ts'
import type { StateSpan } from './facts.ts'
import { type Evidence, groupSpans, sightBits, sightsOf } from './group-spans.ts'

const evidence = (by: Evidence['by'], kind: string, from: string, until: string | null, sights: number): Evidence => ({
  ...{ by, kind, starts_on: asDay(from), ends_on: until === null ? null : asDay(until) },
  sights,
})
const state = (code: StateSpan['state'], from: string, until: string | null): StateSpan => ({
  ...{ state: code, starts_on: asDay(from), ends_on: until === null ? null : asDay(until) },
  ...{ school_urn: null, in_area: true, weekly_hours: null, because: '', citations: [], fact_ids: [] },
})
const answer = (...states: StateSpan[]) => ({ states, suspense: [], flags: [] })
const { education, care_status, care_detail, protected: guarded } = sightBits
const sees = (sights: number, ...bits: number[]) => (sights & (1 << bits.reduce((sum, bit) => sum | bit, 0))) !== 0

test('a child of two plans is found there by whoever is shown one of them, and by nobody who is shown neither', () => {
  const [only, ...others] = groupSpans(
    [
      evidence('need', 'protection_plan', '2026-09-01', null, sightsOf('care_detail', false)),
      evidence('need', 'child_in_need', '2026-09-01', null, sightsOf('care_status', true)),
    ],
    answer(state('on_roll', '2026-09-01', null)),
  ).filter(span => span.group_code === 'in_need_or_protection')
  assert.deepEqual(others, [])
  const sights = only?.sights ?? 0
  assert.equal(sees(sights, education, care_detail), true)
  assert.equal(sees(sights, education, care_status, guarded), true)
  assert.equal(sees(sights, education, care_status), false)
  assert.equal(sees(sights, care_detail), false, 'who is shown no state is kept nothing for')
})

test('a need is cut where the state changes, and ends on its day without anybody looking', () => {
  const spans = groupSpans(
    [evidence('need', 'young_carer', '2026-09-01', '2027-01-01', sightsOf('care_status', false))],
    answer(state('on_roll', '2026-09-01', '2026-10-05'), state('unexplained', '2026-10-05', null)),
  )
  assert.deepEqual(
    spans
      .filter(({ group_code }) => group_code === 'young_carers')
      .map(({ starts_on, ends_on, state: code }) => `${starts_on} ${ends_on} ${code}`),
    ['2026-09-01 2026-10-05 on_roll', '2026-10-05 2027-01-01 unexplained'],
  )
})

test('who is excluded is so until reinstated, and stands with or without an EHC plan by what a reader is shown of it', () => {
  const spans = groupSpans(
    [
      evidence('happening', 'permanently_excluded', '2026-09-10', '2026-09-11', sightsOf('education', false)),
      evidence('happening', 'reinstated', '2026-11-02', '2026-11-03', sightsOf('education', false)),
      evidence('need', 'ehc_plan', '2026-01-01', null, sightsOf('education', true)),
    ],
    answer(state('unexplained', '2026-09-01', null)),
  )
  const of = (code: string) => spans.filter(({ group_code }) => group_code === code)
  for (const code of ['excluded_with_plan', 'excluded_without_plan'])
    assert.deepEqual(
      of(code).map(({ starts_on, ends_on }) => `${starts_on} ${ends_on}`),
      ['2026-09-10 2026-11-02'],
    )
  assert.equal(sees(of('excluded_with_plan')[0]?.sights ?? 0, education, guarded), true)
  assert.equal(sees(of('excluded_without_plan')[0]?.sights ?? 0, education, guarded), false)
  assert.equal(sees(of('excluded_without_plan')[0]?.sights ?? 0, education), true)
})
