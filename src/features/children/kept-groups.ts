import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { type ChildGroup, type Day, keptUnder, rulesVersion } from '../../rulebook/index.ts'

const holds = (alias: string, on: Day): RawBuilder<SqlBool> =>
  sql`${sql.ref(`${alias}.starts_on`)} <= ${on}::date AND (${sql.ref(`${alias}.ends_on`)} IS NULL OR ${sql.ref(`${alias}.ends_on`)} > ${on}::date)`

/** Of whoever reaches some children only: theirs, so that these are looked up and the county is not walked. */
const reached = (scope: string): RawBuilder<SqlBool> =>
  scope === 'county'
    ? sql`true`
    : sql`g.person_id = ANY (ARRAY(SELECT c.person_id FROM child_reach c WHERE c.authority_id = (SELECT identity.authority())
        AND c.reach_key = ANY ((SELECT identity.reach())::text[]) AND c.starts_on <= (SELECT identity.today())
        AND (c.ends_on IS NULL OR c.ends_on > (SELECT identity.today()))))`

/** Where the school of a row is: special or alternative, or outside the authority. */
const isSpecial = sql<SqlBool>`(g.state = 'alternative_provision' OR EXISTS (SELECT FROM school o WHERE o.urn = g.school_urn
  AND o.la_code = (SELECT code FROM authority WHERE id = g.authority_id) AND (o.sector = 'alternative' OR o.type_group ILIKE '%special%')))`
const isOutside = sql<SqlBool>`EXISTS (SELECT FROM school o WHERE o.urn = g.school_urn AND o.la_code <> (SELECT code FROM authority WHERE id = g.authority_id))`

/** The children of a group on a day whom the reader sees, none of them sealed: rows `g` of `child_group`. */
export const keptMembers = (group: ChildGroup, scope: string, on: Day): RawBuilder<unknown> => {
  const at = group.test.by === 'needs' ? group.test.at : undefined
  return sql`SELECT g.authority_id, g.person_id, g.state FROM child_group g WHERE g.group_code = ${keptUnder(group)} AND NOT g.sealed AND ${holds('g', on)}
    AND ${at === undefined ? sql`true` : at === 'special' ? isSpecial : isOutside} AND ${reached(scope)}`
}

/** How many children of a group are in a state; `none` for those who are not ours. */
export interface KeptCount {
  state: string
  children: number
}

/**
 * How many children each of these groups holds on a day, by state: read from the kept sums by whoever sees the county, and from their own
 * children by whoever reaches some. Sealed children are in none. By code; a group without anybody is missing. The sums hold from today on: days gone by are folded into them.
 */
export async function keptCounts(
  tx: Read,
  groups: readonly ChildGroup[],
  scope: string,
  on: Day,
): Promise<Map<string, KeptCount[]>> {
  const kept = [...new Set(groups.map(keptUnder))]
  const cells =
    scope === 'county'
      ? sql`SELECT g.authority_id, g.group_code, g.state, g.school_urn, sum(g.change) AS children FROM group_count g
          WHERE g.group_code = ANY (${kept}::text[]) AND g.day <= ${on}::date GROUP BY 1, 2, 3, 4`
      : sql`SELECT g.authority_id, g.group_code, g.state, g.school_urn, count(*) AS children FROM child_group g
          WHERE g.group_code = ANY (${kept}::text[]) AND NOT g.sealed AND ${holds('g', on)} AND ${reached(scope)} GROUP BY 1, 2, 3, 4`
  const { rows } = await sql<{
    group_code: string
    state: string
    special: boolean
    outside: boolean
    children: number
  }>`
    SELECT group_code, state, special, outside, sum(children)::integer AS children
    FROM (SELECT g.group_code, g.state, g.children, g.school_urn IS NOT NULL AND ${isOutside} AS outside,
      ${isSpecial} AS special FROM (${cells}) AS g) AS placed
    GROUP BY 1, 2, 3, 4 HAVING sum(children) <> 0`.execute(tx)
  const byCode = Map.groupBy(rows, row => row.group_code)
  return new Map(
    groups.map(group => {
      const at = group.test.by === 'needs' ? group.test.at : undefined
      const found = (byCode.get(keptUnder(group)) ?? []).filter(row => at === undefined || row[at])
      const states = Map.groupBy(found, row => row.state)
      return [
        group.code,
        [...states].map(([state, some]) => ({ state, children: some.reduce((sum, row) => sum + row.children, 0) })),
      ]
    }),
  )
}

/** Whether some child of the reader's was last worked out under other rules: what is kept of groups is then still being made. */
export async function groupsAreBehind(tx: Read): Promise<boolean> {
  const { rows } = await sql<{
    behind: boolean
  }>`SELECT EXISTS (SELECT FROM child_summary WHERE rules_version < ${rulesVersion})
    OR EXISTS (SELECT FROM child_summary WHERE rules_version > ${rulesVersion}) AS behind`.execute(tx)
  return rows[0]?.behind ?? false
}
