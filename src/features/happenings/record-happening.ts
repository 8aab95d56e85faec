import type { Read, Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { addDays, type Day, type HappeningKind, happeningKinds } from '../../rulebook/index.ts'
import { type Columns, KeptRefused, type KeptTable, keepFact } from '../children/index.ts'
import { isRecorded } from './queries.ts'

export const happeningTable = {
  table: 'happening_fact',
  own: ['kind', 'field_class', 'school_urn', 'sessions', 'answers', 'note'],
} as const satisfies KeptTable

/** Something that happened, as it is recorded. `school_urn`: null where its kind is of no school. `sessions`: half days of a suspension. */
export interface Happened {
  kind: HappeningKind
  starts_on: Day
  school_urn: number | null
  sessions?: number | null
  answers?: string | null
  note?: string | null
}

/**
 * The columns of something that happened to a child. `not`: the fact that it stands in place of.
 * @throws KeptRefused where the same is recorded for that day already.
 */
export async function happeningColumns(
  tx: Read,
  person_id: string,
  { kind, starts_on, school_urn, sessions = null, answers = null, note = null }: Happened,
  not: string | null,
): Promise<Columns> {
  if (await isRecorded(tx, person_id, { kind, school_urn, starts_on, not }))
    throw new KeptRefused('starts_on', 'This is recorded for that day already: look under What happened')
  const { field_class } = happeningKinds[kind]
  return { kind, field_class, school_urn, sessions, answers, note }
}

/**
 * Records that something happened to a child and works the child's clocks out anew. `last_on`: the last day of what lasts, null
 * while it goes on; what is of one day has none.
 * @throws KeptRefused where the same is recorded for that day already.
 */
export async function recordHappening(
  tx: Write,
  actor: Person,
  person_id: string,
  happened: Happened & { last_on?: Day | null },
): Promise<void> {
  const columns = await happeningColumns(tx, person_id, happened, null)
  const { kind, starts_on, last_on = null } = happened
  const last = happeningKinds[kind].lasts ? last_on : starts_on
  const period = { starts_on, ends_on: last === null ? null : addDays(last, 1) }
  await keepFact(tx, actor, { ...happeningTable, person_id, seen: null, otherSide: null }, period, columns)
}
