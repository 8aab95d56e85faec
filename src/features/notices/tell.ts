import { sql } from 'kysely'
import { type Write, withEngineSight } from '../../ground/database/door.ts'

export interface News {
  /** What sort of notice, in lower case and underscores: `seal_review`. */
  kind: string
  /** The child it is about; null for none. A notice about a child is gone for whoever the child is sealed from. */
  person_id: string | null
  /** What happened, in a sentence or two. Never a name or another datum of a child. */
  text: string
  /** Where it can be seen. */
  href: string | null
  /** Given, the same account is never told the same key again. */
  key?: string
}

/** Tells accounts something, in the transaction in which it happened. Nobody twice. */
export const tell = (tx: Write, account_ids: readonly string[], news: News): Promise<void> =>
  withEngineSight(tx, async engine => {
    await sql`INSERT INTO notice (authority_id, account_id, kind, person_id, sealed, text, href, key)
      SELECT identity.authority(), account, ${news.kind}, ${news.person_id}::uuid,
        coalesce((SELECT p.sealed FROM person p WHERE p.authority_id = identity.authority() AND p.id = ${news.person_id}::uuid), false),
        ${news.text}, ${news.href}::text, ${news.key ?? null}::text
      FROM unnest(${[...new Set(account_ids)]}::uuid[]) AS account
      ON CONFLICT (authority_id, account_id, key) WHERE key IS NOT NULL DO NOTHING`.execute(engine)
  })
