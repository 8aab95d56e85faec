import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, optional, textField } from '../../ground/web/fields.ts'
import { type Field, type Fields, type Form, form, type ValuesOf } from '../../ground/web/forms.ts'
import { addDays, addYears, asDay, type Day, formatDay } from '../../rulebook/index.ts'
import { neverTrueReasons } from './codes.ts'
import type { KeptRow } from './kept-facts.ts'
import type { KeptDates } from './kept-kind.ts'

/** The days of a form that records: since when, and for what lasts a known time until when. */
export interface Dated {
  starts_on: Day | null
  last_on: Day | null
}

const earliest = asDay('2000-01-01')

const lastDay = (asks: boolean, today: Day): Fields =>
  asks
    ? {
        last_on: optional(
          dayField({
            label: 'Until when?',
            hint: 'The last day on which it holds. Leave it empty while nobody knows.',
            about: 'the last day',
            notBefore: earliest,
            notAfter: addYears(today, 25),
          }),
        ),
      }
    : {}

const inOrder = (values: object, first: 'starts_on' | 'changed_on', today: Day) => {
  const { last_on } = values as Partial<Dated>
  const begins = (values as Record<string, Day | null>)[first] ?? today
  return last_on && last_on < begins
    ? [{ field: 'last_on', message: 'The last day must be the first day or later' }]
    : []
}

/** Recording something new of a child: the fields of its kind, then its days. */
export function newKeptForm<F extends Fields>(of: Form<F>, asks: KeptDates, today: Day): Form<Fields> {
  const start = dayField({
    label: asks.startLabel,
    about: asks.startAbout ?? 'the day from which it is so',
    notBefore: earliest,
    notAfter: today,
    ...(asks.start === 'may' ? { hint: 'For example, 3 11 2026. Left empty, it is recorded from today.' } : {}),
  })
  const starts_on: Field<unknown> = asks.start === 'may' ? optional(start) : start
  const fields: Fields = { ...of.fields, starts_on, ...lastDay(asks.end === true, today) }
  return form(fields, values => [...of.check(values as ValuesOf<F>), ...inOrder(values, 'starts_on', today)])
}

/** "This has changed": from which day, and how it is since. */
export function changeForm<F extends Fields>(of: Form<F>, fact: KeptRow, end: boolean, today: Day): Form<Fields> {
  const changed_on = changeDay('From which day is it different?', fact, today)
  const fields: Fields = { changed_on, ...of.fields, ...lastDay(end, today) }
  return form(fields, values => [...of.check(values as ValuesOf<F>), ...inOrder(values, 'changed_on', today)])
}

/** "This has ended": the last day on which it was so. */
export const endForm = (fact: KeptRow, today: Day) =>
  form({
    changed_on: changeDay('From which day is it no longer so?', fact, today),
    because: optional(textField({ label: 'What is known about it?', about: 'what is known', rows: 3, most: 1000 })),
  })

/** A day after the fact began: what was wrong from its first day was never true. */
const changeDay = (label: string, fact: KeptRow, today: Day) =>
  dayField({
    label,
    hint: `It is recorded from ${formatDay(fact.starts_on)}. If it was wrong from the start, go back and choose “Was never true”.`,
    about: 'the day of the change',
    notBefore: addDays(fact.starts_on, 1),
    ...(fact.starts_on < today ? { notAfter: today } : {}),
  })

/** "This was never true": why, in a word and in a sentence. */
export const neverTrueForm = () =>
  form({
    reason: choiceField({ label: 'Why was it never true?', about: 'why it was never true', choices: neverTrueReasons }),
    because: textField({
      label: 'What shows it?',
      hint: 'It stays in the record with your name, as what was once believed.',
      about: 'what shows it',
      rows: 3,
      most: 1000,
    }),
  })
