import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { gatherWhole } from '../../ground/database/by-index.ts'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { type AgeCode, ages } from './codes.ts'

/** A child missing from the newest list of a source. `id`: the source's record of the child, which is missing once at a time. */
export interface Absence {
  id: string
  import_id: string
  person_id: string
  known_as: string | null
  born_on: Day | null
  source: string
  kind: string
  kind_name: string
  /** The day of the list that no longer holds the child, and of the last one that did. */
  missing_on: Day
  last_on: Day
  school_name: string | null
  /** The suspense account of today; null for a child who is in none. */
  account: string | null
  state: string | null
  taken_by: string | null
  taken_by_id: string | null
  settled: string | null
  case_id: string | null
}

export interface AbsencesAsked {
  show: 'open' | 'settled'
  kind: string | null
  age: AgeCode | null
  /** Whose they are: the asker's, or nobody's yet. */
  taken: 'mine' | 'nobody' | null
}

export interface Cut {
  sort: 'child' | 'missing_on'
  order: 'asc' | 'desc'
  beyond: '<' | '>'
  from: string | null
  limit: number | null
}

/** Whether a span of the alias holds on a day. */
const holds = (alias: string, on: Day): RawBuilder<SqlBool> =>
  sql`${sql.ref(`${alias}.starts_on`)} <= ${on}::date AND (${sql.ref(`${alias}.ends_on`)} IS NULL OR ${sql.ref(`${alias}.ends_on`)} > ${on}::date)`

/** Of a missing record `m` and its list `i`: that no newer list of the source holds the child, nor the same list at another school. */
const stillMissing = sql<SqlBool>`i.state = 'committed' AND NOT m.sealed AND r.last_on < i.as_at
  AND NOT EXISTS (SELECT FROM record e WHERE e.authority_id = m.authority_id AND e.person_id = m.person_id AND e.source_id = i.source_id AND e.last_on >= i.as_at)
  AND NOT EXISTS (SELECT FROM import_missing n JOIN import j ON j.authority_id = n.authority_id AND j.id = n.import_id AND j.state = 'committed'
    WHERE n.authority_id = m.authority_id AND n.person_id = m.person_id AND n.record_id = m.record_id AND j.as_at > i.as_at)`

const lastStep = (
  of: RawBuilder<unknown>,
) => sql`LEFT JOIN LATERAL (SELECT st.step, st.reason, st.account_id FROM missing_step st
  WHERE st.authority_id = m.authority_id AND st.record_id = m.record_id AND st.import_id = m.import_id AND ${of} ORDER BY st.id DESC LIMIT 1)`

const missing = sql`import_missing m JOIN import i ON i.authority_id = m.authority_id AND i.id = m.import_id
  JOIN record r ON r.authority_id = m.authority_id AND r.id = m.record_id
  JOIN source u ON u.authority_id = i.authority_id AND u.id = i.source_id
  ${lastStep(sql`st.step <> 'taken'`)} AS told ON true
  ${lastStep(sql`st.step = 'taken'`)} AS taken ON true`

const columns = sql`m.authority_id, m.import_id, m.record_id, m.person_id, m.last_on, i.as_at AS missing_on, u.name AS source, u.kind, r.school_urn, taken.account_id,
  CASE WHEN told.step = 'settled' THEN told.reason END AS settled`

/** Open: read from the children in suspense; settled: from what officers said. */
const found = (show: AbsencesAsked['show'], today: Day): RawBuilder<unknown> =>
  show === 'open'
    ? sql`SELECT ${columns} FROM child_suspense a JOIN (${missing}) ON m.authority_id = a.authority_id AND m.person_id = a.person_id
        WHERE NOT a.sealed AND ${holds('a', today)} AND ${stillMissing} AND told.step IS DISTINCT FROM 'settled'`
    : sql`SELECT ${columns} FROM ${missing}
        WHERE i.state = 'committed' AND NOT m.sealed AND told.step = 'settled'
          AND (m.authority_id, m.record_id) IN (SELECT st.authority_id, st.record_id FROM missing_step st WHERE st.step = 'settled')`

function narrowed(asked: AbsencesAsked, account_id: string, today: Day): RawBuilder<unknown> {
  const age = ages.find(({ value }) => value === asked.age)
  const days = sql`${today}::date - f.missing_on`
  return sql`${asked.kind === null ? sql`true` : sql`f.kind = ${asked.kind}`}
    AND ${age ? sql`${days} >= ${age.from} AND ${age.until === null ? sql`true` : sql`${days} < ${age.until}`}` : sql`true`}
    AND ${asked.taken === null ? sql`true` : asked.taken === 'mine' ? sql`f.account_id = ${account_id}` : sql`f.account_id IS NULL`}`
}

const keys = {
  child: sql`coalesce(c.surname_key || ' ' || c.forename_key, '')`,
  missing_on: sql`f.missing_on`,
} as const

