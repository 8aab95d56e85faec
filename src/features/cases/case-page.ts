import { Readable } from 'node:stream'
import type { Read } from '../../ground/database/door.ts'
import { type Identity, may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { readFile } from '../../ground/files.ts'
import { Missing } from '../../ground/web/errors.ts'
import {
  addDays,
  concernOf,
  type DatedPolicy,
  type Day,
  formatDay,
  formatShortDay,
  inForce,
  ownerWords,
  policyAt,
} from '../../rulebook/index.ts'
import {
  awayOf,
  bandWords,
  type ClockRow,
  clocksOfChild,
  clocksUrl,
  clockTitle,
  clockUrl,
  drawClock,
  isOverdue,
  type Reckoning,
  reckoningForReading,
  runsOn,
} from '../children/index.ts'
import { casesUrl, caseUrl, endDecisionUrl, evidenceUrl } from './addresses.ts'
import { contactsOf, entriesOfCase, lastSeen, lastVoice } from './chronology.ts'
import { reasonOf } from './close-form.ts'
import { decisions, entryKinds, kindText, levelOf, provisionKinds, textOf } from './codes.ts'
import { entryView } from './entry-view.ts'
import { evidenceOf } from './evidence.ts'
import { bannerOf, caseOrMissing } from './form-pages.ts'
import { fromCaseParts } from './parts.ts'
import { type CouncilCase, childOn, type DecisionLine, decisionsOn, provisionOf, statesOfChild } from './queries.ts'
import { daysOutText, nextStep, withoutFullTimeSince } from './rules.ts'
import { lastSeenText, voiceView } from './seen.ts'
import { type CasePageModel, casePage } from './views.ts'

const entriesOnAPage = 50
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The page of a case, and the documents kept with it. */
export function casePages(page: Pages): void {
  page.get('/cases/:id', { may: 'cases.read', audit: 'case viewed' }, async asked => {
    const { tx, identity, params, query, look, reply } = asked
    const found = await caseOrMissing(tx, params.id, look)
    look.saw([found.person_id], ['born_on', 'band', 'clock', 'provision', 'decisions', 'chronology'])
    const kind = entryKinds.find(({ value }) => value === query.kind)?.value ?? null
    const before = typeof query.before === 'string' && uuid.test(query.before) ? query.before : null
    return reply.page(casePage, {
      ...(await standing(tx, identity, found, asked.today)),
      ...(await chronology(tx, found, kind, before)),
    })
  })

  page.get('/cases/:id/evidence/:file_id', { may: 'cases.read', audit: 'case document read' }, async asked => {
    const { tx, params, look, reply } = asked
    const found = await caseOrMissing(tx, params.id, look)
    const file = await evidenceOf(tx, found, params.file_id)
    if (file === null) throw new Missing()
    return reply.file(file.name, file.media_type, Readable.from(readFile(tx, file.id), { objectMode: false }))
  })
}

export type Standing = Omit<CasePageModel, 'entries' | 'kinds' | 'earlier_href'>

/** How a case and its child stand today, as its page and its sheet show it. */
export async function standing(tx: Read, identity: Identity, found: CouncilCase, today: Day): Promise<Standing> {
  const now = await childOn(tx, found.person_id, today)
  const clocks = (await clocksOfChild(tx, found.person_id, today)).filter(one => runsOn(one, today))
  const levelTwo = clocks.find(one => one.rule === 'level_two')
  const reckoning = await reckoningForReading(tx)
  const contacts = await contactsOf(tx, found.id)
  const held = await decisionsOn(tx, found.person_id, today)
  const calendar = reckoning.calendars.authority
  const policy = policyAt(reckoning.policies, today)
  const since = withoutFullTimeSince(await statesOfChild(tx, found.person_id), today, policy.full_time_hours)
  const open = found.closed_on === null
  const parts = await fromCaseParts(tx, identity, { id: found.id, person_id: found.person_id, open })
  return {
    title: `Case ${found.reference}`,
    back: { href: casesUrl, text: 'All cases' },
    recorded: true,
    banner: await bannerOf(tx, identity, found.person_id, today),
    closed: closedView(found),
    step: nextStep({
      ...found,
      ...contacts,
      state: now.state,
      stuck: held.some(line => line.kind === 'stuck'),
    }),
    opened: {
      sentence: `${kindText(found.kind)}. Opened ${formatDay(found.opened_on)}.`,
      because: found.opened_because,
    },
    band:
      now.band === null
        ? null
        : { text: now.band, tag: 'grey', ...bandWords[now.band], because: now.band_because ?? '' },
    concern: concernView(held, inForce(reckoning.policies, today)),
    days_out: daysOutText(since, calendar, addDays(today, 1)),
    last_seen: lastSeenText(await lastSeen(tx, found.person_id), today),
    voice: voiceView(await lastVoice(tx, found.person_id)),
    clock: levelTwo === undefined ? null : drawClock(levelTwo, reckoning, today),
    overdue: clocks
      .filter(one => one !== levelTwo && isOverdue(one, today))
      .map(one => overdueLine(found.person_id, one, reckoning, today)),
    clocks: { count: clocks.length, href: clocksUrl(found.person_id) },
    provision: (await provisionOf(tx, found.person_id)).map(line => ({
      what: textOf(provisionKinds, line.kind),
      provider: line.provider ?? '',
      hours: line.weekly_hours === null ? 'Not recorded' : String(line.weekly_hours),
      period: `${formatShortDay(line.starts_on)} to ${line.ends_on === null ? 'now' : formatShortDay(addDays(line.ends_on, -1))}`,
      note: line.note ?? '',
    })),
    decisions: held.map(line => ({
      text: textOf(decisions, line.kind),
      since: formatShortDay(line.starts_on),
      by: line.decided_by ?? 'A list that came in',
      detail: line.detail ?? '',
      end_href:
        open && may(identity, 'children.change') && decisions.some(({ value }) => value === line.kind)
          ? endDecisionUrl(found.id, line.kind)
          : null,
    })),
    actions: [...actionsOf(identity, found), ...parts.actions],
    ...{ sections: parts.sections, sections_at: 3 },
  }
}

/** The second scale, beside the band; null where the authority's policy has none and nobody recorded a level. */
function concernView(held: readonly DecisionLine[], { concern }: DatedPolicy): CasePageModel['concern'] {
  const line = held.find(({ kind }) => levelOf(kind) !== null)
  const answer = concernOf(line ? levelOf(line.kind) : null, concern)
  if (line === undefined) return concern && { text: null, because: answer.because }
  const by = line.decided_by ?? 'a list that came in'
  return {
    text: textOf(decisions, line.kind),
    because: `Recorded by ${by}, from ${formatShortDay(line.starts_on)}.${answer.is_tracked ? ' The case is tracked.' : ''}`,
  }
}

const overdueLine = (person_id: string, clock: ClockRow, reckoning: Reckoning, today: Day) => ({
  title: clockTitle(clock),
  href: clockUrl(person_id, clock),
  due: `${formatShortDay(clock.due_on ?? today)}, ${awayOf(clock, reckoning, today)}`,
  owed_by: clock.owed_by === null ? 'nobody named' : ownerWords[clock.owed_by],
})

function closedView(found: CouncilCase): CasePageModel['closed'] {
  if (found.closed_on === null) return null
  const reason = reasonOf(found.closing_reason ?? '').label
  return {
    sentence: `Closed ${formatDay(found.closed_on)}${found.closed_by ? ` by ${found.closed_by}` : ''}: ${reason}.`,
    evidence: found.closing_evidence ?? '',
    file_href: found.closing_file_id === null ? null : evidenceUrl(found.id, found.closing_file_id),
  }
}

function actionsOf(identity: Identity, found: CouncilCase): CasePageModel['actions'] {
  const offered =
    found.closed_on === null
      ? ([
          ['Record a contact', 'contact', 'cases.change'],
          ['Record provision', 'provision', 'children.change'],
          ['Record a decision', 'decision', 'children.change'],
          ['Record what the child says', 'voice', 'cases.change'],
          ['Add a note', 'note', 'cases.change'],
          ['Monitoring sheet', 'sheet', 'cases.read'],
          ['Hand the case over', 'allocate', 'cases.allocate'],
          ['Close the case', 'close', 'cases.close'],
        ] as const)
      : ([
          ['Open the case again', 'reopen', 'cases.close'],
          ['Monitoring sheet', 'sheet', 'cases.read'],
        ] as const)
  return offered
    .filter(([, , permission]) => may(identity, permission))
    .map(([text, form]) => ({ text, href: caseUrl(found.id, form) }))
}

async function chronology(
  tx: Read,
  found: CouncilCase,
  kind: string | null,
  before: string | null,
): Promise<Pick<CasePageModel, 'entries' | 'kinds' | 'earlier_href'>> {
  const fetched = await entriesOfCase(tx, found.id, { kind, before, limit: entriesOnAPage + 1 })
  const shown = fetched.slice(0, entriesOnAPage)
  const address = (parts: Record<string, string | null>) => {
    const asked = Object.entries(parts).flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]))
    return `${caseUrl(found.id)}${asked.length === 0 ? '' : `?${asked.join('&')}`}#chronology`
  }
  const last = shown.at(-1)
  return {
    entries: shown.map(entry => entryView(found.id, entry)),
    kinds: [
      { text: 'Everything', href: address({}), current: kind === null },
      ...entryKinds.map(({ value, text }) => ({ text, href: address({ kind: value }), current: kind === value })),
    ],
    earlier_href: last && fetched.length > shown.length ? address({ kind, before: last.id }) : null,
  }
}
