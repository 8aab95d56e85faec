import { readSchoolCalendar, readWorkingCalendar } from '../features/calendars/index.ts'
import { Look } from '../ground/look.ts'
import type { DueCalendars } from '../rulebook/index.ts'
import { Refusal } from './command.ts'
import { engineFor, withDatabase } from './with-database.ts'

/** The days of a school of the register, by the calendars of the authority. Throws Refusal for a URN that the register does not hold. */
export const calendarsAt = (urn: number, authority: string | undefined): Promise<DueCalendars> =>
  withDatabase(async connection => {
    const engine = await engineFor(connection, 'due', authority)
    const look = new Look({ purpose: 'due date asked from the command line', route: 'command:due' })
    return connection.door.read(engine, look, async tx => {
      const school = await tx.selectFrom('school').where('urn', '=', urn).select('name').executeTakeFirst()
      if (!school) throw new Refusal(`There is no school with the URN ${urn} in the register.`)
      return { school: await readSchoolCalendar(tx, urn, school.name), working: await readWorkingCalendar() }
    })
  })
