export { readAuthorityCalendar, readSchoolCalendar } from './read-calendar.ts'
