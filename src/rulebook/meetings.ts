import { asDay, type Day } from './days.ts'
import { byEndOf, type Count, within } from './rule.ts'
import type { Sourced } from './sources.ts'

/**
 * A body that meets, as its source has it. `cadence`: by when it meets again, counted from the last meeting; null where no
 * interval is said. `chair` is a role and never a person; null where none is said. Each is the authority’s to change.
 */
export type Meeting = Sourced & {
  readonly id: string
  readonly of: 'nottinghamshire' | 'rutland' | 'surrey'
  readonly title: string
  readonly cadence: Count | null
  readonly chair: string | null
  readonly members: string
  readonly output: string
  /** The first day on which it is known to have met so, and the first on which it no longer does. */
  readonly valid_from: Day
  readonly valid_to: Day | null
}

const strategy = { of: 'nottinghamshire', mark: 'found', valid_from: asDay('2019-01-01'), valid_to: null } as const
const servicePlan = { of: 'nottinghamshire', mark: 'found', valid_from: asDay('2014-04-01'), valid_to: null } as const
/** Two years from February 2014; the source names no day. */
const rutland = {
  of: 'rutland',
  mark: 'found',
  valid_from: asDay('2014-02-01'),
  valid_to: asDay('2016-02-01'),
} as const
const surrey = { of: 'surrey', mark: 'found', valid_from: asDay('2021-01-01'), valid_to: null } as const

