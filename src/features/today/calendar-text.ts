import { addDays, type Day } from '../../rulebook/index.ts'

/** A day on which something is due, for a calendar: no child's name and no number of a child. */
export interface CalendarEvent {
  uid: string
  on: Day
  /** The day from which it is known; two readings of the same work are the same text. */
  known_on: Day
  summary: string
  href: string
}

/** Text as RFC 5545 §3.3.11 has it. */
const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r?\n/g, '\\n')

const most = 75
/** A line of at most 75 octets, folded between characters: RFC 5545 §3.1. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  for (const character of line) {
    // The space that a folded line begins with is one of its octets.
    if (Buffer.byteLength(part + character) > (parts.length === 0 ? most : most - 1)) {
      parts.push(part)
      part = ''
    }
    part += character
  }
  return [...parts, part].join('\r\n ')
}

const dateText = (day: Day): string => day.replaceAll('-', '')

/** All-day events as an iCalendar file. Source: RFC 5545; the refresh interval is RFC 7986 §5.7. */
export const calendarText = (name: string, events: readonly CalendarEvent[]): string =>
  [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Onroll//Due dates//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'],
    ...[`NAME:${escaped(name)}`, `X-WR-CALNAME:${escaped(name)}`, 'REFRESH-INTERVAL;VALUE=DURATION:PT1H'],
    ...events.flatMap(({ uid, on, known_on, summary, href }) => [
      ...['BEGIN:VEVENT', `UID:${uid}`, `DTSTAMP:${dateText(known_on)}T000000Z`, `DTSTART;VALUE=DATE:${dateText(on)}`],
      ...[
        `DTEND;VALUE=DATE:${dateText(addDays(on, 1))}`,
        `SUMMARY:${escaped(summary)}`,
        `DESCRIPTION:${escaped(href)}`,
      ],
      ...[`URL:${href}`, 'CLASS:PRIVATE', 'TRANSP:TRANSPARENT', 'END:VEVENT'],
    ]),
    'END:VCALENDAR',
  ]
    .map(line => `${folded(line)}\r\n`)
    .join('')
