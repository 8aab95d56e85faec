import type { Read } from '../../ground/database/door.ts'
import { may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { caseUrl, officersOn } from '../cases/index.ts'
import { lockChild } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { itemUrl, meetingUrl } from './addresses.ts'
import { panelForm } from './form-pages.ts'
import { addendumForm, conflictForm, deferForm, itemForm, minuteForm } from './forms.ts'
import { briefOf, type FoundItem, findItem, itemFrame } from './item-frame.ts'
import { decisionsOfCase, type Item, itemsOf, unratified } from './queries.ts'
import { addAddendum, declareConflict, deferItem, editMinute, recordItem } from './record-item.ts'
import { addendumAdded, briefPage, conflictDeclared, itemDeferred, itemRecorded, minuteEdited } from './views.ts'

async function linksOf(tx: Read, { item, at, series }: FoundItem, runs: boolean) {
  const ours = runs ? (await decisionsOfCase(tx, item.case_id)).filter(one => one.series_id === series.id) : []
  const items = await itemsOf(tx, at.id)
  const here = items.findIndex(one => one.id === item.id)
  const to = (one: Item) => (runs ? itemUrl(one.id) : `${itemUrl(one.id)}/brief`)
  const [previous, next] = [items[here - 1], items[here + 1]]
  return [
    ...(next ? [{ text: `Next: ${next.known_as ?? 'a child'}`, href: to(next) }] : []),
    ...(previous ? [{ text: `Before: ${previous.known_as ?? 'a child'}`, href: to(previous) }] : []),
    { text: 'The case', href: caseUrl(item.case_id) },
    ...(runs ? [{ text: 'Put it off to the next meeting', href: `${itemUrl(item.id)}/defer` }] : []),
    ...(ours.some(unratified)
      ? [{ text: 'Ratify what was decided without a meeting', href: `${itemUrl(item.id)}/ratify` }]
      : []),
    ...(ours.some(one => one.withdrawn_on === null)
      ? [{ text: 'Withdraw a decision', href: `${itemUrl(item.id)}/withdraw` }]
      : []),
    ...(runs ? [{ text: 'The brief alone, to print', href: `${itemUrl(item.id)}/brief` }] : []),
    { text: 'Declare a conflict of interest', href: `${itemUrl(item.id)}/conflict` },
  ]
}

const standingOf = ({ minutes }: FoundItem): string => minutes.map(one => one.text).join('\n')
const nextOf = async (tx: Read, { item, at }: FoundItem): Promise<string> => {
  const items = await itemsOf(tx, at.id)
  const next = items.find(one => one.place > item.place && one.state === 'waits')
  return next ? itemUrl(next.id) : meetingUrl(at.id)
}

/** One child at a meeting: the brief, what was said and decided, and the minute. */
export function itemPages(page: Pages): void {
  page.get(
    '/panels/items/:id/brief',
    { may: 'panels.read', audit: 'child at a meeting viewed' },
    async ({ tx, identity, params, look, reply }) => {
      const person = personOnly(identity)
      const found = await findItem(tx, params, look)
      const { title, back } = itemFrame(found, found.item.known_as ?? 'A child')
      return reply.page(briefPage, {
        ...{ title, back, recorded: true, brief: await briefOf(tx, found, person.today) },
        links: await linksOf(tx, found, may(identity, 'panels.run')),
      })
    },
  )

  const of = { find: findItem } as const
  const running = { ...of, may: 'panels.run' } as const
  panelForm(page, {
    ...{
      ...running,
      path: '/panels/items/:id',
      audit: 'child heard at a meeting',
      button: 'Record, and go on to the next',
      done: itemRecorded,
    },
    frame: async (tx, found, person) => ({
      ...itemFrame(
        found,
        found.item.known_as ?? 'A child',
        `Item ${found.item.place}. Last in the form stands an action, if one was agreed.`,
      ),
      brief: await briefOf(tx, found, person.today),
      links: await linksOf(tx, found, true),
      self: itemUrl(found.item.id),
      standing: standingOf(found) || 'Put off, or not heard yet',
    }),
    form: async (tx, person, { series }) => {
      const officers = new Map(
        (await officersOn(tx, person.today)).map(one => [one.account_id, `${one.name}, ${one.team}`]),
      )
      return itemForm(
        [...officers].map(([value, text]) => ({ value, text })),
        series.may_decide,
        person.today,
      )
    },
    stored: () => ({ how_made: 'meeting' as const }),
    act: async (tx, person, found, { what, owner_id, due_on, ...values }, seen) => {
      await lockChild(tx, found.found.person_id, null)
      const action = what !== null && owner_id !== null && due_on !== null ? { what, owner_id, due_on } : null
      await recordItem(tx, person, found, found.found, Number(seen), { ...values, action })
      return nextOf(tx, found)
    },
  })
  panelForm(page, {
    ...{
      ...running,
      path: '/panels/items/:id/defer',
      audit: 'child put off to the next meeting',
      button: 'Put it off',
      done: itemDeferred,
    },
    frame: (_tx, found) => itemFrame(found, 'Put it off to the next meeting'),
    form: deferForm,
    act: async (tx, _person, found, { because }, seen) => {
      await deferItem(tx, found.item, Number(seen), because)
      return nextOf(tx, found)
    },
  })
  panelForm(page, {
    ...{ ...of, may: 'panels.read', path: '/panels/items/:id/conflict', audit: 'conflict of interest declared' },
    ...{ button: 'Declare it', done: conflictDeclared },
    frame: (_tx, found) =>
      itemFrame(
        found,
        'Declare a conflict of interest',
        'You then see nothing of this child at this meeting: no brief, decision or minute.',
      ),
    form: conflictForm,
    act: async (tx, person, { item, at }, { kind }) => {
      await declareConflict(tx, person, item, kind)
      return meetingUrl(at.id)
    },
  })
  panelForm(page, {
    ...{ ...running, path: '/panels/items/:id/minute', audit: 'minute changed', button: 'Keep it', done: minuteEdited },
    find: async (tx, params, look) => {
      const found = await findItem(tx, params, look)
      const minute = found.minutes.find(one => one.number === 1 && one.approved_on === null)
      if (!minute) throw new Missing()
      return { ...found, minute }
    },
    frame: (_tx, found) => ({
      ...itemFrame(
        found,
        `Minute: ${found.item.known_as ?? 'a child'}`,
        'Until somebody else approves it, it can be changed.',
      ),
      ...{ seen: String(found.minute.version), standing: found.minute.text },
    }),
    form: minuteForm,
    stored: (_tx, { minute }) => ({ text: minute.text }),
    act: async (tx, person, { item, at }, { text }, seen) => {
      await editMinute(tx, person, item, Number(seen), text)
      return meetingUrl(at.id)
    },
  })
  panelForm(page, {
    ...{
      ...running,
      path: '/panels/items/:id/addendum',
      audit: 'addendum written',
      button: 'Add it',
      done: addendumAdded,
    },
    find: async (tx, params, look) => {
      const found = await findItem(tx, params, look)
      if (!found.minutes.some(one => one.approved_on !== null)) throw new Missing()
      return found
    },
    frame: (_tx, found) => ({
      ...itemFrame(found, `Addendum: ${found.item.known_as ?? 'a child'}`),
      brief: [standingOf(found)],
    }),
    form: addendumForm,
    act: async (tx, person, { item, at }, { text }) => {
      await addAddendum(tx, person, item, text)
      return meetingUrl(at.id)
    },
  })
}
