// npm run bench [-- --children N] [--keep]: makes a county up, brings its lists in, and prints how long the work of a day takes on it.
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { workOf } from '../county/load.ts'
import { readCalendars } from '../src/features/calendars/index.ts'
import { loadFacts, reevaluate, workEverybodyOut } from '../src/features/children/index.ts'
import { ledgerOn } from '../src/features/oversight/index.ts'
import { recountNow } from '../src/features/recounts/index.ts'
import { Look } from '../src/ground/look.ts'
import { addDays, type Day, defaultPolicy, evaluate, londonDay } from '../src/rulebook/index.ts'
import { type BenchCounty, benchCounty } from './bench-county.ts'
import { benchImport } from './import-again.ts'
import { amount, type Measured, print, rate, spread, timed } from './measure.ts'
import { watchMemory } from './memory.ts'
import { officerOf } from './officer.ts'
import { benchPages } from './pages.ts'
import { benchSearch, type PlantedName } from './search.ts'

/** Children whose facts are held at once while the pure engine is timed. */
const sample = 20_000

/** The engine: everybody, read and evaluated and written where something differs; one in a hundred, changed; and pure. */
async function benchEngine({ database, engine }: BenchCounty): Promise<Measured[]> {
  const { today } = engine
  const look = () => new Look({ purpose: 'bench', route: 'bench' })
  const ids = await database.door.read(engine, look(), async tx => {
    const { rows } = await sql<{ id: string }>`SELECT id FROM person ORDER BY md5(id::text)`.execute(tx)
    return rows.map(row => row.id)
  })
  const timedRun = async (what: string, count: number, run: () => Promise<unknown>): Promise<Measured> => {
    const memory = await watchMemory(database.superuser)
    const began = performance.now()
    await run()
    const spent = performance.now() - began
    const figure = `${(spent / 1000).toFixed(1)} s, ${rate(count, spent, 'children')}, ${amount(memory(), 'MB')}`
    return { what, of: amount(count, 'children'), figure }
  }
  const everybody = await timedRun('work everybody out anew', ids.length, () =>
    workEverybodyOut(workOf(database.door, engine)),
  )
  const few = ids.slice(0, Math.ceil(ids.length / 100))
  const changed = await timedRun('one in a hundred, written anew', few.length, async () => {
    for (let at = 0; at < few.length; at += 1000)
      await database.door.write(engine, look(), async tx => {
        for (const table of ['child_summary', 'child_band', 'child_clock'])
          await sql`DELETE FROM ${sql.table(table)} WHERE person_id = ANY(${few.slice(at, at + 1000)}::uuid[])`.execute(
            tx,
          )
        await reevaluate(tx, few.slice(at, at + 1000), today)
      })
  })
  const { children, calendars } = await database.door.read(engine, look(), async tx => ({
    children: await loadFacts(tx, ids.slice(0, sample)),
    calendars: await readCalendars(tx),
  }))
  const pure = () => timed(children, child => evaluate(child.facts, { policies: defaultPolicy }, calendars, today))
  await pure()
  const alone = { what: 'evaluate, pure', of: amount(children.length, 'children'), figure: spread(await pure()) }
  return [everybody, changed, alone]
}

/** The ledger's sheet on the first of so many days back. */
async function benchLedger({ database, engine }: BenchCounty): Promise<Measured> {
  const days: Day[] = Array.from({ length: 60 }, (_, back) => addDays(engine.today, -50 * back))
  const look = new Look({ purpose: 'bench', route: 'bench' })
  const ask = (on: Day) => database.door.read(engine, look, tx => ledgerOn(tx, on))
  await timed(days.slice(0, 5), ask)
  return { what: 'ledger as of a day', of: `${days.length} days`, figure: spread(await timed(days, ask)) }
}

/** A day of two years back under two definitions: everybody read and evaluated twice, and kept with who stands behind each number. */
async function benchRecount({ database, engine }: BenchCounty): Promise<Measured> {
  const began = performance.now()
  const { children } = await recountNow(workOf(database.door, engine), {
    ...{ on_day: addDays(engine.today, -730), known_on: null, school_urn: null, compulsory_age: false },
    counts: ['band', 'clock', 'flag'],
    policies: ['nottinghamshire-2015', 'nottinghamshire-2019'],
  })
  const spent = performance.now() - began
  const { rows } = await database.superuser.query<{ people: number; rows: number }>(
    'SELECT (SELECT count(*)::int FROM person) AS people, (SELECT count(*)::int FROM recount_child) AS rows',
  )
  const { people = 0, rows: kept = 0 } = rows[0] ?? {}
  return {
    what: 'recount a day, two definitions',
    of: `${amount(people, 'children')}, ${amount(children, 'counted')}, ${amount(kept, 'rows kept')}`,
    figure: `${(spent / 1000).toFixed(1)} s, ${rate(people, spent, 'children')}`,
  }
}

/** Searches for children of the county whose names are typed with slips. */
async function benchNames(county: BenchCounty): Promise<Measured[]> {
  const { rows: names } = await county.database.superuser.query<PlantedName>(
    `SELECT forename, surname, born_on::text FROM child_summary WHERE NOT sealed AND born_on IS NOT NULL AND length(surname) > 3 AND length(forename) > 3
     ORDER BY md5(person_id::text) LIMIT 300`,
  )
  return benchSearch(county.database.door, await officerOf(county), names)
}

const { values } = parseArgs({
  options: { children: { type: 'string', default: '3000' }, keep: { type: 'boolean', default: false } },
})
const county = await benchCounty(Number(values.children), londonDay(new Date().toISOString()))
const { database } = county
if (values.keep) county.keep()
try {
  const memory = await watchMemory(database.superuser)
  const say = <T extends Measured | readonly Measured[]>(lines: T): T => {
    print([lines].flat())
    return lines
  }
  say(county.measured)
  say(await benchLedger(county))
  say(await benchRecount(county))
  say(await benchNames(county))
  say(await benchPages(county))
  say(await benchEngine(county))
  say(await benchImport(county))
  say({ what: 'most memory held', of: 'all processes, PostgreSQL with them', figure: amount(memory(), 'MB') })
} finally {
  await (values.keep ? database.close() : database.drop())
}
