import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { queueMail } from '../../ground/mail/queue-mail.ts'

/** Says of one's own uncertain message whether it arrived; if not, it is sent again. @returns false where it was settled before. */
export async function settleMail(tx: Write, actor: Person, id: string, arrived: boolean): Promise<boolean> {
  const become = arrived
    ? sql`state = 'sent', ended_at = now(), sentence = 'Whoever sent it said that it arrived.'`
    : sql`state = 'waiting', next_try_at = now(), sentence = 'Whoever sent it said that it did not arrive.'`
  const { numAffectedRows } = await sql`UPDATE mail_message SET ${become}
    WHERE authority_id = ${actor.authority_id} AND id = ${id} AND asked_by = ${actor.account_id} AND state = 'uncertain'`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/** Queues a message to oneself, to see whether email leaves. */
export async function tryMail(tx: Write, actor: Person, to_address: string, once: string): Promise<void> {
  await queueMail(tx, {
    authority_id: actor.authority_id,
    asked_by: actor.account_id,
    once_key: `try ${once}`,
    to_address,
    reply_to: null,
    subject: 'A try of Onroll’s email',
    body: 'This message was sent to see whether email leaves Onroll. It is about no child, and nothing needs to be done.',
    file_ids: [],
  })
}
