import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, fileField, textField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'
import { asDay, type Day } from '../../rulebook/index.ts'
import { documentKinds, readers } from './codes.ts'
import { accepted } from './file-types.ts'

/** @param refused why there is no file to keep; null when there is one. */
export const documentForm = (today: Day, refused: string | null = null) =>
  form(
    {
      kind: choiceField({ label: 'What is it?', about: 'what it is', choices: documentKinds }),
      title: textField({
        label: 'Title',
        hint: 'What a colleague would look for, such as “Letter from Dr Moss about the operation”.',
        about: 'the title',
      }),
      dated_on: dayField({
        label: 'Which day does it bear?',
        about: 'the day that it bears',
        notBefore: asDay('2000-01-01'),
        notAfter: today,
      }),
      field_class: choiceField({
        label: 'Who needs to see it?',
        hint: 'Choose as few as can do their work. You go on seeing what you add. A court order is for those who may know the detail of care.',
        about: 'who needs to see it',
        choices: readers,
      }),
      document_file: fileField({
        label: 'The document',
        hint: 'PDF, Word (.docx), picture, email (.eml) or text, at most 20 MB.',
        accept: accepted,
      }),
    },
    ({ kind, field_class }) => [
      ...(kind === 'court_order' && field_class !== 'care_detail' && field_class !== 'protected'
        ? [
            {
              field: 'field_class' as const,
              message: 'Choose those who may know the detail of care, or fewer, for a court order',
            },
          ]
        : []),
      ...(refused === null ? [] : [{ field: 'document_file' as const, message: refused }]),
    ],
  )

export const withdrawForm = () =>
  form({
    withdrawn_because: textField({
      label: 'Why is the document withdrawn?',
      hint: 'For example: it is about another child.',
      about: 'why it is withdrawn',
      rows: 3,
      most: 500,
    }),
  })
