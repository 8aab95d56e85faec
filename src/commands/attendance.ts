import { type Attendance, attendanceOf, weeksOfCalendar, weeksOfDays } from '../rulebook/index.ts'
import { calendarHelp, readCalendar } from './calendar-file.ts'
import { type Command, tell, typed } from './command.ts'
import { readRegisters } from './register-file.ts'

export const attendanceCommand: Command = {
  name: 'attendance',
  usage: 'attendance FILE.csv [--calendar FILE.csv] [--json]',
  does: 'Sessions possible, attended and missed by each pupil of a register, and what the law says of them.',
  more: `
FILE.csv has the columns upn, date, session (AM or PM) and code. ${calendarHelp}
Without --calendar the days with marks are the school days. Everything is as at the last day with a mark. Flags are rules: A1 a reason
overdue, A6 and A6.severe persistent and severe absence, A8 a penalty notice to be considered, R3 and R4 on the school's returns of absence
and of sickness, H2 education to be arranged in illness, G9.i the days and codes of that ground for deletion. A mark that could not be
counted is told with its line.`,
  run: async words => {
    const { values, positionals } = typed(
      words,
      { calendar: { type: 'string' }, json: { type: 'boolean' } },
      { least: 1, most: 1 },
    )
    const calendar = values.calendar === undefined ? null : await readCalendar(values.calendar)
    const registers = await readRegisters(positionals[0] ?? '')
    const on = registers.last_on
    if (on === null) return tell(values.json, [], 'There is no mark.')
    const weeks = calendar === null ? weeksOfDays(registers.days) : weeksOfCalendar(calendar)
    // Told pupil by pupil: the reasons of a county's flags are not kept beside each other.
    const pupils = registers.upns.values().map(upn => ({ upn, ...attendanceOf(registers.marksOf(upn), weeks, on) }))
    if (values.json) tell(true, [...pupils.map(inJson)], '')
    else console.log([head, ...pupils.map(inText)].join('\n'))
  },
}

type Pupil = Attendance & { upn: string }

const inJson = ({ not_possible: _, flags, problems, ...sums }: Pupil) => ({
  ...sums,
  flags: flags.map(({ rule }) => rule),
  ...(problems.length > 0 && { problems }),
})

const columns = ['possible', 'attended', 'authorised', 'unauthorised'] as const
const upnWidth = 13
const head = ['UPN'.padEnd(upnWidth), ...columns].join('  ')

const inText = (pupil: Pupil): string =>
  [
    [
      pupil.upn.padEnd(upnWidth),
      ...columns.map(column => String(pupil[column]).padStart(column.length)),
      pupil.severe ? 'severely absent' : pupil.persistent ? 'persistently absent' : '',
    ]
      .join('  ')
      .trimEnd(),
    ...pupil.flags.map(({ rule, because }) => `  ${rule}: ${because}`),
    ...pupil.problems.map(({ line, reason }) => `  line ${line}: ${reason}`),
  ].join('\n')