/** The absences of a page. */
export async function listAbsences(
  tx: Read,
  asked: AbsencesAsked,
  account_id: string,
  today: Day,
  cut: Cut,
): Promise<Absence[]> {
  await gatherWhole(tx)
  const key = keys[cut.sort]
  const of = sql`(${found(asked.show, today)}) AS f LEFT JOIN child_summary c ON c.authority_id = f.authority_id AND c.person_id = f.person_id`
  const beyond =
    cut.from === null
      ? sql`true`
      : sql`(${key}, f.record_id) ${sql.raw(cut.beyond)} (SELECT ${key}, f.record_id FROM ${of} WHERE f.record_id = ${cut.from}::uuid)`
  const { rows } = await sql<Absence>`
    SELECT f.record_id AS id, f.import_id, f.person_id, c.known_as, c.born_on, f.source, f.kind, k.name AS kind_name, f.missing_on, f.last_on, o.name AS school_name,
      a.account, s.state, l.name AS taken_by, f.account_id AS taken_by_id, f.settled, q.id AS case_id
    FROM ${of} JOIN source_kind k ON k.code = f.kind LEFT JOIN school o ON o.urn = f.school_urn LEFT JOIN account l ON l.id = f.account_id
    LEFT JOIN child_suspense a ON a.authority_id = f.authority_id AND a.person_id = f.person_id AND ${holds('a', today)}
    LEFT JOIN child_state s ON s.authority_id = f.authority_id AND s.person_id = f.person_id AND ${holds('s', today)}
    LEFT JOIN council_case q ON q.authority_id = f.authority_id AND q.person_id = f.person_id AND q.closed_on IS NULL
    WHERE ${narrowed(asked, account_id, today)} AND ${beyond}
    ORDER BY ${key} ${sql.raw(cut.order)}, f.record_id ${sql.raw(cut.order)} ${cut.limit === null ? sql`` : sql`LIMIT ${sql.lit(cut.limit)}`}`.execute(
    tx,
  )
  return rows
}

/** How many absences of a kind of list are open, and how old they are. */
export interface AbsenceCount {
  kind: string
  name: string
  open: number
  taken: number
  oldest: number
  median: number
  over: number
}

/** The open absences by kind of list. */
export async function countAbsences(tx: Read, today: Day): Promise<AbsenceCount[]> {
  await gatherWhole(tx)
  const days = sql`${today}::date - f.missing_on`
  const { rows } = await sql<AbsenceCount>`
    SELECT f.kind, k.name, count(*)::integer AS open, count(f.account_id)::integer AS taken, max(${days}) AS oldest,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY ${days}) AS median, count(*) FILTER (WHERE ${days} > 28)::integer AS over
    FROM (${found('open', today)}) AS f JOIN source_kind k ON k.code = f.kind GROUP BY f.kind, k.name ORDER BY k.name`.execute(
    tx,
  )
  return rows
}

/** One absence, open or not, as it stands today; undefined when no such child is missing from the list. */
export async function findAbsence(
  tx: Read,
  import_id: string,
  record_id: string,
  today: Day,
): Promise<(Absence & { open: boolean; back: boolean }) | undefined> {
  const { rows } = await sql<Absence & { open: boolean; back: boolean }>`
    SELECT m.record_id AS id, m.import_id, m.person_id, c.known_as, c.born_on, u.name AS source, u.kind, k.name AS kind_name, i.as_at AS missing_on, m.last_on,
      o.name AS school_name, a.account, s.state, l.name AS taken_by, taken.account_id AS taken_by_id,
      CASE WHEN told.step = 'settled' THEN told.reason END AS settled, q.id AS case_id,
      a.account IS NOT NULL AND told.step IS DISTINCT FROM 'settled' AND ${stillMissing} AS open, NOT (${stillMissing}) AS back
    FROM ${missing} JOIN source_kind k ON k.code = u.kind LEFT JOIN school o ON o.urn = r.school_urn LEFT JOIN account l ON l.id = taken.account_id
    JOIN child_summary c ON c.authority_id = m.authority_id AND c.person_id = m.person_id
    LEFT JOIN child_suspense a ON a.authority_id = m.authority_id AND a.person_id = m.person_id AND ${holds('a', today)}
    LEFT JOIN child_state s ON s.authority_id = m.authority_id AND s.person_id = m.person_id AND ${holds('s', today)}
    LEFT JOIN council_case q ON q.authority_id = m.authority_id AND q.person_id = m.person_id AND q.closed_on IS NULL
    WHERE m.import_id = ${import_id}::uuid AND m.record_id = ${record_id}::uuid AND i.state = 'committed'`.execute(tx)
  return rows[0]
}

/** What was said of an absence, the newest first. */
export interface AbsenceStep {
  id: string
  step: 'taken' | 'settled' | 'reopened'
  account: string | null
  reason: string | null
  note: string
  said_by: string
  said_at: Date
}

export async function absenceSteps(tx: Read, import_id: string, record_id: string): Promise<AbsenceStep[]> {
  const { rows } = await sql<AbsenceStep>`
    SELECT st.id, st.step, a.name AS account, st.reason, st.note, coalesce(b.name, 'An officer whose account is gone') AS said_by, st.said_at
    FROM missing_step st LEFT JOIN account a ON a.id = st.account_id LEFT JOIN account b ON b.id = st.said_by
    WHERE st.import_id = ${import_id}::uuid AND st.record_id = ${record_id}::uuid ORDER BY st.id DESC LIMIT 200`.execute(
    tx,
  )
  return rows
}
