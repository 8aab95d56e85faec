import type { Feature } from '../../ground/feature.ts'
import { routes } from './routes.ts'
import { jobs } from './work.ts'

export { type CalendarsImported, importCalendars } from './actions.ts'
export {
  calendarsVersion,
  readAuthorityCalendar,
  readCalendars,
  readSchoolCalendar,
  readWorkingCalendar,
} from './read-calendar.ts'

export const calendars: Feature = {
  name: 'calendars',
  navigation: [{ text: 'Calendars', href: '/calendars', may: 'schools.read', order: 65, under: '/schools' }],
  routes,
  jobs,
}
