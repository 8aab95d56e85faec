import type { Day } from './days.ts'
import { groupByCode } from './groups.ts'
import { referralPolicyOn } from './referral-policy.ts'
import { teams } from './routing.ts'
import type { Sourced } from './sources.ts'

/** What a referral asks before anything else, since the answer says whose it is. */
export const firstAnswers = [
  'no_roll',
  'not_accessing',
  'whereabouts_unknown',
  'refusing',
  'sent_home',
  'not_known',
] as const

export type FirstAnswer = (typeof firstAnswers)[number]

/** Where a referral goes first. `team` leads and `others` are told, by their codes in the routing table. */
export type FirstRoute = Sourced & {
  readonly team: string
  readonly others: readonly string[]
  readonly because: string
  /** Whether the flowchart of the three levels applies to it. */
  readonly level_one: boolean
}

const flowchart: Sourced = { source: 'SD3, §12.4 level 1, S4 [78–90]', mark: 'found' }

/** The teams of the groups, in the order of the routing table. */
const teamsOf = (groups: readonly string[]): string[] => {
  const named = new Set(groups.map(code => groupByCode(code)?.team))
  return teams.flatMap(({ code }) => (named.has(code) ? [code] : []))
}

/** What the first answer decides by itself, whichever groups the child is in; null where the groups may decide. */
function byAnswer(answer: FirstAnswer, on: Day): Omit<FirstRoute, 'others'> | null {
  if (answer === 'refusing')
    return {
      team: 'family_service',
      because: 'The child has a place and refuses to attend: the flowchart does not apply.',
      level_one: false,
      source: 'SD4, S4 [78]',
      mark: 'found',
    }
  if (answer === 'whereabouts_unknown')
    return {
      team: 'missing_education',
      because: 'Nobody knows where the child is: the flowchart does not apply.',
      level_one: false,
      source: 'SD4, S4 [78]',
      mark: 'found',
    }
  if (answer !== 'sent_home') return null
  const { value, source, mark, note } = referralPolicyOn(on).sent_home_to
  return {
    team: value,
    because: `The child was sent home or told to stay away. ${note}`,
    level_one: true,
    source,
    mark,
  }
}

/**
 * The team that a referral goes to first, from the answer that is asked before everything else and the child's groups.
 * @param groups codes of `childGroups`; those that no team of the table answers for decide nothing.
 * Source: SD3, SD4 (§12.1), §12.4 level 1, §12.6; X26 and a roll that is not known: the authority's policy.
 */
export function firstRoute(answer: FirstAnswer, groups: readonly string[], on: Day): FirstRoute {
  const grouped = teamsOf(groups)
  const besides = (team: string) => grouped.filter(code => code !== team)
  const answered = byAnswer(answer, on)
  if (answered) return { ...answered, others: besides(answered.team) }
  const [first] = grouped
  if (first !== undefined) {
    const entry = teams.find(({ code }) => code === first)
    const alone = grouped.length === 1
    return {
      team: first,
      others: besides(first),
      because: alone
        ? 'The routing table names this team for the child’s group.'
        : 'The child is in groups of several teams. No source says which of them leads: it is the first of the table.',
      level_one: answer !== 'not_known',
      source: entry?.source ?? '§12.6',
      mark: alone ? 'found' : 'unsettled',
    }
  }
  if (answer === 'not_known') {
    const { value, source, mark, note } = referralPolicyOn(on).not_known_to
    return {
      team: value,
      others: [],
      because: `Nobody knows whether there is a roll. ${note}`,
      level_one: false,
      source,
      mark,
    }
  }
  const because =
    answer === 'no_roll' ? 'On no school’s roll.' : 'On a roll, and prevented from using the place or unable to.'
  return { ...flowchart, team: 'fair_access', others: [], because, level_one: true }
}
