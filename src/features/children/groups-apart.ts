import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { childGroups, type Day } from '../../rulebook/index.ts'
import { membersAnew } from './group-members.ts'
import { keptCounts, keptMembers } from './kept-groups.ts'

/**
 * By how many children the registers as they are kept differ from the facts today, all groups added up: children who are in a group
 * by one of the two alone, and what the sums say beside the children's own days. Sealed children are in neither. Needs the engine's sight, and
 * walks the county: for jobs and commands. The sums do not go back before today.
 */
export async function groupsApart(tx: Read, today: Day): Promise<number> {
  const counts = await keptCounts(tx, childGroups, 'county', today)
  let apart = 0
  for (const group of childGroups) {
    const { rows } = await sql<{ apart: number; kept: number }>`
      SELECT count(*) FILTER (WHERE a.person_id IS NULL OR k.person_id IS NULL)::integer AS apart, count(k.person_id)::integer AS kept
      FROM (${membersAnew(group, today)}) AS a FULL JOIN (${keptMembers(group, 'county', today)}) AS k ON k.person_id = a.person_id`.execute(
      tx,
    )
    const told = (counts.get(group.code) ?? []).reduce((sum, { children }) => sum + children, 0)
    apart += (rows[0]?.apart ?? 0) + Math.abs(told - (rows[0]?.kept ?? 0))
  }
  return apart
}
