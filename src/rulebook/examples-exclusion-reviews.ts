import { compared, due, type Example, told } from './examples.ts'

/** Counted by hand on the printed calendars: running counts at the end of each week. Sums are of half days. */
export const exclusionReviewExamples: readonly Example[] = [
  // Tue 8 Sep 1 · 11 Sep 4 · 18 Sep 9 · 25 Sep 14 · Mon 28 Sep is 15
  due('X12', 'marlshire', '2026-09-07', '2026-09-28', 'three ordinary weeks'),
  // Tue 14 Oct 1 · 17 Oct 4 · 24 Oct 9 · half-term · Mon 3 Nov INSET day · 7 Nov 13 · Tue 11 Nov is 15
  due('X12', 'marlshire', '2025-10-13', '2025-11-11', 'half-term and an INSET day'),
  // Tue 28 Apr 1 · 1 May 4 · Mon 4 May Early May bank holiday · 8 May 8 · 15 May 13 · Tue 19 May is 15
  due('X12', 'marlshire', '2026-04-27', '2026-05-19', 'a bank holiday'),
  // Tue 9 Dec 1 · 12 Dec 4 · 19 Dec 9 · Christmas · Mon 5 Jan INSET day · 9 Jan 13 · Tue 13 Jan is 15
  due('X12', 'marlshire', '2025-12-08', '2026-01-13', 'over Christmas'),
  // Tue 7 Jul 1 · 10 Jul 4 · 17 Jul 9 · summer · Mon 31 Aug Summer bank holiday · Tue 1 Sep INSET day · 4 Sep 12 · Wed 9 Sep is 15
  due('X12', 'marlshire', '2026-07-06', '2026-09-09', 'over the summer break'),
  // Wed 9 Feb 1 · 11 Feb 3 · half-term · 25 Feb 8 · 3 Mar 13 · Tue 7 Mar is 15
  due('X12', 'marlshire', '2028-02-08', '2028-03-07', 'half-term, ends on 7 March after a 29 February'),
  // Mon 3 Nov INSET day · Tue 4 Nov 1 · 7 Nov 4 · 14 Nov 9 · 21 Nov 14 · Mon 24 Nov is 15
  due('X12', 'marlshire', '2025-11-01', '2025-11-24', 'from a Saturday, before an INSET day'),
  // Tue 14 Oct 1 · 17 Oct 4 · half-term · 7 Nov 9 · 14 Nov 14 · Mon 17 Nov is 15
  due('X12', 'six_terms', '2025-10-13', '2025-11-17', 'two weeks off in October'),
  // Tue 9 Sep 1 · 12 Sep 4 · 19 Sep 9 · 26 Sep 14 · 3 Oct 19 · 10 Oct 24 · 17 Oct 29 · 24 Oct 34 · half-term · Mon 3 Nov INSET day · 7 Nov 38 · 14 Nov 43 · 21 Nov 48 · Tue 25 Nov is 50
  due('X13', 'marlshire', '2025-09-08', '2025-11-25', 'half-term and an INSET day'),
  // Mon 17 Nov 1 · 21 Nov 5 · 28 Nov 10 · 5 Dec 15 · 12 Dec 20 · 19 Dec 25 · Christmas · Mon 5 Jan INSET day · 9 Jan 29 · 16 Jan 34 · 23 Jan 39 · 30 Jan 44 · 6 Feb 49 · Mon 9 Feb is 50
  due('X13', 'marlshire', '2025-11-15', '2026-02-09', 'from a Saturday, over Christmas'),
  // Tue 11 Jan 1 · 14 Jan 4 · 21 Jan 9 · 28 Jan 14 · 4 Feb 19 · 11 Feb 24 · half-term · 25 Feb 29 · 3 Mar 34 · 10 Mar 39 · 17 Mar 44 · 24 Mar 49 · Mon 27 Mar is 50
  due('X13', 'marlshire', '2028-01-10', '2028-03-27', 'half-term and a 29 February'),
  // Tue 21 Apr 1 · 24 Apr 4 · 1 May 9 · Mon 4 May Early May bank holiday · 8 May 13 · 15 May 18 · 22 May 23 · Mon 25 May Spring bank holiday · half-term · 5 Jun 28 · 12 Jun 33 · 19 Jun 38 · 26 Jun 43 · 3 Jul 48 · Tue 7 Jul is 50
  due('X13', 'marlshire', '2026-04-20', '2026-07-07', 'a bank holiday and a half-term'),
  // Tue 16 Jun 1 · 19 Jun 4 · 26 Jun 9 · 3 Jul 14 · 10 Jul 19 · 17 Jul 24 · summer · Mon 31 Aug Summer bank holiday · Tue 1 Sep INSET day · 4 Sep 27 · 11 Sep 32 · 18 Sep 37 · 25 Sep 42 · 2 Oct 47 · Wed 7 Oct is 50
  due('X13', 'marlshire', '2026-06-15', '2026-10-07', 'over the summer break'),
  // Tue 13 Jan 1 · 16 Jan 4 · 23 Jan 9 · 30 Jan 14 · 6 Feb 19 · 13 Feb 24 · half-term · 27 Feb 29 · 6 Mar 34 · 13 Mar 39 · 20 Mar 44 · 27 Mar 49 · Easter · Mon 13 Apr is 50
  due('X13', 'six_terms', '2026-01-12', '2026-04-13', 'two gaps between terms'),
  // Tue 15 Sep 1 · 18 Sep 4 · 25 Sep 9 · 2 Oct 14 · Mon 5 Oct is 15
  due('X16', 'marlshire', '2026-09-14', '2026-10-05', 'three ordinary weeks'),
  // Tue 10 Feb 1 · 13 Feb 4 · half-term · 27 Feb 9 · 6 Mar 14 · Mon 9 Mar is 15
  due('X16', 'marlshire', '2026-02-09', '2026-03-09', 'half-term'),
  // half-term · Mon 3 Nov INSET day · Tue 4 Nov 1 · 7 Nov 4 · 14 Nov 9 · 21 Nov 14 · Mon 24 Nov is 15
  due('X16', 'marlshire', '2025-10-24', '2025-11-24', 'half-term and an INSET day at the start'),
  // Mon 27 Apr 1 · 1 May 5 · Mon 4 May Early May bank holiday · 8 May 9 · 15 May 14 · Mon 18 May is 15
  due('X16', 'marlshire', '2026-04-24', '2026-05-18', 'a bank holiday'),
  // Tue 14 Jul 1 · 17 Jul 4 · summer · Mon 31 Aug Summer bank holiday · Tue 1 Sep INSET day · 4 Sep 7 · 11 Sep 12 · Wed 16 Sep is 15
  due('X16', 'marlshire', '2026-07-13', '2026-09-16', 'over the summer break'),
  // Christmas · Mon 5 Jan INSET day · Tue 6 Jan 1 · 9 Jan 4 · 16 Jan 9 · 23 Jan 14 · Mon 26 Jan is 15
  due('X16', 'marlshire', '2025-12-20', '2026-01-26', 'from the Saturday at the end of term'),
  // Thu 10 Feb 1 · 11 Feb 2 · half-term · 25 Feb 7 · 3 Mar 12 · Wed 8 Mar is 15
  due('X16', 'marlshire', '2028-02-09', '2028-03-08', 'half-term and a 29 February'),
  // Tue 6 Jan 1 · Thu 8 Jan closed for snow · 9 Jan 3 · 16 Jan 8 · 23 Jan 13 · Tue 27 Jan is 15
  due('X16', 'six_terms', '2026-01-05', '2026-01-27', 'a day of snow'),
  // Tue 22 Sep 1 · 25 Sep 4 · 2 Oct 9 · 9 Oct 14 · Mon 12 Oct is 15
  due('X17', 'marlshire', '2026-09-21', '2026-10-12', 'three ordinary weeks'),
  // Thu 16 Oct 1 · 17 Oct 2 · 24 Oct 7 · half-term · Mon 3 Nov INSET day · 7 Nov 11 · Thu 13 Nov is 15
  due('X17', 'marlshire', '2025-10-15', '2025-11-13', 'half-term and an INSET day'),
  // Tue 16 Mar 1 · 19 Mar 4 · 25 Mar 8 · Fri 26 Mar Good Friday · Mon 29 Mar Easter Monday · Easter · 16 Apr 13 · Tue 20 Apr is 15
  due('X17', 'marlshire', '2027-03-15', '2027-04-20', 'Easter'),
  // Thu 9 Jul 1 · 10 Jul 2 · 17 Jul 7 · summer · Mon 31 Aug Summer bank holiday · Tue 1 Sep INSET day · 4 Sep 10 · Fri 11 Sep is 15
  due('X17', 'marlshire', '2026-07-08', '2026-09-11', 'over the summer break'),
  // Thu 9 Dec 1 · 10 Dec 2 · 17 Dec 7 · Christmas · Mon 3 Jan New Year’s Day (substitute day) · 7 Jan 11 · Thu 13 Jan is 15
  due('X17', 'marlshire', '2027-12-08', '2028-01-13', 'over Christmas'),
  // half-term · Mon 21 Feb 1 · 25 Feb 5 · 3 Mar 10 · Fri 10 Mar is 15
  due('X17', 'marlshire', '2028-02-13', '2028-03-10', 'from a Sunday before half-term, over 29 February'),
  // Tue 10 Feb 1 · 13 Feb 4 · half-term · 27 Feb 9 · 6 Mar 14 · Mon 9 Mar is 15
  due('X17', 'six_terms', '2026-02-09', '2026-03-09', 'the gap between terms 3 and 4'),
  // Tue 29 Sep 1 · 2 Oct 4 · 9 Oct 9 · Mon 12 Oct is 10
  due('X18', 'marlshire', '2026-09-28', '2026-10-12', 'two ordinary weeks'),
  // Tue 21 Oct 1 · 24 Oct 4 · half-term · Mon 3 Nov INSET day · 7 Nov 8 · Tue 11 Nov is 10
  due('X18', 'marlshire', '2025-10-20', '2025-11-11', 'half-term and an INSET day'),
  // Mon 27 Apr 1 · 1 May 5 · Mon 4 May Early May bank holiday · 8 May 9 · Mon 11 May is 10
  due('X18', 'marlshire', '2026-04-24', '2026-05-11', 'a bank holiday'),
  // Tue 14 Jul 1 · 17 Jul 4 · summer · Mon 31 Aug Summer bank holiday · Tue 1 Sep INSET day · 4 Sep 7 · Wed 9 Sep is 10
  due('X18', 'marlshire', '2026-07-13', '2026-09-09', 'over the summer break'),
  // Wed 23 Feb 1 · 25 Feb 3 · 3 Mar 8 · Tue 7 Mar is 10
  due('X18', 'marlshire', '2028-02-22', '2028-03-07', 'over 29 February'),
  // Mon 15 Dec 1 · 19 Dec 5 · Christmas · Mon 5 Jan INSET day · 9 Jan 9 · Mon 12 Jan is 10
  due('X18', 'marlshire', '2025-12-13', '2026-01-12', 'from a Saturday, over Christmas'),
  // Tue 24 Mar 1 · 27 Mar 4 · Easter · 17 Apr 9 · Mon 20 Apr is 10
  due('X18', 'six_terms', '2026-03-23', '2026-04-20', 'Easter'),
  // 15 school days are 30 half days, 5 are 10
  compared('X12', 29, null, false, '14 days and a half in the term'),
  compared('X12', 30, null, false, 'exactly 15 days are not more than 15'),
  compared('X12', 31, null, true, '15 days and a half'),
  compared('X13', 9, null, false, '4 days and a half in the term'),
  compared('X13', 10, null, false, 'exactly 5 days are not more than 5'),
  compared('X13', 11, null, true, '5 days and a half'),
  compared('X14', 9, null, true, '4 days and a half'),
  compared('X14', 10, null, true, 'exactly 5 days'),
  compared('X14', 11, null, false, '5 days and a half'),
  told(
    'X15',
    'A pupil who is suspended on Monday has a public examination on Thursday.',
    'The board does what it can to meet by Wednesday.',
  ),
  told(
    'X19',
    'A panel quashed a decision, and the board still does not take the girl back.',
    'The panel may order the school to pay £4,000.',
  ),
  // 14 Oct 1, 14 Nov 2, 14 Dec 3, 14 Jan 4, 14 Feb 5, 14 Mar is 6
  due('X20', 'marlshire', '2026-09-14', '2027-03-14', 'six months'),
  // 30 Sep 1, 31 Oct 2, 30 Nov 3, 31 Dec 4, 31 Jan 5, February 2028 has 29: 29 Feb is 6
  due('X20', 'marlshire', '2027-08-31', '2028-02-29', 'six months to a shorter month'),
  // 30 Sep 1, 31 Oct 2, 30 Nov 3, 31 Dec 4, 31 Jan 5, 28 Feb is 6
  due('X20', 'marlshire', '2026-08-31', '2027-02-28', 'six months to a February of 28 days'),
  // 6 Feb 1, 6 Mar 2, 6 Apr 3, 6 May 4, 6 Jun 5, 6 Jul is 6
  due('X20', 'six_terms', '2026-01-06', '2026-07-06', 'school days do not matter'),
  told(
    'X23',
    'A mother who cannot travel asks to take part by video.',
    'The meeting is held at a distance; otherwise it is face to face.',
  ),
]
