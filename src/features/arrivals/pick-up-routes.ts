import { randomUUID } from 'node:crypto'
import type { Read } from '../../ground/database/door.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { orWhereItLed, personOnly } from '../people/index.ts'
import { returnedForm } from '../schools/index.ts'
import { addPickUp, changePickUp, type PickUpGiven, steerPickUp } from './actions.ts'
import { arrivalsUrl, changePickUpUrl, newPickUpUrl, pickUpUrl } from './addresses.ts'
import { allowedFolder } from './folder-place.ts'
import { changePickUpForm, newPickUpForm, pressForm } from './forms.ts'
import { pickUpKind } from './pick-up-work.ts'
import { PlaceRefused } from './place.ts'
import { findPickUp, openSources, type PickUp, pickedFiles } from './queries.ts'
import {
  arrivalFormPage,
  fileLine,
  pickUpAsked,
  pickUpChanged,
  pickUpFacts,
  pickUpMade,
  pickUpPage,
  pickUpSteered,
  standingOf,
} from './views.ts'

const back = { href: arrivalsUrl, text: 'Lists that arrive by themselves' }

/** What was typed, as it is kept. */
const given = (values: Omit<PickUpGiven, 'hour' | 'weekday'> & { hour: string; weekday: string }): PickUpGiven => ({
  ...values,
  hour: Number(values.hour),
  weekday: Number(values.weekday),
})

