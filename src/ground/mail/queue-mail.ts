import { sql } from 'kysely'
import type { Write } from '../database/door.ts'

/** One message to one address, as plain text. */
export interface NewMail {
  authority_id: string
  /** The account that answers for it and is shown what became of it. */
  asked_by: string
  /** What the message is, such as `letter <id> to the chair`: the same key is never queued twice. */
  once_key: string
  to_address: string
  reply_to: string | null
  subject: string
  body: string
  /** Files that were kept, in the order in which they are attached. */
  file_ids: readonly string[]
}

/** Why a message cannot be queued, in a sentence. */
export class MailRefused extends Error {}

const address = /^[^\s@]+@[^\s@]+$/

/**
 * Puts a message into the outbox, in the caller's own transaction: it is sent if that is committed, and not otherwise.
 * @returns its id, or null where a message with this key was queued before.
 * Throws MailRefused for an address that is none, for an empty message, and for a file that the caller cannot see.
 */
export async function queueMail(tx: Write, mail: NewMail): Promise<string | null> {
  const { authority_id, asked_by, once_key, to_address, reply_to, body, file_ids } = mail
  if (!address.test(to_address)) throw new MailRefused(`“${to_address}” is not an email address.`)
  if (reply_to !== null && !address.test(reply_to)) throw new MailRefused(`“${reply_to}” is not an email address.`)
  // A line break in a subject would begin another header.
  const subject = mail.subject.replace(/\s+/g, ' ').trim()
  if (subject === '' || body.trim() === '') throw new MailRefused('A message needs a subject and a text.')
  const { rows } = await sql<{ seen: number }>`SELECT count(*)::integer AS seen FROM file
    WHERE authority_id = ${authority_id} AND id = ANY (${file_ids}::uuid[])`.execute(tx)
  if (rows[0]?.seen !== new Set(file_ids).size) throw new MailRefused('A file that was to be attached is not there.')
  const made = await tx
    .insertInto('mail_message')
    .values({
      ...{ authority_id, asked_by, once_key, to_address, reply_to, subject, body },
      file_ids: [...file_ids],
    })
    .onConflict(on => on.constraint('mail_once').doNothing())
    .returning('id')
    .executeTakeFirst()
  return made?.id ?? null
}
