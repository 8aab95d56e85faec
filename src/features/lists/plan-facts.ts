import type { Day } from '../../rulebook/index.ts'
import type { FactTable, WantedFact } from './wanted-facts.ts'

/** A fact that a record already has from its source. */
export interface HeldFact {
  id: string
  starts_on: Day
  ends_on: Day | null
  values: Record<string, unknown>
  /** An officer said that it was never true, so that it is not believed; or that it had ended, which a list does not take back. */
  overruled?: 'never_true' | 'ended' | null
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
  attendance_fact: 'attendance',
}

/**
 * What has to be written so that a record says what its newest list says. What is the same stays; what changed is ended
 * on the day of the change and recorded anew; what was wrong from the start (a birth date, an end, a beginning) is retracted
 * and recorded right. What the list does not mention stays as it was, and what an officer overruled is not believed again. An older list than the record's newest changes nothing.
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
    const said = (held.get(fact.table) ?? []).filter(one => one.key === fact.key)
    if (said.some(one => overrules(one, fact, as_at))) continue
    const before: readonly HeldFact[] = said.filter(one => one.overruled !== 'never_true')
    const { after, what } = settled(fact, before, as_at)
    const retract = before.filter(one => !after.includes(one))
    const insert = after.filter(one => !before.includes(one))
    plan.retract.push(...retract.map(({ id }) => ({ table: fact.table, id })))
    plan.insert.push(...insert.map(({ id: _, ...one }) => ({ table: fact.table, ...one })))
    if (retract.length > 0 || (insert.length > 0 && held.size > 0)) plan.changes.push(`${words[fact.table]} ${what}`)
  }
  return plan
}

/**
 * Whether an officer has already answered what a list says: it was never true, or it had ended. A list that names a later
 * beginning says something new.
 */
function overrules(one: HeldFact, fact: WantedFact, as_at: Day): boolean {
  if (!one.overruled || !alike(fact.table, one.values, fact.values)) return false
  const before = one.overruled === 'ended' && one.ends_on !== null ? one.ends_on : one.starts_on
  return fact.starts_on >= as_at || fact.starts_on <= before
}

/** A list may contradict a record in several ways at once: each change is looked at again until the list has nothing to add. */
const mostChanges = 10

/** What is believed of one kind of fact once a list is believed, and what happened to it, in a word. */
function settled(
  fact: WantedFact,
  before: readonly HeldFact[],
  as_at: Day,
): { after: readonly HeldFact[]; what: string } {
  let after = before
  let what = ''
  for (let changes = 0; changes < mostChanges; changes++) {
    // What is to come counts as going on, and comes before what goes on only until then.
    const open = after
      .filter(one => one.ends_on === null || one.ends_on > as_at)
      .reduce<HeldFact | undefined>((a, b) => (a && a.starts_on > b.starts_on ? a : b), undefined)
    const ended = after.filter(one => one !== open && one.ends_on !== null).toSorted(byEnd)
    const change = open ? changeOfOpen(fact, open, ended, as_at) : changeOfEnded(fact, ended, as_at)
    const insert = change.insert.filter(one => one.ends_on === null || one.ends_on > one.starts_on)
    if (change.retract.length === 0 && insert.length === 0) break
    if (what === '') what = change.what
    after = [...after.filter(one => !change.retract.includes(one)), ...insert.map(one => ({ id: '', ...one }))]
  }
  return { after, what }
}

interface Change {
  retract: readonly HeldFact[]
  insert: Omit<PlannedFact, 'table'>[]
  /** What happened to the fact, in a word. */
  what: string
}

const nothing: Change = { retract: [], insert: [], what: '' }
const byEnd = (a: HeldFact, b: HeldFact): number => (String(a.ends_on) < String(b.ends_on) ? -1 : 1)

/** Of what is not believed to be going on: it begins, or it ended on another day than was thought, or it never ended. */
function changeOfEnded(fact: WantedFact, ended: readonly HeldFact[], as_at: Day): Change {
  const { starts_on, ends_on, values } = fact
  const last = ended.at(-1)
  if (last?.ends_on && starts_on < last.ends_on) {
    // The list gives the old beginning again, so that there was no break; or it knows better on which day it ended.
    if (ends_on === last.ends_on) {
      // Sums of a term that is over, told otherwise: the newer telling is right.
      const corrected = fact.table === 'attendance_fact' && !alike(fact.table, last.values, values)
      return corrected ? { retract: [last], insert: [{ starts_on, ends_on, values }], what: 'corrected' } : nothing
    }
    if (ends_on === null || ends_on > as_at) {
      const from = earlierOf(laterOf(starts_on, ended.at(-2)?.ends_on ?? null), last.starts_on)
      return alike(fact.table, last.values, values)
        ? { retract: [last], insert: [{ starts_on: from, ends_on, values: last.values }], what: 'goes on' }
        : { retract: [], insert: [{ starts_on: last.ends_on, ends_on, values }], what: 'goes on' }
    }
    const run = runUpTo(last, ended)
    return ends_on <= (run[0]?.starts_on ?? ends_on) ? nothing : endRun(run, ends_on)
  }
  return fact.only_ends ? nothing : { retract: [], insert: [{ starts_on, ends_on, values }], what: 'added' }
}

/** Of what is believed to be going on: it goes on, ends, began earlier than was thought, or changes. */
function changeOfOpen(fact: WantedFact, open: HeldFact, ended: readonly HeldFact[], as_at: Day): Change {
  const { table, values, ends_on } = fact
  const retract = [open]
  if (ends_on !== null && ends_on <= as_at) {
    const run = runUpTo(open, ended)
    const before = ended.at(-run.length)?.ends_on ?? null
    if (ends_on > (run[0]?.starts_on ?? ends_on)) return endRun(run, ends_on)
    const insert = fact.only_ends ? [] : [{ starts_on: laterOf(fact.starts_on, before), ends_on, values }]
    return { retract: run, insert, what: 'ended' }
  }
  const starts_on = laterOf(fact.starts_on, ended.at(-1)?.ends_on ?? null)
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

/** The facts that follow each other without a day between, up to this one: one enrolment whose hours changed, say. */
function runUpTo(fact: HeldFact, ended: readonly HeldFact[]): HeldFact[] {
  const run = [fact]
  for (const one of ended.filter(other => other !== fact).toReversed()) {
    if (one.ends_on !== run[0]?.starts_on) break
    run.unshift(one)
  }
  return run
}

/** Has a run end on another day, within it or after it. */
function endRun(run: readonly HeldFact[], ends_on: Day): Change {
  const over = run.filter(one => one.starts_on < ends_on).at(-1)
  const retract = run.filter(one => one === over || one.starts_on >= ends_on)
  const stays = over?.ends_on === ends_on
  return {
    retract: stays ? retract.filter(one => one !== over) : retract,
    insert: over && !stays ? [{ starts_on: over.starts_on, ends_on, values: over.values }] : [],
    what: 'ended',
  }
}

const earlierOf = (a: Day, b: Day): Day => (b < a ? b : a)
const laterOf = (a: Day, b: Day | null): Day => (b === null || a > b ? a : b)

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

/** What a row changes, as its preview says it. */
export const saidOfChanges = (changes: readonly string[]): string => [...new Set(changes)].join(', ')
