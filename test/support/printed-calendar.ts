export { bankHolidays, marlshireEntries, sixTermEntries } from '../../src/rulebook/printed-calendars.ts'
