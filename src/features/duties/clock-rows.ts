import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Read, withEngineSight } from '../../ground/database/door.ts'
import { may, type Person } from '../../ground/database/identity.ts'
import { academicYear, academicYearStarts, type Day } from '../../rulebook/index.ts'
import type { ShowCode } from './codes.ts'

/**
 * Counts clocks as somebody may count them. Who reads figures and reaches no child (a director) counts the county's with the
 * engine's sight: `count` gives numbers by rule and never a child. Anybody else counts what they may see.
 */
export const counting = <T>(tx: Read, person: Person, count: (tx: Read) => Promise<T>): Promise<T> =>
  person.scope === 'figures' && may(person, 'ledger.read') ? withEngineSight(tx, count) : count(tx)

/**
 * Clocks that count for somebody: sealed children stand in no figure that opens, and care only for who may know of it. What a school still
 * owes about a child who left stands on its desk, and in no count of children.
 */
export const counted = ({ classes, scope }: Person): RawBuilder<SqlBool> =>
  sql`NOT k.sealed AND k.field_class = ANY(${['education', ...classes.filter(name => name === 'care_status')]}::text[])
    AND ${scope === 'school' ? sql`k.person_id IN (SELECT person_id FROM child_summary)` : sql`true`}`

/** The first day of the school year that a day is in. */
export const schoolYearOf = (day: Day): Day => academicYearStarts(academicYear(day))

export const isRunning = (today: Day): RawBuilder<SqlBool> => sql`(k.ended_on IS NULL OR k.ended_on > ${today}::date)`

/** Whether a clock is one of those that the rulebook counts so. */
export const isShown = (show: ShowCode, today: Day): RawBuilder<SqlBool> => {
  if (show === 'running') return isRunning(today)
  // What only a parent may do by a day is no duty: time runs out, and nobody is late.
  if (show === 'overdue')
    return sql`${isRunning(today)} AND k.breaches_on <= ${today}::date AND k.owed_by IS DISTINCT FROM 'parent'`
  return sql`k.ended_how = 'met' AND k.ended_on >= k.breaches_on AND k.ended_on BETWEEN ${schoolYearOf(today)}::date AND ${today}::date`
}

/** How a clock stands on a day, as one of `outcomes`. */
export const outcomeOf = (today: Day): RawBuilder<string> => sql`CASE
  WHEN k.due_on IS NULL THEN 'no_date'
  WHEN k.ended_how = 'met' AND k.ended_on <= ${today}::date THEN CASE WHEN k.ended_on < k.breaches_on THEN 'in_time' ELSE 'late' END
  WHEN k.ended_how = 'stopped' AND k.ended_on <= ${today}::date AND k.ended_on < k.breaches_on THEN 'stopped'
  WHEN k.breaches_on <= ${today}::date THEN 'not_kept'
  ELSE 'running' END`
