import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import type { PairState } from './codes.ts'
import type { Evidence } from './runs.ts'

/** A pair as the review lists it. */
export interface PairRow {
  id: string
  low_id: string
  high_id: string
  low_known_as: string
  high_known_as: string
  low_born_on: Day | null
  high_born_on: Day | null
  probability: number
  outcome: 'match' | 'review' | 'no_match'
  state: PairState
  lists: number
  because: string
  readings: number
}

export interface PairsAsked {
  state: 'open' | 'second_look' | null
  outcome: 'match' | 'review' | null
  sampled: true | null
  sort: 'unsure' | 'lists'
  order: 'asc' | 'desc'
  beyond: '>' | '<'
  from: string | null
  limit: number
}

const pairRows = sql`SELECT p.id, p.low_id, p.high_id, coalesce(l.known_as, '') AS low_known_as, coalesce(h.known_as, '') AS high_known_as, l.born_on AS low_born_on, h.born_on AS high_born_on,
    p.probability, p.outcome, p.state, p.lists, p.because,
    (SELECT count(*)::integer FROM match_reading r WHERE r.authority_id = p.authority_id AND r.pair_id = p.id AND r.withdrawn_at IS NULL) AS readings
  FROM match_pair p LEFT JOIN child_summary l ON l.authority_id = p.authority_id AND l.person_id = p.low_id
  LEFT JOIN child_summary h ON h.authority_id = p.authority_id AND h.person_id = p.high_id`

/** What waits for an answer: what the run held for a match or in doubt, and whatever was drawn as a sample. */
const waits = sql`p.authority_id = (SELECT identity.authority()) AND p.state IN ('open', 'second_look') AND (p.outcome <> 'no_match' OR p.sampled_on IS NOT NULL)`

/** Pairs that wait, a page of them: those first of which the run was least sure, or on which most records hang. */
export async function listPairs(tx: Read, asked: PairsAsked): Promise<PairRow[]> {
  const { state, outcome, sampled, from } = asked
  const key = asked.sort === 'unsure' ? sql`abs(p.probability - 0.5)` : sql`p.lists`
  const edge = asked.sort === 'unsure' ? sql`abs(e.probability - 0.5)` : sql`e.lists`
  const cut =
    from === null
      ? sql``
      : sql`AND (${key}, p.id) ${sql.raw(asked.beyond)} (SELECT ${edge}, e.id FROM match_pair e WHERE e.id = ${from})`
  const { rows } =
    await sql<PairRow>`${pairRows} WHERE ${waits} ${state === null ? sql`` : sql`AND p.state = ${state}`} ${outcome === null ? sql`` : sql`AND p.outcome = ${outcome}`}
    ${sampled === null ? sql`` : sql`AND p.sampled_on IS NOT NULL`} ${cut}
    ORDER BY ${key} ${sql.raw(asked.order)}, p.id ${sql.raw(asked.order)} LIMIT ${sql.lit(asked.limit)}`.execute(tx)
  return rows
}

/** The pair that somebody should read next: one they have not read, of which the run was least sure; null when none waits for them. */
export async function nextPair(tx: Read, account_id: string, but: string | null = null): Promise<string | null> {
  const { rows } = await sql<{
    id: string
  }>`SELECT p.id FROM match_pair p WHERE ${waits} ${but === null ? sql`` : sql`AND p.id <> ${but}`}
    AND NOT EXISTS (SELECT FROM match_reading r WHERE r.authority_id = p.authority_id AND r.pair_id = p.id AND r.read_by = ${account_id} AND r.withdrawn_at IS NULL)
    ORDER BY abs(p.probability - 0.5), p.id LIMIT 1`.execute(tx)
  return rows[0]?.id ?? null
}

export interface Progress {
  waiting: number
  second_look: number
  mine_today: number
  /** Pairs that two officers or more have read, and those of them on which all of those said the same. */
  read_twice: number
  agreed: number
}

/** How far the review has come, and how often readers agree. */
export async function progressOf(tx: Read, account_id: string, today: Day): Promise<Progress> {
  const { rows } = await sql<Progress>`
    WITH twice AS MATERIALIZED (SELECT pair_id, count(DISTINCT verdict) = 1 AS agreed FROM match_reading
      WHERE authority_id = (SELECT identity.authority()) AND withdrawn_at IS NULL AND verdict <> 'unsure' GROUP BY pair_id HAVING count(*) > 1)
    SELECT (SELECT count(*)::integer FROM match_pair p WHERE ${waits} AND p.state = 'open') AS waiting,
      (SELECT count(*)::integer FROM match_pair p WHERE ${waits} AND p.state = 'second_look') AS second_look,
      (SELECT count(*)::integer FROM match_reading r WHERE r.authority_id = (SELECT identity.authority()) AND r.read_by = ${account_id} AND r.withdrawn_at IS NULL
        AND (r.read_at AT TIME ZONE 'Europe/London')::date = ${today}::date) AS mine_today,
      (SELECT count(*)::integer FROM twice) AS read_twice, (SELECT count(*)::integer FROM twice WHERE agreed) AS agreed`.execute(
    tx,
  )
  return rows[0] ?? { waiting: 0, second_look: 0, mine_today: 0, read_twice: 0, agreed: 0 }
}

export interface Pair extends PairRow {
  version: number
  low_version: number
  high_version: number
  evidence: readonly Evidence[]
}

