import { isCompulsoryAge } from './ages.ts'
import type { Child, TrueState } from './children.ts'
import type { County } from './county.ts'
import { academyRoll } from './lists/academy-roll.ts'
import { admissions } from './lists/admissions.ts'
import { councilTax } from './lists/council-tax.ts'
import { lostPupils, specialSchoolRoll } from './lists/ctf.ts'
import { health, protectedHealth } from './lists/health.ts'
import { homeEducation } from './lists/home-education.ts'
import { independentReturn } from './lists/independent-return.ts'
import type { Holding, List, ListCode, ListWriter } from './lists/list.ts'
import { neighbourRoll } from './lists/neighbour-roll.ts'
import { earlierRolls, previousRolls, rollsNow } from './lists/rolls.ts'
import { socialCare } from './lists/social-care.ts'
import { chanceOf, clean, written } from './noise.ts'
import type { Fault } from './noise-table.ts'

/** The lists of the county in the order in which they are to be imported. */
export const countyLists = (county: County): List[] => [
  ...earlierRolls(county).flatMap(roll => [
    roll,
    neighbourRoll(county, roll.as_at),
    independentReturn(county, roll.as_at),
    homeEducation(county, roll.as_at),
  ]),
  previousRolls(county),
  rollsNow(county),
  academyRoll(county),
  specialSchoolRoll(county),
  lostPupils(county),
  neighbourRoll(county),
  independentReturn(county),
  homeEducation(county),
  admissions(county),
  health(county),
  protectedHealth(county),
  councilTax(county),
  socialCare(county),
]

/** Where one of a child's rows stands, and what is wrong with it. `line` counts from 1, the header being line 1. */
export interface Trace {
  list: List
  holding: Holding
  line: number
  faults: readonly Fault[]
}

interface Waiting {
  due: number
  child: Child
  holding: Holding
}

/** A second row of the same child comes so many rows after the first. */
const APART = 40

/** Puts children on one list, with the noise of its source; `trace` is told of each row. */
export interface ListKeeper {
  list: List
  rows: number
  put(child: Child, trace: (child: Child, row: Trace) => void): void
  close(trace: (child: Child, row: Trace) => void): void
}

export function keepList(list: List, county: County, folder: string): ListKeeper {
  const writer: ListWriter = list.open(folder)
  const waiting: Waiting[] = []
  const keeper: ListKeeper = { list, rows: 0, put: () => undefined, close: () => undefined }
  const write = (child: Child, holding: Holding, again: boolean, trace: (child: Child, row: Trace) => void): void => {
    keeper.rows += 1
    const said = child.says[list.earlier_of ?? list.code]
    const place = [list.system(holding), child.number, again ? 1 : 0] as const
    // Children of a story stand on their lists without a fault, so that the story holds.
    const text =
      child.lists === null
        ? written(child, holding.address, holding.old, list.column, county.random('noise', ...place))
        : { ...clean(child, said?.address ?? holding.address), ...(said?.forename ? { forename: said.forename } : {}) }
    const faults: Fault[] = [...text.faults]
    if (holding.left) faults.push('left')
    if (again) faults.push('twice')
    const line = writer.write({ ...text, child, holding, nth: keeper.rows })
    trace(child, { list, holding, line, faults })
  }
  keeper.put = (child, trace) => {
    const [next] = waiting
    if (next !== undefined && next.due <= keeper.rows) {
      waiting.shift()
      write(next.child, next.holding, true, trace)
    }
    if (child.lists !== null && !child.lists.has(list.earlier_of ?? list.code)) return
    const drawn = list.earlier_of === null ? list.code : `${list.code}/${list.as_at}`
    const holding = list.holds(child, county.random('holds', drawn, child.number))
    for (const left of list.also?.(child, county.random('left', drawn, child.number)) ?? []) {
      write(child, left, false, trace)
    }
    if (holding === null) return
    write(child, holding, false, trace)
    const twice = county
      .random('twice', list.system(holding), child.number)
      .chance(chanceOf('twice', list.column, child))
    if (twice && child.lists === null) waiting.push({ due: keeper.rows + APART, child, holding })
  }
  keeper.close = trace => {
    for (const { child, holding } of waiting) write(child, holding, true, trace)
    writer.close()
  }
  return keeper
}

const ROLLS: readonly ListCode[] = ['rolls', 'academy_roll', 'special_school_roll', 'neighbour_roll']

/**
 * The state that the lists alone support if every row is joined to the right child: what an importer can know, where
 * `trueState` is what is so. They differ where a source has not noticed that a child left, or holds nothing.
 */
export function listedState(child: Child, traces: readonly Trace[], county: County): TrueState {
  const on = (code: ListCode): boolean => traces.some(({ list }) => list.code === code)
  const roll = traces.findLast(
    // A school that has not noticed that a child left still has the child on its roll.
    ({ list, holding, faults }) =>
      ROLLS.includes(list.code) && ((holding.enrolment?.until ?? null) === null || faults.includes('left')),
  )
  if (roll !== undefined) return roll.holding.enrolment?.hours == null ? 'on_roll' : 'reduced_hours'
  if (on('independent_return')) return 'independent'
  if (!traces.some(({ holding }) => holding.address?.in_area === true)) return 'none'
  if (on('home_education')) return 'home_educated'
  if (!isCompulsoryAge(child.born, county.as_at)) return child.born > county.as_at - 10 * 365 ? 'under_age' : 'over_age'
  return on('admissions') ? 'awaiting_place' : 'unexplained'
}
