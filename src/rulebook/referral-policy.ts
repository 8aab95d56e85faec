import { asDay, covers, type Day } from './days.ts'
import type { Origin, Within } from './policy.ts'

type Decided<Value> = Origin & { readonly value: Value }

/** What an authority decides for itself of referrals, on the days on which it holds. `valid_to`: the first day it no longer does. */
export type ReferralPolicy = {
  readonly id: string
  readonly valid_from: Day
  readonly valid_to: Day | null
  /** The team, by its code in the routing table, for a child of whom nobody knows whether they are on a roll. */
  readonly not_known_to: Decided<string>
  /** The team for a child who was sent home or told to stay away. */
  readonly sent_home_to: Decided<string>
  /** How long a referral may be without a name on it. */
  readonly named_within: Decided<Within>
  /** How long whoever referred may ask with reference and code what became of it, in days from when it was sent. */
  readonly status_for_days: Decided<number>
  /** How long a form that was saved and not sent is kept, in days from when it was last saved. */
  readonly draft_for_days: Decided<number>
}

const decided = <Value>(value: Value, note: string): Decided<Value> => ({
  value,
  source: 'the authority’s own policy',
  mark: 'unsettled',
  note,
})

const referralPolicies: readonly ReferralPolicy[] = [
  {
    id: 'referrals-default',
    valid_from: asDay('2026-09-01'),
    valid_to: null,
    not_known_to: decided(
      'missing_education',
      'The flowchart of 2019 asks whether there is a roll and does not say whose it is while nobody knows.',
    ),
    sent_home_to: decided(
      'fair_access',
      'Sending a child home without recording it is unlawful (X26), and no source names who takes it up.',
    ),
    named_within: decided({ days: 2, unit: 'working_days' }, 'No source gives a time.'),
    status_for_days: decided(180, 'No source gives a time. Two terms, about.'),
    draft_for_days: decided(28, 'No source gives a time.'),
  },
]

/** The policy of a day; before the first, the first. */
export const referralPolicyOn = (on: Day): ReferralPolicy => {
  const found = referralPolicies.find(one => covers({ starts_on: one.valid_from, ends_on: one.valid_to }, on))
  const [first] = referralPolicies
  if (!first) throw new RangeError('There is no policy of referrals.')
  return found ?? first
}
