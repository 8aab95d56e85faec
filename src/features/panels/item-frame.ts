import type { Read } from '../../ground/database/door.ts'
import type { Look } from '../../ground/look.ts'
import { Missing } from '../../ground/web/errors.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { type CouncilCase, caseById, caseInBrief } from '../cases/index.ts'
import { meetingUrl } from './addresses.ts'
import { decisionKinds, wordsOf } from './codes.ts'
import type { Frame } from './form-pages.ts'
import {
  decisionsOfCase,
  type Item,
  itemById,
  type Meeting,
  type Minute,
  meetingById,
  minutesOf,
  type Series,
  seriesById,
  unratified,
} from './queries.ts'

export interface FoundItem {
  item: Item
  at: Meeting
  series: Series
  found: CouncilCase
  minutes: Minute[]
}

/** An item with its meeting, case and minutes, for whoever may see it; it is noted as seen. @throws Missing. */
export async function findItem(tx: Read, params: Readonly<Record<string, string>>, look: Look): Promise<FoundItem> {
  const item = await itemById(tx, params.id ?? '')
  const at = item && (await meetingById(tx, item.meeting_id))
  const series = at && (await seriesById(tx, at.series_id))
  const found = item && (await caseById(tx, item.case_id))
  if (!series || !found) throw new Missing()
  look.saw([found.person_id], ['known_as', 'case', 'panel', 'state'])
  return { item, at, series, found, minutes: (await minutesOf(tx, at.id)).filter(one => one.item_id === item.id) }
}

/** What is known of a child, and what bodies decided before: a line each, drafted from the record. */
export async function briefOf(
  tx: Read,
  { item, found }: Pick<FoundItem, 'item' | 'found'>,
  today: CouncilCase['opened_on'],
): Promise<string[]> {
  const before = await decisionsOfCase(tx, found.id)
  return [
    `Why it is here: ${item.because}`,
    ...(await caseInBrief(tx, found, today)).split('\n'),
    ...before.map(one => {
      const now =
        one.withdrawn_because !== null
          ? ` Withdrawn: ${one.withdrawn_because}`
          : unratified(one)
            ? ' To be ratified.'
            : ''
      return `Decided ${formatShortDay(one.decided_on)}, ${one.title}: ${wordsOf(decisionKinds, one.kind)}. ${one.text}${now}`
    }),
  ]
}

/** What stands round a form of an item. */
export const itemFrame = ({ item, at }: FoundItem, title: string, ...says: string[]): Frame => ({
  ...{ title, says, brief: [], links: [], seen: String(item.version), recorded: true },
  back: { href: meetingUrl(at.id), text: `${at.title}, ${formatShortDay(at.meets_on)}` },
  standing:
    item.state === 'heard' ? 'Heard' : item.state === 'deferred' ? `Put off: ${item.deferred_because}` : 'To be heard',
})
