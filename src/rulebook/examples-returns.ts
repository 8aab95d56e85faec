import { compared, due, type Example, told } from './examples.ts'

/** Counted by hand on the printed calendars: running counts at the end of each week. */
export const returnExamples: readonly Example[] = [
  // Thu 4 Sep is 1 · Mon 8 Sep is 5
  due('R1', 'marlshire', '2025-09-03', '2025-09-08', 'a weekend counts'),
  // Fri 24 Oct is 1 · Tue 28 Oct is 5
  due('R1', 'marlshire', '2025-10-23', '2025-10-28', 'half-term counts: the fifth day, and not the fifth school day'),
  // Tue 4 Nov is 1 · Sat 8 Nov is 5
  due('R1', 'marlshire', '2025-11-03', '2025-11-08', 'from an INSET day'),
  // Sat 2 May is 1 · Wed 6 May is 5
  due('R1', 'marlshire', '2026-05-01', '2026-05-06', 'a bank holiday counts'),
  // Fri 17 Jul is 1 · Tue 21 Jul is 5
  due('R1', 'marlshire', '2026-07-16', '2026-07-21', 'due when school is out for the summer'),
  // Mon 22 Dec is 1 · Fri 26 Dec is 5
  due('R1', 'marlshire', '2025-12-21', '2025-12-26', 'from a Sunday, over Christmas Day'),
  // Fri 25 Feb is 1 · Tue 29 Feb is 5
  due('R1', 'marlshire', '2028-02-24', '2028-02-29', 'ends on 29 February'),
  // Sun 27 Feb is 1 · Thu 2 Mar is 5
  due('R1', 'marlshire', '2028-02-26', '2028-03-02', 'from a Saturday, over 29 February'),
  // Fri 13 Feb is 1 · Tue 17 Feb is 5
  due('R1', 'six_terms', '2026-02-12', '2026-02-17', 'the gap between two short terms counts'),
  // Mon 13 Oct 1 · 17 Oct 5 · Fri 24 Oct is 10
  due('R3', 'marlshire', '2025-10-13', '2025-10-24', 'two weeks up to half-term'),
  // Mon 27 Apr 1 · 1 May 5 · Mon 4 May Early May bank holiday · 8 May 9 · Mon 11 May is 10
  due('R3', 'marlshire', '2026-04-27', '2026-05-11', 'a bank holiday'),
  // Mon 21 Feb 1 · 25 Feb 5 · Fri 3 Mar is 10
  due('R3', 'marlshire', '2028-02-21', '2028-03-03', 'over 29 February'),
  // Mon 13 Oct 1 · 17 Oct 5 · half-term · Fri 7 Nov is 10
  due('R3', 'six_terms', '2025-10-13', '2025-11-07', 'two weeks off in October'),
  // Mon 13 Oct 1 · 17 Oct 5 · 24 Oct 10 · half-term · Mon 3 Nov INSET day · 7 Nov 14 · Mon 10 Nov is 15
  due('R4', 'marlshire', '2025-10-13', '2025-11-10', 'half-term and an INSET day'),
  // Mon 8 Dec 1 · 12 Dec 5 · 19 Dec 10 · Christmas · Mon 5 Jan INSET day · 9 Jan 14 · Mon 12 Jan is 15
  due('R4', 'marlshire', '2025-12-06', '2026-01-12', 'from a Saturday, over Christmas'),
  // Mon 5 Jan 1 · Thu 8 Jan closed for snow · 9 Jan 4 · 16 Jan 9 · 23 Jan 14 · Mon 26 Jan is 15
  due('R4', 'six_terms', '2026-01-05', '2026-01-26', 'a day of snow'),
  // Tue 5 Sep 1, Wed 6 2, Thu 7 3, Fri 8 4, Sat 9 is 5
  due('R1', 'marlshire', '2023-09-04', '2023-09-09', 'under the regulations before'),
  // Wed 11 Feb
  due('R2', 'marlshire', '2026-02-11', '2026-02-11', 'the day of deletion itself'),
  // Fri 31 Jul
  due('R2', 'marlshire', '2026-07-31', '2026-07-31', 'deleted in the summer break'),
  // Fri 8 Mar 2019
  due('R2', 'marlshire', '2019-03-08', '2019-03-08', 'under the regulations before'),
  // Wed 30 Sep is the last of the month
  due('R3.return', 'marlshire', '2026-09-25', '2026-09-30', 'September has 30 days'),
  // Thu 31 Dec is the last of the month
  due('R3.return', 'marlshire', '2026-12-31', '2026-12-31', 'opened on the last day'),
  // Tue 29 Feb is the last of the month
  due('R3.return', 'marlshire', '2028-02-07', '2028-02-29', 'a February of 29 days'),
  // Sat 28 Feb is the last of the month
  due('R3.return', 'six_terms', '2026-02-20', '2026-02-28', 'a Saturday counts'),
  // Wed 4 Nov
  due('R4.return', 'marlshire', '2026-11-04', '2026-11-04', 'the day on which the school comes to believe it'),
  // Tue 29 Feb
  due('R4.return', 'marlshire', '2028-02-29', '2028-02-29', 'on 29 February'),
  // the term that began on 1 Sep ends on Fri 18 Dec
  due('R5', 'marlshire', '2026-09-21', '2026-12-18', 'in the autumn term'),
  // the spring term ends on Fri 31 Mar
  due('R5', 'marlshire', '2028-02-16', '2028-03-31', 'from inside half-term'),
  // terms 5 and 6 are the summer: Tue 21 Jul
  due('R5', 'six_terms', '2026-04-20', '2026-07-21', 'the gap between terms 5 and 6 ends no term'),
  compared('R3.irregular', 9, null, false, 'one school day short'),
  compared('R3.irregular', 10, null, true, 'ten school days'),
  compared('R3.irregular', 11, null, true, 'more than ten'),
  compared('R4.cumulative', 14, null, false, 'one school day short'),
  compared('R4.cumulative', 15, null, true, 'fifteen school days'),
  compared('R4.cumulative', 16, null, true, 'more than fifteen'),
  told(
    'R6',
    'A mother writes to the school that her daughter will learn at home from Monday.',
    'The school offers a meeting, and sends a deletion return with the letter when the name goes.',
  ),
  told(
    'R7',
    '30 pupils of year 6 leave a primary school in July.',
    'The school owes no deletion returns, and the council checks that all 30 arrived at a secondary school.',
  ),
  told('R8', 'A head thinks of suspending a looked-after boy.', 'The virtual school hears of it that day.'),
]
