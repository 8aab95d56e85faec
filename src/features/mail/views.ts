import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatInstant } from '../people/index.ts'
import { againUrl, arrivedUrl, keptMailUrl } from './addresses.ts'
import { deliveryWords, stateWords } from './codes.ts'
import type { MailLine } from './queries.ts'

interface MailRow {
  to: string
  subject: string
  asked: string
  state: string
  sentence: string
}

export const ownMailPage = view<
  PageModel & {
    uncertain: readonly (MailRow & { arrived_href: string; again_href: string })[]
    sent: readonly MailRow[]
    older: string | null
    form: DrawnForm
  }
>('features/mail/views/own-mail.njk')

export const mailPage = view<
  PageModel & {
    /** How email leaves, in a sentence; null where nothing can be sent. */
    says: string | null
    kept: readonly (MailRow & { href: string })[]
    older: string | null
    form: DrawnForm
  }
>('features/mail/views/mail.njk')

export const keptMailPage = view<
  PageModel & { lines: readonly { term: string; text: string }[]; paragraphs: readonly string[] }
>('features/mail/views/kept-mail.njk')

export const mailTried = flash('mail_tried', () => 'The message waits to be sent. What became of it stands below.')
export const mailSettled = flash('mail_settled', arrived =>
  arrived ? 'It is noted that the message arrived.' : 'The message is sent again.',
)

export const rowOf = (mail: MailLine): MailRow => ({
  to: mail.to_address,
  subject: mail.subject,
  asked: formatInstant(mail.asked_at),
  state: mail.state === 'sent' ? (deliveryWords[mail.delivery] ?? 'Sent') : (stateWords[mail.state] ?? mail.state),
  sentence:
    mail.state === 'waiting' && mail.sentence !== ''
      ? `${mail.sentence} It is tried again at ${formatInstant(mail.next_try_at)}.`
      : mail.sentence,
})

export const settleRow = (mail: MailLine) => ({
  ...rowOf(mail),
  arrived_href: arrivedUrl(mail.id),
  again_href: againUrl(mail.id),
})
export const keptRow = (mail: MailLine) => ({ ...rowOf(mail), href: keptMailUrl(mail.id) })
