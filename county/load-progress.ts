/** How far a load is. */
export interface LoadProgress {
  /** Rows that are wholly in, the current list's by the share of its work that is done. */
  done: number
  total: number
  /** Rows a second since this load began. */
  rate: number
  /** Seconds that the rest takes at that rate. */
  left: number
  sentence: string
}

const counted = (value: number): string => Math.round(value).toLocaleString('en-GB')

/** "2 min 5 s", "40 s", "1 h 3 min". */
export function lasting(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}

/** One line of progress: "12% of 1,141,943 rows, 2,400 a second, 7 min left. Southmere exchange list: 1,000 rows matched". */
export const progressLine = ({ done, total, rate, left, sentence }: LoadProgress): string =>
  `${Math.floor((done / Math.max(1, total)) * 100)}% of ${counted(total)} rows, ${counted(rate)} a second, ${lasting(left)} left. ${sentence}`

/**
 * Counts the rows of a county as its lists come in. What an earlier load did, and what `passed` skips, counts as done but not
 * as this load's speed.
 */
export class RowMeter {
  readonly #total: number
  readonly #tell: (now: LoadProgress) => void
  readonly #clock: () => number
  readonly #began: number
  #done = 0
  #skipped = 0

  constructor(total: number, tell: (now: LoadProgress) => void, clock: () => number = () => performance.now()) {
    this.#total = total
    this.#tell = tell
    this.#clock = clock
    this.#began = clock()
  }

  /** Part of a list of so many rows is done. */
  part(rows: number, share: number, sentence: string): void {
    const done = this.#done + rows * Math.min(1, share)
    const seconds = Math.max(0.001, (this.#clock() - this.#began) / 1000)
    const rate = (done - this.#skipped) / seconds
    this.#tell({ done, total: this.#total, rate, left: rate > 0 ? (this.#total - done) / rate : 0, sentence })
  }

  /** A list of so many rows is in. */
  whole(rows: number): void {
    this.#done += rows
  }

  /** A list of so many rows was in before. */
  passed(rows: number): void {
    this.#done += rows
    this.#skipped += rows
  }
}
