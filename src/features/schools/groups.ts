import { type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import type { GroupKind } from './codes.ts'
import type { StoredGroup, StoredMember } from './group-plan.ts'
import { ours } from './queries.ts'
import type { SchoolStatus } from './register.ts'

const kindOf = sql<GroupKind>`kind`.as('kind')

/** The groups that have not ended. */
export const openGroups = (tx: Read): Promise<StoredGroup[]> =>
  tx
    .selectFrom('school_group')
    .where('ends_on', 'is', null)
    .select(['id', kindOf, 'name', 'name_key', 'starts_on'])
    .execute()

/** Every period that is believed of these schools in groups. */
export async function membersOf(tx: Read, urns: readonly number[]): Promise<StoredMember[]> {
  if (urns.length === 0) return []
  const { rows } = await sql<StoredMember>`
    SELECT m.id, m.group_id, m.school_urn, m.kind, g.name AS "group", m.starts_on, m.ends_on
    FROM school_group_member m JOIN school_group g ON g.authority_id = m.authority_id AND g.id = m.group_id
    WHERE m.school_urn = ANY(${[...urns]}::integer[]) AND m.retracted_at IS NULL ORDER BY m.starts_on, m.id`.execute(tx)
  return rows
}

/** A text that changes whenever a group or what is in it does: what a preview was drawn from. */
export async function groupsVersion(tx: Read): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    SELECT md5(concat_ws(' ', (SELECT concat_ws(' ', count(*), sum(version)) FROM school_group),
      (SELECT concat_ws(' ', count(*), max(recorded_at), max(ended_at), max(retracted_at)) FROM school_group_member))) AS version`.execute(
    tx,
  )
  return rows[0]?.version ?? ''
}

/** A group or a trust in the list of groupings. */
export interface ListedGroup {
  kind: GroupKind | 'trust'
  /** The group's id, or the trust's number. */
  key: string
  name: string
  code: string | null
  schools: number
  /** The names of those who look after all of it, with their role. */
  officers: readonly { role: string; name: string }[] | null
}

/** The groups of a day by kind and name, and the trusts that have a school in the area. */
export async function listGroups(tx: Read, on: Day): Promise<ListedGroup[]> {
  const { rows } = await sql<ListedGroup>`
    SELECT g.kind, g.id::text AS key, g.name, g.code,
      (SELECT count(*)::integer FROM school_group_member m WHERE m.authority_id = g.authority_id AND m.group_id = g.id AND m.retracted_at IS NULL
        AND m.starts_on <= ${on} AND (m.ends_on IS NULL OR m.ends_on > ${on})) AS schools,
      (SELECT jsonb_agg(jsonb_build_object('role', o.role, 'name', coalesce(a.name, o.name)) ORDER BY o.role, o.starts_on)
        FROM school_officer o LEFT JOIN account a ON a.id = o.account_id
        WHERE o.authority_id = g.authority_id AND o.group_id = g.id AND o.retracted_at IS NULL
        AND o.starts_on <= ${on} AND (o.ends_on IS NULL OR o.ends_on > ${on})) AS officers
    FROM school_group g WHERE g.starts_on <= ${on} AND (g.ends_on IS NULL OR g.ends_on > ${on})
    UNION ALL
    SELECT 'trust', t.code, t.name, t.code, count(*)::integer,
      (SELECT jsonb_agg(jsonb_build_object('role', o.role, 'name', coalesce(a.name, o.name)) ORDER BY o.role, o.starts_on)
        FROM school_officer o LEFT JOIN account a ON a.id = o.account_id
        WHERE o.trust_code = t.code AND o.retracted_at IS NULL AND o.starts_on <= ${on} AND (o.ends_on IS NULL OR o.ends_on > ${on}))
    FROM school JOIN school_trust st ON st.urn = school.urn AND st.starts_on <= ${on} AND (st.ends_on IS NULL OR st.ends_on > ${on})
    JOIN trust t ON t.code = st.trust_code
    WHERE ${ours} GROUP BY t.code, t.name
    ORDER BY 1, 3, 2`.execute(tx)
  return rows
}

/** One group with what happened to it; undefined for an id that is none. */
export const findGroup = (tx: Read, id: string) =>
  tx.selectFrom('school_group').where('id', '=', id).selectAll().select(kindOf).executeTakeFirst()
export type Group = NonNullable<Awaited<ReturnType<typeof findGroup>>>

export const formerNames = (tx: Read, group_id: string) =>
  tx
    .selectFrom('school_group_former_name')
    .where('group_id', '=', group_id)
    .select(['name', 'until_on', 'reason'])
    .orderBy('until_on', 'desc')
    .orderBy('id', 'desc')
    .execute()

/** A school of a group or trust, with the days from and until which it is in it. */
export interface GroupSchool {
  id: string
  urn: number
  name: string | null
  phase: string | null
  town: string | null
  status: SchoolStatus | null
  starts_on: Day
  ends_on: Day | null
  began_before: boolean
  end_reason: string | null
}

/** The schools of a group, those of before among them, by name. */
export async function groupSchools(tx: Read, group_id: string): Promise<GroupSchool[]> {
  const { rows } = await sql<GroupSchool>`
    SELECT m.id, m.school_urn AS urn, s.name, s.phase, s.town, s.status, m.starts_on, m.ends_on, false AS began_before, m.end_reason
    FROM school_group_member m LEFT JOIN school s ON s.urn = m.school_urn
    WHERE m.group_id = ${group_id} AND m.retracted_at IS NULL ORDER BY s.name_key, m.school_urn, m.starts_on`.execute(
    tx,
  )
  return rows
}

/** The schools of a trust in the area, those of before among them, by name. */
export async function trustSchools(tx: Read, code: string): Promise<GroupSchool[]> {
  const { rows } = await sql<GroupSchool>`
    SELECT t.urn::text AS id, t.urn, school.name, school.phase, school.town, school.status, t.starts_on, t.ends_on, t.began_before, NULL AS end_reason
    FROM school_trust t JOIN school ON school.urn = t.urn
    WHERE t.trust_code = ${code} AND ${ours} ORDER BY school.name_key, t.urn, t.starts_on`.execute(tx)
  return rows
}

export const findTrust = (tx: Read, code: string) =>
  tx.selectFrom('trust').where('code', '=', code).selectAll().executeTakeFirst()

/** A grouping that a school is or was in. */
export interface GroupOfSchool {
  kind: GroupKind | 'trust'
  key: string
  name: string
  starts_on: Day
  ends_on: Day | null
  began_before: boolean
}

/** Every grouping that a school is or was in, trusts too; now first. */
export async function groupsOfSchool(tx: Read, urn: number): Promise<GroupOfSchool[]> {
  const { rows } = await sql<GroupOfSchool>`
    SELECT m.kind, g.id::text AS key, g.name, m.starts_on, m.ends_on, false AS began_before
    FROM school_group_member m JOIN school_group g ON g.authority_id = m.authority_id AND g.id = m.group_id
    WHERE m.school_urn = ${urn} AND m.retracted_at IS NULL
    UNION ALL
    SELECT 'trust', t.code, t.name, st.starts_on, st.ends_on, st.began_before
    FROM school_trust st JOIN trust t ON t.code = st.trust_code WHERE st.urn = ${urn}
    ORDER BY 5 DESC NULLS FIRST, 1, 3`.execute(tx)
  return rows
}

/** Children whom the ledger has on roll at these schools on a day. Sealed ones are in no school's figure. */
export async function childrenAtAll(tx: Read, urns: readonly number[], on: Day): Promise<Map<number, number>> {
  if (urns.length === 0) return new Map()
  const found = await tx
    .selectFrom('child_movement')
    .where(sql<SqlBool>`school_urn = ANY(${[...urns]}::integer[])`)
    .where('day', '<=', on)
    .groupBy('school_urn')
    .select([sql<number>`school_urn`.as('urn'), sql<number>`sum(change)::integer`.as('children')])
    .execute()
  return new Map(found.map(({ urn, children }) => [urn, children]))
}
