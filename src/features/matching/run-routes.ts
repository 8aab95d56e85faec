import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { flash } from '../../ground/web/flash.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { progressPages } from '../../ground/web/progress.ts'
import { personOnly } from '../people/index.ts'
import { countyRunUrl, reviewUrl } from './addresses.ts'
import { matchKind, matchTitle as title } from './county-run.ts'
import { onlyKeys } from './forms.ts'

const may = 'matching.review'

const stopped = flash(
  'matching_stopped',
  () => 'The matching was asked to stop. What it had joined stays joined.',
  'notice',
)

/** The newest piece of work that looks through the county; undefined when there was none. */
const newestRun = (tx: Read) =>
  tx
    .selectFrom('job')
    .where('kind', '=', matchKind)
    .select(['id', 'state', 'done', 'total', 'sentence'])
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Whether one waits or runs: a second would find what the first does. */
const isUnderWay = async (tx: Read | Write): Promise<boolean> =>
  ['waiting', 'running'].includes((await newestRun(tx))?.state ?? '')

/** Looking through the whole county at once, and how far it is. */
export function runRoutes(page: Pages, { queue }: Parts): void {
  page.post(countyRunUrl, { may, audit: 'matching of the county asked for' }, async ({ tx, identity, body, reply }) => {
    const actor = personOnly(identity)
    const posted = parseForm(onlyKeys, body)
    const led = await usedBefore(tx, posted.once)
    if (led) return reply.redirect(led)
    const href = `${countyRunUrl}/progress`
    await sql`SELECT pg_advisory_xact_lock(hashtext(${matchKind}), hashtext(${actor.authority_id}))`.execute(tx)
    if (!(await isUnderWay(tx))) await queue.enqueue(tx, actor, { kind: matchKind, title, subject_id: null })
    await useOnce(tx, actor, posted.once, href)
    return reply.redirect(href)
  })

  progressPages(
    page,
    `${countyRunUrl}/progress`,
    { may, audit: 'progress of the matching viewed' },
    async ({ tx }) => {
      const job = await newestRun(tx)
      const state = (job?.state ?? 'done') as 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
      const none = 'The county has not been looked through yet.'
      const waiting = state === 'waiting' ? 'Waiting for a worker to take it up.' : ''
      const sentence = job === undefined ? none : job.sentence || waiting
      return { title, done: job?.done ?? 0, total: job?.total ?? 0, state, sentence, next_href: reviewUrl }
    },
    {
      rule: { may, audit: 'matching stopped' },
      stop: async ({ tx, reply }) => {
        await sql`UPDATE job SET cancel_asked = true WHERE kind = ${matchKind} AND state IN ('waiting', 'running')`.execute(
          tx,
        )
        reply.flash(stopped)
      },
    },
  )
}
