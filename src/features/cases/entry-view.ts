import { formatDay, formatShortDay, londonDay } from '../../rulebook/index.ts'
import { evidenceUrl } from './addresses.ts'
import type { EntryLine } from './chronology.ts'
import { entryKinds, textOf } from './codes.ts'
import type { EntryView } from './views.ts'

const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' })

/** An entry of the chronology as the case's page shows it. */
export function entryView(case_id: string, entry: EntryLine): EntryView {
  const recordedOn = londonDay(entry.recorded_at.toISOString())
  return {
    kind: textOf(entryKinds, entry.kind),
    day: formatDay(entry.happened_on),
    iso: entry.happened_on,
    by: entry.recorded_by,
    at: `${formatShortDay(recordedOn)}, ${clockTime.format(entry.recorded_at)}`,
    facts: contactFacts(entry),
    text: entry.text,
    file:
      entry.file_id === null
        ? null
        : { href: evidenceUrl(case_id, entry.file_id), name: entry.file_name ?? 'Document' },
  }
}

/** "Phone, with Ms Ward (mother)", "Reached", "Child not seen" */
export function contactFacts(entry: EntryLine): string[] {
  if (entry.kind === 'voice') return entry.how === null ? [] : [entry.how]
  if (entry.kind !== 'contact') return []
  return [
    [entry.how, entry.with_whom ? `with ${entry.with_whom}` : null].filter(Boolean).join(', '),
    entry.reached ? 'Reached' : 'Not reached',
    entry.child_seen ? 'Child seen' : 'Child not seen',
  ]
}
