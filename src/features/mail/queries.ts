import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'

export interface MailLine {
  id: string
  to_address: string
  subject: string
  asked_at: Date
  state: string
  sentence: string
  delivery: string
  next_try_at: Date
}

export interface KeptMail extends MailLine {
  reply_to: string | null
  body: string
  files: string[]
}

export const mailAPage = 30
const line = sql`id, to_address, subject, asked_at, state, sentence, delivery, next_try_at`

/** What somebody sent, the newest first; what they must settle comes before all else. @param before the id of the last one on the page before. */
export async function ownMail(tx: Read, actor: Person, before: string | null): Promise<MailLine[]> {
  const { rows } = await sql<MailLine>`SELECT ${line} FROM mail_message
    WHERE authority_id = ${actor.authority_id} AND asked_by = ${actor.account_id} AND state <> 'uncertain'
      ${before === null ? sql`` : sql`AND id < ${before}`} ORDER BY id DESC LIMIT ${sql.lit(mailAPage + 1)}`.execute(tx)
  return rows
}

/** What may have been sent or not, and waits for who asked for it to say. */
export async function uncertainMail(tx: Read, actor: Person): Promise<MailLine[]> {
  const { rows } = await sql<MailLine>`SELECT ${line} FROM mail_message
    WHERE authority_id = ${actor.authority_id} AND asked_by = ${actor.account_id} AND state = 'uncertain' ORDER BY id`.execute(
    tx,
  )
  return rows
}

/** The development mailbox, the newest first: what was kept because nothing can be sent. */
export async function keptMail(tx: Read, actor: Person, before: string | null): Promise<MailLine[]> {
  const { rows } = await sql<MailLine>`SELECT ${line} FROM mail_message
    WHERE authority_id = ${actor.authority_id} AND state = 'kept' ${before === null ? sql`` : sql`AND id < ${before}`}
    ORDER BY id DESC LIMIT ${sql.lit(mailAPage + 1)}`.execute(tx)
  return rows
}

/** One message of that mailbox, with the names of what is attached. */
export async function oneKeptMail(tx: Read, actor: Person, id: string): Promise<KeptMail | undefined> {
  const { rows } = await sql<KeptMail>`SELECT ${line}, reply_to, body,
      ARRAY(SELECT coalesce(f.name, 'a file that is not yours to see') FROM unnest(m.file_ids) WITH ORDINALITY AS wanted (file_id, place)
        LEFT JOIN file f ON f.id = wanted.file_id ORDER BY place) AS files
    FROM mail_message m WHERE authority_id = ${actor.authority_id} AND id = ${id} AND state = 'kept'`.execute(tx)
  return rows[0]
}
