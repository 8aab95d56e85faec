import type { Day } from '../../rulebook/index.ts'
import type { FactTable, WantedFact } from './wanted-facts.ts'

/** A fact that a record already has from its source and that nobody has retracted. */
export interface HeldFact {
  id: string
  starts_on: Day
  ends_on: Day | null
  values: Record<string, unknown>
}

export interface PlannedFact {
  table: FactTable
  starts_on: Day
  ends_on: Day | null
  values: Record<string, unknown>
}

export interface Plan {
  retract: { table: FactTable; id: string }[]
  insert: PlannedFact[]
  /** Which facts of the record change, in words for the preview. */
  changes: string[]
}

/** Columns that may drift without anything having happened to the child. */
const drifting: Partial<Record<FactTable, readonly string[]>> = { enrolment_fact: ['year_group'] }

const words: Record<FactTable, string> = {
  name_fact: 'name',
  birth_fact: 'date of birth or sex',
  identifier_fact: 'identifier',
  address_fact: 'address',
  contact_fact: 'contact',
  enrolment_fact: 'enrolment',
  provision_fact: 'education arranged',
  circumstance_fact: 'application',
}

/**
 * What has to be written so that a record says what its newest list says. What is the same stays; what changed is ended
 * on the list's day and recorded anew; what was wrong from the start (a birth date) is retracted. What the list does not
 * mention stays as it was. An older list than the record's newest changes nothing.
 */
export function planFacts(
  wanted: readonly WantedFact[],
  held: ReadonlyMap<FactTable, readonly (HeldFact & { key: string })[]>,
  as_at: Day,
  last_on: Day | null,
): Plan {
  const plan: Plan = { retract: [], insert: [], changes: [] }
  if (last_on !== null && as_at < last_on) return plan
  for (const fact of wanted) {
    const { table, key, values, starts_on, ends_on } = fact
    const ofKey = (held.get(table) ?? []).filter(one => one.key === key)
    const open = ofKey.find(one => one.ends_on === null || one.ends_on > as_at)
    const put = (from: Day, to: Day | null, what: Record<string, unknown> = values) => {
      if (to === null || to > from) plan.insert.push({ table, starts_on: from, ends_on: to, values: what })
    }
    if (!open) {
      const lastEnd = ofKey.reduce<Day | null>(
        (last, one) => (one.ends_on !== null && (last === null || one.ends_on > last) ? one.ends_on : last),
        null,
      )
      // The same closed period again is nothing new; a list that takes up an ended period again begins a new one.
      if (ends_on !== null && ofKey.some(one => one.ends_on === ends_on)) continue
      put(
        lastEnd !== null && starts_on < lastEnd ? (ends_on === null ? laterOf(lastEnd, as_at) : lastEnd) : starts_on,
        ends_on,
      )
      if (ofKey.length > 0 || held.size > 0) plan.changes.push(`${words[table]} added`)
      continue
    }
    if (alike(table, open.values, values)) {
      if (open.ends_on === ends_on) continue
      plan.retract.push({ table, id: open.id })
      put(open.starts_on, ends_on, open.values)
      plan.changes.push(`${words[table]} ${ends_on === null ? 'goes on' : 'ended'}`)
      continue
    }
    plan.retract.push({ table, id: open.id })
    plan.changes.push(`${words[table]} changed`)
    const merged = Object.fromEntries(
      Object.entries(values).map(([column, value]) => [
        column,
        says(column, value) || keepsNothing(table) ? value : open.values[column],
      ]),
    )
    if (table === 'birth_fact') put(starts_on, null, merged)
    else if (open.starts_on < as_at) {
      put(open.starts_on, as_at, open.values)
      put(as_at, ends_on, merged)
    } else put(earlierOf(starts_on, open.starts_on), ends_on, merged)
  }
  return plan
}

const earlierOf = (a: Day, b: Day): Day => (b < a ? b : a)
const laterOf = (a: Day, b: Day): Day => (a > b ? a : b)

/** Whether a list says again what is held. A value that the list leaves empty is no contradiction. */
function alike(table: FactTable, held: Record<string, unknown>, wanted: Record<string, unknown>): boolean {
  const ignored = drifting[table] ?? []
  return Object.entries(wanted).every(
    ([column, value]) => ignored.includes(column) || !says(column, value) || value === held[column],
  )
}

/** Whether a cell said anything: an empty one, or a sex that is not known, contradicts nothing. */
const says = (column: string, value: unknown): boolean => value !== null && !(column === 'sex' && value === 'U')

/** An address is replaced whole: a line of the old one does not belong into the new. */
const keepsNothing = (table: FactTable): boolean => table === 'address_fact'
