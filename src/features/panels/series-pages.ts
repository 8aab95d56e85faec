import type { Read } from '../../ground/database/door.ts'
import { may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import {
  addDays,
  meetings as bodies,
  CalendarGap,
  type Count,
  formatDay,
  formatShortDay,
} from '../../rulebook/index.ts'
import { officersWith } from '../people/index.ts'
import { addMeeting, beginSeries, PanelRefused, schedule, seat, unseat } from './actions.ts'
import { beginUrl, meetingUrl, panelsUrl, seriesUrl } from './addresses.ts'
import { cadences, entries, seats, wordsOf } from './codes.ts'
import { type Frame, panelForm } from './form-pages.ts'
import { beginForm, onDayForm, scheduleForm, seatForm, unseatForm } from './forms.ts'
import { allSeries, meetingsOf, membersOf, type Series, seriesById } from './queries.ts'
import { bodyBegun, meetingAdded, meetingsPlanned, panelsPage, seatGiven, seatTaken, seriesPage } from './views.ts'

const own = 'own'
const provided = (id: string | undefined) => bodies.find(body => body.id === id)

/** The cadence of a body of the rulebook, as the form asks for it. */
const everyOf = (cadence: Count | null): Pick<Series, 'every' | 'count'> => {
  if (cadence === null) return { every: 'dates', count: 1 }
  if (cadence.by === 'span') {
    const { unit, length } = cadence
    return unit === 'years' ? { every: 'months', count: length * 12 } : { every: unit, count: length }
  }
  if (cadence.by !== 'end_of') return { every: 'dates', count: 1 }
  return { every: cadence.what === 'half_term' ? 'half_term' : 'term', count: 1 }
}
const entryOf: Readonly<Record<string, Series['entry']>> = { M1: 'open_cases', M2: 'level_2', M3: 'level_3' }

const find = async (tx: Read, id: string | undefined): Promise<Series> => {
  const found = await seriesById(tx, id ?? '')
  if (!found) throw new Missing()
  return found
}
const frame = (found: Series, title: string, ...says: string[]): Frame => ({
  ...{ title, says, brief: [], links: [], back: { href: seriesUrl(found.id), text: found.title } },
})

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
      own_href: runs ? beginUrl(own) : null,
    })
  })

  panelForm(page, {
    path: '/panels/begin/:body',
    ...{ may: 'panels.run', audit: 'body begun', button: 'Begin it', done: bodyBegun },
    find: async (_tx, { body }) => {
      const given = provided(body)
      if (body !== own && !given) throw new Missing()
      return { given: given ?? null }
    },
    frame: (_tx, { given }) => ({
      ...{ title: 'Begin a body', brief: [], links: [], back: { href: panelsUrl, text: 'Panels and meetings' } },
      says:
        given === null ? [] : [`As its source has it, for you to change: ${given.members}. Source: ${given.source}.`],
    }),
    form: (_tx, person) => beginForm(person.today),
    stored: (_tx, { given }) =>
      given === null
        ? { count: 1 }
        : {
            ...{ title: given.title, purpose: given.output, chair: given.chair },
            ...{ entry: entryOf[given.id] ?? 'proposal', ...everyOf(given.cadence) },
          },
    act: async (tx, person, { given }, values) => seriesUrl(await beginSeries(tx, person, given?.id ?? null, values)),
  })

  page.get(
    '/panels/:id',
    { may: 'panels.read', audit: 'body viewed' },
    async ({ tx, identity, params, today, reply }) => {
      const found = await find(tx, params.id)
      const runs = may(identity, 'panels.run')
      const at = (form: string) => `${seriesUrl(found.id)}/${form}`
      return reply.page(seriesPage, {
        ...{ title: found.title, back: { href: panelsUrl, text: 'Panels and meetings' }, purpose: found.purpose },
        facts: [
          { key: 'Chair', value: found.chair ?? 'Not said' },
          { key: 'Meets', value: cadenceText(found) },
          { key: 'Children', value: wordsOf(entries, found.entry) },
        ],
        members: (await membersOf(tx, found.id, today)).map(one => ({
          name: one.name,
          seat: wordsOf(seats, one.seat),
        })),
        meetings: (await meetingsOf(tx, found.id)).map(one => ({
          on: formatDay(one.meets_on),
          href: meetingUrl(one.id),
          standing: one.cancelled_because === null ? '' : `Cancelled: ${one.cancelled_because}`,
        })),
        links: runs
          ? [
              { text: 'Plan meetings', href: at('schedule') },
              { text: 'Add a meeting on a day', href: at('meeting') },
              { text: 'Give a seat', href: at('seat') },
              { text: 'Take a seat away', href: at('unseat') },
            ]
          : [],
      })
    },
  )

  const running = {
    may: 'panels.run',
    find: (tx: Read, params: Readonly<Record<string, string>>) => find(tx, params.id),
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
      frame(
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
    frame: (_tx, found) => frame(found, 'Add a meeting'),
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
      frame(
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
    frame: (_tx, found) => frame(found, 'Take a seat away', 'They see nothing of its children from now on.'),
    form: async (tx, person, found) =>
      unseatForm((await membersOf(tx, found.id, person.today)).map(({ id, name }) => ({ value: id, text: name }))),
    act: async (tx, person, found, { member_id }) => {
      await unseat(tx, person, member_id)
      return seriesUrl(found.id)
    },
  })
}

function cadenceText({ every, count, first_on }: Series): string {
  if (every === 'dates') return 'On days that somebody chooses'
  const from = `from ${formatDay(first_on)}`
  if (every === 'weeks' || every === 'months')
    return `Every ${count === 1 ? '' : `${count} `}${count === 1 ? every.slice(0, -1) : every}, ${from}`
  return `${wordsOf(cadences, every)}, in week ${count}`
}
