import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { type Failed, parseForm, type ShownError } from '../../ground/web/forms.ts'
import { childUrl } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { neverUrl } from './addresses.ts'
import { neverKinds } from './codes.ts'
import { liftForm, neverForm } from './forms.ts'
import { liftNeverJoin, neverJoin, neverJoined } from './never-join.ts'
import { onceOnly } from './once-only.ts'
import { childTyped } from './queries.ts'
import { JoinRefused } from './refused.ts'
import { inLondon, neverFormPage, neverLifted, neverMade, neverPage } from './views.ts'

const may = 'matching.never_join'

/** Pairs that are never to be joined: for those who may know both of a pair, and for nobody else a page that is not there. */
export function neverRoutes(page: Pages): void {
  page.get(neverUrl, { may, audit: 'pairs that are never joined viewed' }, async ({ tx, reply, look }) => {
    const pairs = await neverJoined(tx, 200)
    look.saw(
      pairs.flatMap(pair => [pair.one_id, pair.other_id]),
      ['never joined'],
    )
    return reply.page(neverPage, {
      title: 'Kept apart for good',
      recorded: true,
      new_href: `${neverUrl}/new`,
      pairs: pairs.map(pair => ({
        one: { text: pair.one_known_as ?? 'Name not known', href: childUrl(pair.one_id) },
        other: { text: pair.other_known_as ?? 'Name not known', href: childUrl(pair.other_id) },
        kind: neverKinds.find(({ value }) => value === pair.kind)?.text ?? '',
        because: pair.because,
        made: `${inLondon(pair.made_at)}, ${pair.made_by}`,
        lift_href: pair.lifted_at === null ? `${neverUrl}/${pair.id}/lift` : null,
        lifted: pair.lifted_at ? `Ended ${inLondon(pair.lifted_at)}` : null,
      })),
    })
  })
  page.get(`${neverUrl}/new`, { may, audit: 'keeping apart for good opened' }, async ({ reply }) =>
    reply.page(neverFormPage, newModel()),
  )
  page.post(
    `${neverUrl}/new`,
    { may, audit: 'two records kept apart for good' },
    async ({ tx, identity, body, reply, look }) => {
      const actor = personOnly(identity)
      const posted = parseForm(neverForm, body)
      if (!posted.ok) return reply.page(neverFormPage, newModel(posted))
      const { one: first, other: second, kind, because } = posted.values
      const [one, other] = [await childTyped(tx, first), await childTyped(tx, second)]
      const errors: ShownError[] = [
        ...(one === null ? [wrong('one', 'No child within your reach has this UPN or page')] : []),
        ...(other === null || other === one
          ? [
              wrong(
                'other',
                other === null
                  ? 'No child within your reach has this UPN or page'
                  : 'Name another child than the first',
              ),
            ]
          : []),
      ]
      const failed = (some: ShownError[]): Failed => ({
        ok: false,
        once: posted.once,
        seen: posted.seen,
        errors: some,
        typed: { one: first, other: second, kind, because },
      })
      if (one === null || other === null || errors.length > 0)
        return reply.page(neverFormPage, newModel(failed(errors)))
      look.saw([one, other], ['never joined'])
      try {
        const href = await onceOnly(tx, actor, posted.once, neverUrl, { stale: neverUrl }, () =>
          neverJoin(tx, actor, { one, other, kind, because }),
        )
        reply.flash(neverMade)
        return reply.redirect(href)
      } catch (problem) {
        if (!(problem instanceof JoinRefused)) throw problem
        return reply.page(neverFormPage, newModel(failed([wrong('other', problem.message)])))
      }
    },
  )
  page.get(
    '/never-joined/:id/lift',
    { may, audit: 'ending of keeping apart opened' },
    async ({ tx, params, reply, look }) => {
      const pair = await pairOrMissing(tx, params.id)
      look.saw([pair.one_id, pair.other_id], ['never joined'])
      return reply.page(neverFormPage, liftModel(pair))
    },
  )
  page.post(
    '/never-joined/:id/lift',
    { may, audit: 'keeping apart for good ended' },
    async ({ tx, identity, params, body, reply, look }) => {
      const actor = personOnly(identity)
      const posted = parseForm(liftForm, body)
      const pair = await pairOrMissing(tx, params.id)
      look.saw([pair.one_id, pair.other_id], ['never joined'])
      if (!posted.ok) return reply.page(neverFormPage, liftModel(pair, posted))
      const href = await onceOnly(tx, actor, posted.once, neverUrl, { stale: neverUrl }, () =>
        liftNeverJoin(tx, actor, params.id, posted.values.because),
      )
      reply.flash(neverLifted)
      return reply.redirect(href)
    },
  )
}

const wrong = (field: string, message: string): ShownError => ({ field, message, href: `#${field}`, part: null })

async function pairOrMissing(tx: Parameters<typeof neverJoined>[0], id: string) {
  const pair = (await neverJoined(tx, 200)).find(one => one.id === id && one.lifted_at === null)
  if (!pair) throw new Missing()
  return pair
}

const newModel = (failed?: Failed) => ({
  title: 'Keep two records apart for good',
  intro: [
    'From then on the database itself refuses whatever would hold the two in one child. No review offers them, and neither record’s page, search or figures mention the other.',
    'Only those may know of it who hold this permission and, of a sealed record, are named on it.',
  ],
  form: drawForm(neverForm, failed ? { failed } : {}),
  button: 'Keep them apart for good',
  cancel_href: neverUrl,
})

const liftModel = (pair: { one_known_as: string | null; other_known_as: string | null }, failed?: Failed) => ({
  title: 'End that these two are kept apart',
  recorded: true,
  intro: [
    `${pair.one_known_as ?? 'One record'} and ${pair.other_known_as ?? 'the other'} may be offered to the review again, and joined. That they were kept apart stays on this list.`,
  ],
  form: drawForm(liftForm, failed ? { failed } : {}),
  button: 'End it',
  cancel_href: neverUrl,
})
