import {
  CalendarGap,
  type ClosingReason,
  type Day,
  formatDay,
  type SchoolCalendar,
  type StateCode,
  withoutEducation,
} from '../../rulebook/index.ts'
import { type CaseKind, caseKinds } from './codes.ts'

/** The kind of case that a child in this state needs; null for a state that needs none. */
export const kindForState = (state: string | null): CaseKind | null =>
  caseKinds.find(kind => kind.states.some(code => code === state))?.code ?? null

/** The code of the team that leads a kind of case unless somebody decides otherwise. Source: rulebook 12.6. */
export const leadTeamFor = (kind: CaseKind): string =>
  caseKinds.find(({ code }) => code === kind)?.team ?? 'fair_access'

/** `MARL-2026-00042`: the authority's letters, the year of opening, the number of the case. */
export function referenceOf(authority: string, opened_on: Day, number: number): string {
  const letters = authority
    .toUpperCase()
    .replaceAll(/[^A-Z]/g, '')
    .slice(0, 4)
  return `${letters || 'CASE'}-${opened_on.slice(0, 4)}-${String(number).padStart(5, '0')}`
}

export interface StateLine {
  state: string
  starts_on: Day
  ends_on: Day | null
  weekly_hours: number | null
}

const partTime = (line: StateLine, fullTimeHours: number | null): boolean =>
  withoutEducation.has(line.state as StateCode) ||
  line.state === 'reduced_hours' ||
  (line.state === 'alternative_provision' &&
    (line.weekly_hours === null || (fullTimeHours !== null && line.weekly_hours < fullTimeHours)))

/**
 * The first day of the run of days without full-time education that holds on `today`; null when the child has full-time
 * education today, or is in a state that expects none.
 * @param states the child's states in order of their first day.
 * @param fullTimeHours null where the policy does not say.
 */
export function withoutFullTimeSince(
  states: readonly StateLine[],
  today: Day,
  fullTimeHours: number | null,
): Day | null {
  let since: Day | null = null
  let reaches: Day | null = null
  for (const line of states) {
    if (line.starts_on > today) break
    if (!partTime(line, fullTimeHours)) {
      since = null
      continue
    }
    if (since === null || reaches !== line.starts_on) since = line.starts_on
    reaches = line.ends_on
  }
  return since !== null && (reaches === null || reaches > today) ? since : null
}

/** "34 school days, since Friday 4 September 2026", or why they cannot be counted. */
export function daysOutText(since: Day | null, calendar: SchoolCalendar, tomorrow: Day): string {
  if (since === null) return 'None: in full-time education, or of an age that needs none'
  try {
    const days = calendar.schoolDaysBetween(since, tomorrow)
    return `${days.toLocaleString('en-GB')} school ${days === 1 ? 'day' : 'days'}, since ${formatDay(since)}`
  } catch (gap) {
    if (!(gap instanceof CalendarGap)) throw gap
    return `Since ${formatDay(since)}. ${gap.message}`
  }
}

/** Whether a case may close for this reason when the child would be in `state`: never while that state needs a case. */
export const stillNeedsCase = (reason: ClosingReason, state: string | null): boolean =>
  reason.resulting !== null && state !== null && withoutEducation.has(state as StateCode)

export interface Standing {
  closed_on: Day | null
  lead_officer: string | null
  lead_team: string
  state: string | null
  contacts: number
  reached: number
  stuck: boolean
}

/** What keeps this child out of education today, and who does what next: the first row that fits. */
export function nextStep(at: Standing): { blocking: string; next: string } {
  const who = at.lead_officer ?? at.lead_team
  if (at.closed_on !== null) return { blocking: 'Nothing: the case is closed.', next: 'Nobody has anything to do.' }
  if (kindForState(at.state) === null) {
    return {
      blocking: 'Nothing that the records show: the child is in a state that needs no case.',
      next: `${who} closes the case with its proof.`,
    }
  }
  if (at.stuck) {
    return { blocking: 'Recorded as unable to progress.', next: `${who} takes it to the next level.` }
  }
  if (at.lead_officer === null) {
    return { blocking: 'Nobody leads this case yet.', next: `${at.lead_team} allocates it to an officer.` }
  }
  if (at.contacts === 0) {
    return { blocking: 'Nobody has contacted the family yet.', next: `${who} makes the first contact.` }
  }
  if (at.reached === 0) {
    return {
      blocking: 'The family has not been reached.',
      next: `${who} tries another way: a visit, the school, the landlord.`,
    }
  }
  if (at.state === 'whereabouts_unknown') {
    return { blocking: 'Nobody knows where the child is.', next: `${who} asks other councils and agencies.` }
  }
  if (at.state === 'awaiting_place') {
    return { blocking: 'There is no school place yet.', next: `${who} arranges interim education and a place.` }
  }
  if (at.state === 'unexplained') {
    return { blocking: 'No school, and no decision recorded of why.', next: `${who} records what the contact found.` }
  }
  return { blocking: 'Education is not full time.', next: `${who} agrees with the school how the hours rise.` }
}
