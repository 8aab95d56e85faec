import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Look } from '../../ground/look.ts'
import type { Day } from '../../rulebook/index.ts'
import { reevaluate } from '../children/index.ts'
import { type Group, type Member, withGroup } from './group.ts'
import { type Target, targetsOf } from './target-records.ts'

/** A move as the work on it needs it. */
export interface MoveAtWork extends Group {
  id: string
  authority_id: string
  /** Whose decision it was: who confirmed it, or who undid it. */
  account_id: string | null
  /** What the enrolments that it ends are said to have ended for. */
  because: string
  to_sector: string
  to_in_area: boolean
}

/** An enrolment that a move ends. */
interface Held {
  id: string
  record_id: string
  person_id: string
  sealed: boolean
  source_id: string | null
  last_on: Day | null
  starts_on: Day
  ends_on: Day | null
  school_urn: number
  status: string
  year_group: string | null
  weekly_hours: number | null
}

/**
 * Moves the next children of a group in one transaction: the old enrolment ends on the day, the new one begins, states are
 * worked out anew. A child once taken is not taken again, so that a killed job goes on where it stopped.
 * @returns how many children were taken, and how many of them are not sealed; 0 when none is left.
 */
export async function moveBatch(
  tx: Write,
  move: MoveAtWork,
  size: number,
  today: Day,
  look: Look,
): Promise<{ taken: number; open: number }> {
  await sql`SELECT FROM group_move WHERE id = ${move.id} FOR UPDATE`.execute(tx)
  const { rows: members } = await sql<Member>`${withGroup(move)}
    SELECT g.* FROM grouped g WHERE g.person_id NOT IN (SELECT person_id FROM group_move_child WHERE move_id = ${move.id})
    ORDER BY g.person_id LIMIT ${sql.lit(size)}`.execute(tx)
  if (members.length === 0) return { taken: 0, open: 0 }
  const ids = members.filter(({ outcome }) => outcome !== 'left_out').map(({ person_id }) => person_id)
  await sql`SELECT FROM person WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`.execute(tx)
  const held = Map.groupBy(await heldThere(tx, move, ids), fact => fact.person_id)
  const targets = await targetsOf(
    tx,
    move,
    [...held].map(([person_id, facts]) => ({ person_id, sealed: facts.some(fact => fact.sealed), facts })),
  )
  const done = members.map(member =>
    member.outcome === 'left_out'
      ? { ...member, added: [], retracted: [], records: [], facts: [] }
      : moved(move, member, held.get(member.person_id) ?? [], targets.get(member.person_id) ?? null),
  )
  await write(tx, move, done)
  await reevaluate(tx, ids, today)
  look.saw(members.map(({ person_id }) => person_id))
  return { taken: members.length, open: members.filter(({ sealed }) => !sealed).length }
}

interface NewFact extends Omit<Held, 'person_id' | 'source_id' | 'last_on' | 'id'> {
  /** The fact of which this is the ending; null for the enrolment at the new school. */
  copy_of: string | null
}

interface Done extends Member {
  retracted: string[]
  facts: NewFact[]
  records: { id: string; last_on: Day | null }[]
}

/** What the move writes of one child. */
function moved(move: MoveAtWork, member: Member, held: readonly Held[], target: Target | null): Done {
  const { moves_on, to_urn } = move
  // Who is on the new roll from a later day stays on the old one until then.
  const ends = member.there_since !== null && member.there_since > moves_on ? member.there_since : moves_on
  const ended = held
    .filter(fact => fact.starts_on < ends && (fact.ends_on === null || fact.ends_on > ends))
    .map((fact): NewFact => ({ ...fact, ends_on: ends, copy_of: fact.id }))
  const retracted = held.filter(fact => fact.starts_on >= ends || fact.ends_on === null || fact.ends_on > ends)
  const [first] = held
  const isOne = new Set(held.map(fact => fact.school_urn)).size === 1
  const begun: NewFact[] =
    member.outcome === 'already_there' || first === undefined || target === null
      ? []
      : [
          {
            ...{ record_id: target.record_id, sealed: member.sealed, copy_of: null, school_urn: to_urn },
            starts_on: moves_on,
            ends_on: lastEnd(held),
            status: isOne ? first.status : 'C',
            year_group: move.kind === 'rollover' ? null : first.year_group,
            weekly_hours: first.weekly_hours,
          },
        ]
  const records = held.flatMap(fact => (fact.source_id !== null ? [{ id: fact.record_id, last_on: fact.last_on }] : []))
  if (begun.length > 0 && target?.source_id) records.push({ id: target.record_id, last_on: target.last_on })
  return {
    ...member,
    retracted: retracted.map(fact => fact.id),
    facts: [...ended, ...begun],
    records: [...new Map(records.map(record => [record.id, record])).values()],
  }
}

