import { compulsoryAge } from './ages.ts'
import { compareTexts } from './compare.ts'
import { addDays, asDay, compareDays, covers, type Day, type Period } from './days.ts'
import type {
  Care,
  Circumstance,
  CircumstanceKind,
  Enrolment,
  Facts,
  Provision,
  ProvisionKind,
  Residence,
} from './facts.ts'

export type AgeForSchool = 'under' | 'of' | 'over' | 'unknown'

/** All that holds of one child on one day. `roll`: the enrolments that count, the main one first. */
export type OnDay = {
  readonly age: AgeForSchool
  readonly residences: readonly Residence[]
  /** Homes outside the area that lists of the people of the area give. */
  readonly outside: readonly Residence[]
  readonly roll: readonly Enrolment[]
  readonly provisions: readonly Provision[]
  readonly circumstances: readonly Circumstance[]
  readonly care: readonly Care[]
}

/** Days on which the same facts hold. */
export type Stretch = Period & { readonly holds: OnDay }

/** The first days of compulsory age and after it; null if the birth date is not known, or too far off to be one. */
type AgeLimits = { readonly from: Day; readonly until: Day } | null

const endOfTime = asDay('9900-01-01')

const ageLimits = (born_on: Day | null): AgeLimits => {
  if (born_on === null || born_on >= endOfTime) return null
  const { starts_on, ends_on } = compulsoryAge(born_on)
  return { from: starts_on, until: addDays(ends_on, 1) }
}

const ageOnDay = (limits: AgeLimits, day: Day): AgeForSchool =>
  limits === null ? 'unknown' : day < limits.from ? 'under' : day < limits.until ? 'of' : 'over'

/** A pupil whose status is P (previous) is on a school's list, but no longer on its roll. */
const onRoll = (enrolment: Enrolment): boolean => enrolment.status !== 'P'

/** Main or only registrations before subsidiary ones, guests last; then the newest. */
const mainFirst = (a: Enrolment, b: Enrolment): number =>
  statusRank(a.status) - statusRank(b.status) ||
  compareTexts(b.starts_on, a.starts_on) ||
  compareTexts(a.fact_id, b.fact_id)

const statusRank = (status: string): number => (status === 'S' ? 1 : status === 'G' ? 2 : 0)

/** Lists that hold who lives in the area, by their kind: an address outside on one of them may be old. */
const ofPeopleHere: ReadonlySet<string> = new Set(['health', 'council_tax'])

/** A fixed order, so that the order in which facts come decides nothing. */
const byId = (a: { fact_id: string }, b: { fact_id: string }): number => compareTexts(a.fact_id, b.fact_id)

const boundaries = (facts: Facts, limits: AgeLimits, turns: readonly Day[]): Day[] => {
  const days = new Set<Day>(turns)
  for (const list of [facts.residences, facts.enrolments, facts.provisions, facts.circumstances, facts.care]) {
    for (const fact of list) {
      days.add(fact.starts_on)
      if (fact.ends_on !== null) days.add(fact.ends_on)
    }
  }
  if (limits !== null) days.add(limits.from).add(limits.until)
  if (facts.died_on !== null && facts.died_on < endOfTime) days.add(addDays(facts.died_on, 1))
  return [...days].sort(compareDays)
}

/** The life of a child cut into stretches on which nothing changes, up to and with the day of death. `turns`: days on which a
 * rule changes, which cut too. */
export const stretches = (facts: Facts, turns: readonly Day[] = []): Stretch[] => {
  const limits = ageLimits(facts.born_on)
  const residences = facts.residences.toSorted(byId)
  const enrolments = facts.enrolments.filter(onRoll).sort(mainFirst)
  const provisions = facts.provisions.toSorted(byId)
  const circumstances = facts.circumstances.toSorted(byId)
  const care = facts.care.toSorted(byId)
  const days = boundaries(facts, limits, turns)

  const found: Stretch[] = []
  for (const [i, starts_on] of days.entries()) {
    if (facts.died_on !== null && starts_on > facts.died_on) break
    const now = (fact: Period): boolean => covers(fact, starts_on)
    found.push({
      starts_on,
      ends_on: days[i + 1] ?? null,
      holds: {
        age: ageOnDay(limits, starts_on),
        residences: residences.filter(fact => fact.in_area && now(fact)),
        outside: residences.filter(fact => !fact.in_area && ofPeopleHere.has(fact.source ?? '') && now(fact)),
        roll: enrolments.filter(now),
        provisions: provisions.filter(now),
        circumstances: circumstances.filter(now),
        care: care.filter(now),
      },
    })
  }
  return found
}

export const circumstancesOf = (day: OnDay, kind: CircumstanceKind): readonly Circumstance[] =>
  day.circumstances.filter(circumstance => circumstance.kind === kind)

export const provisionsOf = (day: OnDay, ...kinds: readonly ProvisionKind[]): readonly Provision[] =>
  day.provisions.filter(provision => kinds.includes(provision.kind))

/** Whether the law expects education that day. A child whose birth date is not known is taken to be of age. */
export const ofCompulsoryAge = (day: OnDay): boolean => day.age === 'of' || day.age === 'unknown'
