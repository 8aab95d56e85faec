import type { Write } from '../../ground/database/door.ts'
import type { Identity } from '../../ground/database/identity.ts'
import { reachOf } from '../../ground/database/identity.ts'
import { firstRoute, nameParts } from '../../rulebook/index.ts'
import type { ReferredAs } from './codes.ts'
import type { Answers } from './questions.ts'
import { type Slip, useSlip } from './slips.ts'

/** The groups that the answers amount to: who is excluded and has an EHC plan is in another row of the table than who has none. */
export function groupsOf({ groups, social_care }: Pick<Answers, 'groups' | 'social_care'>): string[] {
  const chosen = new Set(groups ?? [])
  if (chosen.has('ehc_plan') && chosen.delete('excluded_without_plan')) chosen.add('excluded_with_plan')
  if (social_care === 'yes') chosen.add('in_need_or_protection')
  return [...chosen]
}

/** The parts of a name, folded and in order: the same for "Ada May Lark" and "Lark, Ada-May". */
export const nameKey = (forename: string, surname: string): string =>
  [...new Set([...words(forename), ...words(surname)])].sort().join(' ')
const words = (name: string): string[] => name.split(/[\s\-–—/,.()]+/).flatMap(word => nameParts(word))

/** As what somebody refers who has signed in with an organisation of their own. */
export const ownKind = (organisation_kind: string): 'school' | 'service' =>
  organisation_kind === 'school' || organisation_kind === 'trust' ? 'school' : 'service'

/** Sends a referral to the team that the rulebook names. Sent a second time it does nothing: the slip was given out. */
export async function sendReferral(
  tx: Write,
  identity: Identity,
  authority_id: string,
  as: ReferredAs,
  answers: Answers,
  slip: Slip,
): Promise<void> {
  if (!(await useSlip(tx, slip, as, identity.today))) return
  const person = identity.kind === 'person' ? identity : null
  const own = as === 'school' || as === 'service'
  const groups = groupsOf(answers)
  const route = firstRoute(answers.answer, groups, identity.today)
  const { groups: _chosen, ...said } = answers
  await tx
    .insertInto('referral')
    .values({
      ...said,
      ...{ authority_id, reference: slip.reference, referred_as: as, groups },
      name_key: nameKey(answers.forename, answers.surname),
      referred_by: person?.account_id ?? null,
      organisation_id: own ? (person?.organisation_id ?? null) : null,
      reach_key: own && person ? (reachOf(person)[0] ?? null) : null,
      received_on: identity.today,
      ...{ team: route.team, other_teams: [...route.others] },
    })
    .execute()
}
