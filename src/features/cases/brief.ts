import type { Read } from '../../ground/database/door.ts'
import { addDays, type Day, formatShortDay, policyAt } from '../../rulebook/index.ts'
import { reckoningForReading, stateText } from '../children/index.ts'
import { contactsOf, entriesOfCase, lastSeen, lastVoice } from './chronology.ts'
import { decisions, entryKinds, kindText, provisionKinds, textOf } from './codes.ts'
import { type CouncilCase, childOn, decisionsOn, provisionOf, statesOfChild } from './queries.ts'
import { daysOutText, withoutFullTimeSince } from './rules.ts'
import { lastSeenText, voiceView } from './seen.ts'

/** Since when a child has no full-time education, and the school days of it in words; null for one who has. */
export async function outSince(tx: Read, person_id: string, today: Day): Promise<{ since: Day | null; text: string }> {
  const { calendars, policies } = await reckoningForReading(tx)
  const { full_time_hours } = policyAt(policies, today)
  const since = withoutFullTimeSince(await statesOfChild(tx, person_id), today, full_time_hours)
  return { since, text: daysOutText(since, calendars.authority, addDays(today, 1)) }
}

/** Of the newest entries, so many stand in a brief: enough to see what was tried, few enough to be read. */
const newest = 8

/** A case in brief, drafted from what is recorded, for whoever decides on it and has not opened it. It names nobody but as the entries do. */
export async function caseInBrief(tx: Read, found: CouncilCase, today: Day): Promise<string> {
  const now = await childOn(tx, found.person_id, today)
  const out = await outSince(tx, found.person_id, today)
  const contacts = await contactsOf(tx, found.id)
  const provision = (await provisionOf(tx, found.person_id)).filter(
    line => line.ends_on === null || line.ends_on > today,
  )
  const held = await decisionsOn(tx, found.person_id, today)
  const tried = await entriesOfCase(tx, found.id, { kind: null, before: null, limit: newest })
  const voice = voiceView(await lastVoice(tx, found.person_id))
  const line = (name: string, text: string) => `${name}: ${text}`
  return [
    line('Case', `${kindText(found.kind)}, opened ${formatShortDay(found.opened_on)}. ${found.opened_because}`),
    line('State today', now.state === null ? 'not known' : stateText(now.state)),
    line('Without full-time education', out.text),
    ...(now.band === null ? [] : [line('Band', `${now.band}. ${now.band_because ?? ''}`.trim())]),
    line(
      'Provision',
      provision.length === 0
        ? 'none recorded'
        : provision
            .map(
              one =>
                `${textOf(provisionKinds, one.kind)} with ${one.provider ?? 'nobody named'}, ${one.weekly_hours ?? 'no'} hours a week`,
            )
            .join('; '),
    ),
    line(
      'Decisions that hold',
      held.length === 0
        ? 'none'
        : held.map(one => `${textOf(decisions, one.kind)} since ${formatShortDay(one.starts_on)}`).join('; '),
    ),
    line(
      'Contacts',
      `${contacts.contacts}, of them ${contacts.reached} reached somebody; the child was seen ${contacts.seen} times`,
    ),
    line('Child last seen', lastSeenText(await lastSeen(tx, found.person_id), today).text),
    line('What the child says', voice === null ? 'not recorded' : `${voice.text} (${voice.when})`),
    'Newest entries:',
    ...tried.map(
      one => `- ${formatShortDay(one.happened_on)}, ${textOf(entryKinds, one.kind)}: ${one.text.split('\n').join(' ')}`,
    ),
  ].join('\n')
}
