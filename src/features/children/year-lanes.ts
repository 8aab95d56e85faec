import type { Chart } from '../../ground/web/charts.ts'
import {
  addDays,
  asDay,
  type Day,
  dayNumber,
  formatAcademicYear,
  formatDay,
  formatShortDay,
  monthNames,
  partsOf,
} from '../../rulebook/index.ts'
import { quoted } from './week-picture.ts'

/** How a piece of a lane is filled: a pattern beside each shade, for print and for those who see no colour. */
export type Fill = 'full' | 'other' | 'part' | 'stripes' | 'dots' | 'missing' | 'thin'

export interface Piece {
  starts_on: Day
  /** Null while it goes on. */
  ends_on: Day | null
  text: string
  fill: Fill
}

export interface Lane {
  name: string
  pieces: readonly Piece[]
}

/** Days on which schools do not meet for a week or so: shaded behind the lanes. */
export interface Break {
  starts_on: Day
  ends_on: Day
  name: string
}

/** The school year that people mean on a day: from 1 September. */
export const schoolYear = (day: Day): number => {
  const { year, month } = partsOf(day)
  return month >= 9 ? year : year - 1
}
export const yearFrom = (year: number): Day => asDay(`${year}-09-01`)

const fills: Record<Fill, string> = {
  full: '#0b5d4b',
  other: '#5694ca',
  part: '#7fa99f',
  stripes: 'url(#lane-stripes)',
  dots: 'url(#lane-dots)',
  missing: '#ffffff',
  thin: '#505a5f',
}
const width = 760
const laneHeight = 46
const top = 24

/** A school year as lanes, one under the other, with its holidays shaded. The table says the same. */
export function drawYear(
  year: number,
  lanes: readonly Lane[],
  breaks: readonly Break[],
  finding: string,
  today: Day,
): Chart {
  const [from, until] = [yearFrom(year), yearFrom(year + 1)]
  const first = dayNumber(from)
  const scale = width / (dayNumber(until) - first)
  const x = (day: Day) => Math.max(0, Math.min(width, (dayNumber(day) - first) * scale))
  // What goes on is drawn until today: nobody knows more.
  const knownUntil = today < until ? addDays(today, 1) : until
  const within = (piece: { starts_on: Day; ends_on: Day | null }) =>
    piece.starts_on < until &&
    (piece.ends_on === null ? today >= from || piece.starts_on >= from : piece.ends_on > from)
  const shown = lanes
    .map(lane => ({ ...lane, pieces: lane.pieces.filter(within) }))
    .filter(lane => lane.pieces.length > 0)
  const height = top + Math.max(1, shown.length) * laneHeight + 4
  const months = Array.from({ length: 12 }, (_, at) =>
    asDay(`${at < 4 ? year : year + 1}-${String(((at + 8) % 12) + 1).padStart(2, '0')}-01`),
  )
  const grid = months.flatMap(day => [
    `<line x1="${x(day).toFixed(1)}" y1="4" x2="${x(day).toFixed(1)}" y2="${height}" stroke="#d5d9dc"/>`,
    words(x(day) + 4, 16, (monthNames[partsOf(day).month - 1] ?? '').slice(0, 3)),
  ])
  const shades = breaks
    .filter(within)
    .map(
      one =>
        `<rect x="${x(one.starts_on).toFixed(1)}" y="${top}" width="${Math.max(1, x(one.ends_on) - x(one.starts_on)).toFixed(1)}" height="${height - top}" fill="#eef0f1"/>`,
    )
  const bars = shown.flatMap((lane, at) => {
    const y = top + at * laneHeight
    const texts = lane.pieces.map(piece => piece.text)
    const label =
      lane.pieces.length === 1 ? `${lane.name}: ${texts[0]}` : `${lane.name}: ${[...new Set(texts)].join(', then ')}`
    return [
      ...lane.pieces.map(piece => bar(piece, x(piece.starts_on), x(piece.ends_on ?? knownUntil), y + 22)),
      words(4, y + 16, clipped(label), true),
    ]
  })
  const now =
    today >= from && today < until
      ? `<line x1="${x(today).toFixed(1)}" y1="${top}" x2="${x(today).toFixed(1)}" y2="${height}" stroke="#0b0c0c" stroke-width="2" stroke-dasharray="3 3"/>`
      : ''
  return {
    id: 'year',
    finding,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="year-finding" font-family="Atkinson Hyperlegible, Arial, sans-serif" font-size="14">
<defs><pattern id="lane-stripes" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#ffffff"/><path d="M0 8 L8 0" stroke="#0b5d4b" stroke-width="2"/></pattern>
<pattern id="lane-dots" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#ffffff"/><circle cx="4" cy="4" r="2" fill="#594d00"/></pattern></defs>
${shades.join('')}${grid.join('')}${bars.join('')}${now}</svg>`,
    table: {
      columns: ['Lane', 'What', 'From', 'Until'],
      rows: [
        ...shown.flatMap(lane =>
          lane.pieces.map(piece => [
            lane.name,
            piece.text,
            formatShortDay(piece.starts_on),
            piece.ends_on === null ? 'now' : formatShortDay(addDays(piece.ends_on, -1)),
          ]),
        ),
        ...breaks
          .filter(within)
          .map(one => [
            'Schools closed',
            one.name,
            formatShortDay(one.starts_on),
            formatShortDay(addDays(one.ends_on, -1)),
          ]),
      ],
    },
  }
}

function bar(piece: Piece, from: number, to: number, y: number): string {
  const edge = piece.fill === 'missing' ? ' stroke="#d4351c" stroke-width="3"' : ' stroke="#0b0c0c" stroke-width="1"'
  const [height, drop] = piece.fill === 'thin' ? [6, 6] : [18, 0]
  return `<rect x="${from.toFixed(1)}" y="${y + drop}" width="${Math.max(2, to - from).toFixed(1)}" height="${height}" fill="${fills[piece.fill]}"${edge}/>`
}

const clipped = (line: string): string => (line.length <= 96 ? line : `${line.slice(0, 95)}…`)
const words = (x: number, y: number, text: string, strong = false): string =>
  `<text x="${x.toFixed(1)}" y="${y}" fill="#0b0c0c"${strong ? ' font-weight="700"' : ''}>${quoted(text)}</text>`

interface Told {
  starts_on: Day
  ends_on: Day | null
  /** "On roll, Ashby Brook Primary School" */
  text: string
}

/** What the year comes to, in a sentence: how it stands now or at its end, since when, and what was before. */
export function yearFinding(year: number, spans: readonly Told[], today: Day): string {
  const [from, until] = [yearFrom(year), yearFrom(year + 1)]
  const name = formatAcademicYear(year)
  const inYear = spans
    .filter(span => span.starts_on < until && (span.ends_on === null || span.ends_on > from) && span.starts_on <= today)
    .toSorted((a, b) => (a.starts_on < b.starts_on ? -1 : 1))
  const last = inYear.at(-1)
  if (!last) return `Not one of the authority’s children in ${name}${from > today ? ', as far as is known today' : ''}`
  const running = today < until && (last.ends_on === null || last.ends_on > today)
  const before = inYear.at(-2)
  const lower = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`
  if (last.ends_on !== null && !running && last.ends_on < until)
    return `Until ${formatDay(addDays(last.ends_on, -1))} ${lower(last.text)}; after that not one of the authority’s`
  if (last.starts_on <= from)
    return `${running ? `In all of ${name} so far` : `In all of ${name}`}: ${lower(last.text)}`
  return `Since ${formatDay(last.starts_on)} ${lower(last.text)}${before ? `; before that ${lower(before.text)}` : ''}`
}
