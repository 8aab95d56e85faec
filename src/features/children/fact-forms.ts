import { z } from 'zod'
import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, numberField, optional, textField } from '../../ground/web/fields.ts'
import type { Field, FieldError, Fields } from '../../ground/web/forms.ts'
import { checkPostcode, type Day } from '../../rulebook/index.ts'
import { schoolField } from '../schools/index.ts'
import { enrolmentStatuses, type FactCode, factKinds } from './codes.ts'

type Asked = Field<unknown>

const line = (label: string, about: string, more: { most?: number; autocomplete?: string } = {}): Field<string> =>
  textField({ label, about, most: 200, width: 30, spellcheck: false, ...more })
const hours = optional(
  numberField({ label: 'Hours a week', about: 'the hours a week', least: 0, most: 60, decimals: 1 }),
)

const postcode: Field<string | null> = optional(
  textField({
    ...{ label: 'Postcode', about: 'the postcode', width: 10, spellcheck: false, autocomplete: 'off' },
    as: z.string().transform((typed, context) => {
      const { valid, normalised, reason } = checkPostcode(typed)
      if (valid) return normalised
      context.issues.push({ code: 'custom', input: typed, message: reason ?? 'Check the postcode' })
      return z.NEVER
    }),
  }),
)

/** The kinds that an officer chooses among when adding; of a fact that is there the kind stays. */
const kindField = (kind: FactCode): Asked =>
  choiceField({ label: 'What is it?', about: 'what it is', choices: factKinds[kind].kinds }) as Asked

/** The questions for what a fact of a kind says, in page order. */
function questions(kind: FactCode, today: Day): Record<string, Asked> {
  switch (kind) {
    case 'name':
      return {
        forename: optional(line('First name', 'the first name')) as Asked,
        middle_names: optional(line('Middle names', 'the middle names')) as Asked,
        surname: optional(line('Surname', 'the surname')) as Asked,
      }
    case 'birth':
      return {
        born_on: optional(
          dayField({
            label: 'Date of birth',
            about: 'the date of birth',
            notBefore: '1990-01-01' as Day,
            notAfter: today,
          }),
        ) as Asked,
        sex: choiceField({
          label: 'Sex',
          about: 'the sex, or that it is not known',
          choices: [
            { value: 'F', text: 'Female' },
            { value: 'M', text: 'Male' },
            { value: 'U', text: 'Not known' },
          ],
        }) as Asked,
      }
    case 'identifier':
      return { value: line('Number', 'the number', { most: 40 }) as Asked }
    case 'address':
      return {
        line_1: optional(line('Address line 1', 'the first line')) as Asked,
        line_2: optional(line('Address line 2', 'the second line')) as Asked,
        town: optional(line('Town', 'the town')) as Asked,
        postcode: postcode as Asked,
        in_area: choiceField({
          ...{ label: 'Is it in this council’s area?', about: 'whether it is in the area' },
          choices: [
            { value: 'postcode', text: 'The postcode tells' },
            { value: 'yes', text: 'Yes' },
            { value: 'no', text: 'No' },
          ],
        }) as Asked,
      }
    case 'contact':
      return {
        name: optional(line('Name', 'the name')) as Asked,
        relationship: optional(line('Who are they to the child?', 'who they are to the child')) as Asked,
        phone: optional(
          textField({ label: 'Phone', about: 'the phone number', type: 'tel', width: 20, most: 40 }),
        ) as Asked,
        email: optional(textField({ label: 'Email', about: 'the email address', type: 'email', width: 30 })) as Asked,
      }
    case 'enrolment':
      return {
        school: schoolField({ label: 'School', about: 'the school' }) as Asked,
        status: choiceField({
          label: 'How is the child on its roll?',
          about: 'how the child is on the roll',
          choices: enrolmentStatuses,
        }) as Asked,
        year_group: optional(textField({ label: 'Year group', about: 'the year group', width: 5, most: 10 })) as Asked,
        weekly_hours: hours as Asked,
      }
    case 'provision':
      return {
        provider: optional(line('Who provides it?', 'who provides it')) as Asked,
        weekly_hours: hours as Asked,
        note: optional(textField({ label: 'Note', about: 'the note', rows: 2, most: 1000 })) as Asked,
      }
    default:
      return {
        detail: optional(textField({ label: 'What is known of it?', about: 'what is known', rows: 3 })) as Asked,
      }
  }
}

const because = (label: string, hint: string): Asked =>
  textField({ label, hint, about: 'how you know', rows: 3, most: 2000 }) as Asked
export const howKnown = because('How do you know?', 'Who said so, when, and what you saw. It is kept with the fact.')

const from = (label: string): Asked =>
  dayField({ label, about: 'the first day', notBefore: '1990-01-01' as Day }) as Asked

/** The last day on which something was true; it may not lie in the future, where nobody knows yet, but for what is arranged. */
export const lastDay = (kind: FactCode, today: Day, label = 'Last day on which it was true'): Field<Day> =>
  dayField({
    ...{ label, about: 'the last day', notBefore: '1990-01-01' as Day },
    ...(['enrolment', 'provision'].includes(kind) ? {} : { notAfter: today }),
  })

/** A fact to be recorded as new, or to be put right: what it says, from when, and until when if it is over. */
export const wholeFact = (kind: FactCode, today: Day, withKind: boolean): Fields => ({
  ...(withKind && factKinds[kind].kinds.length > 0 ? { kind: kindField(kind) } : {}),
  ...questions(kind, today),
  ...(kind === 'birth' ? {} : { starts_on: from('From which day?') }),
  ...(kind === 'birth' ? {} : { last_on: optional(lastDay(kind, today, 'Until when, if it is over')) as Asked }),
  because: howKnown,
})

/** What is true from a day on, in place of what was. */
export const changedFact = (kind: FactCode, today: Day): Fields => ({
  ...questions(kind, today),
  starts_on: from('From which day is this so?'),
  because: howKnown,
})

/** What has to hold between the fields of a fact. */
export function faultsBetween(kind: FactCode, values: Readonly<Record<string, unknown>>): FieldError<string>[] {
  const { starts_on, last_on } = values as { starts_on?: Day; last_on?: Day | null }
  const faults: FieldError<string>[] = []
  if (kind === 'name' && !values.forename && !values.surname)
    faults.push({ field: 'forename', message: 'Enter a first name, a surname or both' })
  if (kind === 'birth' && !values.born_on && values.sex === 'U')
    faults.push({
      field: 'born_on',
      message: 'Enter the date of birth, or choose the sex: one of them has to be known',
    })
  if (kind === 'contact' && !values.name && !values.phone && !values.email)
    faults.push({ field: 'name', message: 'Enter a name, a phone number or an email address' })
  if (kind === 'address' && values.in_area === 'postcode' && !values.postcode)
    faults.push({ field: 'in_area', message: 'Enter a postcode, or say whether the address is in the area' })
  if (starts_on && last_on && last_on < starts_on)
    faults.push({ field: 'last_on', message: 'The last day must be the same as or after the first day' })
  return faults
}
