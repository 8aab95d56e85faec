import { type Day, formatAcademicYear, isPersistent, isSevere } from '../../rulebook/index.ts'

/** Attendance at one school in one term, in sessions. */
export interface AttendanceSum {
  school_name: string | null
  term: string
  school_year: number
  starts_on: Day
  ends_on: Day | null
  possible: number
  authorised: number
  unauthorised: number
  source: string
}

/** Fewer sessions than two school weeks say nothing of persistence. Ours; rulebook A6 leaves the number open [?]. */
const enoughSessions = 20

export type AbsenceWord = { text: string; tag: 'grey' | 'amber' | 'red' | 'green'; law: string }

/**
 * Whether absence is persistent or severe, with exact integers and never from a rounded percentage.
 * Source: rulebook D10 (10 per cent or more of possible sessions, found), D11 (50 per cent or more, unverified), A6.
 */
export function absenceWord({
  possible,
  authorised,
  unauthorised,
}: Pick<AttendanceSum, 'possible' | 'authorised' | 'unauthorised'>): AbsenceWord {
  const sums = { possible, absent: authorised + unauthorised }
  if (possible < enoughSessions)
    return { text: 'Not enough sessions to say', tag: 'grey', law: `fewer than ${enoughSessions} sessions [?]` }
  if (isSevere(sums)) return { text: 'Severely absent', tag: 'red', law: '50% or more of possible sessions, D11 [K]' }
  if (isPersistent(sums))
    return { text: 'Persistently absent', tag: 'amber', law: '10% or more of possible sessions, D10 [F]' }
  return { text: 'Below 10% absence', tag: 'green', law: 'D10 [F]' }
}

/** Sessions attended as a share, to a tenth of a per cent; null where none was possible. */
export const presentPercent = ({
  possible,
  authorised,
  unauthorised,
}: Pick<AttendanceSum, 'possible' | 'authorised' | 'unauthorised'>): string | null =>
  possible === 0 ? null : `${(((possible - authorised - unauthorised) * 100) / possible).toFixed(1)}%`

/** "Autumn term 2025/26" */
export const termText = (term: string, school_year: number): string =>
  `${term.charAt(0).toUpperCase()}${term.slice(1)} term ${formatAcademicYear(school_year)}`
