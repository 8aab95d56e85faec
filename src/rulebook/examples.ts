import { asDay, type Day } from './days.ts'

/** Two made-up calendars on paper (`printed-calendars.ts`), and that of working days. */
export type PrintedCalendar = 'marlshire' | 'six_terms'

/**
 * An example worked by hand before its rule was written. `due`: opened on this day, the last day to keep the rule is that one.
 * `number`: whether so much (of so many) reaches the rule's number. `told`: for a rule without a number, a situation and what
 * follows from it, for a reader.
 */
export type Example = { readonly rule: string; readonly why: string } & (
  | { readonly kind: 'due'; readonly calendar: PrintedCalendar; readonly opened_on: Day; readonly due_on: Day }
  | { readonly kind: 'number'; readonly amount: number; readonly out_of: number | null; readonly reached: boolean }
  | { readonly kind: 'told'; readonly then: string }
)

/** Opened on this day, the rule is due on that one. */
export const due = (
  rule: string,
  calendar: PrintedCalendar,
  opened_on: string,
  due_on: string,
  why: string,
): Example => ({ kind: 'due', rule, calendar, opened_on: asDay(opened_on), due_on: asDay(due_on), why })

/** So much, out of so many where the rule is a share, is or is not what the rule's number says. */
export const compared = (
  rule: string,
  amount: number,
  out_of: number | null,
  reached: boolean,
  why: string,
): Example => ({ kind: 'number', rule, amount, out_of, reached, why })

/** A situation, and what then follows. */
export const told = (rule: string, why: string, then: string): Example => ({ kind: 'told', rule, why, then })
