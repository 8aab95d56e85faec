import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  type CountySummary,
  DEFAULT_CHILDREN,
  DEFAULT_SEED,
  defaultYears,
  generateCounty,
} from '../../county/generate.ts'
import { loadCounty, readManifest } from '../../county/load.ts'
import { lasting, progressLine } from '../../county/load-progress.ts'
import { LoadRefused } from '../../county/load-row.ts'
import { type Command, dayTyped, Refusal, tell, today, typed, WrongUsage } from './command.ts'
import { withDatabase, withSetUp } from './with-database.ts'

interface Wanted {
  children: number
  seed: number
  years: number
  as_at: string
}

/** Says a line now and then: often enough to be believed, seldom enough to be read. */
function nowAndThen(quiet: boolean | undefined): (line: string) => void {
  let last = 0
  return line => {
    if (quiet || performance.now() - last < 2000) return
    last = performance.now()
    console.error(line)
  }
}

/** Writes the county's files, or leaves those that a run before wrote whole for the very same county. */
async function make(
  wanted: Wanted,
  folder: string,
  signal: AbortSignal,
  quiet?: boolean,
): Promise<CountySummary | null> {
  if (existsSync(join(folder, 'manifest.json'))) {
    const before = readManifest(folder)
    const same = (['children', 'seed', 'years', 'as_at'] as const).every(name => before[name] === wanted[name])
    if (same) return null
  }
  const began = performance.now()
  const say = nowAndThen(quiet)
  try {
    return await generateCounty({
      ...wanted,
      folder,
      signal,
      onProgress: (done, of) => {
        const rate = done / Math.max(0.001, (performance.now() - began) / 1000)
        say(
          `${done.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')} children made up, ${Math.round(rate).toLocaleString('en-GB')} a second, ${lasting((of - done) / rate)} left.`,
        )
      },
    })
  } catch (problem) {
    if (problem instanceof RangeError) throw new WrongUsage(problem.message)
    throw problem
  }
}

export const countyCommand: Command = {
  name: 'county',
  usage: 'county [make | load] [--into FOLDER] [--children N] [--seed N] [--years N] [--as-at DATE] [--json]',
  does: 'Makes a made-up county as files, loads one into an empty database, or does both.',
  more: `
make writes the files and stops; load takes those of the folder, and makes them first where they are not there; county alone does both.
The same seed, day, years and number of children give the same files. --years says how many autumn rolls there are before the rolls of now: 3 for
a county of up to 5,000 children and 10 for a larger one when left out. A load that was stopped or killed goes on where it was when the same command
is given again: a list that is committed is not taken again. It never loads into a database that holds real data.`,
  run: async words => {
    const text = { type: 'string' } as const
    const { values, positionals } = typed(
      words,
      { children: text, seed: text, years: text, into: text, 'as-at': text, json: { type: 'boolean' } },
      { least: 0, most: 1 },
    )
    const [what = 'both'] = positionals
    if (!['make', 'load', 'both'].includes(what)) throw new WrongUsage(`There is no county ${what}: make or load.`)
    const whole = (value: string | undefined, fallback: number, option: string) => {
      if (value === undefined) return fallback
      if (!/^\d{1,7}$/.test(value)) throw new WrongUsage(`${option} takes a whole number.`)
      return Number(value)
    }
    const children = whole(values.children, DEFAULT_CHILDREN, '--children')
    const wanted: Wanted = {
      children,
      seed: whole(values.seed, DEFAULT_SEED, '--seed'),
      years: whole(values.years, defaultYears(children), '--years'),
      as_at: dayTyped(values['as-at'], '--as-at') ?? today(),
    }
    const stopping = new AbortController()
    const stop = () => stopping.abort()
    process.once('SIGINT', stop).once('SIGTERM', stop)
    try {
      if (what === 'make') await onlyMake(wanted, values, stopping.signal)
      else await makeAndLoad(wanted, values, stopping.signal)
    } catch (problem) {
      if (stopping.signal.aborted) throw new Refusal('Stopped. The same command goes on from here.')
      if (problem instanceof LoadRefused) throw new Refusal(problem.message)
      throw problem
    } finally {
      process.off('SIGINT', stop).off('SIGTERM', stop)
    }
  },
}

interface Typed {
  into?: string | undefined
  json?: boolean | undefined
}

async function onlyMake(wanted: Wanted, { into, json }: Typed, signal: AbortSignal): Promise<void> {
  if (into === undefined) throw new WrongUsage('Say the folder to write into: --into FOLDER.')
  const made = await make(wanted, into, signal, json)
  const manifest = readManifest(into)
  const rows = manifest.files.reduce((sum, file) => sum + file.rows, 0)
  tell(
    json,
    made ?? { ...wanted, demonstration_day: manifest.demonstration_day, rows, files: manifest.files },
    `${manifest.children.toLocaleString('en-GB')} made-up children in ${rows.toLocaleString('en-GB')} rows are in ${into}${made ? '' : ', where they were already'}.`,
  )
}

async function makeAndLoad(wanted: Wanted, { into, json }: Typed, signal: AbortSignal): Promise<void> {
  await withDatabase((connection, settings) =>
    withSetUp(connection, async setUp => {
      const folder = into ?? join(settings.dataFolder, 'county')
      const holds = await setUp.holds()
      if (holds === 'real data')
        throw new Refusal('This database holds real data. A county is loaded into an empty one only.')
      // What is half loaded was made on its own day, and goes on as it was made.
      const half = holds === 'demonstration' && existsSync(join(folder, 'manifest.json'))
      const given = into !== undefined && existsSync(join(folder, 'manifest.json'))
      if (!half && !given) await make(wanted, folder, signal, json)
      const began = performance.now()
      const say = nowAndThen(json)
      await loadCounty({
        ...{ folder, door: connection.door, setUp, password: 'made-up-county-only', today: today(), signal },
        say: line => json || console.error(line),
        progress: now => say(progressLine(now)),
        after: say,
      })
      const seconds = Math.round((performance.now() - began) / 1000)
      const { children, files } = readManifest(folder)
      const rows = files.reduce((sum, file) => sum + file.rows, 0)
      tell(
        json,
        { loaded: folder, children, rows, seconds },
        `The county of ${folder} is loaded: ${children.toLocaleString('en-GB')} children in ${rows.toLocaleString('en-GB')} rows, in ${lasting(seconds)}.`,
      )
    }),
  )
}
