import { compared, due, type Example, told } from './examples.ts'

/** Counted by hand on the printed calendars: running counts at the end of each week. Sums are of half days. */
export const exclusionExamples: readonly Example[] = [
  // 45 school days are 90 half days
  compared('X1', 89, null, true, '44 days and a half are within the limit'),
  compared('X1', 90, null, true, 'exactly 45 days are within the limit'),
  compared('X1', 91, null, false, '45 days and a half are over it, even when the first 40 were at another school'),
  compared('X5', 9, null, false, '4 days and a half in the term'),
  compared('X5', 10, null, false, 'exactly 5 days are not more than 5'),
  compared('X5', 11, null, true, '5 days and a half are more than 5'),
  compared('X22.limit', 89, null, true, '44 days and a half'),
  compared('X22.limit', 90, null, true, 'exactly 45 days'),
  compared('X22.limit', 91, null, false, 'more than 45 days'),
  told('X2', 'A pupil is sent home for three lunchtimes.', 'They count as a day and a half.'),
  told(
    'X3',
    'A head suspends a girl at noon.',
    'Her parents are told that day, and have the reasons and their rights in writing.',
  ),
  told('X4', 'A suspension is for one lunchtime.', 'The council is told of it all the same.'),
  told(
    'X6',
    'A boy who lives over the border is permanently excluded.',
    'The council where he lives is told as well as the school’s own.',
  ),
  told(
    'X7',
    'A looked-after child with a social worker is suspended for a day.',
    'The social worker and the virtual school are told.',
  ),
  // Wed 22 Oct 1 · 24 Oct 3 · half-term · Mon 3 Nov INSET day · Wed 5 Nov is 5
  due('X8', 'marlshire', '2025-10-22', '2025-11-05', 'half-term and an INSET day'),
  // Fri 1 May 1 · Mon 4 May Early May bank holiday · Fri 8 May is 5
  due('X8', 'marlshire', '2026-05-01', '2026-05-08', 'a bank holiday'),
  // Mon 7 Sep 1 · Fri 11 Sep is 5
  due('X8.parent', 'marlshire', '2026-09-07', '2026-09-11', 'Monday to Friday'),
  // Mon 7 Sep 1 · 11 Sep 5 · Mon 14 Sep is 6
  due('X9', 'marlshire', '2026-09-07', '2026-09-14', 'from Monday to the Monday after'),
  // Wed 22 Oct 1 · 24 Oct 3 · half-term · Mon 3 Nov INSET day · Thu 6 Nov is 6
  due('X9', 'marlshire', '2025-10-22', '2025-11-06', 'half-term and an INSET day'),
  // Fri 1 May 1 · Mon 4 May Early May bank holiday · 8 May 5 · Mon 11 May is 6
  due('X9', 'marlshire', '2026-05-01', '2026-05-11', 'a bank holiday'),
  // Wed 17 Dec 1 · 19 Dec 3 · Christmas · Mon 5 Jan INSET day · Thu 8 Jan is 6
  due('X9', 'marlshire', '2025-12-17', '2026-01-08', 'over Christmas'),
  // Wed 15 Jul 1 · 17 Jul 3 · summer · Mon 31 Aug Summer bank holiday · Tue 1 Sep INSET day · Fri 4 Sep is 6
  due('X9', 'marlshire', '2026-07-15', '2026-09-04', 'over the summer break'),
  // Fri 25 Feb 1 · Fri 3 Mar is 6
  due('X9', 'marlshire', '2028-02-25', '2028-03-03', 'over 29 February'),
  // Mon 23 Feb 1 · 27 Feb 5 · Mon 2 Mar is 6
  due('X9', 'marlshire', '2026-02-21', '2026-03-02', 'from a Saturday after half-term'),
  // Tue 6 Jan 1 · Thu 8 Jan closed for snow · 9 Jan 3 · Wed 14 Jan is 6
  due('X9', 'six_terms', '2026-01-06', '2026-01-14', 'a day of snow'),
  // Tue 8 Sep 1 · 11 Sep 4 · Tue 15 Sep is 6
  due('X10', 'marlshire', '2026-09-07', '2026-09-15', 'the first day of exclusion is not counted'),
  // Thu 23 Oct 1 · 24 Oct 2 · half-term · Mon 3 Nov INSET day · Fri 7 Nov is 6
  due('X10', 'marlshire', '2025-10-22', '2025-11-07', 'half-term and an INSET day'),
  // Mon 4 May Early May bank holiday · Tue 5 May 1 · 8 May 4 · Tue 12 May is 6
  due('X10', 'marlshire', '2026-05-01', '2026-05-12', 'a bank holiday'),
  // Thu 18 Dec 1 · 19 Dec 2 · Christmas · Mon 5 Jan INSET day · Fri 9 Jan is 6
  due('X10', 'marlshire', '2025-12-17', '2026-01-09', 'over Christmas'),
  // Thu 16 Jul 1 · 17 Jul 2 · summer · Mon 31 Aug Summer bank holiday · Tue 1 Sep INSET day · 4 Sep 5 · Mon 7 Sep is 6
  due('X10', 'marlshire', '2026-07-15', '2026-09-07', 'over the summer break'),
  // Tue 22 Feb 1 · 25 Feb 4 · Tue 29 Feb is 6
  due('X10', 'marlshire', '2028-02-21', '2028-02-29', 'ends on 29 February'),
  // Mon 23 Feb 1 · 27 Feb 5 · Mon 2 Mar is 6
  due('X10', 'marlshire', '2026-02-21', '2026-03-02', 'from a Saturday'),
  // Thu 16 Oct 1 · 17 Oct 2 · half-term · Thu 6 Nov is 6
  due('X10', 'six_terms', '2025-10-15', '2025-11-06', 'two weeks off in October'),
  // Mon 7 Sep is 1
  due('X11', 'marlshire', '2026-09-07', '2026-09-07', 'the day itself'),
  // Mon 3 Nov INSET day · Tue 4 Nov is 1
  due('X11', 'marlshire', '2025-11-01', '2025-11-04', 'from a Saturday, with an INSET day on the Monday'),
  told(
    'X21',
    'A girl was suspended for 4 days in February 2027 and for 3 in the week before Easter Monday, 29 March 2027.',
    'All 7 are in the part of the year that ends with Easter Monday, so the board is told.',
  ),
  told(
    'X21',
    'A boy was suspended for 4 days before Easter Monday 2027 and for 3 after it.',
    'The two are in different parts of the year, so neither is more than 5 days.',
  ),
  told(
    'X22',
    'A head takes back a suspension two days in, before the board met.',
    'The pupil is back at once, those told of it are told why, and the two days count towards 45.',
  ),
  told('X24', 'A parent does not come to the meeting about the return.', 'The pupil comes back all the same.'),
  told(
    'X25',
    'On the last day of a suspension nothing new has come to light.',
    'It ends; it can be neither made longer nor made permanent.',
  ),
  told(
    'X26',
    'A boy is sent home to cool off, and the register says nothing.',
    'That is unlawful, and the council challenges it.',
  ),
  told(
    'X27',
    'In October 2026 a looked-after boy is close to being suspended.',
    'School and virtual school think about reviewing his education plan now.',
  ),
  told(
    'X30',
    'In October 2026 a school cannot meet a pupil’s needs.',
    'That is no reason to exclude: exclusion is for discipline only.',
  ),
  told(
    'X31',
    'In October 2026 two pupils are kept apart after an allegation, and one stays at home.',
    'It is no suspension, and the council decides about education for that pupil.',
  ),
  // Fri 23 Oct 1 · half-term · Mon 2 Nov is 2
  due('X32', 'marlshire', '2026-10-22', '2026-11-02', 'over half-term'),
  // Fri 17 Jul 1 · summer · Mon 31 Aug Summer bank holiday · Tue 1 Sep INSET day · Wed 2 Sep is 2
  due('X32', 'marlshire', '2026-07-16', '2026-09-02', 'before the change, over the summer break and an INSET day'),
  // Thu 8 Jan closed for snow · Fri 9 Jan 1 · Mon 12 Jan is 2
  due('X32', 'six_terms', '2026-01-07', '2026-01-12', 'a day of snow'),
  told(
    'X32.review',
    'A pupil with a plan is directed off site in November 2026.',
    'The council is invited to the review meetings.',
  ),
  told('X33', 'In March 2026 a managed move begins with a trial.', 'Nothing forbids it.'),
  told(
    'X33',
    'In September 2026 a school proposes a managed move with a trial of six weeks.',
    'The council challenges it: a managed move is for good.',
  ),
  told(
    'X34',
    'In October 2026 a parent is pressed to choose home education.',
    'The guidance names that as off-rolling.',
  ),
  told(
    'X35',
    'A board meets in November 2026.',
    'It looks at suspensions and exclusions by group, not only at the total.',
  ),
  told(
    'X36',
    'A school keeps a pupil in a separate room for two days in place of a suspension.',
    'Nothing is known that would have to be recorded as an exclusion.',
  ),
]
