import { due, type Example, told } from './examples.ts'

/**
 * Looked-after children (§7), counted by hand on the printed calendars before the rules were written. Figures in comments are
 * running counts at the end of each week.
 */
export const careExamples: readonly Example[] = [
  told(
    'L1',
    'A child of nine comes into care.',
    'The virtual school head answers for the child’s progress from that day.',
  ),
  told(
    'L2',
    'A child is placed with carers in another county.',
    'The plan for education stays with the home authority.',
  ),
  told(
    'L2.pep',
    'A child of three in a nursery comes into care.',
    'The care plan has a personal education plan in it.',
  ),
  // 12 Sep 4 · 19 Sep 9 · Mon 22 is 10
  due('L3', 'marlshire', '2025-09-08', '2025-09-22', 'two ordinary weeks'),
  // 19 Dec 4 · Mon 22, Tue 23, Wed 24 are 5, 6, 7 · 25 and 26 holidays · Mon 29, Tue 30, Wed 31 are 8, 9, 10
  due(
    'L3',
    'marlshire',
    '2025-12-15',
    '2025-12-31',
    'Christmas Day and Boxing Day are no working days; other days of the holiday are',
  ),
  // Fri 3 Apr holiday · Mon 6 holiday · 10 Apr 4 · 17 Apr 9 · Mon 20 is 10
  due('L3', 'marlshire', '2026-04-02', '2026-04-20', 'Good Friday and Easter Monday'),
  // 22 May 2 · Mon 25 holiday · 29 May 6 in half-term · 4 Jun 10
  due('L3', 'marlshire', '2026-05-20', '2026-06-04', 'half-term counts, the bank holiday in it does not'),
  // 28 Aug 4 · Mon 31 holiday · Tue 1 Sep is 5, an INSET day and a working day · 4 Sep 8 · Tue 8 is 10
  due('L3', 'marlshire', '2026-08-24', '2026-09-08', 'the summer break and an INSET day are working days'),
  // 24 Dec 5 · 27, 28 holidays · 31 Dec 8 · Mon 3 Jan holiday · Tue 4 is 9 · Wed 5 is 10
  due('L3', 'marlshire', '2027-12-17', '2028-01-05', 'substitute days after a Christmas at the weekend'),
  // 25 Feb 3 · 3 Mar 8, with Tue 29 Feb · Tue 7 is 10
  due('L3', 'marlshire', '2028-02-22', '2028-03-07', 'across 29 February'),
  // 17 Oct 4 · 24 Oct 9 · 31 Oct 14 in half-term · 7 Nov 19 · Mon 10 is 20
  due('L4', 'marlshire', '2025-10-13', '2025-11-10', 'working days, not school days: half-term and INSET count'),
  // 12 Dec 4 · 19 Dec 9 · 24 Dec 12 · 25, 26 holidays · 31 Dec 15 · 1 Jan holiday · 2 Jan 16 · Thu 8 is 20
  due('L4', 'marlshire', '2025-12-08', '2026-01-08', 'Christmas and New Year'),
  // 27 Mar 4 · Thu 2 Apr 8 · Good Friday · Easter Monday · 10 Apr 12 · 17 Apr 17 · Wed 22 is 20
  due('L4', 'marlshire', '2026-03-23', '2026-04-22', 'Easter'),
  // Mon 4 May holiday · 8 May 4 · 15 May 9 · 22 May 14 · Mon 25 holiday · 29 May 18 · Tue 2 Jun is 20
  due('L4', 'marlshire', '2026-05-01', '2026-06-02', 'both bank holidays of May'),
  // 14 Aug 4 · 21 Aug 9 · 28 Aug 14 · Mon 31 holiday · 4 Sep 18 · Tue 8 is 20
  due('L4', 'marlshire', '2026-08-10', '2026-09-08', 'in the summer break'),
  // 24 Dec 4 · 27, 28 holidays · 31 Dec 7 · Mon 3 Jan holiday · 7 Jan 11 · 14 Jan 16 · Thu 20 is 20
  due('L4', 'marlshire', '2027-12-20', '2028-01-20', 'three substitute days'),
  // 4 Feb 2 · 11 Feb 7 · 18 Feb 12 · 25 Feb 17 · 28, 29 Feb are 18, 19 · Wed 1 Mar is 20
  due('L4', 'marlshire', '2028-02-02', '2028-03-01', 'counts 29 February'),
  due('L5', 'marlshire', '2025-09-03', '2025-12-19', 'the autumn term, past its half-term'),
  due('L5', 'marlshire', '2026-02-23', '2026-03-27', 'the spring term, from after half-term'),
  due('L5', 'marlshire', '2027-01-05', '2027-03-25', 'a term that ends on a Thursday before Good Friday'),
  due('L5', 'marlshire', '2026-08-10', '2026-12-18', 'from the summer break: the term that follows'),
  due('L5.practice', 'marlshire', '2025-11-03', '2026-03-03', 'the same date four months on'),
  due('L5.practice', 'marlshire', '2025-10-31', '2026-02-28', 'from the 31st to a February without it'),
  due('L5.practice', 'marlshire', '2027-10-31', '2028-02-29', 'to the 29th in a leap year'),
  // as L4: 17 Oct 4 · 24 Oct 9 · 31 Oct 14 · 7 Nov 19 · Mon 10 is 20
  due('L6', 'marlshire', '2025-10-13', '2025-11-10', 'the first review, in working days'),
  // as L4: 12 Dec 4 · 19 Dec 9 · 24 Dec 12 · 31 Dec 15 · 2 Jan 16 · Thu 8 is 20
  due('L6', 'marlshire', '2025-12-08', '2026-01-08', 'across Christmas'),
  due('L6.second', 'marlshire', '2025-12-31', '2026-03-31', 'from the end of a month to the end of another'),
  due('L6.second', 'marlshire', '2025-11-30', '2026-02-28', 'February has no 30th'),
  due('L6.second', 'marlshire', '2027-11-30', '2028-02-29', 'the last day of a leap February'),
  due('L6.later', 'marlshire', '2026-08-31', '2027-02-28', '31 August and six months'),
  due('L6.later', 'marlshire', '2027-08-31', '2028-02-29', '31 August and six months, in a leap year'),
  due('L6.later', 'marlshire', '2026-06-30', '2026-12-30', 'the same date, not the end of the month'),
  // from Mon 13: 17 Oct 5 · 24 Oct 10 · half-term · Mon 3 Nov INSET · 7 Nov 14 · 14 Nov 19 · Mon 17 is 20
  due('L7', 'marlshire', '2025-10-10', '2025-11-17', 'half-term and an INSET day'),
  // 12 Dec 5 · 19 Dec 10 · Christmas · Mon 5 Jan INSET · 9 Jan 14 · 16 Jan 19 · Mon 19 is 20
  due('L7', 'marlshire', '2025-12-05', '2026-01-19', 'Christmas'),
  // 20 Mar 4 · 27 Mar 9 · Easter · 17 Apr 14 · 24 Apr 19 · Mon 27 is 20
  due('L7', 'marlshire', '2026-03-16', '2026-04-27', 'Easter'),
  // 10 Jul 5 · 17 Jul 10 · summer · Tue 1 Sep INSET · 4 Sep 13 · 11 Sep 18 · Tue 15 is 20
  due('L7', 'marlshire', '2026-07-03', '2026-09-15', 'the summer break'),
  // 4 Feb 3 · 11 Feb 8 · half-term · 25 Feb 13 · 3 Mar 18, with 29 Feb · Tue 7 is 20
  due('L7', 'marlshire', '2028-02-01', '2028-03-07', 'a half-term and 29 February'),
  // 17 Oct 5 · two weeks off · 7 Nov 10 · 14 Nov 15 · 21 Nov 20
  due('L7', 'six_terms', '2025-10-10', '2025-11-21', 'other terms, another day, from the same start'),
  told(
    'L8',
    'Carers of a child in year 11 give notice in March.',
    'The virtual school is asked before the school would change.',
  ),
  told(
    'L9',
    'A school asks for money for a tutor.',
    'The virtual school decides, from the grant of this child’s plan.',
  ),
  told('L10', 'A new academy opens.', 'It names a trained designated teacher.'),
  told(
    'L11',
    'A looked-after child is suspended for two days.',
    'The virtual school is told the same day; X7 has the clock.',
  ),
  due('L12', 'marlshire', '2025-11-12', '2025-11-12', 'immediately: the day itself'),
  due('L12', 'marlshire', '2025-12-19', '2025-12-19', 'on the last day of term it does not wait for the next'),
  due('L13', 'marlshire', '2026-04-13', '2026-07-17', 'the return of the summer term'),
  told(
    'L14',
    'A child has a social worker and lives at home.',
    'The virtual school advises the school, and holds no case.',
  ),
  told(
    'L14.kinship',
    'A child lives with a grandparent under an order.',
    'The virtual school advises; no consent is needed for that.',
  ),
  told(
    'L14.statutory',
    'Somebody asks whether this is law yet.',
    'Nothing runs by it until its day of commencement is known.',
  ),
  told('L15', 'A looked-after child applies to a full school.', 'The child is at the head of the list.'),
  told(
    'L16',
    'Another authority places a child here without a school.',
    'The child is on our list of those placed here.',
  ),
]
