import type { Read } from '../../ground/database/door.ts'
import { may, type Person } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import type { Look } from '../../ground/look.ts'
import { Missing } from '../../ground/web/errors.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { type CouncilCase, caseById, caseInBrief, caseUrl, officersOn } from '../cases/index.ts'
import { lockChild } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { itemUrl, meetingUrl } from './addresses.ts'
import { decisionKinds, wordsOf } from './codes.ts'
import { type Frame, panelForm } from './form-pages.ts'
import { addendumForm, conflictForm, deferForm, itemForm, minuteForm } from './forms.ts'
import {
  decisionsOfCase,
  type Item,
  itemById,
  itemsOf,
  type Meeting,
  type Minute,
  meetingById,
  minutesOf,
} from './queries.ts'
import { addAddendum, declareConflict, deferItem, editMinute, recordItem } from './record-item.ts'
import { addendumAdded, briefPage, conflictDeclared, itemDeferred, itemRecorded, minuteEdited } from './views.ts'

interface Found {
  item: Item
  at: Meeting
  found: CouncilCase
  minutes: Minute[]
}

async function find(tx: Read, id: string | undefined, look: Look): Promise<Found> {
  const item = await itemById(tx, id ?? '')
  const at = item && (await meetingById(tx, item.meeting_id))
  const found = item && (await caseById(tx, item.case_id))
  if (!at || !found) throw new Missing()
  look.saw([found.person_id], ['known_as', 'case', 'panel', 'state'])
  return { item, at, found, minutes: (await minutesOf(tx, at.id)).filter(one => one.item_id === item.id) }
}

/** What is known of a child, and what bodies decided before: a line each, drafted from the record. */
async function briefOf(tx: Read, { item, found }: Found, person: Person): Promise<string[]> {
  const before = await decisionsOfCase(tx, found.id)
  return [
    `Why it is here: ${item.because}`,
    ...(await caseInBrief(tx, found, person.today)).split('\n'),
    ...before.map(
      one =>
        `Decided ${formatShortDay(one.decided_on)}, ${one.title}: ${wordsOf(decisionKinds, one.kind)}. ${one.text}`,
    ),
  ]
}

async function linksOf(tx: Read, { item, at }: Found, runs: boolean) {
  const items = await itemsOf(tx, at.id)
  const here = items.findIndex(one => one.id === item.id)
  const to = (one: Item) => (runs ? itemUrl(one.id) : `${itemUrl(one.id)}/brief`)
  const [previous, next] = [items[here - 1], items[here + 1]]
  return [
    ...(next ? [{ text: `Next: ${next.known_as ?? 'a child'}`, href: to(next) }] : []),
    ...(previous ? [{ text: `Before: ${previous.known_as ?? 'a child'}`, href: to(previous) }] : []),
    { text: 'The case', href: caseUrl(item.case_id) },
    ...(runs ? [{ text: 'Put it off to the next meeting', href: `${itemUrl(item.id)}/defer` }] : []),
    ...(runs ? [{ text: 'The brief alone, to print', href: `${itemUrl(item.id)}/brief` }] : []),
    { text: 'Declare a conflict of interest', href: `${itemUrl(item.id)}/conflict` },
  ]
}

const frame = ({ item, at }: Found, title: string, ...says: string[]): Frame => ({
  ...{ title, says, brief: [], links: [], seen: String(item.version), recorded: true },
  back: { href: meetingUrl(at.id), text: `${at.title}, ${formatShortDay(at.meets_on)}` },
  standing:
    item.state === 'heard' ? 'Heard' : item.state === 'deferred' ? `Put off: ${item.deferred_because}` : 'To be heard',
})
const standingOf = ({ minutes }: Found): string => minutes.map(one => one.text).join('\n')
const nextOf = async (tx: Read, { item, at }: Found): Promise<string> => {
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
      const found = await find(tx, params.id, look)
      const { title, back } = frame(found, found.item.known_as ?? 'A child')
      return reply.page(briefPage, {
        ...{ title, back, recorded: true, brief: await briefOf(tx, found, person) },
        links: await linksOf(tx, found, may(identity, 'panels.run')),
      })
    },
  )

  const of = {
    find: (tx: Read, params: Readonly<Record<string, string>>, look: Look) => find(tx, params.id, look),
  } as const
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
      ...frame(
        found,
        found.item.known_as ?? 'A child',
        `Item ${found.item.place}. Last in the form stands an action, if one was agreed.`,
      ),
      brief: await briefOf(tx, found, person),
      links: await linksOf(tx, found, true),
      self: itemUrl(found.item.id),
      standing: standingOf(found) || 'Put off, or not heard yet',
    }),
    form: async (tx, person) => {
      const officers = new Map(
        (await officersOn(tx, person.today)).map(one => [one.account_id, `${one.name}, ${one.team}`]),
      )
      return itemForm(
        [...officers].map(([value, text]) => ({ value, text })),
        person.today,
      )
    },
    act: async (tx, person, found, { what, owner_id, due_on, ...values }, seen) => {
      await lockChild(tx, found.found.person_id, null)
      const action = what !== null && owner_id !== null && due_on !== null ? { what, owner_id, due_on } : null
      await recordItem(tx, person, found.at, found.item, found.found, Number(seen), { ...values, action })
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
    frame: (_tx, found) => frame(found, 'Put it off to the next meeting'),
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
      frame(
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
      const found = await find(tx, params.id, look)
      const minute = found.minutes.find(one => one.number === 1 && one.approved_on === null)
      if (!minute) throw new Missing()
      return { ...found, minute }
    },
    frame: (_tx, found) => ({
      ...frame(
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
      const found = await find(tx, params.id, look)
      if (!found.minutes.some(one => one.approved_on !== null)) throw new Missing()
      return found
    },
    frame: (_tx, found) => ({
      ...frame(found, `Addendum: ${found.item.known_as ?? 'a child'}`),
      brief: [standingOf(found)],
    }),
    form: addendumForm,
    act: async (tx, person, { item, at }, { text }) => {
      await addAddendum(tx, person, item, text)
      return meetingUrl(at.id)
    },
  })
}
