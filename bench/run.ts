// npm run bench [-- --children N]: makes a county up, brings its lists in, and prints how long the work of a day takes on it.
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { readAuthorityCalendar } from '../src/features/calendars/index.ts'
import { loadFacts, reevaluate } from '../src/features/children/index.ts'
import { ledgerOn } from '../src/features/oversight/index.ts'
import { Look } from '../src/ground/look.ts'
import { addDays, type Day, defaultPolicy, evaluate, londonDay } from '../src/rulebook/index.ts'
import { type BenchCounty, benchCounty } from './bench-county.ts'
import { amount, type Measured, peakMemory, print, rate, spread, timed } from './measure.ts'
import { benchPages } from './pages.ts'

/** The engine: pure, and with reading the facts and writing the answers. */
async function benchEngine({ database, engine }: BenchCounty): Promise<Measured[]> {
  const { today } = engine
  const look = () => new Look({ purpose: 'bench', route: 'bench' })
  const { children, calendar } = await database.door.read(engine, look(), async tx => {
    const { rows } = await sql<{ id: string }>`SELECT id FROM person ORDER BY id`.execute(tx)
    const ids = rows.map(row => row.id)
    return { children: await loadFacts(tx, ids), calendar: await readAuthorityCalendar(tx) }
  })
  const pure = () => timed(children, child => evaluate(child.facts, defaultPolicy, calendar, today))
  await pure()
  const of = amount(children.length, 'children')
  const alone: Measured = { what: 'evaluate, pure', of, figure: spread(await pure()) }

  const ids = children.map(child => child.person_id)
  const began = performance.now()
  for (let at = 0; at < ids.length; at += 1000)
    await database.door.write(engine, look(), tx => reevaluate(tx, ids.slice(at, at + 1000), today))
  const spent = performance.now() - began
  return [alone, { what: 'evaluate, read and written', of, figure: rate(ids.length, spent, 'children') }]
}

/** The ledger's sheet on the first of so many days back. */
async function benchLedger({ database, engine }: BenchCounty): Promise<Measured> {
  const days: Day[] = Array.from({ length: 60 }, (_, back) => addDays(engine.today, -5 * back))
  const look = new Look({ purpose: 'bench', route: 'bench' })
  const ask = (on: Day) => database.door.read(engine, look, tx => ledgerOn(tx, on))
  await timed(days.slice(0, 5), ask)
  return { what: 'ledger on a day', of: `${days.length} days`, figure: spread(await timed(days, ask)) }
}

const { values } = parseArgs({ options: { children: { type: 'string', default: '3000' } } })
const county = await benchCounty(Number(values.children), londonDay(new Date().toISOString()))
try {
  await county.database.superuser.query('ANALYZE')
  const engine = await benchEngine(county)
  const ledger = await benchLedger(county)
  const pages = await benchPages(county)
  const memory = { what: 'most memory held', of: 'this process, without PostgreSQL', figure: peakMemory() }
  print([...county.measured, ...engine, ledger, ...pages, memory])
} finally {
  await county.database.drop()
}
