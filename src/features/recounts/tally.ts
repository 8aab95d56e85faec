import { covers, type Day, type Evaluation, type Facts, isCompulsoryAge } from '../../rulebook/index.ts'
import type { LoadedChild } from '../children/index.ts'
import type { Choosable, What } from './codes.ts'

/** A number of a recount. `field_class`: who may open it, by what it rests on. */
export interface Cell {
  what: What
  /** A state, a band, or the rule of a clock or flag. */
  key: string
  /** How a clock stands; empty for anything else. */
  status: string
  field_class: string
}

/** What is counted, of whom, on which day. */
export interface Counting {
  on_day: Day
  counts: readonly Choosable[]
  school_urn: number | null
  compulsory_age: boolean
}

/** A child behind a number. `sides`: 1 by the first definition, 2 by the second, 3 by both. */
export interface Placed {
  cell: Cell
  person_id: string
  sealed: boolean
  sides: number
}

export const nameOf = ({ what, key, status, field_class }: Cell): string => [what, key, status, field_class].join(' ')

/**
 * The numbers that a child is in, under one definition: none for a child who is not ours on the day, or not of those who are
 * counted. A child is once in a number, however many clocks of a rule stand so.
 */
export function cellsOf(facts: Pick<Facts, 'born_on'>, answer: Evaluation, asked: Counting): Cell[] {
  const { on_day: on, counts, school_urn, compulsory_age } = asked
  const state = answer.states.find(span => covers(span, on))
  if (!state) return []
  if (school_urn !== null && state.school_urn !== school_urn) return []
  // As the engine takes it: who has no date of birth is of age.
  if (compulsory_age && facts.born_on !== null && !isCompulsoryAge(facts.born_on, on)) return []
  const open = { status: '', field_class: 'education' }
  const cells: Cell[] = [{ what: 'state', key: state.state, ...open }]
  const band = counts.includes('band') ? answer.bands.find(span => covers(span, on)) : undefined
  if (band) cells.push({ what: 'band', key: band.band, ...open })
  if (counts.includes('clock')) {
    for (const { rule, status, field_class } of answer.clocks)
      cells.push({ what: 'clock', key: rule, status, field_class })
    for (const { rule, field_class } of answer.gaps)
      cells.push({ what: 'clock', key: rule, status: 'no_date', field_class })
  }
  if (counts.includes('flag')) {
    for (const flag of answer.flags.filter(span => covers(span, on)))
      cells.push({ what: 'flag', key: flag.rule, status: '', field_class: flag.field_class })
  }
  return [...new Map(cells.map(cell => [nameOf(cell), cell])).values()]
}

/** Where a child stands under one definition or two. */
export function placesOf(child: LoadedChild, answers: readonly Evaluation[], asked: Counting): Placed[] {
  const placed = new Map<string, Placed>()
  answers.forEach((answer, side) => {
    for (const cell of cellsOf(child.facts, answer, asked)) {
      const before = placed.get(nameOf(cell))?.sides ?? 0
      placed.set(nameOf(cell), { cell, person_id: child.person_id, sealed: child.sealed, sides: before | (1 << side) })
    }
  })
  return [...placed.values()]
}
