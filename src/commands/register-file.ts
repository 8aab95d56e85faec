import { compareDays, type Day, type RegisterMark } from '../rulebook/index.ts'
import { dayIn } from './calendar-file.ts'
import { type CellFault, readTable } from './read-table.ts'

/** The marks of one pupil, three numbers for each: day and code by their places, the session in the lowest bit, the line. */
interface Packed {
  numbers: Uint32Array
  used: number
}

/** Sixteen marks; half as much again whenever it is full. */
const atFirst = 48

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
 * Registers of many pupils, whose marks may stand in any order. A mark takes twelve bytes, so that a county's marks of a
 * term, 22 million, fit in a few hundred megabytes.
 */
export class Registers {
  readonly #pupils = new Map<string, Packed>()
  readonly #days = new Numbered<Day>()
  readonly #codes = new Numbered<string>()
  readonly #met = new Set<number>()

  add(upn: string, { line, day, session, code }: RegisterMark): void {
    let packed = this.#pupils.get(upn)
    if (packed === undefined) {
      packed = { numbers: new Uint32Array(atFirst), used: 0 }
      this.#pupils.set(upn, packed)
    } else if (packed.used + 3 > packed.numbers.length) {
      const larger = new Uint32Array(packed.numbers.length * 1.5)
      larger.set(packed.numbers)
      packed.numbers = larger
    }
    const number = this.#days.numberOf(day)
    if (code !== planned) this.#met.add(number)
    packed.numbers[packed.used++] = number
    packed.numbers[packed.used++] = this.#codes.numberOf(code) * 2 + (session === 'AM' ? 0 : 1)
    packed.numbers[packed.used++] = line
  }

  /** In order. */
  get upns(): string[] {
    return [...this.#pupils.keys()].sort()
  }

  /** Days with a mark of any pupil, but for planned closures: the school days, as far as these registers tell. */
  get days(): Day[] {
    return [...this.#met].flatMap(number => this.#days.values[number] ?? [])
  }

  /** The last day with a mark; null if there is none. */
  get last_on(): Day | null {
    return this.#days.values.toSorted(compareDays).at(-1) ?? null
  }

  marksOf(upn: string): RegisterMark[] {
    const { numbers, used } = this.#pupils.get(upn) ?? { numbers: new Uint32Array(0), used: 0 }
    const marks: RegisterMark[] = []
    for (let i = 0; i < used; i += 3) {
      const [number = 0, coded = 0, line = 0] = numbers.subarray(i, i + 3)
      const day = this.#days.values[number]
      const code = this.#codes.values[coded >> 1]
      if (day !== undefined && code !== undefined) marks.push({ line, day, session: coded & 1 ? 'PM' : 'AM', code })
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
