import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import type { StateLine } from './rules.ts'

export type CouncilCase = NonNullable<Awaited<ReturnType<typeof caseById>>>

/** A case with its child's name, its lead and both versions; undefined when it is not there for this identity. */
export async function caseById(tx: Read, id: string) {
  return tx
    .selectFrom('council_case as c')
    .innerJoin('person as p', join =>
      join.onRef('p.authority_id', '=', 'c.authority_id').onRef('p.id', '=', 'c.person_id'),
    )
    .innerJoin('organisation as t', join =>
      join.onRef('t.authority_id', '=', 'c.authority_id').onRef('t.id', '=', 'c.lead_team_id'),
    )
    .leftJoin('child_summary as s', join =>
      join.onRef('s.authority_id', '=', 'c.authority_id').onRef('s.person_id', '=', 'c.person_id'),
    )
    .leftJoin('account as o', 'o.id', 'c.lead_account_id')
    .leftJoin('account as z', 'z.id', 'c.closed_by')
    .where('c.id', '=', id)
    .select([
      ...(['c.id', 'c.authority_id', 'c.person_id', 'c.sealed', 'c.reference', 'c.kind', 'c.opened_on'] as const),
      ...(['c.opened_because', 'c.lead_team_id', 'c.lead_account_id', 'c.closed_on', 'c.closing_reason'] as const),
      ...(['c.closing_evidence', 'c.closing_file_id', 'c.version', 'p.version as child_version'] as const),
      ...(['t.name as lead_team', 'o.name as lead_officer', 'z.name as closed_by', 's.known_as', 's.born_on'] as const),
    ])
    .executeTakeFirst()
}

/** The open case of a child, or else the one closed last. */
export async function caseOf(
  tx: Read,
  person_id: string,
): Promise<{ id: string; reference: string; closed_on: Day | null; lead: string } | null> {
  const { rows } = await sql<{ id: string; reference: string; closed_on: Day | null; lead: string }>`
    SELECT c.id, c.reference, c.closed_on, coalesce(a.name, t.name) AS lead
    FROM council_case c JOIN organisation t ON t.authority_id = c.authority_id AND t.id = c.lead_team_id
    LEFT JOIN account a ON a.id = c.lead_account_id
    WHERE c.person_id = ${person_id} ORDER BY c.closed_on DESC NULLS FIRST, c.id DESC LIMIT 1`.execute(tx)
  return rows[0] ?? null
}

export interface ChildNow {
  state: string | null
  state_because: string | null
  state_since: Day | null
  band: string | null
  band_because: string | null
}

/** The state and the band of a child on a day. */
export async function childOn(tx: Read, person_id: string, today: Day): Promise<ChildNow> {
  const { rows } = await sql<ChildNow>`
    SELECT s.state, s.because AS state_because, s.starts_on AS state_since, b.band, b.because AS band_because
    FROM person p
    LEFT JOIN child_state s ON s.authority_id = p.authority_id AND s.person_id = p.id
      AND s.starts_on <= ${today} AND (s.ends_on IS NULL OR s.ends_on > ${today})
    LEFT JOIN child_band b ON b.authority_id = p.authority_id AND b.person_id = p.id
      AND b.starts_on <= ${today} AND (b.ends_on IS NULL OR b.ends_on > ${today})
    WHERE p.id = ${person_id}`.execute(tx)
  return rows[0] ?? { state: null, state_because: null, state_since: null, band: null, band_because: null }
}

/** The states of a child, in order of their first day. */
export async function statesOfChild(tx: Read, person_id: string): Promise<StateLine[]> {
  return tx
    .selectFrom('child_state')
    .where('person_id', '=', person_id)
    .select(['state', 'starts_on', 'ends_on', 'weekly_hours'])
    .orderBy('starts_on')
    .execute()
}

export interface ProvisionLine {
  id: string
  kind: string
  provider: string | null
  weekly_hours: number | null
  starts_on: Day
  ends_on: Day | null
  note: string | null
}

/** Education arranged for a child that somebody recorded and nobody took back, newest first. */
export async function provisionOf(tx: Read, person_id: string): Promise<ProvisionLine[]> {
  return tx
    .selectFrom('provision_fact as f')
    .innerJoin('record as r', join =>
      join.onRef('r.authority_id', '=', 'f.authority_id').onRef('r.id', '=', 'f.record_id'),
    )
    .where('r.person_id', '=', person_id)
    .where('f.retracted_at', 'is', null)
    .select(['f.id', 'f.kind', 'f.provider', 'f.weekly_hours', 'f.starts_on', 'f.ends_on', 'f.note'])
    .orderBy('f.starts_on', 'desc')
    .orderBy('f.id', 'desc')
    .execute()
}

export interface DecisionLine {
  kind: string
  starts_on: Day
  detail: string | null
  decided_by: string | null
  recorded_at: Date
}

/** What the council decided of a child and holds on a day, with its author. */
export async function decisionsOn(tx: Read, person_id: string, today: Day): Promise<DecisionLine[]> {
  return tx
    .selectFrom('circumstance_fact as f')
    .innerJoin('record as r', join =>
      join.onRef('r.authority_id', '=', 'f.authority_id').onRef('r.id', '=', 'f.record_id'),
    )
    .leftJoin('account as a', 'a.id', 'f.recorded_by')
    .where('r.person_id', '=', person_id)
    .where('f.retracted_at', 'is', null)
    .where('f.starts_on', '<=', today)
    .where(where => where.or([where('f.ends_on', 'is', null), where('f.ends_on', '>', today)]))
    .select(['f.kind', 'f.starts_on', 'f.detail', 'a.name as decided_by', 'f.recorded_at'])
    .orderBy('f.starts_on')
    .execute()
}
