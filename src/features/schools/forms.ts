import { type DrawnForm, drawForm } from '../../ground/web/drawn-forms.ts'
import { fileField } from '../../ground/web/fields.ts'
import { type Fields, type Form, form, parseForm } from '../../ground/web/forms.ts'

export const registerForm = form({
  register: fileField({
    label: 'The register',
    hint: 'All establishment data from Get Information about Schools, such as edubasealldata20261122.csv. An extract of fewer columns will do.',
    accept: '.csv',
  }),
})

export const linksForm = form({
  links: fileField({
    label: 'Links between schools',
    hint: 'Predecessors and successors, such as links_edubasealldata20261122.csv.',
    accept: '.csv',
  }),
})

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
