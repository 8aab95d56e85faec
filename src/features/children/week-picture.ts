import type { Chart } from '../../ground/web/charts.ts'
import { dayNames, educationMinutes, lengthText, type Session, sessionKinds, timeText } from './week.ts'

/** Patterns beside shades, so that kinds differ in black and white print. */
const fills: Record<Session['kind'], string> = {
  lesson: '#0b5d4b',
  tuition: 'url(#week-stripes)',
  online: 'url(#week-dots)',
  work: '#e0a526',
  travel: '#ffffff',
  other: '#9aa5a0',
}
const [left, top, column, bottom] = [52, 26, 132, 8]
const hour = 56

/** What full time is, by the authority's policy, and how far that number is settled. */
export interface FullTime {
  hours: number
  mark: string
}

/** A week as a timetable: a column for each day, a block for each session. Its table says the same. */
export function drawWeek(sessions: readonly Session[], fullTime: FullTime): Chart {
  const days = dayNames.slice(0, Math.max(5, ...sessions.map(one => one.weekday)))
  const first = Math.floor(Math.min(9 * 60, ...sessions.map(one => one.starts_at)) / 60)
  const last = Math.ceil(Math.max(15 * 60, ...sessions.map(one => one.ends_at)) / 60)
  const [width, height] = [left + days.length * column, top + (last - first) * hour + bottom]
  const y = (minutes: number) => top + ((minutes - first * 60) / 60) * hour
  const hours = Array.from({ length: last - first + 1 }, (_, at) => (first + at) * 60).flatMap(minutes => [
    `<line x1="${left}" y1="${y(minutes)}" x2="${width}" y2="${y(minutes)}" stroke="#d5d9dc"/>`,
    words(left - 6, y(minutes) + 5, timeText(minutes), 'end'),
  ])
  const heads = days.map((day, at) => words(left + at * column + column / 2, 16, day, 'middle', true))
  const blocks = sessions.map(one => block(one, left + (one.weekday - 1) * column, y(one.starts_at), y(one.ends_at)))
  const defs = `<defs><pattern id="week-stripes" width="10" height="10" patternUnits="userSpaceOnUse"><rect width="10" height="10" fill="#ffffff"/><path d="M0 10 L10 0" stroke="#0b5d4b" stroke-width="2"/></pattern>
<pattern id="week-dots" width="10" height="10" patternUnits="userSpaceOnUse"><rect width="10" height="10" fill="#ffffff"/><circle cx="5" cy="5" r="2" fill="#4c6f9e"/></pattern></defs>`
  return {
    id: 'week',
    finding: findingOf(sessions, fullTime),
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="week-finding" font-family="Atkinson Hyperlegible, Arial, sans-serif" font-size="14">${defs}${heads.join('')}${hours.join('')}${blocks.join('')}</svg>`,
    table: {
      columns: ['Day', 'From', 'To', 'What', 'Kind', 'Where', 'Length'],
      rows: sessions
        .toSorted((a, b) => a.weekday - b.weekday || a.starts_at - b.starts_at)
        .map(one => [
          ...[dayNames[one.weekday - 1] ?? '', timeText(one.starts_at), timeText(one.ends_at), one.what],
          ...[kindText(one.kind), one.place ?? '', lengthText(one.ends_at - one.starts_at)],
        ]),
    },
  }
}

export const kindText = (kind: string): string => sessionKinds.find(({ value }) => value === kind)?.text ?? kind

/** "9 hours a week of the 25 that count as full time: 16 hours fewer". */
export function findingOf(sessions: readonly Session[], { hours, mark }: FullTime): string {
  const minutes = educationMinutes(sessions)
  const missing = hours * 60 - minutes
  const of = `${lengthText(minutes)} a week of the ${hours} that the authority counts as full time ${mark}`
  return `${of.charAt(0).toUpperCase()}${of.slice(1)}${missing > 0 ? `: ${lengthText(missing)} fewer` : ''}`
}

function block(one: Session, x: number, from: number, to: number): string {
  const lines = [
    one.what,
    ...(one.place === null ? [] : [one.place]),
    `${timeText(one.starts_at)} to ${timeText(one.ends_at)}`,
  ]
  const room = Math.max(1, Math.floor((to - from - 4) / 16))
  const shown = lines.length <= room ? lines : lines.slice(0, room)
  const text = shown.map((line, at) => words(x + 15, from + 17 + at * 16, clipped(line), 'start', at === 0))
  const height = Math.max(2, to - from - 2)
  return `<rect x="${x + 2}" y="${from + 1}" width="${column - 4}" height="${height}" fill="#ffffff"/><rect x="${x + 2}" y="${from + 1}" width="9" height="${height}" fill="${fills[one.kind]}"/><rect x="${x + 2}" y="${from + 1}" width="${column - 4}" height="${height}" fill="none" stroke="#0b0c0c"${one.kind === 'travel' ? ' stroke-dasharray="4 3"' : ''}/>${text.join('')}`
}

/** What fits into a column; the table has the whole. */
const clipped = (line: string): string => (line.length <= 16 ? line : `${line.slice(0, 15)}…`)

const words = (x: number, y: number, text: string, anchor: string, strong = false): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="#0b0c0c"${strong ? ' font-weight="700"' : ''}>${quoted(text)}</text>`

export const quoted = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
