import { openCsv } from '../../ground/csv.ts'
import type { ByteStream } from '../../ground/file-refused.ts'
import type { Day } from '../../rulebook/days.ts'
import { readDay } from '../../rulebook/read-day.ts'
import { compareColumns, fieldsOf, NEED_COLUMNS, NEEDED_COLUMNS, READ_COLUMNS } from './register-columns.ts'
import { type RegisterProblem, requireColumns, severityOf } from './register-problems.ts'

export { type RegisterLink, readLinks } from './register-links.ts'
export type { RegisterProblem } from './register-problems.ts'

export type SchoolStatus = 'open' | 'closed' | 'proposed_to_open' | 'open_proposed_to_close'

/** One establishment of the national register; null where the register says nothing or “Not applicable”. */
export interface RegisterSchool {
  urn: number
  la_code: string
  establishment_number: string | null
  /** Authority and establishment number, seven digits. */
  laestab: string | null
  name: string
  type_code: string | null
  type_name: string | null
  type_group_code: string | null
  type_group: string | null
  status: SchoolStatus
  opened_on: Day | null
  closed_on: Day | null
  reason_closed: string | null
  phase: string | null
  low_age: number | null
  high_age: number | null
  gender: string | null
  trust_code: string | null
  trust_name: string | null
  street: string | null
  locality: string | null
  town: string | null
  county: string | null
  postcode: string | null
  ukprn: string | null
  uprn: string | null
  telephone: string | null
  website: string | null
  capacity: number | null
  pupils: number | null
  sixth_form: boolean | null
  /** The needs it provides for, as the register words them. */
  special_needs: string[]
}

/** A field of a school that the register has a column for. */
export type RegisterField = keyof typeof READ_COLUMNS

/** A register read up to its header: the fields that the file has columns for, and its schools. */
export interface OpenRegister {
  fields: ReadonlySet<RegisterField>
  rows: AsyncGenerator<{ line: number; school: RegisterSchool } | RegisterProblem>
}

/**
 * The schools of the national register (GIAS `edubasealldata*.csv`, Windows-1252 or UTF-8), by column name: columns may
 * be missing or new, and both are told first. Without a status column, a school with a closing date is closed, from
 * that day if `as_at` is given. Throws FileRefused for a zip or a file without the columns of a school.
 * Source: rulebook §11.4.
 */
export async function* readRegister(
  stream: ByteStream,
  options: { as_at?: Day } = {},
): AsyncGenerator<RegisterSchool | RegisterProblem> {
  const { rows } = await openRegister(stream, options)
  for await (const row of rows) yield 'school' in row ? row.school : row
}

/** As `readRegister`, for a caller that must know which columns the file has. Throws as it does. */
export async function openRegister(stream: ByteStream, { as_at }: { as_at?: Day } = {}): Promise<OpenRegister> {
  const table = await openCsv(stream)
  await requireColumns(table, NEEDED_COLUMNS, 'an extract of the national register of schools (edubasealldata)')
  const line = table.header_line
  const { missing, unknown } = compareColumns(table.headers)
  async function* rows(): OpenRegister['rows'] {
    if (missing.length > 0) {
      yield { line, severity: 'noted', problem: `Columns not in this file, left empty: ${missing.join(', ')}.` }
    }
    if (unknown.length > 0) {
      yield { line, severity: 'noted', problem: `Columns not known, left aside: ${unknown.join(', ')}.` }
    }
    for await (const row of table.rows) {
      if ('cells' in row) {
        for (const read of readSchool(row.cells, row.line, as_at))
          yield 'problem' in read ? read : { line: row.line, school: read }
      } else yield { line: row.line, severity: severityOf(row.scope), problem: row.problem }
    }
  }
  return { fields: fieldsOf(table.headers), rows: rows() }
}

