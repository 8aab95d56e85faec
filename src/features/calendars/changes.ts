import { type RawBuilder, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { type Day, formatShortDay } from '../../rulebook/index.ts'
import type { CalendarChange, ChangeKind } from './change.ts'
import { kindTexts, type StoredEntry, type WrittenEntry } from './entry.ts'
import type { MovedClock } from './moved-clocks.ts'
import { entriesByIds } from './queries.ts'

/** A change of calendars that was made. */
export interface ChangeMade {
  id: string
  kind: ChangeKind
  what: string
  recorded: string[]
  retracted: string[]
  undoes: string | null
  changed_at: Date
  /** Null for a command. */
  by: string | null
  state: 'working' | 'done'
  moved: number
  /** The change that took it back. */
  undone_by: string | null
}

const changes = sql`SELECT c.id, c.kind, c.what, c.recorded, c.retracted, c.undoes, c.changed_at, a.name AS by, c.state, c.moved, u.id AS undone_by
  FROM calendar_change c LEFT JOIN account a ON a.id = c.changed_by
  LEFT JOIN calendar_change u ON u.authority_id = c.authority_id AND u.undoes = c.id`

const read = async (tx: Read, rest: RawBuilder<unknown>): Promise<ChangeMade[]> =>
  (await sql<ChangeMade>`${changes} ${rest}`.execute(tx)).rows

/** The newest changes. */
export const listChanges = (tx: Read, most: number): Promise<ChangeMade[]> =>
  read(tx, sql`ORDER BY c.changed_at DESC, c.id DESC LIMIT ${sql.lit(most)}`)

/** A change; undefined when the authority has none with this id. */
export const findChange = async (tx: Read, id: string): Promise<ChangeMade | undefined> =>
  (await read(tx, sql`WHERE c.id = ${id}`))[0]

export type MovedRow = MovedClock & { id: string; known_as: string }

/** A page of the clocks that a change moved and the reader may see, by the child’s name. */
export async function listMoved(tx: Read, change_id: string, after: string | null, most: number): Promise<MovedRow[]> {
  const keys = sql`s.surname_key, s.forename_key, m.person_id, m.id`
  const tables = sql`calendar_change_clock m JOIN child_summary s ON s.authority_id = m.authority_id AND s.person_id = m.person_id`
  const { rows } = await sql<MovedRow>`
    SELECT m.id, m.person_id, m.sealed, m.rule, m.field_class, m.due_before, m.problem_before, m.due_after, m.problem_after, m.was_overdue, m.is_overdue,
      coalesce(nullif(s.known_as, ''), 'Name not known') AS known_as
    FROM ${tables} WHERE m.change_id = ${change_id}
      ${after === null ? sql`` : sql`AND (${keys}) > (SELECT ${keys} FROM ${tables} WHERE m.id = ${after})`}
    ORDER BY ${keys} LIMIT ${sql.lit(most)}`.execute(tx)
  return rows
}

/** How many clocks a change moved that the reader may see, those of sealed children apart. */
export async function countMoved(tx: Read, change_id: string): Promise<{ open: number; sealed: number }> {
  const { rows } = await sql<{ open: number; sealed: number }>`
    SELECT count(*) FILTER (WHERE NOT sealed) AS open, count(*) FILTER (WHERE sealed) AS sealed
    FROM calendar_change_clock WHERE change_id = ${change_id}`.execute(tx)
  return rows[0] ?? { open: 0, sealed: 0 }
}

/** Why a change cannot be taken back, in a sentence. */
export class CannotUndo extends Error {}

/**
 * The change that takes another one back: it retracts what that recorded, and records what that retracted.
 * @throws CannotUndo when it was taken back before, when clocks are still being worked out after it, or when what it recorded was
 *   changed since.
 */
export async function undoOf(tx: Read, change: ChangeMade): Promise<CalendarChange> {
  if (change.undone_by !== null) throw new CannotUndo('It was taken back before.')
  if (change.state === 'working')
    throw new CannotUndo('Clocks are still being worked out after it. Wait until they are.')
  const recorded = await entriesByIds(tx, change.recorded)
  const retracted = await entriesByIds(tx, change.retracted)
  const gone = recorded.find(entry => !entry.stands)
  if (gone) {
    const name = gone.name === '' ? kindTexts[gone.kind] : gone.name
    throw new CannotUndo(
      `${name} from ${formatShortDay(gone.starts_on)} was changed or taken off since. Take that later change back first.`,
    )
  }
  return {
    kind: 'undone',
    what: `Taken back: ${change.what}`.slice(0, 500),
    record: retracted.map(bare),
    retract: recorded,
    undoes: change.id,
  }
}

const bare = ({ school_urn, kind, starts_on, last_on, name }: StoredEntry): WrittenEntry => ({
  ...{ school_urn, kind, starts_on, last_on, name },
})

/** The state of the work on a change, for its page of progress. */
export const findJob = (tx: Read, change_id: string) =>
  tx
    .selectFrom('job')
    .where('subject_id', '=', change_id)
    .select(['state', 'done', 'total', 'sentence'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** A day on which something stands in a calendar: "26 Oct 2026 to 30 Oct 2026". */
export const spanText = ({ starts_on, last_on }: { starts_on: Day; last_on: Day }): string =>
  starts_on === last_on ? formatShortDay(starts_on) : `${formatShortDay(starts_on)} to ${formatShortDay(last_on)}`

/** An entry in words: "Half-term “October”, 26 Oct 2026 to 30 Oct 2026". */
export const entryText = (entry: WrittenEntry): string =>
  `${kindTexts[entry.kind]}${entry.name === '' || entry.name === kindTexts[entry.kind] ? '' : ` “${entry.name}”`}, ${spanText(entry)}`
