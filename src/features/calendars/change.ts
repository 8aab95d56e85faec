import { sql } from 'kysely'
import { type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Engine, Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Queue } from '../../ground/jobs/queue.ts'
import type { Day } from '../../rulebook/index.ts'
import type { StoredEntry, WrittenEntry } from './entry.ts'
import { calendarsVersion } from './queries.ts'
import { type ChangedDays, countedOver, recount } from './recount.ts'

export type ChangeKind = 'added' | 'changed' | 'removed' | 'copied' | 'file' | 'bank_holidays' | 'undone'

/** A change of calendars, before it is made. */
export interface CalendarChange {
  kind: ChangeKind
  /** In a sentence without a full stop; holds nothing of a child. */
  what: string
  record: readonly WrittenEntry[]
  retract: readonly StoredEntry[]
  /** The change that this one takes back. */
  undoes: string | null
}

/** Children whom a person's own request works out. More than these take seconds, and are a job's. */
const atOnce = 1000

export const changeJob = 'calendar-change'

/** The days that a change changes; undefined for one without entries. */
export function changedDays({ record, retract }: Pick<CalendarChange, 'record' | 'retract'>): ChangedDays | undefined {
  const touched = [...record, ...retract]
  const from = touched.map(({ starts_on }) => starts_on).sort()[0]
  const schools = [...new Set(touched.flatMap(({ school_urn }) => school_urn ?? []))]
  return from === undefined
    ? undefined
    : { from, schools: touched.some(({ school_urn }) => school_urn === null) ? null : schools }
}

/** Takes entries back and records others; works nothing out. @throws Stale when one of those to take back no longer stands. */
export async function writeEntries(
  tx: Write,
  actor: Person | Engine,
  { record, retract }: Pick<CalendarChange, 'record' | 'retract'>,
): Promise<string[]> {
  const by = actor.kind === 'person' ? actor.account_id : actor.asked_by
  const { rows } = await sql<{ id: string }>`
    INSERT INTO calendar_entry (authority_id, school_urn, kind, starts_on, last_on, name, recorded_by)
    SELECT ${actor.authority_id}::uuid, school_urn, kind, starts_on, last_on, name, ${by}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(record)}::jsonb)
      AS t (school_urn integer, kind text, starts_on date, last_on date, name text) RETURNING id`.execute(tx)
  const taken = await sql`UPDATE calendar_entry SET retracted_at = now(), retracted_by = ${by}
    WHERE id = ANY(${retract.map(({ id }) => id)}::uuid[]) AND retracted_at IS NULL`.execute(tx)
  if (Number(taken.numAffectedRows ?? 0) !== retract.length) throw new Stale()
  return rows.map(({ id }) => id)
}

/** One change of calendars of an authority at a time. */
export const lockCalendars = (tx: Write, { authority_id }: { authority_id: string }) =>
  sql`SELECT pg_advisory_xact_lock(hashtext('onroll.calendars'), hashtext(${authority_id}))`.execute(tx)

/**
 * Makes a change: its entries, its own row, and every child with a clock that was counted over a changed day worked out anew. Where
 * they are many and there is a queue, a job does that last, after the change.
 * @param seen the version of the calendars that the preview was drawn from; null for what nobody previewed.
 * @param most children whom this transaction works out itself.
 * @returns the change, and whether a job is still to work children out; null for a change without entries.
 * @throws Stale when the calendars changed since, or the change to be undone was undone before.
 */
export async function makeChange(
  tx: Write,
  actor: Person | Engine,
  change: CalendarChange,
  { seen, queue, most = atOnce }: { seen: string | null; queue: Queue | null; most?: number },
): Promise<{ id: string; waits: boolean; person_ids: string[] } | null> {
  const days = changedDays(change)
  if (days === undefined) return null
  await lockCalendars(tx, actor)
  if (seen !== null && seen !== (await calendarsVersion(tx))) throw new Stale()
  const recorded = await writeEntries(tx, actor, change)
  const by = actor.kind === 'person' ? actor.account_id : actor.asked_by
  const made = await tx
    .insertInto('calendar_change')
    .values({
      ...{ authority_id: actor.authority_id, kind: change.kind, what: change.what, recorded, first_day: days.from },
      schools: days.schools === null ? null : [...days.schools],
      retracted: change.retract.map(({ id }) => id),
      ...{ undoes: change.undoes, changed_by: by },
    })
    .onConflict(on => on.constraint('undone_once').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw new Stale()
  const counted = await countedOver(tx, days)
  if (queue && actor.kind === 'person' && counted.length > most) {
    await queue.enqueue(tx, actor, { kind: changeJob, title: change.what, subject_id: made.id })
    return { id: made.id, waits: true, person_ids: [] }
  }
  const person_ids = await workOut(
    tx,
    { id: made.id, authority_id: actor.authority_id },
    counted.map(({ person_id }) => person_id),
    actor.today,
  )
  await withEngineSight(tx, engine =>
    engine.updateTable('calendar_change').set({ state: 'done' }).where('id', '=', made.id).execute(),
  )
  return { id: made.id, waits: false, person_ids }
}

/** Works some children of a change out anew and keeps which clocks moved. @returns the children whose clocks did. */
export async function workOut(
  tx: Write,
  change: { id: string; authority_id: string },
  ids: readonly string[],
  today: Day,
): Promise<string[]> {
  const moved = await recount(tx, ids, today)
  if (moved.length === 0) return []
  await withEngineSight(tx, async engine => {
    await sql`INSERT INTO calendar_change_clock
        (authority_id, change_id, person_id, sealed, rule, field_class, due_before, problem_before, due_after, problem_after, was_overdue, is_overdue)
      SELECT ${change.authority_id}::uuid, ${change.id}::uuid, person_id, sealed, rule, field_class, due_before, problem_before, due_after, problem_after, was_overdue, is_overdue
      FROM jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) AS t (person_id uuid, sealed boolean, rule text, field_class text, due_before date, problem_before text,
        due_after date, problem_after text, was_overdue boolean, is_overdue boolean)`.execute(engine)
    await engine
      .updateTable('calendar_change')
      .set(set => ({ moved: set('moved', '+', moved.filter(({ sealed }) => !sealed).length) }))
      .where('id', '=', change.id)
      .execute()
  })
  return [...new Set(moved.map(({ person_id }) => person_id))]
}
