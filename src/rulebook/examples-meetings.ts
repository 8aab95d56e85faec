import { due, type Example, told } from './examples.ts'

/** When a meeting of §12.2 meets again, counted by hand from the last one before the rules were written. */
export const meetingExamples: readonly Example[] = [
  due(
    'M1',
    'marlshire',
    '2025-12-18',
    '2025-12-25',
    'a week on is Christmas Day: the clerk moves it, the count does not',
  ),
  // Thursdays: 19 Mar 1 · 26 Mar 2 · 2 Apr 3
  due('M2', 'marlshire', '2026-03-12', '2026-04-02', 'three weeks, the last in the Easter holiday'),
  due('M3', 'marlshire', '2025-12-31', '2026-02-28', 'two months, to a shorter one'),
  due('M3a', 'marlshire', '2015-01-31', '2015-02-28', 'monthly, to a shorter month'),
  told(
    'M4',
    'A school’s system lets a child become unknown.',
    'The group looks at how the services find such children.',
  ),
  told('M5', 'A case of high concern needs money of three services.', 'They pool what they have in one plan.'),
  due('M6', 'marlshire', '2026-05-31', '2026-06-30', 'monthly, to a shorter month'),
  told('M7', 'An action of the plan is late.', 'The leadership team of the department sees it.'),
  due('M8', 'marlshire', '2025-09-03', '2025-12-19', 'the report to governing bodies in the autumn term'),
  due('M9', 'marlshire', '2026-04-13', '2026-07-17', 'the meeting with the dioceses in the summer term'),
  told('M10', 'A referral comes from a locality.', 'It is raised at that locality’s panel where that fits.'),
  told('M11', 'The strategy was changed after consultation.', 'The committee approves it before it is used.'),
  due('M12', 'marlshire', '2014-08-31', '2014-10-31', 'two months on, the same date'),
  // Mondays: 27 Apr 2 · 11 May 4 · 25 May 6
  due('M13', 'marlshire', '2015-04-13', '2015-05-25', 'about six weeks: a bank holiday in half-term'),
  told('M14', 'The October analysis is ready.', 'The board reads it, and sets targets.'),
  due('M15', 'marlshire', '2026-01-06', '2026-03-27', 'one of three in the year: our reading is one a term'),
  told('M16', 'A looked-after child is placed out of county.', 'The adviser reports on the child to the group.'),
  due('M17', 'marlshire', '2026-04-13', '2026-07-17', 'the meeting of the summer term'),
  due('M18', 'marlshire', '2025-09-10', '2026-09-10', 'a year after the last agreement'),
  due('M19', 'marlshire', '2025-09-03', '2025-10-24', 'the first half of the autumn term'),
  due('M19', 'marlshire', '2025-11-04', '2025-12-19', 'the second half, after an INSET day'),
  due('M19', 'six_terms', '2025-09-08', '2025-10-17', 'a school of six terms breaks up a week earlier'),
  told('M20', 'Children in care are refused by full schools.', 'The board works out a protocol for their admission.'),
]
