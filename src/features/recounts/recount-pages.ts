import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { may } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import { progressPages } from '../../ground/web/progress.ts'
import { xlsxType } from '../../ground/web/xlsx.ts'
import { formatDay } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { aboutRecount } from './about.ts'
import { goOnUrl, newRecountUrl, progressUrl, recountsUrl, recountUrl } from './addresses.ts'
import { haveCounted } from './ask.ts'
import { askedBefore, countsOf, findRecount, type Recount } from './queries.ts'
import { resultModel, resultView } from './result-view.ts'
import { countsCsv, countsXlsx, fileName } from './sheets.ts'
import { recountStopped, stoppedView } from './views.ts'

const onlyKeys = form({})

export async function recountOrMissing(tx: Read, id: string): Promise<Recount> {
  const found = await findRecount(tx, id)
  if (!found) throw new Missing()
  return found
}

const isAtWork = ({ counted_at, job }: Recount): boolean =>
  counted_at === null && job !== null && ['waiting', 'running'].includes(job.state)

/** One recount: how far it is, where it was stopped, and its numbers with what they rest on. */
export function recountPages(page: Pages, { queue }: Parts): void {
  page.get(
    '/recounts/:id',
    { may: 'ledger.read', audit: 'recount viewed' },
    async ({ tx, identity, params, reply }) => {
      const recount = await recountOrMissing(tx, params.id)
      const asks = may(identity, 'ledger.recount')
      if (isAtWork(recount)) return reply.redirect(progressUrl(recount.id))
      if (recount.counted_at === null) {
        return reply.page(stoppedView, {
          title: `Recount of ${formatDay(recount.on_day)}`,
          back: { href: recountsUrl, text: 'Recounts' },
          sentence: recount.job?.sentence || 'It is not finished, so there is no answer to show yet.',
          about: aboutRecount(recount),
          go_on_href: asks ? goOnUrl(recount.id) : null,
          go_on: drawForm(onlyKeys),
          again_href: asks ? newRecountUrl(recount.on_day) : null,
        })
      }
      const before = await askedBefore(tx, recount)
      const opens = may(identity, 'ledger.open') ? personOnly(identity).classes : null
      const counts = await countsOf(tx, recount.id)
      return reply.page(
        resultView,
        await resultModel({
          recount,
          counts,
          before: before ? { recount: before, counts: await countsOf(tx, before.id) } : null,
          opens,
          asks,
        }),
      )
    },
  )

  page.get(
    '/recounts/:id/counts.csv',
    { may: 'ledger.read', audit: 'recount exported' },
    async ({ tx, params, reply }) => {
      const recount = await countedOrMissing(tx, params.id)
      return countsCsv(reply, recount, await countsOf(tx, recount.id))
    },
  )
  page.get(
    '/recounts/:id/counts.xlsx',
    { may: 'ledger.read', audit: 'recount exported as a workbook' },
    async ({ tx, params, reply }) => {
      const recount = await countedOrMissing(tx, params.id)
      const sheets = await countsXlsx(recount, await countsOf(tx, recount.id))
      return reply.file(fileName(recount, 'xlsx'), xlsxType, sheets)
    },
  )

  page.post(
    '/recounts/:id/go-on',
    { may: 'ledger.recount', audit: 'recount gone on with' },
    async ({ tx, identity, params, body, reply }) => {
      const actor = personOnly(identity)
      const recount = await recountOrMissing(tx, params.id)
      const posted = parseForm(onlyKeys, body)
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      const href = progressUrl(recount.id)
      await useOnce(tx, actor, posted.once, href)
      if (recount.counted_at === null && !isAtWork(recount)) await haveCounted(tx, queue, actor, recount)
      return reply.redirect(href)
    },
  )

  progressPages(
    page,
    '/recounts/:id/progress',
    { may: 'ledger.read', audit: 'progress of a recount viewed' },
    async ({ tx, params }) => {
      const recount = await recountOrMissing(tx, params.id)
      const { job, counted_at } = recount
      return {
        title: `Recount of ${formatDay(recount.on_day)}`,
        done: job?.done ?? 0,
        total: job?.total ?? 0,
        state: counted_at !== null ? 'done' : (job?.state ?? 'cancelled'),
        sentence: job?.sentence || (job ? 'Waiting for a worker to take it up.' : 'Nobody is at work on it.'),
        next_href: isAtWork(recount) ? recountsUrl : recountUrl(recount.id),
      }
    },
    {
      rule: { may: 'ledger.recount', audit: 'recount stopped' },
      stop: async ({ tx, params, reply }) => {
        const { id } = await recountOrMissing(tx, params.id)
        await sql`UPDATE job SET cancel_asked = true WHERE subject_id = ${id} AND state IN ('waiting', 'running')`.execute(
          tx,
        )
        reply.flash(recountStopped)
      },
    },
  )
}

/** A recount with an answer. */
export async function countedOrMissing(tx: Read, id: string): Promise<Recount> {
  const recount = await recountOrMissing(tx, id)
  if (recount.counted_at === null) throw new Missing()
  return recount
}
