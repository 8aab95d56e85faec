import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bankHolidays, marlshireEntries, sixTermEntries } from '../../test/support/printed-calendar.ts'
import { schoolCalendar } from './calendars.ts'
import { asDay } from './days.ts'
import { derive, dueOn } from './due.ts'
import { careExamples } from './examples-care.ts'
import { meetingExamples } from './examples-meetings.ts'
import { nottinghamshireExamples } from './examples-nottinghamshire.ts'
import { partnershipExamples } from './examples-partnership.ts'
import { provisionExamples } from './examples-provision.ts'
import { interventionExamples, rutlandExamples } from './examples-rutland.ts'
import { sendExamples } from './examples-send.ts'
import type { Threshold } from './rule.ts'
import { ruleSections } from './rules.ts'
import { workingCalendar } from './working-calendar.ts'

const titles = [
  'Looked-after children',
  'Special educational needs and health',
  'Alternative provision',
  'Support and intervention in schools',
  'Nottinghamshire',
  'Rutland',
  'Surrey’s partnership',
]
const ours = ruleSections.filter(s => titles.includes(s.title)).flatMap(s => s.rules)
const examples = [
  careExamples,
  meetingExamples,
  nottinghamshireExamples,
  partnershipExamples,
  provisionExamples,
  interventionExamples,
  rutlandExamples,
  sendExamples,
].flat()
const working = workingCalendar(bankHolidays.map(({ on, name }) => ({ on: asDay(on), name })))
const printed = {
  marlshire: schoolCalendar({ name: 'Marlshire', entries: marlshireEntries }),
  six_terms: schoolCalendar({ name: 'Six Terms School', entries: sixTermEntries }),
}
const reaches = ({ is, number }: Threshold, amount: number): boolean =>
  ({ at_least: amount >= number, over: amount > number, at_most: amount <= number, under: amount < number })[is]

test('every example agrees', () => {
  for (const one of examples) {
    const rule = ours.find(r => r.id === one.rule)
    if (rule === undefined) assert.fail(`no rule ${one.rule}`)
    if (one.kind === 'due') {
      if (rule.count === null) assert.fail(`no count ${one.rule}`)
      const calendars = { school: printed[one.calendar], working }
      assert.equal(dueOn(rule.count, one.opened_on, calendars), one.due_on, `${one.rule} ${one.opened_on}`)
      assert.equal(derive(rule.count, one.opened_on, calendars).due_on, one.due_on)
    } else if (one.kind === 'number') {
      if (rule.threshold === null) assert.fail(`no threshold ${one.rule}`)
      assert.equal(reaches(rule.threshold, one.amount), one.reached, `${one.rule} ${one.amount}`)
    }
  }
})
test('every rule has its kind of example, once', () => {
  const ids = ours.map(r => r.id)
  assert.equal(new Set(ids).size, ids.length)
  for (const rule of ours) {
    const kinds = new Set(examples.filter(e => e.rule === rule.id).map(e => e.kind))
    if (rule.count) assert.ok(kinds.has('due'), `due ${rule.id}`)
    if (rule.threshold) assert.ok(kinds.has('number'), `number ${rule.id}`)
    assert.ok(kinds.size > 0, rule.id)
    if (rule.opens.length) assert.ok(rule.met_by.length && rule.owed_by && rule.count, rule.id)
    assert.ok(!rule.warns.some(w => (rule.length ?? 0) <= w.before), `warn ${rule.id}`)
  }
})
