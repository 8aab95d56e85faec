import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Day } from '../../rulebook/index.ts'
import type { Power } from './codes.ts'

/** Why nothing was recorded, in a sentence. Another officer mends it. */
export class DelegationRefused extends Error {
  readonly field = 'account_id'
}

/** Gives an officer a power from a day on. @throws DelegationRefused for oneself, and where they hold it already. */
export async function delegate(
  tx: Write,
  actor: Person,
  input: { account_id: string; power: Power; starts_on: Day; because: string },
): Promise<void> {
  const { account_id, power, starts_on, because } = input
  if (account_id === actor.account_id)
    throw new DelegationRefused('Nobody gives themselves a power: ask somebody else who may')
  await sql`SELECT pg_advisory_xact_lock(hashtext(${`delegation ${actor.authority_id} ${account_id} ${power}`}))`.execute(
    tx,
  )
  const { rows } =
    await sql`SELECT FROM delegation WHERE account_id = ${account_id} AND power = ${power} AND (ends_on IS NULL OR ends_on > ${starts_on}::date)`.execute(
      tx,
    )
  if (rows.length > 0) throw new DelegationRefused('This officer holds that power on that day already')
  await sql`INSERT INTO delegation (authority_id, account_id, power, starts_on, because, given_by)
    VALUES (identity.authority(), ${account_id}, ${power}, ${starts_on}::date, ${because}, ${actor.account_id})`.execute(
    tx,
  )
}

/** Ends a delegation on a day: what was signed before stays. @returns whether there was one to end. */
export async function endDelegation(
  tx: Write,
  actor: Person,
  id: string,
  { ends_on, because }: { ends_on: Day; because: string },
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`UPDATE delegation SET ends_on = ${ends_on}::date, ended_by = ${actor.account_id}, ended_because = ${because}
    WHERE id = ${id} AND starts_on < ${ends_on}::date AND (ends_on IS NULL OR ends_on > ${ends_on}::date)`.execute(tx)
  return numAffectedRows === 1n
}
