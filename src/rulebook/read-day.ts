import { type Day, dayFromParts, londonDay, monthNames } from './days.ts'

/** The day that a text from a file names, or a sentence that says how to mend it. */
export type ReadDay = { readonly day: Day } | { readonly problem: string }

type Parts = { readonly year: string; readonly month: string; readonly day: string }

const time = String.raw`(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?`
const separated = '[-/. ]'

/** Every form in which a file may write a day. Numbers alone are read day first or year first, never month first. */
const forms: readonly RegExp[] = [
  new RegExp(String.raw`^(?<year>\d{4})${separated}(?<month>\d{1,2})${separated}(?<day>\d{1,2})${time}$`),
  /^(?<year>(?:19|20)\d{2})(?<month>\d{2})(?<day>\d{2})$/,
  new RegExp(String.raw`^(?<day>\d{1,2})${separated}(?<month>\d{1,2})${separated}(?<year>\d{4}|\d{2})${time}$`),
  new RegExp(String.raw`^(?<year>\d{4})${separated}(?<month>[a-z]{3,9})${separated}(?<day>\d{1,2})${time}$`),
  new RegExp(
    String.raw`^(?<day>\d{1,2})(?:st|nd|rd|th)?${separated}(?<month>[a-z]{3,9}),?${separated}(?<year>\d{4}|\d{2})${time}$`,
  ),
]

const instant = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})$/i
const spreadsheetNumber = /^[1-9]\d{4}(?:\.\d+)?$/
const plausible = { from: 1900, to: 2100 }

const monthNumber = (month: string): number => {
  if (/^\d+$/.test(month)) return Number(month)
  const name = month === 'sept' ? 'sep' : month
  return monthNames.findIndex(full => full.toLowerCase() === name || full.slice(0, 3).toLowerCase() === name) + 1
}

/** Two figures: 00 to 49 are this century, 50 to 99 the last. No child on a list was born before 1950 or after 2049. */
const yearNumber = (year: string): number => {
  const n = Number(year)
  return year.length === 4 ? n : n < 50 ? 2000 + n : 1900 + n
}

const dayOfParts = (text: string, parts: Parts): ReadDay => {
  const year = yearNumber(parts.year)
  const month = monthNumber(parts.month)
  const date = Number(parts.day)
  if (month < 1 || month > 12) {
    const swapped = date <= 12 && month <= 31 ? ' If the month comes first, write the day first instead.' : ''
    return {
      problem: `“${text}” has no month ${parts.month}. Dates are read day, month, year, as in 05/11/2014.${swapped}`,
    }
  }
  if (year < plausible.from || year > plausible.to) {
    return { problem: `“${text}” is in the year ${parts.year}. Check the year and write all four figures.` }
  }
  const day = dayFromParts({ year, month, day: date })
  if (day === undefined) {
    return { problem: `“${text}” does not exist: ${monthNames[month - 1]} ${year} has no day ${date}. Check the day.` }
  }
  return { day }
}

const londonDayOf = (text: string): ReadDay => {
  try {
    return { day: londonDay(text.replace(/\s(?=Z|[+-])/i, '')) }
  } catch {
    return { problem: `“${text}” is not a day and time that exists. Write the day alone, as 05/11/2014.` }
  }
}

/**
 * Reads a day as files write it: 2014-11-05, 05/11/2014, 5/11/14, 05-11-2014, 2014-Nov-05 00:00:00, 05 Nov 2014,
 * 20141105, and ISO with a time. A time with an offset names an instant, and its day is the day in London then: systems
 * that write midnight in summer as 23:00Z the evening before mean the next day. The American order is never guessed.
 */
export const readDay = (text: string): ReadDay => {
  const written = text.trim()
  if (written === '') return { problem: 'The date is missing. Write it as 05/11/2014.' }
  if (instant.test(written)) return londonDayOf(written)
  for (const form of forms) {
    const { year, month, day } = form.exec(written.toLowerCase())?.groups ?? {}
    if (year !== undefined && month !== undefined && day !== undefined) return dayOfParts(written, { year, month, day })
  }
  if (spreadsheetNumber.test(written)) {
    return {
      problem: `“${written}” looks like a spreadsheet’s number for a day. Format the column as a date (such as 5 Nov 2014) and save the file again.`,
    }
  }
  return { problem: `“${written}” is not a date we can read. Write it as 05/11/2014 or 2014-11-05.` }
}
