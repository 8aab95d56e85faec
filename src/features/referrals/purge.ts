import { sql } from 'kysely'
import type { Door } from '../../ground/database/door.ts'
import type { Engine } from '../../ground/database/identity.ts'
import type { Queue } from '../../ground/jobs/queue.ts'
import type { JobKind } from '../../ground/jobs/work.ts'
import { Look } from '../../ground/look.ts'
import type { Day } from '../../rulebook/index.ts'

const kind = 'purge-slips'

/** Removes the slips that have expired: forms that were saved and never sent, with all their answers, and codes that no longer work. */
export const purgeSlips: JobKind = {
  kind,
  async run({ write }) {
    await write('expired slips of referrals removed', async tx => {
      await tx.deleteFrom('referral_slip').execute()
    })
  },
}

/**
 * Asks for the purge where a slip has expired and nobody has asked within the hour. The policy of the table lets none be removed before its
 * day. @returns the authorities it was asked for.
 */
export async function askToPurge({ door, queue }: { door: Door; queue: Queue }, today: Day): Promise<string[]> {
  const authorities = await door.signIn(ask => ask<{ id: string }>('SELECT id FROM authority ORDER BY id', []))
  const asked: string[] = []
  for (const { id } of authorities) {
    const engine: Engine = { kind: 'engine', name: kind, authority_id: id, asked_by: null, today }
    await door.write(engine, new Look({ purpose: 'purge of slips asked for', route: 'schedule' }), async tx => {
      await sql`SELECT pg_advisory_xact_lock(hashtext(${`${kind} ${id}`}))`.execute(tx)
      const { rows } = await sql<{
        due: boolean
      }>`SELECT EXISTS (SELECT FROM referral_slip WHERE expires_on <= ${today})
        AND NOT EXISTS (SELECT FROM job WHERE kind = ${kind} AND (state IN ('waiting', 'running') OR asked_at > now() - interval '1 hour')) AS due`.execute(
        tx,
      )
      if (!rows[0]?.due) return
      const job = { kind, title: 'Remove saved forms and codes that have expired', subject_id: null }
      await queue.enqueue(tx, { authority_id: id, account_id: null }, job)
      asked.push(id)
    })
  }
  return asked
}
