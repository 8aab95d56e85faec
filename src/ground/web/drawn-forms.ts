import { randomUUID } from 'node:crypto'
import type { Failed, FieldLook, Fields, Form, FormKeys, Typed, ValuesOf } from './forms.ts'

/** What each field shows: what was typed where a form came back, else what is stored. Nothing typed is ever replaced by the stored. */
export function formValues<F extends Fields>(
  asked: Form<F>,
  stored: Partial<ValuesOf<F>> | null,
  typed: Failed['typed'] | null,
): Record<string, Typed> {
  return Object.fromEntries(
    Object.entries(asked.fields).map(([name, field]) => {
      if (typed) return [name, typed[name] ?? '']
      const value = stored?.[name]
      return [name, value === undefined || value === null ? '' : field.write(value)]
    }),
  )
}

export interface DrawnField extends FieldLook {
  name: string
  typed: Typed
  error: string | null
  /** Whether it stands under the choice that asks for it. */
  revealed: boolean
  /** The part of a day that the error is about; null for all of them. */
  error_part: string | null
}

/** A form as the templates draw it. */
export interface DrawnForm extends FormKeys {
  fields: Readonly<Record<string, DrawnField>>
  errors: Failed['errors']
  has_file: boolean
}

/** Makes a form ready for its page: `stored` for the first look, `failed` when it comes back, `seen` when it amends a record. */
export function drawForm<F extends Fields>(
  asked: Form<F>,
  from: { stored?: Partial<ValuesOf<F>> | null; failed?: Failed; seen?: string } = {},
): DrawnForm {
  const typed = formValues(asked, from.stored ?? null, from.failed?.typed ?? null)
  const errors = from.failed?.errors ?? []
  const fields = Object.entries(asked.fields).map(([name, { look, when }]): [string, DrawnField] => {
    const error = errors.find(({ field }) => field === name)
    const shown = look.kind === 'password' ? '' : (typed[name] ?? '')
    return [
      name,
      {
        ...look,
        name,
        typed: shown,
        error: error?.message ?? null,
        error_part: error?.part ?? null,
        revealed: when === 'revealed',
      },
    ]
  })
  return {
    fields: Object.fromEntries(fields),
    errors,
    seen: from.failed?.seen ?? from.seen ?? null,
    once: from.failed?.once ?? randomUUID(),
    has_file: fields.some(([, field]) => field.kind === 'file'),
  }
}
