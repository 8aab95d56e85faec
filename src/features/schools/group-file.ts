import { openCsv } from '../../ground/csv.ts'
import { type ByteStream, FileRefused } from '../../ground/file-refused.ts'
import { discard } from '../../ground/peek.ts'
import { addDays, type Day, foldName, readDay } from '../../rulebook/index.ts'
import { type GroupKind, groupKinds } from './codes.ts'
import { numberIn } from './queries.ts'
import { type RegisterProblem, severityOf } from './register-problems.ts'

/** One line of a file of groupings: a school is in a group from a day, until a day that is no longer in it (null: still). */
export interface GroupLine {
  line: number
  school: { urn: number } | { laestab: string }
  kind: GroupKind
  group: string
  starts_on: Day
  ends_on: Day | null
}

export interface GroupFile {
  lines: GroupLine[]
  problems: RegisterProblem[]
}

export const groupColumns = ['urn', 'kind', 'group', 'from', 'last_day'] as const

/** A thousand schools in five groups each. */
const mostLines = 5000

/** Headers that mean a column, folded. */
const headers: Readonly<Record<(typeof groupColumns)[number], readonly string[]>> = {
  urn: ['urn', 'school', 'schoolurn', 'laestab', 'dfe', 'dfenumber'],
  kind: ['kind', 'type', 'grouping', 'grouptype', 'kindofgroup'],
  group: ['group', 'groupname', 'name', 'nameofgroup'],
  from: ['from', 'start', 'startson', 'startdate', 'since', 'joined'],
  last_day: ['lastday', 'until', 'end', 'enddate', 'left'],
}

const kinds: Readonly<Record<string, GroupKind>> = {
  ...Object.fromEntries(
    groupKinds.flatMap(({ value, text, many }) => [value, text, many].map(name => [foldName(name), value])),
  ),
  families: 'family',
  schoolfamily: 'family',
  area: 'locality',
}

/**
 * Reads a file of groupings: `urn` (or LAESTAB), `kind` (family, locality, quadrant, other), `group`, `from`, `last_day`
 * (itself included; empty while the school is in it). Throws FileRefused for a file without those columns.
 */
export async function readGroupFile(stream: ByteStream): Promise<GroupFile> {
  const table = await openCsv(stream, { max_rows: mostLines })
  const columnOf = new Map(
    groupColumns.map(column => [column, table.headers.find(header => headers[column].includes(foldName(header)))]),
  )
  const missing = groupColumns.filter(column => column !== 'last_day' && columnOf.get(column) === undefined)
  if (missing.length > 0) {
    await discard(table.rows)
    throw new FileRefused(
      `This is not a file of groups of schools: it has no column ${missing.map(name => `“${name}”`).join(', ')}. Its columns are ${groupColumns.join(', ')}.`,
    )
  }
  const lines: GroupLine[] = []
  const problems: RegisterProblem[] = []
  for await (const row of table.rows) {
    if ('problem' in row) {
      problems.push({ line: row.line, severity: severityOf(row.scope), problem: row.problem })
      continue
    }
    const read = readLine(row.line, column => row.cells[columnOf.get(column) ?? '']?.trim() ?? '')
    if (typeof read === 'string') problems.push({ line: row.line, severity: 'refused', problem: read })
    else lines.push(read)
  }
  return { lines, problems }
}

type Column = (typeof groupColumns)[number]

/** The line, or why it cannot be one. */
function readLine(line: number, text: (column: Column) => string): GroupLine | string {
  const school = numberIn(text('urn'))
  if (school === null)
    return `urn “${text('urn')}” is neither a URN of six digits nor a LAESTAB of seven. Write the school’s number.`
  const folded = foldName(text('kind'))
  if (folded === 'trust') return 'Trusts come from the register of schools by themselves. Take this line out.'
  const kind = kinds[folded]
  if (kind === undefined)
    return `kind “${text('kind')}” is none of family, locality, quadrant, other. Write one of these.`
  const group = text('group').replaceAll(/\s+/g, ' ')
  if (foldName(group) === '') return 'The group has no name. Write what it is called.'
  if (group.length > 200) return 'The group’s name has more than 200 characters. Shorten it.'
  const from = readDay(text('from'))
  if ('problem' in from) return `from: ${from.problem}`
  if (text('last_day') === '') return { line, school, kind, group, starts_on: from.day, ends_on: null }
  const last = readDay(text('last_day'))
  if ('problem' in last) return `last_day: ${last.problem}`
  if (last.day < from.day) return `last_day ${last.day} is before from ${from.day}. Give the first day, then the last.`
  return { line, school, kind, group, starts_on: from.day, ends_on: addDays(last.day, 1) }
}

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The lines as a file that `readGroupFile` reads back to the same. */
export const writtenGroups = (lines: readonly Omit<GroupLine, 'line'>[]): string =>
  [
    groupColumns.join(','),
    ...lines.map(({ school, kind, group, starts_on, ends_on }) =>
      [
        'urn' in school ? String(school.urn) : school.laestab,
        kind,
        cell(group),
        starts_on,
        ends_on === null ? '' : addDays(ends_on, -1),
      ].join(','),
    ),
  ].join('\n')
