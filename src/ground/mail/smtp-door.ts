import { PassThrough } from 'node:stream'
import { createTransport } from 'nodemailer'
import type { MailDoor } from './mail-door.ts'
import type { SmtpSettings } from './mail-settings.ts'

/** Milliseconds of silence after which the server is held to be gone. */
const patience = 30_000

/** Email by the council's own mail server. One message a connection: each has an outcome of its own. */
export function smtpDoor({ url, from }: SmtpSettings): MailDoor {
  const transport = createTransport(
    { url, connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience },
    { from },
  )
  // Told through the message itself: whether its content was begun is all that tells a lost answer from a server that is down.
  const begun = new Set<string>()
  transport.use('stream', (mail, done) => {
    mail.message.transform(() => {
      begun.add(String(mail.data.messageId))
      return new PassThrough()
    })
    done()
  })
  return {
    provider: 'smtp',
    says: `By the mail server ${new URL(url).hostname}, from ${from}.`,
    send: async mail => {
      const outgoing = {
        to: { name: '', address: mail.to_address },
        ...(mail.reply_to === null ? {} : { replyTo: { name: '', address: mail.reply_to } }),
        subject: mail.subject,
        text: mail.body,
        messageId: `<${mail.id}@${from.split('@')[1]}>`,
        attachments: mail.files.map(file => ({
          filename: file.name,
          contentType: file.media_type,
          content: file.content,
        })),
        disableFileAccess: true,
        disableUrlAccess: true,
      }
      try {
        const { response } = await transport.sendMail(outgoing)
        return { outcome: 'sent', reference: response.slice(0, 200), delivery: 'unknown' }
      } catch (problem) {
        return failed(problem, begun.has(outgoing.messageId))
      } finally {
        begun.delete(outgoing.messageId)
      }
    },
    delivery: async () => null,
  }
}

function failed(problem: unknown, begun: boolean): Awaited<ReturnType<MailDoor['send']>> {
  const { responseCode, code, response } = problem as { responseCode?: number; code?: string; response?: string }
  const said = response ? ` It said: ${response.slice(0, 200)}` : ''
  if (code === 'EAUTH')
    return { outcome: 'later', sentence: 'The mail server does not take the name and password that are set up for it.' }
  if (responseCode !== undefined && responseCode >= 500)
    return { outcome: 'never', sentence: `The mail server refuses the message.${said}` }
  if (responseCode !== undefined)
    return { outcome: 'later', sentence: `The mail server does not take it at the moment.${said}` }
  if (begun)
    return {
      outcome: 'uncertain',
      sentence: 'The connection broke off while it was being sent. It may have arrived, or not.',
    }
  return { outcome: 'later', sentence: 'The mail server does not answer.' }
}
