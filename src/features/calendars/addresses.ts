import { schoolUrl } from '../schools/index.ts'

/** The addresses of calendars. A school is named by its URN; without one it is the authority's own calendar. */
export const calendarUrl = (school_urn: number | null): string =>
  school_urn === null ? '/calendars' : `${schoolUrl(school_urn)}/calendar`

const asked = (school_urn: number | null, year: number): string =>
  new URLSearchParams({ ...(school_urn === null ? {} : { school: String(school_urn) }), year: String(year) }).toString()

export const yearUrl = (school_urn: number | null, year: number): string => `${calendarUrl(school_urn)}?year=${year}`
export const newEntryUrl = (school_urn: number | null, year: number): string =>
  `/calendars/entries/new?${asked(school_urn, year)}`
export const entryUrl = (id: string): string => `/calendars/entries/${id}`
export const copyUrl = (school_urn: number | null, year: number): string => `/calendars/copy?${asked(school_urn, year)}`
export const importUrl = '/calendars/import'
export const changesUrl = '/calendars/changes'
export const changeUrl = (id: string): string => `/calendars/changes/${id}`
export const progressUrl = (id: string): string => `/calendars/changes/${id}/progress`
