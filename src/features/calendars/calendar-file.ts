import { openCsv } from '../../ground/csv.ts'
import { type ByteStream, FileRefused } from '../../ground/file-refused.ts'
import { discard } from '../../ground/peek.ts'
import { dayNumber, type EntryKind, foldName, readDay, weekday, weekdayNames } from '../../rulebook/index.ts'
import { keyOf, longestEntry, overlap, type WrittenEntry } from './entry.ts'

/** One entry of a calendar as a file gives it. */
export interface FileEntry extends WrittenEntry {
  line: number
}

/** `noted`: the entry was taken. `refused`: it was left out. `end`: nothing after this line was read. */
export interface CalendarProblem {
  line: number
  severity: 'noted' | 'refused' | 'end'
  problem: string
}

export interface CalendarFile {
  entries: FileEntry[]
  problems: CalendarProblem[]
}

/** More than any authority has: twenty years of terms, and a few days of its own for each of a thousand schools. */
const mostEntries = 5000

export const calendarColumns = ['calendar', 'kind', 'start', 'end', 'name'] as const

/** How files name the kinds, folded. */
const kinds: Readonly<Record<string, EntryKind>> = {
  term: 'term',
  halfterm: 'half_term',
  halftermholiday: 'half_term',
  inset: 'inset',
  insetday: 'inset',
  trainingday: 'inset',
  closure: 'closure',
  closed: 'closure',
  holiday: 'holiday',
  bankholiday: 'holiday',
}

/**
 * Reads a file of calendars: `calendar` (`authority`, or a school's URN), `kind` (term, half_term, inset, closure,
 * holiday), `start`, `end` (the last day of it; empty for a single day), `name`. Throws FileRefused for a file without
 * those columns. What is wrong with an entry by itself, or beside the others of its calendar, is told with its line.
 */
export async function readCalendarFile(stream: ByteStream): Promise<CalendarFile> {
  const table = await openCsv(stream, { max_rows: mostEntries })
  const columnOf = new Map(table.headers.map(header => [header.trim().toLowerCase(), header]))
  const missing = ['calendar', 'kind', 'start'].filter(column => !columnOf.has(column))
  if (missing.length > 0) {
    await discard(table.rows)
    throw new FileRefused(
      `This is not a file of term dates: it has no column ${missing.map(name => `“${name}”`).join(', ')}. Its columns are ${calendarColumns.join(', ')}.`,
    )
  }
  const entries: FileEntry[] = []
  const problems: CalendarProblem[] = []
  for await (const row of table.rows) {
    if ('problem' in row) {
      const severity = row.scope === 'row' ? 'refused' : row.scope === 'columns' ? 'noted' : 'end'
      problems.push({ line: row.line, severity, problem: row.problem })
      continue
    }
    const { line, cells } = row
    const text = (column: string): string => cells[columnOf.get(column) ?? '']?.trim() ?? ''
    const read = readEntry(line, text)
    if (typeof read === 'string') problems.push({ line, severity: 'refused', problem: read })
    else entries.push(read)
  }
  return checkTogether(entries, problems)
}

/** The entry, or why it cannot be one. */
function readEntry(line: number, text: (column: string) => string): FileEntry | string {
  const calendar = text('calendar')
  const whose = /^authority$/i.test(calendar) ? null : /^(?:URN\s*)?(\d{5,6})$/i.exec(calendar)?.[1]
  if (whose === undefined) return `calendar “${calendar}” is neither “authority” nor a school’s URN of six digits.`
  const kind = kinds[foldName(text('kind'))]
  if (kind === undefined) {
    return `kind “${text('kind')}” is none of term, half_term, inset, closure, holiday. Write one of these.`
  }
  const start = readDay(text('start'))
  if ('problem' in start) return `start: ${start.problem}`
  const end = text('end') === '' ? start : readDay(text('end'))
  if ('problem' in end) return `end: ${end.problem}`
  if (end.day < start.day) return `end ${end.day} is before start ${start.day}. Give the first day, then the last.`
  const days = dayNumber(end.day) - dayNumber(start.day) + 1
  if (kind === 'term' && days > longestEntry) {
    return `this term runs from ${start.day} to ${end.day}, which is ${days} days. Write each term of the year on a line of its own.`
  }
  const name = text('name').replaceAll(/\s+/g, ' ').slice(0, 200)
  return { line, school_urn: whose === null ? null : Number(whose), kind, starts_on: start.day, last_on: end.day, name }
}

/** What is wrong between entries: a term over another, the same entry twice, a single day on which no school meets anyway. */
export function checkTogether(read: readonly FileEntry[], before: readonly CalendarProblem[]): CalendarFile {
  const entries: FileEntry[] = []
  const problems = [...before]
  const seen = new Map<string, number>()
  const terms = new Map<number | null, FileEntry[]>()
  for (const entry of read) {
    const { line } = entry
    const twin = seen.get(keyOf(entry))
    if (twin !== undefined) {
      problems.push({ line, severity: 'noted', problem: `This entry stands on line ${twin} too: it was taken once.` })
      continue
    }
    if (entry.kind === 'term') {
      const others = terms.get(entry.school_urn) ?? []
      const over = others.find(other => overlap(entry, other))
      if (over) {
        const problem = `This term overlaps the one on line ${over.line} (${over.starts_on} to ${over.last_on}). Mend the dates of one of them.`
        problems.push({ line, severity: 'refused', problem })
        continue
      }
      terms.set(entry.school_urn, [...others, entry])
    }
    const day = weekday(entry.starts_on)
    if (entry.starts_on === entry.last_on && day > 5 && entry.kind !== 'holiday') {
      const problem = `${entry.starts_on} is a ${weekdayNames[day - 1] ?? ''}: it takes no school day away. Check the date.`
      problems.push({ line, severity: 'noted', problem })
    }
    seen.set(keyOf(entry), line)
    entries.push(entry)
  }
  return { entries, problems: problems.sort((a, b) => a.line - b.line) }
}

/** The entries as a file that `readCalendarFile` reads back to the same. */
export const writtenFile = (entries: readonly WrittenEntry[]): string =>
  [
    calendarColumns.join(','),
    ...entries.map(({ school_urn, kind, starts_on, last_on, name }) =>
      [school_urn ?? 'authority', kind, starts_on, last_on, `"${name.replaceAll('"', '""')}"`].join(','),
    ),
  ].join('\n')
