import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindOf } from './event-kinds.ts'

for (const [title, days, told] of [
  ['Autumn Term 2026', 109, 'term'],
  ['TERM 1', 53, 'term'],
  ['Half Term', 5, 'half_term'],
  ['Autumn term: half-term holiday', 9, 'half_term'],
  ['October Half-term (school re-opens 2 November)', 9, 'half_term'],
  ['INSET day – school closed to pupils', 1, 'inset'],
  ['Staff Training Day', 1, 'inset'],
  ['Inset day (first day of the spring term)', 1, 'inset'],
  ['School closed: polling station', 1, 'closure'],
  ['Snow day', 1, 'closure'],
  ['May Day Bank Holiday: school closed', 1, 'holiday'],
  ['Good Friday', 1, 'holiday'],
  ['Autumn term starts', 1, /begins or ends/],
  ['Last day of term', 1, /begins or ends/],
  ['Back to school after half term', 1, /begins or ends/],
  ['Term 3', 1, /says term and lasts 1 day\b/],
  ['Half term 1', 53, /says half-term and lasts 53 days/],
  ['Summer term', 324, /says term and lasts 324 days/],
  ['INSET day in half term', 1, /says both half-term and INSET day/],
  ['Christmas holidays', 16, /holiday between terms/],
  ['Parents’ evening', 1, /does not say which kind/],
  ['Determined learners’ assembly', 1, /does not say which kind/],
  ['', 1, /does not say which kind/],
] as const) {
  test(`“${title}”, ${days} days, is ${typeof told === 'string' ? told : 'not told'}`, () => {
    const found = kindOf(title, days)
    if (typeof told === 'string') assert.deepEqual(found, { kind: told })
    else assert.match('why' in found ? found.why : found.kind, told)
  })
}
