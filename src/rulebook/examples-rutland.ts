import { compared, due, type Example, told } from './examples.ts'

/** Rutland’s school improvement of 2014 to 2016 (§12.7), by hand before the rules were written. A count of terms uses a printed
 * calendar, and those are of later years. */
export const rutlandExamples: readonly Example[] = [
  due('SI1', 'marlshire', '2014-09-03', '2014-10-31', 'the October that follows'),
  due('SI1', 'marlshire', '2014-11-01', '2015-10-31', 'after October: the next one'),
  due('SI2', 'marlshire', '2014-09-03', '2015-07-31', 'one self-evaluation in an academic year'),
  due('SI3', 'marlshire', '2014-08-01', '2015-07-31', 'one visit in an academic year'),
  told('SI4', 'The visit was on 3 March.', 'What the authority saw is sent by the day agreed with the school.'),
  told('SI5', 'A head asks what the visit is about.', 'Whichever of the eleven topics were agreed.'),
  due('SI6', 'marlshire', '2014-09-03', '2015-07-31', 'the risk assessment of a school year'),
  told('SI7', 'A school does well.', 'It is told a smaller share of its officer’s time.'),
  told('SI8', 'Somebody asks where the plan began.', 'At 21 schools, 17 of them good or better.'),
  told(
    'SI9',
    'A child in year 1 is under the standard in phonics.',
    'The school helps, and the child takes the check again in year 2.',
  ),
  told('SI10', 'A school is likely to be judged as requiring improvement.', 'It is a school causing concern already.'),
  told('SI11', 'A maintained school gives no assurance.', 'The authority turns to its statutory powers.'),
  told('SI12', 'An academy gives no assurance.', 'The authority turns to Ofsted and the department.'),
  told(
    'SI13',
    'Another service hears of trouble at a school.',
    'It is told to the school, and then looked at with the three other sources.',
  ),
  told(
    'SI14',
    'A school becomes a higher risk in January.',
    'The authority recommends the level, and agrees it with the school.',
  ),
  // Mondays: 12 Jan 1 · 19 Jan 2
  due('SI15', 'marlshire', '2015-01-05', '2015-01-19', 'the first two weeks of the spring term'),
  // Tuesdays: 8 Sep 1 · 15 Sep 2
  due('SI15', 'marlshire', '2015-09-01', '2015-09-15', 'from an INSET day on which the year begins'),
  told('SI16', 'A school writes a plan.', 'The authority and the governing body both agree it.'),
  compared('SI17', 0, null, false, 'none of the three grounds'),
  compared('SI17', 1, null, true, 'one ground: a school in particularly hard circumstances'),
  compared('SI17', 2, null, true, 'two grounds'),
  told(
    'SI18',
    'The school is judged good.',
    'The meetings may end; whether one ground is enough is for a person to say.',
  ),
  // Mondays: 22 Sep 2 · 6 Oct 4 · 20 Oct 6
  due('SI19', 'marlshire', '2014-09-08', '2014-10-20', 'six weeks'),
  // Mondays: 27 Oct 2, in half-term · 10 Nov 4 · 24 Nov 6
  due('SI19', 'marlshire', '2014-10-13', '2014-11-24', 'half-term counts'),
  due('SI20', 'marlshire', '2014-12-31', '2015-02-28', 'two months, to a shorter one'),
  told('SI21', 'An officer sees the first signs of trouble.', 'Plans and help come before any list.'),
  told('SI22', 'A plan names no milestone.', 'It is not complete.'),
  due('SI23', 'marlshire', '2014-10-31', '2015-02-28', 'at most four months, to a shorter one'),
  due('SI23', 'marlshire', '2015-01-12', '2015-05-12', 'the same date four months on'),
  due('SI24', 'marlshire', '2026-02-23', '2026-03-27', 'the plan is looked at before the spring term ends'),
  told(
    'SI25',
    'A teacher needs help that the school cannot give.',
    'Head, officer and teacher write down what each will do.',
  ),
  told('SI26', 'A timeline of 2008 is quoted.', 'It no longer holds; I1 is what does.'),
  due('SI27', 'marlshire', '2014-09-03', '2015-07-31', 'the training of one academic year'),
  due('SI27.pep', 'marlshire', '2025-09-03', '2025-12-19', 'one of three meetings in the year'),
  due('SI28', 'marlshire', '2014-09-01', '2015-09-01', 'a year, full time'),
  due('SI29', 'marlshire', '2015-02-28', '2016-02-28', 'a year on is the 28th, though 2016 has a 29th'),
  told('SI30', 'A school has no policy on safeguarding.', 'The authority gives it a model.'),
  told('SI31', 'The authority wants to judge itself.', 'It goes through the nine points.'),
  due('SI32', 'marlshire', '2014-02-01', '2016-02-01', 'the life of the plan'),
]

/** Support and intervention in schools (§9.2). */
export const interventionExamples: readonly Example[] = [
  told('I1', 'A maintained school causes concern.', 'The authority follows the guidance of 1 November 2024.'),
  told('I2', 'A report says that significant improvement is required.', 'The school is in a category of concern.'),
  told(
    'I3',
    'A maintained school does not act on a warning notice.',
    'The authority may appoint governors, among the rest.',
  ),
  // from Tue 24 Mar: 27 Mar 4 · Thu 2 Apr 8 · Good Friday · Easter Monday · 10 Apr 12 · Mon 13, Tue 14, Wed 15 are 13 to 15
  due('I3.notice', 'marlshire', '2026-03-23', '2026-04-15', 'working days across Easter'),
  // from Tue 16: 19 Dec 4 · 24 Dec 7 · 25, 26 holidays · 31 Dec 10 · 1 Jan holiday · 2 Jan 11 · Thu 8 is 15
  due('I3.notice', 'marlshire', '2025-12-15', '2026-01-08', 'working days across Christmas'),
  told('I4', 'An academy causes concern.', 'The department’s group for the region and Ofsted are told.'),
  told(
    'I5',
    'A school is offered help by the department.',
    'It comes from a regional team, and not from the authority.',
  ),
  told('I6', 'Somebody asks from when the sections of 2026 hold.', 'From 29 June 2026.'),
  told(
    'I6.orders',
    'Somebody asks what they change for an academy order.',
    'Nothing is worked out from it until the sections were read.',
  ),
  told(
    'I7',
    'An authority asks how often it should meet a school.',
    'That is local: SI1, SI15, SI19 and SI20 are Rutland’s.',
  ),
]
