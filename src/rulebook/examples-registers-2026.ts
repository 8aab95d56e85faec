import { due, type Example, told } from './examples.ts'

/** What would follow once it is in force; days counted by hand. */
export const registerExamples: readonly Example[] = [
  // Tue 20 Oct is 1 · 27 Oct 8 · Tue 3 Nov is 15
  due('W4', 'marlshire', '2026-10-19', '2026-11-03', 'half-term counts'),
  // Tue 15 Feb is 1 · 22 Feb 8 · Tue 29 Feb is 15
  due('W4', 'marlshire', '2028-02-14', '2028-02-29', 'ends on 29 February'),
  // Tue 20 Oct is 1 · 27 Oct 8 · Tue 3 Nov is 15
  due('W7.parent', 'marlshire', '2026-10-19', '2026-11-03', 'half-term counts'),
  // Sun 21 Dec is 1 · 28 Dec 8 · Sun 4 Jan is 15
  due('W8.limit', 'marlshire', '2025-12-20', '2026-01-04', 'from a Saturday, over Christmas'),
  told(
    'W1',
    'Once it is in force: a parent wants to take a girl out of the special school that the council chose.',
    'The parent asks the council for consent first.',
  ),
  told(
    'W2',
    'Once it is in force: nothing has been arranged for the girl’s education at home.',
    'The council refuses.',
  ),
  told(
    'W3',
    'Once it is in force: a boy on a roll spends two days a week at alternative provision.',
    'He is on the register too.',
  ),
  told(
    'W5',
    'Once it is in force: a tutor teaches a child every weekday morning.',
    'The register says who, where and for how long.',
  ),
  told('W6', 'Once it is in force: a registered child has a child protection plan.', 'The register may say so.'),
  told(
    'W8',
    'Once it is in force: a tuition centre teaches such children all day.',
    'It has to answer when the council asks.',
  ),
  told('W9', 'Once it is in force: a registered family asks for help.', 'The council supports it.'),
  told(
    'W10',
    'Once it is in force: a parent tells the register nothing.',
    'The council may begin with a preliminary notice.',
  ),
  told(
    'W11',
    'On 30 November 2026 an officer looks for a button that turns the register on.',
    'There is none: no day has been appointed.',
  ),
  told(
    'W12',
    'On 30 November 2026 an agency asks for the identifier under this section.',
    'It has not been found to be in force, and other law decides what is shared.',
  ),
  // 15 Jun 2027, 2028, 2029, 2030, 2031
  due('W1.plan', 'marlshire', '2026-06-15', '2031-06-15', 'five years'),
  // 2033 has no 29 February: the 28th
  due('W1.plan', 'marlshire', '2028-02-29', '2033-02-28', 'five years from 29 February'),
  // 30 Dec 1, 30 Jan 2, February has 28: 28 Feb is 3
  due('W7', 'marlshire', '2026-11-30', '2027-02-28', 'to a shorter month'),
  // 30 Dec 1, 30 Jan 2, 29 Feb is 3
  due('W7', 'marlshire', '2027-11-30', '2028-02-29', 'to a February of 29 days'),
]
