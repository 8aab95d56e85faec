import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, optional, revealed, textField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'
import { addDays, type Day, yearGroups, yearGroupText } from '../../rulebook/index.ts'
import { schoolField } from '../schools/index.ts'
import { moveKinds } from './codes.ts'

/** A move may be written down a term ahead, and up to a year late. */
const [ahead, late] = [150, 400]

const fromHint = 'Its URN, such as 990001, or its full name'

/** Which group goes where, and on what day. */
export const moveForm = (today: Day) =>
  form({
    kind: choiceField({
      label: 'What happens?',
      about: 'what happens',
      choices: moveKinds.map(kind => ({
        ...kind,
        ...(kind.value === 'rollover' ? { reveals: ['year_group'] } : {}),
        ...(kind.value === 'merger' ? { reveals: ['from_2', 'from_3'] } : {}),
      })),
    }),
    year_group: revealed(
      choiceField({
        label: 'Which year group?',
        hint: 'As it stood in the summer term, for a move in August or September. Told by dates of birth.',
        about: 'the year group',
        as: 'select',
        choices: yearGroups.slice(2, 15).map(value => ({ value, text: yearGroupText(value) })),
      }),
    ),
    from_2: revealed(
      optional(
        schoolField({
          label: 'Another school that merges into it',
          about: 'another school that merges',
          hint: fromHint,
        }),
      ),
    ),
    from_3: revealed(
      optional(
        schoolField({
          label: 'And another school that merges into it',
          about: 'another school that merges',
          hint: fromHint,
        }),
      ),
    ),
    from_1: schoolField({
      label: 'Which school do the children leave?',
      about: 'the school that the children leave',
      hint: fromHint,
    }),
    to: schoolField({
      label: 'Which school do they go to?',
      about: 'the school that the children go to',
      hint: 'For a conversion, the school under its new URN',
    }),
    moves_on: dayField({
      label: 'On what day?',
      hint: 'The first day on the new roll. The day before is the last one on the old. For example, 1 9 2026',
      about: 'the first day on the new roll',
      notBefore: addDays(today, -late),
      notAfter: addDays(today, ahead),
    }),
  })

export const undoForm = form({
  because: textField({
    label: 'Why is the move undone?',
    about: 'why the move is undone',
    hint: 'For example: it was the wrong year group.',
    rows: 3,
    most: 500,
  }),
})

export const onlyKeys = form({})
