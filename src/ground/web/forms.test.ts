import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { asDay } from '../../rulebook/days.ts'
import { dayField } from './day-field.ts'
import { drawForm, formValues } from './drawn-forms.ts'
import {
  choiceField,
  choicesField,
  numberField,
  optional,
  passwordField,
  revealed,
  textField,
  tickField,
} from './fields.ts'
import { type Field, form, parseForm } from './forms.ts'

const day = dayField({
  label: 'When?',
  about: 'the day of birth',
  notBefore: asDay('2006-09-01'),
  notAfter: asDay('2026-11-03'),
})
const hours = numberField({ label: 'Hours', about: 'the weekly hours', least: 0, most: 40, decimals: 1 })
const count = numberField({ label: 'Count', about: 'the count', least: 1, most: 9999 })
const team = choiceField({
  label: 'Team',
  about: 'a team',
  choices: [
    { value: 'cme', text: 'CME' },
    { value: 'ehe', text: 'EHE' },
  ],
})
const teams = choicesField({ label: 'Teams', about: 'at least one team', choices: [{ value: 'cme', text: 'CME' }] })
const note = textField({ label: 'Note', about: 'the note', rows: 3, most: 10 })
const upper = textField({
  label: 'Code',
  about: 'the code',
  as: z.string().regex(/^[A-Z]+$/, 'The code must be in capitals'),
})

/** The value, or the sentence and where it leads. */
function read(field: Field<unknown>, body: Record<string, unknown>): unknown {
  const parsed = parseForm(form({ it: field }), body)
  return parsed.ok ? parsed.values.it : parsed.errors.map(({ message, href }) => `${href} ${message}`)[0]
}

const cases: [string, Field<unknown>, Record<string, unknown>, unknown][] = [
  ['a day in three parts', day, { it_day: '3', it_month: '11', it_year: '2015' }, '2015-11-03'],
  ['a day with a month in words', day, { it_day: ' 03', it_month: 'November', it_year: '2015 ' }, '2015-11-03'],
  ['a day whole', day, { it: '2015-11-03' }, '2015-11-03'],
  ['no day', day, {}, '#it_day Enter the day of birth'],
  ['no month', day, { it_day: '3', it_year: '2015' }, '#it_month The day of birth must include a month'],
  ['two parts missing', day, { it_day: '3' }, '#it_month The day of birth must include a month and a year'],
  [
    'a short year',
    day,
    { it_day: '3', it_month: '1', it_year: '15' },
    '#it_year The day of birth must have a year of 4 figures, like 2026',
  ],
  [
    '29 February of no leap year',
    day,
    { it_day: '29', it_month: '2', it_year: '2023' },
    '#it_day The day of birth must be a real date, like 3 11 2026',
  ],
  [
    'a day that is no number',
    day,
    { it_day: 'x', it_month: '2', it_year: '2024' },
    '#it_day The day of birth must be a real date, like 3 11 2026',
  ],
  ['the last day allowed', day, { it: '2026-11-03' }, '2026-11-03'],
  ['too late', day, { it: '2026-11-04' }, '#it_day The day of birth must be Tuesday 3 November 2026 or earlier'],
  ['too early', day, { it: '2006-08-31' }, '#it_day The day of birth must be Friday 1 September 2006 or later'],
  ['a number', hours, { it: ' 12.5 ' }, 12.5],
  ['a number with its thousands marked', count, { it: '1,204' }, 1204],
  [
    'too many places',
    hours,
    { it: '12.55' },
    '#it The weekly hours must be a number with at most 1 decimal place from 0 to 40',
  ],
  [
    'over the most',
    hours,
    { it: '41' },
    '#it The weekly hours must be a number with at most 1 decimal place from 0 to 40',
  ],
  ['no number', count, { it: 'ten' }, '#it The count must be a whole number from 1 to 9999'],
  ['a number in another notation', count, { it: '1e3' }, '#it The count must be a whole number from 1 to 9999'],
  ['nothing for a number', count, { it: ' ' }, '#it Enter the count'],
  ['a choice', team, { it: 'cme' }, 'cme'],
  ['a choice not offered', team, { it: 'admin' }, '#it Choose a team'],
  ['no choice', team, {}, '#it Choose a team'],
  ['two where one is asked', team, { it: ['cme', 'ehe'] }, '#it Choose a team'],
  ['choices', teams, { it: 'cme' }, ['cme']],
  ['no choices', teams, {}, '#it Choose at least one team'],
  ['text is trimmed and its line ends made one', note, { it: '  a\r\nb ' }, 'a\nb'],
  ['too long', note, { it: 'x'.repeat(11) }, '#it The note must be 10 characters or fewer: it has 11'],
  ['a NUL', note, { it: 'a\u0000b' }, '#it The note holds a character that cannot be shown: type it again'],
  ['an object where text is asked', note, { it: { $ne: '' } }, '#it Enter the note'],
  ['a schema of its own', upper, { it: ' ABC ' }, 'ABC'],
  ['a schema of its own, wrong', upper, { it: 'abc' }, '#it The code must be in capitals'],
  ['optional, empty', optional(note), { it: '  ' }, null],
  ['optional, given', optional(note), { it: 'hi' }, 'hi'],
  ['optional, wrong', optional(note), { it: 'x'.repeat(11) }, '#it The note must be 10 characters or fewer: it has 11'],
  ['optional day, empty', optional(day), {}, null],
  ['optional day, half', optional(day), { it_day: '3' }, '#it_month The day of birth must include a month and a year'],
  ['optional choices, none', optional(teams), {}, null],
  ['a tick', tickField({ label: '', text: 'Yes' }), { it: 'yes' }, true],
  ['no tick', tickField({ label: '', text: 'Yes' }), {}, false],
  ['no tick where one must be', tickField({ label: '', text: 'I have', must: 'Tick the box' }), {}, '#it Tick the box'],
  [
    'a short password',
    passwordField({ label: 'P', about: 'a password', autocomplete: 'new-password', least: 12 }),
    { it: 'short' },
    '#it A password must be 12 characters or more',
  ],
]
for (const [name, field, body, expected] of cases) {
  test(`a field reads ${name}`, () => assert.deepEqual(read(field, body), expected))
}

