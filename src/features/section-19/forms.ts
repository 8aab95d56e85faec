import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, numberField, optional, revealed, textField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'
import { addDays, addYears, type Day } from '../../rulebook/index.ts'

const provision = ['provider', 'weekly_hours', 'starts_on'] as const

/** What is decided, and from when. No meeting, level or budget is asked. */
export const decideForm = (today: Day) =>
  form(
    {
      appeared_on: dayField({
        label: 'On what day did it appear that the child receives no suitable education?',
        hint: 'The duty runs from that day, not from day 15 or 20, and not from a panel.',
        about: 'the day on which it appeared',
        notBefore: addYears(today, -12),
        notAfter: today,
      }),
      provides: choiceField({
        label: 'Does the council arrange education?',
        about: 'whether the council arranges education',
        choices: [
          { value: 'yes', text: 'Yes', reveals: [...provision] },
          { value: 'no', text: 'No', hint: 'The reasons say why not, and what would change it.' },
        ],
      }),
      provider: revealed(textField({ label: 'Who provides it?', about: 'who provides it', most: 200 })),
      weekly_hours: revealed(
        numberField({
          label: 'Hours a week',
          hint: 'Full time, unless the reasons say why it would not be in the child’s best interests.',
          about: 'the hours a week',
          least: 0.5,
          most: 40,
          decimals: 1,
        }),
      ),
      starts_on: revealed(
        dayField({
          label: 'From when?',
          about: 'the first day',
          notBefore: addDays(today, -366),
          notAfter: addDays(today, 366),
        }),
      ),
      last_on: optional(
        dayField({
          label: 'Until when? (optional)',
          hint: 'The last day of it.',
          about: 'the last day',
          notAfter: addDays(today, 1100),
        }),
      ),
      because: textField({
        label: 'Reasons',
        hint: 'Whether education at school is reasonably available and accessible to the child, and why. They stand in the written decision.',
        about: 'the reasons',
        rows: 8,
        most: 8000,
      }),
    },
    ({ starts_on, last_on, provides }) =>
      provides === 'yes' && last_on !== null && starts_on !== null && last_on < starts_on
        ? [{ field: 'last_on', message: 'The last day must be the first day or later' }]
        : [],
  )
