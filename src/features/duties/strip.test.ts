import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay, derive, printedCalendars, ruleOn } from '../../rulebook/index.ts'
import { stripOf } from './strip.ts'

const of = (rule: string, on: string) => {
  const count = ruleOn(rule, asDay(on))?.count
  assert.ok(count)
  return stripOf(derive(count, asDay(on), printedCalendars.marlshire))
}

test('counted days are numbered, and days skipped for one reason stand together', () => {
  assert.deepEqual(
    of('A1', '2025-10-23').map(({ text }) => text),
    [
      '1 · 24 Oct 2025',
      '25 Oct 2025 to 26 Oct 2025: weekend',
      '27 Oct 2025 to 31 Oct 2025: half-term',
      '1 Nov 2025 to 2 Nov 2025: weekend',
      '3 Nov 2025: INSET day',
      ...['2 · 4 Nov 2025', '3 · 5 Nov 2025', '4 · 6 Nov 2025', '5 · 7 Nov 2025'],
    ],
  )
  assert.deepEqual(
    of('A1', '2025-10-23').flatMap(({ text, due }) => (due ? [text] : [])),
    ['5 · 7 Nov 2025'],
  )
})

test('of months the end of each stands alone, however far apart they are', () => {
  assert.deepEqual(
    of('RAG3.watch', '2025-11-30').map(({ text }) => text),
    ['1 · 30 Dec 2025', '2 · 30 Jan 2026', '3 · 28 Feb 2026'],
  )
})
