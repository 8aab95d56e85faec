import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Day } from '../../rulebook/index.ts'
import type { OwnedKind } from './addresses.ts'

/**
 * Names who answers for something from a day on. Whoever did until then answers up to the day before; who was to begin on that
 * day or later is taken back. Two who name at once wait for each other.
 */
export async function nameOwner(
  tx: Write,
  actor: Person,
  input: {
    what: OwnedKind
    code: string
    team_id: string
    account_id: string | null
    starts_on: Day
    because: string
  },
): Promise<void> {
  const { what, code, team_id, account_id, starts_on, because } = input
  await sql`SELECT pg_advisory_xact_lock(hashtext(${`owner ${actor.authority_id} ${what} ${code}`}))`.execute(tx)
  await sql`UPDATE ledger_owner SET retracted_at = now(), retracted_by = ${actor.account_id}
    WHERE what = ${what} AND code = ${code} AND retracted_at IS NULL AND starts_on >= ${starts_on}::date`.execute(tx)
  await sql`UPDATE ledger_owner SET ends_on = ${starts_on}::date
    WHERE what = ${what} AND code = ${code} AND retracted_at IS NULL AND (ends_on IS NULL OR ends_on > ${starts_on}::date)`.execute(
    tx,
  )
  await sql`INSERT INTO ledger_owner (authority_id, what, code, team_id, account_id, starts_on, because, set_by)
    VALUES (identity.authority(), ${what}, ${code}, ${team_id}, ${account_id}, ${starts_on}::date, ${because}, ${actor.account_id})`.execute(
    tx,
  )
}
