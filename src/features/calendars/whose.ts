import type { Read } from '../../ground/database/door.ts'
import { Missing } from '../../ground/web/errors.ts'
import { academicYear, type Day } from '../../rulebook/index.ts'
import { schoolNames } from '../schools/index.ts'
import { calendarUrl } from './addresses.ts'

/** Whose calendar a page is about. */
export interface Whose {
  school_urn: number | null
  /** Inside a sentence: "the authority", "Marl Valley Academy". */
  name: string
  href: string
}

const authority: Whose = { school_urn: null, name: 'the authority', href: calendarUrl(null) }

/** The calendar that an address asks for. Throws Missing for a school that the register does not hold. */
export async function whoseAsked(tx: Read, school: unknown): Promise<Whose> {
  if (school === undefined || school === '') return authority
  const urn = typeof school === 'string' && /^\d{5,6}$/.test(school) ? Number(school) : 0
  const name = (await schoolNames(tx, [urn])).get(urn)
  if (name === undefined) throw new Missing()
  return { school_urn: urn, name, href: calendarUrl(urn) }
}

/** Whose calendar an entry is of: a file may have named a school that the register does not hold. */
export async function whoseOf(tx: Read, { school_urn }: { school_urn: number | null }): Promise<Whose> {
  if (school_urn === null) return authority
  const name = (await schoolNames(tx, [school_urn])).get(school_urn) ?? `URN ${school_urn}`
  return { school_urn, name, href: calendarUrl(school_urn) }
}

/** The academic year that an address asks for, by the year in which it begins; else the one of today. */
export const yearAsked = (year: unknown, today: Day): number =>
  /^20\d{2}$/.test(String(year)) ? Number(year) : academicYear(today)
