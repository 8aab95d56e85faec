import type { County } from '../county.ts'
import type { ListCode } from '../lists/list.ts'
import { sendingAcademy } from '../lists/rolls.ts'
import type { PlantedChild, Story } from '../planting.ts'
import { bornForYear, plantChild, plantedFamily, since, storyAddress } from '../planting.ts'

interface OnRoll {
  story: number
  nth: number
  part: string
  surname: string
  forename: string
  year: number
  /** Which of the county's secondary schools, counted from 0. */
  school: number
  hours: number | null
  care?: 'CIN'
  expect: Record<string, string | number | boolean>
}

const LISTS: readonly ListCode[] = ['previous_rolls', 'rolls', 'health']
const ACADEMY: readonly ListCode[] = ['academy_roll']
const CARE: readonly ListCode[] = ['social_care']

function onRoll(county: County, details: OnRoll): PlantedChild {
  const { story, nth, surname, forename, year, hours, care } = details
  const school = county.schools.of('secondary')[details.school]
  if (school === undefined) throw new RangeError(`Story ${story} needs secondary school ${details.school}`)
  const born = bornForYear(county, year, 12, 5 + nth)
  const home = { address: storyAddress(county, `story ${story}/${nth}`), from: born, until: null }
  const family = plantedFamily(story, nth, county, {
    surname,
    other_surname: `${surname}s`,
    parent: 'Joan',
    homes: [home],
  })
  return {
    part: details.part,
    expect: { ...details.expect, school_urn: school.urn },
    make: plantChild(story, county, family, {
      forename_text: forename,
      sex: nth % 2 === 0 ? 'F' : 'M',
      born,
      lists: new Set([
        ...LISTS,
        ...(school === sendingAcademy(county) ? ACADEMY : []),
        ...(care === undefined ? [] : CARE),
      ]),
      enrolments: [{ ...since(county, school, born, 7), hours }],
      care: care ?? '',
    }),
  }
}

/** 10. Two absences of which only one is a ground for deletion under regulation 9(1)(i); their marks are in `attendance.csv`. */
export function groundPair(county: County): Story {
  const common = { story: 10, year: 9, school: 2, hours: null }
  return {
    number: 10,
    title: 'The ground (i) pair',
    words:
      'Both have been away for the 20 school days up to D. The first has only G, N and O in every session; the second has one day of I among them. Only the first may be deleted under ground (i), with both signatures.',
    codes: { rule: 'regulation 9(1)(i)', school_days: 20 },
    families: [
      [
        onRoll(county, {
          ...common,
          nth: 1,
          part: 'twenty days of G, N and O',
          surname: 'Dunnockby',
          forename: 'Jory',
          expect: { state: 'on_roll', ground_i: true },
        }),
      ],
      [
        onRoll(county, {
          ...common,
          nth: 2,
          part: 'nineteen days and one of I',
          surname: 'Fieldfarewell',
          forename: 'Senara',
          expect: { state: 'on_roll', ground_i: false },
        }),
      ],
    ],
  }
}

/** 13. Nine hours a week with no end date, a child in need. */
export function nineHours(county: County): Story {
  const child = {
    story: 13,
    nth: 1,
    surname: 'Hollinbrook',
    forename: 'Gawen',
    year: 9,
    school: 1,
    hours: 9,
    care: 'CIN',
  } as const
  return {
    number: 13,
    title: 'Reduced timetable of 9 hours',
    words:
      'On roll for 9 hours a week with no end date, and a child in need: amber once the plan is recorded, unclassified until then.',
    codes: { state: 'reduced_hours', weekly_hours: 9, band_with_plan: 'amber' },
    families: [
      [
        onRoll(county, {
          ...child,
          part: 'the child',
          expect: { state: 'reduced_hours', weekly_hours: 9, band_with_plan: 'amber', case: true },
        }),
      ],
    ],
  }
}

/** 14. The two gaps between the bands. */
export function betweenBands(county: County): Story {
  const common = { story: 14, year: 10, school: 0 }
  const expect = (weekly_hours: number) => ({ state: 'reduced_hours', weekly_hours, band: 'unclassified', case: true })
  return {
    number: 14,
    title: 'Two that no band covers',
    words: '12½ hours a week with a plan, and 6 hours with no plan and not stuck: both unclassified.',
    codes: { band: 'unclassified' },
    families: [
      [
        onRoll(county, {
          ...common,
          nth: 1,
          part: '12½ hours',
          surname: 'Whinfellow',
          forename: 'Ruan',
          hours: 12.5,
          expect: expect(12.5),
        }),
      ],
      [
        onRoll(county, {
          ...common,
          nth: 2,
          part: '6 hours',
          surname: 'Sorrelby',
          forename: 'Demelza',
          hours: 6,
          expect: expect(6),
        }),
      ],
    ],
  }
}
