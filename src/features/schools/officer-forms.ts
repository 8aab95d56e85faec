import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, optional, revealed, textField, tickField } from '../../ground/web/fields.ts'
import { type Choice, form } from '../../ground/web/forms.ts'
import { officerRoles } from './codes.ts'

export const officerForm = (accounts: readonly Choice[]) =>
  form(
    {
      role: choiceField({ label: 'In which role?', about: 'the role', choices: officerRoles, as: 'select' }),
      who: choiceField({
        label: 'Who is it?',
        about: 'who it is',
        choices: [
          { value: 'account', text: 'Somebody who signs in here', reveals: ['account_id'] },
          { value: 'other', text: 'Somebody else', reveals: ['name', 'phone', 'email'] },
        ],
      }),
      account_id: revealed(choiceField({ label: 'Officer', about: 'the officer', choices: accounts, as: 'select' })),
      name: revealed(textField({ label: 'Name', about: 'the name', most: 100, width: 20, autocomplete: 'off' })),
      phone: revealed(
        optional(textField({ label: 'Telephone', about: 'the telephone number', most: 30, width: 20, type: 'tel' })),
      ),
      email: revealed(
        optional(textField({ label: 'Email', about: 'the email address', most: 200, width: 30, type: 'email' })),
      ),
      starts_on: dayField({ label: 'From which day?', about: 'the day from which they look after it' }),
      instead: tickField({
        label: 'Does somebody have this role here already?',
        text: 'In place of whoever has it now',
        hint: 'They are then no longer named from that day. Leave it empty where two share the work.',
      }),
      note: optional(
        textField({ label: 'Note', hint: 'For example, the days on which they work', about: 'the note', most: 200 }),
      ),
    },
    ({ email }) =>
      email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)
        ? [{ field: 'email', message: 'Email must look like name@example.org' }]
        : [],
  )

export const endOfficerForm = form({
  how: choiceField({
    label: 'What is the matter?',
    about: 'what is the matter',
    choices: [
      { value: 'changed', text: 'They no longer look after it', hint: 'It was true until a day.', reveals: ['on'] },
      { value: 'never', text: 'They never did', hint: 'It was recorded by mistake.' },
    ],
  }),
  on: revealed(
    dayField({
      label: 'From which day do they no longer?',
      hint: 'The day after their last. For example, 1 9 2026',
      about: 'the day from which they no longer do',
    }),
  ),
  reason: textField({ label: 'Why?', about: 'why', rows: 2, most: 500 }),
})

/** A form that is only a button. */
export const pressForm = form({})
