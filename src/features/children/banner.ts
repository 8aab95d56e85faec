import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Identity } from '../../ground/database/identity.ts'
import type { ChildButton, ChildPart } from '../../ground/feature.ts'
import { addDays, ageOn, CalendarGap, type Day, formatDay, formatShortDay } from '../../rulebook/index.ts'
import { findChild } from './queries.ts'
import { calendarForReading } from './reevaluate.ts'
import { ageAndYear, bandWords, sexText, stateTag, stateText } from './words.ts'

/** What the other slices show on the page of a child. Told once at the start, by `features.ts`. */
export const childParts: ChildPart[] = []
export const useChildParts = (parts: readonly ChildPart[]): void => {
  childParts.splice(0, childParts.length, ...parts)
}

/** What the slices answer, one after the other: a transaction is one connection, which answers one question at a time. */
export async function fromParts<T>(ask: (part: ChildPart) => Promise<readonly T[]> | undefined): Promise<T[]> {
  const answers: T[] = []
  for (const part of childParts) answers.push(...((await ask(part)) ?? []))
  return answers
}

/** The banner that stays on every page about a child. */
export interface ChildBanner {
  person_id: string
  version: number
  href: string
  known_as: string
  age: string
  born: string
  sex: string
  upn: string | null
  state: { text: string; tag: string; since: string | null; because: string | null }
  school: string
  band: { text: string; tag: string; because: string | null } | null
  /** Days without education that count for level two; null when no clock runs. */
  days: { count: number | null; sentence: string; overdue: boolean } | null
  sealed: boolean
  more: { label: string; text: string; href: string | null }[]
  buttons: ChildButton[]
}

/** The banner of a child; null when there is no such child within reach. */
export async function childBanner(
  tx: Read,
  identity: Identity,
  person_id: string,
  today: Day,
): Promise<ChildBanner | null> {
  const child = await findChild(tx, person_id, today)
  if (!child) return null
  const more = await fromParts(part => part.banner?.(tx, identity, person_id))
  const buttons = await fromParts(part => part.buttons?.(tx, identity, person_id))
  return {
    person_id,
    version: child.version,
    href: `/children/${person_id}`,
    known_as: child.known_as || 'Name not known',
    age: ageAndYear(child.born_on, child.born_on && ageOn(child.born_on, today), today),
    born: child.born_on ? formatDay(child.born_on) : 'not known',
    sex: sexText(child.sex),
    upn: child.upn,
    state: {
      text: stateText(child.state),
      tag: stateTag(child.state),
      since: child.since && formatShortDay(child.since),
      because: child.state_because,
    },
    school:
      child.school_name ??
      (child.school_urn === null
        ? schoolSince(child.state, await offRollSince(tx, person_id, today))
        : `URN ${child.school_urn}`),
    band: child.band
      ? { ...(bandWords[child.band] ?? { text: child.band, tag: 'grey' }), because: child.band_because }
      : null,
    days: await daysWithout(tx, person_id, today),
    sealed: child.sealed,
    more,
    buttons,
  }
}

const schoolSince = (state: string | null, since: Day | null): string => {
  if (state === 'on_roll' || state === 'reduced_hours' || state === 'independent') return 'On a roll, school not named'
  return since === null ? 'No school roll' : `No school roll since ${formatShortDay(since)}`
}

/** The first day of the unbroken run without a school that today is in, at compulsory school age. */
async function offRollSince(tx: Read, person_id: string, today: Day): Promise<Day | null> {
  const { rows } = await sql<{ since: Day | null }>`SELECT min(s.starts_on) AS since FROM child_state s
    WHERE s.person_id = ${person_id} AND s.starts_on <= ${today} AND s.school_urn IS NULL AND s.state NOT IN ('under_age', 'over_age')
      AND s.starts_on >= ALL (SELECT r.ends_on FROM child_state r
        WHERE r.person_id = ${person_id} AND r.ends_on <= ${today} AND (r.school_urn IS NOT NULL OR r.state = 'over_age'))`.execute(
    tx,
  )
  return rows[0]?.since ?? null
}

async function daysWithout(tx: Read, person_id: string, today: Day): Promise<ChildBanner['days']> {
  const { rows } = await sql<{
    opened_on: Day
    due_on: Day | null
    problem: string | null
  }>`SELECT opened_on, due_on, problem FROM child_clock
    WHERE person_id = ${person_id} AND rule = 'level_two' AND opened_on <= ${today} AND (ended_on IS NULL OR ended_on > ${today}) ORDER BY opened_on LIMIT 1`.execute(
    tx,
  )
  const [clock] = rows
  if (!clock) return null
  if (clock.due_on === null) return { count: null, sentence: clock.problem ?? '', overdue: false }
  const overdue = today > clock.due_on
  try {
    const calendar = await calendarForReading(tx)
    const count = calendar.schoolDaysBetween(clock.opened_on, addDays(today, 1))
    const left = overdue ? 0 : calendar.schoolDaysBetween(addDays(today, 1), addDays(clock.due_on, 1))
    const sentence = overdue
      ? `Level two since ${formatDay(addDays(clock.due_on, 1))}`
      : left === 0
        ? `Level two opens tomorrow`
        : `Level two in ${left} school ${left === 1 ? 'day' : 'days'}, after ${formatDay(clock.due_on)}`
    return { count, sentence, overdue }
  } catch (problem) {
    if (!(problem instanceof CalendarGap)) throw problem
    return { count: null, sentence: problem.message, overdue }
  }
}
