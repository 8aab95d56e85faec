import { compared, due, type Example, told } from './examples.ts'

/** Grounds by example; days counted by hand on the printed calendars, with running counts at the end of each week. */
export const deletionExamples: readonly Example[] = [
  told(
    'G9.a',
    'A new school has registered a boy, and no order names the old one.',
    'The old school must delete his name.',
  ),
  told('G9.b', 'A girl of 4 leaves the nursery class and does not go on to reception there.', 'Her name is deleted.'),
  told(
    'G9.c',
    'A boy is registered at two schools; the one he no longer attends asks the other.',
    'It may delete him only when the other consents.',
  ),
  told(
    'G9.d',
    'The council changes an order so that it names another school.',
    'The school named before deletes the name.',
  ),
  told(
    'G9.e',
    'The council revokes an order because the parents arranged suitable education at home.',
    'The school that it named deletes the name.',
  ),
  told(
    'G9.f',
    'A father tells the school by telephone that he will teach his son himself.',
    'That is no ground: the notice has to be in writing.',
  ),
  told(
    'G9.g',
    'A family moves 200 miles away and tells the school.',
    'The name is deleted, and the deletion return says where they went if it is known.',
  ),
  // Mon 14 Sep 1 · 18 Sep 5 · Fri 25 Sep is 10
  due('G9.h', 'marlshire', '2026-09-11', '2026-09-25', 'leave ended on a Friday'),
  // Tue 21 Oct 1 · 24 Oct 4 · half-term · Mon 3 Nov INSET day · 7 Nov 8 · Tue 11 Nov is 10
  due('G9.h', 'marlshire', '2025-10-20', '2025-11-11', 'half-term and an INSET day'),
  // Wed 20 May 1 · 22 May 3 · Mon 25 May Spring bank holiday · half-term · 5 Jun 8 · Tue 9 Jun is 10
  due('G9.h', 'six_terms', '2026-05-19', '2026-06-09', 'the gap between terms 5 and 6, and a bank holiday in it'),
  // Mon 13 Oct 1 · 17 Oct 5 · 24 Oct 10 · half-term · Mon 3 Nov INSET day · 7 Nov 14 · 14 Nov 19 · Mon 17 Nov is 20
  due('G9.i', 'marlshire', '2025-10-13', '2025-11-17', 'half-term and an INSET day'),
  // Mon 6 Jul 1 · 10 Jul 5 · 17 Jul 10 · summer · Mon 31 Aug Summer bank holiday · Tue 1 Sep INSET day · 4 Sep 13 · 11 Sep 18 · Tue 15 Sep is 20
  due('G9.i', 'marlshire', '2026-07-06', '2026-09-15', 'the summer break'),
  // Mon 7 Feb 1 · 11 Feb 5 · half-term · 25 Feb 10 · 3 Mar 15 · Fri 10 Mar is 20
  due('G9.i', 'marlshire', '2028-02-07', '2028-03-10', 'over 29 February'),
  // Mon 8 Dec 1 · 12 Dec 5 · 19 Dec 10 · Christmas · Mon 5 Jan INSET day · 9 Jan 14 · 16 Jan 19 · Mon 19 Jan is 20
  due('G9.i', 'marlshire', '2025-12-08', '2026-01-19', 'over Christmas'),
  // Mon 13 Oct 1 · 17 Oct 5 · half-term · 7 Nov 10 · 14 Nov 15 · Fri 21 Nov is 20
  due('G9.i', 'six_terms', '2025-10-13', '2025-11-21', 'two weeks off in October'),
  compared('G9.j', 3, null, false, 'a sentence of three months'),
  compared('G9.j', 4, null, true, 'a sentence of four months'),
  compared('G9.j', 5, null, true, 'a longer sentence'),
  told('G9.k', 'A pupil has died.', 'The name is deleted, and nobody writes to the family about attendance.'),
  told('G9.l', 'A pupil of 16 leaves at the end of June and will not come to the sixth form.', 'The name is deleted.'),
  told(
    'G9.m',
    'The fees of a boarder at an academy were not paid.',
    'The name is deleted, and the child may then be missing education.',
  ),
  told('G9.n', 'A girl has left an independent school.', 'The school deletes the name and tells the council.'),
  told(
    'G9.o',
    'A boy was permanently excluded; the parents have a week left to apply for a review.',
    'His name stays on the register.',
  ),
  told(
    'Q1',
    'Nobody answers the mother’s telephone.',
    'The school tries every other number and address it holds, and records who tried when.',
  ),
  told('Q2', 'A missing boy has a sister at a primary school.', 'Her school is asked.'),
  told(
    'Q3',
    'Calls stay without answer for a week.',
    'Somebody from the school visits the home and records what they saw.',
  ),
  told(
    'Q4',
    'A girl may have gone back to where she lived before.',
    'The council there is asked, and the school-to-school system searched.',
  ),
  told('Q5', 'The family’s landlord says that they left.', 'The council asks housing, health and the other agencies.'),
  told(
    'Q6',
    'A neighbour heard a child being hurt.',
    'That is referred to social care or the police now, before any other enquiry.',
  ),
  told('Q7', 'Both sides looked and found nothing.', 'School and council each sign “not found” with the day.'),
  told(
    'Q7.guard',
    '21 school days are complete, but one session is coded I.',
    'The deletion on ground (i) stays open: sickness is not a code that the ground allows.',
  ),
]
