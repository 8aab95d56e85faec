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

/** From so many school days before D to so many, both included. */
type Spell = readonly [from: number, to: number, code: string, session?: 'AM' | 'PM']

/** The marks by which further stories are told: suspended, ill, travelling for work, detained. Story 17 has 29 sessions of E. */
const TOLD: ReadonlyMap<number, { part: string; spells: readonly Spell[] }> = new Map([
  [
    17,
    {
      part: '',
      spells: [
        [24, 21, 'E'],
        [19, 15, 'E'],
        [13, 13, 'E', 'PM'],
        [11, 9, 'E'],
        [7, 6, 'E'],
      ],
    },
  ],
  [
    19,
    {
      part: '',
      spells: [
        [58, 54, 'I'],
        [50, 46, 'I'],
        [42, 38, 'I'],
      ],
    },
  ],
  [21, { part: 'Mabli', spells: [[20, 11, 'T']] }],
  [23, { part: '', spells: [[25, 0, 'Y5']] }],
])

/** Marks of the class in which story 10 plays, and of other stories' children, kept while the county grows and written at its end. */
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
    const told = typeof child.story === 'number' ? TOLD.get(child.story) : undefined
    const spell = told?.spells.find(([from, to, , only]) => back <= from && back >= to && (only ?? session) === session)
    if (spell !== undefined) return spell[2]
    if (child.story !== 10 || back >= GROUND_DAYS) return usual(session, random)
    // The second of the pair was ill for one day in the middle.
    return nth === 2 && back === 9 ? 'I' : random.pick(UNEXPLAINED)
  }
  return {
    consider: child => {
      const told = typeof child.story === 'number' ? TOLD.get(child.story) : undefined
      const isTold = told !== undefined && child.forename.text.startsWith(told.part)
      if (child.lists !== null && (child.story === 10 || isTold)) {
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
        const longest = typeof child.story === 'number' ? (TOLD.get(child.story)?.spells[0]?.[0] ?? 0) : 0
        for (let back = Math.max(DAYS - 1, longest); back >= 0; back -= 1) {
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