/** Every body of the source documents that meets. Source: §12.2, complete. */
export const meetings: readonly Meeting[] = [
  {
    id: 'M1',
    ...strategy,
    title: 'Children Out of School meeting',
    cadence: within(1, 'weeks'),
    chair: 'Fair Access Team Manager',
    members: 'All known children and pupils missing education are discussed',
    output: 'Actions to support the return to education',
    source: 'S4 [42, 86]',
  },
  {
    id: 'M2',
    ...strategy,
    title: 'Vulnerable Children Education Commissioning panel',
    cadence: within(3, 'weeks'),
    chair: 'Group Manager',
    members: 'The most vulnerable children, who cannot be admitted to a school, are considered',
    output: 'Advice, support and challenge; interim provision may be funded in exceptional cases',
    source: 'S4 [42, 98–102]',
  },
  {
    id: 'M3',
    ...strategy,
    title: 'Children Missing Education Board',
    cadence: within(2, 'months'),
    chair: 'Service Director, Education, Learning and Skills',
    members: 'The work of partners and the most complex cases are reviewed',
    output: 'Scrutiny, challenge, recommendations, and actions across agencies',
    source: 'S4 [42, 112]',
  },
  {
    id: 'M3a',
    ...servicePlan,
    valid_to: asDay('2016-04-01'),
    title: 'Children missing education monitoring meeting',
    cadence: within(1, 'months'),
    chair: 'Service Director, Education, Standards and Inclusion',
    members: 'Group managers answer for their services; the board of 2019 came after it',
    output: 'The action plan and the actions of cases are monitored',
    source: 'S1 [7, 23, 49]; until the year 2015–16, whose last day is our reading',
  },
  {
    id: 'M4',
    ...servicePlan,
    title: 'Admissions of Vulnerable Children group',
    cadence: null,
    chair: 'Service Director',
    members: 'Education, health, social care and schools',
    output: 'Review of practice, and of the systems that find children who become unknown',
    source: 'S4 [43]; S1 [51]',
  },
  {
    id: 'M5',
    ...servicePlan,
    title: 'Vulnerable Children Education Commissioning group',
    cadence: null,
    chair: null,
    members: 'Key services; it became the panel of 2019',
    output: 'One plan of several agencies, with pooled resources, for a case of high concern',
    source: 'S1 [51]',
  },
  {
    id: 'M6',
    ...servicePlan,
    title: 'Performance meeting of the leadership team',
    cadence: within(1, 'months'),
    chair: null,
    members: 'Senior leaders of children’s services',
    output: 'The figures of children missing education are reported to it',
    source: 'S1 [7]',
  },
  {
    id: 'M7',
    ...servicePlan,
    title: 'Departmental leadership team',
    cadence: null,
    chair: null,
    members: 'Leaders of the department',
    output: 'The action plan is monitored',
    source: 'S1 [7]',
  },
  {
    id: 'M8',
    ...servicePlan,
    title: 'Director’s report to governing bodies',
    cadence: byEndOf('term'),
    chair: null,
    members: 'Governing bodies, heads and chairs; the source shows one autumn term, and each term is our reading',
    output: 'A report for each governing body',
    source: 'S1 [7]',
  },
  {
    id: 'M9',
    ...servicePlan,
    title: 'Consultation with boards and dioceses',
    cadence: byEndOf('term'),
    chair: 'Elected member, for the place planning board and the meetings with dioceses',
    members:
      'Governors’ board, primary and secondary trust boards, place planning and admissions board, dioceses; termly is said of the dioceses only',
    output: 'Views on the policy',
    source: 'S1 [12]',
  },
  {
    id: 'M10',
    ...strategy,
    title: 'Fair Access Locality Panel',
    cadence: null,
    chair: null,
    members: 'Senior leaders of the schools of a locality',
    output: 'Referrals are raised where that fits',
    source: 'S4 [126, 132]',
  },
  {
    id: 'M11',
    ...strategy,
    title: 'Children and Young People’s Committee, and Policy Committee',
    cadence: null,
    chair: null,
    members: 'Elected members, after public consultation',
    output: 'The strategy and the policy on home education are approved',
    source: 'S4 [127, 150]',
  },
  {
    id: 'M12',
    ...rutland,
    title: 'Schools Causing Concern monitoring meeting',
    cadence: within(2, 'months'),
    chair: null,
    members: 'Key officers of the authority',
    output: 'Progress from the strategy meetings is received, and changes of risk are decided',
    source: 'S2 [203, 248]',
  },
  {
    id: 'M13',
    ...rutland,
    title: 'Strategy Meeting at a school of concern',
    cadence: within(6, 'weeks'),
    chair: null,
    members:
      'Head of Lifelong Learning Services and the school’s officer for the authority; head, senior staff and a governor; the diocese for a church school. Six weeks is about the interval, and the least for a school in a category',
    output: 'Progress is recorded and reported to the next monitoring meeting',
    source: 'S2 [226, 242–248, 287]',
  },
  {
    id: 'M14',
    ...rutland,
    title: 'Learning and Achievement Partnership Board',
    cadence: null,
    chair: null,
    members: 'Maintained schools, academies, dioceses, the authority, elected members and others',
    output: 'Reports on risk and performance are considered, and targets set',
    source: 'S2 [88–92, 102]',
  },
  {
    id: 'M15',
    ...rutland,
    title: 'Standing Advisory Council for Religious Education',
    cadence: byEndOf('term'),
    chair: null,
    members: 'The council, with an officer as its adviser; three times a year is said, and once a term is our reading',
    output: 'Advice on religious education and collective worship',
    source: 'S2 [400–404]',
  },
  {
    id: 'M16',
    ...rutland,
    title: 'Operational group for looked-after children and care leavers',
    cadence: null,
    chair: 'Virtual School Head',
    members: 'An adviser reports on each child, those out of county among them',
    output: 'Progress is known',
    source: 'S2 [396]',
  },
  {
    id: 'M17',
    ...rutland,
    title: 'Personal education plan meeting at school',
    cadence: byEndOf('term'),
    chair: 'Designated Officer',
    members:
      'For every looked-after child wherever placed, from the year before school; three times a year is said, and once a term is our reading',
    output: 'The personal education plan',
    source: 'S2 [321–323]',
  },
  {
    id: 'M18',
    ...surrey,
    title: 'Quadrant heads’ meeting',
    cadence: within(1, 'years'),
    chair: 'Authority’s coordinator with the executive board of heads',
    members: 'All heads of the quadrant',
    output: 'The year’s agreement on places at the pupil referral unit and on alternative provision',
    source: 'S3 [75, 80–82]',
  },
  {
    id: 'M19',
    ...surrey,
    title: 'Report of movements',
    cadence: byEndOf('half_term'),
    chair: null,
    members: 'Schools of the partnership',
    output: 'Who moved to and from each school is shared',
    source: 'S3 [83]',
  },
  {
    id: 'M20',
    of: 'nottinghamshire',
    mark: 'found',
    valid_from: asDay('2013-09-01'),
    valid_to: null,
    title: 'Pupil Place Planning and Admissions Board',
    cadence: null,
    chair: null,
    members: 'Who sits on it is not said',
    output: 'Protocols for admitting children of vulnerable groups, with SEND or looked after',
    source: 'S0 [109, 114]',
  },
]
