import { sql } from 'kysely'
import { createApp } from '../src/app.ts'
import type { Parts } from '../src/ground/feature.ts'
import { openQueue } from '../src/ground/jobs/queue.ts'
import { makeLog } from '../src/ground/log.ts'
import { Look } from '../src/ground/look.ts'
import { readSettings } from '../src/ground/settings.ts'
import type { BenchCounty } from './bench-county.ts'
import { type Measured, rate, spread, timed } from './measure.ts'

const times = 60
const environment = { NODE_ENV: 'production', DEMONSTRATION: 'yes', SESSION_SECRET: 'x'.repeat(40) }

/** The pages of a day's work as the officer for children missing education gets them: policies and audit on, no network between. */
export async function benchPages({ database, engine, officer }: BenchCounty): Promise<Measured[]> {
  const settings = readSettings({ ...environment, LOG_LEVEL: 'silent', RATE_LIMIT: '1000000' })
  const url = database.url('onroll_web')
  const queue = await openQueue(url, false)
  const alone = { owner_url: null, auditor_url: null, superuser_url: null, embedded: true, close: async () => {} }
  const connection = { door: database.door, app_url: url, ...alone }
  const now = () => new Date()
  const parts: Parts = { settings, door: database.door, queue, connection, now, today: () => engine.today }
  const web = await createApp(parts, makeLog(settings))
  try {
    const cookies: Record<string, string> = {}
    let token = ''
    const ask = async (path: string, payload?: object, wanted = 200): Promise<void> => {
      const sent = payload ? { method: 'POST' as const, payload: { ...payload, _csrf: token } } : {}
      const answer = await web.inject({ method: 'GET', url: path, cookies, ...sent })
      if (answer.statusCode !== wanted) throw new Error(`${path} answered ${answer.statusCode}`)
      for (const { name, value } of answer.cookies) cookies[name] = value
      token = /name="_csrf" value="([^"]+)"/.exec(answer.body)?.[1] ?? token
    }
    await ask('/sign-in')
    await ask(`/become/${officer}`, {}, 303)
    const look = new Look({ purpose: 'bench', route: 'bench' })
    const { rows: some } = await database.door.read(engine, look, tx =>
      sql<{ id: string; surname: string; upn: string }>`SELECT person_id AS id, surname, upn FROM child_summary
        WHERE NOT sealed AND upn IS NOT NULL ORDER BY md5(person_id::text) LIMIT ${times}`.execute(tx),
    )
    const measured: Measured[] = []
    const measure = async <T>(what: string, items: readonly T[], work: (item: T) => Promise<void>) => {
      await timed(items.slice(0, 5), work)
      measured.push({ what, of: `${items.length} requests`, figure: spread(await timed(items, work)) })
    }
    for (const path of ['/today', '/children', '/children?state=unexplained', '/ledger'])
      await measure(path, Array<string>(times).fill(path), path => ask(path))
    await measure('a child', some, child => ask(`/children/${child.id}`))
    await measure('search, surname', some, child => ask('/children/search', { q: child.surname }))
    await measure('search, UPN', some, child => ask('/children/search', { q: child.upn }))

    const began = performance.now()
    const lanes = Map.groupBy(some.entries(), ([at]) => at % 4).values()
    await Promise.all([...lanes].map(lane => timed(lane, ([, child]) => ask(`/children/${child.id}`))))
    const figure = rate(some.length, performance.now() - began, 'pages')
    return [...measured, { what: 'a child, four at once', of: `${some.length} requests`, figure }]
  } finally {
    await web.close()
    await queue.close()
  }
}
