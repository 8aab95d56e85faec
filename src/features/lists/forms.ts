import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, fileField, optional, revealed, textField } from '../../ground/web/fields.ts'
import { type Field, form } from '../../ground/web/forms.ts'
import { addYears, type Day } from '../../rulebook/index.ts'
import { schoolField } from '../schools/index.ts'
import { FIELDS, type FieldCode } from './fields.ts'
import type { Mapping } from './mapping.ts'

type Choices = readonly { value: string; text: string; hint?: string }[]

/** Bringing in a list: from whom, of which day, and the file. */
export const bringInForm = (today: Day, sources: Choices, kinds: Choices) =>
  form({
    which: choiceField({
      label: 'Who sent this list?',
      about: 'who sent the list',
      choices: [
        { value: 'known', text: 'A source that has sent lists before', reveals: ['source_id'] },
        { value: 'fresh', text: 'A new source', reveals: ['kind', 'name'] },
      ],
    }),
    source_id: revealed(choiceField({ label: 'Source', about: 'the source', choices: sources, as: 'select' })),
    kind: revealed(choiceField({ label: 'What kind of list is it?', about: 'the kind of list', choices: kinds })),
    name: revealed(
      textField({
        label: 'Name of the source',
        about: 'the name of the source',
        hint: 'As your colleagues know it, such as “GP registrations”',
        most: 100,
        width: 30,
      }),
    ),
    as_at: dayField({
      label: 'On what day was the list true?',
      about: 'the day on which the list was true',
      hint: 'The day it was drawn up, which may be before it came',
      notAfter: today,
      notBefore: addYears(today, -20),
    }),
    school: optional(
      schoolField({
        label: 'School',
        about: 'the school',
        hint: 'Only when every row is of one school and the rows do not say which: its URN or full name',
      }),
    ),
    file: fileField({
      label: 'The file',
      hint: 'CSV, an Excel workbook (XLSX), a common transfer file (XML), a School Census or children in need census file, or the pupil table of a COLLECT download',
      accept: '.csv,.txt,.tsv,.xml,.xlsx',
    }),
  })

/** Which sheet of a workbook holds the list. */
export const sheetForm = (sheets: readonly string[]) =>
  form({
    sheet: choiceField({
      label: 'Sheet that holds the list',
      about: 'the sheet that holds the list',
      choices: sheets.map(name => ({ value: name, text: name })),
      as: 'select',
    }),
  })

export const addressesForm = form({
  addresses: fileField({
    label: 'Address table of the same download',
    hint: 'A CSV file whose name usually ends in “addressesonroll”',
    accept: '.csv',
  }),
})

/** What each column means: one choice a field, guessed at first, "not in this list" possible. */
export function columnsForm(headers: readonly string[]) {
  const choices = [
    { value: '-', text: 'Not in this list' },
    ...headers.map((header, i) => ({
      value: `c${i}`,
      text: header === '' ? `Column ${i + 1}, without a name` : header,
    })),
  ]
  const fields = Object.fromEntries(
    FIELDS.map(({ code, label, hint }) => [
      `map_${code}`,
      choiceField({ label, hint, about: `the column for ${label}`, choices, as: 'select' }),
    ]),
  ) as Record<`map_${FieldCode}`, Field<string>>
  return form(fields)
}

/** The choices of the columns form as a mapping, and the other way round. */
export const mappingOf = (values: Record<string, unknown>, headers: readonly string[]): Mapping =>
  Object.fromEntries(
    FIELDS.flatMap(({ code }) => {
      const chosen = /^c(\d+)$/.exec(String(values[`map_${code}`]))
      const header = chosen && headers[Number(chosen[1])]
      return header === null || header === undefined ? [] : [[code, header]]
    }),
  )
export const choicesOf = (mapping: Mapping, headers: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    FIELDS.map(({ code }) => {
      const header = mapping[code]
      const at = header === undefined ? -1 : headers.indexOf(header)
      return [`map_${code}`, at < 0 ? '-' : `c${at}`]
    }),
  )

/** The officer's word on a doubtful row. */
export const decideForm = (candidates: readonly { id: string; known_as: string }[]) =>
  form({
    decision: choiceField({
      label: 'Which child is this row of?',
      about: 'which child this row is of',
      choices: [
        ...candidates.map(child => ({ value: child.id, text: `The same child as ${child.known_as}` })),
        { value: 'new', text: 'Another child, not known here yet' },
        { value: 'leave_out', text: 'Leave this row out of the list' },
      ],
    }),
  })

export const onlyKeys = form({})

export const undoForm = form({
  because: textField({
    label: 'Why is the list taken back?',
    about: 'why the list is taken back',
    hint: 'For example: it was the list of another school.',
    rows: 3,
    most: 500,
  }),
})

/** Committing a list that is held back. */
export const releaseForm = form({
  because: textField({
    label: 'Why is the list right all the same?',
    about: 'why the list is right all the same',
    hint: 'It was held back because it is unlike the lists of this source before it. For example: two schools joined the source.',
    rows: 3,
    most: 500,
  }),
})
