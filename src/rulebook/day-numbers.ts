declare const dayBrand: unique symbol
declare const dayNumberBrand: unique symbol

/** A day on the Europe/London calendar as ISO text, `YYYY-MM-DD`, years 0001 to 9999. Sorts as text. */
export type Day = string & { readonly [dayBrand]: true }

/** The same day as a whole number: days since 1970-01-01. Only the rulebook's own arithmetic uses it. */
export type DayNumber = number & { readonly [dayNumberBrand]: true }

export type YearMonthDay = { readonly year: number; readonly month: number; readonly day: number }

const daysInEra = 146_097 // 400 Gregorian years

/*
 * Temporal takes about 1.3 µs to turn a text into a number of days and as long to turn it back, which for a child of
 * twenty facts would be a third of the time an evaluation may take. These two take about a tenth of that, and a test
 * holds them to Temporal. Method: H. Hinnant, "chrono-compatible low-level date algorithms"; its year begins on 1 March,
 * so that the day that is not always there comes last.
 */
export const numberOf = ({ year, month, day }: YearMonthDay): DayNumber => {
  const marchYear = month <= 2 ? year - 1 : year
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return (era * daysInEra + dayOfEra - 719_468) as DayNumber
}

export const partsOfNumber = (n: DayNumber): YearMonthDay => {
  const sinceEraZero = n + 719_468
  const era = Math.floor(sinceEraZero / daysInEra)
  const dayOfEra = sinceEraZero - era * daysInEra
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  }
}
