import { type Rule, rule } from './rule.ts'

/** Words of the law and of this field. Source: §1. */
export const definitions: readonly Rule[] = [
  rule({
    id: 'D1',
    title: 'Child missing education',
    source: 'Education Act 1996 s. 436A(1)',
    mark: 'found',
    text: 'Of compulsory school age, not a registered pupil at a school, and not receiving suitable education otherwise than at a school. It includes children awaiting a place, and excludes suitable home education and children on a roll.',
  }),
  rule({
    id: 'D3',
    title: 'Pupil missing education',
    source: 'S4 [11, 78]',
    mark: 'found',
    text: 'On a roll but not provided with the whole educational entitlement: a part-time timetable, unsuitable alternative provision, unmet need, or off site without provision. Not a term of law.',
  }),
  rule({
    id: 'D4',
    title: 'Home education',
    source: 'Education Act 1996 s. 7',
    mark: 'unverified',
    text: 'A parent’s lawful choice to educate otherwise than at school.',
  }),
  rule({
    id: 'D5',
    title: 'Looked after',
    source: 'Children Act 1989 s. 22',
    mark: 'unverified',
    text: 'In the care of a local authority, or accommodated by it for a continuous period of more than 24 hours.',
  }),
  rule({
    id: 'D12',
    title: 'Compulsory school age begins',
    unit: 'years',
    length: 5,
    source: 'Education Act 1996 s. 8; DfE guide to home education',
    mark: 'found',
    text: 'On the first 31 March, 31 August or 31 December that is on or after the fifth birthday.',
  }),
  rule({
    id: 'D13',
    title: 'Compulsory school age ends',
    unit: 'years',
    length: 16,
    source: 'Education Act 1996 s. 8; DfE guide to home education',
    mark: 'found',
    text: 'With the last Friday in June of the school year in which the child turns 16, even if the birthday is after that day (that a later birthday does not matter is unverified).',
  }),
  rule({
    id: 'D22',
    title: 'Reduced timetable',
    source: '2024 attendance guidance, code C2; S4 [78]',
    mark: 'found',
    text: 'A temporary, exceptional timetable of fewer hours than full time for a child on a roll.',
  }),
  rule({
    id: 'D23',
    title: 'Alternative provision',
    source: 'DfE statutory guidance, as quoted by Devon',
    mark: 'found',
    text: 'Education arranged by an authority for a child who would otherwise not receive suitable education, or by a school off site.',
  }),
  rule({
    id: 'D28',
    title: 'Home, school and placing authority',
    source: 'design of this program, from the regulations on exclusion and s. 436A',
    mark: 'unverified',
    text: 'Three authorities can hold duties for one child: where the child lives, where the school is, and the one that looks after the child.',
  }),
]
