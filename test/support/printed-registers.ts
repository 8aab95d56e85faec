/**
 * Registers counted by hand on Marlshire's printed calendar (`printed-calendar.ts`), before the rules that read them were
 * written. Autumn 2025 by weeks, each with its school days:
 *
 *     1 Sep  3 (Wed to Fri)    6 Oct 5      10 Nov 5     half-term    27 to 31 Oct
 *     8 Sep  5                13 Oct 5      17 Nov 5     INSET        1, 2 Sep, 3 Nov
 *    15 Sep  5                20 Oct 5      24 Nov 5
 *    22 Sep  5                 3 Nov 4       1 Dec 5     in all       15 weeks, 72 days, 144 sessions
 *    29 Sep  5              (Tue to Fri)     8 Dec 5
 *                                           15 Dec 5
 *
 * Spring 2026 to half-term: 5 Jan 4 (Tue to Fri) · 12, 19, 26 Jan, 2, 9 Feb 5 each: 6 weeks, 29 days, 58 sessions.
 */
import { sixTermEntries } from './printed-calendar.ts'
import { afternoons, all, counted, mornings, type PrintedRegister, present } from './register-marks.ts'

const autumn = present('2025-09-03', '2025-12-19')
const toFebruary = [...autumn, ...present('2026-01-06', '2026-02-13')]
const end = '2025-12-19'

