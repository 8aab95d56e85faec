import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import type { ChildBanner } from '../children/index.ts'

export interface CouncilsModel extends PageModel {
  own: { fingerprint: string; made: string; file_href: string } | null
  key_href: string
  add_href: string
  rows: readonly {
    name: string
    code: string
    fingerprint: string
    checked: string
    ended: string
    end_href: string | null
  }[]
}
export const councilsPage = view<CouncilsModel>('features/other-councils/views/councils.njk')

export interface PlainFormModel extends PageModel {
  says: readonly string[]
  form: DrawnForm
  button: string
  cancel_href: string
}
export const plainFormPage = view<PlainFormModel>('ground/web/plain-form.njk')

export interface PacketLine {
  name: string
  href: string
  council: string
  made: string
  due: string
  overdue: boolean
  answer: string
}
export interface PacketsModel extends PageModel {
  read_href: string
  /** Null for whoever keeps no keys. */
  councils_href: string | null
  asked: readonly PacketLine[]
  ours: readonly PacketLine[]
}
export const packetsPage = view<PacketsModel>('features/other-councils/views/packets.njk')

export interface PacketModel extends PageModel {
  banner: ChildBanner | null
  says: string
  rows: readonly { term: string; text: string }[]
  file_href: string | null
  answer_href: string | null
  /** What to look for here; null where there is nothing to find. */
  find: string | null
  answered: { text: string; href: string } | null
}
export const packetPage = view<PacketModel>('features/other-councils/views/packet.njk')

export const keyMade = flash(
  'council_key_made',
  () => 'The key is made. Send its file to other councils, and read them the fingerprint by telephone.',
)
export const councilAdded = flash('council_added', () => 'The council’s key is in use.')
export const councilEnded = flash('council_ended', () => 'The key is no longer used.')
export const councilAsked = flash(
  'council_asked',
  () => 'The packet is made. Download it, and send it to that council.',
)
export const packetRead = flash('packet_read', () => 'The packet was opened, and its signature is right.')
export const packetAnswered = flash(
  'packet_answered',
  () => 'The reply is made. Download it, and send it to that council.',
)