/** A pair with its evidence; undefined when there is none for whoever asks. */
export async function findPair(tx: Read, id: string): Promise<Pair | undefined> {
  const { rows } =
    await sql<Pair>`SELECT w.*, p.version, a.version AS low_version, b.version AS high_version, p.evidence
    FROM (${pairRows} WHERE p.id = ${id}) w JOIN match_pair p ON p.authority_id = (SELECT identity.authority()) AND p.id = w.id
    JOIN person a ON a.authority_id = p.authority_id AND a.id = p.low_id JOIN person b ON b.authority_id = p.authority_id AND b.id = p.high_id`.execute(
      tx,
    )
  return rows[0]
}

/** A decision on a child, as its history tells it. */
export interface DecisionRow {
  id: string
  kind: 'join' | 'keep_apart' | 'split' | 'take_back'
  other_id: string
  other_known_as: string | null
  kept_id: string
  because: string
  /** The officer's name; the matching where a run decided. */
  decided_by: string
  decided_at: Date
  read_first_by: string | null
  ended_at: Date | null
  ended_by: string | null
  exactly: boolean | null
}

/** What was decided of who a child is, the newest first. */
export async function decisionsOf(tx: Read, person_id: string): Promise<DecisionRow[]> {
  const { rows } = await sql<DecisionRow>`
    SELECT d.id, d.kind, o.id AS other_id, c.known_as AS other_known_as, d.kept_id, d.because, coalesce(a.name, 'the matching of the county') AS decided_by, d.decided_at, f.name AS read_first_by,
      d.ended_at, e.name AS ended_by, d.exactly
    FROM join_decision d CROSS JOIN LATERAL (SELECT CASE WHEN d.low_id = ${person_id} THEN d.high_id ELSE d.low_id END AS id) o
    LEFT JOIN account a ON a.id = d.decided_by LEFT JOIN account f ON f.id = d.read_first_by
    LEFT JOIN join_decision x ON x.authority_id = d.authority_id AND x.id = d.ended_by LEFT JOIN account e ON e.id = x.decided_by
    LEFT JOIN child_summary c ON c.authority_id = d.authority_id AND c.person_id = o.id
    WHERE d.authority_id = (SELECT identity.authority()) AND (d.low_id = ${person_id} OR d.high_id = ${person_id}) ORDER BY d.decided_at DESC, d.id DESC LIMIT 100`.execute(
    tx,
  )
  return rows
}

export interface HolderRow {
  id: string
  name: string
  key: string | null
  /** Whether officers write on it: the council's own record, which no parting moves. */
  written_on: boolean
  since: Date
  last_on: Day | null
  because: string | null
  decided_by: string | null
  decided_at: Date | null
}

/** Which sources and services hold a record of a child, each with why it is held to be of this one. */
export async function holdersOf(tx: Read, person_id: string): Promise<HolderRow[]> {
  const { rows } = await sql<HolderRow>`
    SELECT r.id, coalesce(s.name, k.name) || CASE WHEN c.name IS NULL OR s.name ILIKE '%' || c.name || '%' THEN '' ELSE ', ' || c.name END AS name, r.source_key AS key, r.source = 'council' AND r.closed_by IS NULL AS written_on, r.made_at AS since, r.last_on,
      l.because, a.name AS decided_by, l.decided_at
    FROM record r JOIN source_kind k ON k.code = r.source LEFT JOIN source s ON s.authority_id = r.authority_id AND s.id = r.source_id LEFT JOIN school c ON c.urn = r.school_urn
    LEFT JOIN record_link l ON l.authority_id = r.authority_id AND l.record_id = r.id AND l.person_id = r.person_id AND l.undone_at IS NULL
    LEFT JOIN account a ON a.id = l.decided_by
    WHERE r.authority_id = (SELECT identity.authority()) AND r.person_id = ${person_id} ORDER BY r.made_at, r.id LIMIT 200`.execute(
    tx,
  )
  return rows
}

export interface AlikeRow {
  id: string
  known_as: string
  born_on: Day | null
  upn: string | null
}

/** Children of the same birth date and a like name, or of the same name: whom somebody may mean who thinks that a child is another. */
export async function childrenAlike(tx: Read, person_id: string): Promise<AlikeRow[]> {
  const { rows } = await sql<AlikeRow>`
    SELECT c.person_id AS id, c.known_as, c.born_on, c.upn FROM child_summary me JOIN child_summary c ON c.authority_id = me.authority_id AND c.person_id <> me.person_id
      AND ((c.born_on = me.born_on AND (c.surname_key = me.surname_key OR c.forename_key = me.forename_key OR c.surname_key = me.forename_key))
        OR (c.surname_key = me.surname_key AND c.forename_key = me.forename_key))
    WHERE me.authority_id = (SELECT identity.authority()) AND me.person_id = ${person_id} AND c.person_id NOT IN (SELECT n.person_id FROM never_beside(${person_id}) n)
    ORDER BY c.born_on = me.born_on DESC, c.person_id LIMIT 20`.execute(tx)
  return rows
}

/** The child that was named by a UPN or by the address of the child's page; null when none is within reach. */
export async function childTyped(tx: Read, typed: string): Promise<string | null> {
  const id = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i.exec(typed)?.[1] ?? null
  const upn = typed.replaceAll(/\s/g, '').toUpperCase()
  const { rows } = await sql<{
    id: string
  }>`SELECT person_id AS id FROM child_summary WHERE authority_id = (SELECT identity.authority())
    AND ${id === null ? sql`upn = ${upn}` : sql`person_id = ${id}`} ORDER BY person_id LIMIT 2`.execute(tx)
  return rows.length === 1 ? (rows[0]?.id ?? null) : null
}
