import { choiceField, choicesField, optional, textField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'
import { FIELDS, type FieldCode } from '../lists/index.ts'
import { type Presence, presences, readers } from './codes.ts'

const fieldChoices = FIELDS.map(({ code, label }) => ({ value: code, text: label }))

const words = {
  name: textField({
    label: 'Name of the kind',
    about: 'the name of the kind',
    hint: 'As your colleagues know it, such as “Refugee resettlement list”',
    most: 80,
    width: 30,
  }),
  presence_means: textField({
    label: 'What does being on it mean?',
    about: 'what being on the list means',
    hint: 'In a sentence that stands on every list of the kind',
    rows: 2,
    most: 300,
  }),
  absence_means: textField({
    label: 'What does being missing from the next one mean?',
    about: 'what being missing from the next list means',
    rows: 2,
    most: 300,
  }),
  needed: optional(
    choicesField<FieldCode>({
      label: 'What must every row have?',
      about: 'what every row must have',
      hint: 'A row without it is flagged, and a list without a column for it is told so. A surname and a date of birth, or a number, are always needed',
      choices: fieldChoices,
    }),
  ),
  expected: optional(
    choicesField<FieldCode>({
      label: 'What does a list usually have?',
      about: 'what a list usually has',
      hint: 'A list without a column for it is told so',
      choices: fieldChoices,
    }),
  ),
}

/** Adding a kind. What presence makes of a child, and who reads it, is said once and never changed. */
export const newKindForm = form(
  {
    ...{ name: words.name },
    presence: choiceField<Presence>({
      label: 'What does Onroll take from being on it?',
      about: 'what being on the list makes of a child',
      hint: 'This cannot be changed later',
      choices: presences.map(({ value, text, does }) => ({ value, text, hint: does })),
    }),
    read_by: choiceField<keyof typeof readers>({
      label: 'Who may read its lists?',
      about: 'who may read its lists',
      hint: 'This cannot be changed later',
      choices: (['lists', 'protected'] as const).map(value => ({ value, text: readers[value] })),
    }),
    ...{ presence_means: words.presence_means, absence_means: words.absence_means },
    ...{ needed: words.needed, expected: words.expected },
  },
  ({ presence, read_by }) =>
    read_by === 'protected' && presence !== 'residence'
      ? [
          {
            field: 'presence',
            message:
              'A protected list says where a child lives: choose that, or let everybody who may read lists read it',
          },
        ]
      : [],
)

export const changeKindForm = form(words)
export const pressForm = form({})
