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
 * on the day of the change and recorded anew; what was wrong from the start (a birth date, an end, a beginning) is retracted
 * and recorded right. What the list does not mention stays as it was. An older list than the record's newest changes nothing.
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
    const ofKey = (held.get(fact.table) ?? []).filter(one => one.key === fact.key)
    const open = ofKey.find(one => one.ends_on === null || one.ends_on > as_at)
    const last = ofKey
      .filter(one => one !== open)
      .reduce<HeldFact | undefined>((a, b) => (a?.ends_on && b.ends_on && a.ends_on > b.ends_on ? a : b), undefined)
    const change = open ? changeOfOpen(fact, open, last, as_at) : changeOfEnded(fact, last, as_at)
    const insert = change.insert.filter(one => one.ends_on === null || one.ends_on > one.starts_on)
    if (change.retract) plan.retract.push({ table: fact.table, id: change.retract })
    plan.insert.push(...insert.map(one => ({ table: fact.table, ...one })))
    if (change.retract || (insert.length > 0 && held.size > 0)) plan.changes.push(`${words[fact.table]} ${change.what}`)
  }
  return plan
}

interface Change {
  retract: string | null
  insert: Omit<PlannedFact, 'table'>[]
  /** What happened to the fact, in a word. */
  what: string
}

const nothing: Change = { retract: null, insert: [], what: '' }

/** Of what is not believed to be going on: it begins, or it ended on another day than was thought, or it never ended. */
function changeOfEnded(
  { starts_on, ends_on, values, only_ends }: WantedFact,
  last: HeldFact | undefined,
  as_at: Day,
): Change {
  const isOver = ends_on !== null && ends_on <= as_at
  if (last?.ends_on && starts_on < last.ends_on) {
    // The list gives the old beginning again, so that there was no break; or it knows better on which day it ended.
    if (ends_on === last.ends_on || (isOver && ends_on <= last.starts_on)) return nothing
    const insert = [{ starts_on: last.starts_on, ends_on, values: isOver ? last.values : values }]
    return { retract: last.id, insert, what: isOver ? 'ended' : 'goes on' }
  }
  return only_ends ? nothing : { retract: null, insert: [{ starts_on, ends_on, values }], what: 'added' }
}

/** Of what is believed to be going on: it goes on, ends, began earlier than was thought, or changes. */
function changeOfOpen(fact: WantedFact, open: HeldFact, last: HeldFact | undefined, as_at: Day): Change {
  const { table, values, ends_on } = fact
  const starts_on = last?.ends_on ? laterOf(fact.starts_on, last.ends_on) : fact.starts_on
  const retract = open.id
  if (ends_on !== null && ends_on <= as_at) {
    const insert =
      ends_on > open.starts_on || fact.only_ends
        ? [{ starts_on: open.starts_on, ends_on, values: open.values }]
        : [{ starts_on, ends_on, values }]
    return { retract, insert, what: 'ended' }
  }
  if (alike(table, open.values, values)) {
    const from = earlierOf(starts_on, open.starts_on)
    if (open.ends_on === ends_on && open.starts_on === from) return nothing
    const what = open.ends_on === ends_on ? 'began earlier' : ends_on === null ? 'goes on' : 'ends'
    return { retract, insert: [{ starts_on: from, ends_on, values: open.values }], what }
  }
  const merged = Object.fromEntries(
    Object.entries(values).map(([column, value]) => [
      column,
      says(column, value) || keepsNothing(table) ? value : open.values[column],
    ]),
  )
  // A birth is not what changes: it was read wrongly before.
  if (table === 'birth_fact') {
    const from = says('born_on', values.born_on) ? starts_on : open.starts_on
    return { retract, insert: [{ starts_on: from, ends_on: null, values: merged }], what: 'changed' }
  }
  const changed = starts_on > open.starts_on ? starts_on : as_at
  const insert =
    open.starts_on < changed
      ? [
          { starts_on: open.starts_on, ends_on: changed, values: open.values },
          { starts_on: changed, ends_on, values: merged },
        ]
      : [{ starts_on: earlierOf(starts_on, open.starts_on), ends_on, values: merged }]
  return { retract, insert, what: 'changed' }
}

const earlierOf = (a: Day, b: Day): Day => (b < a ? b : a)
const laterOf = (a: Day, b: Day): Day => (a > b ? a : b)

/** Whether a list says again what is held. A value that the list leaves empty is no contradiction. */
function alike(table: FactTable, held: Record<string, unknown>, wanted: Record<string, unknown>): boolean {
  const ignored = drifting[table] ?? []
  // Without a postcode, "in the area" is what the kind of list implies, not what its row says.
  const implied = table === 'address_fact' && wanted.postcode === null ? 'in_area' : null
  return Object.entries(wanted).every(
    ([column, value]) =>
      ignored.includes(column) || column === implied || !says(column, value) || value === held[column],
  )
}

/** Whether a cell said anything: an empty one, or a sex that is not known, contradicts nothing. */
const says = (column: string, value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(column === 'sex' && value === 'U')

/** An address is replaced whole: a line of the old one does not belong into the new. */
const keepsNothing = (table: FactTable): boolean => table === 'address_fact'
