import { type Identity, may } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import { formatDay, formatShortDay } from '../../rulebook/index.ts'
import { officersWith, personOnly } from '../people/index.ts'
import { childBanner, childParts } from './banner.ts'
import { childFrame } from './child-frame.ts'
import { sealForm } from './forms.ts'
import { drawLanes } from './lanes.ts'
import { factLine } from './lines.ts'
import { listFacts, listStates } from './queries.ts'
import { lockChild } from './record-facts.ts'
import { liftSeal, sealChild } from './seal.ts'
import { educationPage, identityPage, sealed, sealPage, storyPage, unsealed } from './views.ts'
import { fromTo, stateTag, stateText } from './words.ts'

/** The pages of one child: Story, Education, Identity. Who may not see the child finds a page that is not there. */
export function childRoutes(page: Pages): void {
  page.get(
    '/children/:id',
    { may: 'children.read', audit: 'child viewed' },
    async ({ tx, identity, params, reply, look }) => {
      const model = await childFrame(tx, identity, params.id, '')
      look.saw([params.id], ['banner', 'story'])
      const lines = (await Promise.all(childParts.map(part => part.story?.(tx, identity, params.id) ?? []))).flat()
      const story = lines
        .toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
        .map(line => ({ ...line, day: formatDay(line.on) }))
      return reply.page(storyPage, { ...model, story })
    },
  )

  page.get(
    '/children/:id/education',
    { may: 'children.read', audit: 'child’s education viewed' },
    async ({ tx, identity, params, reply, look, today }) => {
      const model = await childFrame(tx, identity, params.id, '/education')
      look.saw([params.id], ['banner', 'state', 'enrolment', 'provision', 'circumstance'])
      const spans = await listStates(tx, params.id)
      const facts = await listFacts(tx, params.id, ['enrolment', 'provision', 'circumstance'])
      return reply.page(educationPage, {
        ...model,
        spans: spans.map(span => ({
          days:
            span.starts_on > today ? `from ${formatShortDay(span.starts_on)}` : fromTo(span.starts_on, span.ends_on),
          state: stateText(span.state),
          tag: stateTag(span.state),
          school: span.school_name ?? '',
          because: span.because,
        })),
        facts: facts.map(fact => factLine(fact, isInsider(identity))),
        lanes: drawLanes(spans, today),
      })
    },
  )

  page.get(
    '/children/:id/identity',
    { may: 'children.read', audit: 'child’s identity viewed' },
    async ({ tx, identity, params, reply, look }) => {
      const model = await childFrame(tx, identity, params.id, '/identity')
      look.saw([params.id], ['banner', 'name', 'birth', 'identifier', 'address', 'contact'])
      const facts = await listFacts(tx, params.id, ['name', 'birth', 'identifier', 'address', 'contact'])
      return reply.page(identityPage, {
        ...model,
        facts: facts.map(fact => factLine(fact, isInsider(identity))),
        shows_sources: isInsider(identity),
        seal_href: may(identity, 'children.seal') ? `/children/${params.id}/seal` : null,
      })
    },
  )

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

/** Whether an identity is of the council's casework and so is told the sources by name. */
const isInsider = (identity: Identity): boolean => identity.kind === 'person' && identity.scope === 'county'
