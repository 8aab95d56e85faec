import { asDay } from './days.ts'
import { byDate, byEndOf, type Rule, rule, within } from './rule.ts'
import { rutlandConcernRules } from './rules-rutland-concern.ts'

/** Two years from February 2014; the source names no day. */
const plan = { mark: 'found', valid_from: asDay('2014-02-01'), valid_to: asDay('2016-02-01') } as const

/** The yearly round. */
const yearlyRules: readonly Rule[] = [
  rule({
    id: 'SI1',
    title: 'The analysis of October',
    source: 'S2 [92]',
    ...plan,
    text: 'Each October the authority gathers the figures of its schools at the desk, and reports them to the partnership board. They are the ground for watching risk.',
    count: byDate(31, 10),
    owed_by: 'council',
    breach: ['report'],
  }),
  rule({
    id: 'SI2',
    title: 'Self-evaluation',
    source: 'S2 [98]',
    ...plan,
    text: 'Each year a maintained school must, and an academy is invited to, evaluate itself; the outcome is reported to the partnership board.',
    count: byEndOf('academic_year'),
    owed_by: 'school',
  }),
  rule({
    id: 'SI3',
    title: 'The annual visit',
    source: 'S2 [98, 106]',
    ...plan,
    text: 'Each year the school’s officer visits and sees the place of learning, morale, behaviour, safeguarding, culture and governance.',
    count: byEndOf('academic_year'),
    owed_by: 'council',
  }),
  rule({
    id: 'SI4',
    title: 'After the visit',
    source: 'S2 [113–114]',
    ...plan,
    text: 'School and authority agree whether the self-evaluation is accurate and robust and whether more challenge is needed; the authority sends what it saw by a day agreed with the school.',
    owed_by: 'council',
  }),
  rule({
    id: 'SI5',
    title: 'Topics of the visit',
    source: 'S2 [118–128]',
    ...plan,
    text: 'Eleven are named: teaching and curriculum, underperformance in teaching, learning walks, work with partners, academy status, relation to the authority, leadership and governance, budget, performance management, training, and parents and community.',
  }),
  rule({
    id: 'SI6',
    title: 'Risk assessment',
    source: 'S2 [84–86, 154]',
    ...plan,
    text: 'For each school year a dashboard brings together what parents say, key stage results, what is known of governance, national figures and the school’s own. Its appendix is missing, so no indicator is made up.',
    count: byEndOf('academic_year'),
    owed_by: 'council',
  }),
  rule({
    id: 'SI7',
    title: 'Time of officers',
    source: 'S2 [148, 214]',
    ...plan,
    text: 'Time goes to schools in inverse proportion to their success. A school is told its share, and keeps its officer while support goes on.',
    owed_by: 'council',
  }),
  rule({
    id: 'SI8',
    title: 'Where the plan began',
    source: 'S2 [47, 152–154]',
    ...plan,
    text: 'Of 21 schools, 17 were good or outstanding, one primary was in special measures and three required improvement in 2013; 10 were to be non-maintained by the end of 2013/14.',
  }),
  rule({
    id: 'SI9',
    title: 'Phonics',
    source: 'S2 [168–172]',
    ...plan,
    text: 'Children take the phonics check in year 1. One who is under the standard has extra support and takes it again in year 2.',
    owed_by: 'school',
  }),
  rule({
    id: 'SI27',
    title: 'Looked-after children',
    source: 'S2 [317–324]',
    ...plan,
    text: 'Seven commitments: tracking progress, yearly training of carers, staff, designated teachers and governors, clear accountability, action and money beyond pupil premium against underachievement, a good personal education plan for every child, from the year before school, and using the power to have a child admitted. The count is that of the training.',
    count: byEndOf('academic_year'),
    owed_by: 'virtual_school',
  }),
  rule({
    id: 'SI27.pep',
    title: 'Three meetings on the plan a year',
    source: 'S2 [323]',
    ...plan,
    text: 'The designated officer leads a meeting on the personal education plan at school three times a year. One in each term is our reading; the clock of each child is that of L5.',
    count: byEndOf('term'),
    owed_by: 'virtual_school',
  }),
  rule({
    id: 'SI28',
    title: 'Induction of new teachers',
    source: 'S2 [344]',
    ...plan,
    text: 'The induction of a teacher new to the profession took one year, full time. It is known, and was not read, that the induction of early career teachers has taken two since September 2021.',
    count: within(1, 'years'),
    owed_by: 'school',
  }),
  rule({
    id: 'SI29',
    title: 'Assessment and annual review',
    source: 'S2 [351]',
    ...plan,
    text: 'The inclusion service assesses special educational needs and reviews each EHC plan, or statement as it then was, every year. The clock of each child is that of EHC8.',
    count: within(1, 'years'),
    owed_by: 'council',
  }),
  rule({
    id: 'SI30',
    title: 'Model policies, and help for governors',
    source: 'S2 [387–388]',
    ...plan,
    text: 'The authority gives model policies on safeguarding, and arranges appointments, advice and training for governors.',
    owed_by: 'council',
  }),
  rule({
    id: 'SI31',
    title: 'Inspection of the authority',
    source: 'S2 [64–76]',
    ...plan,
    text: 'Ofsted inspected an authority’s school improvement only on concern or on request, on nine points. That the framework was withdrawn since is known and was not read; the points still serve as a list to check oneself.',
  }),
  rule({
    id: 'SI32',
    title: 'The life of the plan',
    source: 'S2 [18–20, 42]',
    ...plan,
    text: 'The plan is of February 2014 and for the two years that follow.',
    count: within(2, 'years'),
    owed_by: 'council',
  }),
]

/** School improvement in Rutland, 2014 to 2016. Source: §12.7. */
export const rutlandRules: readonly Rule[] = [...yearlyRules, ...rutlandConcernRules]
