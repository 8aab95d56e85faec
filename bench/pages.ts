import { sql } from 'kysely'
import { Look } from '../src/ground/look.ts'
import type { BenchCounty } from './bench-county.ts'
import { errandsOf, searches } from './errands.ts'
import { type Measured, spread } from './measure.ts'
import { type Errand, saturate, startServer, workADay } from './officers.ts'
import { Visitor } from './visitor.ts'

/** Children whose pages are asked for. */
const some = 400
/** Seconds in which every page is asked for before any is timed. */
const warmUp = 40

/**
 * Pages as twenty officers get them, from a server in a process of its own: as the application's role under policies, with the
 * audit on, warm; the first time each is asked for beside it, what the server can take, and a bare route of the same rows.
 */
export async function benchPages(county: BenchCounty): Promise<Measured[]> {
  const { database, engine, officer } = county
  const look = new Look({ purpose: 'bench', route: 'bench' })
  const { rows: children } = await database.door.read(engine, look, tx =>
    sql<{ id: string; surname: string; upn: string }>`SELECT person_id AS id, surname, upn FROM child_summary
      WHERE NOT sealed AND upn IS NOT NULL AND surname <> '' ORDER BY md5(person_id::text) LIMIT ${some}`.execute(tx),
  )
  const server = await startServer(county)
  const { address } = server
  try {
    const visitor = await Visitor.as(address, officer)
    const ids = children.map(child => child.id)
    const errands = [...(await errandsOf(visitor, ['/ledger', '/children', '/schools'], ids)), ...searches(children)]
    const cold = await coldTimes(visitor, errands)
    await saturate(address, officer, 'warming up', errands, warmUp)
    const day = await workADay({ address, account: officer, errands })
    const mixed = await saturate(address, officer, 'all pages, as many as it takes', errands)
    const list: Errand[] = [{ what: 'list', run: one => one.get('/children') }]
    const bare: Errand[] = [{ what: 'bare', run: one => one.get('/bare') }]
    const whole = await saturate(address, officer, 'the list of children, 50 rows', list)
    const alone = await saturate(address, officer, 'a bare route, the same rows and template', bare)
    const share = {
      what: 'the list beside the bare route',
      of: '',
      figure: `1/${(alone.perSecond / whole.perSecond).toFixed(1)}`,
    }
    return [cold, ...day, mixed.line, whole.line, alone.line, share]
  } finally {
    server.process.kill('SIGTERM')
  }
}

/** Each page once, before anybody else has asked for it since the server started. */
async function coldTimes(visitor: Visitor, errands: readonly Errand[]): Promise<Measured> {
  const times: number[] = []
  for (const errand of errands) {
    const began = performance.now()
    await errand.run(visitor)
    times.push(performance.now() - began)
  }
  return { what: 'each page once, first', of: `${errands.length} pages`, figure: spread(times.sort((a, b) => a - b)) }
}
