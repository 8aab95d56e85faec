import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, choicesField, optional, revealed, tickField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'
import { addDays, asDay, type Day } from '../../rulebook/index.ts'
import { schoolField } from '../schools/index.ts'
import { choosable } from './codes.ts'
import { definitionNames, definitionTitle } from './definitions.ts'

const notBefore = asDay('2000-01-01')
const definitions = definitionNames.map(value => ({ value, text: definitionTitle(value) }))

/** Which day is counted, by what is believed of it, under which definitions, and whom. */
export const recountForm = (today: Day) =>
  form(
    {
      on_day: dayField({
        label: 'Which day is counted?',
        about: 'the day that is counted',
        notBefore,
        notAfter: today,
      }),
      belief: choiceField({
        label: 'As it was, or as it was believed?',
        about: 'as it was, or as it was believed',
        choices: [
          {
            value: 'was',
            text: 'As it was on the day',
            hint: 'What is held true now of that day, with everything that came to light since.',
          },
          {
            value: 'believed',
            text: 'As we believed it',
            hint: 'What had been recorded by the end of a day, and nothing that came to light after it.',
            reveals: ['known_on'],
          },
        ],
      }),
      known_on: revealed(
        dayField({
          label: 'As we believed it at the end of which day?',
          hint: 'Yesterday at the latest: today is not over',
          about: 'the day at whose end it was believed',
          notBefore,
          notAfter: addDays(today, -1),
        }),
      ),
      policy: choiceField({
        label: 'Under which definition?',
        hint: 'The authority’s own policies hold each on its days; any other holds on every day.',
        about: 'under which definition',
        as: 'select',
        choices: definitions,
      }),
      beside: optional(
        choiceField({
          label: 'And under which definition beside it?',
          hint: 'Both are counted over the same children, and the differences are marked.',
          about: 'the definition beside it',
          as: 'select',
          choices: definitions,
        }),
      ),
      counts: optional(
        choicesField({
          label: 'What is counted beside the states?',
          hint: 'States are always counted: a child is ours that day who has one.',
          about: 'what is counted',
          choices: choosable,
        }),
      ),
      compulsory_age: tickField({
        label: 'Who is counted?',
        text: 'Only children of compulsory school age on that day',
      }),
      school: optional(
        schoolField({ label: 'Only the roll of one school that day', about: 'the school whose roll is counted' }),
      ),
    },
    ({ policy, beside }) =>
      policy === beside ? [{ field: 'beside', message: 'The definition beside it must be another one, or none' }] : [],
  )
