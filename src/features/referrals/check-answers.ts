import type { Body, Field, Typed } from '../../ground/web/forms.ts'
import { formatDay } from '../../rulebook/index.ts'
import { type Questions, steps, stepTitles } from './questions.ts'
import type { CheckModel } from './views.ts'

/** What was answered, page by page, in the words of the questions. */
export const checkGroups = (questions: Questions, body: Body): CheckModel['groups'] =>
  steps.map(step => ({
    step,
    title: stepTitles[step],
    rows: Object.entries<Field<unknown>>(questions[step].fields).map(([name, field]) => ({
      label: field.look.label.replace(' (optional)', ''),
      text: shown(field, field.take(body, name)) || 'Not given',
    })),
  }))

function shown(field: Field<unknown>, typed: Typed): string {
  const read = field.schema.safeParse(typed)
  if (!read.success || read.data === null) return ''
  if (field.look.kind === 'day') return formatDay(read.data as Parameters<typeof formatDay>[0])
  const values = [read.data].flat().map(String)
  return values.map(value => field.look.choices?.find(choice => choice.value === value)?.text ?? value).join('; ')
}
