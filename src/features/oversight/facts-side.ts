import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../rulebook/index.ts'
import { holdsOn } from './queries.ts'

/** A fact that is believed and holds on the day. */
export const held = (alias: string, on: Day): RawBuilder<unknown> =>
  sql`${sql.ref(`${alias}.retracted_at`)} IS NULL AND ${holdsOn(alias, on)}`

/**
 * The population by the written rule, from facts alone: a home in the area, a roll of a school in the area, looked after by us or
 * placed here by another council, or a provision or circumstance, or a home outside on a list of people here and no roll at all; none after the day of death. It shares nothing with the engine, which it checks. Source: README.md.
 */
export const ours = (on: Day): RawBuilder<unknown> => sql`
  SELECT DISTINCT r.person_id
  FROM (
    SELECT f.authority_id, f.record_id FROM address_fact f WHERE f.in_area AND ${held('f', on)}
    UNION ALL SELECT f.authority_id, f.record_id FROM enrolment_fact f WHERE f.in_area AND ${held('f', on)}
    UNION ALL SELECT f.authority_id, f.record_id FROM address_fact f JOIN record o ON o.authority_id = f.authority_id AND o.id = f.record_id
      WHERE NOT f.in_area AND f.source IN ('health', 'council_tax') AND ${held('f', on)} AND NOT EXISTS (
        SELECT FROM record a JOIN enrolment_fact e ON e.authority_id = a.authority_id AND e.record_id = a.id
        WHERE a.authority_id = o.authority_id AND a.person_id = o.person_id AND e.status <> 'P' AND ${held('e', on)})
    UNION ALL SELECT f.authority_id, f.record_id FROM provision_fact f WHERE ${held('f', on)}
    UNION ALL SELECT f.authority_id, f.record_id FROM circumstance_fact f WHERE f.kind <> 'died' AND ${held('f', on)}
    UNION ALL SELECT f.authority_id, f.record_id FROM need_fact f WHERE f.kind IN ('looked_after', 'looked_after_by_other') AND ${held('f', on)}
  ) AS said
  JOIN record r ON r.authority_id = said.authority_id AND r.id = said.record_id
  WHERE r.person_id NOT IN (
    SELECT d.person_id FROM circumstance_fact f JOIN record d ON d.authority_id = f.authority_id AND d.id = f.record_id
    WHERE f.kind = 'died' AND f.retracted_at IS NULL AND f.starts_on < ${on}::date)`

/** By how many children the book and the states of a day differ, added up over the states. */
export const bookApart = (on: Day): RawBuilder<unknown> => sql`
  SELECT coalesce(sum(abs(coalesce(book.children, 0) - coalesce(states.children, 0))), 0)::integer
  FROM (SELECT state, sum(change) AS children
    FROM (SELECT day, to_state AS state, change FROM ledger_move WHERE NOT sealed
      UNION ALL SELECT day, from_state, -change FROM ledger_move WHERE NOT sealed) AS ends
    WHERE day <= ${on}::date AND state <> 'none' GROUP BY state) AS book
  FULL JOIN (SELECT s.state, count(*) AS children FROM child_state s WHERE NOT s.sealed AND ${holdsOn('s', on)} GROUP BY s.state) AS states
    ON states.state = book.state`
