// The web server of the bench, in a process of its own: the program's own server on the bench's database. Prints its address.
import { createApp } from '../src/app.ts'
import { openDoor } from '../src/ground/database/door.ts'
import type { Parts } from '../src/ground/feature.ts'
import { openQueue } from '../src/ground/jobs/queue.ts'
import { makeLog } from '../src/ground/log.ts'
import { readSettings } from '../src/ground/settings.ts'
import { asDay } from '../src/rulebook/index.ts'
import { bareRoute } from './bare-route.ts'

const [url = '', superuser_url = '', day = ''] = process.argv.slice(2)
const settings = readSettings({
  ...{ NODE_ENV: 'production', DEMONSTRATION: 'yes', SESSION_SECRET: 'x'.repeat(40) },
  ...{ LOG_LEVEL: 'silent', RATE_LIMIT: '1000000' },
})
const door = openDoor(url)
const queue = await openQueue(url, false)
const connection = {
  ...{ door, app_url: url, owner_url: null, auditor_url: null, superuser_url: null },
  ...{ embedded: true, close: async () => {} },
}
const today = asDay(day)
const parts: Parts = { settings, door, queue, connection, now: () => new Date(), today: () => today }
const web = await createApp(parts, makeLog(settings))
await bareRoute(web, superuser_url, today)
console.log(await web.listen({ host: '127.0.0.1', port: 0 }))
