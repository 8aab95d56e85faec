import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { Missing } from '../../ground/web/errors.ts'

/** One event of the audit log in which a person was shown, or changed, something of one child. */
export interface LookAtChild {
  at: Date
  /** The moment as exactly as the log has it, for the next page. */
  mark: string
  seq: number
  account_id: string
  account_name: string | null
  role_label: string | null
  organisation_name: string | null
  action: string
  route: string
  purpose: string
  field_names: string[]
  /** How many children the same page showed. */
  children: number
}

export interface LooksAsked {
  /** From which moment on, or `-infinity`. */
  since: string
  before: { mark: string; seq: number } | null
  account_id: string | null
  /** The events that change something. */
  changes: readonly string[]
  /** Only those that changed something, or only those that did not. */
  changed: boolean | null
  most: number
}

/**
 * Who looked at a child, the newest first. A function of the database answers it and checks who asks.
 * @throws Missing for whoever may not see it: of a sealed child nobody but those named.
 */
export async function looksAtChild(tx: Read, person_id: string, asked: LooksAsked): Promise<LookAtChild[]> {
  try {
    const { rows } =
      await sql<LookAtChild>`SELECT l.*, l.at::text AS mark FROM looks_at_child(${person_id}, ${asked.since}::timestamptz, ${asked.before?.mark ?? null}::timestamptz,
      ${asked.before?.seq ?? null}::bigint, ${asked.account_id}::uuid, ${asked.changes}::text[], ${asked.changed}::boolean, ${asked.most}) l`.execute(
        tx,
      )
    return rows
  } catch (problem) {
    if ((problem as { code?: string }).code === '42501') throw new Missing()
    throw problem
  }
}

export interface OwnLook {
  at: Date
  mark: string
  seq: number
  action: string
  route: string
  purpose: string
  field_names: string[]
  children: number
  /** The child, when it was one and still is the reader's to see. */
  person_id: string | null
  known_as: string | null
}

/** What somebody looked at themselves, the newest first. */
export async function ownLooks(tx: Read, before: LooksAsked['before'], most: number): Promise<OwnLook[]> {
  const { rows } =
    await sql<OwnLook>`SELECT l.at, l.at::text AS mark, l.seq, l.action, l.route, l.purpose, l.field_names, l.children, c.person_id, c.known_as
    FROM own_looks(${before?.mark ?? null}::timestamptz, ${before?.seq ?? null}::bigint, ${most}) l
    LEFT JOIN child_summary c ON c.authority_id = identity.authority() AND l.children = 1 AND c.person_id = l.child_ids[1] ORDER BY l.at DESC, l.seq DESC`.execute(
      tx,
    )
  return rows
}
