import { addDays, CalendarGap, type Day, dayNumber, formatShortDay, type SchoolCalendar } from '../../rulebook/index.ts'
import { type JudgedSum, presentPercent, termText } from './attendance.ts'
import { statusText } from './codes.ts'
import type { EnrolmentRow, ProvisionRow, StateRow } from './education-queries.ts'
import type { Registration } from './registrations.ts'
import { stateText } from './words.ts'
import { type Break, type Fill, type Lane, type Piece, yearFrom } from './year-lanes.ts'

const stateFills: Record<string, Fill> = {
  on_roll: 'full',
  independent: 'full',
  home_educated: 'part',
  alternative_provision: 'other',
  reduced_hours: 'stripes',
  awaiting_place: 'dots',
  unexplained: 'missing',
  whereabouts_unknown: 'missing',
}

const provisionWords: Record<string, string> = {
  reduced_timetable: 'Reduced timetable',
  alternative: 'Alternative provision',
  interim: 'Interim provision',
  home_education: 'Home education',
}
export const provisionText = (row: Pick<ProvisionRow, 'kind' | 'provider'>): string =>
  [provisionWords[row.kind] ?? row.kind, row.provider].filter(Boolean).join(', ')
export const hoursText = (hours: number | null): string =>
  hours === null ? 'hours not recorded' : `${hours} ${hours === 1 ? 'hour' : 'hours'} a week`

export const schoolName = (row: { school_urn: number | null; school_name: string | null }): string =>
  row.school_name ?? (row.school_urn === null ? 'A school that is not named' : `URN ${row.school_urn}`)

/** The lanes of a child: what the engine says, each roll, each provision, absence by term. */
export function lanesOf(said: {
  states: readonly StateRow[]
  enrolments: readonly EnrolmentRow[]
  provisions: readonly ProvisionRow[]
  attendance: readonly JudgedSum[]
}): Lane[] {
  const byDay = <P extends { starts_on: Day }>(pieces: readonly P[]) =>
    pieces.toSorted((a, b) => (a.starts_on < b.starts_on ? -1 : 1))
  const state: Lane = {
    name: 'State',
    pieces: byDay(said.states).map(span => ({
      ...{ starts_on: span.starts_on, ends_on: span.ends_on, text: stateText(span.state) },
      fill: stateFills[span.state] ?? 'part',
    })),
  }
  const rolls = [...Map.groupBy(said.enrolments, schoolName)].map(([school, rows]) => {
    const kinds = [...new Set(rows.map(row => row.status))].filter(status => status !== 'C')
    return {
      name:
        kinds.length > 0
          ? `Roll of ${school} (${kinds.map(kind => statusText(kind).toLowerCase()).join(', ')})`
          : `Roll of ${school}`,
      pieces: joined(
        byDay(rows).map(row => ({
          ...{ starts_on: row.starts_on, ends_on: row.ends_on },
          text:
            row.weekly_hours === null
              ? statusText(row.status)
              : `${statusText(row.status)}, ${hoursText(row.weekly_hours)}`,
          fill: row.status === 'S' || row.status === 'G' ? 'part' : 'full',
        })),
      ),
    }
  })
  const provisions = [...Map.groupBy(said.provisions, provisionText)].map(([name, rows]) => ({
    name,
    pieces: byDay(rows).map(
      (row): Piece => ({
        ...{ starts_on: row.starts_on, ends_on: row.ends_on, text: hoursText(row.weekly_hours) },
        fill: row.kind === 'reduced_timetable' ? 'stripes' : 'other',
      }),
    ),
  }))
  const terms: Piece[] = byDay(said.attendance).map(sum => ({
    ...{ starts_on: sum.starts_on, ends_on: sum.ends_on, fill: 'thin' },
    text: `${presentPercent(sum) ?? 'no sessions'} present, ${sum.word.text.toLowerCase()}`,
  }))
  return [state, ...rolls, ...provisions, { name: 'Attendance', pieces: terms }]
}

/** Pieces that say the same and touch or overlap, as two sources of one roll do, are one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const lane: Piece[] = []
  for (const piece of pieces) {
    const before = lane.findLast(
      one => one.text === piece.text && (one.ends_on === null || one.ends_on >= piece.starts_on),
    )
    if (!before) lane.push({ ...piece })
    else if (before.ends_on !== null && (piece.ends_on === null || piece.ends_on > before.ends_on))
      before.ends_on = piece.ends_on
  }
  return lane
}

/** The registrations of a day, one a school; of several that speak of one school the one that tells of more than one roll. */
export function registrationsOn(enrolments: readonly EnrolmentRow[], on: Day): Registration[] {
  const inForce = enrolments.filter(row => row.starts_on <= on && (row.ends_on === null || row.ends_on > on))
  const named = inForce.filter(row => row.school_urn !== null)
  return [...Map.groupBy(named, schoolName)].map(([school, rows]) => ({
    school,
    status: rows.find(row => row.status !== 'C')?.status ?? 'C',
  }))
}

/** Half-terms and holidays of five days or more in a school year; none where the calendar does not reach. */
export function breaksOf(calendar: SchoolCalendar, year: number): Break[] {
  const [from, until] = [yearFrom(year), yearFrom(year + 1)]
  const breaks: Break[] = []
  try {
    let begun: Begun
    for (let day = from; day < until; day = addDays(day, 1)) {
      const why = calendar.whyNotSchool(day)
      if (why === null) {
        if (begun && dayNumber(day) - dayNumber(begun.starts_on) >= 5) breaks.push({ ...begun, ends_on: day })
        begun = undefined
      } else begun = stretched(begun, day, why)
    }
    if (begun) breaks.push({ ...begun, ends_on: until })
    return breaks
  } catch (problem) {
    if (problem instanceof CalendarGap) return breaks
    throw problem
  }
}

type Begun = { starts_on: Day; name: string } | undefined
const stretched = (begun: Begun, day: Day, why: string): NonNullable<Begun> => ({
  starts_on: begun?.starts_on ?? day,
  name: begun?.name === 'Half-term' || /half-term/i.test(why) ? 'Half-term' : 'Holiday',
})

export const attendanceLine = (sum: JudgedSum) => ({
  term: termText(sum.term, sum.school_year),
  school: sum.school_name ?? '',
  possible: sum.possible,
  attended: sum.possible - sum.authorised - sum.unauthorised,
  authorised: sum.authorised,
  unauthorised: sum.unauthorised,
  present: presentPercent(sum) ?? '–',
  /** Of a bar of 100. */
  share: sum.possible === 0 ? 0 : Math.round(((sum.possible - sum.authorised - sum.unauthorised) * 100) / sum.possible),
  word: sum.word,
  source: sum.source,
})

export const enrolmentLine = (row: EnrolmentRow, insider: boolean) => ({
  school: schoolName(row),
  status: statusText(row.status),
  from: formatShortDay(row.starts_on),
  to: row.ends_on === null ? 'now' : formatShortDay(addDays(row.ends_on, -1)),
  ended_because: row.ended_because,
  hours: row.weekly_hours === null ? 'Not stated' : String(row.weekly_hours),
  source: insider && row.source !== 'council' ? (row.source_name ?? row.shown_as) : row.shown_as,
})
