import { type SqlBool, sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Day } from '../../rulebook/index.ts'
import type { entryKinds } from './codes.ts'

export type EntryKind = (typeof entryKinds)[number]['value']

export interface NewEntry {
  kind: EntryKind
  happened_on: Day
  text: string
  how?: string
  with_whom?: string
  reached?: boolean
  child_seen?: boolean
  file_id?: string | null
  /** The item of a meeting from which it came: whoever has a conflict of interest with that sees nothing of it here either. */
  panel_item_id?: string
}

/** Writes an entry of the chronology. There is no way to change or remove one: what was wrong is put right by another. */
export async function addEntry(
  tx: Write,
  actor: Person,
  of: { id: string; person_id: string; sealed: boolean },
  entry: NewEntry,
): Promise<void> {
  await tx
    .insertInto('case_entry')
    .values({
      authority_id: actor.authority_id,
      case_id: of.id,
      person_id: of.person_id,
      sealed: of.sealed,
      recorded_by: actor.account_id,
      ...entry,
    })
    .execute()
}

export interface EntryLine {
  id: string
  kind: string
  happened_on: Day
  how: string | null
  with_whom: string | null
  reached: boolean | null
  child_seen: boolean | null
  text: string
  file_id: string | null
  file_name: string | null
  recorded_by: string
  recorded_at: Date
}

const entries = (tx: Read) =>
  tx
    .selectFrom('case_entry as e')
    .innerJoin('account as a', 'a.id', 'e.recorded_by')
    .leftJoin('file as f', join => join.onRef('f.authority_id', '=', 'e.authority_id').onRef('f.id', '=', 'e.file_id'))
    .select(['e.id', 'e.kind', 'e.happened_on', 'e.how', 'e.with_whom', 'e.reached', 'e.child_seen', 'e.text'])
    .select(['e.file_id', 'f.name as file_name', 'a.name as recorded_by', 'e.recorded_at'])

/**
 * A page of a case's chronology, newest first.
 * @param asked `kind` narrows it; `before` is the id of the entry after which the page begins; `limit` rows at most.
 */
export async function entriesOfCase(
  tx: Read,
  case_id: string,
  asked: { kind: string | null; before: string | null; limit: number },
): Promise<EntryLine[]> {
  let query = entries(tx).where('e.case_id', '=', case_id)
  if (asked.kind !== null) query = query.where('e.kind', '=', asked.kind)
  if (asked.before !== null) {
    query = query.where(
      sql<SqlBool>`(e.happened_on, e.recorded_at, e.id) < (SELECT x.happened_on, x.recorded_at, x.id FROM case_entry x WHERE x.id = ${asked.before})`,
    )
  }
  return query
    .orderBy('e.happened_on', 'desc')
    .orderBy('e.recorded_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(asked.limit)
    .execute()
}

/** The newest entries of all cases of a child, for the child's story. */
export async function entriesOfChild(
  tx: Read,
  person_id: string,
  limit: number,
): Promise<(EntryLine & { case_id: string })[]> {
  return entries(tx)
    .select('e.case_id')
    .where('e.person_id', '=', person_id)
    .orderBy('e.happened_on', 'desc')
    .orderBy('e.recorded_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit)
    .execute()
}

/** How many contacts a case has, how many reached somebody, how many saw the child. */
export async function contactsOf(
  tx: Read,
  case_id: string,
): Promise<{ contacts: number; reached: number; seen: number }> {
  return tx
    .selectFrom('case_entry')
    .where('case_id', '=', case_id)
    .where('kind', '=', 'contact')
    .select(({ fn }) => [
      fn.countAll<number>().as('contacts'),
      fn.countAll<number>().filterWhere('reached', '=', true).as('reached'),
      fn.countAll<number>().filterWhere('child_seen', '=', true).as('seen'),
    ])
    .executeTakeFirstOrThrow()
}

/** When a child was last seen, whichever case it was on: by whom, how and with whom; null where no contact saw the child. */
export async function lastSeen(
  tx: Read,
  person_id: string,
): Promise<Pick<EntryLine, 'happened_on' | 'how' | 'recorded_by'> | null> {
  const found = await entries(tx)
    .where('e.person_id', '=', person_id)
    .where('e.kind', '=', 'contact')
    .where('e.child_seen', '=', true)
    .orderBy('e.happened_on', 'desc')
    .orderBy('e.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found ?? null
}

/** What a child said last, on any case. */
export async function lastVoice(
  tx: Read,
  person_id: string,
): Promise<Pick<EntryLine, 'happened_on' | 'how' | 'text' | 'recorded_by'> | null> {
  const found = await entries(tx)
    .where('e.person_id', '=', person_id)
    .where('e.kind', '=', 'voice')
    .orderBy('e.happened_on', 'desc')
    .orderBy('e.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found ?? null
}
