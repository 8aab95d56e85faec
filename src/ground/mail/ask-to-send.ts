import { sql } from 'kysely'
import type { Day } from '../../rulebook/days.ts'
import type { Door } from '../database/door.ts'
import type { Engine } from '../database/identity.ts'
import type { Queue } from '../jobs/queue.ts'
import { Look } from '../look.ts'

export const sendMailKind = 'mail_send'

/**
 * Asks for the work of sending in each authority with something to do: a message that is due, one that was broken off, or one whose delivery is
 * not known. Not while such work waits or runs. Called every few seconds. @returns how often it was asked for.
 */
export async function askToSend({ door, queue }: { door: Door; queue: Queue }, today: Day): Promise<number> {
  const authorities = await door.signIn(ask => ask<{ id: string }>('SELECT id FROM authority ORDER BY id', []))
  let asked = 0
  for (const { id: authority_id } of authorities) {
    const engine: Engine = { kind: 'engine', name: sendMailKind, authority_id, asked_by: null, today }
    await door.write(engine, new Look({ purpose: 'sending of email asked for', route: 'schedule' }), async tx => {
      const { rows } = await sql<{ due: boolean }>`SELECT NOT EXISTS (
          SELECT FROM job WHERE authority_id = ${authority_id} AND kind = ${sendMailKind} AND state IN ('waiting', 'running'))
        AND (EXISTS (SELECT FROM mail_message WHERE authority_id = ${authority_id} AND state = 'waiting' AND next_try_at <= now())
          OR EXISTS (SELECT FROM mail_message WHERE authority_id = ${authority_id} AND state = 'sending' AND claimed_at < now() - interval '10 minutes')
          OR (EXISTS (SELECT FROM mail_message WHERE authority_id = ${authority_id} AND state = 'sent' AND delivery = 'under_way'
              AND ended_at > now() - interval '3 days')
            AND NOT EXISTS (SELECT FROM job WHERE authority_id = ${authority_id} AND kind = ${sendMailKind}
              AND asked_at > now() - interval '5 minutes'))) AS due`.execute(tx)
      if (!rows[0]?.due) return
      await queue.enqueue(
        tx,
        { authority_id, account_id: null },
        { kind: sendMailKind, title: 'Send email', subject_id: null },
      )
      asked += 1
    })
  }
  return asked
}
