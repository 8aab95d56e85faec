import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { boardUrl } from '../lists/index.ts'
import { orWhereItLed, personOnly } from '../people/index.ts'
import { endKey, makeKey } from './actions.ts'
import { arrivalsUrl, newKeyUrl, newPickUpUrl, sendUrl } from './addresses.ts'
import { keyForm, pressForm } from './forms.ts'
import { listKeys, listPickUps, openSources } from './queries.ts'
import { arrivalFormPage, arrivalsPage, keyEnded, keyLine, keyMadePage, pickUpLine } from './views.ts'

const back = { href: arrivalsUrl, text: 'Lists that arrive by themselves' }

/** Every way in which lists arrive by themselves, and the keys with which other systems send them. */
export function arrivalsRoutes(page: Pages, _parts: Parts): void {
  page.get(arrivalsUrl, { may: 'lists.arrivals', audit: 'ways in which lists arrive viewed' }, async ({ tx, reply }) =>
    reply.page(arrivalsPage, {
      title: 'Lists that arrive by themselves',
      pick_ups: (await listPickUps(tx)).map(pickUpLine),
      keys: (await listKeys(tx)).map(key => keyLine(key, drawForm(pressForm))),
      links: { key: newKeyUrl, pick_up: newPickUpUrl },
      back: { href: boardUrl, text: 'The lists that came in' },
    }),
  )

  const making = {
    title: 'Make an upload key',
    intro:
      'With the key another system sends lists of one source, which stop at their preview. It is shown once: have the other system’s owner by you.',
    button: 'Make the key',
    cancel_href: arrivalsUrl,
    back,
  }
  page.get(newKeyUrl, { may: 'lists.arrivals', audit: 'form of an upload key opened' }, async ({ tx, reply }) =>
    reply.page(arrivalFormPage, { ...making, form: drawForm(keyForm(await openSources(tx))) }),
  )
  page.post(
    newKeyUrl,
    { may: 'lists.arrivals', audit: 'upload key made' },
    async ({ tx, identity, body, reply, request }) => {
      const person = personOnly(identity)
      const sources = await openSources(tx)
      const asked = keyForm(sources)
      const posted = parseForm(asked, body)
      if (!posted.ok) return reply.page(arrivalFormPage, { ...making, form: drawForm(asked, { failed: posted }) })
      if ((await usedBefore(tx, posted.once)) !== null) return reply.redirect(arrivalsUrl)
      return orWhereItLed(reply, async () => {
        await useOnce(tx, person, posted.once, arrivalsUrl)
        return reply.page(keyMadePage, {
          title: 'The upload key',
          key: await makeKey(tx, person, posted.values),
          address: `${request.protocol}://${request.host}${sendUrl}`,
          source: sources.find(({ value }) => value === posted.values.source_id)?.text ?? '',
          back,
        })
      })
    },
  )

  page.post(
    '/lists/arrivals/keys/:id/end',
    { may: 'lists.arrivals', audit: 'upload key ended' },
    async ({ tx, identity, params, reply }) => {
      await endKey(tx, personOnly(identity), params.id)
      reply.flash(keyEnded)
      return reply.redirect(arrivalsUrl)
    },
  )
}
