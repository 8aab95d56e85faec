/** The states of a child read off the facts of one day, as a person would with the rules beside them. */
import { isCompulsoryAge } from '../../src/rulebook/ages.ts'
import type { Day, Period } from '../../src/rulebook/days.ts'
import type { Facts, StateCode } from '../../src/rulebook/facts.ts'

const on = (day: Day, fact: Period): boolean => fact.starts_on <= day && (fact.ends_on === null || day < fact.ends_on)

/** Of compulsory age, or not known not to be. */
export const ofAge = ({ born_on }: Facts, day: Day): boolean => born_on === null || isCompulsoryAge(born_on, day)

/** The state of a child on a day; null if the child is not ours that day. Enrolments in `facts` are of one school each,
 * none is 'P' and none but a single one states hours, so that adding hours is left out. */
export const stateOn = (facts: Facts, fullTimeHours: number, day: Day): StateCode | null => {
  if (facts.died_on !== null && day > facts.died_on) return null
  const roll = facts.enrolments.filter(fact => on(day, fact))
  const provisions = facts.provisions.filter(fact => on(day, fact))
  const circumstances = facts.circumstances.filter(fact => on(day, fact))
  const isOurs =
    facts.residences.some(fact => fact.in_area && on(day, fact)) ||
    roll.some(fact => fact.in_area) ||
    provisions.length + circumstances.length > 0 ||
    facts.care.some(fact => on(day, fact)) ||
    (roll.length === 0 &&
      facts.residences.some(fact => on(day, fact) && (fact.source === 'health' || fact.source === 'council_tax')))
  if (!isOurs) return null

  const recorded = (kind: string): boolean =>
    circumstances.some(fact => fact.kind === kind && !roll.some(joined => joined.starts_on > fact.starts_on))
  const alternative = provisions.some(fact => fact.kind === 'alternative' || fact.kind === 'interim')
  if (recorded('moved_away')) return 'moved_away'
  if (recorded('whereabouts_unknown')) return 'whereabouts_unknown'
  const [enrolment] = roll.toSorted(
    (a, b) => b.starts_on.localeCompare(a.starts_on) || a.fact_id.localeCompare(b.fact_id),
  )
  if (enrolment) {
    if (alternative) return 'alternative_provision'
    if (provisions.some(fact => fact.kind === 'reduced_timetable')) return 'reduced_hours'
    if (roll.length === 1 && (enrolment.weekly_hours ?? fullTimeHours) < fullTimeHours) return 'reduced_hours'
    return enrolment.sector === 'independent' ? 'independent' : 'on_roll'
  }
  if (provisions.some(fact => fact.kind === 'home_education')) return 'home_educated'
  if (alternative) return 'alternative_provision'
  if (facts.born_on !== null && !ofAge(facts, day)) {
    return Number(day.slice(0, 4)) - Number(facts.born_on.slice(0, 4)) < 10 ? 'under_age' : 'over_age'
  }
  return circumstances.some(fact => fact.kind === 'awaiting_place') ? 'awaiting_place' : 'unexplained'
}
