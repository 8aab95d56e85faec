import { type Day, formatAcademicYear, isPersistent, isSevere, type Policies, policyAt } from '../../rulebook/index.ts'

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

export type AbsenceWord = { text: string; tag: 'grey' | 'amber' | 'red' | 'green'; law: string }

/** A term's sums with what they amount to. */
export type JudgedSum = AttendanceSum & { word: AbsenceWord }

/** What each sum amounts to by the policy of the day on which its term was over. */
export const judged = (sums: readonly AttendanceSum[], policies: Policies): JudgedSum[] =>
  sums.map(sum => {
    const { persistent_absence_least_sessions } = policyAt(policies, sum.ends_on ?? sum.starts_on)
    return { ...sum, word: absenceWord(sum, persistent_absence_least_sessions) }
  })

/**
 * Whether absence is persistent or severe, with exact integers and never from a rounded percentage.
 * @param least sessions possible below which nothing is said; null where the policy sets no number, and one is enough.
 * Source: rulebook D10 (10 per cent or more of possible sessions, found), D11 (50 per cent or more, unverified), A6.
 */
export function absenceWord(
  { possible, authorised, unauthorised }: Pick<AttendanceSum, 'possible' | 'authorised' | 'unauthorised'>,
  least: number | null,
): AbsenceWord {
  const sums = { possible, absent: authorised + unauthorised }
  if (possible < (least ?? 1))
    return {
      text: 'Not enough sessions to say',
      tag: 'grey',
      law: least === null ? 'no session was possible, A6 [F]' : `fewer than ${least} sessions, the authority’s policy`,
    }
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
