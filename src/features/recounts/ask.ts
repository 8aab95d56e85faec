import { sql } from 'kysely'
import { type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Queue } from '../../ground/jobs/queue.ts'
import { addDays, type Day, formatDay } from '../../rulebook/index.ts'
import type { Choosable } from './codes.ts'
import { readDefinitions } from './definitions.ts'
import { recountKind } from './work.ts'

/** A question about a day. */
export interface RecountAsked {
  on_day: Day
  /** The day whose evening the belief is of; null for what is held true now. */
  known_on: Day | null
  counts: readonly Choosable[]
  school_urn: number | null
  compulsory_age: boolean
  /** One definition, or two side by side. */
  policies: readonly string[]
}

interface Actor {
  authority_id: string
  account_id: string | null
}

/** The end of a day in London. */
const endOf = (day: Day): Date =>
  new Date(Temporal.PlainDate.from(addDays(day, 1)).toZonedDateTime('Europe/London').epochMilliseconds)

/**
 * Writes a question down with the names of all that it will be answered by. What is held true now is held at this instant, so that
 * what is recorded while it is counted is not half in it. @returns the recount.
 */
export async function writeRecount(tx: Write, actor: Actor, asked: RecountAsked): Promise<string> {
  const believed_at = asked.known_on === null ? null : endOf(asked.known_on)
  const { sides, rules_version, calendars_version } = await withEngineSight(tx, engine =>
    readDefinitions(engine, asked.policies, believed_at),
  )
  // A millisecond on, since the driver's instants have no finer part and what was recorded before must be before.
  const known_at =
    believed_at === null
      ? sql<Date>`date_trunc('milliseconds', now()) + interval '1 millisecond'`
      : sql<Date>`${believed_at}::timestamptz`
  const { id } = await tx
    .insertInto('recount')
    .values({
      authority_id: actor.authority_id,
      on_day: asked.on_day,
      known_on: asked.known_on,
      known_at,
      counts: [...asked.counts],
      school_urn: asked.school_urn,
      compulsory_age: asked.compulsory_age,
      policies: sides.map(({ policy }) => policy),
      policy_versions: sides.map(({ version }) => version),
      rules_version,
      calendars_version,
      asked_by: actor.account_id,
      // How many of a school are sealed is told to nobody.
      sealed_children: asked.school_urn === null ? 0 : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Has a recount counted, or one that was stopped go on. @returns the job. */
export const haveCounted = (
  tx: Write,
  queue: Queue,
  actor: Actor,
  recount: { id: string; on_day: Day },
): Promise<string> =>
  queue.enqueue(tx, actor, {
    kind: recountKind,
    title: `Recount of ${formatDay(recount.on_day)}`,
    subject_id: recount.id,
  })
