import { fromCivil, onOrAfter, onOrBefore, weekday } from './days.ts'

export interface BankHoliday {
  day: number
  name: string
}

/** Easter Sunday. Source: the anonymous Gregorian computus, J. Meeus, Astronomical Algorithms, ch. 8. */
export function easter(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3)
  const h = (19 * a + b - Math.floor(b / 4) - d + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const sum = h + l - 7 * m + 114
  return fromCivil(year, Math.floor(sum / 31), (sum % 31) + 1)
}

/** Days that Parliament or proclamation moved or added. Source: GOV.UK bank holidays, past years. */
const MOVED: Record<
  number,
  { early_may?: [number, number]; spring?: [number, number]; extra?: [number, number, string][] }
> = {
  2020: { early_may: [5, 8] },
  2022: {
    spring: [6, 2],
    extra: [
      [6, 3, 'Platinum Jubilee bank holiday'],
      [9, 19, 'Bank Holiday for the State Funeral'],
    ],
  },
  2023: { extra: [[5, 8, 'Bank holiday for the coronation']] },
}

/** The bank holidays of England in a calendar year, with substitute days. Source: Banking and Financial Dealings Act 1971. */
export function bankHolidays(year: number): BankHoliday[] {
  const moved = MOVED[year] ?? {}
  const sunday = easter(year)
  const christmas = fromCivil(year, 12, 25)
  const boxing = fromCivil(year, 12, 26)
  const newYear = fromCivil(year, 1, 1)
  const list: BankHoliday[] = [
    { day: weekday(newYear) % 6 === 0 ? onOrAfter(newYear, 1) : newYear, name: 'New Year’s Day' },
    { day: sunday - 2, name: 'Good Friday' },
    { day: sunday + 1, name: 'Easter Monday' },
    {
      day: moved.early_may ? fromCivil(year, ...moved.early_may) : onOrAfter(fromCivil(year, 5, 1), 1),
      name: 'Early May bank holiday',
    },
    {
      day: moved.spring ? fromCivil(year, ...moved.spring) : onOrBefore(fromCivil(year, 5, 31), 1),
      name: 'Spring bank holiday',
    },
    { day: onOrBefore(fromCivil(year, 8, 31), 1), name: 'Summer bank holiday' },
    // A substitute comes after the other feast: Christmas on a Saturday is kept on the Monday, on a Sunday on the Tuesday.
    {
      day: weekday(christmas) === 6 ? christmas + 2 : weekday(christmas) === 0 ? christmas + 2 : christmas,
      name: 'Christmas Day',
    },
    { day: weekday(boxing) % 6 === 0 ? boxing + 2 : boxing, name: 'Boxing Day' },
    ...(moved.extra ?? []).map(([month, day, name]) => ({ day: fromCivil(year, month, day), name })),
  ]
  return list.sort((one, other) => one.day - other.day)
}
