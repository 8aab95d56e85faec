import type { Person } from '../../ground/database/identity.ts'
import { type Owner, ownerText, rules } from '../../rulebook/index.ts'
import { warnedBy } from '../children/index.ts'

/** Who owes what the council is asked for, whichever of its teams does the work. */
export const ofCouncil: readonly Owner[] = [
  ...(['council', 'home_council', 'virtual_school', 'social_care', 'panel', 'review_panel'] as const),
  ...(['partnership', 'everyone'] as const),
]
/** What a school is asked for, as its head answers for it. */
export const ofSchool: readonly Owner[] = ['school', 'governing_board', 'admission_authority']
/** Others whom the council waits for. What a parent may do by a day is nobody's duty. */
export const ofOthers: readonly Owner[] = [...ofSchool, 'provider']

/** What a school is told of: what everyone concerned is, and what its own people are. */
const toSchool: readonly Owner[] = [...ofSchool, 'everyone']

/** As whom a person is warned of what others owe, and what they answer for themselves. */
export const warnedAs = (person: Person): { whom: readonly Owner[]; owners: readonly Owner[] } =>
  person.scope === 'school'
    ? { whom: toSchool, owners: ofSchool }
    : { whom: ownersFor(person), owners: ownersFor(person) }

/** The rules that warn one of these of what they do not owe. */
export const rulesWarning = (whom: readonly Owner[]): string[] => [
  ...new Set(rules.filter(rule => warnedBy(rule).some(one => whom.includes(one))).map(({ id }) => id)),
]

const ownTeams: readonly Owner[] = ['virtual_school', 'social_care']

/**
 * What stands on a person's Today as theirs. A team that sees only its own children answers with the council for all that these
 * are owed; of the county's officers the manager sees every team's, the others not what the virtual school or social care does.
 */
export function ownersFor(person: Person): readonly Owner[] {
  if (person.scope !== 'county' || person.role === 'team_manager' || person.role === 'duty_officer') return ofCouncil
  return ofCouncil.filter(owner => !ownTeams.includes(owner))
}

/** Whose duties a list may be narrowed to: `team` and `others` are what stands on Today. */
export type OwnersAsked = Owner | 'team' | 'others'
export const ownerChoices: readonly { value: OwnersAsked; text: string }[] = [
  { value: 'team', text: 'My team’s' },
  { value: 'others', text: 'Schools and providers' },
  ...([...ofCouncil, ...ofOthers, 'parent'] as const).map(value => ({ value, text: ownerText(value) })),
]

/** The rules that open clocks, as a list is narrowed by one. */
export const ruleChoices: readonly { value: string; text: string }[] = [
  ...new Map(rules.filter(rule => rule.count && rule.opens.length > 0).map(rule => [rule.id, rule])).values(),
].map(({ id, title }) => ({ value: id, text: title }))

/** The owners that a narrowing stands for; null for everybody but a parent. */
export const ownersAsked = (person: Person, asked: OwnersAsked | null): readonly Owner[] | null => {
  if (asked === null) return null
  return asked === 'team' ? ownersFor(person) : asked === 'others' ? ofOthers : [asked]
}