function* readSchool(
  cells: Record<string, string>,
  line: number,
  as_at: Day | undefined,
): Generator<RegisterSchool | RegisterProblem> {
  const notes: string[] = []
  const text = (column: RegisterField): string | null => {
    const cell = cells[READ_COLUMNS[column]]?.trim() ?? ''
    return cell === '' || /^not (applicable|recorded)$/i.test(cell) ? null : cell
  }
  const number = (column: RegisterField): number | null => {
    const cell = text(column)
    if (cell === null) return null
    if (/^\d{1,6}$/.test(cell)) return Number(cell)
    notes.push(`${READ_COLUMNS[column]} “${cell}” is not a whole number.`)
    return null
  }
  const day = (column: RegisterField): Day | null => {
    const cell = text(column)
    if (cell === null) return null
    const read = readDay(cell)
    if ('day' in read) return read.day
    notes.push(`${READ_COLUMNS[column]}: ${read.problem}`)
    return null
  }
  const digits = (column: RegisterField, longest: number): string | null => {
    const cell = text(column)
    if (cell === null || new RegExp(`^\\d{1,${longest}}$`).test(cell)) return cell
    notes.push(`${READ_COLUMNS[column]} “${cell}” is not a number of at most ${longest} digits.`)
    return null
  }

  const urn = text('urn') ?? ''
  const name = text('name')
  const la_code = text('la_code') ?? ''
  const fault = !/^\d{5,7}$/.test(urn)
    ? `URN “${urn}” is not a number of six digits`
    : name === null
      ? 'the school has no name'
      : !/^\d{3}$/.test(la_code) && `LA (code) “${la_code}” is not three digits`
  if (fault || name === null) {
    yield { line, severity: 'refused', problem: `This row was left out: ${fault}. Mend it or take a fresh download.` }
    return
  }
  const closed_on = day('closed_on')
  const establishment_number = digits('establishment_number', 4)?.padStart(4, '0') ?? null
  yield {
    urn: Number(urn),
    la_code,
    establishment_number,
    laestab: establishment_number === null ? null : `${la_code}${establishment_number}`,
    name,
    type_code: text('type_code'),
    type_name: text('type_name'),
    type_group_code: text('type_group_code'),
    type_group: text('type_group'),
    status: statusOf(text('status_code') ?? text('status_name'), closed_on, as_at),
    opened_on: day('opened_on'),
    closed_on,
    reason_closed: text('reason_closed'),
    phase: text('phase'),
    low_age: number('low_age'),
    high_age: number('high_age'),
    gender: text('gender'),
    trust_code: text('trust_code'),
    trust_name: text('trust_name'),
    street: text('street'),
    locality: text('locality'),
    town: text('town'),
    county: text('county'),
    postcode: text('postcode'),
    ukprn: digits('ukprn', 8),
    uprn: digits('uprn', 12),
    telephone: text('telephone'),
    website: text('website'),
    capacity: number('capacity'),
    pupils: number('pupils'),
    sixth_form: sixthForm(text('sixth_form')),
    special_needs: NEED_COLUMNS.map(column => cells[column]?.trim() ?? '').filter(
      need => !/^(|not applicable)$/i.test(need),
    ),
  }
  for (const note of notes) yield { line, severity: 'noted', problem: `URN ${urn}: ${note} Left empty.` }
}

const STATUSES: Readonly<Record<string, SchoolStatus>> = {
  '1': 'open',
  '2': 'closed',
  '3': 'open_proposed_to_close',
  '4': 'proposed_to_open',
  open: 'open',
  closed: 'closed',
  'open, but proposed to close': 'open_proposed_to_close',
  'proposed to open': 'proposed_to_open',
}

function statusOf(written: string | null, closed_on: Day | null, as_at: Day | undefined): SchoolStatus {
  const known = written === null ? undefined : STATUSES[written.toLowerCase()]
  if (known !== undefined) return known
  if (closed_on === null) return 'open'
  return as_at !== undefined && closed_on > as_at ? 'open_proposed_to_close' : 'closed'
}

/** Codes of `OfficialSixthForm`: 1 has a sixth form, 2 has none, 0 not applicable, 9 not known. */
function sixthForm(code: string | null): boolean | null {
  return code === '1' ? true : code === '2' ? false : null
}
