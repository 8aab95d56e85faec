import { may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { form as asForm } from '../../ground/web/forms.ts'
import { formatDay, formatShortDay } from '../../rulebook/index.ts'
import { caseById } from '../cases/index.ts'
import { officersWith, personOnly } from '../people/index.ts'
import { attend, cancelMeeting, PanelRefused } from './actions.ts'
import { itemUrl, liveUrl, meetingUrl, papersUrl, seriesUrl } from './addresses.ts'
import { presences, standings, whys, wordsOf } from './codes.ts'
import { panelForm } from './form-pages.ts'
import { approveForm, attendForm, cancelForm } from './forms.ts'
import { findMeeting, meetingFrame, openMeeting } from './meeting-frame.ts'
import { itemsOf, type Minute, membersOf, minutesOf, presentAt } from './queries.ts'
import { lacksOf } from './quorum.ts'
import { approveMinutes } from './record-item.ts'
import { attendanceSaid, meetingCancelled, meetingPage, minutesApproved } from './views.ts'

/** A meeting: its agenda, who came, its minutes. */
export function meetingPages(page: Pages): void {
  page.get(
    '/panels/meetings/:id',
    { may: 'panels.read', audit: 'meeting viewed' },
    async ({ tx, identity, params, look, reply }) => {
      const person = personOnly(identity)
      const { at, series } = await findMeeting(tx, params.id)
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
      const present = await presentAt(tx, at.id)
      const open = runs && at.cancelled_because === null
      return reply.page(meetingPage, {
        ...{ title: `${at.title}, ${formatDay(at.meets_on)}`, recorded: true },
        back: { href: seriesUrl(at.series_id), text: at.title },
        says: at.cancelled_because === null ? [] : [`Cancelled: ${at.cancelled_because}`],
        present: present.map(one => ({
          name: one.name,
          how: one.substitute === null ? wordsOf(presences, one.how) : `${one.substitute} came instead`,
        })),
        lacks: open ? lacksOf(series, await membersOf(tx, series.id, at.meets_on), present) : [],
        form: drawForm(noFields),
        items: items.map((item, i) => ({
          ...{ place: item.place, name: item.known_as ?? 'A child', ...standings[item.state] },
          href: runs ? itemUrl(item.id) : `${itemUrl(item.id)}/brief`,
          moves: open ? movesOf(item.id, item.known_as ?? 'a child', i, items.length) : [],
          why: `${wordsOf(whys, item.why)}. ${item.deferred_because ?? item.because}`,
        })),
        minutes: minutes.map(one => ({
          ...{ name: `${names.get(one.item_id) ?? 'A child'}${one.number === 1 ? '' : ', addendum'}`, text: one.text },
          standing: standingOf(one),
          links: runs ? minuteLinks(one) : [],
        })),
        links: [
          ...(open
            ? [link('Draw up the agenda', 'agenda'), link('Add a case by hand', 'add'), link('Who came', 'attendance')]
            : []),
          { text: 'Papers', href: papersUrl(at.id) },
          ...(open ? [{ text: 'The shared screen', href: liveUrl(at.id, 1) }] : []),
          ...(runs && approvable ? [link('Approve the minutes', 'approve')] : []),
          ...(open && !items.some(item => item.state === 'heard') ? [link('Cancel it, or put it off', 'cancel')] : []),
        ],
      })
    },
  )

  const running = { may: 'panels.run', find: openMeeting } as const
  panelForm(page, {
    ...{ ...running, path: '/panels/meetings/:id/attendance', audit: 'attendance of a meeting recorded' },
    ...{ button: 'Record it', done: attendanceSaid },
    frame: (_tx, found) => meetingFrame(found, 'Who came'),
    form: async (tx, person, { at }) =>
      attendForm(
        (await membersOf(tx, at.series_id, at.meets_on)).map(({ account_id, name }) => ({
          value: account_id,
          text: name,
        })),
        await officersWith(tx, person, 'panels.read'),
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
      meetingFrame(
        found,
        'Cancel the meeting, or put it off',
        'The children on its agenda are put off with the reason. They go along to the other day, where the body may meet already; without one they come to the next meeting.',
      ),
    form: (_tx, person) => cancelForm(person.today),
    act: async (tx, person, { at, series }, values) => {
      await cancelMeeting(tx, person, series, at, values)
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
        ...meetingFrame(
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

/** A press that asks for nothing. */
const noFields = asForm({})

const movesOf = (id: string, name: string, at: number, of: number) => [
  ...(at > 0 ? [{ text: `Move ${name} up`, action: `${itemUrl(id)}/up` }] : []),
  ...(at < of - 1 ? [{ text: `Move ${name} down`, action: `${itemUrl(id)}/down` }] : []),
]

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
