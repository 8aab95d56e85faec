import {
  type CalendarEntry,
  type Day,
  type EntryKind,
  readDay,
  type SchoolCalendar,
  schoolCalendar,
} from '../rulebook/index.ts'
import { Refusal } from './command.ts'
import { type CellFault, readTable, type TableRow } from './read-table.ts'

const kinds: readonly EntryKind[] = ['term', 'half_term', 'inset', 'closure', 'holiday']
const isKind = (text: string): text is EntryKind => (kinds as readonly string[]).includes(text)

/** What `--calendar` takes, for the help of a command. */
export const calendarHelp =
  'CALENDAR.csv has the columns kind, start, end, name. A kind is term, half_term, inset, closure or holiday; both days are included.'

/**
 * A school's calendar from a file with `kind` (term, half_term, inset, closure, holiday), `start`, `end` (the last day of it;
 * empty for a single day), `name`. Throws Refusal, with line and column, for a file that is empty, has no term, or has a
 * kind or day that cannot be read or a period that ends before it starts.
 */
export const readCalendar = async (path: string): Promise<SchoolCalendar> =>
  schoolCalendar({ name: path, entries: await readEntries(path) })

/** The same as it is written, row by row. */
export async function readEntries(path: string): Promise<readonly CalendarEntry[]> {
  const entries: CalendarEntry[] = []
  await readTable(path, ['kind', 'start', 'end', 'name'], row => {
    const read = readEntry(row)
    if ('reason' in read) return read
    entries.push(read)
    return null
  })
  if (!entries.some(({ kind }) => kind === 'term'))
    throw new Refusal(`${path} has no term, so no day in it is a school day. Add a row of kind term for each term.`)
  return entries
}

function readEntry({ text }: TableRow): CalendarEntry | CellFault {
  const kind = text('kind').toLowerCase()
  if (!isKind(kind)) return { column: 'kind', reason: `“${text('kind')}” is none of ${kinds.join(', ')}.` }
  const starts_on = dayIn(text('start'), 'start')
  if (typeof starts_on !== 'string') return starts_on
  const last_on = text('end') === '' ? starts_on : dayIn(text('end'), 'end')
  if (typeof last_on !== 'string') return last_on
  if (last_on < starts_on) {
    return {
      column: 'end',
      reason: `${last_on} is before ${starts_on}, where it starts. Give the first day, then the last.`,
    }
  }
  return { kind, starts_on, last_on, name: text('name') }
}

/** A day as a file writes it. */
export function dayIn(text: string, column: string): Day | CellFault {
  const read = readDay(text)
  return 'day' in read ? read.day : { column, reason: read.problem }
}
