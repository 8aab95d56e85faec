import { CalendarGap } from './calendars.ts'
import { addDays, type Day, partsOf, type WorkingDays, weekday, weekdayNames } from './days.ts'

export type BankHoliday = { readonly on: Day; readonly name: string }

/** Weekdays that are not bank holidays. Every question throws CalendarGap in a calendar year whose bank holidays nobody
 * entered: a year without any would be a guess. */
export type WorkingCalendar = {
  readonly isWorkingDay: (day: Day) => boolean
  /** 'Saturday', the name of a bank holiday …; null on a working day. */
  readonly whyNotWorking: (day: Day) => string | null
  /** The `n`-th working day after `start`, which is not counted. `n` is 1 or more, or RangeError. */
  readonly workingDaysAfter: (start: Day, n: WorkingDays) => Day
}

export const workingCalendar = (holidays: readonly BankHoliday[]): WorkingCalendar => {
  const names = new Map(holidays.map(holiday => [holiday.on, holiday.name]))
  const years = new Set(holidays.map(holiday => partsOf(holiday.on).year))

  const whyNotWorking = (day: Day): string | null => {
    const { year } = partsOf(day)
    if (!years.has(year)) {
      throw new CalendarGap(
        'bank holidays',
        year,
        `No bank holidays are entered for ${year}. Enter them, then this date can be worked out.`,
      )
    }
    const dayOfWeek = weekday(day)
    return dayOfWeek > 5 ? (weekdayNames[dayOfWeek - 1] ?? '') : (names.get(day) ?? null)
  }

  return {
    whyNotWorking,
    isWorkingDay: day => whyNotWorking(day) === null,
    workingDaysAfter: (start, n) => {
      if (n < 1) throw new RangeError('the first working day is number 1')
      let day = start
      for (let counted = 0; counted < n; ) {
        day = addDays(day, 1)
        if (whyNotWorking(day) === null) counted += 1
      }
      return day
    },
  }
}
