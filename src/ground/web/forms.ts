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
  /** In a select: the heading under which it stands with its neighbours. */
  group?: string
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

export type Fields = Readonly<Record<string, Field<unknown>>>
export type ValuesOf<F extends Fields> = { [Name in keyof F]: F[Name] extends Field<infer Value> ? Value : never }

export interface FieldError<Name = string> {
  field: Name
  message: string
}

/** An error as the page shows it: where its link leads, and the part of a day that it is about, if it is about one. */
export interface ShownError extends FieldError {
  href: string
  part: string | null
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
  errors: readonly ShownError[]
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
  const errors: ShownError[] = []
  for (const [name, field] of Object.entries(asked.fields)) {
    if (field.when === 'revealed' && !shown.has(name)) {
      values[name] = null
      continue
    }
    const read = field.schema.safeParse(typed[name])
    if (read.success) values[name] = read.data
    else {
      const [issue] = read.error.issues
      errors.push(shownError(name, field.look, issue?.message ?? '', issue?.path[0]))
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
      if (look) errors.push(shownError(field, look, message))
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

function shownError(field: string, look: FieldLook, message: string, part?: PropertyKey): ShownError {
  const named = part === undefined ? null : String(part)
  return { field, message, part: named, href: look.kind === 'day' ? `#${field}_${named ?? 'day'}` : `#${field}` }
}
