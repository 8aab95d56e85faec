import { asDay } from './days.ts'
import { type DatedPolicy, type Meeting, policy } from './policy.ts'

const found = { mark: 'found', note: null } as const

const meetings: readonly Meeting[] = [
  {
    ...found,
    code: 'schools_causing_concern',
    name: 'Schools Causing Concern monitoring meeting',
    cadence: { times: 1, every: 2, unit: 'months' },
    chair: null,
    source: 'S2 [203, 248]',
  },
  {
    ...found,
    code: 'strategy_meeting',
    name: 'Strategy meeting at a school causing concern',
    cadence: { times: 1, every: 6, unit: 'weeks' },
    chair: null,
    source: 'S2 [226, 287]',
    note: 'About every six weeks, and at least so for a school in an Ofsted category. The Head of Lifelong Learning Services represents the authority; who chairs is not said.',
  },
  {
    ...found,
    code: 'achievement_board',
    name: 'Learning and Achievement Partnership Board',
    cadence: null,
    chair: null,
    source: 'S2 [88–90]',
    note: '“Regular” consideration of reports; no interval is given.',
  },
  {
    ...found,
    code: 'performance_analysis',
    name: 'Desktop analysis of schools’ performance',
    cadence: { times: 1, every: 1, unit: 'years' },
    chair: null,
    source: 'S2 [92]',
    note: 'Each October.',
  },
  {
    ...found,
    code: 'pep_meetings',
    name: 'Personal education plan meetings in school',
    cadence: { times: 3, every: 1, unit: 'years' },
    chair: 'Designated Officer',
    source: 'S2 [323]',
  },
  {
    ...found,
    code: 'looked_after_group',
    name: 'Operational looked-after children and care leavers group',
    cadence: null,
    chair: 'Virtual Headteacher',
    source: 'S2 [396]',
  },
  {
    ...found,
    code: 'sacre',
    name: 'Standing Advisory Council for Religious Education',
    cadence: { times: 3, every: 1, unit: 'years' },
    chair: null,
    source: 'S2 [402]',
  },
]

/** Rutland’s school improvement arrangements, February 2014. Its six appendices are not in the text that we hold. */
export const rutland2014: DatedPolicy = policy({
  id: 'rutland-2014',
  title: 'Rutland 2014: schools causing concern',
  valid_from: asDay('2014-02-01'),
  says: {
    pep_begun_within: {
      value: null,
      source: 'S2 [321–323]',
      mark: 'found',
      note: 'Plans are met about three times a year; how soon one is begun is not said.',
    },
  },
  otherwise: { source: 'S2', mark: 'found', note: 'The plan of 2014 is about schools, and says nothing of it.' },
  meetings,
})
