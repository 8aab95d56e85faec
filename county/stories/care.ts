import type { County } from '../county.ts'
import { iso } from '../days.ts'
import type { Story } from '../planting.ts'
import { bornForYear, since } from '../planting.ts'
import { addressOf, plantOne, schoolOf } from './plant-one.ts'

/** 8. Home education was notified yesterday of a child with a protection plan, and nobody agrees where she lives. */
export function noticeYesterday(county: County): Story {
  const { calendar, day } = county
  const notified = calendar.before(day, 1)
  return {
    number: 8,
    title: 'Home-education notice yesterday',
    words: `The school had the parents’ notice on ${iso(notified)} and took her off the roll. She has a child protection plan; the practice and social care have two addresses. Her social worker is told today, the visit waits until somebody knows which door, and there is no veto: home education is her state.`,
    codes: { state: 'home_educated', band: 'none', notified_on: iso(notified) },
    families: [
      [
        plantOne(county, {
          ...{ story: 8, nth: 1, part: 'the child', name: ['Idony', 'Thackerby'], sex: 'F', year: 5 },
          lists: ['previous_rolls', 'health', 'social_care', 'home_education'],
          school: schoolOf(county, 'primary', 3),
          until: notified,
          expect: { state: 'home_educated', band: 'none', case: false },
          more: {
            home_educated_from: notified,
            care: 'CP',
            says: { social_care: { address: addressOf(county, 8, 2) } },
          },
        }),
      ],
    ],
  }
}

/** 11. Vanished; whoever asks the family would put her in danger. */
export function vanished(county: County): Story {
  const left = county.calendar.before(county.day, 18)
  return {
    number: 11,
    title: 'Vanished, Year 10',
    words: `Not seen since ${iso(left)}. There are markers of forced marriage: nobody writes to, rings or visits the relatives; the police are the way.`,
    codes: { state: 'whereabouts_unknown', last_seen_on: iso(left) },
    families: [
      [
        plantOne(county, {
          ...{ story: 11, nth: 1, part: 'the child', name: ['Linnet', 'Ashgarth'], sex: 'F', year: 10 },
          lists: ['previous_rolls', 'rolls', 'health'],
          school: schoolOf(county, 'secondary', 1),
          until: left,
          expect: { state: 'unexplained', state_after: 'whereabouts_unknown', case: true },
          more: { leaving_told: true },
        }),
      ],
    ],
  }
}

/** 18. Looked after by us and placed next door; looked after by another council and placed here. */
export function placements(county: County): Story {
  const [school] = county.schools.neighbours('secondary')
  if (school === undefined) throw new RangeError('Story 18 needs a neighbour’s school')
  const placed = county.calendar.before(county.day, 22)
  return {
    number: 18,
    title: 'Two placements',
    words:
      'The first is looked after by Marlshire, lives with carers in Southmere and is on a roll there; her personal education plan is overdue. The second is looked after by another council, was placed here, and has no school.',
    codes: {},
    families: [
      [
        plantOne(county, {
          ...{ story: 18, nth: 1, part: 'ours, placed outside', name: ['Isaura', 'Starcross'], sex: 'F', year: 8 },
          lists: ['neighbour_roll', 'social_care'],
          outside: true,
          school,
          expect: { state: 'on_roll', case: false },
          more: { care: 'CLA' },
        }),
      ],
      [
        plantOne(county, {
          ...{
            story: 18,
            nth: 2,
            part: 'another council’s, placed here',
            name: ['Teague', 'Ravensby'],
            sex: 'M',
            year: 7,
          },
          lists: ['health'],
          moved: placed,
          expect: { state: 'unexplained', state_after: 'unexplained', case: true },
        }),
      ],
    ],
  }
}

/** 22. Came alone; how old he is is disputed, and his name is written in two ways. */
export function alone(county: County): Story {
  const came = county.calendar.before(county.day, 16)
  return {
    number: 22,
    title: 'Came alone, age disputed',
    words:
      'An unaccompanied child, looked after, with the first of January for a birthday. The practice and social care write his name in two ways; he has no pupil number and no school.',
    codes: { state: 'unexplained' },
    families: [
      [
        plantOne(county, {
          ...{ story: 22, nth: 1, part: 'the child', name: ['Yonas', 'Tesfaye'], sex: 'M', year: 10, birthday: [1, 1] },
          lists: ['health', 'social_care'],
          moved: came,
          expect: { state: 'unexplained', case: true },
          more: { care: 'CLA', says: { social_care: { forename: 'Jonas' } } },
        }),
      ],
    ],
  }
}

/** 23. On remand, on the roll, and not to be taken off it. */
export function onRemand(county: County): Story {
  return {
    number: 23,
    title: 'On remand, Year 11',
    words:
      'Detained, with a sentence of less than four months to come: the school may not take him off its roll. He is taught where he is, and a place is to be ready on the day of release.',
    codes: { state: 'alternative_provision' },
    families: [
      [
        plantOne(county, {
          ...{ story: 23, nth: 1, part: 'the child', name: ['Fergus', 'Blackmarl'], sex: 'M', year: 11 },
          lists: ['previous_rolls', 'rolls', 'health'],
          school: schoolOf(county, 'secondary', 2),
          expect: { state: 'on_roll', state_after: 'alternative_provision', case: true },
        }),
      ],
    ],
  }
}

/** 21. A Traveller child on two rolls, and one without a place. */
export function travelling(county: County): Story {
  const [main, base] = [schoolOf(county, 'primary', 0), schoolOf(county, 'primary', 4)]
  const born = bornForYear(county, 6, 6, 11)
  return {
    number: 21,
    title: 'Two Traveller children',
    words:
      'The first is registered at two schools at once, has T marks while the family works away, and is not missing. Her cousin has come to the same site and has no place.',
    codes: {},
    families: [
      [
        plantOne(county, {
          ...{ story: 21, nth: 1, part: 'on two rolls', name: ['Mabli', 'Waylandby'], sex: 'F', year: 6 },
          birthday: [6, 11],
          lists: ['previous_rolls', 'rolls', 'health'],
          enrolments: [
            { ...since(county, base, born, 2), status: 'S' },
            { ...since(county, main, born, 0), status: 'M' },
          ],
          expect: { state: 'on_roll', school_urn: main.urn, case: false },
        }),
      ],
      [
        plantOne(county, {
          ...{ story: 21, nth: 2, part: 'without a place', name: ['Jethro', 'Waylandby'], sex: 'M', year: 4 },
          lists: ['health'],
          moved: county.calendar.before(county.day, 12),
          expect: { state: 'unexplained', case: true },
        }),
      ],
    ],
  }
}