/** Setting pick-ups up, changing, pausing and ending them, and what each brought. */
export function pickUpRoutes(page: Pages, { settings, queue, now }: Parts): void {
  const key = settings.encryptionKey
  /** Why the folder cannot be picked up from, in a sentence; null when it can. */
  const folderFault = async ({ place, folder }: Pick<PickUpGiven, 'place' | 'folder'>): Promise<string | null> => {
    if (place === 'sftp') return null
    try {
      await allowedFolder(settings.pickUpFolder, folder)
      return null
    } catch (problem) {
      if (!(problem instanceof PlaceRefused)) throw problem
      return problem.message
    }
  }

  const adding = {
    title: 'Set a pick-up up',
    intro:
      'Files that wait there are brought in by themselves and stop at their preview: nothing about a child changes before somebody has seen it. Nothing is changed where they wait.',
    button: 'Set it up',
    cancel_href: arrivalsUrl,
    back,
  }
  page.get(newPickUpUrl, { may: 'lists.arrivals', audit: 'form of a pick-up opened' }, async ({ tx, reply }) =>
    reply.page(arrivalFormPage, {
      ...adding,
      form: drawForm(newPickUpForm(await openSources(tx)), {
        stored: { every: 'day', hour: '6', weekday: '1', true_on: 'file_day', port: 22 },
      }),
    }),
  )
  page.post(newPickUpUrl, { may: 'lists.arrivals', audit: 'pick-up set up' }, async ({ tx, identity, body, reply }) => {
    const person = personOnly(identity)
    const asked = newPickUpForm(await openSources(tx))
    const posted = parseForm(asked, body)
    if (!posted.ok) return reply.page(arrivalFormPage, { ...adding, form: drawForm(asked, { failed: posted }) })
    const fault = await folderFault(posted.values)
    if (fault !== null)
      return reply.page(arrivalFormPage, { ...adding, form: returnedForm(asked, body, 'folder', fault) })
    const led = await usedBefore(tx, posted.once)
    if (led !== null) return reply.redirect(led)
    const id = randomUUID()
    const { source_id, ...values } = posted.values
    return orWhereItLed(reply, async () => {
      await useOnce(tx, person, posted.once, pickUpUrl(id))
      await addPickUp(tx, person, { id, source_id, key, now: now(), ...given(values) })
      reply.flash(pickUpMade)
      return reply.redirect(pickUpUrl(id))
    })
  })

  page.get(
    '/lists/arrivals/pick-ups/:id',
    { may: 'lists.arrivals', audit: 'pick-up viewed' },
    async ({ tx, params, reply }) => {
      const kept = await pickUpOrMissing(tx, params.id)
      const press = (to: string, text: string) => ({ action: `${pickUpUrl(kept.id)}/${to}`, text })
      const presses = [
        press('now', 'Pick up now'),
        kept.paused_at === null ? press('pause', 'Pause this pick-up') : press('go-on', 'Go on with this pick-up'),
        press('end', 'End this pick-up'),
      ]
      return reply.page(pickUpPage, {
        title: `Pick-up of ${kept.source_name}`,
        facts: pickUpFacts(kept),
        standing: standingOf(kept),
        change_href: changePickUpUrl(kept.id),
        presses: kept.ended_at === null ? presses : [],
        files: (await pickedFiles(tx, kept.id)).map(fileLine),
        form: drawForm(pressForm, { seen: String(kept.version) }),
        back,
      })
    },
  )

  const changing = (kept: PickUp) => ({
    title: `Change the pick-up of ${kept.source_name}`,
    intro: 'What was picked up before is not picked up again.',
    button: 'Change it',
    cancel_href: pickUpUrl(kept.id),
    back: { href: pickUpUrl(kept.id), text: `Pick-up of ${kept.source_name}` },
  })
  page.get(
    '/lists/arrivals/pick-ups/:id/change',
    { may: 'lists.arrivals', audit: 'form of a pick-up opened' },
    async ({ tx, params, reply }) => {
      const kept = await pickUpOrMissing(tx, params.id)
      const { host, port, login, host_key } = kept
      const form = drawForm(changePickUpForm(kept.place), {
        stored: {
          ...{ place: kept.place, folder: kept.folder, pattern: kept.pattern, true_on: kept.true_on },
          ...{ every: kept.every, hour: String(kept.hour), weekday: String(kept.weekday) },
          ...(host && port && login && host_key ? { host, port, login, host_key } : {}),
        },
        seen: String(kept.version),
      })
      return reply.page(arrivalFormPage, { ...changing(kept), form })
    },
  )
  page.post(
    '/lists/arrivals/pick-ups/:id/change',
    { may: 'lists.arrivals', audit: 'pick-up changed' },
    async ({ tx, identity, params, body, reply }) => {
      const person = personOnly(identity)
      const kept = await pickUpOrMissing(tx, params.id)
      const asked = changePickUpForm(kept.place)
      const posted = parseForm(asked, body)
      const again = (form: ReturnType<typeof drawForm>) => reply.page(arrivalFormPage, { ...changing(kept), form })
      if (!posted.ok) return again(drawForm(asked, { failed: posted }))
      const fault = await folderFault(posted.values)
      if (fault !== null) return again(returnedForm(asked, body, 'folder', fault))
      const led = await usedBefore(tx, posted.once)
      if (led !== null) return reply.redirect(led)
      return orWhereItLed(reply, async () => {
        await useOnce(tx, person, posted.once, pickUpUrl(kept.id))
        const change = { id: kept.id, seen: Number(posted.seen), key, now: now(), ...given(posted.values) }
        await unlessStale(kept.id, () => changePickUp(tx, change))
        reply.flash(pickUpChanged)
        return reply.redirect(pickUpUrl(kept.id))
      })
    },
  )

  const steers = [
    { path: 'pause', to: 'paused', audit: 'pick-up paused' },
    { path: 'go-on', to: 'going', audit: 'pick-up gone on with' },
    { path: 'end', to: 'ended', audit: 'pick-up ended' },
  ] as const
  for (const { path, to, audit } of steers)
    page.post(
      `/lists/arrivals/pick-ups/:id/${path}`,
      { may: 'lists.arrivals', audit },
      async ({ tx, identity, params, body, reply }) => {
        const kept = await pickUpOrMissing(tx, params.id)
        const posted = parseForm(pressForm, body)
        const href = to === 'ended' ? arrivalsUrl : pickUpUrl(kept.id)
        if ((await usedBefore(tx, posted.once)) !== null) return reply.redirect(href)
        return orWhereItLed(reply, async () => {
          await useOnce(tx, personOnly(identity), posted.once, href)
          await unlessStale(kept.id, () => steerPickUp(tx, { id: kept.id, seen: Number(posted.seen), to, now: now() }))
          reply.flash(pickUpSteered)
          return reply.redirect(href)
        })
      },
    )

  page.post(
    '/lists/arrivals/pick-ups/:id/now',
    { may: 'lists.arrivals', audit: 'pick-up asked for' },
    async ({ tx, identity, params, body, reply }) => {
      const person = personOnly(identity)
      const kept = await pickUpOrMissing(tx, params.id)
      const posted = parseForm(pressForm, body)
      if ((await usedBefore(tx, posted.once)) !== null) return reply.redirect(pickUpUrl(kept.id))
      return orWhereItLed(reply, async () => {
        await useOnce(tx, person, posted.once, pickUpUrl(kept.id))
        await queue.enqueue(tx, person, {
          kind: pickUpKind,
          title: `Pick up ${kept.source_name}`,
          subject_id: kept.id,
        })
        reply.flash(pickUpAsked)
        return reply.redirect(pickUpUrl(kept.id))
      })
    },
  )
}

async function pickUpOrMissing(tx: Read, id: string): Promise<PickUp> {
  const kept = await findPickUp(tx, id)
  if (!kept) throw new Missing()
  return kept
}

async function unlessStale(id: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (problem) {
    if (!(problem instanceof Stale)) throw problem
    throw new Conflict('Somebody changed this pick-up after you opened the page.', [], {
      href: pickUpUrl(id),
      text: 'See the pick-up as it is now',
    })
  }
}
