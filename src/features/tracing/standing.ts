import type { Read } from '../../ground/database/door.ts'
import {
  type Day,
  type DeletionGuard,
  deletionGuards,
  type EnquiryParty,
  type EnquirySide,
  type SchoolCalendar,
  type SettledStep,
  stepsOfSide,
  weeksOfCalendar,
} from '../../rulebook/index.ts'
import { readAuthorityCalendar, readSchoolCalendar } from '../calendars/index.ts'
import { openDangers, type Said, type Trace } from './queries.ts'

/** The calendar by which the school days of a trace are counted: the school's own. */
export const calendarOf = (tx: Read, { school_urn, school_name }: Trace): Promise<SchoolCalendar> =>
  school_urn === null
    ? readAuthorityCalendar(tx)
    : readSchoolCalendar(tx, school_urn, school_name ?? String(school_urn))

/** The steps that one side has settled: what was asked after it was settled moves its day on. */
export function settledBy({ steps }: Pick<Said, 'steps'>, side: EnquirySide): SettledStep[] {
  return stepsOfSide(side).flatMap(step => {
    const rows = steps.filter(one => one.side === side && one.step === step)
    if (!rows.some(({ settles }) => settles)) return []
    const last = rows.map(({ happened_on }) => happened_on).sort()
    return [{ step, settled_on: last.at(-1) ?? ('' as Day) }]
  })
}

const partyOf = (said: Said, side: EnquirySide): EnquiryParty => {
  const signed = said.signatures.find(one => one.side === side)
  return {
    steps: settledBy(said, side),
    signed: signed ? { ...signed, on: signed.signed_on } : null,
  }
}

/** How the guards of the deletion that a trace is about stand on a day; null where it is about none. */
export async function guardsOf(tx: Read, trace: Trace, said: Said, on: Day): Promise<DeletionGuard[] | null> {
  if (trace.ground === null) return null
  const asked = {
    ...{ on, marks: said.register?.marks ?? [], weeks: weeksOfCalendar(await calendarOf(tx, trace)) },
    ...{ school: partyOf(said, 'school'), council: partyOf(said, 'council') },
    danger_open: openDangers(said).length > 0,
  }
  return trace.ground === 'h' && trace.leave_last_on !== null
    ? deletionGuards({ ...asked, ground: 'h', leave_last_on: trace.leave_last_on })
    : deletionGuards({ ...asked, ground: 'i' })
}
