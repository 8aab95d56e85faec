import { setTimeout as pause } from 'node:timers/promises'
import { sealAudit } from '../../src/ground/audit.ts'
import type { Engine } from '../../src/ground/database/identity.ts'
import { Look } from '../../src/ground/look.ts'
import { asDay } from '../../src/rulebook/index.ts'
import type { TestDatabase } from './database.ts'

export const engineOf = (authority_id: string): Engine => ({
  kind: 'engine',
  name: 'proof',
  authority_id,
  asked_by: null,
  today: asDay('2026-11-17'),
})

/** Seals everything. A transaction of another test on the same server may hold the sealer back for a moment. */
export async function sealAll({ door, superuser }: Pick<TestDatabase, 'door' | 'superuser'>): Promise<void> {
  for (;;) {
    await door.signIn(sealAudit)
    const { rows } = await superuser.query<{ left: number }>(
      `SELECT count(*)::int AS left FROM audit_event e
       WHERE (e.era, e.xid, e.seq) > ALL (SELECT to_era, to_xid, to_seq FROM audit_seal ORDER BY number DESC LIMIT 1)`,
    )
    if (rows[0]?.left === 0) return
    await pause(20)
  }
}

/** Leaves one audit event for each of the names. */
export async function audit(
  { door }: Pick<TestDatabase, 'door'>,
  authority_id: string,
  ...names: string[]
): Promise<void> {
  for (const purpose of names)
    await door.read(engineOf(authority_id), new Look({ purpose, route: 'proof' }), async () => undefined)
}
