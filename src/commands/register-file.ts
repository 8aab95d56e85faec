import { compareDays, type Day, type RegisterMark } from '../rulebook/index.ts'
import { dayIn } from './calendar-file.ts'
import { type CellFault, readTable } from './read-table.ts'

/** A mark takes so many numbers: where the pupil's mark before it lies, day, code and session, line. */
const each = 4
/** Marks that are given room at once. */
const chunk = 65_536

const planned = '#'

/** Gives each value a number, the same for the same value. */
class Numbered<T> {
  readonly #numbers = new Map<T, number>()
  readonly values: T[] = []

  numberOf(value: T): number {
    const known = this.#numbers.get(value)
    if (known !== undefined) return known
    this.#numbers.set(value, this.values.length)
    return this.values.push(value) - 1
  }
}

/**
 * Registers of many pupils, whose marks may stand in any order. A mark takes sixteen bytes, so that a county's marks of a
 * term, 22 million, fit in a few hundred megabytes; each knows the one before it of the same pupil.
 */
export class Registers {
  readonly #lastOf = new Map<string, number>()
  readonly #days = new Numbered<Day>()
  readonly #codes = new Numbered<string>()
  readonly #met = new Set<number>()
  readonly #chunks: Uint32Array[] = []
  /** How many there are. Marks are counted from 1; 0 is no mark. */
  #marks = 0

  add(upn: string, { line, day, session, code }: RegisterMark): void {
    const at = this.#marks % chunk
    if (at === 0) this.#chunks.push(new Uint32Array(chunk * each))
    const number = this.#days.numberOf(day)
    if (code !== planned) this.#met.add(number)
    const coded = this.#codes.numberOf(code) * 2 + (session === 'AM' ? 0 : 1)
    this.#chunks.at(-1)?.set([this.#lastOf.get(upn) ?? 0, number, coded, line], at * each)
    this.#marks += 1
    this.#lastOf.set(upn, this.#marks)
  }

  /** In order. */
  get upns(): string[] {
    return [...this.#lastOf.keys()].sort()
  }

  /** Days with a mark of any pupil, but for planned closures: the school days, as far as these registers tell. */
  get days(): Day[] {
    return [...this.#met].flatMap(number => this.#days.values[number] ?? [])
  }

  /** The last day with a mark; null if there is none. */
  get last_on(): Day | null {
    return this.#days.values.toSorted(compareDays).at(-1) ?? null
  }

  /** The marks of a pupil, the last of the file first. */
  marksOf(upn: string): RegisterMark[] {
    const marks: RegisterMark[] = []
    for (let mark = this.#lastOf.get(upn) ?? 0; mark > 0; ) {
      const at = ((mark - 1) % chunk) * each
      const [before = 0, number = 0, coded = 0, line = 0] =
        this.#chunks[Math.floor((mark - 1) / chunk)]?.subarray(at, at + each) ?? []
      const day = this.#days.values[number]
      const code = this.#codes.values[coded >> 1]
      if (day !== undefined && code !== undefined) marks.push({ line, day, session: coded & 1 ? 'PM' : 'AM', code })
      mark = before
    }
    return marks
  }
}

/**
 * Reads a file with the columns `upn`, `date`, `session` (AM or PM) and `code`. Throws Refusal, with line and column, where
 * a row says not of whom, when or which session it is. What a code means is not asked here.
 */
export async function readRegisters(path: string): Promise<Registers> {
  const registers = new Registers()
  const days = new Map<string, Day | CellFault>()
  await readTable(path, ['upn', 'date', 'session', 'code'], ({ line, text }) => {
    const upn = text('upn')
    if (upn === '') return { column: 'upn', reason: 'The UPN is missing. Say whose mark this is.' }
    const written = text('date')
    const day = days.get(written) ?? dayIn(written, 'date')
    days.set(written, day)
    if (typeof day !== 'string') return day
    const session = text('session').toUpperCase()
    if (session !== 'AM' && session !== 'PM')
      return { column: 'session', reason: `“${text('session')}” is neither AM nor PM.` }
    registers.add(upn, { line, day, session, code: text('code') })
    return null
  })
  return registers
}
