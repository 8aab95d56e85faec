import { compared, type Example, told } from './examples.ts'

/** What the words mean for made-up children. Comparisons are in whole sessions. */
export const definitionExamples: readonly Example[] = [
  told(
    'D1',
    'A boy of 9 moved here in May, is on no roll and learns nowhere.',
    'He is missing education, even while he waits for a place that was applied for.',
  ),
  told(
    'D1',
    'A girl on a roll missed 60% of her sessions.',
    'She is severely absent and not missing education: she is on a roll.',
  ),
  told(
    'D2',
    'A child who is far ahead in mathematics is given three hours of colouring a day.',
    'It is neither full time nor suited to the child’s ability, so it is not suitable education.',
  ),
  told(
    'D3',
    'A pupil on a roll comes to school for ten hours a week.',
    'The pupil is missing part of an education, and is not a child missing education in law.',
  ),
  told(
    'D4',
    'Parents teach their son at home after telling the school in writing.',
    'He is home educated, which is lawful and carries no band.',
  ),
  told(
    'D5',
    'A council has accommodated a girl since yesterday morning, 30 hours without a break.',
    'She is looked after.',
  ),
  told('D6', 'A boy left care on a special guardianship order two years ago.', 'He was previously looked after.'),
  told(
    'D7',
    'A girl is assessed as needing services so that her development does not suffer.',
    'She is a child in need.',
  ),
  told(
    'D8',
    'Enquiries find that a boy is likely to suffer significant harm, and a plan is made.',
    'He has a child protection plan.',
  ),
  told('D9', 'A young person of 22 in college has a plan.', 'The plan goes on: it may last to the age of 25.'),
  // 380 possible sessions: a tenth is 38
  compared('D10', 37, 380, false, '37 of 380 is under a tenth'),
  compared('D10', 38, 380, true, '38 of 380 is exactly a tenth'),
  compared('D10', 39, 380, true, '39 of 380 is over a tenth'),
  // 14 possible sessions: half is 7
  compared('D11', 6, 14, false, '6 of 14 is under half'),
  compared('D11', 7, 14, true, '7 of 14 is exactly half'),
  compared('D11', 8, 14, true, '8 of 14 is over half'),
  told(
    'D12',
    'Born on 1 September 2021.',
    'Five on 1 September 2026, so of compulsory school age from 31 December 2026.',
  ),
  told(
    'D12',
    'Born on 31 August 2021.',
    'Five on 31 August 2026, which is one of the three days: of compulsory school age from that day.',
  ),
  told(
    'D13',
    'Born on 31 August 2011.',
    '16 on 31 August 2027, in the school year 2026/27: compulsory school age ends with Friday 25 June 2027.',
  ),
  told(
    'D14',
    'A girl comes to compulsory school age on 31 December 2026; term begins on 4 January 2027.',
    'She must be in education from 4 January 2027.',
  ),
  told('D15', 'A pupil joins a school on 3 August 2026.', 'For the data that is the school year 2026/27.'),
  told(
    'D16',
    'A school teaches year 11 on a day on which year 7 stays at home.',
    'It is a school day for year 11 and none for year 7.',
  ),
  told('D17', 'A school meets from Monday to Friday in one week.', 'Ten sessions are possible for each pupil.'),
  told('D17.year', 'A maintained school meets on 190 days.', 'It has met for its 380 sessions.'),
  told(
    'D18',
    'A head tells a mother that it would be best for everybody if she took her son off the roll before his examinations.',
    'That is off-rolling.',
  ),
  told(
    'D19',
    'A girl moves in during March, and every school near her is full.',
    'If she is in one of the categories, the fair access protocol finds her a place.',
  ),
  told('D20', 'In 2024 a pupil tries another school for six weeks under a managed move.', 'Trials were usual then.'),
  told(
    'D20',
    'In October 2026 two schools and the parents agree on a managed move.',
    'The pupil is on the new school’s roll for good; a trial would have to be an off-site direction.',
  ),
  told(
    'D21',
    'In March 2026 an academy whose articles say nothing of it wants to direct a pupil off site.',
    'It has no statutory power to.',
  ),
  told(
    'D21',
    'In October 2026 an academy directs a pupil to a unit for eight weeks to improve behaviour.',
    'It may, and the weeks are no suspension.',
  ),
  told(
    'D22',
    'For four weeks a pupil who comes back after illness attends mornings only.',
    'That is a reduced timetable, coded C2 for the afternoons.',
  ),
  told(
    'D23',
    'A council arranges a place at a hospital school for a boy who is ill.',
    'That is alternative provision.',
  ),
  told(
    'D24',
    'A permanently excluded girl is registered at the council’s own unit.',
    'The unit is a school, so she is on a roll.',
  ),
  told(
    'D25',
    'A girl leaves school at 16 and neither learns nor works.',
    'She ought to take part in education or training until she is 18, and is not of compulsory school age.',
  ),
  told(
    'D26',
    'A boy’s parents travel with a fair, and he registers at another school for the season.',
    'His main school keeps his name on its register.',
  ),
  told(
    'D27',
    'A grandmother cares for a boy without an order of a court.',
    'She is a parent in the sense of this law.',
  ),
  told(
    'D28',
    'A child looked after by one council lives in a second and goes to school in a third.',
    'Each of the three has duties of its own for the child.',
  ),
]
