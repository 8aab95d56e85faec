import { sql } from 'kysely'
import type { Read } from '../../src/ground/database/door.ts'
import type { Day } from '../../src/rulebook/index.ts'
import { asDay } from '../../src/rulebook/index.ts'
import type { SchoolDays } from '../calendars.ts'
import type { Casework } from '../casework.ts'
import { randomAt } from '../random.ts'
import { type Acting, carryOut } from './carry-out.ts'
import { closedPlan, openPlan, type Spell } from './day-book.ts'

/** A county smaller than this has the cases of its stories and its arrivals only, so that it is there quickly. */
const LARGE = 5000
/** Children of the county to one case that is open, and to one that was closed in ten years. */
const TO_ONE_OPEN = 250
const TO_ONE_CLOSED = 50

/**
 * Works through the many cases of a large county: of children who are in no full-time education now, and of those who came
 * to the school where they still are after a time without one. Who has had a case is left out, so that the work goes on
 * where it stopped.
 * @returns the children whose cases these are.
 */
export async function workThroughMany(
  o: Casework & {
    calendar: SchoolDays
    day: number
    acting: (person_id: string, since: Day, school_urn: number | null, nth: number) => Acting
    read: <T>(purpose: string, ask: (tx: Read) => Promise<T>) => Promise<T>
  },
): Promise<string[]> {
  if (o.children <= LARGE) return []
  const share = Math.min(1, o.years / 10)
  const wanted = {
    open: Math.round(o.children / TO_ONE_OPEN),
    closed: Math.round((o.children / TO_ONE_CLOSED) * share),
  }
  const on = o.demonstration_day
  const ended = await o.read('children who came to a school found', tx => spellsEnded(tx, on, wanted.closed))
  const still = await o.read('children without education found', tx => spellsNow(tx, on, wanted.open))
  const random = randomAt(o.children, 'casework')
  const all = [...ended, ...still]
  for (const [nth, spell] of all.entries()) {
    o.stop()
    if (nth % 10 === 0)
      o.tell(`${nth.toLocaleString('en-GB')} of ${all.length.toLocaleString('en-GB')} further cases worked through`)
    const plan =
      spell.ends_on === null ? openPlan(spell, o.calendar, o.day, random) : closedPlan(spell, o.calendar, o.day, random)
    await carryOut(o.acting(spell.person_id, asDay(spell.starts_on), spell.school_urn, nth), plan)
  }
  return all.map(({ person_id }) => person_id)
}

/** Spells without education that ended at the school on whose roll the child still is; one a child, spread over the county. */
async function spellsEnded(tx: Read, on: Day, most: number): Promise<Spell[]> {
  const { rows } =
    await sql<Spell>`SELECT DISTINCT ON (md5(s.person_id::text)) s.person_id, s.state, s.starts_on, s.ends_on, n.school_urn
    FROM child_state s
    JOIN child_state n ON n.authority_id = s.authority_id AND n.person_id = s.person_id AND n.starts_on = s.ends_on AND n.state = 'on_roll' AND n.school_urn IS NOT NULL
    JOIN child_state t ON t.authority_id = s.authority_id AND t.person_id = s.person_id AND t.starts_on <= ${on} AND (t.ends_on IS NULL OR t.ends_on > ${on})
      AND t.state = 'on_roll' AND t.school_urn = n.school_urn
    WHERE s.state IN ('unexplained', 'awaiting_place') AND s.ends_on < ${on} AND s.ends_on - s.starts_on >= 3 AND NOT s.sealed
      AND EXISTS (SELECT FROM enrolment_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
        WHERE r.authority_id = s.authority_id AND r.person_id = s.person_id AND f.school_urn = n.school_urn AND f.retracted_at IS NULL AND f.ends_on IS NULL)
      AND NOT EXISTS (SELECT FROM council_case c WHERE c.authority_id = s.authority_id AND c.person_id = s.person_id)
    ORDER BY md5(s.person_id::text), s.starts_on LIMIT ${most}`.execute(tx)
  return rows
}

async function spellsNow(tx: Read, on: Day, most: number): Promise<Spell[]> {
  const { rows } =
    await sql<Spell>`SELECT s.person_id, s.state, s.starts_on, NULL AS ends_on, NULL AS school_urn FROM child_state s
    WHERE s.state IN ('unexplained', 'awaiting_place', 'reduced_hours') AND s.starts_on < ${on} AND (s.ends_on IS NULL OR s.ends_on > ${on}) AND NOT s.sealed
      AND NOT EXISTS (SELECT FROM council_case c WHERE c.authority_id = s.authority_id AND c.person_id = s.person_id)
    ORDER BY (s.state = 'unexplained'), md5(s.person_id::text) LIMIT ${most}`.execute(tx)
  return rows
}
