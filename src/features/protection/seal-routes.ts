import { usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import { childBanner, liftSeal, lockChild, sealChild } from '../children/index.ts'
import { officersWith, personOnly } from '../people/index.ts'
import { sealForm } from './forms.ts'
import { sealed, sealPage, unsealed } from './views.ts'

/** Sealing a record and lifting its seal. */
export function sealRoutes(page: Pages): void {
  page.get(
    '/children/:id/seal',
    { may: 'children.seal', audit: 'sealing opened' },
    async ({ tx, identity, params, reply, look, today }) => {
      const banner = await childBanner(tx, identity, params.id, today)
      if (!banner) throw new Missing()
      look.saw([params.id], ['banner'])
      const drawn = drawForm(sealForm(today, await officersWith(tx, identity, 'children.read')), {
        seen: String(banner.version),
      })
      return reply.page(sealPage, {
        title: banner.sealed ? 'Lift the seal' : 'Seal this record',
        banner,
        form: drawn,
        recorded: true,
      })
    },
  )
  page.post(
    '/children/:id/seal',
    { may: 'children.seal', audit: 'child sealed' },
    async ({ tx, identity, params, body, reply, look, today }) => {
      const banner = await childBanner(tx, identity, params.id, today)
      if (!banner) throw new Missing()
      look.saw([params.id], ['seal'])
      const asked = sealForm(today, await officersWith(tx, identity, 'children.read'))
      const posted = parseForm(asked, body)
      if (!posted.ok)
        return reply.page(sealPage, { title: 'Seal this record', banner, form: drawForm(asked, { failed: posted }) })
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      await unlessStale(params.id, () => lockChild(tx, params.id, posted.seen === null ? null : Number(posted.seen)))
      if (!banner.sealed)
        await sealChild(tx, personOnly(identity), {
          person_id: params.id,
          ...posted.values,
          named: posted.values.named ?? [],
        })
      await useOnce(tx, personOnly(identity), posted.once, `/children/${params.id}`)
      reply.flash(sealed)
      return reply.redirect(`/children/${params.id}`)
    },
  )
  page.post(
    '/children/:id/unseal',
    { may: 'children.seal', audit: 'seal lifted' },
    async ({ tx, identity, params, body, reply, look, today }) => {
      const banner = await childBanner(tx, identity, params.id, today)
      if (!banner) throw new Missing()
      look.saw([params.id], ['seal'])
      const posted = parseForm(form({}), body)
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      await unlessStale(params.id, () => lockChild(tx, params.id, posted.seen === null ? null : Number(posted.seen)))
      if (banner.sealed) await liftSeal(tx, personOnly(identity), params.id)
      await useOnce(tx, personOnly(identity), posted.once, `/children/${params.id}`)
      reply.flash(unsealed)
      return reply.redirect(`/children/${params.id}`)
    },
  )
}

async function unlessStale(person_id: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (problem) {
    if (!(problem instanceof Stale)) throw problem
    throw new Conflict(
      'The record changed after you opened the page. Look at it as it is now before you seal it or lift its seal.',
      [],
      {
        href: `/children/${person_id}/seal`,
        text: 'Open the page again',
      },
    )
  }
}
