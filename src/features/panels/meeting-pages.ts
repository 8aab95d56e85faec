import type { Read } from '../../ground/database/door.ts'
import { may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { formatDay, formatShortDay } from '../../rulebook/index.ts'
import { caseById } from '../cases/index.ts'
import { personOnly } from '../people/index.ts'
import { attend, cancelMeeting, PanelRefused } from './actions.ts'
import { itemUrl, meetingUrl, seriesUrl } from './addresses.ts'
import { buildAgenda } from './agenda.ts'
import { presences, whys, wordsOf } from './codes.ts'
import { type Frame, panelForm } from './form-pages.ts'
import { agendaForm, approveForm, attendForm, cancelForm } from './forms.ts'
import {
  itemsOf,
  type Meeting,
  type Minute,
  meetingById,
  membersOf,
  minutesOf,
  presentAt,
  type Series,
  seriesById,
} from './queries.ts'
import { approveMinutes } from './record-item.ts'
import { agendaBuilt, attendanceSaid, meetingCancelled, meetingPage, minutesApproved } from './views.ts'

const standings = {
  waits: { standing: 'To be heard', tag: 'amber' },
  heard: { standing: 'Heard', tag: 'green' },
  deferred: { standing: 'Put off', tag: 'grey' },
} as const

interface Found {
  at: Meeting
  series: Series
}
const find = async (tx: Read, id: string | undefined): Promise<Found> => {
  const at = await meetingById(tx, id ?? '')
  const series = at && (await seriesById(tx, at.series_id))
  if (!series) throw new Missing()
  return { at, series }
}
const frame = ({ at }: Found, title: string, ...says: string[]): Frame => ({
  ...{ title, says, brief: [], links: [] },
  back: { href: meetingUrl(at.id), text: `${at.title}, ${formatShortDay(at.meets_on)}` },
})

/** A meeting: its agenda, who came, its minutes. */
export function meetingPages(page: Pages): void {
  page.get(
    '/panels/meetings/:id',
    { may: 'panels.read', audit: 'meeting viewed' },
    async ({ tx, identity, params, look, reply }) => {
      const person = personOnly(identity)
      const { at } = await find(tx, params.id)
      const runs = may(identity, 'panels.run')
      const items = await itemsOf(tx, at.id)
      const minutes = await minutesOf(tx, at.id)
      look.saw(
        items.map(item => item.person_id),
        ['known_as', 'case', 'panel'],
      )
      const names = new Map(items.map(item => [item.id, item.known_as ?? 'A child']))
      const approvable = minutes.some(one => one.approved_on === null && one.written_by !== person.account_id)
      const link = (text: string, form: string) => ({ text, href: `${meetingUrl(at.id)}/${form}` })
      const open = runs && at.cancelled_because === null
      return reply.page(meetingPage, {
        ...{ title: `${at.title}, ${formatDay(at.meets_on)}`, recorded: true },
        back: { href: seriesUrl(at.series_id), text: at.title },
        says: at.cancelled_because === null ? [] : [`Cancelled: ${at.cancelled_because}`],
        present: (await presentAt(tx, at.id)).map(one => ({ name: one.name, how: wordsOf(presences, one.how) })),
        items: items.map(item => ({
          ...{ place: item.place, name: item.known_as ?? 'A child', ...standings[item.state] },
          href: runs ? itemUrl(item.id) : `${itemUrl(item.id)}/brief`,
          why: `${wordsOf(whys, item.why)}. ${item.deferred_because ?? item.because}`,
        })),
        minutes: minutes.map(one => ({
          ...{ name: `${names.get(one.item_id) ?? 'A child'}${one.number === 1 ? '' : ', addendum'}`, text: one.text },
          standing: standingOf(one),
          links: runs ? minuteLinks(one) : [],
        })),
        links: [
          ...(open ? [link('Draw up the agenda', 'agenda'), link('Who came', 'attendance')] : []),
          ...(runs && approvable ? [link('Approve the minutes', 'approve')] : []),
          ...(open && !items.some(item => item.state === 'heard') ? [link('Cancel it, or put it off', 'cancel')] : []),
        ],
      })
    },
  )

  const running = {
    may: 'panels.run',
    find: async (tx: Read, params: Readonly<Record<string, string>>) => {
      const found = await find(tx, params.id)
      if (found.at.cancelled_because !== null) throw new Missing()
      return found
    },
  } as const
  panelForm(page, {
    ...{
      ...running,
      path: '/panels/meetings/:id/agenda',
      audit: 'agenda drawn up',
      button: 'Draw it up',
      done: agendaBuilt,
    },
    frame: (_tx, found) =>
      frame(
        found,
        'Draw up the agenda',
        'Children who meet the entry test of the body, and those who come back to it, are added. Nothing that stands on it is taken off.',
      ),
    form: agendaForm,
    stored: () => ({ order: 'band' as const }),
    act: async (tx, person, { at, series }, { order }) => {
      await buildAgenda(tx, person, series, at, order)
      return meetingUrl(at.id)
    },
  })
  panelForm(page, {
    ...{ ...running, path: '/panels/meetings/:id/attendance', audit: 'attendance of a meeting recorded' },
    ...{ button: 'Record it', done: attendanceSaid },
    frame: (_tx, found) => frame(found, 'Who came'),
    form: async (tx, _person, { at }) =>
      attendForm(
        (await membersOf(tx, at.series_id, at.meets_on)).map(({ account_id, name }) => ({
          value: account_id,
          text: name,
        })),
      ),
    act: async (tx, _person, { at }, values) => {
      await attend(tx, at.id, values)
      return meetingUrl(at.id)
    },
  })
  panelForm(page, {
    ...{ ...running, path: '/panels/meetings/:id/cancel', audit: 'meeting cancelled', button: 'Cancel the meeting' },
    done: meetingCancelled,
    frame: (_tx, found) =>
      frame(
        found,
        'Cancel the meeting, or put it off',
        'The children on its agenda are put off with the reason, and come to the next meeting.',
      ),
    form: (_tx, person) => cancelForm(person.today),
    act: async (tx, _person, { at, series }, values) => {
      await cancelMeeting(tx, series, at, values)
      return meetingUrl(at.id)
    },
  })
  panelForm(page, {
    ...{
      ...running,
      path: '/panels/meetings/:id/approve',
      audit: 'minutes approved',
      button: 'Approve them',
      done: minutesApproved,
    },
    frame: async (tx, found, person) => {
      const ready = (await minutesOf(tx, found.at.id)).filter(
        one => one.approved_on === null && one.written_by !== person.account_id,
      )
      return {
        ...frame(
          found,
          'Approve the minutes',
          'You approve what somebody else wrote last. Each then stands in the record of its child only, and is put right by an addendum.',
        ),
        brief: ready.map(one => one.text),
        recorded: true,
      }
    },
    form: approveForm,
    act: async (tx, person, { at }) => {
      const items = await itemsOf(tx, at.id)
      if (items.length === 0) throw new PanelRefused('read', 'No minute of this meeting is yours to see')
      await approveMinutes(tx, person, at, id => caseById(tx, id))
      return meetingUrl(at.id)
    },
  })
}

const standingOf = (one: Minute): string =>
  one.approved_on === null
    ? `Written by ${one.written_by_name}. Not approved yet.`
    : `Written by ${one.written_by_name}, approved by ${one.approved_by_name ?? ''} on ${formatShortDay(one.approved_on)}.`

const minuteLinks = (one: Minute) =>
  one.approved_on !== null
    ? one.number === 1
      ? [{ text: 'Add an addendum', href: `${itemUrl(one.item_id)}/addendum` }]
      : []
    : one.number === 1
      ? [{ text: 'Change it', href: `${itemUrl(one.item_id)}/minute` }]
      : []
