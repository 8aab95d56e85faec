import { type Day, daysBetween, formatDay, formatShortDay } from '../../rulebook/index.ts'
import type { lastSeen, lastVoice } from './chronology.ts'

/** After so many days without anybody having seen the child the page says so. A term's fortnight: no source sets the number. */
const longAgo = 14

/** When the child was last seen, by whom, and how many days ago that is. */
export function lastSeenText(
  seen: Awaited<ReturnType<typeof lastSeen>>,
  today: Day,
): { text: string; long_ago: boolean } {
  if (seen === null) return { text: 'No contact of any case has seen the child.', long_ago: true }
  const days = daysBetween(seen.happened_on, today)
  const ago = days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days.toLocaleString('en-GB')} days ago`
  const how = seen.how === null ? '' : ` (${seen.how.toLowerCase()})`
  return {
    text: `${formatDay(seen.happened_on)}, by ${seen.recorded_by}${how}: ${ago}`,
    long_ago: days >= longAgo,
  }
}

export const voiceView = (voice: Awaited<ReturnType<typeof lastVoice>>): { text: string; when: string } | null =>
  voice && {
    text: voice.text,
    when: `${formatShortDay(voice.happened_on)}, heard by ${voice.recorded_by}${voice.how === null ? '' : `: ${voice.how.toLowerCase()}`}`,
  }
