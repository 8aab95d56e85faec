import type { NewAccount, SetUp } from '../src/features/people/index.ts'
import type { Door } from '../src/ground/database/door.ts'
import { Look } from '../src/ground/look.ts'
import { asDay, type Day } from '../src/rulebook/index.ts'
import { peopleToMake } from './people-to-make.ts'
import { signedIn } from './signed-in.ts'

/**
 * Adds the people of a county; those whom a killed load added before are left as they are.
 * @returns the accounts of each role, in the order of the county's people, and the account of each address.
 */
export async function addPeople(
  o: { folder: string; setUp: SetUp; password: string },
  authority_id: string,
): Promise<{ byRole: ReadonlyMap<string, string[]>; byEmail: ReadonlyMap<string, string> }> {
  const byRole = new Map<string, string[]>()
  const byEmail = new Map<string, string>()
  for (const { organisation, account } of peopleToMake(o.folder)) {
    if (organisation) await o.setUp.addOrganisation(authority_id, organisation)
    const made: NewAccount = { ...account, password: o.password, must_change: false, made_up: true }
    const id =
      (await o.setUp.accountOf(account.email)) ?? (await o.setUp.addAccount(authority_id, made, asDay('2010-01-01')))
    byRole.set(account.role, [...(byRole.get(account.role) ?? []), id])
    byEmail.set(account.email, id)
  }
  return { byRole, byEmail }
}

/** What the county has decided to use, by its administrator: sealed records open for a reason. Decided once. */
export async function decideSwitches(door: Door, account_id: string, today: Day): Promise<void> {
  const { person, leave } = await signedIn(door, account_id, today)
  try {
    await door.write(person, new Look({ purpose: 'switch break_glass on', route: 'command:county' }), async tx => {
      const decided = await tx
        .selectFrom('authority_switch')
        .where('key', '=', 'break_glass')
        .select('key')
        .executeTakeFirst()
      if (decided) return
      await tx
        .insertInto('authority_switch')
        .values({
          ...{ authority_id: person.authority_id, key: 'break_glass', starts_on: asDay('2026-09-01') },
          ...{
            decided_by: account_id,
            reason: 'Decided by the director of children’s services, for nights and weekends.',
          },
        })
        .execute()
    })
  } finally {
    await leave()
  }
}
