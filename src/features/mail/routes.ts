import type { Pages, Parts } from '../../ground/feature.ts'
import { mailDoor } from '../../ground/mail/mail-door.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import { formatInstant, personOnly } from '../people/index.ts'
import { settleMail, tryMail } from './actions.ts'
import { mailUrl, ownMailUrl } from './addresses.ts'
import { tryForm } from './forms.ts'
import { keptMail, type MailLine, mailAPage, oneKeptMail, ownMail, uncertainMail } from './queries.ts'
import { keptMailPage, keptRow, mailPage, mailSettled, mailTried, ownMailPage, rowOf, settleRow } from './views.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const beforeOf = ({ before }: Readonly<Record<string, unknown>>): string | null =>
  typeof before === 'string' && uuid.test(before) ? before : null

const onPage = (found: readonly MailLine[], url: string) => {
  const lines = found.slice(0, mailAPage)
  const last = found.length > mailAPage ? lines.at(-1) : undefined
  return { lines, older: last ? `${url}?before=${last.id}` : null }
}

/** What became of email that one sent; and for administrators how it leaves, with a mailbox where it cannot. */
export function mailRoutes(page: Pages, { settings }: Parts): void {
  const says = mailDoor(settings.mail)?.says ?? null

  page.get(ownMailUrl, { may: 'mail.send', audit: 'own email viewed' }, async ({ tx, identity, query, reply }) => {
    const actor = personOnly(identity)
    const { lines, older } = onPage(await ownMail(tx, actor, beforeOf(query)), ownMailUrl)
    return reply.page(ownMailPage, {
      title: 'Email you sent',
      uncertain: (await uncertainMail(tx, actor)).map(settleRow),
      sent: lines.map(rowOf),
      older,
      form: drawForm(form({})),
    })
  })

  const settled = (arrived: boolean) =>
    page.post(
      arrived ? '/account/mail/:id/arrived' : '/account/mail/:id/again',
      { may: 'mail.send', audit: arrived ? 'email said to have arrived' : 'email sent again' },
      async ({ tx, identity, params, reply }) => {
        if (await settleMail(tx, personOnly(identity), params.id, arrived)) reply.flash(mailSettled, arrived ? 1 : 0)
        return reply.redirect(ownMailUrl)
      },
    )
  settled(true)
  settled(false)

  page.get(mailUrl, { may: 'mail.read', audit: 'sending of email viewed' }, async ({ tx, identity, query, reply }) => {
    const found = says === null ? await keptMail(tx, personOnly(identity), beforeOf(query)) : []
    const { lines, older } = onPage(found, mailUrl)
    return reply.page(mailPage, {
      title: 'Sending of email',
      says,
      kept: lines.map(keptRow),
      older,
      form: drawForm(tryForm),
    })
  })

  page.post(mailUrl, { may: 'mail.read', audit: 'email tried' }, async ({ tx, identity, body, query, reply }) => {
    const actor = personOnly(identity)
    const posted = parseForm(tryForm, body)
    if (!posted.ok) {
      const found = says === null ? await keptMail(tx, actor, beforeOf(query)) : []
      const { lines, older } = onPage(found, mailUrl)
      const failed = drawForm(tryForm, { failed: posted })
      return reply.page(mailPage, { title: 'Sending of email', says, kept: lines.map(keptRow), older, form: failed })
    }
    await tryMail(tx, actor, posted.values.to_address, posted.once)
    reply.flash(mailTried)
    return reply.redirect(ownMailUrl)
  })

  page.get('/mail/:id', { may: 'mail.read', audit: 'kept email read' }, async ({ tx, identity, params, reply }) => {
    const mail = says === null ? await oneKeptMail(tx, personOnly(identity), params.id) : undefined
    if (!mail) throw new Missing()
    return reply.page(keptMailPage, {
      title: mail.subject,
      back: { href: mailUrl, text: 'Sending of email' },
      lines: [
        { term: 'To', text: mail.to_address },
        { term: 'Answers go to', text: mail.reply_to ?? 'Nobody was named' },
        { term: 'Asked for', text: formatInstant(mail.asked_at) },
        { term: 'Attached', text: mail.files.length > 0 ? mail.files.join(', ') : 'Nothing' },
      ],
      paragraphs: mail.body.split(/\n{2,}/),
    })
  })
}
