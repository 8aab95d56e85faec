import type { County } from '../county.ts'
import { fromCivil, toCivil } from '../days.ts'
import type { Story } from '../planting.ts'
import { bornForYear, plantChild, plantedFamily, since, storyAddress } from '../planting.ts'
import { plantOne } from './plant-one.ts'

/** 5. On the neighbour's roll and known by nothing else. */
export function neighbourOnly(county: County): Story {
  const [school] = county.schools.neighbours('secondary')
  if (school === undefined) throw new RangeError('Story 5 needs a neighbour’s school')
  const born = bornForYear(county, 8, 6, 14)
  const family = plantedFamily(5, 1, county, {
    surname: 'Saltonby',
    other_surname: 'Crewe',
    parent: 'Hedy',
    homes: [{ address: storyAddress(county, 'neighbour only'), from: born, until: null }],
  })
  return {
    number: 5,
    title: 'On a neighbouring council’s roll',
    words:
      'Lives in Marlshire, goes to school in Southmere, and is known only by Southmere’s exchange list: not missing.',
    codes: { state: 'on_roll', school_urn: school.urn },
    families: [
      [
        {
          part: 'the child',
          expect: { state: 'on_roll', school_urn: school.urn, in_area: false },
          make: plantChild(5, county, family, {
            forename_text: 'Tamsin',
            sex: 'F',
            born,
            lists: new Set(['neighbour_roll'] as const),
            enrolments: [since(county, school, born, 7)],
          }),
        },
      ],
    ],
  }
}

/** 6. One known only by an independent school's return; one taught in a setting that no register knows. */
export function independentOnly(county: County): Story {
  const [school] = county.schools.of('independent')
  if (school === undefined) throw new RangeError('Story 6 needs an independent school')
  const born = bornForYear(county, 5, 7, 2)
  const family = plantedFamily(6, 1, county, {
    surname: 'Amberstead',
    other_surname: 'Vance',
    parent: 'Cosima',
    homes: [{ address: storyAddress(county, 'independent only'), from: born, until: null }],
  })
  return {
    number: 6,
    title: 'Independent school, and a setting beside it',
    words:
      'The first is known only by an independent school’s return of new pupils: not missing. The second is taught with eight others for 24 hours a week in a setting that no register knows: on no roll.',
    codes: { state: 'independent', school_urn: school.urn },
    families: [
      [
        {
          part: 'the child',
          expect: { state: 'independent', school_urn: school.urn },
          make: plantChild(6, county, family, {
            forename_text: 'Lucian',
            sex: 'M',
            born,
            lists: new Set(['independent_return'] as const),
            enrolments: [since(county, school, born, 5)],
          }),
        },
      ],
      [
        plantOne(county, {
          ...{ story: 6, nth: 2, part: 'in the setting', name: ['Oswin', 'Thornmarl'], sex: 'M', year: 6 },
          lists: ['health'],
          moved: county.calendar.before(county.day, 28),
          expect: { state: 'unexplained', case: true },
        }),
      ],
    ],
  }
}

/** 7. Educated at home for three years, and content. */
export function homeEducated(county: County): Story {
  const { year, month, day } = toCivil(county.day)
  const from = fromCivil(year - 3, month, Math.min(day, 28))
  const [school] = county.schools.of('primary')
  if (school === undefined) throw new RangeError('Story 7 needs a primary school')
  const born = bornForYear(county, 7, 11, 23)
  const family = plantedFamily(7, 1, county, {
    surname: 'Larchwell',
    other_surname: 'Dane',
    parent: 'Rowena',
    homes: [{ address: storyAddress(county, 'home educated'), from: born, until: null }],
  })
  return {
    number: 7,
    title: 'Home educated for three years',
    words: 'On the home education list for three years, content: no band, on no worklist, not missing education.',
    codes: { state: 'home_educated', band: 'none' },
    families: [
      [
        {
          part: 'the child',
          expect: { state: 'home_educated', band: 'none' },
          make: plantChild(7, county, family, {
            forename_text: 'Alban',
            sex: 'M',
            born,
            lists: new Set(['home_education', 'health', 'council_tax'] as const),
            enrolments: [since(county, school, born, 0, from)],
            home_educated_from: from,
          }),
        },
      ],
    ],
  }
}
