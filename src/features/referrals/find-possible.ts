import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'

/** A child whom a referral may be about, and why. */
export interface Possible {
  id: string
  known_as: string
  born: string
  year: string
  state: string
  school: string
  area: string
  why: readonly string[]
}

/** Finds children within reach by what somebody typed. Given by the slice of the search, which stands on a higher floor. */
export type Finder = (tx: Read, typed: string, today: Day) => Promise<readonly Possible[]>
let find: Finder | undefined

/** Told once at the start, by `features.ts`. */
export const useFinder = (finder: Finder): void => {
  find = finder
}

/** The most that stand on the page of a referral. */
const most = 8

export async function findPossible(tx: Read, typed: string, today: Day): Promise<readonly Possible[]> {
  if (find === undefined) throw new Error('Nobody said how children are found.')
  return (await find(tx, typed, today)).slice(0, most)
}