export const printedRegisters: readonly PrintedRegister[] = [
  // Ten sessions in the week of 8 Sep and four on 15 and 16 Sep are 14; 14 × 10 is 140, under 144.
  counted('14 of 144', end, [...autumn, all('I', '2025-09-08', '2025-09-16')], [144, 130, 14, 0], ''),
  // The morning of the 17th makes 15; 150 is over 144.
  counted(
    '15 of 144',
    end,
    [...autumn, all('I', '2025-09-08', '2025-09-16'), mornings('I', '2025-09-17')],
    [144, 129, 15, 0],
    'A6',
  ),
  // Two days on which the school was shut are not possible: 144 less 4 is 140, and 14 × 10 is 140.
  counted(
    '14 of 140',
    end,
    [...autumn, all('I', '2025-09-08', '2025-09-16'), all('Y4', '2025-10-02', '2025-10-03')],
    [140, 126, 14, 0],
    'A6',
  ),
  // Weeks of 8, 15, 22, 29 Sep, 6, 13, 20 Oct: 70 sessions; Tue 4 Nov 2: 72, the half of 144. 36 days of illness.
  counted(
    'half of all sessions',
    end,
    [...autumn, all('I', '2025-09-08', '2025-11-04')],
    [144, 72, 72, 0],
    'A6 A6.severe R4 H2',
  ),
  counted(
    'one session short of half',
    end,
    [...autumn, all('I', '2025-09-08', '2025-10-24'), mornings('I', '2025-11-04')],
    [144, 73, 71, 0],
    'A6 R4 H2',
  ),
  counted('no session was possible', end, [all('X', '2025-09-03', '2025-12-19')], [0, 0, 0, 0], ''),
  // Lateness, trips and education elsewhere are attendance.
  counted(
    'attended in other ways',
    end,
    [...autumn, mornings('L', '2025-09-08'), all('V', '2025-09-09'), all('K', '2025-09-10'), all('D', '2025-09-11')],
    [142, 142, 0, 0],
    '',
  ),

  // Weeks: 1 Sep is 1, 8, 15, 22, 29 Sep 5, 6, 13, 20 Oct 8, (half-term) 3 Nov 9, 10 Nov 10. Five sessions in each end.
  counted(
    'ten sessions in ten school weeks, half-term between',
    end,
    [
      ...autumn,
      ...[all('G', '2025-09-03', '2025-09-04'), mornings('G', '2025-09-05')],
      ...[all('O', '2025-11-10', '2025-11-11'), mornings('U', '2025-11-12')],
    ],
    [144, 134, 0, 10],
    'A8',
  ),
  // 17 Nov is week 11.
  counted(
    'ten sessions in eleven school weeks',
    end,
    [
      ...autumn,
      ...[all('G', '2025-09-03', '2025-09-04'), mornings('G', '2025-09-05')],
      ...[all('O', '2025-11-17', '2025-11-18'), mornings('U', '2025-11-19')],
    ],
    [144, 134, 0, 10],
    '',
  ),
  counted(
    'nine sessions in a week',
    end,
    [...autumn, all('G', '2025-09-08', '2025-09-11'), mornings('G', '2025-09-12')],
    [144, 135, 0, 9],
    '',
  ),
  // 13 Oct 1, 20 Oct 2, 3 Nov 3, 10, 17, 24 Nov 6, 1, 8, 15 Dec 9, (Christmas) 5 Jan 10.
  counted(
    'ten school weeks across Christmas',
    '2026-02-13',
    [
      ...toFebruary,
      ...[all('O', '2025-10-13', '2025-10-14'), mornings('O', '2025-10-15')],
      ...[all('O', '2026-01-06', '2026-01-07'), mornings('O', '2026-01-08')],
    ],
    [202, 192, 0, 10],
    'A8',
  ),
  counted(
    'eleven school weeks across Christmas',
    '2026-02-13',
    [
      ...toFebruary,
      ...[all('O', '2025-10-13', '2025-10-14'), mornings('O', '2025-10-15')],
      ...[all('O', '2026-01-12', '2026-01-13'), mornings('O', '2026-01-14')],
    ],
    [202, 192, 0, 10],
    '',
  ),

  // N on Fri 17 Oct: Mon 20 1, Tue 2, Wed 3, Thu 4, Fri 24 is 5. To 24 Oct there are 38 days.
  counted(
    'a reason asked for until the fifth school day',
    '2025-10-24',
    [...present('2025-09-03', '2025-10-24'), afternoons('N', '2025-10-17')],
    [76, 75, 0, 1],
    '',
  ),
  counted(
    'a reason not found by the day after the fifth school day, a Saturday',
    '2025-10-25',
    [...present('2025-09-03', '2025-10-24'), afternoons('N', '2025-10-17')],
    [76, 75, 0, 1],
    'A1',
  ),
  // N on Thu 23 Oct: Fri 24 1, half-term, Mon 3 Nov INSET, Tue 4 2, Wed 3, Thu 4, Fri 7 Nov is 5. To 7 Nov 42 days.
  counted(
    'five school days across half-term and an INSET day',
    '2025-11-07',
    [...present('2025-09-03', '2025-11-07'), mornings('N', '2025-10-23')],
    [84, 83, 0, 1],
    '',
  ),
  counted(
    'the day after them',
    '2025-11-08',
    [...present('2025-09-03', '2025-11-07'), mornings('N', '2025-10-23')],
    [84, 83, 0, 1],
    'A1',
  ),
  // N on Fri 25 Feb 2028: Mon 28 1, Tue 29 2, Wed 1 Mar 3, Thu 2 4, Fri 3 Mar is 5. 21 Feb to 3 Mar are 10 days.
  counted(
    'five school days across 29 February',
    '2028-03-03',
    [...present('2028-02-21', '2028-03-03'), mornings('N', '2028-02-25')],
    [20, 19, 0, 1],
    '',
  ),
  counted(
    'the day after 3 March 2028',
    '2028-03-04',
    [...present('2028-02-21', '2028-03-03'), mornings('N', '2028-02-25')],
    [20, 19, 0, 1],
    'A1',
  ),

  // Mornings from Mon 13 Oct: 17 Oct 5, 24 Oct 10, 7 Nov 14, 14 Nov 19, Mon 17 Nov is 20. Twenty half days are ten days.
  counted(
    'twenty mornings are ten school days',
    end,
    [...autumn, mornings('O', '2025-10-13', '2025-11-17')],
    [144, 124, 0, 20],
    'A6 A8 R3',
  ),
  counted(
    'nineteen mornings are nine and a half',
    end,
    [...autumn, mornings('O', '2025-10-13', '2025-11-14')],
    [144, 125, 0, 19],
    'A6 A8',
  ),

  // 8 to 19 Sep are ten days, 12 to 16 Jan five: 15 school days of illness in the school year, 30 of 202 sessions.
  counted(
    'fifteen days of illness in two terms',
    '2026-02-13',
    [...toFebruary, all('I', '2025-09-08', '2025-09-19'), all('I', '2026-01-12', '2026-01-16')],
    [202, 172, 30, 0],
    'A6 R4 H2',
  ),
  counted(
    'fourteen and a half days of illness',
    '2026-02-13',
    [
      ...toFebruary,
      ...[all('I', '2025-09-08', '2025-09-19'), all('I', '2026-01-12', '2026-01-15'), mornings('I', '2026-01-16')],
    ],
    [202, 173, 29, 0],
    'A6',
  ),
  // 6 to 17 Jul 2026 ten days, 2 to 8 Sep five: of two school years. In all 10 and 13 days, 46 sessions, 30 of them ill.
  counted(
    'fifteen days of illness on both sides of the summer',
    '2026-09-18',
    [
      ...[all('I', '2026-07-06', '2026-07-17'), all('I', '2026-09-02', '2026-09-08')],
      ...present('2026-09-09', '2026-09-18'),
    ],
    [46, 16, 30, 0],
    'A6 A6.severe',
  ),

  // From Mon 13 Oct: 17 Oct 5, 24 Oct 10, half-term, INSET, 7 Nov 14, 14 Nov 19, Mon 17 Nov is 20.
  counted(
    'twenty school days away',
    end,
    [...autumn, all('O', '2025-10-13', '2025-11-17')],
    [144, 104, 0, 40],
    'A6 A8 R3 G9.i',
  ),
  counted(
    'twenty school days away, of holiday first',
    end,
    [...autumn, all('G', '2025-10-13', '2025-10-24'), all('O', '2025-11-04', '2025-11-17')],
    [144, 104, 0, 40],
    'A6 A8 R3 G9.i',
  ),
  counted(
    'nineteen school days away',
    end,
    [...autumn, all('O', '2025-10-13', '2025-11-14')],
    [144, 106, 0, 38],
    'A6 A8 R3',
  ),
  counted(
    'twenty school days away, ill for one morning of them',
    end,
    [...autumn, all('O', '2025-10-13', '2025-11-17'), mornings('I', '2025-11-12')],
    [144, 104, 1, 39],
    'A6 A8 R3',
  ),
  counted(
    'twenty school days away, very late for one afternoon of them',
    end,
    [...autumn, all('O', '2025-10-13', '2025-11-17'), afternoons('U', '2025-11-12')],
    [144, 104, 0, 40],
    'A6 A8 R3',
  ),
  counted(
    'twenty school days away, one afternoon without a mark',
    end,
    [...autumn, all('O', '2025-10-13', '2025-11-17'), afternoons('', '2025-11-12')],
    [143, 104, 0, 39],
    'A6 A8 R3',
  ),
  // A day on which the register says that the school was shut is none of the twenty: Tue 18 Nov is the twentieth.
  counted(
    'a planned closure within, not in the calendar',
    end,
    [...autumn, all('O', '2025-10-13', '2025-11-18'), all('#', '2025-11-12')],
    [142, 102, 0, 40],
    'A6 A8 R3 G9.i',
  ),
  counted(
    'a planned closure within, and a day too few',
    end,
    [...autumn, all('O', '2025-10-13', '2025-11-17'), all('#', '2025-11-12')],
    [142, 104, 0, 38],
    'A6 A8 R3',
  ),
  // The same days at a school with two weeks off: 17 Oct 5, 7 Nov 10, 14 Nov 15, Mon 17 Nov is 16. To Fri 21 Nov 20.
  // 1 Sep to 17 Oct are 35 days, 3 to 21 Nov 15: 100 sessions.
  counted(
    'twenty days at one school are sixteen at another',
    '2025-11-21',
    [...present('2025-09-01', '2025-11-21'), all('O', '2025-10-13', '2025-11-17')],
    [100, 68, 0, 32],
    'A6 A8 R3',
    sixTermEntries,
  ),
  counted(
    'twenty days at that school',
    '2025-11-21',
    [...present('2025-09-01', '2025-11-21'), all('O', '2025-10-13', '2025-11-21')],
    [100, 60, 0, 40],
    'A6 A8 R3 G9.i',
    sixTermEntries,
  ),
]
