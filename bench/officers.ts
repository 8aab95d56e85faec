import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { BenchCounty } from './bench-county.ts'
import { type Measured, rate, spread } from './measure.ts'
import { Visitor } from './visitor.ts'

const officers = 20
/** Seconds that they work. */
const lasts = 60
/** The slowest pages, of which the table tells each. */
const told = 20

/** The program's own server on the bench's database, in a process of its own. */
export async function startServer(county: BenchCounty): Promise<{ address: string; process: ChildProcess }> {
  const { database, engine } = county
  const file = fileURLToPath(new URL('./serve.ts', import.meta.url))
  const server = spawn(process.execPath, [file, database.url('onroll_web'), database.superuserUrl, engine.today], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [address] = await once(createInterface(server.stdout), 'line')
  return { address: String(address), process: server }
}

/** What an officer asks for: a name for the table, and the asking. */
export interface Errand {
  what: string
  run(visitor: Visitor): Promise<unknown>
}

export interface OfficersAsked {
  address: string
  /** Whose work it is: each of the twenty signs in as this person, in a session of their own. */
  account: string
  errands: readonly Errand[]
  seconds?: number
}

/**
 * Twenty officers, each asking for one thing a second and never for the next before the last has come, a minute long: the
 * median and the 95th of a hundred of all, and of the slowest errands. What they ask for comes round in turn, each beginning elsewhere.
 */
export async function workADay({ address, account, errands, seconds = lasts }: OfficersAsked): Promise<Measured[]> {
  const times = new Map<string, number[]>()
  const all: number[] = []
  const end = performance.now() + seconds * 1000
  const visitors = await Promise.all(Array.from({ length: officers }, () => Visitor.as(address, account)))
  await Promise.all(
    visitors.map(async (visitor, i) => {
      await pause((i * 1000) / officers)
      for (let turn = Math.floor((i * errands.length) / officers); performance.now() < end; turn++) {
        const errand = errands[turn % errands.length]
        if (!errand) return
        const began = performance.now()
        await errand.run(visitor)
        const took = performance.now() - began
        times.set(errand.what, [...(times.get(errand.what) ?? []), took])
        all.push(took)
        await pause(1000 - took)
      }
    }),
  )
  const line = (what: string, took: readonly number[]): Measured => ({
    what,
    of: `${took.length} requests`,
    figure: spread(took.toSorted((a, b) => a - b)),
  })
  const middle = (took: readonly number[]): number => took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0
  const slowest = [...times].toSorted(([, a], [, b]) => middle(b) - middle(a)).slice(0, told)
  return [
    line(`all ${times.size} pages, ${officers} officers, one a second`, all),
    ...slowest.map(([what, took]) => line(`  ${what}`, took)),
  ]
}

/** As many requests as the server can take, eight at a time, for some seconds. */
export async function saturate(
  address: string,
  account: string,
  what: string,
  errands: readonly Errand[],
  seconds = 15,
): Promise<{ line: Measured; perSecond: number }> {
  let done = 0
  const began = performance.now()
  const end = began + seconds * 1000
  await Promise.all(
    Array.from({ length: 8 }, async (_, i) => {
      const visitor = await Visitor.as(address, account)
      for (let turn = i; performance.now() < end; turn++) {
        await errands[turn % errands.length]?.run(visitor)
        done++
      }
    }),
  )
  const spent = performance.now() - began
  return {
    line: { what, of: `${done} requests, eight at once`, figure: rate(done, spent, 'pages') },
    perSecond: (done * 1000) / spent,
  }
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, Math.max(0, ms)))
