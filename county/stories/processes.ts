import { isCompulsoryAge } from '../ages.ts'
import type { County } from '../county.ts'
import { iso } from '../days.ts'
import { sendingAcademy } from '../lists/rolls.ts'
import type { Story } from '../planting.ts'
import { bornForYear, since } from '../planting.ts'
import { plantOne, schoolOf } from './plant-one.ts'

/** 9. Said to be educated at home, and nothing shows it: the first step towards an attendance order. */
export function noticeServed(county: County): Story {
  const left = county.calendar.before(county.day, 45)
  return {
    number: 9,
    title: 'Section 437 notice',
    words: `Off the roll since ${iso(left)}; the parents say that they teach him and show nothing. A notice under section 437(1) was served on ${iso(county.day - 14)}, 14 days before D, and is not answered: an attendance order comes next, and fair access if a school must be named.`,
    codes: { state: 'unexplained', served_on: iso(county.day - 14) },
    families: [
      [
        plantOne(county, {
          ...{ story: 9, nth: 1, part: 'the child', name: ['Barnabas', 'Cleethwold'], sex: 'M', year: 8 },
          lists: ['previous_rolls', 'rolls', 'health', 'council_tax'],
          school: schoolOf(county, 'secondary', 2),
          until: left,
          expect: { state: 'unexplained', case: true },
          more: { leaving_told: true },
        }),
      ],
    ],
  }
}

/** 12. Four of one year group gone from one academy. */
export function goneBeforeCensus(county: County): Story {
  const school = sendingAcademy(county)
  const [nextDoor] = county.schools.neighbours('secondary')
  if (nextDoor === undefined) throw new RangeError('Story 12 needs a neighbour’s school')
  const until = county.calendar.before(county.day, 6)
  // After June they are too old to be missed.
  const missed = isCompulsoryAge(bornForYear(county, 11, 4, 10), county.as_at)
  const gone = (nth: number, name: readonly [string, string], sex: 'F' | 'M') =>
    plantOne(county, {
      ...{ story: 12, nth, part: 'asked about', name, sex, year: 11, school, until },
      lists: ['previous_rolls', 'health'],
      expect: missed ? { state: 'unexplained', case: true } : { state: 'over_age', case: false },
    })
  const lawful = plantOne(county, {
    ...{ story: 12, nth: 1, part: 'lawfully', name: ['Peregrine', 'Hawkswold'] as const, sex: 'M' as const, year: 11 },
    lists: ['previous_rolls', 'health', 'neighbour_roll'],
    school,
    until,
    expect: { state: 'on_roll', case: false },
  })
  const moved = {
    ...lawful,
    expect: { ...lawful.expect, school_urn: nextDoor.urn },
    make: (number: number) => {
      const child = lawful.make(number)
      return {
        ...child,
        enrolments: [...child.enrolments, { school: nextDoor, from: until + 1, until: null, hours: null }],
      }
    },
  }
  return {
    number: 12,
    title: 'Four Year 11s gone before the January census',
    words: `All four were on the roll of ${school.name} at the end of the last term and are not now. One went to a school in Southmere, as he may; of three the school is asked, and there is a meeting with its trust.`,
    codes: { school_urn: school.urn },
    families: [
      [moved],
      [gone(2, ['Tansy', 'Merribrook'], 'F')],
      [gone(3, ['Jago', 'Wellowby'], 'M')],
      [gone(4, ['Bryony', 'Fernthorpe'], 'F')],
    ],
  }
}

/** 15. Permanently excluded three school days ago by a school here; lives in another council. */
export function excludedFromOutside(county: County): Story {
  const { calendar, day } = county
  return {
    number: 15,
    title: 'Permanent exclusion, living next door',
    words: `Excluded on ${iso(calendar.before(day, 3))}. Southmere must arrange full-time education from the sixth school day; the governors meet within 15; until they have, and any review is over, the school may not take him off its roll.`,
    codes: { excluded_on: iso(calendar.before(day, 3)) },
    families: [
      [
        plantOne(county, {
          ...{ story: 15, nth: 1, part: 'the child', name: ['Rufus', 'Penhollow'], sex: 'M', year: 9 },
          lists: ['previous_rolls', 'rolls'],
          outside: true,
          school: schoolOf(county, 'secondary', 2),
          expect: { state: 'on_roll', state_after: 'alternative_provision', case: true },
        }),
      ],
    ],
  }
}

/** 16. Permanently excluded with an EHC plan. */
export function excludedWithPlan(county: County): Story {
  const left = county.calendar.before(county.day, 8)
  return {
    number: 16,
    title: 'Excluded with an EHC plan',
    words:
      'Permanently excluded, the exclusion upheld, off the roll. She has an education, health and care plan: the SEND team consults schools, and the fair access panel never hears of her.',
    codes: { route: 'send' },
    families: [
      [
        plantOne(county, {
          ...{ story: 16, nth: 1, part: 'the child', name: ['Morwenna', 'Tidewell'], sex: 'F', year: 8 },
          lists: ['previous_rolls', 'rolls', 'health'],
          school: schoolOf(county, 'secondary', 1),
          until: left,
          expect: { state: 'unexplained', state_after: 'alternative_provision', case: true },
          more: { leaving_told: true },
        }),
      ],
    ],
  }
}

