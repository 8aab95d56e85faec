import { choiceField, optional, textField } from '../../ground/web/fields.ts'
import { type Field, type FieldError, type Form, form } from '../../ground/web/forms.ts'
import {
  academicYear,
  addDays,
  type Day,
  dayNumber,
  type EntryKind,
  formatAcademicYear,
  formatDay,
  monthNames,
  partsOf,
  readDay,
} from '../../rulebook/index.ts'
import { kindTexts, longestEntry, overlap, type WrittenEntry } from './entry.ts'

/** Lines for which there is room: more than any year of a calendar has entries. */
export const mostLines = 80

/** Empty lines below the proposed ones, for what is new next year. */
export const spareLines = 2

type Values = Record<string, unknown>
const copied: readonly EntryKind[] = ['term', 'half_term', 'inset', 'closure']

/** The form of a year's entries, a line each, as they are proposed. A line without a first day is left out. */
export function copyForm(
  proposed: readonly WrittenEntry[],
  lines: number,
  year: number,
): Form<Record<string, Field<unknown>>> {
  const fields: Record<string, Field<unknown>> = {}
  for (let n = 1; n <= lines; n++) {
    const [entry, about] = [proposed[n - 1], `of line ${n}`]
    const choices = copied.map(value => ({ value, text: kindTexts[value] }))
    fields[`kind_${n}`] = ofLine(choiceField({ label: 'What', about: `what line ${n} is`, as: 'select', choices }))
    fields[`name_${n}`] = ofLine(textField({ label: 'Name', about: `the name ${about}`, most: 200, width: 20 }))
    fields[`first_${n}`] = ofLine(
      textField({ label: 'First day', about: `the first day ${about}`, most: 40, width: 20, ...was(entry?.starts_on) }),
    )
    fields[`last_${n}`] = ofLine(
      textField({ label: 'Last day', about: `the last day ${about}`, most: 40, width: 20, ...was(lastOf(entry)) }),
    )
  }
  return form(fields, values => read(values, lines, year, null).problems)
}

/** The last day of an entry that has more than one. */
const lastOf = (entry: WrittenEntry | undefined): Day | undefined =>
  entry && entry.last_on !== entry.starts_on ? entry.last_on : undefined

/** The day that a proposed one came from. */
const was = (day: Day | undefined) => (day === undefined ? {} : { hint: `Was ${formatDay(addDays(day, -52 * 7))}` })

/** An optional field of a line: that an empty line is left out is said once, above. */
function ofLine(field: Field<unknown>): Field<unknown> {
  const made = optional(field)
  return { ...made, look: { ...made.look, label: field.look.label } }
}

const dayText = (day: Day): string => {
  const { year, month, day: date } = partsOf(day)
  return `${date} ${monthNames[month - 1]} ${year}`
}

/** What the form shows first. */
export const copyValues = (proposed: readonly WrittenEntry[]): Values =>
  Object.fromEntries(
    proposed.flatMap(({ kind, name, starts_on, last_on }, at) => [
      [`kind_${at + 1}`, kind],
      [`name_${at + 1}`, name],
      [`first_${at + 1}`, dayText(starts_on)],
      [`last_${at + 1}`, last_on === starts_on ? '' : dayText(last_on)],
    ]),
  )

/** The entries of a form that has no problems. */
export const entriesFrom = (values: Values, lines: number, year: number, school_urn: number | null): WrittenEntry[] =>
  read(values, lines, year, school_urn).entries

const text = (values: Values, name: string): string => (typeof values[name] === 'string' ? values[name] : '')

function read(values: Values, lines: number, year: number, school_urn: number | null) {
  const entries: WrittenEntry[] = []
  const problems: FieldError[] = []
  for (let n = 1; n <= lines; n++) {
    if (text(values, `first_${n}`) === '') continue
    const found = readLine(values, n, year)
    if ('message' in found) {
      problems.push(found)
      continue
    }
    const entry = { school_urn, ...found }
    const over = entries.find(other => other.kind === 'term' && entry.kind === 'term' && overlap(other, entry))
    if (over) {
      const message = `The term of line ${n} overlaps the one from ${formatDay(over.starts_on)} to ${formatDay(over.last_on)}: change the dates of one of them`
      problems.push({ field: `first_${n}`, message })
    }
    entries.push(entry)
  }
  if (entries.length === 0 && problems.length === 0)
    problems.push({ field: 'first_1', message: 'Every line is empty: enter the first day of at least one, or cancel' })
  return { entries, problems }
}

function readLine(values: Values, n: number, year: number): Omit<WrittenEntry, 'school_urn'> | FieldError {
  const kind = copied.find(one => one === text(values, `kind_${n}`))
  if (kind === undefined) return { field: `kind_${n}`, message: `Choose what line ${n} is` }
  const first = readDay(text(values, `first_${n}`))
  if ('problem' in first) return { field: `first_${n}`, message: `First day of line ${n}: ${first.problem}` }
  const typed = text(values, `last_${n}`)
  const last = typed === '' ? first : readDay(typed)
  if ('problem' in last) return { field: `last_${n}`, message: `Last day of line ${n}: ${last.problem}` }
  const days = dayNumber(last.day) - dayNumber(first.day) + 1
  if (days < 1) return { field: `last_${n}`, message: `The last day of line ${n} must not be before its first day` }
  if (days > longestEntry)
    return { field: `last_${n}`, message: `Line ${n} must be ${longestEntry} days or fewer, and is ${days}` }
  if (academicYear(first.day) !== year)
    return { field: `first_${n}`, message: `The first day of line ${n} must be in ${formatAcademicYear(year)}` }
  const name = text(values, `name_${n}`).replaceAll(/\s+/g, ' ').trim()
  return { kind, name, starts_on: first.day, last_on: last.day }
}
