import type { Feature } from '../../ground/feature.ts'

export { addBankHolidays, type CalendarsImported, importCalendars } from './actions.ts'
export { readAuthorityCalendar, readSchoolCalendar } from './read-calendar.ts'

export const calendars: Feature = { name: 'calendars' }
