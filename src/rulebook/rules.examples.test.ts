/** Every worked example of every rule, run against the engine that does the counting for the program. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bankHolidays, marlshireEntries, sixTermEntries } from '../../test/support/printed-calendar.ts'
import { examples } from './all-examples.ts'
import { schoolCalendar } from './calendars.ts'
import { addDays, asDay, type Day } from './days.ts'
import { type DueCalendars, derive, dueOn } from './due.ts'
import type { Example, PrintedCalendar } from './examples.ts'
import type { Rule } from './rule.ts'
import { entriesOfRule, ruleOn } from './rules.ts'
import { reaches } from './thresholds.ts'
import { workingCalendar } from './working-calendar.ts'

const working = workingCalendar(bankHolidays.map(({ on, name }) => ({ on: asDay(on), name })))
const calendars: Readonly<Record<PrintedCalendar, DueCalendars>> = {
  marlshire: { school: schoolCalendar({ name: 'Marlshire', entries: marlshireEntries }), working },
  six_terms: { school: schoolCalendar({ name: 'Six Terms School', entries: sixTermEntries }), working },
}

/** The entry in force on a day; of a rule that had not commenced or held no longer, the newest: it is counted as it was. */
const entryOn = (id: string, on: Day): Rule => {
  const newest = entriesOfRule(id)[0]
  return ruleOn(id, on) ?? newest ?? assert.fail(`no rule ${id} on ${on}`)
}

const isDue = (example: Example): example is Example & { kind: 'due' } => example.kind === 'due'
const isNumber = (example: Example): example is Example & { kind: 'number' } => example.kind === 'number'

for (const { rule, why, calendar, opened_on, due_on } of examples.filter(isDue)) {
  test(`${rule} opened on ${opened_on} (${calendar}): ${why}`, () => {
    const { count } = entryOn(rule, opened_on)
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
