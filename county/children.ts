import { isCompulsoryAge } from './ages.ts'
import type { County } from './county.ts'
import type { Birth, Family, Home } from './families.ts'
import { hasLeft } from './families.ts'
import type { ListCode } from './lists/list.ts'
import type { Name, Sex } from './names.ts'
import { makeNhsNumber } from './numbers.ts'
import type { Address } from './places.ts'
import { MARLSHIRE } from './places.ts'
import type { School } from './schools.ts'

/** At a school `[from, until)`. `hours` a week where they are fewer than full time. */
export interface Enrolment {
  school: School
  from: number
  until: number | null
  hours: number | null
  /** M main or S subsidiary, where the child is on two rolls. */
  status?: 'M' | 'S'
}

/** The states that the county's truth can name, as the ledger codes them; `none` is a child who is not the county's. */
export type TrueState =
  | 'on_roll'
  | 'reduced_hours'
  | 'home_educated'
  | 'independent'
  | 'awaiting_place'
  | 'moved_away'
  | 'whereabouts_unknown'
  | 'under_age'
  | 'over_age'
  | 'unexplained'
  | 'none'

/** A story's number, or the cohort of those who moved in lately. */
export type Placing = number | 'arrival'

export interface Child {
  number: number
  family: Family
  forename: Name
  middle: Name | null
  surname: Name
  other_surname: Name
  sex: Sex
  born: number
  twin: boolean
  upn: string
  former_upn: string
  nhs_number: string
  council_id: string
  homes: readonly Home[]
  enrolments: readonly Enrolment[]
  home_educated_from: number | null
  /** The day of the application for a place that is still open. */
  applied_on: number | null
  /** The school that has offered a place and the day on which it begins. */
  offered: { school: School; from: number } | null
  /** The day on which nobody knew any more where the child was. */
  lost_on: number | null
  care: '' | 'CIN' | 'CP' | 'CLA'
  /** What placed the child: a story by its number, or the cohort of arrivals; 0 for a child of no story. */
  story: Placing
  /** Whether the last school has sent the day on which the child left, without knowing where to. */
  leaving_told: boolean
  /** What one list alone says of a child whom a story places. */
  says: Partial<Record<ListCode, { forename?: string; address?: Address }>>
  /** The only lists that hold the child, for those whom a story places; null leaves it to chance. */
  lists: ReadonlySet<ListCode> | null
}

export const childId = (child: Child): string => `C${String(child.number).padStart(6, '0')}`

/** The child as born into a family, before school. `number` counts from 1 and gives the NHS number and the council's id. */
export function makeChild(number: number, family: Family, birth: Birth): Child {
  const homes = family.homes.filter(({ until }) => until === null || until > birth.born)
  return {
    number,
    family,
    forename: birth.forename,
    middle: birth.middle,
    surname: family.surname[birth.sex],
    other_surname: family.other_surname[birth.sex],
    sex: birth.sex,
    born: birth.born,
    twin: birth.twin,
    upn: '',
    former_upn: '',
    nhs_number: makeNhsNumber(number),
    council_id: `MS${String(400000 + number * 3)}`,
    homes: homes.map(home => ({ ...home, from: Math.max(home.from, birth.born) })),
    enrolments: [],
    home_educated_from: null,
    applied_on: null,
    offered: null,
    lost_on: null,
    care: '',
    story: 0,
    leaving_told: false,
    says: {},
    lists: null,
  }
}

const covers = (period: { from: number; until: number | null }, day: number): boolean =>
  period.from <= day && (period.until === null || period.until > day)

export const homeOn = (child: Child, day: number): Home | undefined => child.homes.find(home => covers(home, day))

/** Sources forget an address in about three years. */
const REMEMBERED = 1100

/** The last home before the one of `day`, where a source may still hold it. */
export const formerAddress = (child: Child, day: number): Address | null =>
  child.homes.findLast(({ until }) => until !== null && until <= day && until > day - REMEMBERED)?.address ?? null

/** The last home in the county. */
export const lastHomeHere = (child: Child): Home | undefined => child.homes.findLast(({ address }) => address.in_area)

/** The day on which the child came into the county from elsewhere; null for one who was born here or never came. */
export function cameOn(child: Child): number | null {
  const [first, ...later] = child.homes
  if (first === undefined || first.address.in_area) return null
  return later.find(({ address }) => address.in_area)?.from ?? null
}

export const enrolmentOn = (child: Child, day: number): Enrolment | undefined =>
  child.enrolments.findLast(enrolment => covers(enrolment, day))

const FULL_TIME_HOURS = 25

/** Where the child truly is on a day, whatever the lists say. */
export function trueState(child: Child, county: County, day: number): TrueState {
  const home = homeOn(child, day)
  const enrolment = enrolmentOn(child, day)
  const here = home?.address.in_area === true
  if (!here && enrolment?.school.town.authority !== MARLSHIRE)
    return hasLeft(child.family.movement) && lastHomeHere(child) !== undefined ? 'moved_away' : 'none'
  if (child.lost_on !== null && child.lost_on <= day) return 'whereabouts_unknown'
  if (enrolment !== undefined) {
    if (enrolment.hours !== null && enrolment.hours < FULL_TIME_HOURS) return 'reduced_hours'
    return enrolment.school.kind === 'independent' ? 'independent' : 'on_roll'
  }
  if (child.home_educated_from !== null && child.home_educated_from <= day) return 'home_educated'
  if (!isCompulsoryAge(child.born, day)) return child.born > county.as_at - 10 * 365 ? 'under_age' : 'over_age'
  return child.applied_on !== null && child.applied_on <= day ? 'awaiting_place' : 'unexplained'
}
