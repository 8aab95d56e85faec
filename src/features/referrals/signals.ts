import { ageOn, type Day } from '../../rulebook/index.ts'
import type { Referral } from './queries.ts'

type Said = Pick<Referral, 'born_on' | 'age' | 'social_care' | 'answer' | 'earlier' | 'groups'>

/** What makes a referral more urgent, a few words each, the gravest first. None is a decision: a person decides. */
export const signalsOf = ({ born_on, age, social_care, answer, earlier, groups }: Said, today: Day): string[] => [
  ...(answer === 'whereabouts_unknown' ? ['Whereabouts unknown'] : []),
  ...(groups.some(group => ['at_risk_of_harm', 'domestic_abuse', 'self_harm'].includes(group))
    ? ['At risk of harm']
    : []),
  ...(social_care === 'yes' ? ['Plan of social care'] : []),
  ...(answer === 'sent_home' ? ['Sent home or told to stay away'] : []),
  ...(earlier === 0 ? [] : [earlier === 1 ? '1 other referral' : `${earlier} other referrals`]),
  born_on === null ? (age === null ? 'Age not known' : `Age, as told: ${age}`) : `Aged ${ageOn(born_on, today)}`,
]
