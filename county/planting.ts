import { cohort } from './ages.ts'
import { firstPupilDay } from './calendars.ts'
import type { Child, Enrolment, Placing } from './children.ts'
import { makeChild } from './children.ts'
import type { County } from './county.ts'
import { fromCivil } from './days.ts'
import type { Family, Home } from './families.ts'
import type { ListCode } from './lists/list.ts'
import type { Sex } from './names.ts'
import { drawBackground, namedForename, namedSurname } from './names.ts'
import type { Address } from './places.ts'
import { drawAddress, MARLSHIRE } from './places.ts'
import type { School } from './schools.ts'

/** A story's promise about one child: its part in the story, and what must be found. Codes are those of the ledger and the clocks. */
export interface Part {
  part: string
  expect: Record<string, string | number | boolean>
}

/** A child whom a story places: `make` is told the child's number when its turn comes. */
export interface PlantedChild extends Part {
  make(number: number): Child
}

export interface Story {
  number: number
  title: string
  words: string
  codes: Record<string, string | number | boolean>
  families: readonly (readonly PlantedChild[])[]
}

export interface PlantedFamily {
  surname: string
  other_surname: string
  parent: string
  homes: readonly Home[]
}

/** A day of birth that puts the child into a curriculum year (0 for Reception) on the county's day. */
export function bornForYear(county: County, year: number, month: number, day: number): number {
  const start = cohort(county.day) - 5 - year
  return fromCivil(month >= 9 ? start : start + 1, month, day)
}

/** Families that are placed are numbered far above those that are drawn; the arrivals follow the stories. */
const FIRST_PLACED = 9_000_000
const FIRST_ARRIVAL = 100

export function plantedFamily(story: Placing, nth: number, county: County, planted: PlantedFamily): Family {
  const random = county.random('story', story, nth)
  const place = story === 'arrival' ? FIRST_ARRIVAL : story
  let background = drawBackground(random)
  while (background.several) background = drawBackground(random)
  return {
    number: FIRST_PLACED + place * 100 + nth,
    background,
    surname: namedSurname(planted.surname),
    other_surname: namedSurname(planted.other_surname),
    parent: {
      forename: planted.parent,
      surname: planted.surname,
      relationship: 'Mother',
      phone: `07700900${String((100 + place * 10 + nth) % 1000).padStart(3, '0')}`,
      email: `${planted.parent}.${planted.surname}@example.org`.toLowerCase(),
    },
    movement: 'settled',
    moved_on: null,
    homes: planted.homes,
    other_home: null,
  }
}

/** An address of the story's own, the same for the same name. */
export const storyAddress = (county: County, name: string, authority = MARLSHIRE): Address =>
  drawAddress(authority, county.random('address', name))

/** On one school's roll since the September of the curriculum year, until a day or still. */
export function since(
  county: County,
  school: School,
  born: number,
  year: number,
  until: number | null = null,
): Enrolment {
  const from = Math.min(firstPupilDay(cohort(born) + 5 + year), county.previous_rolls_on - 20)
  return { school, from, until, hours: null }
}

interface Details extends Partial<Child> {
  forename_text: string
  middle_text?: string
  lists: ReadonlySet<ListCode>
  born: number
  sex: Sex
  /** Gives the pupil number when the child's turn comes; the first school gives it unless told. */
  number_from?: () => string
}

/** A child of a story or a cohort. Its pupil number is the next of its first school unless `number_from` says otherwise. */
export function plantChild(
  story: Placing,
  county: County,
  family: Family,
  details: Details,
): (number: number) => Child {
  const { forename_text, middle_text, number_from, ...rest } = details
  return number => {
    const child = makeChild(number, family, {
      forename: namedForename(forename_text),
      middle: middle_text === undefined ? null : namedForename(middle_text),
      sex: details.sex,
      born: details.born,
      twin: details.twin ?? false,
    })
    const first = details.enrolments?.[0]
    const numbered = first !== undefined && first.school.kind !== 'independent'
    const upn = number_from?.() ?? (numbered ? county.nextUpn(first.school, first.from) : '')
    return { ...child, ...rest, story, upn }
  }
}
