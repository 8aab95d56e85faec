import { type Rule, rule, within, withinDays } from './rule.ts'

type Provision = Pick<Rule, 'id' | 'title' | 'text' | 'source'> & Partial<Rule>

/** Nobody can switch on what Parliament has passed and no order has commenced. */
const provision = (given: Provision): Rule => rule({ mark: 'found', ...given, valid_from: 'not_commenced' })

const act = (sections: string): string => `Children’s Wellbeing and Schools Act 2026 ${sections}`

/** Registers of children not in school, and sharing by identifier: enacted on 29 April 2026, not in force. Source: §6.4. */
export const registerRulesOf2026: readonly Rule[] = [
  provision({
    id: 'W1',
    title: 'Consent to leave for home education',
    source: `${act('s. 37')} (Education Act 1996 s. 434A)`,
    owed_by: 'parent',
    text: 'A parent will need the council’s consent to take a child out of a special school that the council chose, or while enquiries or action for the child’s protection go on.',
  }),
  provision({
    id: 'W1.plan',
    title: 'Consent after a protection plan',
    source: 'amendment of the government to the Bill, January 2026, as Ed Yourself reports it',
    mark: 'unsettled',
    count: within(5, 'years'),
    owed_by: 'parent',
    text: 'A child protection plan within the last 5 years was to ask for consent too. Whether the Act says so has not been read.',
  }),
  provision({
    id: 'W2',
    title: 'When consent is refused',
    source: 'Education Act 1996 s. 434A, as IPSEA read it in the Bill',
    owed_by: 'council',
    text: 'The council will have to refuse where it is best for the child to go to school regularly, or where nothing suitable is arranged.',
  }),
  provision({
    id: 'W3',
    title: 'Register of children not in school',
    source: `${act('s. 38')} (Education Act 1996 s. 436B)`,
    owed_by: 'council',
    text: 'Each council will register the children of compulsory school age who live in its area and are on no roll, and those on a roll who by arrangement learn elsewhere for some or all of the time.',
  }),
  provision({
    id: 'W4',
    title: 'Asking to visit the home',
    source: 'Education Act 1996 s. 436B, as Ed Yourself quotes it',
    count: withinDays(15),
    owed_by: 'council',
    text: 'Within 15 days of registering a child the council may ask to visit the home.',
  }),
  provision({
    id: 'W5',
    title: 'What the register must hold',
    source: 'Education Act 1996 s. 436C(1), as Ed Yourself quotes the Bill',
    owed_by: 'council',
    text: 'Name, birth and home of the child; name and home of each parent; who teaches, for how long, and who else does so above a number of hours still to be set. The wording of the Act has to be checked.',
  }),
  provision({
    id: 'W6',
    title: 'What the register may hold',
    source: 'Education Act 1996 s. 436C(2), as parliamentary answer 29632 describes it',
    owed_by: 'council',
    text: 'Protected characteristics, special needs, enquiries and plans of protection, care, and the reason for learning out of school.',
  }),
  provision({
    id: 'W7',
    title: 'How often a parent may be asked',
    source: 'Education Act 1996 s. 436D, as parliamentary answer 29632 describes it',
    count: within(3, 'months'),
    owed_by: 'council',
    text: 'Parents will inform the council when a child comes to be eligible and when things change. It may ask who else teaches the child no more often than every 3 months.',
  }),
  provision({
    id: 'W7.parent',
    title: 'Time for a parent to inform the council',
    source: 'Education Act 1996 s. 436D',
    mark: 'unsettled',
    count: withinDays(15),
    owed_by: 'parent',
    text: 'Parents are said to have 15 days. The number has not been read in the Act.',
  }),
  provision({
    id: 'W8',
    title: 'Those who teach give information',
    source: 'Education Act 1996 s. 436E, by its title',
    owed_by: 'provider',
    text: 'Whoever teaches such a child above a number of hours, which regulations will set, will have to answer the council.',
  }),
  provision({
    id: 'W8.limit',
    title: 'Time for those who teach to answer',
    source: 'Education Act 1996 s. 436E',
    mark: 'unsettled',
    count: withinDays(15),
    owed_by: 'provider',
    text: 'They are said to have 15 days, and to pay a penalty otherwise. Neither has been read in the Act.',
  }),
  provision({
    id: 'W9',
    title: 'Using the register, and support',
    source: 'Education Act 1996 s. 436F and 436G, by their titles',
    owed_by: 'council',
    text: 'What the register may be used for and shared with, and a duty to support a family that asks.',
  }),
  provision({
    id: 'W10',
    title: 'Orders in place of section 437',
    source: `${act('Sch. 2')} (Education Act 1996 s. 436H and 436I)`,
    owed_by: 'council',
    text: 'A preliminary notice and a school attendance order of a new kind. Not informing the register will be a reason for them, and refusing a visit will weigh.',
  }),
  provision({
    id: 'W11',
    title: 'Regulations first',
    source: act('s. 78'),
    text: 'Regulations and guidance have to come first, and different areas may begin on different days.',
  }),
  provision({
    id: 'W12',
    title: 'Sharing for welfare, and one identifier',
    source: `${act('s. 4')} (Children Act 2004 s. 16LA and 16LB)`,
    owed_by: 'everyone',
    text: 'Agencies will have to share what is relevant to a child’s welfare unless that would do more harm, and to use one identifier, which the government means to be the NHS number. It has not been found to be in force.',
  }),
]
