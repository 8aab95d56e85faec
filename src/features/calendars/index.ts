import type { Feature } from '../../ground/feature.ts'

export { readAuthorityCalendar, readSchoolCalendar } from './read-calendar.ts'

export const calendars: Feature = { name: 'calendars' }