/** 17. Fourteen and a half days suspended this term, over two schools. */
export function suspended(county: County): Story {
  const { calendar, day } = county
  const moved = calendar.before(day, 24)
  const [before, now] = [schoolOf(county, 'secondary', 1), schoolOf(county, 'secondary', 2)]
  const child = plantOne(county, {
    ...{ story: 17, nth: 1, part: 'the child', name: ['Corbin', 'Ellerstow'] as const, sex: 'M' as const, year: 10 },
    lists: ['previous_rolls', 'rolls', 'health'],
    school: before,
    until: moved,
    expect: { state: 'on_roll', state_after: 'reduced_hours', sessions_suspended: 29, case: true },
  })
  return {
    number: 17,
    title: 'Fourteen and a half days suspended',
    words:
      'Suspended for 29 sessions this term at two schools, one of them a lunchtime that counts half a day; one suspension was cancelled, and one E mark has no notice. Two more days would cross fifteen.',
    codes: { sessions_suspended: 29, first_school_urn: before.urn },
    families: [
      [
        {
          ...child,
          expect: { ...child.expect, school_urn: now.urn },
          make: number => {
            const made = child.make(number)
            return { ...made, enrolments: [...made.enrolments, { ...since(county, now, made.born, 7), from: moved }] }
          },
        },
      ],
    ],
  }
}

/** 19. Too anxious to come; section 19 decides between panels. */
export function anxious(county: County): Story {
  return {
    number: 19,
    title: 'Anxious, Year 9',
    words:
      'Fifteen days of I over three spells, and a doctor’s letter. The council decided under section 19 between two panels: 5 hours, then 12, now 20.',
    codes: { weekly_hours: 20 },
    families: [
      [
        plantOne(county, {
          ...{ story: 19, nth: 1, part: 'the child', name: ['Sidony', 'Larkwold'], sex: 'F', year: 9 },
          lists: ['previous_rolls', 'rolls', 'academy_roll', 'health'],
          school: schoolOf(county, 'secondary', 0),
          expect: { state: 'on_roll', state_after: 'alternative_provision', case: true },
        }),
      ],
    ],
  }
}

/** 20. Never entered primary school here, and did not come in September. */
export function noShow(county: County): Story {
  const { calendar, day } = county
  return {
    number: 20,
    title: 'Late mover, Year 7 no-show',
    words:
      'Came to the county in Year 6 after the offers were made and never entered a primary school; a transition mentor worked with her in the summer; in September the place was hers and she did not come.',
    codes: { state: 'awaiting_place' },
    families: [
      [
        plantOne(county, {
          ...{ story: 20, nth: 1, part: 'the child', name: ['Hesper', 'Wainfold'], sex: 'F', year: 7 },
          lists: ['health', 'admissions'],
          moved: calendar.before(day, 120),
          expect: { state: 'awaiting_place', case: true },
          more: { applied_on: calendar.before(day, 110) },
        }),
      ],
    ],
  }
}

/** 24. Two cousins who were taken for one child. */
export function cousins(county: County): Story {
  const birthday = [5, 12] as const
  const common = { story: 24, sex: 'F', year: 5, birthday } as const
  return {
    number: 24,
    title: 'Cousins taken for one child',
    words:
      'Ottilie and Otilia were born on one day, to two sisters. For eight weeks the second was held to be the first, who is on a roll; a letter about her went to her aunt. They are apart again, the breach is logged, and she has no school.',
    codes: { never_joined: true },
    families: [
      [
        plantOne(county, {
          ...common,
          ...{
            nth: 1,
            part: 'the cousin on roll',
            name: ['Ottilie', 'Brandwold'],
            school: schoolOf(county, 'primary', 1),
          },
          lists: ['previous_rolls', 'rolls', 'health'],
          expect: { state: 'on_roll', case: false, never_joined: true },
        }),
      ],
      [
        plantOne(county, {
          ...common,
          ...{ nth: 2, part: 'the cousin who was missed', name: ['Otilia', 'Brandwold'], parent: 'Petra' },
          lists: ['health'],
          moved: county.calendar.before(county.day, 38),
          expect: { state: 'unexplained', case: true, never_joined: true },
        }),
      ],
    ],
  }
}

/** 25. What belongs to several people at once. */
export function partnership(county: County): Story {
  const { calendar, day } = county
  return {
    number: 25,
    title: 'Matters of the partnership',
    words:
      'An officer’s niece is on the agenda, and the officer leaves the room; a full school refuses its turn, and a direction is drawn up; a service family’s child is in a group that nobody owns.',
    codes: { refusing_school_urn: schoolOf(county, 'secondary', 1).urn },
    families: [
      [
        plantOne(county, {
          ...{ story: 25, nth: 1, part: 'the team manager’s niece', name: ['Cressida', 'Harrowby'], sex: 'F', year: 8 },
          lists: ['health'],
          moved: calendar.before(day, 14),
          expect: { state: 'unexplained', case: true },
        }),
      ],
      [
        plantOne(county, {
          ...{ story: 25, nth: 2, part: 'refused by a full school', name: ['Linus', 'Oakmarl'], sex: 'M', year: 9 },
          lists: ['health', 'admissions'],
          moved: calendar.before(day, 34),
          expect: { state: 'awaiting_place', case: true },
          more: { applied_on: calendar.before(day, 32) },
        }),
      ],
      [
        plantOne(county, {
          ...{
            story: 25,
            nth: 3,
            part: 'the service family’s child',
            name: ['Aurelia', 'Kitfield'],
            sex: 'F',
            year: 3,
          },
          lists: ['previous_rolls', 'rolls', 'health'],
          school: schoolOf(county, 'primary', 1),
          expect: { state: 'on_roll', case: false },
        }),
      ],
    ],
  }
}
