import { NotifyClient } from 'notifications-node-client'
import type { Delivery, MailDoor, Sending } from './mail-door.ts'
import type { NotifySettings } from './mail-settings.ts'

/** Notify's words for what became of an email. Source: docs.notifications.service.gov.uk, “Email status descriptions”. */
const deliveries: Readonly<Record<string, Delivery>> = {
  created: 'under_way',
  sending: 'under_way',
  pending: 'under_way',
  delivered: 'delivered',
  'permanent-failure': 'not_delivered',
  'temporary-failure': 'not_delivered',
  'technical-failure': 'not_delivered',
}

/** No connection was made, so nothing can have been sent. */
const notReached = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']

/** Email by GOV.UK Notify, under the message's own id as its reference. It carries no attachments. */
export function notifyDoor({ url, api_key, template_id }: NotifySettings): MailDoor {
  const client = new NotifyClient(url, api_key)
  return {
    provider: 'notify',
    says: 'By GOV.UK Notify.',
    send: async mail => {
      if (mail.files.length > 0)
        return {
          outcome: 'never',
          sentence: 'GOV.UK Notify carries no attachments. Send the letter by post, or set up a mail server.',
        }
      try {
        const { data } = await client.sendEmail(template_id, mail.to_address, {
          personalisation: { subject: mail.subject, body: mail.body },
          reference: mail.id,
        })
        return { outcome: 'sent', reference: data.id, delivery: 'under_way' }
      } catch (problem) {
        return failed(problem)
      }
    },
    delivery: async reference => {
      try {
        const { data } = await client.getNotificationById(reference)
        return deliveries[data.status] ?? null
      } catch {
        // It is asked again when its turn comes.
        return null
      }
    },
  }
}

function failed(problem: unknown): Sending {
  const { response, code } = problem as {
    response?: { status: number; data?: { errors?: { message?: string }[] } }
    code?: string
  }
  const said = response?.data?.errors?.[0]?.message
  const why = said ? ` It said: ${said.slice(0, 200)}` : ''
  if (response?.status === 403)
    return { outcome: 'later', sentence: `GOV.UK Notify does not take the key that is set up for it.${why}` }
  if (response && response.status !== 429 && response.status < 500)
    return { outcome: 'never', sentence: `GOV.UK Notify refuses the message.${why}` }
  if (response) return { outcome: 'later', sentence: `GOV.UK Notify does not take it at the moment.${why}` }
  if (code !== undefined && notReached.includes(code))
    return { outcome: 'later', sentence: 'GOV.UK Notify does not answer.' }
  return {
    outcome: 'uncertain',
    sentence: 'The connection to GOV.UK Notify broke off while it was being sent. It may have been sent, or not.',
  }
}
