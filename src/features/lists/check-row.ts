import { addYears, compareDays, type Day } from '../../rulebook/days.ts'
import { CHECKS, type ValueOf } from './check-values.ts'
import { FIELDS, type FieldCode, fieldOf, type RawRow } from './fields.ts'
import type { Mapping } from './mapping.ts'
import type { Finding, Severity } from './reading.ts'

/** One child's values, normalised; null where the list says nothing, or nothing that can be read. */
export type ListRow = { [Field in (typeof FIELDS)[number] as Field['code']]: ValueOf<Field['kind']> | null }

export interface Problem {
  /** The column as the file names it, or the field's label where the file has no columns. */
  column: string
  field: FieldCode
  severity: Severity
  /** A sentence that says what is wrong and how to mend it. */
  reason: string
}

export interface CheckedRow {
  row: ListRow
  problems: Problem[]
}

/** No list that Onroll reads holds anyone who has had a 26th birthday: education plans end at 25. */
export const OLDEST_AGE = 25

/**
 * Checks one row of a list. `row` holds what can be used, normalised; `raw` stays with the caller as evidence. A wrong
 * UPN, NHS number, ULN or postcode is kept and flagged, never dropped. Source: rulebook §11.1, §11.2.
 */
export function checkRow(
  raw: RawRow,
  {
    as_at,
    columns = {},
    needed = [],
    nameless = false,
  }: {
    as_at: Day
    columns?: Mapping
    /** Fields that the kind of list needs: an empty one is flagged. */
    needed?: readonly FieldCode[]
    /** The list has no names at all: a row with a number of its child is enough. */
    nameless?: boolean
  },
): CheckedRow {
  const problems: Problem[] = []
  const add = (field: FieldCode, { severity, reason }: Finding): void => {
    problems.push({ column: columns[field] ?? fieldOf(field).label, field, severity, reason })
  }
  const values: Record<string, unknown> = {}
  for (const { code, kind } of FIELDS) {
    const text = raw[code]?.trim() ?? ''
    values[code] = null
    if (text === '') continue
    const { value, finding } = CHECKS[kind](text)
    if (finding !== undefined) add(code, { ...finding, severity: weigh(code, finding.severity) })
    values[code] = value
  }
  // Each field's check returns its own type, which the compiler cannot follow through the list of fields.
  const row = values as ListRow
  for (const { field, ...finding } of checkTogether(row, as_at)) add(field, finding)
  const unnamed = blank(raw.surname) && blank(raw.forename)
  const numbered = [row.upn, row.nhs_number, row.council_id].some(number => number !== null)
  if (unnamed && nameless && !numbered) {
    add('upn', {
      severity: 'refused',
      reason: 'The row has neither a name nor a number of a child that can be read. Fill in one of them.',
    })
  }
  if (unnamed && !nameless) {
    add('surname', {
      severity: 'refused',
      reason: 'The row has neither a surname nor a forename. Fill in at least one.',
    })
  }
  if (blank(raw.born_on) && !unnamed) {
    const reason =
      'The date of birth is missing: the child can be matched by identifiers only. Fill it in if it is known.'
    add('born_on', { severity: 'flagged', reason })
  }
  for (const code of needed) {
    if (code === 'surname' || code === 'born_on' || !blank(raw[code])) continue
    add(code, { severity: 'flagged', reason: `${fieldOf(code).label} is empty, and this kind of list needs it.` })
  }
  return { row, problems }
}

/** Whether any problem keeps the row out. */
export const isRefused = (problems: readonly Problem[]): boolean => problems.some(p => p.severity === 'refused')

/** A date of birth that cannot be read keeps the row out; a contact's bad name does not. */
function weigh(code: FieldCode, severity: Severity): Severity {
  if (code === 'born_on') return 'refused'
  return code === 'contact_name' ? 'flagged' : severity
}

const blank = (text: string | undefined): boolean => text === undefined || text.trim() === ''

function* checkTogether(row: ListRow, as_at: Day): Iterable<Finding & { field: FieldCode }> {
  const { born_on, entered_on, left_on, registered_on } = row
  if (born_on !== null) {
    if (compareDays(born_on, as_at) > 0) {
      const reason = `The date of birth ${born_on} is after ${as_at}. Check the year.`
      yield { field: 'born_on', severity: 'refused', reason }
    } else if (compareDays(addYears(born_on, OLDEST_AGE + 1), as_at) <= 0) {
      const reason = `Born on ${born_on}, this person is over ${OLDEST_AGE}. Check the year, or leave the row out.`
      yield { field: 'born_on', severity: 'refused', reason }
    }
  }
  for (const [field, day] of [
    ['entered_on', entered_on],
    ['left_on', left_on],
    ['registered_on', registered_on],
  ] as const) {
    if (day !== null && born_on !== null && compareDays(day, born_on) < 0) {
      const reason = `${fieldOf(field).label} ${day} is before the date of birth ${born_on}. Check both.`
      yield { field, severity: 'flagged', reason }
    }
  }
  if (left_on !== null && entered_on !== null && compareDays(left_on, entered_on) < 0) {
    const reason = `The leaving date ${left_on} is before the entry date ${entered_on}. Check both.`
    yield { field: 'left_on', severity: 'flagged', reason }
  }
  const absent = (row.sessions_authorised ?? 0) + (row.sessions_unauthorised ?? 0)
  if (absent > (row.sessions_possible ?? absent)) {
    const reason = `${absent} sessions of absence are more than the ${row.sessions_possible} that were possible: the attendance is left out. Check all three.`
    yield { field: 'sessions_possible', severity: 'flagged', reason }
  }
  if (row.upn !== null && /\d[A-Z]$/.test(row.upn)) {
    const reason = `${row.upn} is a temporary UPN. Ask the school for the permanent one.`
    yield { field: 'upn', severity: 'flagged', reason }
  }
  if (row.upn !== null && row.upn === row.former_upn) {
    const reason = 'The UPN and the former UPN are the same. Check which one the child has now.'
    yield { field: 'former_upn', severity: 'flagged', reason }
  }
}
