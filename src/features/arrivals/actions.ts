import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import { encrypt } from '../../ground/kept-secret.ts'
import { nextTime, type Rhythm } from './pick-up-time.ts'
import type { PickUp } from './queries.ts'

/** The hash under which a key is kept. */
export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest()

/** Makes a key with which another system sends lists of one source. @returns the key, which is kept nowhere. */
export async function makeKey(
  tx: Write,
  actor: Person,
  { source_id, name }: { source_id: string; name: string },
): Promise<string> {
  const key = `onroll_${randomBytes(32).toString('base64url')}`
  await tx
    .insertInto('upload_key')
    .values({
      ...{ authority_id: actor.authority_id, source_id, name },
      ...{ secret_hash: hashOfKey(key), made_by: actor.account_id },
    })
    .execute()
  return key
}

/** Ends a key: what is sent with it from then on is refused. */
export async function endKey(tx: Write, actor: Person, id: string): Promise<void> {
  await sql`UPDATE upload_key SET ended_at = now(), ended_by = ${actor.account_id} WHERE id = ${id} AND ended_at IS NULL`.execute(
    tx,
  )
}

/** A pick-up as it is set up. The password is null to leave the one that is kept. */
export interface PickUpGiven extends Rhythm {
  place: PickUp['place']
  folder: string
  pattern: string
  host: string | null
  port: number | null
  login: string | null
  host_key: string | null
  password: string | null
  true_on: PickUp['true_on']
}

const server = (given: PickUpGiven) => {
  const isServer = given.place === 'sftp'
  const { host, port, login, host_key } = given
  return isServer ? { host, port, login, host_key } : { host: null, port: null, login: null, host_key: null }
}

/** Sets a pick-up up; it is due at its next time. */
export async function addPickUp(
  tx: Write,
  actor: Person,
  { id, source_id, key, now, ...given }: PickUpGiven & { id: string; source_id: string; key: Buffer; now: Date },
): Promise<void> {
  const { place, folder, pattern, true_on, every, hour, weekday, password } = given
  await tx
    .insertInto('pick_up')
    .values({
      ...{ authority_id: actor.authority_id, id, source_id, place, folder, pattern, true_on, every, hour, weekday },
      ...server(given),
      secret: place === 'sftp' ? encrypt(key, id, password ?? '') : null,
      ...{ next_at: nextTime(given, now), made_by: actor.account_id },
    })
    .execute()
}

/** Changes a pick-up. Throws Stale. */
export async function changePickUp(
  tx: Write,
  { id, seen, key, now, ...given }: PickUpGiven & { id: string; seen: number; key: Buffer; now: Date },
): Promise<void> {
  const { folder, pattern, true_on, every, hour, weekday, password } = given
  const { numUpdatedRows } = await tx
    .updateTable('pick_up')
    .set({
      ...{ folder, pattern, true_on, every, hour, weekday, next_at: nextTime(given, now), version: seen + 1 },
      ...server(given),
      ...(password === null ? {} : { secret: encrypt(key, id, password) }),
    })
    .where('id', '=', id)
    .where('version', '=', seen)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) throw new Stale()
}

/** Pauses a pick-up, goes on with it from its next time, or ends it. Throws Stale. */
export async function steerPickUp(
  tx: Write,
  { id, seen, to, now }: { id: string; seen: number; to: 'paused' | 'going' | 'ended'; now: Date },
): Promise<void> {
  const { rows } = await sql<Rhythm>`SELECT every, hour, weekday FROM pick_up WHERE id = ${id}`.execute(tx)
  const [rhythm] = rows
  if (!rhythm) throw new Stale()
  const change = {
    paused: sql`paused_at = ${now}`,
    going: sql`paused_at = NULL, next_at = ${nextTime(rhythm, now)}`,
    ended: sql`ended_at = ${now}`,
  }[to]
  const done =
    await sql`UPDATE pick_up SET ${change}, version = version + 1 WHERE id = ${id} AND version = ${seen} AND ended_at IS NULL`.execute(
      tx,
    )
  if (done.numAffectedRows !== 1n) throw new Stale()
}
