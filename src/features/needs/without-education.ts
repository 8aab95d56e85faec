import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { type Day, suspenseAccounts } from '../../rulebook/index.ts'

/** A child with a plan of social care who is not in education or not attending. */
export interface PlanWithoutEducation {
  id: string
  known_as: string | null
  born_on: Day | null
  /** The stronger of the child's plans that the reader is shown. */
  plan: 'protection_plan' | 'child_in_need'
  /** The suspense account of a child without education; else null, and the flag of absence says why. */
  account: string | null
  flag: string | null
  since: Day
  school_name: string | null
  case_id: string | null
  lead: string | null
}

export interface PlansCut {
  sort: 'child' | 'since'
  order: 'asc' | 'desc'
  beyond: '<' | '>'
  from: string | null
  limit: number | null
}

export interface PlansAsked {
  plan: PlanWithoutEducation['plan'] | null
  why: 'without' | 'absent' | null
  account: string | null
}

const holds = (alias: string, on: Day): RawBuilder<SqlBool> =>
  sql`${sql.ref(`${alias}.starts_on`)} <= ${on}::date AND (${sql.ref(`${alias}.ends_on`)} IS NULL OR ${sql.ref(`${alias}.ends_on`)} > ${on}::date)`

/**
 * Read from the plans, which are few in any county; each child of one is looked up among those in suspense and those flagged for
 * absence by index. Needs and flags are those of the reader's own sight. Source: N8 (rulebook 12.5); A6 for the absence.
 */
const found = (on: Day): RawBuilder<unknown> => sql`
  SELECT p.authority_id, p.person_id, p.plan, a.account, g.because AS flag, coalesce(a.since, g.starts_on) AS since
  FROM (SELECT r.authority_id, r.person_id, max(f.kind) AS plan
    FROM need_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
    WHERE f.kind IN ('protection_plan', 'child_in_need') AND f.retracted_at IS NULL AND NOT f.sealed AND ${holds('f', on)}
    GROUP BY r.authority_id, r.person_id) AS p
  LEFT JOIN child_suspense a ON a.authority_id = p.authority_id AND a.person_id = p.person_id AND NOT a.sealed AND ${holds('a', on)}
  LEFT JOIN LATERAL (SELECT g.because, g.starts_on FROM child_flag g WHERE g.authority_id = p.authority_id AND g.person_id = p.person_id
    AND g.rule IN ('A6', 'A6.severe') AND NOT g.sealed AND ${holds('g', on)} ORDER BY g.rule DESC LIMIT 1) AS g ON true
  WHERE a.account IS NOT NULL OR g.because IS NOT NULL`

const keys = {
  child: sql`coalesce(c.surname_key || ' ' || c.forename_key, '') COLLATE "C"`,
  since: sql`m.since`,
} as const

/** Such children, a page of them or, without a limit, all. */
export async function listPlansWithoutEducation(
  tx: Read,
  { plan, why, account }: PlansAsked,
  on: Day,
  cut: PlansCut,
): Promise<PlanWithoutEducation[]> {
  const key = keys[cut.sort]
  const of = sql`(${found(on)}) AS m LEFT JOIN child_summary c ON c.authority_id = m.authority_id AND c.person_id = m.person_id`
  const beyond =
    cut.from === null
      ? sql`true`
      : sql`(${key}, m.person_id) ${sql.raw(cut.beyond)} (SELECT ${key}, m.person_id FROM ${of} WHERE m.person_id = ${cut.from}::uuid)`
  const { rows } = await sql<PlanWithoutEducation>`
    SELECT m.person_id AS id, c.known_as, c.born_on, m.plan, m.account, m.flag, m.since, o.name AS school_name, k.id AS case_id, l.name AS lead
    FROM ${of}
    LEFT JOIN child_state s ON s.authority_id = m.authority_id AND s.person_id = m.person_id AND ${holds('s', on)} LEFT JOIN school o ON o.urn = s.school_urn
    LEFT JOIN council_case k ON k.authority_id = m.authority_id AND k.person_id = m.person_id AND k.closed_on IS NULL LEFT JOIN account l ON l.id = k.lead_account_id
    WHERE ${plan === null ? sql`true` : sql`m.plan = ${plan}`} AND ${account === null ? sql`true` : sql`m.account = ${account}`}
      AND ${why === null ? sql`true` : why === 'without' ? sql`m.account IS NOT NULL` : sql`m.account IS NULL`} AND ${beyond}
    ORDER BY ${key} ${sql.raw(cut.order)}, m.person_id ${sql.raw(cut.order)} ${cut.limit === null ? sql`` : sql`LIMIT ${sql.lit(cut.limit)}`}`.execute(
    tx,
  )
  return rows
}

/** How many such children there are, counted no further than `most`. */
export async function countPlansWithoutEducation(tx: Read, on: Day, most: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::integer AS n FROM (SELECT FROM (${found(on)}) AS m LIMIT ${sql.lit(most)}) AS few`.execute(tx)
  return rows[0]?.n ?? 0
}

/** Why the child stands there, as a table says it. */
export const whyText = ({ account, flag }: PlanWithoutEducation): string =>
  account === null
    ? `Not attending: ${flag ?? ''}`
    : `Not in education: ${suspenseAccounts.find(({ code }) => code === account)?.title ?? account}`
