import { curriculumYear } from './ages.ts'
import type { Child } from './children.ts'
import { enrolmentOn } from './children.ts'
import type { County } from './county.ts'
import { iso } from './days.ts'
import { csvLine, openFile, PLAIN } from './files.ts'
import type { Random } from './random.ts'

export const ATTENDANCE = 'attendance.csv'

const GROUND_DAYS = 20
const DAYS = 25
const CLASS = 28
const UNEXPLAINED = ['N', 'O', 'G'] as const

/** Marks of the class in which story 10 plays, kept while the county grows and written at its end. */
export interface Attendance {
  consider(child: Child): void
  write(folder: string): number
}

/** The marks of one session for a child who comes: some days ill, some late, some at the dentist. */
function usual(session: 'AM' | 'PM', random: Random): string {
  const draw = random.next()
  if (draw < 0.03) return 'I'
  if (draw < 0.04) return 'M'
  if (draw < 0.06 && session === 'AM') return 'L'
  return session === 'AM' ? '/' : '\\'
}

export function attendance(county: County): Attendance {
  const school = county.schools.of('secondary')[2]
  const pupils: Child[] = []
  let planted = 0
  const marks = (child: Child, back: number, session: 'AM' | 'PM', nth: number, random: Random): string => {
    if (child.story !== 10 || back >= GROUND_DAYS) return usual(session, random)
    // The second of the pair was ill for one day in the middle.
    return nth === 2 && back === 9 ? 'I' : random.pick(UNEXPLAINED)
  }
  return {
    consider: child => {
      if (child.story === 10 && child.lists !== null) {
        planted += 1
        pupils.push(child)
        return
      }
      if (pupils.length - planted >= CLASS || child.upn === '' || child.lists !== null) return
      if (enrolmentOn(child, county.day)?.school !== school || curriculumYear(child.born, county.day) !== 9) return
      if (enrolmentOn(child, county.calendar.before(county.day, DAYS))?.school === school) pupils.push(child)
    },
    write: folder => {
      const file = openFile(`${folder}/${ATTENDANCE}`, PLAIN)
      file.line('upn,date,session,code')
      let rows = 0
      let pair = 0
      for (const child of pupils) {
        if (child.story === 10) pair += 1
        const random = county.random('attendance', child.number)
        for (let back = DAYS - 1; back >= 0; back -= 1) {
          const date = iso(back === 0 ? county.day : county.calendar.before(county.day, back))
          for (const session of ['AM', 'PM'] as const) {
            file.line(csvLine([child.upn, date, session, marks(child, back, session, pair, random)], PLAIN))
            rows += 1
          }
        }
      }
      file.close()
      return rows
    },
  }
}
