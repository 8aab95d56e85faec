import { asDay } from './days.ts'
import { type ConcernScale, type DatedPolicy, type Meeting, policy } from './policy.ts'
import { teams } from './routing.ts'

/** Red, amber and green as the report of 2015 words them. Source: S1 [59–65] (§12.3). */
export const bands2015 = {
  red_when_stuck: {
    value: true,
    source: 'RAG1, S1 [59]',
    mark: 'found',
    note: 'No place, or no appropriate full-time provision, and teams “unable to progress the case”: a decision that somebody records.',
  },
  green_over_hours: { value: 15, source: 'RAG3, S1 [63–65]', mark: 'found', note: 'Hours a week is our reading.' },
  amber_under_hours: { value: 11, source: 'RAG2, S1 [61]', mark: 'found', note: 'Hours a week is our reading.' },
  green_monitor_months: {
    value: 3,
    source: 'RAG3, S1 [63–65]',
    mark: 'found',
    note: 'Counted from the first green day.',
  },
} as const

/** Level two as the flowchart of 2019 words it. Source: S4 [92–102] (§12.4). */
export const levelTwo2019 = {
  value: { days: 20, unit: 'school_days' },
  source: '§12.4 level 2, S4 [92–102]',
  mark: 'unsettled',
  note: 'The source says 20 days and no unit. School days is our default, as in every other 20-day rule.',
} as const

/** The report of 2015 names two words and no test for them. Source: S1 [41, 51] (RAG5, §12.3). */
export const concern2015: ConcernScale = {
  source: 'RAG5, S1 [41, 51]',
  mark: 'found',
  levels: [
    {
      code: 'high',
      text: 'High concern',
      means: [
        'The case is tracked: a monitoring sheet of the pupil’s own with key information from all services and a clear chronology.',
        'Key services may agree a plan together and pool what they have for it.',
      ],
    },
    {
      code: 'medium',
      text: 'Medium concern',
      means: [
        'The case is tracked: a monitoring sheet of the pupil’s own with key information from all services and a clear chronology.',
      ],
    },
  ],
  unsaid: [
    'what makes a case one of high or of medium concern',
    'how the two stand to red, amber and green',
    'whether there is a third level, and what it is called',
    'who decides, and how often it is looked at again',
  ],
}

const found = { mark: 'found', note: null } as const

export const meetings2015: readonly Meeting[] = [
  {
    ...found,
    code: 'cme_board',
    name: 'CME monitoring meeting',
    cadence: { times: 1, every: 1, unit: 'months' },
    chair: 'Service Director for Education, Standards and Inclusion',
    source: 'S1 [7, 23, 49]',
    note: 'Monthly rather than bi-monthly, April 2014 to April 2015 and throughout 2015–16.',
  },
  {
    ...found,
    code: 'vulnerable_admissions',
    name: 'Admissions of Vulnerable Children meeting',
    cadence: null,
    chair: 'Service Director',
    source: 'S1 [51]',
  },
  {
    ...found,
    code: 'commissioning',
    name: 'Vulnerable Children Education Commissioning group',
    cadence: null,
    chair: null,
    source: 'S1 [51]',
  },
  {
    ...found,
    code: 'leadership_figures',
    name: 'CME figures to the senior leadership’s performance meeting',
    cadence: { times: 1, every: 1, unit: 'months' },
    chair: null,
    source: 'S1 [7]',
  },
  {
    ...found,
    code: 'entitlement_list',
    name: 'Each school’s list of pupils not on their full entitlement, with its plan',
    cadence: { times: 1, every: 1, unit: 'terms' },
    chair: null,
    source: 'S1 [43]',
  },
  {
    ...found,
    code: 'dioceses',
    name: 'Diocesan meetings',
    cadence: { times: 1, every: 1, unit: 'terms' },
    chair: 'An elected member',
    source: 'S1 [12]',
  },
]

export const meetings2019: readonly Meeting[] = [
  {
    ...found,
    code: 'children_out_of_school',
    name: 'Fair Access Children Out of School meeting (COOS)',
    cadence: { times: 1, every: 1, unit: 'weeks' },
    chair: 'Fair Access Team Manager',
    source: 'S4 [42, 86]',
  },
  {
    ...found,
    code: 'commissioning',
    name: 'Vulnerable Children Education Commissioning panel (VCEC)',
    cadence: { times: 1, every: 3, unit: 'weeks' },
    chair: 'Group Manager, SISPA',
    source: 'S4 [42, 98–102]',
  },
  {
    ...found,
    code: 'cme_board',
    name: 'CME Board',
    cadence: { times: 1, every: 2, unit: 'months' },
    chair: 'Service Director for Education, Learning and Skills',
    source: 'S4 [42, 112]',
    mark: 'unsettled',
    note: 'The source says “bi monthly”: read as every two months. It was monthly in 2015. The flowchart calls the chair Director.',
  },
  {
    ...found,
    code: 'vulnerable_admissions',
    name: 'Admissions of Vulnerable Children group',
    cadence: null,
    chair: 'Service Director',
    source: 'S4 [43]',
  },
  {
    ...found,
    code: 'locality_panel',
    name: 'Fair Access Locality Panel',
    cadence: null,
    chair: null,
    source: 'S4 [126, 132]',
    note: 'Referrals are “routinely raised”; no interval is given.',
  },
]

/** Nottinghamshire as its report of April 2015 has it. */
export const nottinghamshire2015: DatedPolicy = policy({
  id: 'nottinghamshire-2015',
  title: 'Nottinghamshire 2015: red, amber and green',
  valid_from: asDay('2015-04-01'),
  says: {
    ...bands2015,
    full_time_hours: {
      value: null,
      source: 'S1 [59]',
      mark: 'found',
      note: '“Appropriate full time provision”, and no number of hours.',
    },
  },
  otherwise: { source: 'S1', mark: 'found', note: 'The report of 2015 says nothing of it.' },
  meetings: meetings2015,
  concern: concern2015,
})

/** Nottinghamshire as its strategy of 2019 has it. The document gives its year only. */
export const nottinghamshire2019: DatedPolicy = policy({
  id: 'nottinghamshire-2019',
  title: 'Nottinghamshire 2019: three levels and the teams that lead',
  valid_from: asDay('2019-01-01'),
  says: {
    level_two: levelTwo2019,
    full_time_hours: {
      value: null,
      source: 'S4 [24]',
      mark: 'found',
      note: '“Full time education”, and no number of hours.',
    },
  },
  otherwise: { source: 'S4', mark: 'found', note: 'The strategy of 2019 says nothing of it.' },
  meetings: meetings2019,
  routing: teams,
})
