import { randomUUID } from 'node:crypto'
import type { z } from 'zod'

/** The three parts of a day as they stand in the page. */
export interface DayParts {
  day: string
  month: string
  year: string
}

/** What a person typed into a field, exactly, so that it can be shown again. */
export type Typed = string | readonly string[] | DayParts

export type Body = Readonly<Record<string, unknown>>

export interface Choice<Value extends string = string> {
  value: Value
  text: string
  hint?: string
  /** Names of the fields that are asked for only when this is chosen. */
  reveals?: readonly string[]
}

/** How a field looks, as `macros/form.njk` draws it. */
export interface FieldLook {
  kind: 'text' | 'textarea' | 'radios' | 'select' | 'checkboxes' | 'day' | 'file' | 'password' | 'hidden'
  label: string
  hint?: string
  choices?: readonly Choice[]
  /** Width in characters. */
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30
  rows?: number
  /** Most characters; shown as a count under a text area. */
  most?: number
  type?: 'text' | 'email' | 'tel'
  inputmode?: 'numeric' | 'decimal'
  autocomplete?: string
  spellcheck?: boolean
  /** Kinds of file the browser offers, such as `.csv,.xml`. */
  accept?: string
}

/** One question: how it looks, how its text is read from a body, and the schema from that text to a value. */
export interface Field<Value> {
  readonly look: FieldLook
  /** Its messages are whole sentences that say how to mend it. */
  readonly schema: z.ZodType<Value>
  readonly when: 'always' | 'revealed'
  take(body: Body, name: string): Typed
  /** A value as it would be typed. */
  write(value: Value): Typed
}

type Fields = Readonly<Record<string, Field<unknown>>>
type ValuesOf<F extends Fields> = { [Name in keyof F]: F[Name] extends Field<infer Value> ? Value : never }

export interface FieldError<Name = string> {
  field: Name
  message: string
}

export interface Form<F extends Fields> {
  readonly fields: F
  readonly check: (values: ValuesOf<F>) => readonly FieldError<keyof F & string>[]
}

/** The values of a form: `type Closing = FormValues<typeof closeForm>`. */
export type FormValues<T> = T extends Form<infer F> ? ValuesOf<F> : never

/** A form: its fields in page order, and what must hold between them. */
export const form = <F extends Fields>(fields: F, check: Form<F>['check'] = () => []): Form<F> => ({ fields, check })

export interface FormKeys {
  /** The version of the record that the form was drawn from; null on a form that amends nothing. */
  seen: string | null
  /** The single-use key: a repeated one is the same press of the button. */
  once: string
}
export interface Failed extends FormKeys {
  ok: false
  /** In page order, the first fault of each field. */
  errors: readonly (FieldError & { href: string })[]
  typed: Readonly<Record<string, Typed>>
}
export type Parsed<F extends Fields> = ({ ok: true; values: ValuesOf<F> } & FormKeys) | Failed

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** From what was posted to values, or to errors in page order with what was typed. */
export function parseForm<F extends Fields>(asked: Form<F>, posted: unknown): Parsed<F> {
  const body: Body = typeof posted === 'object' && posted !== null ? { ...posted } : {}
  const typed: Record<string, Typed> = {}
  for (const [name, field] of Object.entries(asked.fields)) typed[name] = field.take(body, name)

  const shown = revealedBy(asked.fields, typed)
  const values: Record<string, unknown> = {}
  const errors: (FieldError & { href: string })[] = []
  for (const [name, field] of Object.entries(asked.fields)) {
    if (field.when === 'revealed' && !shown.has(name)) {
      values[name] = null
      continue
    }
    const read = field.schema.safeParse(typed[name])
    if (read.success) values[name] = read.data
    else {
      const [issue] = read.error.issues
      errors.push({ field: name, message: issue?.message ?? '', href: `#${focusOf(name, field.look, issue?.path[0])}` })
    }
  }
  const keys: FormKeys = {
    seen: typeof body.seen === 'string' && body.seen !== '' ? body.seen : null,
    once: typeof body.once === 'string' && uuid.test(body.once) ? body.once : randomUUID(),
  }
  if (errors.length === 0) {
    const good = values as ValuesOf<F>
    const between = asked.check(good)
    if (between.length === 0) return { ok: true, values: good, ...keys }
    for (const { field, message } of between) {
      const look = asked.fields[field]?.look
      errors.push({ field, message, href: look ? `#${focusOf(field, look)}` : '#main-content' })
    }
  }
  return { ok: false, errors, typed, ...keys }
}

/** The fields that the chosen choices ask for. */
function revealedBy(fields: Fields, typed: Record<string, Typed>): Set<string> {
  const names = Object.entries(fields).flatMap(([name, field]) =>
    (field.look.choices ?? [])
      .filter(choice => [typed[name]].flat().includes(choice.value))
      .flatMap(choice => choice.reveals ?? []),
  )
  return new Set(names)
}

/** The id of the element that an error leads to. */
function focusOf(name: string, look: FieldLook, part: PropertyKey = 'day'): string {
  return look.kind === 'day' ? `${name}_${String(part)}` : name
}

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
    const part = error && look.kind === 'day' ? error.href.slice(name.length + 2) : null
    const shown = look.kind === 'password' ? '' : (typed[name] ?? '')
    return [
      name,
      { ...look, name, typed: shown, error: error?.message ?? null, error_part: part, revealed: when === 'revealed' },
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
