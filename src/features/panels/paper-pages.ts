import type { Read } from '../../ground/database/door.ts'
import { may, type Person } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { form as asForm } from '../../ground/web/forms.ts'
import { formatDay } from '../../rulebook/index.ts'
import { formatInstant, personOnly } from '../people/index.ts'
import { papersUrl } from './addresses.ts'
import { panelForm } from './form-pages.ts'
import { publishForm, withdrawPapersForm } from './forms.ts'
import { meetingFrame, openMeeting } from './meeting-frame.ts'
import {
  type Copy,
  copiesOf,
  openCopy,
  type Pack,
  packOf,
  publishPapers,
  withdrawnPacks,
  withdrawPapers,
} from './papers.ts'
import { itemsOf, type Meeting } from './queries.ts'
import { oneReader, shownToAll } from './sight.ts'
import { packPage, papersPage, papersPublished, papersWithdrawn } from './views.ts'

interface FoundCopy {
  at: Meeting
  pack: Pack
  copy: Copy
  of: number
}

/** One’s own copy, or for who runs the meeting that of anybody. @throws Missing. */
async function findCopy(tx: Read, params: Readonly<Record<string, string>>, person: Person): Promise<FoundCopy> {
  const { at } = await openMeeting(tx, params)
  const pack = await packOf(tx, at.id)
  const copies = pack ? await copiesOf(tx, pack.id) : []
  const copy = copies.find(one => one.account_id === params.account_id)
  if (!pack || !copy || !(copy.account_id === person.account_id || may(person, 'panels.run'))) throw new Missing()
  return { at, pack, copy, of: copies.length }
}

const openedText = ({ account_id, opened }: Copy): string =>
  opened.map(one => `${formatInstant(one.at)}${one.by_id === account_id ? '' : `, printed by ${one.by}`}`).join('; ') ||
  'Not yet'

/** Papers of a meeting: published and withdrawn, and a copy for each member as that member may see it. */
export function paperPages(page: Pages): void {
  page.get(
    '/panels/meetings/:id/papers',
    { may: 'panels.read', audit: 'papers of a meeting viewed' },
    async ({ tx, identity, params, reply }) => {
      const person = personOnly(identity)
      const found = await openMeeting(tx, params)
      const { title, back } = meetingFrame(found, `Papers, ${formatDay(found.at.meets_on)}`)
      const runs = may(identity, 'panels.run')
      const pack = await packOf(tx, found.at.id)
      const copies = pack ? await copiesOf(tx, pack.id) : []
      const open = (one: Copy) => `${papersUrl(found.at.id)}/${one.account_id}/open`
      const own = copies.find(one => one.account_id === person.account_id)
      return reply.page(papersPage, {
        ...{ title, back, form: drawForm(asForm({})), open_action: own ? open(own) : null },
        read_href: own?.opened.some(one => one.by_id === person.account_id)
          ? `${papersUrl(found.at.id)}/${own.account_id}`
          : null,
        says: [
          pack
            ? `Published by ${pack.published_by} on ${formatInstant(pack.published_at)}. Each copy is drawn when it is opened, with what its member may see then.`
            : 'Not published.',
          ...(await withdrawnPacks(tx, found.at.id)).map(
            one => `Withdrawn by ${one.by} on ${formatInstant(one.withdrawn_at)}: ${one.withdrawn_because}`,
          ),
        ],
        copies: runs
          ? copies.map(one => ({ number: one.number, name: one.name, opened: openedText(one), action: open(one) }))
          : [],
        links: runs
          ? [
              pack
                ? { text: 'Withdraw them', href: `${papersUrl(found.at.id)}/withdraw` }
                : { text: 'Publish them', href: `${papersUrl(found.at.id)}/publish` },
            ]
          : [],
      })
    },
  )
  // Opening is written down, which a page that is only read cannot do.
  page.post(
    '/panels/meetings/:id/papers/:account_id/open',
    { may: 'panels.read', audit: 'papers opened' },
    async ({ tx, identity, params, reply }) => {
      const person = personOnly(identity)
      const { at, pack, copy } = await findCopy(tx, params, person)
      await openCopy(tx, person, pack.id, copy.account_id)
      return reply.redirect(`${papersUrl(at.id)}/${copy.account_id}`)
    },
  )
  page.get(
    '/panels/meetings/:id/papers/:account_id',
    { may: 'panels.read', audit: 'papers read' },
    async ({ tx, identity, params, look, reply }) => {
      const person = personOnly(identity)
      const { at, copy, of } = await findCopy(tx, params, person)
      if (!copy.opened.some(one => one.by_id === person.account_id)) return reply.redirect(papersUrl(at.id))
      const audience = copy.account_id === person.account_id ? [] : await oneReader(tx, person, copy.account_id)
      const items = []
      for (const item of await itemsOf(tx, at.id)) {
        const shown = await shownToAll(tx, person, item, audience)
        if (!shown) continue
        look.saw([item.person_id], ['known_as', 'case', 'panel', 'state'])
        items.push({ place: item.place, ...shown })
      }
      return reply.page(packPage, {
        ...{ title: `${at.title}, ${formatDay(at.meets_on)}`, recorded: true, items },
        back: { href: papersUrl(at.id), text: 'Papers' },
        copy: `Copy ${copy.number} of ${of}, for ${copy.name} only`,
        lines: items.length === 0 ? ['Nothing stands on the agenda that this member may see.'] : [],
      })
    },
  )

  const running = { may: 'panels.run', find: openMeeting } as const
  panelForm(page, {
    ...{ ...running, path: '/panels/meetings/:id/papers/publish', audit: 'papers published', button: 'Publish them' },
    done: papersPublished,
    frame: (_tx, found) =>
      meetingFrame(
        found,
        'Publish the papers',
        'Each who sits on the body gets a numbered copy, with the children whom they may see.',
      ),
    form: publishForm,
    act: async (tx, person, { at }) => {
      await publishPapers(tx, person, at)
      return papersUrl(at.id)
    },
  })
  panelForm(page, {
    ...{ ...running, path: '/panels/meetings/:id/papers/withdraw', audit: 'papers withdrawn', button: 'Withdraw them' },
    done: papersWithdrawn,
    frame: (_tx, found) =>
      meetingFrame(found, 'Withdraw the papers', 'Nobody opens them any longer. Who opened them stays written down.'),
    form: withdrawPapersForm,
    act: async (tx, person, { at }, { because }) => {
      await withdrawPapers(tx, person, at, because)
      return papersUrl(at.id)
    },
  })
}
