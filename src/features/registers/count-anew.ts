import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { gatherWhole } from '../../ground/database/by-index.ts'
import type { Read } from '../../ground/database/door.ts'
import type { ChildGroup, Day } from '../../rulebook/index.ts'
import { membersAnew } from '../children/index.ts'
import type { GroupCount } from './registers.ts'

const holds = (alias: string, on: Day): RawBuilder<SqlBool> =>
  sql`${sql.ref(`${alias}.starts_on`)} <= ${on}::date AND (${sql.ref(`${alias}.ends_on`)} IS NULL OR ${sql.ref(`${alias}.ends_on`)} > ${on}::date)`

/** A fact of a child who is not sealed, that is believed and holds on a day. */
const believed = (alias: string, on: Day): RawBuilder<SqlBool> =>
  sql`${sql.ref(`${alias}.retracted_at`)} IS NULL AND NOT ${sql.ref(`${alias}.sealed`)} AND ${holds(alias, on)}`

/** Groups that one question counts together: each with the codes that a row is of. */
const together = (groups: readonly (readonly [code: string, keys: readonly string[]])[]): RawBuilder<unknown> =>
  sql`unnest(${groups.flatMap(([code, keys]) => keys.map(() => code))}::text[], ${groups.flatMap(([, keys]) => keys)}::text[]) AS v (code, key)`

/**
 * How many children are known in each of these groups, and how many of them wait without education. Groups that are told alike
 * are counted together, by what each row of theirs is of; those whose test is their own, one by one.
 */
export async function countGroupsAnew(
  tx: Read,
  groups: readonly ChildGroup[],
  on: Day,
): Promise<Map<string, GroupCount>> {
  await gatherWhole(tx)
  const needs: [string, readonly string[]][] = []
  const accounts: [string, readonly string[]][] = []
  const alone: ChildGroup[] = []
  for (const group of groups) {
    const { code, test } = group
    if (test.by === 'needs' && !test.at && !test.states) needs.push([code, test.kinds])
    else if (test.by === 'suspense' && !test.states) accounts.push([code, test.accounts])
    else alone.push(group)
  }
  const held = sql`LEFT JOIN child_suspense a ON a.authority_id = g.authority_id AND a.person_id = g.person_id AND NOT a.sealed AND ${holds('a', on)}`
  const found = new Map<string, GroupCount>()
  const count = async (asked: RawBuilder<GroupCount & { code: string }>): Promise<void> => {
    const { rows } = await asked.execute(tx)
    for (const { code, known, in_suspense } of rows) found.set(code, { known, in_suspense })
  }
  await count(sql`SELECT g.code, count(DISTINCT g.person_id)::integer AS known, count(DISTINCT a.person_id)::integer AS in_suspense
    FROM (SELECT v.code, r.authority_id, r.person_id FROM ${together(needs)} JOIN need_fact f ON f.kind = v.key AND ${believed('f', on)}
      JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id) AS g ${held} GROUP BY g.code`)
  await count(sql`SELECT v.code, count(*)::integer AS known, count(*)::integer AS in_suspense
    FROM ${together(accounts)} JOIN child_suspense a ON a.account = v.key AND NOT a.sealed AND ${holds('a', on)} GROUP BY v.code`)
  for (const group of alone)
    await count(sql`SELECT ${group.code}::text AS code, count(*)::integer AS known, count(a.person_id)::integer AS in_suspense
      FROM (${membersAnew(group, on)}) AS g ${held}`)
  return found
}

/** How many children of a group are in each state, asked of the facts; `none` for those in none. */
export async function countStatesAnew(
  tx: Read,
  group: ChildGroup,
  on: Day,
): Promise<{ state: string; children: number }[]> {
  await gatherWhole(tx)
  const { rows } = await sql<{ state: string; children: number }>`
    SELECT coalesce(s.state, 'none') AS state, count(*)::integer AS children FROM (${membersAnew(group, on)}) AS g
    LEFT JOIN child_state s ON s.authority_id = g.authority_id AND s.person_id = g.person_id AND ${holds('s', on)} GROUP BY 1`.execute(
    tx,
  )
  return rows
}
