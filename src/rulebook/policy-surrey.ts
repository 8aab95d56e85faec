import { asDay } from './days.ts'
import { type DatedPolicy, type Meeting, policy } from './policy.ts'

const found = { mark: 'found', note: null } as const

const meetings: readonly Meeting[] = [
  {
    ...found,
    code: 'quadrant_heads',
    name: 'Quadrant heads’ meeting, with its agreement for the year',
    cadence: { times: 1, every: 1, unit: 'years' },
    chair: 'The authority’s coordinator, with the executive board of heads',
    source: 'S3 [74–76, 80]',
    note: 'Yearly is said of the agreement. Led together; all heads decide, and nobody has power over the whole.',
  },
  {
    ...found,
    code: 'movement_report',
    name: 'Report of pupils who moved to and from schools',
    cadence: { times: 1, every: 1, unit: 'half_terms' },
    chair: null,
    source: 'S3 [83]',
  },
  {
    ...found,
    code: 'partnership_places',
    name: 'Places of the pupil referral unit for the partnership',
    cadence: null,
    chair: null,
    source: 'S3 [81]',
    note: 'The partnership’s places drop when permanent exclusions rise: what is left of the unit’s places.',
  },
]

/** The secondary alternative learning partnership of Surrey. Its slides are of 2021 and give no day. */
export const surreyPartnership: DatedPolicy = policy({
  id: 'surrey-partnership',
  title: 'Surrey partnership: places and movement shared by heads',
  valid_from: asDay('2021-01-01'),
  says: {},
  otherwise: { source: 'S3', mark: 'found', note: 'The partnership’s slides of 2021 say nothing of it.' },
  meetings,
})
