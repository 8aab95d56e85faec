import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { GroupRate } from './runs.ts'

/**
 * For each group of open children: how many there are, how many are held by more than one source, and how many wait for somebody to say
 * whether they are another. What no list says of a child counts as not recorded. Needs the engine's sight.
 */
export async function groupRates(tx: Read): Promise<GroupRate[]> {
  const { rows } = await sql<GroupRate>`
    WITH held AS MATERIALIZED (
      SELECT r.id, r.person_id, r.source, r.source_id FROM record r JOIN person p ON p.authority_id = r.authority_id AND p.id = r.person_id AND NOT p.sealed
      WHERE r.authority_id = (SELECT identity.authority()) AND r.source <> 'council' AND r.source NOT IN (SELECT code FROM source_kind WHERE protected)
    ), child AS MATERIALIZED (
      SELECT person_id, count(DISTINCT coalesce(source_id::text, source)) > 1 AS matched FROM held GROUP BY person_id
    ), waits AS MATERIALIZED (
      SELECT low_id AS person_id FROM match_pair WHERE authority_id = (SELECT identity.authority()) AND state IN ('open', 'second_look') AND outcome <> 'no_match'
      UNION SELECT high_id FROM match_pair WHERE authority_id = (SELECT identity.authority()) AND state IN ('open', 'second_look') AND outcome <> 'no_match'
    ), need AS MATERIALIZED (
      SELECT DISTINCT h.person_id, f.kind FROM held h JOIN record r ON r.authority_id = (SELECT identity.authority()) AND r.person_id = h.person_id
      JOIN need_fact f ON f.authority_id = r.authority_id AND f.record_id = r.id AND f.retracted_at IS NULL AND f.kind = 'traveller'
    ), speaks AS MATERIALIZED (
      SELECT r.person_id, min(f.code) AS code FROM record r JOIN safe_contact_fact f ON f.authority_id = r.authority_id AND f.record_id = r.id
      WHERE r.authority_id = (SELECT identity.authority()) AND f.retracted_at IS NULL AND f.kind = 'interpreter' AND f.code IS NOT NULL GROUP BY r.person_id
    ), home AS MATERIALIZED (
      SELECT h.person_id, count(DISTINCT f.postcode_key) AS homes, (array_agg(regexp_replace(f.postcode_key, '.{3}$', '') ORDER BY f.starts_on DESC, f.id))[1] AS district
      FROM held h JOIN address_fact f ON f.authority_id = (SELECT identity.authority()) AND f.record_id = h.id AND f.retracted_at IS NULL AND f.postcode_key <> '' GROUP BY h.person_id
    ), grouped AS (
      SELECT c.person_id, c.matched, 'ethnicity' AS dimension, CASE WHEN n.kind IS NULL THEN 'Not recorded' ELSE 'Gypsy, Roma or Traveller' END AS value FROM child c LEFT JOIN need n ON n.person_id = c.person_id
      UNION ALL SELECT c.person_id, c.matched, 'language', coalesce(s.code, 'No interpreter recorded') FROM child c LEFT JOIN speaks s ON s.person_id = c.person_id
      UNION ALL SELECT c.person_id, c.matched, 'mobility', CASE WHEN h.homes IS NULL THEN 'No address' WHEN h.homes = 1 THEN 'One address' WHEN h.homes = 2 THEN 'Two addresses' ELSE 'Three addresses or more' END
        FROM child c LEFT JOIN home h ON h.person_id = c.person_id
      UNION ALL SELECT c.person_id, c.matched, 'area', coalesce(h.district, 'No postcode') FROM child c LEFT JOIN home h ON h.person_id = c.person_id
      UNION ALL SELECT DISTINCT c.person_id, c.matched, 'source', k.name FROM child c JOIN held h ON h.person_id = c.person_id JOIN source_kind k ON k.code = h.source
    )
    SELECT g.dimension, g.value, count(*)::integer AS children, count(*) FILTER (WHERE g.matched)::integer AS matched,
      count(*) FILTER (WHERE w.person_id IS NOT NULL)::integer AS review
    FROM grouped g LEFT JOIN waits w ON w.person_id = g.person_id GROUP BY g.dimension, g.value ORDER BY g.dimension, children DESC, g.value`.execute(
    tx,
  )
  return rows
}
