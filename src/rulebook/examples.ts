import type { Day } from './days.ts'

/** Two made-up calendars on paper (`test/support/printed-calendar.ts`), and that of working days. */
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
