import { compared, due, type Example, told } from './examples.ts'

/** Bands, ladder and working rules of Nottinghamshire (§12.1, §12.3–12.5), by hand before the rules were written. */
export const nottinghamshireExamples: readonly Example[] = [
  told(
    'SD1',
    'A child of eight was taken off a roll and has no other.',
    'Missing education, until another place or suitable home education is shown.',
  ),
  told('SD2', 'A child is on a roll and has ten hours a week.', 'A pupil missing education.'),
  told(
    'SD3',
    'A referral comes for a child without a known address.',
    'It is neither, for this chart: the form asks for the address first.',
  ),
  told(
    'SD4',
    'A school refers a child who will not go.',
    'The Family Service has the case before any level is opened.',
  ),
  told(
    'SD5',
    'A studio school asks whether the strategy is for it.',
    'It is; an independent school is bound by the regulations of 2024 and not by this wording.',
  ),
  told('SD6', 'A child is neither on a roll nor home educated.', 'There is something to do.'),
  told(
    'SD7',
    'A child is offered twelve hours without a medical or other reason.',
    'The school is asked for full time.',
  ),
  told(
    'SD8',
    'A school buys a place at a provider.',
    'The school is named on the placement, and answers for its outcome.',
  ),
  told('SD9', 'A family of the armed forces moves in.', 'The child is in a group that the strategy names.'),
  told('SD10', 'A school sees that a child may be excluded.', 'It says so now, and not with the return of the term.'),
  told('SD11', 'The figures of a term are shown.', 'They are split by the five groups.'),
  told('SD13', 'A name was removed from a register without a ground.', 'The school is challenged at once.'),
  told('RAG1', 'No place, and the team has written down that it is stuck.', 'Red.'),
  compared('RAG2', 10, null, true, 'a plan, and ten hours a week'),
  compared('RAG2', 11, null, false, 'eleven hours are not below eleven'),
  compared('RAG2', 12, null, false, 'twelve hours'),
  compared('RAG3', 14, null, false, 'fourteen hours a week'),
  compared('RAG3', 15, null, false, 'fifteen hours are not over fifteen'),
  compared('RAG3', 16, null, true, 'sixteen hours'),
  due('RAG3.watch', 'marlshire', '2025-12-31', '2026-03-31', 'from the end of a month to the end of another'),
  due('RAG3.watch', 'marlshire', '2025-11-30', '2026-02-28', 'February has no 30th'),
  due('RAG3.watch', 'marlshire', '2027-11-30', '2028-02-29', 'the last day of a leap February'),
  due('RAG3.watch', 'marlshire', '2026-06-01', '2026-09-01', 'the summer break counts'),
  told('RAG4', 'A child has thirteen hours a week.', 'Unclassified, with the gap named, and listed.'),
  told('RAG5', 'A case is of medium concern.', 'It has a sheet with what every service knows, and a chronology.'),
  told('RAG6', 'Somebody compares July 2014 with February 2015.', 'Each count names its criteria, and they differ.'),
  told('RAG7', 'The cohort of a day is shown.', 'Primary and secondary are counted apart.'),
  told('RAG8', 'A child has no place and is watched by the Fair Access team.', 'That alone makes no band.'),
  told(
    'level_one',
    'A neighbour’s worry reaches a school, and the school refers.',
    'The Fair Access team advises, brings it to the weekly meeting or allocates it.',
  ),
  // from Mon 13, itself the first: 17 Oct 5 · 24 Oct 10 · half-term · Mon 3 Nov INSET · 7 Nov 14 · 14 Nov 19 · Mon 17 is 20
  due('level_two', 'marlshire', '2025-10-13', '2025-11-17', 'half-term and an INSET day'),
  // 12 Dec 5 · 19 Dec 10 · Christmas · Mon 5 Jan INSET · 9 Jan 14 · 16 Jan 19 · Mon 19 is 20
  due('level_two', 'marlshire', '2025-12-08', '2026-01-19', 'Christmas'),
  // 20 Mar 5 · 27 Mar 10 · Easter · 17 Apr 15 · 24 Apr 20
  due('level_two', 'marlshire', '2026-03-16', '2026-04-24', 'Easter'),
  // 3 Jul 5 · 10 Jul 10 · 17 Jul 15 · summer · Tue 1 Sep INSET · 4 Sep 18 · Mon 7 is 19 · Tue 8 is 20
  due('level_two', 'marlshire', '2026-06-29', '2026-09-08', 'the summer break'),
  // 3 Dec 5 · 10 Dec 10 · 17 Dec 15 · Christmas · Mon 3 Jan holiday · 7 Jan 19 (from Tue 4) · Mon 10 is 20
  due('level_two', 'marlshire', '2027-11-29', '2028-01-10', 'Christmas, and a term that begins on a Tuesday'),
  // 11 Feb 5 · half-term · 25 Feb 10 · 3 Mar 15, with 29 Feb · 10 Mar 20
  due('level_two', 'marlshire', '2028-02-07', '2028-03-10', 'a half-term and 29 February'),
  // 5 Dec 5 · 12 Dec 10 · 19 Dec 15 · Christmas · Mon 5 to Wed 7 Jan 18 · Thu 8 snow · 9 Jan 19 · Mon 12 is 20
  due('level_two', 'six_terms', '2025-12-01', '2026-01-12', 'a school that lost a day to snow'),
  told(
    'level_three',
    'A child has had nothing for two terms, and no service moves.',
    'A manager refers to the board, which makes recommendations.',
  ),
  told(
    'N1',
    'A child on a roll cannot be found.',
    'The children missing education officer looks, with officers elsewhere.',
  ),
  told('N2', 'A family moved in and no school has the child.', 'The children missing education officer keeps track.'),
  told(
    'N3',
    'A child missing education was found in the area.',
    'The two officers bring the child to the fair access protocol.',
  ),
  told('N4', 'A return lists a child on ten hours.', 'The practitioner reads it and asks the school.'),
  told(
    'N5',
    'The child of such a return is on a child protection plan.',
    'A letter goes to the head and the chair of governors; the social worker has a copy.',
  ),
  due('N6', 'marlshire', '2025-09-03', '2025-12-19', 'the list of the autumn term'),
  due('N6', 'marlshire', '2026-04-13', '2026-07-17', 'the list of the summer term'),
  due('N7', 'marlshire', '2026-01-06', '2026-03-27', 'the spring term’s look at the lists'),
  told(
    'N8',
    'A child in need has no registration that anybody can find.',
    'The child is directed to the team concerned.',
  ),
  told('N9', 'Social care wants to close a case; the child has no school.', 'A plan for education comes first.'),
  told('N10', 'A social worker is worried about a child’s school.', 'The Fair Access officer hears of it.'),
  told('N11', 'A school looks for a provider.', 'It chooses from the list of those registered and assured.'),
  told('N12', 'A school changes a timetable in November.', 'It shows at once, and not with the return of the term.'),
  told('N13', 'Home education was decided to be unsuitable.', 'The child comes under the fair access protocol.'),
  told('N14', 'Another authority’s looked-after child here has no place.', 'The Fair Access team acts for a place.'),
  told('N15', 'A school will not take a child who is to join it.', 'Officers challenge the school.'),
  told('N16', 'A child is suspended for a day.', 'The school records it in the authority’s system.'),
  told('N17', 'Two services know different halves of a child.', 'The director named for it sees that they share them.'),
  due('N18', 'marlshire', '2025-09-03', '2025-12-19', 'progress of looked-after children in the autumn term'),
  due('N19', 'marlshire', '2026-01-06', '2026-03-27', 'behaviour and attendance in the spring term'),
  told('N20', 'A looked-after child has a tutor.', 'What the tuition brings is shared.'),
  told(
    'N21',
    'A looked-after child may be excluded.',
    'The virtual school hears of it immediately; L12 has the clock.',
  ),
  due('N22', 'marlshire', '2025-09-03', '2026-07-31', 'the data of one academic year'),
  told('N23', 'A provider asks by what it is judged.', 'By the agreed criteria for alternative provision.'),
  told('N24', 'A foundation school takes its own applications.', 'It may join the authority’s scheme, and need not.'),
  told(
    'N25',
    'A child is in a crisis and near a permanent exclusion.',
    'A short time in alternative provision is tried first.',
  ),
  told('N26', 'Schools take over central money for SEMH.', 'They undertake to keep more children in mainstream.'),
]
