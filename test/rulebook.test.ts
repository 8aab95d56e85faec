import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay } from '../src/rulebook/days.ts'
import { compared, due, type Example, told } from '../src/rulebook/examples.ts'
import { type Rule, rule, withinDays } from '../src/rulebook/rule.ts'
import { faultsOf } from './rulebook.ts'

const entry = (given: Partial<Rule> = {}): Rule =>
  rule({ id: 'Z1', title: 'A rule', text: 'Somebody does something.', source: 'an Act', mark: 'found', ...given })
const ended = asDay('2024-08-19')
const begun = asDay('2024-08-20')
const later = asDay('2026-07-26')
const example = told('Z1', 'A child does something.', 'Something follows.')
const dated = due('Z1', 'marlshire', '2026-09-02', '2026-09-07', 'five days')
const number = compared('Z1', 5, null, true, 'five')
const threshold = { of: 'days', is: 'at_least', number: 5, per: null } as const

const planted: [string, Rule[], Example[], RegExp][] = [
  ['no source', [entry({ source: ' ' })], [example], /^Z1 has no source$/],
  ['no example', [entry()], [], /^Z1 has no example$/],
  ['a date that no example counts', [entry({ count: withinDays(5) })], [example, number], /no example of its date/],
  ['a number that no example compares', [entry({ threshold })], [example, dated], /no example of its number/],
  ['an example of no rule', [entry()], [example, told('Z2', 'A child.', 'Nothing.')], /^Z2 has an example, and is no/],
  ['the same rule twice', [entry(), entry()], [example], /two entries that are in force on one day/],
  ['a day on which two hold', [entry({ valid_to: begun }), entry({ valid_from: ended })], [example], /two entries/],
  [
    'two that have not commenced',
    [entry({ valid_from: 'not_commenced' }), entry({ valid_from: 'not_commenced' })],
    [example],
    /two entries/,
  ],
  [
    'an end before its beginning',
    [entry({ valid_from: later, valid_to: begun })],
    [example],
    /ends on 2024-08-20, which is not after it begins on 2026-07-26/,
  ],
  ['an end on its first day', [entry({ valid_from: begun, valid_to: begun })], [example], /not after it begins/],
]

for (const [name, rules, examples, sentence] of planted) {
  test(`a planted fault is named: ${name}`, () => {
    const faults = faultsOf(rules, examples)
    assert.equal(faults.length, 1, faults.join('\n'))
    assert.match(faults[0] ?? '', sentence)
  })
}

test('a rule that follows another on the day that one ends is no fault, nor one that waits to be commenced', () => {
  const entries = [
    entry({ count: withinDays(5), threshold, valid_to: ended }),
    entry({ valid_from: ended, valid_to: later }),
    entry({ valid_from: later }),
    entry({ id: 'Z2', valid_from: 'not_commenced' }),
  ]
  assert.deepEqual(faultsOf(entries, [dated, number, told('Z2', 'A child.', 'Something.')]), [])
})
