import { delegate, delegationOf } from '../../src/features/delegations/index.ts'
import type { Door } from '../../src/ground/database/door.ts'
import { Look } from '../../src/ground/look.ts'
import type { Day } from '../../src/rulebook/index.ts'
import type { SignedIn } from '../signed-in.ts'
import type { Caseworker } from './plan.ts'

/** Team managers decide on section 19 in this county, and officers sign notices: each power is given by somebody else. */
export async function giveDelegations(
  { door, starts_on }: { door: Door; starts_on: Day },
  people: ReadonlyMap<Caseworker, readonly SignedIn[]>,
  giver: SignedIn,
): Promise<void> {
  const because = 'Scheme of delegation of the county council, schedule 4'
  for (const [role, power] of [
    ['team_manager', 'section_19'],
    ['cme_officer', 'section_437'],
    ['fair_access_officer', 'section_19'],
  ] as const)
    for (const { person } of people.get(role) ?? [])
      await door.write(giver.person, new Look({ purpose: 'delegation given', route: 'command:county' }), async tx => {
        const { account_id } = person
        if (await delegationOf(tx, account_id, power, starts_on)) return
        await delegate(tx, giver.person, { account_id, power, starts_on, because })
      })
}
