import { sql } from 'kysely'
import type { Door, Read, Write } from '../../ground/database/door.ts'
import type { Identity, Person } from '../../ground/database/identity.ts'

export interface Notice {
  id: string
  text: string
  href: string | null
  person_id: string | null
  made_at: Date
  read_at: Date | null
}

/** How many notices somebody has not read, at most 99. Asked for every page, so it is one look into an index. */
export async function unreadNotices(door: Door, identity: Identity): Promise<number> {
  if (identity.kind !== 'person') return 0
  const [found] = await door.signIn(ask =>
    ask<{ unread: number }>('SELECT unread_notices($1, $2) AS unread', [identity.authority_id, identity.account_id]),
  )
  return found?.unread ?? 0
}

export const noticesAPage = 30

/** One's own notices, the newest first. @param before the id of the last one on the page before. */
export async function ownNotices(
  tx: Read,
  actor: Person,
  { unread, before }: { unread: boolean; before: string | null },
): Promise<Notice[]> {
  const { rows } = await sql<Notice>`SELECT id, text, href, person_id, made_at, read_at FROM notice
    WHERE authority_id = ${actor.authority_id} AND account_id = ${actor.account_id} ${unread ? sql`AND read_at IS NULL` : sql``}
      ${before === null ? sql`` : sql`AND id < ${before}`} ORDER BY id DESC LIMIT ${sql.lit(noticesAPage + 1)}`.execute(
    tx,
  )
  return rows
}

/** Notes that notices were read: one of them, or all. Those read before stay as they are. */
export async function markRead(tx: Write, actor: Person, id: string | null): Promise<number> {
  const { numAffectedRows } =
    await sql`UPDATE notice SET read_at = now() WHERE authority_id = ${actor.authority_id} AND account_id = ${actor.account_id} AND read_at IS NULL
    ${id === null ? sql`` : sql`AND id = ${id}`}`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
