import type { Child } from '../children.ts'
import type { County } from '../county.ts'
import type { Story } from '../planting.ts'
import { bornForYear, plantChild, plantedFamily, since, storyAddress } from '../planting.ts'

/** 2. Twins whose pupil numbers differ in one digit (and so in the check letter too: no two valid numbers differ in a digit alone). */
export function twins(county: County): Story {
  const { schools, calendar, day } = county
  const school = schools.of('primary')[0]
  if (school === undefined) throw new RangeError('Story 2 needs a primary school')
  const born = bornForYear(county, 6, 4, 8)
  const family = plantedFamily(2, 1, county, {
    surname: 'Quennerby',
    other_surname: 'Lathe',
    parent: 'Avis',
    homes: [{ address: storyAddress(county, 'twins'), from: born - 400, until: null }],
  })
  const enrolment = since(county, school, born, 0)
  const left = calendar.term(day).starts
  const firstNumber = (): string => {
    let upn = county.nextUpn(school, enrolment.from)
    // The next number must not change two digits.
    while (upn.endsWith('9')) upn = county.nextUpn(school, enrolment.from)
    return upn
  }
  return {
    number: 2,
    title: 'Twins, one on roll and one not',
    words:
      'Rosalind and Rosalie share a home, a birthday, a school and, but for one digit and the check letter, a pupil number. Rosalind is on the roll; Rosalie was last term and is not now. They are never joined, and Rosalie is missing.',
    codes: { never_joined: true },
    families: [
      [
        {
          part: 'the twin on roll',
          expect: { state: 'on_roll', school_urn: school.urn },
          make: plantChild(2, county, family, {
            forename_text: 'Rosalind',
            sex: 'F',
            born,
            twin: true,
            lists: new Set(['previous_rolls', 'rolls', 'health', 'council_tax'] as const),
            enrolments: [enrolment],
            number_from: firstNumber,
          }),
        },
        {
          part: 'the twin not on roll',
          expect: { state: 'unexplained', case: true },
          make: plantChild(2, county, family, {
            forename_text: 'Rosalie',
            sex: 'F',
            born,
            twin: true,
            lists: new Set(['previous_rolls', 'health', 'council_tax'] as const),
            enrolments: [{ ...enrolment, until: left }],
          }),
        },
      ],
    ],
  }
}

/** 4. An adopted child: one person with two identities that must not lead to each other, though the roll names the former number. */
export function adopted(county: County): Story {
  const { schools, calendar, day } = county
  const [, , before] = schools.of('primary')
  const [, , , now] = schools.of('primary')
  if (before === undefined || now === undefined) throw new RangeError('Story 4 needs four primary schools')
  const born = bornForYear(county, 3, 9, 30)
  const changed = calendar.term(day).starts
  const old = plantedFamily(4, 1, county, {
    surname: 'Rushmoorby',
    other_surname: 'Rushmoorby',
    parent: 'Dawn',
    homes: [{ address: storyAddress(county, 'before adoption'), from: born, until: null }],
  })
  const adoptive = plantedFamily(4, 2, county, {
    surname: 'Ellisonby',
    other_surname: 'Ellisonby',
    parent: 'Marian',
    homes: [{ address: storyAddress(county, 'after adoption'), from: changed, until: null }],
  })
  let formerUpn = ''
  const makeOld = plantChild(4, county, old, {
    forename_text: 'Perran',
    sex: 'M',
    born,
    care: 'CLA',
    lists: new Set(['previous_rolls', 'social_care'] as const),
    enrolments: [since(county, before, born, 0, changed)],
  })
  const makeNew = plantChild(4, county, adoptive, {
    forename_text: 'Perran',
    sex: 'M',
    born,
    lists: new Set(['rolls', 'health'] as const),
    enrolments: [{ school: now, from: changed, until: null, hours: null }],
  })
  return {
    number: 4,
    title: 'Adopted child with two identities',
    words:
      'The former identity was on a roll last term and is on the social care list; the new one is on another roll, with the former pupil number beside the new. They are never joined, and neither page mentions the other.',
    codes: { never_joined: true },
    families: [
      [
        {
          part: 'the former identity',
          expect: { state: 'unexplained', never_joined: true },
          make: number => {
            const child = makeOld(number)
            formerUpn = child.upn
            return child
          },
        },
      ],
      [
        {
          part: 'the new identity',
          expect: { state: 'on_roll', never_joined: true },
          make: (number): Child => ({ ...makeNew(number), former_upn: formerUpn }),
        },
      ],
    ],
  }
}
