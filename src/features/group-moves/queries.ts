import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day, Sector } from '../../rulebook/index.ts'
import { type Group, type Member, withGroup } from './group.ts'
import type { MoveAtWork } from './move-children.ts'

export type MoveState = 'draft' | 'moving' | 'moved' | 'undoing' | 'undone' | 'withdrawn'

/** A move with the names of its schools. */
export interface Move extends Group {
  id: string
  authority_id: string
  state: MoveState
  version: number
  from_names: string[]
  to_name: string
  to_sector: Sector
  to_in_area: boolean
  asked_by: string
  asked_at: Date
  confirmed_by: string | null
  confirmed_by_name: string | null
  confirmed_at: Date | null
  undone_by: string | null
  undone_by_name: string | null
  undone_at: Date | null
  undone_because: string | null
}

const moves = sql`SELECT m.id, m.authority_id, m.kind, m.from_urns, m.to_urn, m.year_group, m.moves_on, m.state, m.version, m.asked_by, m.asked_at,
    m.confirmed_by, m.confirmed_at, m.undone_by, m.undone_at, m.undone_because, c.name AS confirmed_by_name, u.name AS undone_by_name,
    coalesce(t.name, 'URN ' || m.to_urn) AS to_name, coalesce(t.sector, 'unknown') AS to_sector, coalesce(t.la_code = a.code, false) AS to_in_area,
    ARRAY(SELECT coalesce(s.name, 'URN ' || urn) FROM unnest(m.from_urns) WITH ORDINALITY AS f (urn, n) LEFT JOIN school s USING (urn) ORDER BY n) AS from_names
  FROM group_move m JOIN authority a ON a.id = m.authority_id LEFT JOIN school t ON t.urn = m.to_urn
  LEFT JOIN account c ON c.id = m.confirmed_by LEFT JOIN account u ON u.id = m.undone_by`

/** The newest moves, with what was done to how many children. */
export async function listMoves(tx: Read, most: number): Promise<Move[]> {
  const { rows } =
    await sql<Move>`${moves} WHERE m.state <> 'withdrawn' ORDER BY m.asked_at DESC LIMIT ${sql.lit(most)}`.execute(tx)
  return rows
}

/** A move; undefined when there is none of the authority. */
export async function findMove(tx: Read, id: string): Promise<Move | undefined> {
  const { rows } = await sql<Move>`${moves} WHERE m.id = ${id}`.execute(tx)
  return rows[0]
}

/** What the move is, in a sentence without its day and without a full stop. */
export function sentenceOf(move: Pick<Move, 'kind' | 'year_group' | 'from_names' | 'to_name'>): string {
  const from = move.from_names.join(' and ')
  if (move.kind === 'conversion') return `${from} converted to ${move.to_name}`
  if (move.kind === 'merger') return `${from} merged into ${move.to_name}`
  const group = move.year_group === 'R' ? 'Reception' : `Year ${move.year_group}`
  return `${group} of ${from} moved on to ${move.to_name}`
}

/** The move as its work needs it, in the name of whoever decided it. */
export const atWork = (move: Move, account_id: string | null): MoveAtWork => ({
  ...move,
  account_id,
  because: sentenceOf(move),
})

export interface Counted {
  outcome: Member['outcome']
  because: string | null
  children: number
}

/** What would become of the group today, and a text that changes whenever the group does. */
export async function countGroup(tx: Read, group: Group): Promise<{ counted: Counted[]; digest: string }> {
  const { rows } = await sql<Counted & { digest: string }>`${withGroup(group)}
    SELECT outcome, because, count(*)::integer AS children, md5(string_agg(person_id::text, ',' ORDER BY person_id)) AS digest
    FROM grouped GROUP BY outcome, because ORDER BY outcome, because`.execute(tx)
  const digest = rows.map(row => `${row.outcome}${row.because ?? ''}${row.digest}`).join()
  return {
    counted: rows.map(({ digest: _, ...row }) => row),
    digest: createHash('sha256').update(digest).digest('base64url').slice(0, 16),
  }
}

export interface MemberRow {
  person_id: string
  known_as: string
  born_on: Day | null
  outcome: string
  because: string | null
  undo: string | null
}

/** A page of the children of a group before it moves, by name. */
export async function listGroup(
  tx: Read,
  group: Group,
  left_out: boolean,
  after: string | null,
  limit: number,
): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`${withGroup(group)}
    SELECT g.person_id, n.known_as, n.born_on, g.outcome, g.because, NULL AS undo FROM grouped g
    JOIN child_summary n ON n.authority_id = (SELECT identity.authority()) AND n.person_id = g.person_id
    WHERE (g.outcome = 'left_out') = ${left_out} ${edge(after)} ORDER BY n.surname_key, n.forename_key, g.person_id LIMIT ${sql.lit(limit)}`.execute(
    tx,
  )
  return rows
}

