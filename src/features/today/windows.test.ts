import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay, schoolCalendar } from '../../rulebook/index.ts'
import { dueBetween } from './windows.ts'

const calendar = schoolCalendar({
  name: 'the calendar of the test',
  entries: [
    { kind: 'term', starts_on: asDay('2026-09-01'), last_on: asDay('2026-12-18'), name: 'Autumn' },
    { kind: 'half_term', starts_on: asDay('2026-10-26'), last_on: asDay('2026-10-30'), name: 'Half-term' },
  ],
})
const on = (window: Parameters<typeof dueBetween>[0], today: string) => {
  const { from, to } = dueBetween(window, calendar, asDay(today))
  return `${from} to ${to}`
}

test('overdue ends yesterday; nothing asked is no bound', () => {
  assert.equal(on('overdue', '2026-11-17'), 'null to 2026-11-16')
  assert.equal(on(null, '2026-11-17'), 'null to null')
})

test('five school days ahead leave out weekends and half-term', () => {
  assert.equal(on('soon', '2026-11-17'), '2026-11-17 to 2026-11-24')
  assert.equal(on('soon', '2026-10-22'), '2026-10-22 to 2026-11-05')
})

test('where the calendar ends, soon is a week', () => {
  assert.equal(on('soon', '2027-08-30'), '2027-08-30 to 2027-09-06')
})

test('next week is from Monday to Sunday of the day after the due day, whatever day today is', () => {
  for (const today of ['2026-11-16', '2026-11-17', '2026-11-21', '2026-11-22']) {
    assert.equal(on('next_week', today), '2026-11-22 to 2026-11-28', today)
  }
  assert.equal(on('next_week', '2026-11-23'), '2026-11-29 to 2026-12-05')
})
