import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { lockChild } from '../children/index.ts'
import type { Absence, AbsenceStep } from './absences.ts'

/** Says something more of an absence: who takes it, that it is settled and why, or that it is open again. The last word holds. */
export async function sayOfAbsence(
  tx: Write,
  actor: Person,
  { import_id, id, person_id }: Pick<Absence, 'import_id' | 'id' | 'person_id'>,
  said: Pick<AbsenceStep, 'step' | 'reason' | 'note'> & { account_id: string | null },
): Promise<void> {
  await lockChild(tx, person_id, null)
  await sql`INSERT INTO missing_step (authority_id, import_id, record_id, person_id, sealed, step, account_id, reason, note, said_by)
    SELECT r.authority_id, ${import_id}::uuid, r.id, r.person_id, r.sealed, ${said.step}, ${said.account_id}::uuid, ${said.reason}, ${said.note}, ${actor.account_id}::uuid
    FROM record r WHERE r.id = ${id}::uuid`.execute(tx)
}
