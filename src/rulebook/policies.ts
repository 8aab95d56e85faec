import { asDay, covers, type Day } from './days.ts'
import { type DatedPolicy, policy } from './policy.ts'
import {
  bands2015,
  concern2015,
  levelTwo2019,
  meetings2019,
  nottinghamshire2015,
  nottinghamshire2019,
} from './policy-nottinghamshire.ts'
import { rutland2014 } from './policy-rutland.ts'
import { surreyPartnership } from './policy-surrey.ts'
import { teams } from './routing.ts'

export type { DatedPolicy, Policy, Within } from './policy.ts'

/** What comes with the product until an authority sets its own. */
export const defaultPolicy = policy({
  id: 'default',
  title: 'Bands of 2015 and escalation of 2019 (Nottinghamshire)',
  valid_from: asDay('2015-04-01'),
  says: {
    ...bands2015,
    full_time_hours: {
      value: 25,
      source: 'the authority’s own policy',
      mark: 'unsettled',
      note: 'No law or source document gives a number of hours. 25 is where we start; the authority decides.',
    },
    level_two: levelTwo2019,
    persistent_absence_least_sessions: {
      value: null,
      source: 'A6, §2',
      mark: 'unsettled',
      note: 'No source gives a number. Without one nobody is left out but who had no session at all.',
    },
    pep_begun_within: {
      value: { days: 10, unit: 'working_days' },
      source: 'L3, §7',
      mark: 'unsettled',
      note: 'National guidance ties 10 working days to a placement in an emergency. Some authorities apply it to all; Gateshead uses 20.',
    },
    late_closure_moves_breached: {
      value: true,
      source: 'the authority’s own policy',
      mark: 'unsettled',
      note: 'No source says. A day on which the school was closed was no school day, whenever that was recorded.',
    },
  },
  otherwise: { source: 'the authority’s own policy', mark: 'unsettled', note: 'No source says.' },
  meetings: meetings2019,
  routing: teams,
  concern: concern2015,
})

/** The policies that come with the product, as their documents have them: an authority picks one and sets its own numbers over it. */
export const policies: readonly DatedPolicy[] = [
  defaultPolicy,
  nottinghamshire2015,
  nottinghamshire2019,
  rutland2014,
  surreyPartnership,
]

/** The policy `id` as it stood on `on`; undefined if it did not. */
export const policyOn = (id: string, on: Day): DatedPolicy | undefined =>
  policies.find(one => one.id === id && covers({ starts_on: one.valid_from, ends_on: one.valid_to }, on))

/** The documents that the sources of policies name by a letter and a number. */
export const policyDocuments: readonly { readonly key: string; readonly title: string }[] = [
  { key: 'S1', title: 'Nottinghamshire, Support to School Service: impact of the 2014–2015 service plan, April 2015' },
  { key: 'S2', title: 'Rutland, School Improvement Arrangements Strategic Plan 2014–16, February 2014' },
  { key: 'S3', title: 'Surrey, Keeping Children in Education through Partnership, 2021' },
  { key: 'S4', title: 'Nottinghamshire, Children Missing Education Strategy, 2019' },
]
