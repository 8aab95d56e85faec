import { dayField } from '../../ground/web/day-field.ts'
import { type DrawnForm, drawForm } from '../../ground/web/drawn-forms.ts'
import { fileField, optional } from '../../ground/web/fields.ts'
import { type Fields, type Form, form, parseForm } from '../../ground/web/forms.ts'
import { type Day, parseDay } from '../../rulebook/index.ts'

const dayOf = (today: Day) =>
  optional(
    dayField({
      label: 'Of what day is the file?',
      hint: 'Leave it empty where the file’s name ends with its day, as the register’s downloads do, or where it is of today.',
      about: 'the day of the file',
      notAfter: today,
    }),
  )

export const registerForm = (today: Day) =>
  form({
    as_at: dayOf(today),
    register: fileField({
      label: 'The register',
      hint: 'All establishment data from Get Information about Schools, such as edubasealldata20261122.csv. An extract of fewer columns will do.',
      accept: '.csv',
    }),
  })

export const linksForm = (today: Day) =>
  form({
    links_as_at: dayOf(today),
    links: fileField({
      label: 'Links between schools',
      hint: 'Predecessors and successors, such as links_edubasealldata20261122.csv.',
      accept: '.csv',
    }),
  })

/** The day with which the name of a download ends: 22 November 2026 of edubasealldata20261122.csv. */
export function dayInName(file_name: string): Day | undefined {
  const [, year, month, day] = /(20\d{2})-?(\d{2})-?(\d{2})\D*$/.exec(file_name) ?? []
  return year === undefined ? undefined : parseDay(`${year}-${month}-${day}`)
}

/** A form as it comes back when something other than its fields' own rules stands against it. */
export function returnedForm<F extends Fields>(
  asked: Form<F>,
  body: unknown,
  field: keyof F & string,
  message: string,
): DrawnForm {
  const posted = parseForm({ fields: asked.fields, check: () => [{ field, message }] }, body)
  return drawForm(asked, posted.ok ? {} : { failed: posted })
}
