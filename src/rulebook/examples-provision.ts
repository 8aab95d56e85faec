import { compared, due, type Example, told } from './examples.ts'

/** Alternative provision (§8.1), by hand before the rules were written. */
export const provisionExamples: readonly Example[] = [
  told('AP1', 'An officer arranges a place at a farm.', 'The guide of 2025 says what to ask of the provider.'),
  told('AP2', 'A provider that is no school has met none of the standards.', 'Its page says so; they are voluntary.'),
  told('AP3', 'A school places a child at a provider for a year.', 'No time limit is in force, and none is counted.'),
  compared('AP4', 4, null, false, 'four children full time, none with a plan or in care'),
  compared('AP4', 5, null, true, 'five children full time'),
  compared('AP4', 6, null, true, 'six children full time'),
  compared('AP4.one', 0, null, false, 'no child with a plan or in care'),
  compared('AP4.one', 1, null, true, 'one child with an EHC plan, full time'),
  compared('AP4.one', 2, null, true, 'one with a plan and one in care'),
  told(
    'AP4.hours',
    'A provider says that sixteen hours need registration.',
    'No law names fifteen hours; full time is what counts.',
  ),
  told('AP5', 'A provider’s last visit was two years ago.', 'The visit, and every check that has run out, is listed.'),
  told('AP5.checks', 'A provider sends no attendance.', 'The missing check is named on its page.'),
  told('AP6', 'A school arranges two days a week at a college.', 'Its census names the college by URN or UKPRN.'),
  told('AP6.fields', 'The census row has no reason for the placement.', 'The row is reported as wanting it.'),
  due('AP7', 'marlshire', '2025-11-22', '2026-01-31', 'the January that follows'),
  due('AP7', 'marlshire', '2026-02-01', '2027-01-31', 'after January: the next one'),
  told(
    'AP8',
    'A child goes to a provider that the authority arranged.',
    'The register has K for the session, and neither B nor D.',
  ),
]
