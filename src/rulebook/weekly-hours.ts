import type { Enrolment, Provision } from './facts.ts'
import { type OnDay, provisionsOf } from './on-day.ts'

/** The sum, in hours a week; null if there is nothing to add or a part of it is not stated. */
const total = (hours: readonly (number | null)[]): number | null =>
  hours.length === 0
    ? null
    : hours.reduce<number | null>((sum, part) => (sum === null || part === null ? null : sum + part), 0)

/** Two lists may state the same roll: one that states hours says more than one that does not, and none is added twice. */
const hoursAtSchool = (enrolments: readonly Enrolment[]): number | null => {
  const stated = enrolments.flatMap(enrolment => (enrolment.weekly_hours === null ? [] : [enrolment.weekly_hours]))
  return stated.length === 0 ? null : Math.max(...stated)
}

/** Hours a week over all rolls of a child (a dual registration adds up); null, which means full time, if a school
 * states none. */
export const rollHours = (day: OnDay): number | null => {
  const schools = new Set(day.roll.map(enrolment => enrolment.school_urn))
  return total([...schools].map(urn => hoursAtSchool(day.roll.filter(enrolment => enrolment.school_urn === urn))))
}

/** Hours a week of all alternative and interim provision; null if a part of it is not recorded. */
export const alternativeHours = (day: OnDay): number | null =>
  total(provisionsOf(day, 'alternative', 'interim').map(provision => provision.weekly_hours))

const newest = (a: Provision, b: Provision): Provision => (b.starts_on > a.starts_on ? b : a)

/** Hours a week of the newest reduced timetable; the roll's hours if it records none. */
export const reducedHours = (day: OnDay): number | null => {
  const timetables = provisionsOf(day, 'reduced_timetable')
  const hours = timetables.length === 0 ? null : timetables.reduce(newest).weekly_hours
  return hours ?? rollHours(day)
}
