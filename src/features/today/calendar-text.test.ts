import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay } from '../../rulebook/index.ts'
import { calendarText } from './calendar-text.ts'

const event = {
  uid: 'a@onroll',
  on: asDay('2026-12-31'),
  known_on: asDay('2026-11-02'),
  summary:
    'CME-26-0001: Reports, and “returns”; each école \\ school — the whole of a rule’s title that is longer than one line may be',
  href: 'https://onroll.example/children/1/clocks/level_two-2026-11-02',
}
const linesOf = (text: string) => text.split('\r\n')

test('an all-day event ends on the day after it, over the turn of the year too', () => {
  const lines = linesOf(calendarText('What is due', [event]))
  assert.deepEqual(lines.slice(0, 2), ['BEGIN:VCALENDAR', 'VERSION:2.0'])
  for (const line of [
    'DTSTART;VALUE=DATE:20261231',
    'DTEND;VALUE=DATE:20270101',
    'DTSTAMP:20261102T000000Z',
    'UID:a@onroll',
  ])
    assert.ok(lines.includes(line), line)
  assert.deepEqual(lines.slice(-2), ['END:VCALENDAR', ''])
})

test('commas, semicolons and backslashes are escaped; no line is longer than 75 octets; unfolded it reads as it was', () => {
  const text = calendarText('What is due', [event])
  for (const line of linesOf(text)) assert.ok(Buffer.byteLength(line) <= 75, line)
  const unfolded = linesOf(text.replaceAll('\r\n ', ''))
  const escaped = event.summary.replace('\\', '\\\\').replace(',', '\\,').replace(';', '\\;')
  assert.ok(unfolded.includes(`SUMMARY:${escaped}`))
  assert.doesNotMatch(text, /[^\r]\n/)
})

test('nothing due is a calendar all the same', () => {
  assert.doesNotMatch(calendarText('What is due', []), /VEVENT/)
})
