import { may } from '../../ground/database/identity.ts'
import type { CasePart } from '../../ground/feature.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { askCouncilUrl, packetUrl } from './addresses.ts'
import { answerText } from './codes.ts'
import { enquiriesOfCase } from './queries.ts'

/** What other councils were asked, on the page of a case. */
export const casePart: CasePart = {
  async actions(_tx, identity, { id, open }) {
    return open && may(identity, 'packets.read') ? [{ text: 'Ask another council', href: askCouncilUrl(id) }] : []
  },
  async sections(tx, identity, { id }) {
    if (!may(identity, 'packets.read')) return []
    const asked = await enquiriesOfCase(tx, id)
    if (asked.length === 0) return []
    return [
      {
        ...{ heading: 'Asked of other councils', order: 9, lead: null, empty: '' },
        columns: ['Council', 'Asked', 'Reply due', 'Answer'].map(text => ({ text, number: false })),
        rows: asked.map(packet => [
          { text: packet.other, href: packetUrl(packet.id) },
          { text: formatShortDay(packet.made_on), href: null },
          { text: packet.due_on === null ? '' : formatShortDay(packet.due_on), href: null },
          {
            text: packet.answered_by === null ? 'None yet' : answerText(packet.answered_as),
            href: packet.answered_by === null ? null : packetUrl(packet.answered_by),
          },
        ]),
      },
    ]
  },
}