export type Shown = 'done' | 'left_out' | 'kept'

/** A page of the children of a move that was carried out: moved, left out, or left as they were by an undo. */
export async function listDone(
  tx: Read,
  move_id: string,
  shown: Shown,
  after: string | null,
  limit: number,
): Promise<MemberRow[]> {
  const of =
    shown === 'kept'
      ? sql`g.undo = 'kept'`
      : shown === 'left_out'
        ? sql`g.outcome = 'left_out'`
        : sql`g.outcome <> 'left_out'`
  const { rows } = await sql<MemberRow>`
    SELECT g.person_id, n.known_as, n.born_on, g.outcome, g.because, g.undo FROM group_move_child g
    JOIN child_summary n ON n.authority_id = g.authority_id AND n.person_id = g.person_id
    WHERE g.move_id = ${move_id} AND ${of} ${edge(after)} ORDER BY n.surname_key, n.forename_key, g.person_id LIMIT ${sql.lit(limit)}`.execute(
    tx,
  )
  return rows
}

const edge = (after: string | null) =>
  after === null
    ? sql``
    : sql`AND (n.surname_key, n.forename_key, g.person_id) > (SELECT e.surname_key, e.forename_key, e.person_id FROM child_summary e WHERE e.person_id = ${after})`

/** What was done to how many children of a move. */
export async function countDone(tx: Read, move_id: string): Promise<(Counted & { undo: string | null })[]> {
  const { rows } = await sql<Counted & { undo: string | null }>`
    SELECT outcome, because, undo, count(*)::integer AS children FROM group_move_child WHERE move_id = ${move_id} GROUP BY outcome, because, undo ORDER BY outcome, because, undo`.execute(
    tx,
  )
  return rows
}

export const findJob = (tx: Read, move_id: string) =>
  tx
    .selectFrom('job')
    .where('subject_id', '=', move_id)
    .select(['id', 'title', 'state', 'done', 'total', 'sentence'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

export interface Suggestion {
  urn: number
  name: string
  to_urn: number
  to_name: string
  on: Day | null
  children: number
}

/** Schools of the area that the register says another has followed, and that children are still on the roll of. */
export async function listSuggestions(tx: Read, today: Day, most: number): Promise<Suggestion[]> {
  const { rows } = await sql<Suggestion>`
    WITH followed AS (
      SELECT urn AS old_urn, link_urn AS new_urn, established_on FROM school_link WHERE link_type ILIKE 'successor%'
      UNION SELECT link_urn, urn, established_on FROM school_link WHERE link_type ILIKE 'predecessor%'),
    pair AS (
      SELECT DISTINCT ON (o.urn, n.urn) o.urn, o.name, n.urn AS to_urn, n.name AS to_name, coalesce(n.opened_on, f.established_on) AS on
      FROM followed f JOIN school o ON o.urn = f.old_urn AND o.status = 'closed' JOIN school n ON n.urn = f.new_urn AND n.status <> 'closed'
      WHERE o.la_code = (SELECT code FROM authority WHERE id = (SELECT identity.authority())) ORDER BY o.urn, n.urn, f.established_on DESC)
    SELECT p.*, c.children FROM pair p
    JOIN LATERAL (SELECT coalesce(sum(change), 0)::integer AS children FROM child_movement m WHERE m.school_urn = p.urn AND m.day <= ${today}) c ON c.children > 0
    ORDER BY c.children DESC, p.urn LIMIT ${sql.lit(most)}`.execute(tx)
  return rows
}

/** The school that the register says has followed one, if it names just one. */
export async function successorOf(
  tx: Read,
  urn: number,
): Promise<{ urn: number; name: string; on: Day | null } | null> {
  const { rows } = await sql<{ urn: number; name: string; on: Day | null }>`
    SELECT DISTINCT n.urn, n.name, n.opened_on AS on FROM (
      SELECT link_urn AS new_urn FROM school_link WHERE urn = ${urn} AND link_type ILIKE 'successor%'
      UNION SELECT urn FROM school_link WHERE link_urn = ${urn} AND link_type ILIKE 'predecessor%') f
    JOIN school n ON n.urn = f.new_urn AND n.status <> 'closed' LIMIT 2`.execute(tx)
  return rows.length === 1 ? (rows[0] ?? null) : null
}
