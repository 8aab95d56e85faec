import { sql } from 'kysely'
import type { Read, Write } from '../database/door.ts'
import { readFile } from '../files.ts'
import type { JobContext } from '../jobs/work.ts'
import type { MailDoor, OutgoingMail, Sending } from './mail-door.ts'

/** Minutes until a message is tried again after so many tries: growing, and never more than four hours. */
export const pauseAfter = (tries: number): number => Math.min(2 ** (tries - 1), 240)
/** Tries in all: with the pauses above, about three days. */
export const mostTries = 26
/** Minutes after which whoever took a message to send it is held to be dead: longer than any try can last. */
const longestTry = 10

interface Claimed extends Omit<OutgoingMail, 'files'> {
  file_ids: string[]
  tries: number
}

/**
 * Sends what is due, one message after another. Each is claimed in a transaction of its own before it is sent and marked after: what was
 * claimed by somebody who died between is `uncertain`, and is never sent again by itself.
 */
export async function sendDue(context: JobContext, door: MailDoor | null): Promise<void> {
  await context.write('email that was broken off found', tx => findBrokenOff(tx, context.job_id))
  if (door === null) {
    await context.write('email kept', keepAll)
    return
  }
  let done = 0
  for (;;) {
    const mail = await context.write('email taken to be sent', tx => claim(tx, context.job_id))
    if (!mail) break
    const files = await context.read('attachments read', tx => readFiles(tx, mail.file_ids))
    const sending: Sending =
      files.length < mail.file_ids.length
        ? { outcome: 'never', sentence: 'A file that was to be attached is not there any more.' }
        : await door.send({ ...mail, files })
    await context.write('email marked', tx => mark(tx, door, mail, sending))
    done += 1
    await context.progress({ done, total: null, sentence: `${done} ${done === 1 ? 'message' : 'messages'} tried` })
  }
  await askForDelivery(context, door)
}

/** What was taken to be sent and never marked. This job's own, or one that has been silent for too long, cannot be under way. */
async function findBrokenOff(tx: Write, job_id: string): Promise<void> {
  await sql`UPDATE mail_message SET state = 'uncertain', claimed_job = NULL, claimed_at = NULL,
      sentence = 'Onroll was stopped while it was being sent. It may have been sent, or not.'
    WHERE state = 'sending' AND (claimed_job = ${job_id} OR claimed_at < now() - make_interval(mins => ${longestTry}))`.execute(
    tx,
  )
}

async function keepAll(tx: Write): Promise<void> {
  await sql`UPDATE mail_message SET state = 'kept', ended_at = now(), sentence = 'Kept: no way of sending is set up.' WHERE state = 'waiting'`.execute(
    tx,
  )
}

async function claim(tx: Write, job_id: string): Promise<Claimed | undefined> {
  const { rows } =
    await sql<Claimed>`UPDATE mail_message SET state = 'sending', claimed_job = ${job_id}, claimed_at = now(), tries = tries + 1
    WHERE (authority_id, id) = (SELECT authority_id, id FROM mail_message WHERE state = 'waiting' AND next_try_at <= now()
      ORDER BY next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, to_address, reply_to, subject, body, file_ids, tries`.execute(tx)
  return rows[0]
}

async function readFiles(tx: Read, file_ids: readonly string[]): Promise<OutgoingMail['files']> {
  const { rows } = await sql<{ id: string; name: string; media_type: string }>`SELECT f.id, f.name, f.media_type
    FROM unnest(${file_ids}::uuid[]) WITH ORDINALITY AS wanted (id, place) JOIN file f ON f.id = wanted.id ORDER BY place`.execute(
    tx,
  )
  const files = []
  for (const { id, ...file } of rows)
    files.push({ ...file, content: Buffer.concat(await Array.fromAsync(readFile(tx, id))) })
  return files
}

async function mark(tx: Write, door: MailDoor, mail: Claimed, sending: Sending): Promise<void> {
  const freed = sql`claimed_job = NULL, claimed_at = NULL, provider = ${door.provider}`
  // What was held to be broken off meanwhile is known after all; what a person has settled meanwhile stays as they said.
  const still = sql`WHERE id = ${mail.id} AND state IN ('sending', 'uncertain') AND tries = ${mail.tries}`
  if (sending.outcome === 'sent') {
    await sql`UPDATE mail_message SET state = 'sent', ended_at = now(), sentence = '', provider_reference = ${sending.reference},
      delivery = ${sending.delivery}, ${freed} ${still}`.execute(tx)
  } else if (sending.outcome === 'uncertain') {
    await sql`UPDATE mail_message SET state = 'uncertain', sentence = ${sending.sentence}, ${freed} ${still}`.execute(
      tx,
    )
  } else if (sending.outcome === 'later' && mail.tries < mostTries) {
    await sql`UPDATE mail_message SET state = 'waiting', next_try_at = now() + make_interval(mins => ${pauseAfter(mail.tries)}),
      sentence = ${sending.sentence}, ${freed} ${still}`.execute(tx)
  } else {
    const gaveUp = sending.outcome === 'later' ? ' It was tried for three days and given up.' : ''
    await sql`UPDATE mail_message SET state = 'failed', ended_at = now(), sentence = ${sending.sentence + gaveUp}, ${freed} ${still}`.execute(
      tx,
    )
  }
}

/** Asks the provider what became of the newest messages that it took, for three days. */
async function askForDelivery(context: JobContext, door: MailDoor): Promise<void> {
  const { rows } = await context.read('deliveries asked for', tx =>
    sql<{ id: string; provider_reference: string }>`SELECT id, provider_reference FROM mail_message
      WHERE state = 'sent' AND delivery = 'under_way' AND provider = ${door.provider} AND provider_reference IS NOT NULL
        AND ended_at > now() - interval '3 days' ORDER BY ended_at DESC LIMIT 100`.execute(tx),
  )
  for (const { id, provider_reference } of rows) {
    const delivery = await door.delivery(provider_reference)
    if (delivery === null || delivery === 'under_way') continue
    const sentence =
      delivery === 'not_delivered' ? 'It was sent, and could not be delivered. Check the address with the person.' : ''
    await context.write('delivery noted', tx =>
      sql`UPDATE mail_message SET delivery = ${delivery}, sentence = ${sentence} WHERE id = ${id} AND state = 'sent'`.execute(
        tx,
      ),
    )
  }
}
