import { compared, due, type Example, told } from './examples.ts'

/** The collection: days counted by hand on the printed calendars, and the three dates of 2022/23 that are known. */
export const collectionExamples: readonly Example[] = [
  // the term that began on 1 Sep ends on Fri 18 Dec
  due('T1', 'marlshire', '2026-10-01', '2026-12-18', 'the autumn figures'),
  // the term that began on 4 Jan ends on Thu 25 Mar
  due('T1', 'marlshire', '2027-01-21', '2027-03-25', 'the spring figures, before Good Friday'),
  // terms 5 and 6 are the summer: Tue 21 Jul
  due('T1', 'six_terms', '2026-05-21', '2026-07-21', 'the gap between terms 5 and 6 ends no term'),
  // Fri 7 Oct is 1, 14 Oct 8, 21 Oct 15, 28 Oct 22, Fri 4 Nov is 29
  due('T2', 'marlshire', '2022-10-06', '2022-11-04', 'as the Department set it'),
  // Fri 20 Jan is 1, 27 Jan 8, 3 Feb 15, 10 Feb 22, Fri 17 Feb is 29
  due('T2', 'marlshire', '2023-01-19', '2023-02-17', 'as the Department set it'),
  // Fri 19 May is 1, 26 May 8, 2 Jun 15, 9 Jun 22, Fri 16 Jun is 29
  due('T2', 'marlshire', '2023-05-18', '2023-06-16', 'as the Department set it'),
  told(
    'T1',
    'In spring 2023 a council sends no figures.',
    'It broke no rule: taking part was voluntary until autumn 2024.',
  ),
  told(
    'T3',
    'A child missed education from March to May 2026 and is at school on the day of the count in autumn.',
    'The child is not in the number of that day, and is in that of the academic year before.',
  ),
  compared('T3.band', 11, null, false, '11 weeks are 12 or less'),
  compared('T3.band', 12, null, false, 'exactly 12 weeks are 12 or less'),
  compared('T3.band', 13, null, true, '13 weeks are more than 12'),
  told(
    'T4',
    'A child is counted as missing education on a day in autumn 2023.',
    'The figures say for how long, and for what main reason.',
  ),
  told('T5', 'A council has 1,234 home-educated children.', '1,230 is published.'),
  told('T6', 'Parents give bullying and unmet needs as reasons.', 'One of them is recorded as the main reason.'),
  told(
    'T7',
    'The reason for missing education fits none of those seen so far.',
    'The officer uses the Department’s own current list, which Onroll does not have whole.',
  ),
  told('T8', 'A reason that was used in 2024 is dropped in 2026.', 'The figures of 2024 still show it.'),
]
