import type { ByteStream } from '../../ground/file-refused.ts'
import { peek } from '../../ground/peek.ts'
import { readEvents } from './calendar-events.ts'
import { type CalendarFile, readCalendarFile } from './calendar-file.ts'

/**
 * A file of term dates in either format, told by how it begins and not by its name. `school_urn`: whose calendar an iCalendar file
 * is, which it cannot say; null for the authority's own. Throws FileRefused.
 */
export async function readAnyFile(
  stream: ByteStream,
  school_urn: number | null,
): Promise<CalendarFile & { format: 'csv' | 'ics' }> {
  const { first, whole } = await peek(stream, taken => taken.reduce((sum, bytes) => sum + bytes.length, 0) >= 100)
  const head = Buffer.concat(first)
    .toString('utf8')
    .replaceAll(/[\0\uFEFF]/g, '')
  if (/^\s*BEGIN\s*:\s*VCALENDAR/i.test(head)) return { ...(await readEvents(whole, school_urn)), format: 'ics' }
  return { ...(await readCalendarFile(whole)), format: 'csv' }
}
