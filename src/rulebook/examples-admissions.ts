import { due, type Example, told } from './examples.ts'

/** Counted by hand on the printed calendars: running counts at the end of each week. */
export const admissionExamples: readonly Example[] = [
  // Thu 3 Sep 1 · 4 Sep 2 · 11 Sep 7 · 18 Sep 12 · Wed 23 Sep is 15
  due('F1', 'marlshire', '2026-09-02', '2026-09-23', 'three ordinary weeks'),
  // Thu 16 Oct 1 · 17 Oct 2 · 24 Oct 7 · half-term · Mon 3 Nov INSET day · 7 Nov 11 · Thu 13 Nov is 15
  due('F1', 'marlshire', '2025-10-15', '2025-11-13', 'half-term and an INSET day'),
  // Thu 30 Apr 1 · 1 May 2 · Mon 4 May Early May bank holiday · 8 May 6 · 15 May 11 · Thu 21 May is 15
  due('F1', 'marlshire', '2026-04-29', '2026-05-21', 'a bank holiday'),
  // summer · Mon 31 Aug Summer bank holiday · Tue 1 Sep INSET day · Wed 2 Sep 1 · 4 Sep 3 · 11 Sep 8 · 18 Sep 13 · Tue 22 Sep is 15
  due('F1', 'marlshire', '2026-08-10', '2026-09-22', 'sent in the summer break'),
  // Thu 11 Dec 1 · 12 Dec 2 · 19 Dec 7 · Christmas · Mon 5 Jan INSET day · 9 Jan 11 · Thu 15 Jan is 15
  due('F1', 'marlshire', '2025-12-10', '2026-01-15', 'over Christmas'),
  // Mon 7 Feb 1 · 11 Feb 5 · half-term · 25 Feb 10 · Fri 3 Mar is 15
  due('F1', 'marlshire', '2028-02-05', '2028-03-03', 'from a Saturday, over half-term and a 29 February'),
  // Thu 16 Oct 1 · 17 Oct 2 · half-term · 7 Nov 7 · 14 Nov 12 · Wed 19 Nov is 15
  due('F1', 'six_terms', '2025-10-15', '2025-11-19', 'two weeks off in October'),
  // Thu 3 Sep 1 · 4 Sep 2 · 11 Sep 7 · Wed 16 Sep is 10
  due('F1.aim', 'marlshire', '2026-09-02', '2026-09-16', 'two ordinary weeks'),
  // Thu 16 Oct 1 · 17 Oct 2 · 24 Oct 7 · half-term · Mon 3 Nov INSET day · Thu 6 Nov is 10
  due('F1.aim', 'marlshire', '2025-10-15', '2025-11-06', 'half-term and an INSET day'),
  // Thu 3 Sep 1 · Fri 4 Sep is 2
  due('F2', 'marlshire', '2026-09-02', '2026-09-04', 'Wednesday to Friday'),
  // half-term · Mon 3 Nov INSET day · Tue 4 Nov 1 · Wed 5 Nov is 2
  due('F2', 'marlshire', '2025-10-24', '2025-11-05', 'half-term and an INSET day'),
  // Mon 4 May Early May bank holiday · Tue 5 May 1 · Wed 6 May is 2
  due('F2.outcome', 'marlshire', '2026-05-01', '2026-05-06', 'a bank holiday'),
  // Tue 8 Sep 1 · 11 Sep 4 · 18 Sep 9 · 25 Sep 14 · 2 Oct 19 · Mon 5 Oct is 20
  due('F7', 'marlshire', '2026-09-07', '2026-10-05', 'four ordinary weeks'),
  // Tue 14 Oct 1 · 17 Oct 4 · 24 Oct 9 · half-term · Mon 3 Nov INSET day · 7 Nov 13 · 14 Nov 18 · Tue 18 Nov is 20
  due('F7', 'marlshire', '2025-10-13', '2025-11-18', 'half-term and an INSET day'),
  // Mon 27 Apr 1 · 1 May 5 · Mon 4 May Early May bank holiday · 8 May 9 · 15 May 14 · 22 May 19 · Mon 25 May Spring bank holiday · half-term · Mon 1 Jun is 20
  due('F7', 'marlshire', '2026-04-24', '2026-06-01', 'a bank holiday'),
  // Tue 7 Jul 1 · 10 Jul 4 · 17 Jul 9 · summer · Mon 31 Aug Summer bank holiday · Tue 1 Sep INSET day · 4 Sep 12 · 11 Sep 17 · Wed 16 Sep is 20
  due('F7', 'marlshire', '2026-07-06', '2026-09-16', 'over the summer break'),
  // Mon 8 Dec 1 · 12 Dec 5 · 19 Dec 10 · Christmas · Mon 5 Jan INSET day · 9 Jan 14 · 16 Jan 19 · Mon 19 Jan is 20
  due('F7', 'marlshire', '2025-12-06', '2026-01-19', 'from a Saturday, over Christmas'),
  // Tue 25 Jan 1 · 28 Jan 4 · 4 Feb 9 · 11 Feb 14 · half-term · 25 Feb 19 · Mon 28 Feb is 20
  due('F7', 'marlshire', '2028-01-24', '2028-02-28', 'half-term, ends before 29 February'),
  // Wed 2 Feb 1 · 4 Feb 3 · 11 Feb 8 · half-term · 25 Feb 13 · 3 Mar 18 · Tue 7 Mar is 20
  due('F7', 'marlshire', '2028-02-01', '2028-03-07', 'half-term and a 29 February'),
  // Tue 14 Oct 1 · 17 Oct 4 · half-term · 7 Nov 9 · 14 Nov 14 · 21 Nov 19 · Mon 24 Nov is 20
  due('F7', 'six_terms', '2025-10-13', '2025-11-24', 'two weeks off in October'),
  // Tue 20 Oct is 1 · 27 Oct 8 · Tue 3 Nov is 15
  due('F11', 'marlshire', '2026-10-19', '2026-11-03', 'half-term counts'),
  // Tue 15 Feb is 1 · 22 Feb 8 · Tue 29 Feb is 15
  due('F11', 'marlshire', '2028-02-14', '2028-02-29', 'ends on 29 February'),
  // Sun 13 Dec is 1 · 20 Dec 8 · Sun 27 Dec is 15
  due('F11', 'marlshire', '2026-12-12', '2026-12-27', 'from a Saturday, over Christmas'),
  // Tue 20 Oct is 1 · Mon 26 Oct is 7
  due('F11.looked_after', 'marlshire', '2026-10-19', '2026-10-26', 'a week'),
  // Sun 24 May is 1 · Sat 30 May is 7
  due('F11.looked_after', 'marlshire', '2026-05-23', '2026-05-30', 'from a Saturday, over a bank holiday'),
  // the next 1 August after 2 Mar 2026
  due('F3', 'marlshire', '2026-03-02', '2026-08-01', 'the same summer'),
  // 1 Aug 2026
  due('F3', 'marlshire', '2026-08-01', '2026-08-01', 'the day itself'),
  // the next 1 August after 2 Aug 2026
  due('F3', 'marlshire', '2026-08-02', '2027-08-01', 'a day late is next year’s'),
  // 31 Aug 2026
  due('F4', 'marlshire', '2026-08-31', '2026-08-31', 'a bank holiday all the same'),
  // the next 31 August after 1 Sep 2026
  due('F4', 'marlshire', '2026-09-01', '2027-08-31', 'next year’s'),
  // 31 Oct 2026
  due('F13', 'marlshire', '2026-09-01', '2026-10-31', 'in half-term, on a Saturday'),
  // the next 31 October after 1 Nov 2027
  due('F13', 'marlshire', '2027-11-01', '2028-10-31', 'next year’s'),
  // Tue 3 Mar is 1, 10 Mar 8, Tue 17 Mar is 15
  due('F11', 'marlshire', '2026-03-02', '2026-03-17', 'before councils could direct academies'),
  told(
    'F5',
    'A school refuses every child that the protocol sends, because it is its own admission authority.',
    'It has to take part: every admission authority does.',
  ),
  told(
    'F6',
    'A girl moves in, and a school near her has places.',
    'She applies like anybody else, and the protocol is not for her.',
  ),
  told('F8', 'A boy’s case is before the panel.', 'His parents may apply for another school, and appeal.'),
  told(
    'F9',
    'A school took five excluded pupils this year and its neighbour none.',
    'The panel looks to the neighbour first.',
  ),
  told(
    'F10',
    'A looked-after child needs a school.',
    'The council gets a place by the route for looked-after children, and not by the protocol.',
  ),
  told(
    'F12',
    'A school refuses a boy because of how he behaved at the last one.',
    'If the Code allows it, the school refers him to the protocol; he is then in category (j).',
  ),
  told('F14', 'Most of the schools of an area are unhappy with the protocol.', 'Together they can call for a review.'),
  // 14 Dec 1 · 14 Jan 2 · … · 14 Oct 11 · 14 Nov is 12
  due('F5.a', 'marlshire', '2025-11-14', '2026-11-14', 'twelve months after the plan ended'),
  // 2029 has no 29 February: the 28th
  due('F5.a', 'marlshire', '2028-02-29', '2029-02-28', 'a plan that ended on 29 February'),
  told('F5.b', 'A mother and her son live in a refuge when he is referred.', 'He may be in category (b).'),
  told('F5.c', 'A girl comes home from a secure children’s home after a sentence.', 'She may be in category (c).'),
  told('F5.d', 'A boy at a pupil referral unit is ready for a mainstream school.', 'He may be in category (d).'),
  told(
    'F5.e',
    'A girl with a medical condition and no plan has no school.',
    'She may be in category (e); with a plan she would have another way to a school.',
  ),
  told('F5.f', 'A boy looks after his disabled father.', 'He may be in category (f).'),
  told('F5.g', 'A family sleeps at the homes of friends.', 'The children may be in category (g).'),
  told('F5.h', 'A girl lives with her aunt under an order of a court.', 'She may be in category (h).'),
  told('F5.i', 'A boy came with his mother, who seeks asylum.', 'He may be in category (i).'),
  told('F5.j', 'A school refused a girl for challenging behaviour and referred her.', 'She may be in category (j).'),
  told('F5.k', 'Nobody applied for a place, because the mother was in hospital.', 'The child may be in category (k).'),
  // Mon 12 Oct · 19 Oct 1 · 26 Oct 2 (half-term) · 2 Nov 3 · Mon 9 Nov is 4
  due('F5.l', 'marlshire', '2026-10-12', '2026-11-09', 'four weeks, half-term included'),
  // Tue 1 Feb · 8 Feb 1 · 15 Feb 2 · 22 Feb 3 · Tue 29 Feb is 4
  due('F5.l', 'marlshire', '2028-02-01', '2028-02-29', 'ends on 29 February'),
  told(
    'F5.l',
    'The parents turned down a suitable offer a week ago.',
    'The child is not in category (l), however long out of education.',
  ),
  told(
    'F5.m',
    'A boy was adopted from care, and the council cannot get a place quickly.',
    'He may be in category (m).',
  ),
]
