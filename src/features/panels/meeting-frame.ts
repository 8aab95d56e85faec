import type { Read } from '../../ground/database/door.ts'
import { Missing } from '../../ground/web/errors.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { meetingUrl } from './addresses.ts'
import type { Frame } from './form-pages.ts'
import { type Meeting, meetingById, type Series, seriesById } from './queries.ts'

export interface FoundMeeting {
  at: Meeting
  series: Series
}

/** A meeting and its body. @throws Missing. */
export async function findMeeting(tx: Read, id: string | undefined): Promise<FoundMeeting> {
  const at = await meetingById(tx, id ?? '')
  const series = at && (await seriesById(tx, at.series_id))
  if (!series) throw new Missing()
  return { at, series }
}

/** As `findMeeting`, of one that was not cancelled. @throws Missing. */
export async function openMeeting(tx: Read, params: Readonly<Record<string, string>>): Promise<FoundMeeting> {
  const found = await findMeeting(tx, params.id)
  if (found.at.cancelled_because !== null) throw new Missing()
  return found
}

/** What stands round a form of a meeting. */
export const meetingFrame = ({ at }: FoundMeeting, title: string, ...says: string[]): Frame => ({
  ...{ title, says, brief: [], links: [] },
  back: { href: meetingUrl(at.id), text: `${at.title}, ${formatShortDay(at.meets_on)}` },
})
