import { cohort, curriculumYear } from './ages.ts'
import type { Arrival } from './arrivals.ts'
import { firstPupilDay } from './calendars.ts'
import type { Child } from './children.ts'
import { cameOn, makeChild } from './children.ts'
import type { County } from './county.ts'
import type { Family } from './families.ts'
import { drawBirths, drawHousehold } from './families.ts'
import type { Story } from './planting.ts'
import type { Random } from './random.ts'
import { picker } from './random.ts'
import type { Choice } from './schooling.ts'
import { chooseSchools, drawSchooling } from './schooling.ts'

const drawCare = picker<Child['care']>([
  { item: '', weight: 960 },
  { item: 'CIN', weight: 28 },
  { item: 'CP', weight: 5 },
  { item: 'CLA', weight: 7 },
])

const HAS_FORMER_UPN = 0.01

/** After at most so many households the next family of a story comes, so that the stories lie among the others. */
const HOUSEHOLDS_BETWEEN_STORIES = 17

/** The number that the child's first school gave, in the county or before the move into it; none outside state schools. */
function upnOf(child: Child, county: County, random: Random): string {
  const { family, enrolments } = child
  const came = family.movement === 'moved_in' ? family.moved_on : cameOn(child)
  if (came !== null) {
    const year = curriculumYear(child.born, came)
    if (year < 0) return firstUpn(enrolments, county)
    const school = random.pick(county.schools.neighbours(year >= 7 && random.chance(0.1) ? 'secondary' : 'primary'))
    return county.nextUpn(school, firstPupilDay(cohort(child.born) + 5))
  }
  return firstUpn(enrolments, county)
}

function firstUpn(enrolments: Child['enrolments'], county: County): string {
  const first = enrolments.find(({ school }) => school.kind !== 'independent')
  return first === undefined ? '' : county.nextUpn(first.school, first.from)
}

function schooled(child: Child, choice: Choice, county: County, random: Random): Child {
  const grown = { ...child, ...drawSchooling(child, choice, county, random), care: drawCare(random) }
  const upn = upnOf(grown, county, random)
  const first = grown.enrolments[0]?.school
  const former =
    upn !== '' && first !== undefined && random.chance(HAS_FORMER_UPN) ? county.nextUpn(first, county.as_at - 900) : ''
  return { ...grown, upn, former_upn: former }
}

export interface Member {
  child: Child
  /** The story and the part that the child plays, for the planted. */
  story: Story | null
  part: number
  /** Whom the child is of those who moved in lately. */
  arrival: Arrival | null
}

/** Every child of the county, family by family, the stories' families and the arrivals among them, until the county has enough. */
export function* population(
  county: County,
  stories: readonly Story[],
  newcomers: readonly Arrival[],
): Generator<Member> {
  const coming = [...newcomers]
  // Twice as close as they could lie, so that all have come when the county is full.
  const householdsBetweenArrivals = Math.floor(county.children / newcomers.length / 2)
  const planted = stories.flatMap(story => story.families.map(family => ({ story, family })))
  // In a small county they lie closer, so that all have come when it is full.
  const between = Math.min(HOUSEHOLDS_BETWEEN_STORIES, Math.floor(county.children / planted.length / 2.5))
  const parts = new Map<Story, number>()
  let number = 0
  for (let household = 1; number < county.children || planted.length > 0; household += 1) {
    const next = household % between === 0 || number >= county.children ? planted.shift() : undefined
    for (const { make } of next?.family ?? []) {
      number += 1
      if (next === undefined) continue
      const part = parts.get(next.story) ?? 0
      parts.set(next.story, part + 1)
      yield { child: make(number), story: next.story, part, arrival: null }
    }
    const arrival = household % householdsBetweenArrivals === 0 ? coming.shift() : undefined
    if (arrival !== undefined) {
      number += 1
      yield { child: arrival.make(number), story: null, part: 0, arrival }
    }
    if (number >= county.children) continue
    const random = county.random('household', household)
    for (const family of drawHousehold(household, county, random)) {
      for (const child of drawFamilyChildren(family, number, county, random)) {
        if (number >= county.children) break
        number += 1
        yield { child, story: null, part: 0, arrival: null }
      }
    }
  }
}

function* drawFamilyChildren(family: Family, before: number, county: County, random: Random): Generator<Child> {
  const choice = chooseSchools(family, county, random)
  let number = before
  for (const birth of drawBirths(family, county, random)) {
    number += 1
    yield schooled(makeChild(number, family, birth), choice, county, random)
  }
}
