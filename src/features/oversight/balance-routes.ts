import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { may } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { confirmPage } from '../../ground/web/confirm.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import { type Progress, progressPages } from '../../ground/web/progress.ts'
import { personOnly } from '../people/index.ts'
import { balanceUrl, workUrl } from './addresses.ts'
import { lastBalances, suspendedAt } from './balance.ts'
import { balanceModel, balanceView, recountStopped } from './balance-view.ts'
import { againKind, askToRecount, balanceKind, type RecountKind, recountTitles } from './recount.ts'

const onlyKeys = form({})

/** Children in suspense named on the page itself, and counts of before. */
const most = { named: 50, counts: 10 }

/** Both sides as they were counted, counting them now, and working everybody out anew. */
export function balanceRoutes(page: Pages, { queue }: Parts): void {
  page.get(
    '/ledger/balance',
    { may: 'ledger.open', audit: 'ledger balance viewed' },
    async ({ tx, identity, look, reply }) => {
      const counts = await lastBalances(tx, most.counts)
      const [newest] = counts
      const named = newest ? await suspendedAt(tx, newest, most.named) : []
      look.saw(
        named.map(child => child.id),
        ['forename', 'surname', 'state'],
      )
      return reply.page(
        balanceView,
        balanceModel({
          counts,
          named,
          askedBy: newest?.asked_by ? await nameOf(tx, newest.asked_by) : null,
          work: await newestWork(tx),
          mayRecount: may(identity, 'ledger.recount'),
          form: drawForm(onlyKeys),
        }),
      )
    },
  )

  page.post(
    '/ledger/balance',
    { may: 'ledger.recount', audit: 'count of both sides asked for' },
    async ({ tx, identity, body, reply }) => {
      const actor = personOnly(identity)
      const posted = parseForm(onlyKeys, body)
      if (!posted.ok) return reply.redirect(balanceUrl)
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      const href = workUrl(await askToRecount(tx, queue, actor, balanceKind))
      await useOnce(tx, actor, posted.once, href)
      return reply.redirect(href)
    },
  )

  const confirm = async (tx: Read) => {
    const { rows } = await sql<{ children: number }>`SELECT count(*)::integer AS children FROM child_summary`.execute(
      tx,
    )
    return {
      title: recountTitles[againKind],
      what: [
        'Every child’s states, bands and clocks are worked out again from the facts, in groups of a thousand.',
        'The ledger’s book is then written anew from the states, and both sides are counted.',
        'A child whose states say what the facts say stays as it is. It runs as a job: you can leave the page, and stop it.',
      ],
      whom: [
        {
          term: 'Children',
          text: `All ${(rows[0]?.children ?? 0).toLocaleString('en-GB')} whom you see, and those who are sealed`,
        },
      ],
      undo: 'No fact is changed. What is worked out follows from the facts alone, so there is nothing to take back.',
      button: 'Work everybody out anew',
      danger: false,
      cancel_href: balanceUrl,
      back: { href: balanceUrl, text: 'The balance' },
    }
  }
  page.get(
    '/ledger/again',
    { may: 'ledger.recount', audit: 'working everybody out anew opened' },
    async ({ tx, reply }) => reply.page(confirmPage, { ...(await confirm(tx)), form: drawForm(onlyKeys) }),
  )
  page.post(
    '/ledger/again',
    { may: 'ledger.recount', audit: 'working everybody out anew asked for' },
    async ({ tx, identity, body, reply }) => {
      const actor = personOnly(identity)
      const posted = parseForm(onlyKeys, body)
      if (!posted.ok)
        return reply.page(confirmPage, { ...(await confirm(tx)), form: drawForm(onlyKeys, { failed: posted }) })
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      const href = workUrl(await askToRecount(tx, queue, actor, againKind))
      await useOnce(tx, actor, posted.once, href)
      return reply.redirect(href)
    },
  )

  progressPages(
    page,
    '/ledger/work/:id',
    { may: 'ledger.open', audit: 'progress of a recount viewed' },
    async ({ tx, params }) => progressOf(tx, params.id),
    {
      rule: { may: 'ledger.recount', audit: 'recount stopped' },
      stop: async ({ tx, params, reply }) => {
        await progressOf(tx, params.id)
        await sql`UPDATE job SET cancel_asked = true WHERE id = ${params.id} AND state IN ('waiting', 'running')`.execute(
          tx,
        )
        reply.flash(recountStopped)
      },
    },
  )
}

const kinds: readonly RecountKind[] = [balanceKind, againKind]

async function progressOf(tx: Read, id: string): Promise<Progress> {
  const job = await tx
    .selectFrom('job')
    .where('id', '=', id)
    .where('kind', 'in', kinds)
    .select(['title', 'done', 'total', 'state', 'sentence'])
    .executeTakeFirst()
  if (!job) throw new Missing()
  return {
    title: job.title,
    done: job.done,
    total: job.total ?? 0,
    state: job.state as Progress['state'],
    sentence: job.sentence || 'Waiting for a worker to take it up.',
    next_href: balanceUrl,
  }
}

/** The piece of work that was asked for last, if any. */
async function newestWork(tx: Read): Promise<{ id: string; title: string; running: boolean } | null> {
  const job = await tx
    .selectFrom('job')
    .where('kind', 'in', kinds)
    .select(['id', 'title', 'state'])
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return job ? { id: job.id, title: job.title, running: ['waiting', 'running'].includes(job.state) } : null
}

async function nameOf(tx: Read, account_id: string): Promise<string> {
  const found = await tx.selectFrom('account').where('id', '=', account_id).select('name').executeTakeFirst()
  return found?.name ?? 'an officer whose account is gone'
}
