import type { JobKind } from '../../ground/jobs/work.ts'
import { sendMailKind } from '../../ground/mail/ask-to-send.ts'
import { type MailDoor, mailDoor } from '../../ground/mail/mail-door.ts'
import { sendDue } from '../../ground/mail/send-mail.ts'
import type { Settings } from '../../ground/settings.ts'

let door: MailDoor | null = null

/** Tells how email leaves. Called once by every way in that works. */
export function useMail(settings: Pick<Settings, 'mail'>): void {
  door = mailDoor(settings.mail)
}

export const sendMailJob: JobKind = { kind: sendMailKind, run: context => sendDue(context, door) }
