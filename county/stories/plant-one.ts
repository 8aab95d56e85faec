import type { Child, Enrolment } from '../children.ts'
import type { County } from '../county.ts'
import type { Home } from '../families.ts'
import type { ListCode } from '../lists/list.ts'
import type { Sex } from '../names.ts'
import type { Address } from '../places.ts'
import { SOUTHMERE } from '../places.ts'
import type { PlantedChild } from '../planting.ts'
import { bornForYear, plantChild, plantedFamily, since, storyAddress } from '../planting.ts'
import type { School, SchoolKind } from '../schools.ts'

type Expect = Record<string, string | number | boolean>

export interface One {
  story: number
  /** Its family's place among those of the story; children with the same one are of one family. */
  nth: number
  part: string
  name: readonly [forename: string, surname: string]
  sex: Sex
  year: number
  lists: readonly ListCode[]
  expect: Expect
  /** Month and day of birth; the middle of a month when left out. */
  birthday?: readonly [month: number, day: number]
  parent?: string
  /** The school on whose roll the child is or was, and until when. */
  school?: School
  until?: number | null
  enrolments?: readonly Enrolment[]
  /** Lives next door, in Southmere. */
  outside?: boolean
  /** In the home since that day, from nowhere that is known. */
  moved?: number
  more?: Partial<Omit<Child, 'lists'>>
}

/** The n-th of the county's schools of a kind, counted from 0. */
export function schoolOf(county: County, kind: SchoolKind, nth: number): School {
  const school = county.schools.of(kind)[nth]
  if (school === undefined) throw new RangeError(`A story needs ${nth + 1} schools of the kind ${kind}`)
  return school
}

export const addressOf = (county: County, story: number, nth: number, outside = false): Address =>
  outside ? storyAddress(county, `story ${story}/${nth}`, SOUTHMERE) : storyAddress(county, `story ${story}/${nth}`)

/** One child of a story: on the lists that are named, without faults. */
export function plantOne(county: County, one: One): PlantedChild {
  const { story, nth, name, year, school, until = null, outside = false } = one
  const [forename_text, surname] = name
  const [month, day] = one.birthday ?? [((story + nth) % 8) + 1, 10 + nth]
  const born = bornForYear(county, year, month, day)
  const home: Home = { address: addressOf(county, story, nth, outside), from: one.moved ?? born, until: null }
  const family = plantedFamily(story, nth, county, {
    surname,
    other_surname: surname,
    parent: one.parent ?? 'Alma',
    homes: [home],
  })
  const first = year >= 7 && school?.kind === 'secondary' ? 7 : 0
  const enrolled = school === undefined ? [] : [since(county, school, born, first, until)]
  return {
    part: one.part,
    expect: { ...one.expect, ...(school === undefined ? {} : { school_urn: school.urn }) },
    make: plantChild(story, county, family, {
      forename_text,
      sex: one.sex,
      born,
      lists: new Set(one.lists),
      enrolments: one.enrolments ?? enrolled,
      ...one.more,
    }),
  }
}
