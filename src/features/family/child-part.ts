import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { ChildPart, StoryLine } from '../../ground/feature.ts'
import { addDays, type Day, formatDay, londonDay } from '../../rulebook/index.ts'
import { neverTrueReasons } from '../children/index.ts'
import { peopleUrl } from './addresses.ts'
import { contactRules, professions, relations, textOf } from './codes.ts'
import { contactRulesOn } from './safe-contact.ts'

const mostLines = 200

/** What the family's slice adds to the page of a child. */
export const childPart: ChildPart = {
  tabs: () => [{ text: 'People', path: '/people', order: 40 }],

  /** What must be known before anybody writes, calls or visits stands on every page of the child. */
  async banner(tx, identity, person_id) {
    const rules = await contactRulesOn(tx, person_id, identity.today)
    if (rules.length === 0) return []
    const said = [...new Set(rules.map(row => contactRules.find(({ value }) => value === row.kind)?.short ?? row.kind))]
    return [{ label: 'Safe contact', text: said.join(', '), href: peopleUrl(person_id) }]
  },

  story: (tx, _identity, person_id) => storyOf(tx, person_id),
}

interface StoryRow {
  table: 'family' | 'professionals' | 'safe contact'
  kind: string
  name: string | null
  ends_on: Day | null
  recorded_at: Date
  retracted_at: Date | null
  retracted_because: string | null
  is_end: boolean
  by: string | null
}

/**
 * When something was recorded of the family, ended, or found never to have been true. A brother or sister who is a child of ours
 * is not named here: their own page is where their name is shown, and where the look is recorded.
 */
async function storyOf(tx: Read, person_id: string): Promise<StoryLine[]> {
  const never = neverTrueReasons.map(({ value }) => value)
  const part = (table: StoryRow['table'], from: string, columns: string) => sql`
    SELECT ${table}::text AS table, ${sql.raw(columns)}, f.ends_on, f.recorded_at, f.retracted_at, f.retracted_because, f.instead_of IS NOT NULL AS is_end,
      coalesce(f.retracted_by, f.recorded_by) AS by_id
    FROM ${sql.table(from)} f WHERE f.record_id = ANY(SELECT id FROM record WHERE person_id = ${person_id})
      AND (f.instead_of IS NULL OR f.retracted_at IS NULL OR f.retracted_reason = ANY(${never}))
      AND (f.retracted_at IS NULL OR f.instead_of IS NULL OR f.retracted_reason = ANY(${never}))`
  const { rows } = await sql<StoryRow>`SELECT p.*, a.name AS by FROM (
      ${part('family', 'relation_fact', 'f.kind, f.name')} UNION ALL
      ${part('professionals', 'professional_fact', 'f.role, f.name')} UNION ALL
      ${part('safe contact', 'safe_contact_fact', 'f.kind, NULL::text')}) p
    LEFT JOIN account a ON a.id = p.by_id ORDER BY p.recorded_at DESC LIMIT ${sql.lit(mostLines)}`.execute(tx)
  return rows.map(row => lineOf(row, person_id))
}

function lineOf(row: StoryRow, person_id: string): StoryLine {
  const table = { family: relations, professionals: professions, 'safe contact': contactRules }[row.table]
  const what = [textOf(table, row.kind), row.name].filter(Boolean).join(', ')
  const neverTrue = row.retracted_because !== null && row.retracted_at !== null
  const on = londonDay((neverTrue && row.retracted_at ? row.retracted_at : row.recorded_at).toISOString())
  const ended = !neverTrue && row.is_end && row.ends_on !== null
  return {
    on,
    kind: row.table,
    text: `${neverTrue ? 'Never true' : ended ? 'Ended' : 'Recorded'}: ${what}`,
    detail: ended ? `Until ${formatDay(addDays(row.ends_on ?? on, -1))}` : row.retracted_because,
    by: row.by,
    href: peopleUrl(person_id),
  }
}
