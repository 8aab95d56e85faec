import { formValues } from './drawn-forms.ts'
import type { Difference } from './errors.ts'
import type { Fields, Form, Typed, ValuesOf } from './forms.ts'

/** What was typed, field by field, in the words of the page: for the answer to somebody whom another was faster than. */
export function typedLines<F extends Fields>(form: Form<F>, values: ValuesOf<F>): Difference[] {
  const typed = formValues(form, values, null)
  return Object.entries(form.fields).flatMap(([name, { look }]) => {
    const text = look.kind === 'hidden' ? '' : shown(typed[name] ?? '', look.choices ?? [])
    return text === '' ? [] : [{ label: look.label, seen: null, now: '', typed: text }]
  })
}

function shown(typed: Typed, choices: readonly { value: string; text: string }[]): string {
  if (typeof typed === 'string') return choices.find(({ value }) => value === typed)?.text ?? typed
  return Array.isArray(typed) ? typed.join(', ') : Object.values(typed).filter(Boolean).join(' ')
}
