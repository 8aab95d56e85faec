import { hoursBetween, namesBands } from './bands.ts'
import type { Policy, SettingKey } from './policy.ts'

/**
 * Something of a policy that its authority should know. `gap`: children whom it gives no band. `unsaid`: a number without which
 * something cannot be told. `overlap` and `contradiction`: numbers that cannot both be meant; `keys` are those to mend.
 */
export type PolicyFault = {
  readonly kind: 'gap' | 'unsaid' | 'overlap' | 'contradiction'
  readonly sentence: string
  readonly keys: readonly SettingKey[]
}

const gapsOf = (policy: Policy): PolicyFault[] => {
  const { amber_under_hours: amber, green_over_hours: green } = policy
  const gap = (sentence: string): PolicyFault => ({ kind: 'gap', sentence, keys: [] })
  if (!namesBands(policy)) return [gap('It names no bands: every child who could have one is unclassified.')]
  const found: PolicyFault[] = []
  if (policy.red_when_stuck !== true) found.push(gap('It says of nobody that they are red.'))
  if (amber === null || green === null || amber <= green)
    found.push(gap(`It names no band for ${hoursBetween(policy)}, unless the child is red.`))
  if (amber !== null) found.push(gap(`It names no band for under ${amber} hours a week without a plan, unless red.`))
  return found
}

const overlapsOf = (policy: Policy): PolicyFault[] => {
  const { amber_under_hours: amber, green_over_hours: green, full_time_hours: full } = policy
  const found: PolicyFault[] = []
  if (amber !== null && green !== null && amber > green)
    found.push({
      kind: 'overlap',
      sentence: `Over ${green} and under ${amber} hours a week is both green and amber: amber must end where green begins, or before`,
      keys: ['amber_under_hours', 'green_over_hours'],
    })
  if (full !== null && green !== null && green >= full)
    found.push({
      kind: 'contradiction',
      sentence: `Green begins over ${green} hours a week and ${full} are full time: nobody could be green with less than full time`,
      keys: ['green_over_hours', 'full_time_hours'],
    })
  if (full !== null && amber !== null && amber > full)
    found.push({
      kind: 'contradiction',
      sentence: `Under ${amber} hours a week is amber and ${full} are full time: children in full-time education would be amber`,
      keys: ['amber_under_hours', 'full_time_hours'],
    })
  return found
}

const unsaidOf = ({ full_time_hours, level_two }: Policy): PolicyFault[] => [
  ...(full_time_hours === null
    ? [
        {
          kind: 'unsaid',
          sentence:
            'It does not say how many hours are full time: a roll that states fewer hours makes nobody a child on reduced hours.',
          keys: ['full_time_hours'],
        } as const,
      ]
    : []),
  ...(level_two === null
    ? [
        {
          kind: 'unsaid',
          sentence: 'It does not say when a case may go to level two: no such clock runs.',
          keys: ['level_two'],
        } as const,
      ]
    : []),
]

/** The gaps and overlaps of a policy: what it leaves open, and what it says twice. */
export const policyFaults = (policy: Policy): readonly PolicyFault[] => [
  ...overlapsOf(policy),
  ...gapsOf(policy),
  ...unsaidOf(policy),
]

/** Whether a policy with this fault may not be put in force: its numbers cannot all be meant. */
export const isRefused = ({ kind }: PolicyFault): boolean => kind === 'overlap' || kind === 'contradiction'
