import { dayField } from '../../ground/web/day-field.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { choiceField, optional } from '../../ground/web/fields.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import { addDays, asDay, type Day, partsOf } from '../../rulebook/index.ts'
import type { ComparedSource } from './compare.ts'

const limits = { notBefore: asDay('2000-01-01'), notAfter: asDay('2099-12-31') }

const periodForm = form(
  {
    from: optional(dayField({ label: 'From the start of', about: 'the first day of the ledger', ...limits })),
    on: optional(dayField({ label: 'To the end of', about: 'the last day of the ledger', ...limits })),
  },
  ({ from, on }) =>
    from !== null && on !== null && from > on
      ? [{ field: 'from', message: 'The first day of the ledger must be the same as the last day or earlier' }]
      : [],
)

export interface Period {
  from: Day
  on: Day
}

/** The period an address asks for: until today and from the first of that month unless it says. Shows the fault of one it cannot read. */
export function askedPeriod(query: Readonly<Record<string, unknown>>, today: Day) {
  const asked = parseForm(periodForm, query)
  if (!asked.ok) return { period: periodTo(today), drawn: drawForm(periodForm, { failed: asked }) }
  const { from, on } = asked.values
  const last = on ?? (from !== null && from > today ? from : today)
  const period = from === null ? periodTo(last) : { from, on: last }
  return { period, drawn: drawForm(periodForm, { stored: period }) }
}

const periodTo = (on: Day): Period => ({ from: addDays(on, 1 - partsOf(on).day), on })

/** Which two sources to compare. */
export const compareForm = (sources: readonly ComparedSource[]) => {
  const choices = sources.map(({ id, name }) => ({ value: id, text: name }))
  return form(
    {
      a: choiceField({ label: 'First list', about: 'the first list', choices, as: 'select' }),
      b: choiceField({ label: 'Second list', about: 'the second list', choices, as: 'select' }),
    },
    ({ a, b }) => (a === b ? [{ field: 'b', message: 'The second list must be another list than the first' }] : []),
  )
}
