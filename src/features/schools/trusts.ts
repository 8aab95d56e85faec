import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'

/**
 * Brings the dated periods of schools in trusts up to what the register now says. The register names the trust of the day
 * and not since when: a school that is in another one than at the last import ends the first and begins the second on the
 * register's day; one that has closed ended on the day it closed.
 * @param import_id the import that was just recorded.
 */
export async function followTrusts(tx: Write, import_id: string, as_at: Day): Promise<void> {
  await sql`INSERT INTO trust AS t (code, name)
    SELECT trust_code, min(coalesce(trust_name, trust_code)) FROM school WHERE trust_code IS NOT NULL GROUP BY trust_code
    ON CONFLICT (code) DO UPDATE SET name = EXCLUDED.name WHERE t.name <> EXCLUDED.name AND EXCLUDED.name <> EXCLUDED.code`.execute(
    tx,
  )
  // Two files of one day: the later is right about the day, and a period that would be of no day is of the later trust.
  await sql`UPDATE school_trust t SET trust_code = s.trust_code, begun_by = ${import_id} FROM school s
    WHERE s.urn = t.urn AND t.ends_on IS NULL AND t.starts_on = ${as_at} AND s.trust_code <> t.trust_code AND s.status <> 'closed'`.execute(
    tx,
  )
  await sql`UPDATE school_trust t SET ended_by = ${import_id},
      ends_on = CASE WHEN s.status = 'closed' THEN greatest(t.starts_on, least(coalesce(s.closed_on, ${as_at}), ${as_at})) ELSE ${as_at}::date END
    FROM school s WHERE s.urn = t.urn AND t.ends_on IS NULL AND (s.status = 'closed' OR s.trust_code IS DISTINCT FROM t.trust_code)`.execute(
    tx,
  )
  // A school that was read before with its trust, and was in none or another, came into this one since; of any other nothing is known of before.
  await sql`INSERT INTO school_trust (urn, starts_on, trust_code, began_before, begun_by)
    SELECT s.urn, ${as_at}::date, s.trust_code, NOT EXISTS (SELECT FROM register_import i WHERE i.kind = 'schools' AND 'trust_code' = ANY (i.fields) AND i.id <> ${import_id})
        OR (EXISTS (SELECT FROM register_change c WHERE c.import_id = ${import_id} AND c.urn = s.urn AND c.field = 'urn')
          AND coalesce(s.opened_on <= (SELECT max(i.as_at) FROM register_import i WHERE i.kind = 'schools' AND i.id <> ${import_id}), true)),
      ${import_id}
    FROM school s WHERE s.trust_code IS NOT NULL AND s.status <> 'closed'
      AND NOT EXISTS (SELECT FROM school_trust t WHERE t.urn = s.urn AND (t.ends_on IS NULL OR t.starts_on = ${as_at}))`.execute(
    tx,
  )
}
