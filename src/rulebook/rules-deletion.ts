import { asDay } from './days.ts'
import { type Owner, type Rule, rule, withinSchoolDays } from './rule.ts'

const august2024 = asDay('2024-08-19')

type Ground = Pick<Rule, 'id' | 'title' | 'text' | 'source'> & Partial<Rule>

/** Grounds are those of the regulations of 2024, read in a council’s form unless another source is named. */
const ground = (given: Ground): Rule => rule({ mark: 'found', owed_by: 'school', valid_from: august2024, ...given })

const torbay = (letter: string): string => `SI 2024/208 reg. 9(1)(${letter}), as Torbay’s form lists it`
const worcestershire = (letter: string): string => `SI 2024/208 reg. 9(1)(${letter}), as Worcestershire’s form gives it`

/** The only grounds on which a pupil of compulsory school age is deleted: duty where one is met, forbidden otherwise. Source: §3.2. */
const grounds: readonly Rule[] = [
  ground({
    id: 'G9.a',
    title: 'Ground (a): registered at another school',
    source: worcestershire('a'),
    text: 'The pupil is registered at another school. Not where a school attendance order names this school, where this is a mobile child’s main school, or where the schools agreed on two registrations.',
  }),
  ground({
    id: 'G9.b',
    title: 'Ground (b): nursery education ended',
    source: worcestershire('b'),
    text: 'The pupil has finished nursery education, does not go on at the school, and nobody there has reason to expect the pupil back.',
  }),
  ground({
    id: 'G9.c',
    title: 'Ground (c): the other schools agree',
    source: worcestershire('c'),
    text: 'The pupil is registered at other schools too, is not expected here again, and each of them consents. Not where a school attendance order names this school or it is a mobile child’s main school.',
  }),
  ground({
    id: 'G9.d',
    title: 'Ground (d): the order names another school',
    source: torbay('d'),
    text: 'The school attendance order was changed to name another school.',
  }),
  ground({
    id: 'G9.e',
    title: 'Ground (e): the order was revoked',
    source: torbay('e'),
    text: 'The school attendance order was revoked because suitable education was arranged otherwise than at school.',
  }),
  ground({
    id: 'G9.f',
    title: 'Ground (f): home education',
    source: torbay('f'),
    text: 'The parent gave written notice that the pupil will be educated otherwise than at school. That the last day named must have passed, and that the council must consent for a special school it chose, is unverified.',
  }),
  ground({
    id: 'G9.g',
    title: 'Ground (g): moved too far away',
    source: torbay('g'),
    text: 'The pupil no longer normally lives within a reasonable distance of the school.',
  }),
  ground({
    id: 'G9.h',
    title: 'Ground (h): not back from leave',
    source: `${torbay('h')}; SI 2006/1751 reg. 8(1)(f) for the number of days`,
    mark: 'unverified',
    count: withinSchoolDays(10),
    text: 'The pupil did not attend within the 10 school days after leave ended, with no reason to think of sickness or an unavoidable cause, and school and council together could not find out where the pupil is. The ground was found; the days and the joint enquiries are known from the older text.',
  }),
  ground({
    id: 'G9.i',
    title: 'Ground (i): twenty school days of absence',
    source: `${torbay('i')}; Local Government Lawyer on the 20-day rule`,
    count: withinSchoolDays(20, 'day_itself'),
    text: 'Absent for 20 school days or more on end, each session coded G, N or O, with no reason to think of sickness or an unavoidable cause. School and council have together tried to learn where the pupil is and why, and found nothing, or agree that the pupil will not attend again (that last limb is unverified).',
  }),
  ground({
    id: 'G9.j',
    title: 'Ground (j): in custody',
    unit: 'months',
    length: 4,
    threshold: { of: 'months of a sentence of detention', is: 'at_least', number: 4, per: null },
    source: `${torbay('j')}; older text for the number of months`,
    text: 'The pupil is under a final sentence of detention of 4 months or more, and is not expected back at its end.',
  }),
  ground({
    id: 'G9.k',
    title: 'Ground (k): died',
    source: torbay('k'),
    text: 'The pupil has died. The school deletes the name.',
  }),
  ground({
    id: 'G9.l',
    title: 'Ground (l): over compulsory school age',
    source: torbay('l'),
    text: 'The pupil will be over compulsory school age and does not go on to the sixth form.',
  }),
  ground({
    id: 'G9.m',
    title: 'Ground (m): boarding fees unpaid',
    source: torbay('m'),
    text: 'The pupil boards at a maintained school or an academy, and the boarding fees have not been paid.',
  }),
  ground({
    id: 'G9.n',
    title: 'Ground (n): left an independent school',
    source: torbay('n'),
    text: 'The pupil is no longer a pupil of the independent school or non-maintained special school.',
  }),
  ground({
    id: 'G9.o',
    title: 'Ground (o): permanently excluded',
    source: torbay('o'),
    text: 'The pupil is permanently excluded. The review must be at an end: not applied for in time, withdrawn, or finished without the pupil going back (when it is at an end is unverified).',
  }),
]

