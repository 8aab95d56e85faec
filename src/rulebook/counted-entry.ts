import { addDays, type Day, formatDay } from './days.ts'
import type { Count, Rule } from './rule.ts'
import { entriesOfRule, ruleOn } from './rules.ts'

/** An entry that sets a date, to be counted, and what to say where it was not in force on the day asked about. */
export type CountedEntry = { readonly rule: Rule; readonly caution: string | null }

/**
 * The entry of rule `id` by which something of `on` is counted: the one in force that day; where none was, the newest, with a caution
 * that says so. Undefined for an id that no rule has.
 */
export const countedEntry = (id: string, on: Day): CountedEntry | undefined => {
  const held = ruleOn(id, on)
  if (held) return { rule: held, caution: null }
  const newest = entriesOfRule(id)[0]
  return newest && { rule: newest, caution: notInForce(newest, on) }
}

const notInForce = ({ id, valid_from, valid_to }: Rule, on: Day): string => {
  const binds = `${id} was not in force on ${formatDay(on)}`
  if (valid_from === 'not_commenced') return `${binds}: it is enacted and not commenced, and binds nobody yet.`
  if (valid_from !== null && on < valid_from) return `${binds}: it holds from ${formatDay(valid_from)}.`
  return `${binds}${valid_to === null ? '' : `: it held until ${formatDay(addDays(valid_to, -1))}`}.`
}

/** Whether a count asks on which days a school meets; any other can be worked out without a school's calendar. */
export const asksSchoolDays = (count: Count): boolean =>
  count.by === 'days'
    ? count.unit === 'school_days'
    : count.by === 'end_of' && (count.what === 'term' || count.what === 'half_term')
