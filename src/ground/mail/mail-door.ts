import type { MailSettings } from './mail-settings.ts'
import { notifyDoor } from './notify-door.ts'
import { smtpDoor } from './smtp-door.ts'

/** A message as it leaves. */
export interface OutgoingMail {
  id: string
  to_address: string
  reply_to: string | null
  subject: string
  body: string
  files: readonly { name: string; media_type: string; content: Buffer }[]
}

/**
 * What became of one try.
 * `later`: it was not taken, and may be next time. `never`: it was refused for good.
 * `uncertain`: it may have been taken, and nobody said so.
 */
export type Sending =
  | { outcome: 'sent'; reference: string | null; delivery: Delivery }
  | { outcome: 'later' | 'never' | 'uncertain'; sentence: string }

export type Delivery = 'unknown' | 'under_way' | 'delivered' | 'not_delivered'

/** The one way out for email. Sending never throws: each fault is one of the outcomes. */
export interface MailDoor {
  provider: 'smtp' | 'notify'
  /** For whoever looks after the program: how email is sent. */
  says: string
  send(mail: OutgoingMail): Promise<Sending>
  /** What the provider says became of a message that it took; null where it says nothing now. */
  delivery(reference: string): Promise<Delivery | null>
}

/** The way that the settings choose; null where neither is set up. */
export function mailDoor(settings: MailSettings): MailDoor | null {
  if (settings === null) return null
  return settings.by === 'smtp' ? smtpDoor(settings) : notifyDoor(settings)
}
