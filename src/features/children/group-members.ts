import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ChildGroup, Day, GroupTest } from '../../rulebook/index.ts'

/** Whether a span of the alias holds on a day. */
const holds = (alias: string, on: Day): RawBuilder<SqlBool> =>
  sql`${sql.ref(`${alias}.starts_on`)} <= ${on}::date AND (${sql.ref(`${alias}.ends_on`)} IS NULL OR ${sql.ref(`${alias}.ends_on`)} > ${on}::date)`

/** A fact of a child who is not sealed, that is believed and holds on a day. */
const believed = (alias: string, on: Day): RawBuilder<SqlBool> =>
  sql`${sql.ref(`${alias}.retracted_at`)} IS NULL AND NOT ${sql.ref(`${alias}.sealed`)} AND ${holds(alias, on)}`

/** The children with one of these needs today. */
const withNeed = (kinds: readonly string[], on: Day): RawBuilder<unknown> => sql`
  SELECT DISTINCT r.authority_id, r.person_id FROM need_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
  WHERE f.kind = ANY (${[...kinds]}::text[]) AND ${believed('f', on)}`

function found(test: GroupTest, on: Day): RawBuilder<unknown> {
  switch (test.by) {
    case 'needs':
      return withNeed(test.kinds, on)
    case 'states':
      return sql`SELECT s.authority_id, s.person_id FROM child_state s WHERE NOT s.sealed AND s.state = ANY (${[...test.states]}::text[]) AND ${holds('s', on)}
        AND ${test.on_roll === null ? sql`true` : test.on_roll ? sql`s.school_urn IS NOT NULL` : sql`s.school_urn IS NULL`}`
    case 'suspense':
      return sql`SELECT a.authority_id, a.person_id FROM child_suspense a WHERE NOT a.sealed AND a.account = ANY (${[...test.accounts]}::text[]) AND ${holds('a', on)}`
    case 'provision':
      return sql`SELECT DISTINCT r.authority_id, r.person_id FROM provision_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
        WHERE f.kind = ANY (${[...test.kinds]}::text[]) AND ${believed('f', on)}`
    case 'flags':
      return sql`SELECT DISTINCT g.authority_id, g.person_id FROM child_flag g WHERE NOT g.sealed AND g.rule = ANY (${[...test.rules]}::text[]) AND ${holds('g', on)}`
    case 'sector':
      return sql`SELECT DISTINCT r.authority_id, r.person_id FROM enrolment_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
        WHERE f.sector = ${test.sector} AND ${believed('f', on)}`
    case 'happened':
      return happened(test, on)
  }
}

/** To whom something happened, and nothing since that ended it. What is of one day goes on until then. */
const happened = ({ began, ended, ehc_plan }: GroupTest & { by: 'happened' }, on: Day): RawBuilder<unknown> => sql`
  SELECT DISTINCT r.authority_id, r.person_id FROM happening_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
  WHERE f.kind = ${began} AND f.retracted_at IS NULL AND NOT f.sealed AND f.starts_on <= ${on}::date
    AND ${ended.length === 0 ? sql`f.ends_on > ${on}::date` : sql`true`}
    AND NOT EXISTS (SELECT FROM record q JOIN happening_fact e ON e.authority_id = q.authority_id AND e.record_id = q.id
      WHERE q.authority_id = r.authority_id AND q.person_id = r.person_id AND e.kind = ANY (${[...ended]}::text[]) AND e.retracted_at IS NULL
        AND e.starts_on >= f.starts_on AND e.starts_on <= ${on}::date)
    AND ${ehc_plan === null ? sql`true` : sql`(r.authority_id, r.person_id) ${sql.raw(ehc_plan ? 'IN' : 'NOT IN')} (${withNeed(['ehc_plan'], on)})`}`

/** Where the school is of which a child with a need is asked: special or alternative, or outside the authority. */
const atSchool = (at: 'special' | 'outside'): RawBuilder<SqlBool> =>
  at === 'special'
    ? sql`(s.state = 'alternative_provision' OR EXISTS (SELECT FROM school o WHERE o.urn = s.school_urn
        AND o.la_code = (SELECT code FROM authority WHERE id = m.authority_id) AND (o.sector = 'alternative' OR o.type_group ILIKE '%special%')))`
    : sql`EXISTS (SELECT FROM school o WHERE o.urn = s.school_urn AND o.la_code <> (SELECT code FROM authority WHERE id = m.authority_id))`

/**
 * The children of a group on a day whom the reader sees, none of them sealed: `authority_id` and `person_id`. Asked of the facts anew,
 * which walks the county: pages read what is kept (`kept-groups.ts`), and this is what it is held to.
 */
export function membersAnew({ test }: ChildGroup, on: Day): RawBuilder<unknown> {
  const at = test.by === 'needs' ? (test.at ?? null) : null
  const states = test.by === 'states' ? null : (test.states ?? null)
  if (at === null && states === null) return found(test, on)
  return sql`SELECT m.authority_id, m.person_id FROM (${found(test, on)}) AS m
    JOIN child_state s ON s.authority_id = m.authority_id AND s.person_id = m.person_id AND ${holds('s', on)}
    WHERE ${states === null ? sql`true` : sql`s.state = ANY (${[...states]}::text[])`} AND ${at === null ? sql`true` : atSchool(at)}`
}
