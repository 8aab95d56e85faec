/** How email leaves: by a mail server, by GOV.UK Notify, or not at all. */
export type MailSettings = SmtpSettings | NotifySettings | null

export interface SmtpSettings {
  by: 'smtp'
  /** smtp://name:password@host:port, or smtps://. */
  url: string
  /** The address that it comes from. */
  from: string
}

export interface NotifySettings {
  by: 'notify'
  api_key: string
  /** A template of Notify whose subject is ((subject)) and whose message is ((body)). */
  template_id: string
  /** Where Notify answers. */
  url: string
}

export const notifyUrl = 'https://api.notifications.service.gov.uk'

/**
 * Chooses the way from what was set. @param fault takes a sentence for each thing that does not fit.
 */
export function readMail(
  given: Record<'SMTP_URL' | 'MAIL_FROM' | 'NOTIFY_API_KEY' | 'NOTIFY_TEMPLATE_ID' | 'NOTIFY_URL', string | null>,
  fault: (sentence: string) => void,
): MailSettings {
  const { SMTP_URL, MAIL_FROM, NOTIFY_API_KEY, NOTIFY_TEMPLATE_ID, NOTIFY_URL } = given
  if (SMTP_URL !== null && NOTIFY_API_KEY !== null) {
    fault('SMTP_URL and NOTIFY_API_KEY are both set: leave one of them out, so that email has one way out.')
    return null
  }
  if (SMTP_URL !== null) {
    if (MAIL_FROM === null) fault('MAIL_FROM is missing: give the address that email comes from.')
    return MAIL_FROM === null ? null : { by: 'smtp', url: SMTP_URL, from: MAIL_FROM }
  }
  if (NOTIFY_API_KEY === null) return null
  if (NOTIFY_TEMPLATE_ID === null) {
    fault('NOTIFY_TEMPLATE_ID is missing: give the id of a template whose subject is ((subject)) and message ((body)).')
    return null
  }
  return { by: 'notify', api_key: NOTIFY_API_KEY, template_id: NOTIFY_TEMPLATE_ID, url: NOTIFY_URL ?? notifyUrl }
}
