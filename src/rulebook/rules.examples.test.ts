/** Every worked example of every rule, run against the engine that does the counting for the program. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { examples } from './all-examples.ts'
import { countedEntry } from './counted-entry.ts'
import { addDays } from './days.ts'
import { derive, dueOn } from './due.ts'
import type { Example } from './examples.ts'
import { printedCalendars as calendars } from './printed-calendars.ts'
import { entriesOfRule } from './rules.ts'
import { reaches } from './thresholds.ts'

const isDue = (example: Example): example is Example & { kind: 'due' } => example.kind === 'due'
const isNumber = (example: Example): example is Example & { kind: 'number' } => example.kind === 'number'

for (const { rule, why, calendar, opened_on, due_on } of examples.filter(isDue)) {
  test(`${rule} opened on ${opened_on} (${calendar}): ${why}`, () => {
    // Of a rule that had not commenced or held no longer, the newest entry: it is counted as it was.
    const { count } = countedEntry(rule, opened_on)?.rule ?? assert.fail(`no rule ${rule}`)
    if (count === null) assert.fail(`${rule} sets no date`)
    assert.equal(dueOn(count, opened_on, calendars[calendar]), due_on)
    const due = derive(count, opened_on, calendars[calendar])
    assert.equal(due.due_on, due_on)
    assert.ok(due.counted.includes(due_on))
    if (count.by === 'span') assert.equal(due.counted.length, count.length)
    if (count.by !== 'days' || count.length === 0) return
    assert.equal(due.counted.length, count.length)
    const days = [...due.counted, ...due.skipped.map(({ day }) => day)].sort()
    const first = count.first === 'day_itself' ? opened_on : addDays(opened_on, 1)
    assert.deepEqual(
      days,
      days.map((_, i) => addDays(first, i)),
    )
    assert.equal(days.at(-1), due_on)
  })
}

for (const { rule, why, amount, out_of, reached } of examples.filter(isNumber)) {
  test(`${rule} of ${amount}${out_of === null ? '' : ` out of ${out_of}`}: ${why}`, () => {
    const threshold = entriesOfRule(rule)[0]?.threshold
    if (!threshold) assert.fail(`${rule} compares nothing`)
    assert.equal(reaches(threshold, amount, out_of), reached)
  })
}
