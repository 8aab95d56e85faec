import { compared, due, type Example, told } from './examples.ts'

/**
 * EHC plans, and section 19 with health needs (§8), counted by hand before the rules were written. Weeks are counted on the
 * weekday of their beginning; months on its date. Neither moves for a holiday.
 */
export const sendExamples: readonly Example[] = [
  // Thursdays: 20 Nov 1 · 27 Nov 2 · 4 Dec 3 · 11 Dec 4 · 18 Dec 5 · 25 Dec 6
  due('EHC1', 'marlshire', '2025-11-13', '2025-12-25', 'ends on Christmas Day, and does not move'),
  // Fridays: 27 Feb 1 · 6 Mar 2 · 13 Mar 3 · 20 Mar 4 · 27 Mar 5 · 3 Apr 6
  due('EHC1', 'marlshire', '2026-02-20', '2026-04-03', 'ends on Good Friday'),
  // Mondays: 27 Jul 1 · 3 Aug 2 · 10 Aug 3 · 17 Aug 4 · 24 Aug 5 · 31 Aug 6
  due('EHC1', 'marlshire', '2026-07-20', '2026-08-31', 'runs through the summer break'),
  // Tuesdays: 25 Jan 1 · 1 Feb 2 · 8 Feb 3 · 15 Feb 4 · 22 Feb 5 · 29 Feb 6
  due('EHC1', 'marlshire', '2028-01-18', '2028-02-29', 'ends on 29 February, past a half-term'),
  // Fridays: 21 Nov 1 · 28 Nov 2 · 5 Dec 3 · 12 Dec 4 · 19 Dec 5 · 26 Dec 6
  due('EHC2', 'marlshire', '2025-11-14', '2025-12-26', 'ends on Boxing Day'),
  // Wednesdays: 22 Oct 1 · 29 Oct 2 in half-term · 5 Nov 3 · 12 Nov 4 · 19 Nov 5 · 26 Nov 6
  due('EHC2', 'marlshire', '2025-10-15', '2025-11-26', 'half-term counts'),
  // Mondays: 12 Jan 4 · 9 Feb 8 · 9 Mar 12 · 6 Apr 16
  due('EHC3', 'marlshire', '2025-12-15', '2026-04-06', 'from before Christmas to Easter Monday'),
  // Mondays: 8 Jun 4 · 6 Jul 8 · 3 Aug 12 · 31 Aug 16
  due('EHC3', 'marlshire', '2026-05-11', '2026-08-31', 'into the summer break, to a bank holiday'),
  // Tuesdays: 7 Dec 4 · 4 Jan 8 · 1 Feb 12 · 29 Feb 16
  due('EHC3', 'marlshire', '2027-11-09', '2028-02-29', 'to 29 February'),
  // Thu 11 Dec is day 1 · Sun 14 is 4 · Sun 21 is 11 · Thu 25 is 15
  due('EHC4', 'marlshire', '2025-12-11', '2025-12-25', 'the day of service is the first, Christmas Day the fifteenth'),
  // Mon 23 Mar is day 1 · Sun 29 is 7 · Sun 5 Apr is 14 · Mon 6 is 15
  due('EHC4', 'marlshire', '2026-03-23', '2026-04-06', 'ends on Easter Monday'),
  // Tue 15 Feb is day 1 · Sun 20 is 6 · Sun 27 is 13 · Tue 29 is 15
  due('EHC4', 'marlshire', '2028-02-15', '2028-02-29', 'ends on 29 February'),
  // Sun 22 Feb is 2 · Sun 1 Mar is 9 · Sat 7 Mar is 15
  due('EHC5', 'marlshire', '2026-02-20', '2026-03-07', 'ends on a Saturday'),
  // Sun 20 Feb is 6 · Sun 27 is 13 · Tue 29 is 15
  due('EHC5', 'marlshire', '2028-02-14', '2028-02-29', 'in half-term, to 29 February'),
  // Thursdays: 11 Sep 4 · 9 Oct 8 · 6 Nov 12 · 4 Dec 16 · 1 Jan 20
  due('EHC6', 'marlshire', '2025-08-14', '2026-01-01', 'asked for in the summer break, due on New Year’s Day'),
  // Mondays: 15 Dec 4 · 12 Jan 8 · 9 Feb 12 · 9 Mar 16 · 6 Apr 20
  due('EHC6', 'marlshire', '2025-11-17', '2026-04-06', 'Christmas, half-term, to Easter Monday'),
  // Mondays: 11 May 4 · 8 Jun 8 · 6 Jul 12 · 3 Aug 16 · 31 Aug 20
  due('EHC6', 'marlshire', '2026-04-13', '2026-08-31', 'to the summer bank holiday'),
  // Tuesdays: 9 Nov 4 · 7 Dec 8 · 4 Jan 12 · 1 Feb 16 · 29 Feb 20
  due('EHC6', 'marlshire', '2027-10-12', '2028-02-29', 'to 29 February'),
  told(
    'EHC7',
    'The child is abroad for five weeks of the assessment.',
    'The clocks EHC1, EHC2, EHC3 and EHC6 stop, with the reason.',
  ),
  due('EHC8', 'marlshire', '2026-07-31', '2027-07-31', 'the same date a year on, a Saturday'),
  due('EHC8', 'marlshire', '2026-12-25', '2027-12-25', 'Christmas Day'),
  due('EHC8', 'marlshire', '2027-02-28', '2028-02-28', 'from 28 February: the 28th, though the year has a 29th'),
  due('EHC8', 'marlshire', '2028-02-29', '2029-02-28', 'from 29 February: the last day of a shorter month'),
  // Thursdays: 18 Dec 1 · 25 Dec 2
  due('EHC8.report', 'marlshire', '2025-12-11', '2025-12-25', 'ends on Christmas Day'),
  // Fridays: 24 Jul 1 · 31 Jul 2
  due('EHC8.report', 'marlshire', '2026-07-17', '2026-07-31', 'a meeting on the last day of term'),
  // Tuesdays: 22 Feb 1 · 29 Feb 2
  due('EHC8.report', 'marlshire', '2028-02-15', '2028-02-29', 'to 29 February'),
  // Thursdays: 4 Dec 1 · 11 Dec 2 · 18 Dec 3 · 25 Dec 4
  due('EHC8.decision', 'marlshire', '2025-11-27', '2025-12-25', 'ends on Christmas Day'),
  // Thursdays: 16 Jul 1 · 23 Jul 2 · 30 Jul 3 · 6 Aug 4
  due('EHC8.decision', 'marlshire', '2026-07-09', '2026-08-06', 'the summer break does not wait'),
  // Tuesdays: 8 Feb 1 · 15 Feb 2 · 22 Feb 3 · 29 Feb 4
  due('EHC8.decision', 'marlshire', '2028-02-01', '2028-02-29', 'to 29 February'),
  // Mondays: 9 Mar 4 · 6 Apr 8
  due('EHC8.amended', 'marlshire', '2026-02-09', '2026-04-06', 'ends on Easter Monday'),
  // Tuesdays: 11 Aug 4 · 8 Sep 8
  due('EHC8.amended', 'marlshire', '2026-07-14', '2026-09-08', 'through the summer break'),
  // Tuesdays: 1 Feb 4 · 29 Feb 8
  due('EHC8.amended', 'marlshire', '2028-01-04', '2028-02-29', 'to 29 February'),
  due('EHC9', 'marlshire', '2025-08-31', '2026-02-28', '31 August and six months'),
  due('EHC10', 'marlshire', '2025-09-01', '2026-02-15', 'a Sunday before half-term, and it does not move'),
  due('EHC10', 'marlshire', '2027-09-01', '2028-02-15', 'in half-term'),
  due('EHC10', 'marlshire', '2027-02-16', '2028-02-15', 'the day after: that of the next year'),
  due('EHC10.post16', 'marlshire', '2025-09-01', '2026-03-31', 'in the Easter holiday'),
  due('EHC10.post16', 'marlshire', '2027-03-31', '2027-03-31', 'the day itself'),
  due('EHC10.post16', 'marlshire', '2027-04-01', '2028-03-31', 'the day after: that of the next year'),
  due('EHC11', 'marlshire', '2025-12-31', '2026-02-28', 'February has no 31st'),
  due('EHC11', 'marlshire', '2027-12-31', '2028-02-29', 'to 29 February'),
  due('EHC11', 'marlshire', '2026-08-31', '2026-10-31', 'the same date two months on'),
  due('EHC11.mediation', 'marlshire', '2028-01-31', '2028-02-29', 'February has no 31st, and this one a 29th'),
  due('EHC11.mediation', 'marlshire', '2026-03-03', '2026-04-03', 'ends on Good Friday'),
  // Wednesdays: 6 May 1 · 13 May 2 · 20 May 3 · 27 May 4 in half-term · 3 Jun 5 · 10 Jun 6
  due('EHC12', 'marlshire', '2026-04-29', '2026-06-10', 'a bank holiday and a half-term count'),
  // Tuesdays: 25 Jan 1 · 1 Feb 2 · 8 Feb 3 · 15 Feb 4 · 22 Feb 5 · 29 Feb 6
  due('EHC12', 'marlshire', '2028-01-18', '2028-02-29', 'to 29 February'),
  due('EHC12.review', 'marlshire', '2027-11-30', '2028-02-29', 'three months after the transfer'),
  told('EHC13', 'A census row has SEN provision E.', 'The child has an EHC plan; K is SEN support and N is none.'),
  told('H1', 'A child on a school’s roll is too anxious to come.', 'The duty runs from the day on which that appears.'),
  // Wed 3 Sep is 1 · 5 Sep 3 · 12 Sep 8 · 19 Sep 13 · Mon 22 is 14 · Tue 23 is 15
  due('H1.decision', 'marlshire', '2025-08-29', '2025-09-23', 'appeared before the year began; two INSET days'),
  // 17 Oct 5 · 24 Oct 10 · half-term · Mon 3 Nov INSET · 7 Nov 14 · Mon 10 is 15
  due('H1.decision', 'marlshire', '2025-10-10', '2025-11-10', 'half-term and an INSET day'),
  // 12 Dec 2 · 19 Dec 7 · Christmas · Mon 5 Jan INSET · 9 Jan 11 · Thu 15 is 15
  due('H1.decision', 'marlshire', '2025-12-10', '2026-01-15', 'Christmas'),
  // 27 Mar 5 · Easter · 17 Apr 10 · 24 Apr 15
  due('H1.decision', 'marlshire', '2026-03-20', '2026-04-24', 'Easter'),
  // 1 May 5 · Mon 4 holiday · 8 May 9 · 15 May 14 · Mon 18 is 15
  due('H1.decision', 'marlshire', '2026-04-24', '2026-05-18', 'the bank holiday of early May'),
  // 10 Jul 2 · 17 Jul 7 · summer · Tue 1 Sep INSET · 4 Sep 10 · Fri 11 is 15
  due('H1.decision', 'marlshire', '2026-07-08', '2026-09-11', 'the summer break'),
  // 11 Feb 4 · half-term · 25 Feb 9 · 3 Mar 14, with 29 Feb · Mon 6 is 15
  due('H1.decision', 'marlshire', '2028-02-07', '2028-03-06', 'a half-term and 29 February'),
  // 19 Dec 4 · Christmas · Mon 5 to Wed 7 Jan 7 · Thu 8 snow · 9 Jan 8 · 16 Jan 13 · Tue 20 is 15
  due('H1.decision', 'six_terms', '2025-12-15', '2026-01-20', 'a school that lost a day to snow'),
  compared('H2', 14, null, false, 'fourteen school days over the year'),
  compared('H2', 15, null, true, 'fifteen, in one run or together'),
  compared('H2', 16, null, true, 'sixteen'),
  told('H3', 'A sickness return comes for a child who will have an operation.', 'H2 is looked at the same day.'),
  told(
    'H4',
    'A referral is declined: the school’s place can be reached.',
    'The decision is written down with that reason.',
  ),
  told('H5', 'A child is kept from the premises for safeguarding.', 'Section 19 is looked at as for an exclusion.'),
  told(
    'H6',
    'A child has five hours a week at home.',
    'A reason, a day of review and a way back to school are written down.',
  ),
  told('H7', 'A hospital asks whom to call.', 'The authority’s named officer for health needs.'),
  told('H8', 'A child with diabetes joins a school.', 'The school has arrangements for the condition.'),
]
