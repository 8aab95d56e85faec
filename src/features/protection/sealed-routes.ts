import { may } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { formatDay } from '../../rulebook/index.ts'
import { formatInstant, personOnly } from '../people/index.ts'
import { takeOver } from './actions.ts'
import { sealedUrl, sealUrl } from './addresses.ts'
import { takeOverForm } from './forms.ts'
import { sealedTo } from './queries.ts'
import { sealedPage, takenOver, takeOverPage } from './views.ts'

/** The records sealed to whoever asks, and taking over a seal that nobody is left to act for. */
export function sealedRoutes(page: Pages): void {
  page.get(
    sealedUrl,
    { may: 'children.read', audit: 'records sealed to one viewed' },
    async ({ tx, identity, reply, look, today }) => {
      const actor = personOnly(identity)
      const found = await sealedTo(tx, actor)
      look.saw(
        found.map(one => one.person_id),
        ['known_as', 'seal'],
      )
      return reply.page(sealedPage, {
        title: 'Records sealed to you',
        recorded: found.length > 0,
        may_open: may(identity, 'children.break_glass'),
        records: found.map(one => ({
          href: sealUrl(one.person_id),
          known_as: one.known_as ?? 'Name not known',
          review: formatDay(one.review_on),
          tag: one.review_on < today ? 'Overdue' : null,
          owner: one.owner_id === actor.account_id ? 'You' : one.owner,
          until: one.until
            ? `${one.glass ? 'Open to you for a reason until' : 'Until'} ${formatInstant(one.until)}`
            : '',
        })),
      })
    },
  )

  const model = { title: 'Take over a seal', back: { href: sealedUrl, text: 'Sealed records' } }
  page.get('/sealed/:id/take-over', { may: 'children.seal', audit: 'taking over a seal opened' }, ({ reply }) =>
    // The same for every number: the page knows no seal, so that it tells of none.
    reply.page(takeOverPage, { ...model, form: drawForm(takeOverForm) }),
  )
  page.post(
    '/sealed/:id/take-over',
    { may: 'children.seal', audit: 'seal taken over' },
    async ({ tx, identity, params, body, reply, look }) => {
      const posted = parseForm(takeOverForm, body)
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      if (!posted.ok) return reply.page(takeOverPage, { ...model, form: drawForm(takeOverForm, { failed: posted }) })
      look.reason = posted.values.because
      const person_id = await takeOver(tx, params.id, posted.values.because)
      if (person_id === null) throw new Missing()
      look.saw([person_id], ['seal'])
      await useOnce(tx, personOnly(identity), posted.once, sealUrl(person_id))
      reply.flash(takenOver)
      return reply.redirect(sealUrl(person_id))
    },
  )
}
