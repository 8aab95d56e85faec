import { z } from 'zod'
import type { Body, Choice, Field, FieldLook, Typed } from './forms.ts'

interface Asked {
  label: string
  hint?: string
  /** What is asked for, as it stands inside a sentence: "the day the case closed". */
  about: string
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** One line or more of text, as typed but for the ends and the line ends. */
const takeText = (body: Body, name: string): string => {
  const given = body[name]
  return typeof given === 'string' ? given.replaceAll('\r\n', '\n') : ''
}
const takeTexts = (body: Body, name: string): string[] =>
  [body[name]].flat().filter((given): given is string => typeof given === 'string')

const isEmpty = (typed: Typed): boolean =>
  typeof typed === 'string' ? typed.trim() === '' : Object.values(typed).every(part => part.trim() === '')

// NUL and its kin cannot be stored in PostgreSQL text and are never typed on purpose.
const controls = /[^\P{Cc}\n\t]/u

export interface TextOptions extends Asked {
  /** Most characters. 200 for a line and 4,000 for a text area unless said. */
  most?: number
  /** Makes it a text area of so many rows. */
  rows?: number
  width?: NonNullable<FieldLook['width']>
  type?: NonNullable<FieldLook['type']>
  autocomplete?: string
  spellcheck?: boolean
}

/** Text, with its ends trimmed. `as` pipes it into a schema of your own, whose messages are sentences. */
export function textField(asked: TextOptions): Field<string>
export function textField<Value>(asked: TextOptions & { as: z.ZodType<Value, string> }): Field<Value>
export function textField(asked: TextOptions & { as?: z.ZodType<unknown, string> }): Field<unknown> {
  const { about, as, ...rest } = asked
  const most = asked.most ?? (asked.rows === undefined ? 200 : 4000)
  const text = z
    .string()
    .trim()
    .min(1, `Enter ${about}`)
    .max(most, {
      error: ({ input }) =>
        `${capital(about)} must be ${most.toLocaleString('en-GB')} characters or fewer: it has ${String(input).length.toLocaleString('en-GB')}`,
    })
    .refine(typed => !controls.test(typed), `${capital(about)} holds a character that cannot be shown: type it again`)
  return {
    look: { kind: asked.rows === undefined ? 'text' : 'textarea', ...rest, most },
    schema: as ? text.pipe(as) : text,
    when: 'always',
    take: takeText,
    write: String,
  }
}

/** A number in figures, from `least` to `most`, with at most `decimals` places (none unless said). */
export function numberField(
  asked: Asked & { least: number; most: number; decimals?: number; width?: NonNullable<FieldLook['width']> },
): Field<number> {
  const { about, least, most, decimals = 0, ...rest } = asked
  const shape = decimals === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+(?:\\.\\d{1,${decimals}})?$`)
  const kind =
    decimals === 0
      ? 'a whole number'
      : `a number with at most ${decimals} decimal ${decimals === 1 ? 'place' : 'places'}`
  const sentence = `${capital(about)} must be ${kind} from ${least} to ${most}`
  return {
    look: { kind: 'text', width: 5, spellcheck: false, inputmode: decimals === 0 ? 'numeric' : 'decimal', ...rest },
    schema: z
      .string()
      .trim()
      .min(1, `Enter ${about}`)
      .transform(typed => typed.replaceAll(/[\s,]/g, ''))
      .pipe(z.string().regex(shape, sentence).transform(Number))
      .pipe(z.number().min(least, sentence).max(most, sentence)),
    when: 'always',
    take: takeText,
    write: String,
  }
}

/** One of a few (radios) or of many (`as: 'select'`). */
export function choiceField<const Value extends string>(
  asked: Asked & { choices: readonly Choice<Value>[]; as?: 'radios' | 'select' },
): Field<Value> {
  const { about, as = 'radios', ...rest } = asked
  const values = new Set<string>(asked.choices.map(choice => choice.value))
  const offered = (typed: unknown): typed is Value => typeof typed === 'string' && values.has(typed)
  return {
    look: { kind: as, ...rest },
    schema: z.custom<Value>(offered, `Choose ${about}`),
    when: 'always',
    take: takeText,
    write: value => value,
  }
}

/** Any number of choices, but at least one unless made `optional`. */
export function choicesField<const Value extends string>(
  asked: Asked & { choices: readonly Choice<Value>[] },
): Field<readonly Value[]> {
  const { about, ...rest } = asked
  const values = new Set<string>(asked.choices.map(choice => choice.value))
  const offered = (typed: unknown): typed is Value[] =>
    Array.isArray(typed) && typed.length > 0 && typed.every(value => values.has(value))
  return {
    look: { kind: 'checkboxes', ...rest },
    schema: z.custom<readonly Value[]>(offered, `Choose ${about}`),
    when: 'always',
    take: takeTexts,
    write: value => value,
  }
}

/** One box to tick; `must` is the sentence for a box that has to be ticked. */
export function tickField(asked: { label: string; text: string; hint?: string; must?: string }): Field<boolean> {
  const { text, must, ...rest } = asked
  const ticked = z.custom<readonly string[]>(Array.isArray).transform(typed => typed.includes('yes'))
  return {
    look: { kind: 'checkboxes', ...rest, choices: [{ value: 'yes', text }] },
    schema: must === undefined ? ticked : ticked.refine(yes => yes, must),
    when: 'always',
    take: takeTexts,
    write: value => (value ? ['yes'] : []),
  }
}

/** A password: never trimmed, never shown again. */
export function passwordField(
  asked: Asked & { autocomplete: 'current-password' | 'new-password'; least?: number },
): Field<string> {
  const { about, least = 1, ...rest } = asked
  return {
    look: { kind: 'password', ...rest },
    schema: z
      .string()
      .min(1, `Enter ${about}`)
      .min(least, `${capital(about)} must be ${least} characters or more`)
      .max(1000, `${capital(about)} must be 1,000 characters or fewer`),
    when: 'always',
    take: (body, name) => (typeof body[name] === 'string' ? body[name] : ''),
    write: () => '',
  }
}

/** A value the page carries and the person does not see. Check it like anything typed. */
export const hiddenField = (about: string): Field<string> => ({
  look: { kind: 'hidden', label: '' },
  schema: z.string().min(1, `This page did not say ${about}: open it again from where you came`),
  when: 'always',
  take: takeText,
  write: String,
})

/** A file to upload. The file itself comes to the route as `file`, a stream; put this field last, for fields after it are not read. */
export const fileField = (asked: { label: string; hint?: string; accept?: string }): Field<null> => ({
  look: { kind: 'file', ...asked },
  schema: z.custom<string>().transform(() => null),
  when: 'always',
  take: () => '',
  write: () => '',
})

/** The same field, where nothing typed is null. */
export function optional<Value>(field: Field<Value>): Field<Value | null> {
  return {
    ...field,
    look: { ...field.look, label: `${field.look.label} (optional)` },
    schema: z.custom<Typed>().transform((typed, context): Value | null => {
      if (isEmpty(typed)) return null
      const read = field.schema.safeParse(typed)
      if (read.success) return read.data
      for (const issue of read.error.issues)
        context.issues.push({ code: 'custom', input: typed, message: issue.message, path: issue.path })
      return z.NEVER
    }),
    write: value => (value === null ? '' : field.write(value)),
  }
}

/** The same field, asked for only when a choice `reveals` it; null otherwise. */
export const revealed = <Value>(field: Field<Value>): Field<Value | null> => ({
  ...field,
  schema: field.schema,
  when: 'revealed',
  write: value => (value === null ? '' : field.write(value)),
})
