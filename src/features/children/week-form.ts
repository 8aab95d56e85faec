import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, choicesField, optional, textField } from '../../ground/web/fields.ts'
import { type Choice, type Field, type FieldError, type Form, form } from '../../ground/web/forms.ts'
import { addDays, type Day, formatDay } from '../../rulebook/index.ts'
import {
  dayNames,
  linesOf,
  overlapOf,
  readTime,
  type Session,
  type SessionKind,
  sessionKinds,
  timeText,
} from './week.ts'

/** A week of more lines than this is not a week that anybody draws. */
export const mostLines = 15

type Values = Record<string, unknown>

/** A provision that a session can be part of; `ends_on` is the first day on which it no longer is. */
export interface OfferedProvision extends Choice {
  ends_on: Day | null
}

/**
 * The form of a week with so many lines: a line is a session on one day or several, so that copying it to another day is a
 * tick. A line that is left empty is no session.
 */
export function weekForm(
  today: Day,
  lines: number,
  provisions: readonly OfferedProvision[],
): Form<Record<string, Field<unknown>>> {
  const fields: Record<string, Field<unknown>> = {
    starts_on: dayField({
      label: 'From which day does this week hold?',
      about: 'the first day of this week',
      notBefore: addDays(today, -2000),
      notAfter: addDays(today, 200),
    }) as Field<unknown>,
    last_on: optional(
      dayField({
        label: 'Until which day?',
        about: 'the last day of this week',
        hint: 'Leave it empty while it goes on',
        notAfter: addDays(today, 800),
      }),
    ) as Field<unknown>,
  }
  for (let n = 1; n <= lines; n++) {
    const session = `session ${n}`
    fields[`what_${n}`] = ofLine(textField({ label: 'What', about: `what ${session} is`, most: 80, width: 20 }))
    fields[`days_${n}`] = ofLine(
      choicesField({
        label: 'On which days',
        about: `the days of ${session}`,
        choices: dayNames.map((text, at) => ({ value: String(at + 1), text })),
      }),
    )
    fields[`from_${n}`] = ofLine(textField({ label: 'From', about: `when ${session} begins`, most: 10, width: 5 }))
    fields[`to_${n}`] = ofLine(textField({ label: 'To', about: `when ${session} ends`, most: 10, width: 5 }))
    fields[`kind_${n}`] = ofLine(
      choiceField({ label: 'Kind', about: `the kind of ${session}`, as: 'select', choices: sessionKinds }),
    )
    fields[`place_${n}`] = ofLine(textField({ label: 'Where', about: `where ${session} is`, most: 120, width: 20 }))
    if (provisions.length > 0)
      fields[`provision_${n}`] = ofLine(
        choiceField({ label: 'Part of', about: `what ${session} is part of`, as: 'select', choices: provisions }),
      )
  }
  return form(fields, values => problemsOf(values, lines, provisions))
}

/** An optional field of a line: that an empty line is none is said once, above. */
function ofLine(field: Field<unknown>): Field<unknown> {
  const made = optional(field)
  return { ...made, look: { ...made.look, label: field.look.label } }
}

/** The values of a week, for the first look at its form. */
export function weekValues(sessions: readonly Session[]): Values {
  return Object.fromEntries(
    linesOf(sessions).flatMap((line, at) => {
      const n = at + 1
      return [
        [`what_${n}`, line.what],
        [`days_${n}`, line.weekdays.map(String)],
        [`from_${n}`, timeText(line.starts_at)],
        [`to_${n}`, timeText(line.ends_at)],
        [`kind_${n}`, line.kind],
        [`place_${n}`, line.place ?? ''],
        [`provision_${n}`, line.provision_id ?? ''],
      ]
    }),
  )
}

const text = (values: Values, name: string): string => (typeof values[name] === 'string' ? values[name] : '')
const daysOf = (values: Values, n: number): string[] =>
  Array.isArray(values[`days_${n}`]) ? (values[`days_${n}`] as string[]) : []