/** When a stay that was to end anyway ends at the new school too; null while any of its enrolments is open. */
const lastEnd = (held: readonly Held[]): Day | null =>
  held.reduce<Day | null>(
    (last, { ends_on }) => (last === null || ends_on === null ? null : ends_on > last ? ends_on : last),
    held[0]?.ends_on ?? null,
  )

async function heldThere(tx: Write, move: MoveAtWork, ids: readonly string[]): Promise<Held[]> {
  const { rows } = await sql<Held>`
    SELECT f.id, f.record_id, r.person_id, r.sealed, r.source_id, r.last_on, f.starts_on, f.ends_on, f.school_urn, f.status, f.year_group, f.weekly_hours
    FROM record r JOIN enrolment_fact f ON f.authority_id = r.authority_id AND f.record_id = r.id
    WHERE r.authority_id = (SELECT identity.authority()) AND r.person_id = ANY(${[...ids]}::uuid[]) AND f.school_urn = ANY(${[...move.from_urns]}::integer[])
      AND f.retracted_at IS NULL AND (f.ends_on IS NULL OR f.ends_on > ${move.moves_on}::date) ORDER BY r.person_id, f.starts_on, f.id`.execute(
    tx,
  )
  return rows
}

async function write(tx: Write, move: MoveAtWork, done: readonly Omit<Done, 'added'>[]): Promise<void> {
  const { account_id } = move
  const retracted = done.flatMap(child => child.retracted)
  await sql`UPDATE enrolment_fact SET retracted_at = now(), retracted_by = ${account_id}, retracted_reason = 'changed', retracted_because = ${move.because} WHERE id = ANY(${retracted}::uuid[]) AND retracted_at IS NULL`.execute(
    tx,
  )
  const facts = done.flatMap(child => child.facts.map(fact => ({ ...fact, person_id: child.person_id })))
  const ids = (await sql<{ id: string }>`SELECT uuidv7() AS id FROM generate_series(1, ${facts.length})`.execute(tx))
    .rows
  const added = facts.map((fact, at) => ({ ...fact, id: ids[at]?.id ?? '' }))
  await sql`INSERT INTO enrolment_fact (authority_id, id, record_id, sealed, starts_on, ends_on, source, import_id, recorded_by, school_urn, in_area, sector, status, year_group, weekly_hours, ended_because, recorded_because, instead_of)
    SELECT identity.authority(), t.id, t.record_id, t.sealed, t.starts_on, t.ends_on, coalesce(o.source, 'council'), o.import_id, ${account_id}::uuid, t.school_urn,
      coalesce(o.in_area, ${move.to_in_area}), coalesce(o.sector, ${move.to_sector}), t.status, t.year_group, t.weekly_hours, CASE WHEN o.id IS NOT NULL THEN ${move.because} END, ${move.because}, o.id
    FROM jsonb_to_recordset(${JSON.stringify(added)}::jsonb) AS t (id uuid, record_id uuid, sealed boolean, starts_on date, ends_on date, school_urn integer, status text,
      year_group text, weekly_hours numeric, copy_of uuid)
    LEFT JOIN enrolment_fact o ON o.authority_id = identity.authority() AND o.id = t.copy_of`.execute(tx)
  // A list older than the move says nothing of it; one of a later day is read as ever.
  const touched = done.flatMap(child => child.records.map(record => record.id))
  await sql`UPDATE record SET last_on = greatest(last_on, ${move.moves_on}::date) WHERE id = ANY(${touched}::uuid[])`.execute(
    tx,
  )
  const byPerson = Map.groupBy(added, fact => fact.person_id)
  const rows = done.map(({ person_id, sealed, outcome, because, retracted: gone, records }) => ({
    ...{ person_id, sealed, outcome, because, retracted: gone, records },
    added: (byPerson.get(person_id) ?? []).map(fact => fact.id),
  }))
  await sql`INSERT INTO group_move_child (authority_id, move_id, person_id, sealed, outcome, because, retracted, added, records)
    SELECT identity.authority(), ${move.id}::uuid, person_id, sealed, outcome, because, retracted, added, records
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t (person_id uuid, sealed boolean, outcome text, because text, retracted uuid[], added uuid[], records jsonb)`.execute(
    tx,
  )
}
