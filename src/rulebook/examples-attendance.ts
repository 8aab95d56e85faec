import { compared, due, type Example, told } from './examples.ts'

/** Counted by hand on the printed calendars: running counts at the end of each week. */
export const attendanceExamples: readonly Example[] = [
  // Thu 11 Sep 1 · 12 Sep 2 · Wed 17 Sep is 5
  due('A1', 'marlshire', '2025-09-10', '2025-09-17', 'an ordinary week, with a weekend in it'),
  // Fri 24 Oct 1 · half-term · Mon 3 Nov INSET day · Fri 7 Nov is 5
  due('A1', 'marlshire', '2025-10-23', '2025-11-07', 'half-term, and an INSET day after it'),
  // Fri 1 May 1 · Mon 4 May Early May bank holiday · Fri 8 May is 5
  due('A1', 'marlshire', '2026-04-30', '2026-05-08', 'a bank holiday'),
  // Fri 17 Jul 1 · summer · Mon 31 Aug Summer bank holiday · Tue 1 Sep INSET day · 4 Sep 4 · Mon 7 Sep is 5
  due('A1', 'marlshire', '2026-07-16', '2026-09-07', 'the summer break and an INSET day'),
  // Fri 19 Dec 1 · Christmas · Mon 5 Jan INSET day · Fri 9 Jan is 5
  due('A1', 'marlshire', '2025-12-18', '2026-01-09', 'Christmas and an INSET day'),
  // Mon 28 Feb 1 · Fri 3 Mar is 5
  due('A1', 'marlshire', '2028-02-25', '2028-03-03', 'over 29 February'),
  // Fri 17 Oct 1 · half-term · Thu 6 Nov is 5
  due('A1', 'six_terms', '2025-10-16', '2025-11-06', 'two weeks off in October'),
  // Wed 7 Jan 1 · Thu 8 Jan closed for snow · 9 Jan 2 · Wed 14 Jan is 5
  due('A1', 'six_terms', '2026-01-06', '2026-01-14', 'a day of snow'),
  // Tue 6 Oct is 1 · 13 Oct 8 · 20 Oct 15 · 27 Oct 22 · Mon 2 Nov is 28
  due('A9', 'marlshire', '2026-10-05', '2026-11-02', 'over half-term, of which no day is left out'),
  // Wed 2 Feb is 1 · 9 Feb 8 · 16 Feb 15 · 23 Feb 22 · Tue 29 Feb is 28
  due('A9', 'marlshire', '2028-02-01', '2028-02-29', 'ends on 29 February'),
  // Sun 6 Dec is 1 · 13 Dec 8 · 20 Dec 15 · 27 Dec 22 · Sat 2 Jan is 28
  due('A9', 'marlshire', '2026-12-05', '2027-01-02', 'from a Saturday, over Christmas'),
  // Tue 6 Oct is 1 · 13 Oct 8 · 20 Oct 15 · Mon 26 Oct is 21
  due('A9.reduced', 'marlshire', '2026-10-05', '2026-10-26', 'a week less, for half the sum'),
  // Sun 13 Feb is 1 · 20 Feb 8 · 27 Feb 15 · Sat 4 Mar is 21
  due('A9.reduced', 'marlshire', '2028-02-12', '2028-03-04', 'from a Saturday, over 29 February'),
  // Tue 21 Jul is 1 · 28 Jul 8 · 4 Aug 15 · 11 Aug 22 · Mon 17 Aug is 28
  due('A9.second', 'marlshire', '2026-07-20', '2026-08-17', 'in the summer break'),
  told(
    'A2',
    'A pupil marked N in the morning comes in after the register has closed.',
    'The mark becomes U, or a better code if the reason is known.',
  ),
  // 2 Oct 2024, 2025, 2026
  due('A3', 'marlshire', '2023-10-02', '2026-10-02', 'an entry under the old law is kept for three years'),
  // 2 Sep 2025, 2026, 2027, 2028, 2029, 2030
  due('A3', 'marlshire', '2024-09-02', '2030-09-02', 'six years'),
  // 29 Feb 2028 and 2032 exist, 2034 has none: the 28th
  due('A3', 'marlshire', '2028-02-29', '2034-02-28', 'six years from 29 February'),
  compared('A4', 29, null, true, 'within half an hour'),
  compared('A4', 30, null, true, 'exactly half an hour is allowed'),
  compared('A4', 31, null, false, 'a minute too long'),
  told(
    'A5',
    'Of 20 sessions a pupil attended 15, spent 1 at an approved visit, was ill for 2, and 2 were not possible because the school lost its heating.',
    '18 sessions were possible, 16 of them attended, and 2 of 18 missed.',
  ),
  told(
    'A7',
    'A maintained school closes its register at 09:30.',
    'That day’s marks go to the Department without anybody asking for them.',
  ),
  // 190 possible sessions: a tenth is 19
  compared('A6', 18, 190, false, '18 of 190 is under a tenth'),
  compared('A6', 19, 190, true, '19 of 190 is exactly a tenth'),
  compared('A6', 20, 190, true, '20 of 190 is over a tenth'),
  // 27 possible sessions: a tenth is 2.7. 9.97% would round to 10%: 301 sessions, 30 missed
  compared('A6', 2, 27, false, '2 of 27 is under a tenth'),
  compared('A6', 3, 27, true, '3 of 27 is over a tenth'),
  compared('A6', 30, 301, false, '9.97% is not 10%, though it rounds to it'),
  compared('A6', 0, 0, false, 'no session was possible, so nothing is said'),
  // 61 possible sessions: half is 30.5
  compared('A6.severe', 30, 61, false, '30 of 61 is under half'),
  compared('A6.severe', 31, 61, true, '31 of 61 is over half'),
  compared('A6.severe', 95, 190, true, '95 of 190 is exactly half'),
  compared('A6.severe', 94, 190, false, '94 of 190 is under half'),
  compared('A8', 9, null, false, 'one session short'),
  compared('A8', 10, null, true, 'ten sessions'),
  compared('A8', 11, null, true, 'more than ten'),
  // 3 Mar 2026, 2027, 2028
  due('A9.window', 'marlshire', '2025-03-03', '2028-03-03', 'three years'),
  // 29 Feb 2028, 2031 has none: the 28th
  due('A9.window', 'marlshire', '2028-02-29', '2031-02-28', 'three years from 29 February'),
  compared('A9.limit', 1, null, true, 'a first notice is allowed'),
  compared('A9.limit', 2, null, true, 'a second notice is allowed'),
  compared('A9.limit', 3, null, false, 'a third is not'),
  told('A9.amount', 'Both parents of a boy are sent a notice.', 'Each owes £160.'),
  told(
    'A10',
    'A school and a family agree on what will help over the next weeks.',
    'A notice to improve says so, and a penalty notice comes only if it fails.',
  ),
  told(
    'A11',
    'A girl does not come on Monday and nobody calls.',
    'The school calls on Monday, and the other contacts after that.',
  ),
  // the term that began on 1 Sep ends on Fri 19 Dec
  due('A12', 'marlshire', '2025-10-08', '2025-12-19', 'an autumn term, over its half-term'),
  // half-term is in the summer term, which ends on Fri 17 Jul
  due('A12', 'marlshire', '2026-05-27', '2026-07-17', 'from inside half-term'),
  // the next school day is 13 Apr, in the summer term, which ends on Fri 17 Jul
  due('A12', 'marlshire', '2026-03-30', '2026-07-17', 'from the Easter holiday'),
  // terms 1 and 2 are the autumn: Fri 19 Dec
  due('A12', 'six_terms', '2025-09-15', '2025-12-19', 'a half-term that is a gap between two short terms ends no term'),
  told('A13', 'A pupil whom a youth offending worker supports is absent without a reason.', 'The worker is told.'),
]
