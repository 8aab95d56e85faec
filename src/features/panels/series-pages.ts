import { may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { addDays, meetings as bodies, CalendarGap, formatDay, formatShortDay } from '../../rulebook/index.ts'
import { officersWith } from '../people/index.ts'
import { addMeeting, PanelRefused, schedule, seat, unseat } from './actions.ts'
import { beginUrl, meetingUrl, panelsUrl, seriesUrl } from './addresses.ts'
import { decisionKinds, entries, seats, wordsOf } from './codes.ts'
import { panelForm } from './form-pages.ts'
import { onDayForm, scheduleForm, seatForm, unseatForm } from './forms.ts'
import { committedIn, financialYear, financialYearText, poundsText } from './money.ts'
import { allSeries, commitmentsOf, meetingsOf, membersOf, type Series } from './queries.ts'
import { cadenceText, runningSeries, seriesFrame, seriesOrMissing } from './series-frame.ts'
import { meetingAdded, meetingsPlanned, panelsPage, seatGiven, seatTaken, seriesPage } from './views.ts'

/** The bodies that meet: all of them, one of them, and setting it up. */
export function seriesPages(page: Pages): void {
  page.get(panelsUrl, { may: 'panels.read', audit: 'bodies listed' }, async ({ tx, identity, reply }) => {
    const all = await allSeries(tx)
    const runs = may(identity, 'panels.run')
    return reply.page(panelsPage, {
      title: 'Panels and meetings',
      rows: all.map(one => ({
        ...{ title: one.title, href: seriesUrl(one.id), purpose: one.purpose },
        next: one.next_on === null ? 'Not planned' : formatShortDay(one.next_on),
      })),
      provided: bodies
        .filter(body => !all.some(one => one.body === body.id))
        .map(body => ({ title: body.title, says: `${body.output}. Source: ${body.source}`, href: beginUrl(body.id) })),
      own_href: runs ? beginUrl('own') : null,
    })
  })

  page.get(
    '/panels/:id',
    { may: 'panels.read', audit: 'body viewed' },
    async ({ tx, identity, params, today, reply }) => {
      const found = await seriesOrMissing(tx, params.id)
      const runs = may(identity, 'panels.run') && found.ended_on === null
      const year = financialYear(today)
      const at = (form: string) => `${seriesUrl(found.id)}/${form}`
      return reply.page(seriesPage, {
        ...{ title: found.title, back: { href: panelsUrl, text: 'Panels and meetings' }, purpose: found.purpose },
        facts: [
          { key: 'Chair', value: found.chair ?? 'Not said' },
          { key: 'Meets', value: cadenceText(found) },
          { key: 'Children', value: wordsOf(entries, found.entry) },
          { key: 'Quorum', value: quorumText(found) },
          { key: 'May decide', value: found.may_decide.map(kind => wordsOf(decisionKinds, kind)).join('; ') },
          {
            key: `Committed in ${financialYearText(year)}`,
            value: moneyText(found, committedIn(await commitmentsOf(tx, found.id), year)),
          },
          ...(found.ended_on === null
            ? []
            : [{ key: 'Ended', value: `${formatDay(found.ended_on)}. ${found.ended_because ?? ''}` }]),
        ],
        members: (await membersOf(tx, found.id, today)).map(one => ({
          name: one.name,
          seat: `${wordsOf(seats, one.seat)}${one.speaks_for === null ? '' : `, for ${one.speaks_for}`}`,
        })),
        meetings: (await meetingsOf(tx, found.id)).map(one => ({
          on: formatDay(one.meets_on),
          href: meetingUrl(one.id),
          standing: one.cancelled_because === null ? '' : `Cancelled: ${one.cancelled_because}`,
        })),
        links: [
          { text: 'What became of it', href: at('oversight') },
          ...(runs
            ? [
                { text: 'Plan meetings', href: at('schedule') },
                { text: 'Add a meeting on a day', href: at('meeting') },
                { text: 'Give a seat', href: at('seat') },
                { text: 'Take a seat away', href: at('unseat') },
                { text: 'Change how it is set up', href: at('edit') },
                { text: 'End it', href: at('end') },
              ]
            : []),
        ],
      })
    },
  )

  const running = {
    may: 'panels.run',
    find: runningSeries,
  } as const
  panelForm(page, {
    ...{
      ...running,
      path: '/panels/:id/schedule',
      audit: 'meetings planned',
      button: 'Plan them',
      done: meetingsPlanned,
    },
    frame: (_tx, found) =>
      seriesFrame(
        found,
        'Plan meetings',
        `${cadenceText(found)}, around school holidays by the authority’s calendar. Meetings that are planned already stay.`,
      ),
    form: (_tx, person) => scheduleForm(person.today),
    act: async (tx, person, found, { until }) => {
      try {
        const count = await schedule(tx, person, found, until)
        if (count === 0)
          throw new PanelRefused(
            'until',
            'No further meeting falls before that day: choose a later one, or add a meeting on a day',
          )
      } catch (problem) {
        if (problem instanceof CalendarGap)
          throw new PanelRefused('until', `${problem.message}: choose an earlier day, or enter the term dates first`)
        throw problem
      }
      return seriesUrl(found.id)
    },
  })
  panelForm(page, {
    ...{ ...running, path: '/panels/:id/meeting', audit: 'meeting added', button: 'Add it', done: meetingAdded },
    frame: (_tx, found) => seriesFrame(found, 'Add a meeting'),
    form: (_tx, person) => onDayForm(person.today),
    stored: (_tx, _found, person) => ({ meets_on: addDays(person.today, 7) }),
    act: async (tx, _person, found, { meets_on }) => {
      await addMeeting(tx, found, meets_on)
      return seriesUrl(found.id)
    },
  })
  panelForm(page, {
    ...{ ...running, path: '/panels/:id/seat', audit: 'seat given', button: 'Give the seat', done: seatGiven },
    frame: (_tx, found) =>
      seriesFrame(
        found,
        'Give a seat',
        'A member sees the children that come before the body, as far as they may see their cases.',
      ),
    form: async (tx, person) => seatForm(await officersWith(tx, person, 'panels.read')),
    act: async (tx, person, found, values) => {
      await seat(tx, person, found.id, values)
      return seriesUrl(found.id)
    },
  })
  panelForm(page, {
    ...{
      ...running,
      path: '/panels/:id/unseat',
      audit: 'seat taken away',
      button: 'Take the seat away',
      done: seatTaken,
    },
    frame: (_tx, found) => seriesFrame(found, 'Take a seat away', 'They see nothing of its children from now on.'),
    form: async (tx, person, found) =>
      unseatForm((await membersOf(tx, found.id, person.today)).map(({ id, name }) => ({ value: id, text: name }))),
    act: async (tx, person, found, { member_id }) => {
      await unseat(tx, person, member_id)
      return seriesUrl(found.id)
    },
  })
}

const quorumText = ({ quorum, quorum_chair, quorum_of }: Series): string => {
  const parts = [
    ...(quorum === null ? [] : [`${quorum} people`]),
    ...(quorum_chair ? ['somebody in the chair'] : []),
    ...quorum_of.map(service => `somebody for ${service}`),
  ]
  return parts.length === 0 ? 'Nobody has said' : parts.join(', ')
}

const moneyText = ({ yearly_budget_pence }: Series, pence: number): string =>
  yearly_budget_pence === null ? poundsText(pence) : `${poundsText(pence)} of ${poundsText(yearly_budget_pence)}`
