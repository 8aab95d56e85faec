import { randomUUID } from 'node:crypto'
import type { Read } from '../../ground/database/door.ts'
import { may } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages } from '../../ground/feature.ts'
import { confirmPage } from '../../ground/web/confirm.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { orWhereItLed, personOnly } from '../people/index.ts'
import { returnedForm } from '../schools/index.ts'
import { addKind, changeKind, NameTaken, stopKind } from './actions.ts'
import { changeKindUrl, kindsUrl, newKindUrl, ownKindUrl, stopKindUrl } from './addresses.ts'
import { presenceOf, presences, protectedBase } from './codes.ts'
import { changeKindForm, newKindForm, pressForm } from './forms.ts'
import { changesOf, findOwn, findProvided, type Kind, listKinds, sourcesOf } from './queries.ts'
import {
  changeLine,
  factsOf,
  kindAdded,
  kindChanged,
  kindFormPage,
  kindLine,
  kindPage,
  kindStopped,
  kindsPage,
  kindTakenUp,
} from './views.ts'

const toKinds = { href: kindsUrl, text: 'Kinds of list' }

/** Kinds of list: all of them, one, and those that the authority adds, changes and stops using. */
export function routes(page: Pages): void {
  page.get(kindsUrl, { may: 'lists.read', audit: 'kinds of list viewed' }, async ({ tx, identity, reply }) =>
    reply.page(kindsPage, {
      title: 'Kinds of list',
      kinds: (await listKinds(tx)).map(kindLine),
      may_add: may(identity, 'lists.kinds'),
      add_href: newKindUrl,
      back: { href: '/lists', text: 'The lists that came in' },
    }),
  )

  const added = {
    title: 'Add a kind of list',
    intro:
      'A list that no kind fits is read by one of your own. Nothing else needs to be made for it: its columns are chosen when it comes.',
    button: 'Add the kind',
    cancel_href: kindsUrl,
    back: toKinds,
  }
  page.get(newKindUrl, { may: 'lists.kinds', audit: 'form of a kind of list opened' }, ({ reply }) =>
    reply.page(kindFormPage, { ...added, form: drawForm(newKindForm) }),
  )
  page.post(newKindUrl, { may: 'lists.kinds', audit: 'kind of list added' }, async ({ tx, identity, body, reply }) => {
    const person = personOnly(identity)
    const posted = parseForm(newKindForm, body)
    if (!posted.ok) return reply.page(kindFormPage, { ...added, form: drawForm(newKindForm, { failed: posted }) })
    const led = await usedBefore(tx, posted.once)
    if (led) return reply.redirect(led)
    const id = randomUUID()
    const { presence, read_by, needed, expected, ...words } = posted.values
    const base = read_by === 'protected' ? protectedBase : (presenceOf(presence) ?? presences[0]).base
    return orWhereItLed(reply, async () => {
      try {
        await addKind(tx, person, { id, base, ...words, needed: needed ?? [], expected: expected ?? [] })
      } catch (problem) {
        if (!(problem instanceof NameTaken)) throw problem
        return reply.page(kindFormPage, { ...added, form: returnedForm(newKindForm, body, 'name', problem.message) })
      }
      await useOnce(tx, person, posted.once, ownKindUrl(id))
      reply.flash(kindAdded)
      return reply.redirect(ownKindUrl(id))
    })
  })

  const shown = async (tx: Read, kind: Kind, mayChange: boolean) => ({
    title: kind.name,
    facts: factsOf(kind, new Map((await listKinds(tx)).map(one => [one.code, one.name]))),
    sources: await sourcesOf(tx, kind),
    changes: kind.id === null ? [] : (await changesOf(tx, kind.id)).map(changeLine),
    actions:
      kind.id === null || !mayChange
        ? []
        : [
            { text: 'Change this kind', href: changeKindUrl(kind.id) },
            { text: kind.stopped_at === null ? 'Stop using this kind' : 'Use it again', href: stopKindUrl(kind.id) },
          ],
    back: toKinds,
  })
  page.get(
    '/lists/kinds/own/:id',
    { may: 'lists.read', audit: 'kind of list viewed' },
    async ({ tx, params, identity, reply }) =>
      reply.page(kindPage, await shown(tx, await ownKind(tx, params.id), may(identity, 'lists.kinds'))),
  )
  page.get('/lists/kinds/:code', { may: 'lists.read', audit: 'kind of list viewed' }, async ({ tx, params, reply }) => {
    const kind = await findProvided(tx, params.code)
    if (!kind) throw new Missing()
    return reply.page(kindPage, await shown(tx, kind, false))
  })

  const changing = (kind: Kind) => ({
    title: `Change ${kind.name}`,
    intro:
      'What Onroll takes from its lists, and who may read them, stays as it is: lists that came would mean something else. Add another kind for that.',
    button: 'Change the kind',
    cancel_href: ownKindUrl(kind.id ?? ''),
    back: { href: ownKindUrl(kind.id ?? ''), text: kind.name },
  })
  page.get(
    '/lists/kinds/own/:id/change',
    { may: 'lists.kinds', audit: 'form of a kind of list opened' },
    async ({ tx, params, reply }) => {
      const kind = await ownKind(tx, params.id)
      const form = drawForm(changeKindForm, { stored: kind, seen: String(kind.version) })
      return reply.page(kindFormPage, { ...changing(kind), form })
    },
  )
  page.post(
    '/lists/kinds/own/:id/change',
    { may: 'lists.kinds', audit: 'kind of list changed' },
    async ({ tx, identity, params, body, reply }) => {
      const person = personOnly(identity)
      const kind = await ownKind(tx, params.id)
      const posted = parseForm(changeKindForm, body)
      const failed = (form: ReturnType<typeof drawForm>) => reply.page(kindFormPage, { ...changing(kind), form })
      if (!posted.ok) return failed(drawForm(changeKindForm, { failed: posted }))
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      const { needed, expected, ...words } = posted.values
      return orWhereItLed(reply, async () => {
        try {
          const given = { id: params.id, seen: Number(posted.seen), needed: needed ?? [], expected: expected ?? [] }
          await unlessStale(params.id, () => changeKind(tx, person, { ...given, ...words }))
        } catch (problem) {
          if (!(problem instanceof NameTaken)) throw problem
          return failed(returnedForm(changeKindForm, body, 'name', problem.message))
        }
        await useOnce(tx, person, posted.once, ownKindUrl(params.id))
        reply.flash(kindChanged)
        return reply.redirect(ownKindUrl(params.id))
      })
    },
  )

  const stopping = (kind: Kind) => {
    const stop = kind.stopped_at === null
    const href = ownKindUrl(kind.id ?? '')
    return {
      title: stop ? `Stop using ${kind.name}` : `Use ${kind.name} again`,
      what: stop
        ? ['No new source can be of this kind.', 'Sources that are of it go on, and what their lists said stays.']
        : ['New sources can be of this kind again.'],
      whom: [{ term: 'Kind of list', text: kind.name }],
      undo: stop ? 'It can be used again at any time.' : 'It can be stopped again at any time.',
      button: stop ? 'Stop using it' : 'Use it again',
      danger: false,
      cancel_href: href,
      back: { href, text: kind.name },
    }
  }
  page.get(
    '/lists/kinds/own/:id/stop',
    { may: 'lists.kinds', audit: 'stopping a kind of list opened' },
    async ({ tx, params, reply }) => {
      const kind = await ownKind(tx, params.id)
      return reply.page(confirmPage, {
        ...stopping(kind),
        form: drawForm(pressForm, { seen: String(kind.version) }),
      })
    },
  )
  page.post(
    '/lists/kinds/own/:id/stop',
    { may: 'lists.kinds', audit: 'kind of list stopped or taken up' },
    async ({ tx, identity, params, body, reply }) => {
      const person = personOnly(identity)
      const kind = await ownKind(tx, params.id)
      const posted = parseForm(pressForm, body)
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      const stop = kind.stopped_at === null
      return orWhereItLed(reply, async () => {
        await useOnce(tx, person, posted.once, ownKindUrl(params.id))
        await unlessStale(params.id, () => stopKind(tx, person, { id: params.id, seen: Number(posted.seen), stop }))
        reply.flash(stop ? kindStopped : kindTakenUp)
        return reply.redirect(ownKindUrl(params.id))
      })
    },
  )
}

async function ownKind(tx: Read, id: string): Promise<Kind> {
  const kind = await findOwn(tx, id)
  if (!kind) throw new Missing()
  return kind
}

async function unlessStale(id: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (problem) {
    if (!(problem instanceof Stale)) throw problem
    throw new Conflict('Somebody changed this kind of list after you opened the page.', [], {
      href: ownKindUrl(id),
      text: 'See the kind as it is now',
    })
  }
}
