import type { Day } from '../../rulebook/index.ts'
import type { OwnersAsked } from './owners.ts'
import type { Window } from './windows.ts'

export const todayUrl = '/today'
export const clocksUrl = '/today/clocks'
export const foundUrl = '/today/found'
export const figuresUrl = '/today/figures'
export const deskUrl = '/desk'
export const deskClocksUrl = '/desk/clocks'

/** Where a calendar program asks for a person's due dates: whoever has the secret reads them. */
export const feedUrl = (secret: string): string => `/due-dates/${secret}/onroll.ics`

const asked = (path: string, parts: Readonly<Record<string, string | undefined>>): string => {
  const query = new URLSearchParams(Object.entries(parts).flatMap(([name, value]) => (value ? [[name, value]] : [])))
  return query.size === 0 ? path : `${path}?${query}`
}

/** The list of running clocks, narrowed. `team`: what is on the person's own Today. */
export const clocksDueUrl = (
  due: Window | undefined,
  by: { owed?: OwnersAsked; rule?: string; on?: Day } = {},
): string => asked(clocksUrl, { due, ...by })
export const deskClocksDueUrl = (due: Window, owed?: 'school' | 'council'): string =>
  asked(deskClocksUrl, { due, owed })

/** A page of `registers`, which stands on the same floor and so is known by its address only. */
export const plansUrl = '/registers/plans'