type Step = Pick<Rule, 'id' | 'title' | 'text' | 'source'> & Partial<Rule> & { readonly owed_by: Owner }

const step = (given: Step): Rule => rule({ mark: 'unverified', ...given })

/** What is tried, and recorded, before a deletion on ground (h) or (i). Source: §3.3. */
const enquiries: readonly Rule[] = [
  step({
    id: 'Q1',
    title: 'Every contact',
    owed_by: 'school',
    source: 'practice of schools and councils',
    text: 'Call, text and write to every parent, relative and emergency contact that is held.',
  }),
  step({
    id: 'Q2',
    title: 'Those who know the child',
    owed_by: 'school',
    source: 'practice of schools and councils',
    text: 'Ask the schools of brothers and sisters, friends, and staff who know the family.',
  }),
  step({
    id: 'Q3',
    title: 'Home visit',
    owed_by: 'school',
    source: 'practice of schools and councils',
    text: 'Visit the home, and ask neighbours or the landlord.',
  }),
  step({
    id: 'Q4',
    title: 'Other schools',
    owed_by: 'school',
    source: 'practice of schools and councils; statutory guidance on transfer of records',
    text: 'Search the school-to-school system, and ask other schools and the council before. That schools have to use the system was found; the rest is unverified.',
  }),
  step({
    id: 'Q5',
    title: 'Other agencies',
    owed_by: 'council',
    source: 'list of agencies in parliamentary answer 128172, from the guidance',
    mark: 'found',
    text: 'The council asks housing, admissions, health, police, refuges, youth justice, social care and tax authorities. Border Force, visas and the armed forces stand in later lists, which are unverified.',
  }),
  step({
    id: 'Q6',
    title: 'Danger',
    owed_by: 'everyone',
    source: 'Surrey’s safeguarding board, in part',
    text: 'Whoever has reason to think that the child is in danger refers to social care or the police at once, whatever else is still to be done.',
  }),
  step({
    id: 'Q7',
    title: 'What the enquiries found, signed twice',
    owed_by: 'everyone',
    source: 'design of this program',
    text: 'School and council each sign, with the day, one of four findings: attends elsewhere; will return; found, and both agree that the child will not return; not found.',
  }),
  step({
    id: 'Q7.guard',
    title: 'What a deletion on ground (h) or (i) needs',
    owed_by: 'everyone',
    source: 'SI 2024/208 reg. 9(1)(h) and (i); design of this program',
    text: 'The days are complete on the school’s own calendar, each session has a code that the ground allows, and both records of enquiries are complete and agreed. Until then the deletion stays open.',
  }),
]

/** Deletion from the admission register. Source: §3.2, §3.3. */
export const deletionRules: readonly Rule[] = [...grounds, ...enquiries]
