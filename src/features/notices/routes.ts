import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { form } from '../../ground/web/forms.ts'
import { personOnly, signInUrl } from '../people/index.ts'
import { noticesUrl, readAllUrl } from './addresses.ts'
import { markRead, noticesAPage, ownNotices } from './queries.ts'
import { markedRead, noticeLine, noticesPage } from './views.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function noticeRoutes(page: Pages): void {
  page.get(noticesUrl, { may: 'anyone', audit: 'own notices viewed' }, async ({ tx, identity, reply, look, query }) => {
    if (identity.kind !== 'person') return reply.redirect(signInUrl(noticesUrl))
    const unread = query.show === 'unread'
    const before = typeof query.before === 'string' && uuid.test(query.before) ? query.before : null
    const found = await ownNotices(tx, identity, { unread, before })
    const notices = found.slice(0, noticesAPage)
    look.saw(notices.flatMap(({ person_id }) => person_id ?? []))
    const last = found.length > noticesAPage ? notices.at(-1) : undefined
    return reply.page(noticesPage, {
      title: 'Notices',
      notices: notices.map(noticeLine),
      unread_only: unread,
      older: last ? `${noticesUrl}?${unread ? 'show=unread&' : ''}before=${last.id}` : null,
      form: drawForm(form({})),
    })
  })

  page.post(readAllUrl, { may: 'anyone', audit: 'own notices marked as read' }, async ({ tx, identity, reply }) => {
    reply.flash(markedRead, await markRead(tx, personOnly(identity), null))
    return reply.redirect(noticesUrl)
  })

  page.post(
    '/notices/:id/read',
    { may: 'anyone', audit: 'own notice marked as read' },
    async ({ tx, identity, params, reply }) => {
      await markRead(tx, personOnly(identity), params.id)
      return reply.redirect(noticesUrl)
    },
  )
}
