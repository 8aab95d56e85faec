import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, choicesField, numberField, optional, textField, tickField } from '../../ground/web/fields.ts'
import { form, type ValuesOf } from '../../ground/web/forms.ts'
import { addDays, type Day } from '../../rulebook/index.ts'
import { type BodyInput, farthest } from './actions.ts'
import { cadences, decisionKinds, entries } from './codes.ts'
import type { Series } from './queries.ts'

/** How a body is set up. `first_on`: its first meeting as it stands, for one that began long ago. */
export const bodyForm = (today: Day, first_on?: Day) =>
  form({
    title: textField({ label: 'What is it called?', about: 'what it is called', most: 120 }),
    purpose: textField({ label: 'What is it for?', about: 'what it is for', rows: 3, most: 1000 }),
    chair: optional(
      textField({
        label: 'Who takes the chair?',
        hint: 'A role, such as Group Manager.',
        about: 'the chair',
        most: 120,
      }),
    ),
    entry: choiceField({
      label: 'Which children come before it?',
      about: 'which children come before it',
      choices: entries,
    }),
    every: choiceField({ label: 'How often does it meet?', about: 'how often it meets', choices: cadences }),
    count: numberField({
      label: 'Every how many weeks or months, or in which week of the term or half-term?',
      hint: 'Such as 3 for every three weeks. 1 where it meets on chosen days.',
      about: 'the number',
      ...{ least: 1, most: 52, width: 3 },
    }),
    first_on: dayField({
      label: 'When does it meet first?',
      hint: 'The others are on the same weekday, or the same day of the month. Where schools are closed on it, on a school day near it.',
      about: 'the first day',
      notBefore: addDays(first_on ?? today, -366),
      notAfter: farthest(today),
    }),
    quorum: optional(
      numberField({
        label: 'How many people must be there?',
        hint: 'Its quorum. Where nobody has said, every meeting decides.',
        about: 'how many must be there',
        ...{ least: 1, most: 50, width: 3 },
      }),
    ),
    quorum_chair: tickField({ label: 'Must somebody be in the chair?', text: 'No quorum without a chair' }),
    quorum_of: optional(
      textField({
        label: 'For which services must somebody be there?',
        hint: 'One on each line, as members speak for them.',
        about: 'the services',
        ...{ rows: 3, most: 500 },
      }),
    ),
    may_decide: choicesField({
      label: 'What may it decide?',
      about: 'what it may decide',
      choices: decisionKinds.map(({ value, text }) => ({ value, text })),
    }),
    yearly_budget: optional(
      numberField({
        label: 'What may it commit in a financial year, in pounds?',
        hint: 'From April to March.',
        about: 'the budget of a year',
        ...{ least: 0, most: 100_000_000, decimals: 2, width: 10 },
      }),
    ),
  })

type Values = ValuesOf<ReturnType<typeof bodyForm>['fields']>

/** What was filled in, as it is kept: services apart, whole pence. */
export const bodyInput = ({ quorum_of, yearly_budget, ...values }: Values): BodyInput => ({
  ...values,
  quorum_of: (quorum_of ?? '')
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean),
  yearly_budget_pence: yearly_budget === null ? null : Math.round(yearly_budget * 100),
})

/** A body as the form shows it. */
export const bodyValues = ({ quorum_of, yearly_budget_pence, ...series }: Series): Values => ({
  ...series,
  quorum_of: quorum_of.length === 0 ? null : quorum_of.join('\n'),
  yearly_budget: yearly_budget_pence === null ? null : yearly_budget_pence / 100,
})

export const endForm = () =>
  form({
    because: textField({
      label: 'Why does it end?',
      hint: 'Its meetings and minutes stay.',
      about: 'why',
      rows: 3,
      most: 500,
    }),
  })
