import { due, type Example, told } from './examples.ts'

/** Counted by hand on the printed calendars: running counts week by week. */
export const missingEducationExamples: readonly Example[] = [
  // Mon 7 Sep is 1 · 14 Sep 8 · Mon 21 Sep is 15
  due('O1', 'marlshire', '2026-09-07', '2026-09-21', 'the day of service is the first'),
  // Mon 19 Oct is 1 · 26 Oct 8 · Mon 2 Nov is 15
  due('O1', 'marlshire', '2026-10-19', '2026-11-02', 'half-term counts'),
  // Fri 24 Apr is 1 · 1 May 8 · Fri 8 May is 15
  due('O1', 'marlshire', '2026-04-24', '2026-05-08', 'a bank holiday counts'),
  // Mon 20 Jul is 1 · 27 Jul 8 · Mon 3 Aug is 15
  due('O1', 'marlshire', '2026-07-20', '2026-08-03', 'the summer break counts'),
  // Sat 20 Dec is 1 · 27 Dec 8 · Sat 3 Jan is 15
  due('O1', 'marlshire', '2025-12-20', '2026-01-03', 'from a Saturday, over Christmas'),
  // Tue 15 Feb is 1 · 22 Feb 8 · Tue 29 Feb is 15
  due('O1', 'marlshire', '2028-02-15', '2028-02-29', 'ends on 29 February'),
  // Tue 6 Jan is 1 · 13 Jan 8 · Tue 20 Jan is 15
  due('O1', 'six_terms', '2026-01-06', '2026-01-20', 'a day of snow counts'),
  // Mon 28 Sep is 1 · 5 Oct 8 · Mon 12 Oct is 15
  due('O2', 'marlshire', '2026-09-28', '2026-10-12', 'the day of service is the first'),
  // Mon 20 Oct is 1 · 27 Oct 8 · Mon 3 Nov is 15
  due('O2', 'marlshire', '2025-10-20', '2025-11-03', 'half-term and an INSET day count'),
  // Thu 16 Jul is 1 · 23 Jul 8 · Thu 30 Jul is 15
  due('O2', 'marlshire', '2026-07-16', '2026-07-30', 'the summer break counts'),
  // Sun 14 Dec is 1 · 21 Dec 8 · Sun 28 Dec is 15
  due('O2', 'marlshire', '2025-12-14', '2025-12-28', 'from a Sunday, over Christmas'),
  // Sun 20 Feb is 1 · 27 Feb 8 · Sun 5 Mar is 15
  due('O2', 'marlshire', '2028-02-20', '2028-03-05', 'from a Sunday, over 29 February'),
  // Mon 18 May is 1 · 25 May 8 · Mon 1 Jun is 15
  due('O2', 'six_terms', '2026-05-18', '2026-06-01', 'the gap between terms 5 and 6 counts'),
  // Fri 23 Oct 1 · 30 Oct 6 · Mon 2 Nov is 7
  due('O8.contact', 'marlshire', '2026-10-22', '2026-11-02', 'half-term counts, the weekends do not'),
  // Mon 22 Dec 1 · 24 Dec 3 · Thu 25 Dec Christmas Day · Fri 26 Dec Boxing Day · Thu 1 Jan New Year’s Day · Fri 2 Jan is 7
  due('O8.contact', 'marlshire', '2025-12-19', '2026-01-02', 'Christmas and Boxing Day'),
  // Mon 30 Mar 1 · 2 Apr 4 · Fri 3 Apr Good Friday · Mon 6 Apr Easter Monday · Thu 9 Apr is 7
  due('O8.letter', 'marlshire', '2026-03-27', '2026-04-09', 'Easter'),
  // Fri 25 Feb 1 · 3 Mar 6 · Mon 6 Mar is 7
  due('O8.letter', 'marlshire', '2028-02-24', '2028-03-06', 'over 29 February'),
  told(
    'C1',
    'A family with three children moves into the area and registers with a doctor.',
    'The council’s arrangements must be such that it can learn that they are on no roll.',
  ),
  told(
    'C2',
    'A neighbour tells the council of a child who is at home all day.',
    'It is recorded, the child is looked for, and the case goes on until attendance is seen and the lists agree.',
  ),
  told('C3', 'A health visitor does not know whom to call about a child.', 'The council’s named contact is published.'),
  told(
    'C4',
    'A boy’s father is posted to another base.',
    'Children of Service families are watched for when they move.',
  ),
  told(
    'C5',
    'A school deletes a name and does not know where the girl went.',
    'Her transfer file goes to the lost pupils database, and the council asks the others.',
  ),
  told(
    'C6',
    'A school wants to delete on ground (i) without having asked the council.',
    'It may not: both look first.',
  ),
  told(
    'C7',
    'A council over the border says that a child has come to it.',
    'The case is closed when that council has accepted, and not before.',
  ),
  told('O3', 'An order names a maintained school that is full.', 'The school admits the child.'),
  told(
    'O4',
    'An order was served when a boy was 13, and nobody revoked it.',
    'It lasts until he is over compulsory school age.',
  ),
  told('O5', 'A girl with a plan is to have an order.', 'The order names the school in her plan.'),
  told(
    'O6',
    'The child still does not attend after an order.',
    'The council considers an education supervision order, and may prosecute.',
  ),
  told('O7', 'The parents did not answer a notice.', 'The council may take it that it is not satisfied.'),
  told(
    'O8',
    'A parent says in March that he teaches his daughter at home.',
    'The council asks informally first, in its own time, for the law sets none.',
  ),
  told(
    'E1',
    'The parent of a pupil with a plan at a mainstream school gives written notice.',
    'The school deletes the name under ground (f), without asking for consent.',
  ),
  told('E2', 'A home-educated child is known to be doing well.', 'The council does not inspect as a routine.'),
  told(
    'E3',
    'A vulnerable girl’s parents say that they will teach her at home.',
    'School, council and social worker meet them before it is decided.',
  ),
  told('E4', 'A home-educated boy has a plan.', 'The council reviews it every year as before.'),
  told(
    'E5',
    'The council decides that a home education is not suitable.',
    'The child is missing education, and goes before the fair access panel.',
  ),
]
