import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, fileField, optional, textField } from '../../ground/web/fields.ts'
import { type Choice, form } from '../../ground/web/forms.ts'
import { addYears, type Day } from '../../rulebook/index.ts'
import { packetAnswers } from './codes.ts'

export const addForm = () =>
  form({
    key_file: textField({
      label: 'The key file of the council',
      hint: 'Paste the whole text of the file that it sent.',
      about: 'the key file',
      rows: 8,
      most: 4000,
      spellcheck: false,
    }),
    fingerprint: textField({
      label: 'Its fingerprint, as somebody of that council told you',
      hint: 'Ring a number that you know to be theirs, and have it read to you. Do not copy it from the file or the email.',
      about: 'the fingerprint',
      most: 100,
      spellcheck: false,
    }),
    checked_how: textField({
      label: 'Who told you, and how?',
      hint: 'For example: their head of inclusion, by the telephone number on their website.',
      about: 'who told you',
    }),
  })

export const endCouncilForm = () =>
  form({ because: textField({ label: 'Why is this key no longer used?', about: 'why it ends', rows: 3, most: 500 }) })

export const askForm = (councils: readonly Choice[]) =>
  form({
    council: choiceField({
      label: 'Which council?',
      hint:
        councils.length === 0
          ? 'No council’s key is known yet: have one added under Other councils.'
          : 'Those whose key somebody has compared.',
      about: 'the council',
      as: 'select',
      choices: councils,
    }),
    last_address: optional(
      textField({
        label: 'The last address, if it may be told',
        hint: 'Leave it out where anybody might be in danger if it were known.',
        about: 'the last address',
      }),
    ),
  })

export const readForm = (refused: string | null) =>
  form(
    { packet_file: fileField({ label: 'The packet', hint: 'The file that another council sent.', accept: '.json' }) },
    () => (refused === null ? [] : [{ field: 'packet_file' as const, message: refused }]),
  )

export const answerForm = (today: Day) =>
  form(
    {
      answer: choiceField({ label: 'What do you answer?', about: 'what you answer', choices: packetAnswers }),
      from_on: optional(
        dayField({
          label: 'If the child is known: from which day is it so?',
          about: 'the day',
          notBefore: addYears(today, -20),
          notAfter: today,
        }),
      ),
      school: optional(textField({ label: 'If the child is on a roll: which school?', about: 'the school' })),
      contact: textField({
        label: 'Whom may they ring?',
        hint: 'Name, role and telephone number.',
        about: 'whom they may ring',
      }),
      note: optional(
        textField({
          label: 'What else do they need to know?',
          hint: 'No more than finding the child needs.',
          about: 'what else they need to know',
          rows: 4,
          most: 2000,
        }),
      ),
    },
    ({ answer, from_on, school }) => [
      ...(answer !== 'not_known' && from_on === null
        ? [{ field: 'from_on' as const, message: 'Enter the day from which it is so' }]
        : []),
      ...(answer === 'on_roll_here' && school === null
        ? [{ field: 'school' as const, message: 'Enter which school' }]
        : []),
    ],
  )