const closing = form(
  {
    reason: choiceField({
      label: 'Why?',
      about: 'why',
      choices: [
        { value: 'on_roll', text: 'On a roll', reveals: ['school'] },
        { value: 'error', text: 'In error' },
      ],
    }),
    school: revealed(textField({ label: 'School', about: 'the school' })),
    from: day,
    to: day,
  },
  ({ from, to }) => (to < from ? [{ field: 'to', message: 'The end must not come before the beginning' }] : []),
)
const period = { from: '2015-11-03', to: '2015-11-02' }

test('a field is asked for only when its choice reveals it', () => {
  const without = parseForm(closing, { ...period, to: '2015-11-04', reason: 'error', school: 'left over' })
  assert.deepEqual(without.ok && without.values.school, null)
  const withIt = parseForm(closing, { ...period, reason: 'on_roll' })
  assert.deepEqual(!withIt.ok && withIt.errors.map(({ href }) => href), ['#school'])
})

test('what must hold between fields is said at one of them', () => {
  const parsed = parseForm(closing, { ...period, reason: 'error' })
  assert.deepEqual(!parsed.ok && parsed.errors, [
    { field: 'to', message: 'The end must not come before the beginning', href: '#to_day', part: null },
  ])
})

test('what was typed always wins over what is stored, an emptied field too', () => {
  const stored = { reason: 'error', school: 'Oak', from: asDay('2015-11-03') } as const
  assert.deepEqual(formValues(closing, stored, null).from, { day: '3', month: '11', year: '2015' })
  const parsed = parseForm(closing, { reason: 'on_roll', school: '', from_day: '31', from_month: 'x', seen: '4' })
  assert.ok(!parsed.ok)
  const drawn = drawForm(closing, { stored, failed: parsed, seen: '5' })
  assert.equal(drawn.fields.school?.typed, '')
  assert.deepEqual(drawn.fields.from?.typed, { day: '31', month: 'x', year: '' })
  assert.equal(drawn.fields.from?.error_part, 'year')
  assert.equal(drawn.seen, '4', 'the version it was first drawn from, so that a change in between still shows')
})

test('the single-use key stays with a form that comes back, and a made-up one is replaced', () => {
  const first = drawForm(closing)
  const parsed = parseForm(closing, { once: first.once })
  assert.ok(!parsed.ok)
  assert.equal(drawForm(closing, { failed: parsed }).once, first.once)
  assert.notEqual(parseForm(closing, { once: 'again' }).once, 'again')
})

test('a password never comes back', () => {
  const asked = form({
    password: passwordField({ label: 'P', about: 'a password', autocomplete: 'current-password' }),
    note,
  })
  const parsed = parseForm(asked, { password: 'hunter2' })
  assert.ok(!parsed.ok)
  assert.equal(drawForm(asked, { failed: parsed }).fields.password?.typed, '')
})

test('a body that is no form is an empty one', () => {
  for (const body of [null, 'text', 7, []]) assert.equal(parseForm(closing, body).ok, false)
})
