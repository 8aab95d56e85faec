import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { PanelRefused } from './actions.ts'
import { type Meeting, membersOf } from './queries.ts'

export interface Pack {
  id: string
  published_at: Date
  published_by: string
}

/** The papers of a meeting that are published now. */
export const packOf = async (tx: Read, meeting_id: string): Promise<Pack | undefined> =>
  (
    await sql<Pack>`SELECT p.id, p.published_at, a.name AS published_by FROM panel_pack p JOIN account a ON a.id = p.published_by
      WHERE p.meeting_id = ${meeting_id} AND p.withdrawn_at IS NULL`.execute(tx)
  ).rows[0]

/** Packs of a meeting that were withdrawn, and why, the newest first. */
export const withdrawnPacks = async (
  tx: Read,
  meeting_id: string,
): Promise<{ withdrawn_at: Date; withdrawn_because: string; by: string }[]> =>
  (
    await sql<{ withdrawn_at: Date; withdrawn_because: string; by: string }>`
      SELECT p.withdrawn_at, p.withdrawn_because, a.name AS by FROM panel_pack p JOIN account a ON a.id = p.withdrawn_by
      WHERE p.meeting_id = ${meeting_id} AND p.withdrawn_at IS NOT NULL ORDER BY p.withdrawn_at DESC`.execute(tx)
  ).rows

export interface Copy {
  account_id: string
  name: string
  number: number
  /** When it was opened, and by whom where not by the member; the first first. */
  opened: { at: Date; by: string; by_id: string }[]
}

/** The copies of a pack by number. */
export async function copiesOf(tx: Read, pack_id: string): Promise<Copy[]> {
  const { rows } = await sql<{
    account_id: string
    name: string
    number: number
    at: Date | null
    by: string | null
    by_id: string | null
  }>`
    SELECT c.account_id, a.name, c.number, o.opened_at AS at, b.name AS by, o.opened_by AS by_id FROM panel_pack_copy c JOIN account a ON a.id = c.account_id
    LEFT JOIN panel_pack_opening o ON o.authority_id = c.authority_id AND o.pack_id = c.pack_id AND o.account_id = c.account_id
    LEFT JOIN account b ON b.id = o.opened_by WHERE c.pack_id = ${pack_id} ORDER BY c.number, o.opened_at`.execute(tx)
  const copies = new Map<string, Copy>()
  for (const { at, by, by_id, ...row } of rows) {
    const copy = copies.get(row.account_id) ?? { ...row, opened: [] }
    if (at !== null) copy.opened.push({ at, by: by ?? '', by_id: by_id ?? '' })
    copies.set(row.account_id, copy)
  }
  return [...copies.values()]
}

/** Publishes the papers of a meeting: a numbered copy for each who sits on the body that day. @throws PanelRefused where they are published. */
export async function publishPapers(tx: Write, actor: Person, at: Meeting): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    INSERT INTO panel_pack (authority_id, meeting_id, published_by) VALUES (identity.authority(), ${at.id}, ${actor.account_id})
    ON CONFLICT (authority_id, meeting_id) WHERE withdrawn_at IS NULL DO NOTHING RETURNING id`.execute(tx)
  const [pack] = rows
  if (!pack) throw new PanelRefused('read', 'Somebody published the papers already')
  const accounts = (await membersOf(tx, at.series_id, at.meets_on)).map(one => one.account_id)
  if (accounts.length === 0) throw new PanelRefused('read', 'Nobody sits on the body on that day: give a seat first')
  await sql`INSERT INTO panel_pack_copy (authority_id, pack_id, account_id, number)
    SELECT identity.authority(), ${pack.id}, a, n FROM unnest(${accounts}::uuid[]) WITH ORDINALITY AS g (a, n)`.execute(
    tx,
  )
}

/** Withdraws the papers of a meeting: nobody opens them any longer. @throws PanelRefused where somebody did. */
export async function withdrawPapers(tx: Write, actor: Person, at: Meeting, because: string): Promise<void> {
  const { numAffectedRows } = await sql`
    UPDATE panel_pack SET withdrawn_at = now(), withdrawn_by = ${actor.account_id}, withdrawn_because = ${because} WHERE meeting_id = ${at.id} AND withdrawn_at IS NULL`.execute(
    tx,
  )
  if (numAffectedRows !== 1n) throw new PanelRefused('because', 'Somebody withdrew the papers already')
}

/** Notes that somebody opens a copy. */
export const openCopy = (tx: Write, actor: Person, pack_id: string, account_id: string): Promise<unknown> =>
  sql`INSERT INTO panel_pack_opening (authority_id, pack_id, account_id, opened_by) VALUES (identity.authority(), ${pack_id}, ${account_id}, ${actor.account_id})`.execute(
    tx,
  )