const isEmpty = (values: Values, n: number): boolean =>
  ['what', 'from', 'to', 'place', 'kind'].every(name => text(values, `${name}_${n}`) === '') &&
  daysOf(values, n).length === 0

/** The sessions of a form that has no problems, each with its line. */
export function sessionsOf(values: Values, lines: number): (Session & { line: number })[] {
  return Array.from({ length: lines }, (_, at) => at + 1).flatMap(n => {
    if (isEmpty(values, n)) return []
    return daysOf(values, n).map(day => ({
      line: n,
      weekday: Number(day),
      starts_at: readTime(text(values, `from_${n}`)) ?? 0,
      ends_at: readTime(text(values, `to_${n}`)) ?? 0,
      kind: (text(values, `kind_${n}`) || 'lesson') as SessionKind,
      what: text(values, `what_${n}`),
      place: text(values, `place_${n}`) || null,
      provision_id: text(values, `provision_${n}`) || null,
    }))
  })
}

function problemsOf(values: Values, lines: number, provisions: readonly OfferedProvision[]): FieldError[] {
  const problems: FieldError[] = []
  const { starts_on, last_on } = values as { starts_on: Day; last_on: Day | null }
  if (last_on !== null && last_on < starts_on)
    problems.push({ field: 'last_on', message: 'The last day of this week must not be before its first day' })
  for (let n = 1; n <= lines; n++) {
    if (isEmpty(values, n)) continue
    const [from, to] = [readTime(text(values, `from_${n}`)), readTime(text(values, `to_${n}`))]
    if (text(values, `what_${n}`) === '')
      problems.push({ field: `what_${n}`, message: `Enter what session ${n} is, such as English or Forest school` })
    if (daysOf(values, n).length === 0)
      problems.push({ field: `days_${n}`, message: `Choose the days of session ${n}` })
    if (from === null) problems.push({ field: `from_${n}`, message: `Enter when session ${n} begins, like 9:30` })
    if (to === null) problems.push({ field: `to_${n}`, message: `Enter when session ${n} ends, like 14:15` })
    else if (from !== null && to <= from)
      problems.push({ field: `to_${n}`, message: `Session ${n} must end after it begins, at ${timeText(from)}` })
    const provision = provisions.find(({ value }) => value === text(values, `provision_${n}`))
    if (provision && provision.ends_on !== null && provision.ends_on <= starts_on)
      problems.push({
        field: `provision_${n}`,
        message: `The provision of session ${n} ends on ${formatDay(addDays(provision.ends_on, -1))}, before this week begins: choose another, or none`,
      })
  }
  if (problems.length > 0) return problems
  const sessions = sessionsOf(values, lines)
  if (sessions.length === 0) return [{ field: 'what_1', message: 'Enter at least one session, or cancel' }]
  const both = overlapOf(sessions)
  if (!both) return []
  const [a, b] = both
  const told = (one: Session) => `${one.what} (${timeText(one.starts_at)} to ${timeText(one.ends_at)})`
  return [
    {
      field: `from_${b.line}`,
      message: `On ${dayNames[b.weekday - 1]} ${told(a)} and ${told(b)} are at the same time: end one before the other begins`,
    },
  ]
}

/** Why a week was never true. */
export const untrueReasons = [
  { value: 'mistyped', text: 'A slip in writing' },
  { value: 'told_wrongly', text: 'It was told wrongly' },
  { value: 'found_otherwise', text: 'It was checked and found otherwise' },
  { value: 'another_child', text: 'It is about another child' },
  { value: 'other', text: 'Another reason' },
] as const

export const untrueForm = form({
  reason: choiceField({
    label: 'Why was this week never true?',
    about: 'why this week was never true',
    choices: untrueReasons,
  }),
  because: textField({ label: 'What happened?', about: 'what happened', rows: 3, most: 500 }),
})
