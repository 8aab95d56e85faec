import ICAL from 'ical.js'
import { type ByteStream, FileRefused } from '../../ground/file-refused.ts'
import { decodeText } from '../../ground/text-encoding.ts'
import { addDays, type Day, dayNumber, formatShortDay, parseDay } from '../../rulebook/index.ts'
import { type CalendarFile, type CalendarProblem, checkTogether, type FileEntry } from './calendar-file.ts'
import { kindOf } from './event-kinds.ts'

/** Characters. A calendar of twenty years has about a hundredth of it. */
const longestText = 5_000_000
const mostEvents = 5000

/** An event as it stands in the file, from its BEGIN to its END. */
interface Block {
  line: number
  text: string
}

/** A property as RFC 7265 writes it: name, parameters, type, value. */
type Property = readonly [name: string, parameters: unknown, type: string, value: unknown]

/**
 * Reads the all-day events of an iCalendar file (RFC 5545) as entries of one calendar, each of the kind that its title names. What
 * cannot be told, or is no whole day, is left out with its line and the reason; one event that cannot be read spoils no other.
 * Throws FileRefused for a file without events.
 */
export async function readEvents(stream: ByteStream, school_urn: number | null): Promise<CalendarFile> {
  const { text } = await decodeText(stream)
  let whole = ''
  for await (const piece of text) {
    whole += piece
    if (whole.length > longestText) throw new FileRefused('This calendar is too long: send the years that are needed.')
  }
  const { blocks, problems } = blocksOf(whole)
  if (blocks.length === 0 && problems.length === 0)
    throw new FileRefused(
      'This calendar holds no events. Export it again with the events of the years that are needed.',
    )
  if (blocks.length > mostEvents)
    throw new FileRefused(
      `This calendar holds more than ${mostEvents.toLocaleString('en-GB')} events: send the years that are needed.`,
    )
  const entries: FileEntry[] = []
  for (const block of blocks) {
    const read = readEvent(block)
    if ('problem' in read) problems.push({ line: block.line, severity: 'refused', problem: read.problem })
    else entries.push({ line: block.line, school_urn, ...read })
  }
  return checkTogether(entries, problems)
}

/** The events of a file with their lines; one that has no end is told. */
function blocksOf(text: string): { blocks: Block[]; problems: CalendarProblem[] } {
  const blocks: Block[] = []
  const problems: CalendarProblem[] = []
  let open: { line: number; lines: string[] } | null = null
  for (const [at, line] of text.split(/\r\n|\n|\r/).entries()) {
    const word = line.trim().toUpperCase()
    if (word === 'BEGIN:VEVENT') {
      if (open) problems.push(unended(open.line))
      open = { line: at + 1, lines: [] }
    }
    open?.lines.push(line)
    if (open && word === 'END:VEVENT') {
      blocks.push({ line: open.line, text: open.lines.filter(one => one !== '').join('\r\n') })
      open = null
    }
  }
  if (open) problems.push(unended(open.line))
  return { blocks, problems }
}

const unended = (line: number): CalendarProblem => ({
  line,
  severity: 'refused',
  problem: 'This event has no end (END:VEVENT). Export the calendar again.',
})

type ReadEvent = Pick<FileEntry, 'kind' | 'starts_on' | 'last_on' | 'name'> | { problem: string }

function readEvent({ text }: Block): ReadEvent {
  let properties: readonly Property[]
  try {
    properties = (
      ICAL.parse(`BEGIN:VCALENDAR\r\n${text}\r\nEND:VCALENDAR`) as unknown as [string, unknown, [[string, Property[]]]]
    )[2][0][1]
  } catch (problem) {
    return { problem: `This event cannot be read: ${problem instanceof Error ? problem.message : 'it is malformed'}.` }
  }
  const find = (name: string) => properties.find(property => property[0] === name)
  const name = String(find('summary')?.[3] ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
  const called = name === '' ? 'An event without a title' : `“${name}”`
  const days = daysOf(find)
  if ('why' in days) return { problem: `${called} ${days.why}.` }
  const { starts_on, last_on } = days
  const on =
    starts_on === last_on ? formatShortDay(starts_on) : `${formatShortDay(starts_on)} to ${formatShortDay(last_on)}`
  const told = kindOf(name, dayNumber(last_on) - dayNumber(starts_on) + 1)
  return 'why' in told ? { problem: `${called} (${on}) ${told.why}.` } : { ...told, starts_on, last_on, name }
}

type Days = { starts_on: Day; last_on: Day } | { why: string }

/** The first and the last day of an event. In the file the end of a whole day's event is the day after it. */
function daysOf(find: (name: string) => Property | undefined): Days {
  if (String(find('status')?.[3] ?? '').toUpperCase() === 'CANCELLED') return { why: 'is marked as cancelled' }
  if (find('rrule') || find('rdate') || find('recurrence-id'))
    return { why: 'repeats. Write each of its days as an event of its own' }
  const start = find('dtstart')
  if (!start) return { why: 'has no first day (DTSTART)' }
  const starts_on = wholeDay(start)
  if (starts_on === null) return { why: 'has a time of day. Make it an all-day event' }
  if (starts_on === undefined) return { why: `has a first day that is none: ${String(start[3])}` }
  const end = find('dtend')
  if (!end) return withLength(starts_on, find('duration'))
  const after = wholeDay(end)
  if (after === null) return { why: 'ends at a time of day. Make it an all-day event' }
  if (after === undefined) return { why: `has a last day that is none: ${String(end[3])}` }
  if (after < starts_on) return { why: `ends on ${formatShortDay(after)}, before it begins` }
  // RFC 5545 3.8.2.2 wants the end later than the start; some write a single day with both the same.
  return { starts_on, last_on: after === starts_on ? starts_on : addDays(after, -1) }
}

function withLength(starts_on: Day, duration: Property | undefined): Days {
  if (!duration) return { starts_on, last_on: starts_on }
  const [, weeks, days] = /^P(?:(\d{1,3})W|(\d{1,3})D)$/.exec(String(duration[3])) ?? []
  const length = Number(weeks ?? 0) * 7 + Number(days ?? 0)
  if (length < 1) return { why: 'has a length that is not in whole days' }
  return { starts_on, last_on: addDays(starts_on, length - 1) }
}

/** The day of a property; null when it has a time of day, undefined when there is no such day. */
function wholeDay([, , type, value]: Property): Day | null | undefined {
  const text = String(value)
  // Some write a day and do not say that it is one.
  const bare = type === 'date' ? text : (/^(\d{4}-\d{2}-\d{2})T::$/.exec(text)?.[1] ?? null)
  return bare === null ? null : parseDay(bare)
}
