import { dayField } from '../../ground/web/day-field.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { choiceField, optional } from '../../ground/web/fields.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import { asDay, type Day } from '../../rulebook/index.ts'
import { schoolYearOf } from './clock-rows.ts'

const limits = { notBefore: asDay('2000-01-01'), notAfter: asDay('2099-12-31') }

const days = {
  from: optional(dayField({ label: 'Opened from', about: 'the first day of the period', ...limits })),
  to: optional(dayField({ label: 'Opened until', about: 'the last day of the period', ...limits })),
}
const inOrder = ({ from, to }: { from: Day | null; to: Day | null }) =>
  from !== null && to !== null && from > to
    ? [{ field: 'from' as const, message: 'The first day of the period must be the same as the last day or earlier' }]
    : []

const periodForm = form(days, inOrder)

export interface Period {
  from: Day
  to: Day
}

type Query = Readonly<Record<string, unknown>>

const periodOf = ({ from, to }: { from: Day | null; to: Day | null }, today: Day): Period => {
  const last = to ?? (from !== null && from > today ? from : today)
  return { from: from ?? schoolYearOf(last), to: last }
}

/** The period that an address asks for: this school year until today unless it says. Shows the fault of one it cannot read. */
export function askedPeriod(query: Query, today: Day) {
  const asked = parseForm(periodForm, query)
  if (!asked.ok)
    return { period: periodOf({ from: null, to: null }, today), drawn: drawForm(periodForm, { failed: asked }) }
  const period = periodOf(asked.values, today)
  return { period, drawn: drawForm(periodForm, { stored: period }) }
}

/** A period as before, as far as an address that was drawn for it says one. */
export const periodIn = (query: Query, today: Day): Period => askedPeriod(query, today).period

/** The number of a school in an address; null for none. */
export const schoolIn = (query: Query): number | null =>
  typeof query.school === 'string' && /^\d{5,6}$/.test(query.school) ? Number(query.school) : null

/** Asks for a period and, of some schools, for one. */
export const packForm = (schools: readonly { urn: number; name: string }[]) =>
  form(
    {
      ...days,
      school: optional(
        choiceField({
          label: 'School',
          about: 'the school',
          as: 'select',
          choices: schools.map(({ urn, name }) => ({ value: String(urn), text: name })),
        }),
      ),
    },
    inOrder,
  )
