import { formatAcademicYear, formatDay } from '../../rulebook/index.ts'
import type { Mark, Month, YearOfDays } from './year.ts'

/** How each mark is told without its colour: a letter in the day's square, and a word for those who hear the page. */
const looks: Readonly<Record<Mark, { letter: string; text: string }>> = {
  school: { letter: '', text: 'School day' },
  half_term: { letter: 'H', text: 'Half-term' },
  break: { letter: '', text: 'Between terms' },
  inset: { letter: 'I', text: 'INSET day' },
  closure: { letter: 'C', text: 'Closed' },
  holiday: { letter: 'B', text: 'Bank holiday' },
  weekend: { letter: '', text: 'Weekend' },
}
const marks = Object.keys(looks) as Mark[]

export interface MonthDay {
  date: number
  mark: Mark
  letter: string
  /** Empty for a school day and for a weekend. */
  text: string
}

export interface DrawnMonth {
  name: string
  school_days: string
  /** Monday to Sunday; null where the week is another month's. */
  weeks: readonly (readonly (MonthDay | null)[])[]
}

/** An academic year as twelve months on a screen, with what it comes to. */
export interface DrawnYear {
  finding: string
  months: readonly DrawnMonth[]
  key: readonly { mark: Mark; letter: string; text: string }[]
  table: { columns: readonly string[]; rows: readonly (readonly (string | number)[])[] }
}

const counted = ['school', 'half_term', 'inset', 'closure', 'holiday', 'break'] as const

export function monthsOf(days: YearOfDays): DrawnYear {
  const name = formatAcademicYear(days.year)
  return {
    finding: `${days.school_days} school days in ${name}, from ${formatDay(days.first_on)} to ${formatDay(days.last_on)}`,
    months: days.months.map(drawn),
    key: marks.map(mark => ({ mark, ...looks[mark] })),
    table: {
      columns: ['Month', 'School days', 'Half-term', 'INSET days', 'Closed', 'Bank holidays', 'Between terms'],
      rows: days.months.map(month => [month.name, ...counted.map(mark => count(month, mark))]),
    },
  }
}

const count = (month: Month, mark: Mark): number => month.marks.filter(one => one === mark).length

function drawn(month: Month): DrawnMonth {
  const school = count(month, 'school')
  const squares: (MonthDay | null)[] = [
    ...new Array<null>(month.first_weekday - 1).fill(null),
    ...month.marks.map((mark, at) => ({
      date: at + 1,
      mark,
      letter: looks[mark].letter,
      text: mark === 'school' || mark === 'weekend' ? '' : looks[mark].text,
    })),
  ]
  const weeks = Array.from({ length: Math.ceil(squares.length / 7) }, (_, at) => squares.slice(at * 7, at * 7 + 7))
  return { name: month.name, school_days: school === 1 ? '1 school day' : `${school} school days`, weeks }
}
