/** One line of the table: what was measured, on how much, and the figure in its unit. */
export interface Measured {
  what: string
  of: string
  figure: string
}

const digits = (value: number): string =>
  value.toLocaleString('en-GB', { maximumFractionDigits: value < 1 ? 3 : value < 100 ? 1 : 0 })

/** Runs `work` for each item one after the other. @returns milliseconds each took, in ascending order. */
export async function timed<T>(items: Iterable<T>, work: (item: T) => unknown): Promise<number[]> {
  const times: number[] = []
  for (const item of items) {
    const began = performance.now()
    await work(item)
    times.push(performance.now() - began)
  }
  return times.sort((a, b) => a - b)
}

/** The middle and the slowest but one in twenty, as `12.3 ms, 95th 20.1 ms`. */
export function spread(times: readonly number[]): string {
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return `${digits(at(0.5))} ms, 95th ${digits(at(0.95))} ms`
}

/** How many a second, where `count` took `ms`. */
export const rate = (count: number, ms: number, unit: string): string => `${digits((count * 1000) / ms)} ${unit}/s`

export const amount = (count: number, unit: string): string => `${digits(count)} ${unit}`

/** The largest memory that this process has held (PostgreSQL's own processes are apart). */
export const peakMemory = (): string => amount(process.resourceUsage().maxRSS / 1024, 'MB')

export function print(rows: readonly Measured[]): void {
  const widths = (['what', 'of'] as const).map(name => Math.max(...rows.map(row => row[name].length)))
  for (const { what, of, figure } of rows)
    console.log(`${what.padEnd(widths[0] ?? 0)}  ${of.padEnd(widths[1] ?? 0)}  ${figure}`)
}
