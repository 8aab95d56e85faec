import { asDay } from './days.ts'
import { type Rule, rule } from './rule.ts'

const strategy = { mark: 'found', valid_from: asDay('2019-01-01') } as const
const protocol = { mark: 'found', valid_from: asDay('2013-09-01') } as const

/** What the strategy of 2019 and the protocol of 2013 mean by their words, and hold to. Source: §12.1. */
export const nottinghamshirePrinciples: readonly Rule[] = [
  rule({
    id: 'SD1',
    title: 'Children missing education',
    source: 'S4 [11]',
    ...strategy,
    text: 'Of compulsory school age, no registered pupil at a school, and without suitable education otherwise than at one: the words of section 436A, as in D1.',
  }),
  rule({
    id: 'SD2',
    title: 'Pupils missing education',
    source: 'S4 [11]',
    ...strategy,
    text: 'Registered with a school, but not getting or not given the whole of what they are entitled to, as in D3.',
  }),
  rule({
    id: 'SD3',
    title: 'Which of the two',
    source: 'S4 [78]',
    ...strategy,
    text: 'Without a roll a child is missing education; with a roll, but kept from or unable to use the place, a pupil missing education. In both cases the home address is known.',
  }),
  rule({
    id: 'SD4',
    title: 'Where the ladder is not used',
    source: 'S4 [78]',
    ...strategy,
    text: 'A child who simply refuses to attend goes to the Family Service, and one whose whereabouts are unknown to the children missing education officer, before any level is opened.',
    owed_by: 'council',
  }),
  rule({
    id: 'SD5',
    title: 'Schools',
    source: 'S4 [8]',
    ...strategy,
    text: 'Maintained schools, academies and free schools, university technical colleges and studio schools. Independent schools are outside these words, and inside the regulations of 2024.',
  }),
  rule({
    id: 'SD6',
    title: 'Every child on a roll',
    source: 'S4 [19]',
    ...strategy,
    text: 'Every child of compulsory school age is on a school roll, except those who are home educated.',
    owed_by: 'everyone',
  }),
  rule({
    id: 'SD7',
    title: 'Full time',
    source: 'S4 [24]',
    ...strategy,
    text: 'Education is full time unless a medical or other reason makes that inappropriate, or the child is formally home educated.',
    owed_by: 'school',
  }),
  rule({
    id: 'SD8',
    title: 'The school stays the commissioner',
    source: 'S4 [25]',
    ...strategy,
    text: 'A school that has education provided elsewhere stays its commissioner, and answers for the outcome.',
    owed_by: 'school',
  }),
  rule({
    id: 'SD9',
    title: 'Groups at risk',
    source: 'S4 [53]',
    ...strategy,
    text: 'Children at risk of harm or neglect; of Gypsy, Roma and Traveller families; of service personnel; missing and runaway; supervised by youth justice; who cease to attend; of migrant families; and those suspended or permanently excluded.',
  }),
  rule({
    id: 'SD10',
    title: 'Say it early',
    source: 'S0 [59]',
    ...protocol,
    text: 'What schools know of a child at risk of exclusion or persistently absent often comes too late; it is to come early.',
    owed_by: 'school',
  }),
  rule({
    id: 'SD11',
    title: 'Groups whose figures are reported',
    source: 'S0 [61]',
    ...protocol,
    text: 'Looked-after children, children with SEND, with free school meals, missing education, and of ethnic groups that are vulnerable.',
    owed_by: 'everyone',
  }),
  rule({
    id: 'SD13',
    title: 'Removal without a ground',
    source: 'S1 [31, 45]',
    mark: 'found',
    valid_from: asDay('2014-04-01'),
    text: 'An unlawful removal from a register is acted on as a matter of urgency, and an unclear plan for a return to full time is challenged.',
    owed_by: 'council',
  }),
]
