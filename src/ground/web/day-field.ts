import { z } from 'zod'
import { type Day, formatDay, parseDay } from '../../rulebook/days.ts'
import type { Body, DayParts, Field } from './forms.ts'

export interface DayOptions {
  label: string
  hint?: string
  /** What is asked for, as it stands inside a sentence: "the day the case closed". */
  about: string
  /** The first and the last day that may be given, both included. */
  notBefore?: Day
  notAfter?: Day
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const parts = ['day', 'month', 'year'] as const
type Part = (typeof parts)[number]

/**
 * A day in three parts, as people write it. A month may be a name, a body may carry the day whole as `YYYY-MM-DD`.
 * Source of the sentences: GOV.UK Design System, date input.
 */
export function dayField(asked: DayOptions): Field<Day> {
  const { about, notBefore, notAfter, ...rest } = asked
  const About = about.charAt(0).toUpperCase() + about.slice(1)

  /** The fault of what was typed with the part it lies in, or the day. */
  const read = (typed: DayParts): { day: Day } | { fault: string; part?: Part } => {
    const missing = parts.filter(part => typed[part] === '')
    const [first = 'day'] = missing
    if (missing.length === 3) return { fault: `Enter ${about}` }
    if (missing.length > 0) return { fault: `${About} must include a ${missing.join(' and a ')}`, part: first }
    if (!/^\d{4}$/.test(typed.year)) return { fault: `${About} must have a year of 4 figures, like 2026`, part: 'year' }
    const month = monthNumber(typed.month)
    const day = month === null || !/^\d{1,2}$/.test(typed.day) ? undefined : parseDay(iso(typed.year, month, typed.day))
    if (day === undefined) return { fault: `${About} must be a real date, like 3 11 2026` }
    if (notBefore && day < notBefore) return { fault: `${About} must be ${formatDay(notBefore)} or later` }
    if (notAfter && day > notAfter) return { fault: `${About} must be ${formatDay(notAfter)} or earlier` }
    return { day }
  }

  return {
    look: { kind: 'day', hint: 'For example, 3 11 2026', ...rest },
    schema: z.custom<DayParts>().transform((typed, context) => {
      const result = read(typed)
      if ('day' in result) return result.day
      context.issues.push({
        code: 'custom',
        input: typed,
        message: result.fault,
        path: result.part ? [result.part] : [],
      })
      return z.NEVER
    }),
    when: 'always',
    take: takeParts,
    write: partsOf,
  }
}

const iso = (year: string, month: number, day: string): string =>
  `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`

function monthNumber(typed: string): number | null {
  if (/^\d{1,2}$/.test(typed)) return Number(typed)
  const named = months.indexOf(typed.slice(0, 3).toLowerCase())
  return named < 0 ? null : named + 1
}

function partsOf(day: string): DayParts {
  const [year = '', month = '', ofMonth = ''] = day.split('-')
  return { day: String(Number(ofMonth)), month: String(Number(month)), year }
}

function takeParts(body: Body, name: string): DayParts {
  const whole = body[name]
  if (typeof whole === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(whole)) return partsOf(whole)
  const part = (key: Part): string => {
    const given = body[`${name}_${key}`]
    return typeof given === 'string' ? given.trim() : ''
  }
  return { day: part('day'), month: part('month'), year: part('year') }
}
