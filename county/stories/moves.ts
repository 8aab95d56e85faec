import { isCompulsoryAge } from '../ages.ts'
import type { County } from '../county.ts'
import { iso } from '../days.ts'
import { SOUTHMERE } from '../places.ts'
import type { Story } from '../planting.ts'
import { bornForYear, plantChild, plantedFamily, since, storyAddress } from '../planting.ts'

const DAYS_KNOWN = 23
const LEVEL_TWO = 20

/** 1. Moved in, known for 23 school days, on no roll: past the level-two day. */
export function movedIn(county: County): Story {
  const { calendar, day, schools } = county
  const arrived = calendar.before(day, DAYS_KNOWN)
  // The first day without education is the first of the twenty.
  const due = calendar.before(day, DAYS_KNOWN - (LEVEL_TWO - 1))
  const before = storyAddress(county, 'moved in, before', SOUTHMERE)
  const family = plantedFamily(1, 1, county, {
    surname: 'Tarrantbrook',
    other_surname: 'Sele',
    parent: 'Marnie',
    homes: [
      { address: before, from: arrived - 2600, until: arrived },
      { address: storyAddress(county, 'moved in, now'), from: arrived, until: null },
    ],
  })
  const born = bornForYear(county, 4, 2, 11)
  const [left] = schools.neighbours('primary')
  const [offering] = schools.of('primary')
  if (left === undefined || offering === undefined) throw new RangeError('Story 1 needs primary schools on both sides')
  const bornSibling = bornForYear(county, 0, 10, 3)
  const from = calendar.onOrAfter(day + 6)
  const sibling = isCompulsoryAge(bornSibling, county.as_at) ? 'awaiting_place' : 'under_age'
  const dates = { opened_on: iso(arrived), due_on: iso(due), breaches_on: iso(due + 1) }
  return {
    number: 1,
    title: 'Moved in, Year 4',
    words: `On the health and council tax lists at a Marlshire address since ${iso(arrived)}, 23 school days before D; on the neighbour’s roll until then; on no roll now. The twentieth school day without education was ${iso(due)}, so the level-two test is met. A sibling in Reception has been offered a place from ${iso(from)}.`,
    codes: { state: 'unexplained', rule: 'level_two', clock: 'breached', ...dates },
    families: [
      [
        {
          part: 'the child',
          expect: { state: 'unexplained', clock: 'breached', case: true, ...dates },
          make: plantChild(1, county, family, {
            forename_text: 'Wynne',
            middle_text: 'Adair',
            sex: 'F',
            born,
            lists: new Set(['neighbour_roll', 'health', 'council_tax'] as const),
            enrolments: [since(county, left, born, 0, arrived)],
          }),
        },
        {
          part: 'the sibling in Reception',
          expect: { state: sibling, offered_school_urn: offering.urn },
          make: plantChild(1, county, family, {
            forename_text: 'Corin',
            sex: 'M',
            born: bornSibling,
            lists: new Set(['admissions', 'health', 'council_tax'] as const),
            applied_on: calendar.before(day, DAYS_KNOWN - 3),
            offered: { school: offering, from },
          }),
        },
      ],
    ],
  }
}

/** 3. Three families at one address that must not be shown; one child has left a school that asks where she is. */
export function refuge(county: County): Story {
  const { calendar, day, schools } = county
  const moved = calendar.before(day, 15)
  const shared = storyAddress(county, 'refuge')
  const home = { address: shared, from: moved, until: null }
  const [, school] = schools.of('primary')
  if (school === undefined) throw new RangeError('Story 3 needs a second primary school')
  const born = bornForYear(county, 2, 5, 19)
  const lists = new Set(['protected_health', 'previous_rolls'] as const)
  const mother = (nth: number, surname: string, parent: string, known: boolean) =>
    plantedFamily(3, nth, county, {
      surname,
      other_surname: `${surname}e`,
      parent,
      homes: known
        ? [{ address: storyAddress(county, `before refuge ${nth}`), from: moved - 1500, until: moved }, home]
        : [home],
    })
  const small = (nth: number, surname: string, parent: string, forename: string, sex: 'F' | 'M') => ({
    part: `a child of the ${nth === 2 ? 'second' : 'third'} family`,
    expect: { state: 'under_age', protected: true },
    make: plantChild(3, county, mother(nth, surname, parent, false), {
      forename_text: forename,
      sex,
      born: bornForYear(county, -2, 3, 4 + nth),
      lists: new Set(['protected_health'] as const),
    }),
  })
  return {
    number: 3,
    title: 'Child in a refuge, Year 2',
    words:
      'A protected health list carries the refuge, an address shared by three families. The child left her school, which asks where she is; her father asks through the public form. Neither learns anything, no list or page shows the address to those not named, and the ledger still balances.',
    codes: { state: 'unexplained', protected: true, shown_as: 'A health record' },
    families: [
      [
        {
          part: 'the child',
          expect: { state: 'unexplained', protected: true, left_school_urn: school.urn },
          make: plantChild(3, county, mother(1, 'Fenwillow', 'Isolde', true), {
            forename_text: 'Merrin',
            sex: 'F',
            born,
            lists,
            enrolments: [since(county, school, born, 0, moved)],
          }),
        },
      ],
      [small(2, 'Cardale', 'Thirza', 'Bram', 'M')],
      [small(3, 'Osierby', 'Linnea', 'Elowen', 'F')],
    ],
  }
}

/** The lost-pupil file, which no story of the numbered ones carries. */
export function lostPupil(county: County): Story {
  const { calendar, day, schools } = county
  const school = schools.of('secondary')[1]
  if (school === undefined) throw new RangeError('The lost pupil needs a second secondary school')
  const lost = calendar.before(day, 12)
  const born = bornForYear(county, 8, 1, 27)
  const family = plantedFamily(0, 1, county, {
    surname: 'Gannetby',
    other_surname: 'Rill',
    parent: 'Sorcha',
    homes: [{ address: storyAddress(county, 'lost pupil'), from: born, until: null }],
  })
  return {
    number: 0,
    title: 'The lost-pupil file',
    words: `A common transfer file to XXXXXXX: the school does not know where the child has been since ${iso(lost)}.`,
    codes: { state: 'unexplained' },
    families: [
      [
        {
          part: 'the child',
          expect: { state: 'unexplained', true_state: 'whereabouts_unknown' },
          make: plantChild(0, county, family, {
            forename_text: 'Kester',
            sex: 'M',
            born,
            lists: new Set(['previous_rolls', 'lost_pupils'] as const),
            enrolments: [since(county, school, born, 7, lost)],
            lost_on: lost,
          }),
        },
      ],
    ],
  }
}
