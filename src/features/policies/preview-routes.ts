import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { may } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import { type Progress, progressPages } from '../../ground/web/progress.ts'
import { formatDay } from '../../rulebook/index.ts'
import { formatInstant, orWhereItLed, personOnly } from '../people/index.ts'
import { askForPreview, decidePolicy, isReady } from './actions.ts'
import { decidedProgressUrl, policiesUrl, previewProgressUrl, previewUrl } from './addresses.ts'
import { overrideLines } from './policy-rows.ts'
import { resultShown, sampleLine } from './preview-rows.ts'
import { findPreview, type Preview, sampleOf } from './queries.ts'
import { decisionsOf, standing } from './read-policies.ts'
import { previewPage, workStopped } from './views.ts'

const onlyKeys = form({})
const rule = { may: 'settings.change' } as const

/** What a policy would change, following the count, and deciding it. */
export function previewRoutes(page: Pages, { queue }: Parts): void {
  page.get('/policies/previews/:id', { may: 'policies.read', audit: 'preview of a policy viewed' }, async asked => {
    const { tx, identity, params, look, reply } = asked
    const preview = await previewOrMissing(tx, params.id)
    const sample = preview.result ? await sampleOf(tx, preview.id) : []
    look.saw(
      sample.map(({ person_id }) => person_id),
      ['known_as', 'state', 'band', 'clock'],
    )
    const mayChange = may(identity, 'settings.change')
    const stale = preview.decided
      ? 'This was decided.'
      : preview.rests_on === standing(await decisionsOf(tx))
        ? null
        : 'The policy was changed after this was asked for: have it counted again.'
    return reply.page(previewPage, {
      title: 'What this policy would change',
      back: { href: policiesUrl, text: 'Policy' },
      ...aboutPreview(preview),
      sample: sample.map(sampleLine),
      stale,
      decide: mayChange && stale === null && isReady(preview) ? drawForm(onlyKeys) : null,
      decide_href: `${previewUrl(preview.id)}/decide`,
      again_href: mayChange && !preview.decided ? `${previewUrl(preview.id)}/again` : null,
      form: drawForm(onlyKeys),
    })
  })

  page.post('/policies/previews/:id/again', { ...rule, audit: 'preview of a policy asked for again' }, async asked => {
    const { tx, identity, params, body, reply } = asked
    const actor = personOnly(identity)
    const { pack, overrides, starts_on, reason } = await previewOrMissing(tx, params.id)
    const { once } = parseForm(onlyKeys, body)
    const led = await usedBefore(tx, once)
    if (led) return reply.redirect(led)
    return orWhereItLed(reply, async () => {
      const href = previewProgressUrl(
        await askForPreview(tx, queue, actor, { pack: pack.id, overrides, starts_on, reason }),
      )
      await useOnce(tx, actor, once, href)
      return reply.redirect(href)
    })
  })

  page.post('/policies/previews/:id/decide', { ...rule, audit: 'policy decided' }, async asked => {
    const { tx, identity, params, body, look, reply } = asked
    const actor = personOnly(identity)
    const preview = await previewOrMissing(tx, params.id)
    const { once } = parseForm(onlyKeys, body)
    const led = await usedBefore(tx, once)
    if (led) return reply.redirect(led)
    look.reason = preview.reason
    try {
      return await orWhereItLed(reply, async () => {
        const href = decidedProgressUrl(await decidePolicy(tx, queue, actor, { preview_id: preview.id }))
        await useOnce(tx, actor, once, href)
        return reply.redirect(href)
      })
    } catch (problem) {
      if (!(problem instanceof Stale)) throw problem
      throw new Conflict('This is not counted yet, or somebody changed the policy after it was counted.', [], {
        href: previewUrl(preview.id),
        text: 'See it as it is now',
      })
    }
  })

  followWork(page)
}

function followWork(page: Pages): void {
  const stop = (subject_id: string, tx: Read) =>
    sql`UPDATE job SET cancel_asked = true WHERE subject_id = ${subject_id} AND state IN ('waiting', 'running')`.execute(
      tx,
    )
  progressPages(
    page,
    '/policies/previews/:id/progress',
    { may: 'policies.read', audit: 'progress of a preview viewed' },
    async ({ tx, params }) => {
      await previewOrMissing(tx, params.id)
      return progressOf(tx, params.id, previewUrl(params.id))
    },
    {
      rule: { ...rule, audit: 'count of a preview stopped' },
      stop: async ({ tx, params, reply }) => {
        await previewOrMissing(tx, params.id)
        await stop(params.id, tx)
        reply.flash(workStopped)
      },
    },
  )
  progressPages(
    page,
    '/policies/decisions/:id/progress',
    { may: 'policies.read', audit: 'progress of a decided policy viewed' },
    async ({ tx, params }) => progressOf(tx, params.id, policiesUrl),
  )
}

/** The newest work about a preview or a decision. Throws Missing where this person sees none. */
async function progressOf(tx: Read, subject_id: string, next_href: string): Promise<Progress> {
  const job = await tx
    .selectFrom('job')
    .where('subject_id', '=', subject_id)
    .where('kind', 'in', ['policy-preview', 'policy-decided'])
    .select(['title', 'done', 'total', 'state', 'sentence'])
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!job) throw new Missing()
  return {
    title: job.title,
    done: job.done,
    total: job.total ?? 0,
    state: job.state as Progress['state'],
    sentence: job.sentence || 'Waiting for a worker to take it up.',
    next_href,
  }
}

async function previewOrMissing(tx: Read, id: string): Promise<Preview> {
  const preview = await findPreview(tx, id)
  if (!preview) throw new Missing()
  return preview
}

function aboutPreview(preview: Preview) {
  const { pack, overrides, starts_on, reason, asked_by, asked_at, result, job } = preview
  const ended = job !== null && ['failed', 'cancelled'].includes(job.state)
  return {
    lines: [
      { term: 'Pack', text: pack.title },
      { term: 'From', text: formatDay(starts_on) },
      { term: 'Why', text: reason },
      { term: 'Asked for', text: `${asked_by}, ${formatInstant(asked_at)}` },
    ],
    changes: overrideLines(pack, overrides),
    result: result && resultShown(result),
    counted: result ? `Counted on ${formatInstant(result.counted_at)}.` : '',
    waiting: result
      ? null
      : {
          text: ended ? job.sentence : 'It is being counted, child by child.',
          href: previewProgressUrl(preview.id),
        },
  }
}
