import type { FastifyRequest } from 'fastify'
import { may } from '../../ground/database/identity.ts'
import { UsedAlready, usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { Look } from '../../ground/look.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { flash } from '../../ground/web/flash.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import { formatInstant, ownAccountUrl, ownCalendarUrl, personOfFeed, personOnly } from '../people/index.ts'
import { feedUrl } from './addresses.ts'
import { calendarText } from './calendar-text.ts'
import { endFeed, feedEvents, feedOf, makeFeed, meetingEvents } from './feed.ts'
import { feedMadePage, feedPage } from './views.ts'

const pressForm = form({})
const feedEnded = flash('calendar_feed_ended', () => 'The address is ended: whoever asks there finds nothing.')
const back = { href: ownAccountUrl, text: 'Your account' }
const path = '/due-dates/:secret/onroll.ics'

const siteOf = (request: FastifyRequest): string => `${request.protocol}://${request.host}`

/** A calendar of a person's own due dates, at a secret address: the page on which it is made and ended, and what it answers. */
export function feedPages(page: Pages, parts: Parts): void {
  page.get(
    ownCalendarUrl,
    { may: 'children.read', audit: 'own calendar address viewed' },
    async ({ tx, identity, reply }) => {
      const made_at = await feedOf(tx, personOnly(identity))
      return reply.page(feedPage, {
        ...{ title: 'Your due dates in your own calendar', back },
        made: made_at === null ? null : formatInstant(made_at),
        press: drawForm(pressForm),
        ends_action: `${ownCalendarUrl}/end`,
      })
    },
  )

  page.post(
    ownCalendarUrl,
    { may: 'children.read', audit: 'own calendar address made' },
    async ({ tx, identity, body, request, reply }) => {
      const person = personOnly(identity)
      const { once } = parseForm(pressForm, body)
      if ((await usedBefore(tx, once)) !== null) return reply.redirect(ownCalendarUrl)
      try {
        await useOnce(tx, person, once, ownCalendarUrl)
      } catch (problem) {
        if (problem instanceof UsedAlready) return reply.redirect(problem.result)
        throw problem
      }
      const secret = await makeFeed(tx, person, parts.now())
      return reply.page(feedMadePage, {
        ...{
          title: 'The address of your calendar',
          back: { href: ownCalendarUrl, text: 'Your due dates in your own calendar' },
        },
        address: `${siteOf(request)}${feedUrl(secret)}`,
        href: feedUrl(secret),
      })
    },
  )

  page.post(
    `${ownCalendarUrl}/end`,
    { may: 'children.read', audit: 'own calendar address ended' },
    async ({ tx, identity, reply }) => {
      await endFeed(tx, personOnly(identity), parts.now())
      reply.flash(feedEnded)
      return reply.redirect(ownCalendarUrl)
    },
  )

  // A calendar program has no session. Who asks is found by the secret alone, after the transaction of nobody has ended, and what is read
  // is read with that person's rights and under an event of their own.
  page.get(
    path,
    { may: 'anyone', audit: 'calendar feed asked for', limit: { most: 120, seconds: 60 } },
    ({ params, request, reply, today }) =>
      reply.polled('text/calendar; charset=utf-8', async () => {
        const person = await parts.door.signIn(ask => personOfFeed(ask, params.secret, today))
        if (person === null || !may(person, 'children.read')) throw new Missing()
        const look = new Look({ purpose: 'own calendar feed read', route: path, request_id: request.id })
        const { events } = await parts.door.read(person, look, async tx => {
          const found = await feedEvents(tx, person, siteOf(request))
          look.saw(found.children, ['clock'])
          return { events: [...found.events, ...(await meetingEvents(tx, person, siteOf(request)))] }
        })
        return calendarText('Onroll: what is due', events)
      }),
  )
}
