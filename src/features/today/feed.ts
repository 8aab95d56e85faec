import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import { may, type Person } from '../../ground/database/identity.ts'
import { addDays, type Owner } from '../../rulebook/index.ts'
import { clockTitle, clockUrl } from '../children/index.ts'
import { meetingsFor, meetingUrl } from '../panels/index.ts'
import type { CalendarEvent } from './calendar-text.ts'
import { type ClockLine, lineId } from './clocks.ts'
import { ofSchool } from './owners.ts'

/** When the person's feed in the role of today was made; null while there is none. */
export async function feedOf(tx: Read, person: Person): Promise<Date | null> {
  const row = await tx
    .selectFrom('calendar_feed')
    .where('membership_id', '=', person.membership_id)
    .where('ended_at', 'is', null)
    .select('made_at')
    .executeTakeFirst()
  return row?.made_at ?? null
}

/** Ends the person's feed: whoever still asks at its address finds nothing. */
export async function endFeed(tx: Write, person: Person, now: Date): Promise<void> {
  await tx
    .updateTable('calendar_feed')
    .set({ ended_at: now })
    .where('membership_id', '=', person.membership_id)
    .where('ended_at', 'is', null)
    .execute()
}

/** Makes the person a feed in place of the one before. @returns the secret of its address, which is kept nowhere. */
export async function makeFeed(tx: Write, person: Person, now: Date): Promise<string> {
  await endFeed(tx, person, now)
  const secret = randomBytes(32).toString('base64url')
  await tx
    .insertInto('calendar_feed')
    .values({
      ...{ authority_id: person.authority_id, account_id: person.account_id, membership_id: person.membership_id },
      ...{ secret_hash: createHash('sha256').update(secret).digest(), made_at: now },
    })
    .execute()
  return secret
}

/** What is owed by the team itself, whoever leads a case. */
const owedByTeam = (person: Person): readonly Owner[] => {
  if (person.scope === 'school') return ofSchool
  if (person.role === 'virtual_school') return ['virtual_school']
  return person.role === 'social_worker' ? ['social_care'] : []
}

type FeedLine = Pick<ClockLine, 'person_id' | 'rule' | 'opened_on' | 'opened_by' | 'due_on' | 'reference'>

const daysBack = 90
const daysAhead = 400
const mostEvents = 1000

/**
 * A person's own open work: clocks of children whose open case they lead, and what their own team or school owes. Read with their
 * own rights, so within their reach and class. Sealed records are left out: a calendar is kept where no seal reaches.
 */
async function feedLines(tx: Read, person: Person): Promise<FeedLine[]> {
  const { today } = person
  const reach =
    person.scope === 'school' ? person.schools.map(urn => `school:${urn}`) : [`team:${person.organisation_id}`]
  const runs = sql`NOT k.sealed AND k.opened_on <= ${today} AND (k.ended_on IS NULL OR k.ended_on > ${today})
    AND k.due_on >= ${addDays(today, -daysBack)} AND k.due_on <= ${addDays(today, daysAhead)}`
  const columns = sql`k.person_id, k.rule, k.opened_on, k.opened_by, k.due_on`
  const { rows } = await sql<FeedLine>`
    SELECT ${columns}, c.reference FROM council_case c JOIN child_clock k ON k.authority_id = c.authority_id AND k.person_id = c.person_id
      WHERE c.authority_id = (SELECT identity.authority()) AND c.lead_account_id = ${person.account_id} AND c.closed_on IS NULL
        AND ${may(person, 'cases.read')} AND k.owed_by <> 'parent' AND ${runs}
    UNION
    SELECT ${columns}, c.reference FROM child_reach r JOIN child_clock k ON k.authority_id = r.authority_id AND k.person_id = r.person_id
      LEFT JOIN council_case c ON c.authority_id = k.authority_id AND c.person_id = k.person_id AND c.closed_on IS NULL
      WHERE r.authority_id = (SELECT identity.authority()) AND r.reach_key = ANY(${reach}::text[]) AND r.starts_on <= ${today}
        AND (r.ends_on IS NULL OR r.ends_on > ${today}) AND k.owed_by = ANY(${[...owedByTeam(person)]}::text[]) AND ${runs}
        AND (k.school_urn IS NULL OR ${person.scope !== 'school'} OR k.school_urn = ANY(${[...person.schools]}::integer[]))
    ORDER BY due_on, person_id, rule, opened_on LIMIT ${sql.lit(mostEvents)}`.execute(tx)
  return rows
}

/** The same as events of a calendar, each with the way to its clock. `site` is where Onroll is: `https://onroll.example`. */
export async function feedEvents(
  tx: Read,
  person: Person,
  site: string,
): Promise<{ events: CalendarEvent[]; children: string[] }> {
  const lines = await feedLines(tx, person)
  return {
    children: lines.map(({ person_id }) => person_id),
    events: lines.map(line => ({
      uid: `${createHash('sha256').update(lineId(line)).digest('hex').slice(0, 32)}@onroll`,
      on: line.due_on,
      known_on: line.opened_on,
      summary: [line.reference, clockTitle(line)].filter(Boolean).join(': '),
      href: `${site}${clockUrl(line.person_id, line)}`,
    })),
  }
}

/** The meetings to which a person is to come: the body and the day, and nothing of who comes before it. */
export async function meetingEvents(tx: Read, person: Person, site: string): Promise<CalendarEvent[]> {
  if (!may(person, 'panels.read')) return []
  return (await meetingsFor(tx, person.account_id, person.today)).map(one => ({
    ...{ uid: `meeting-${one.id}@onroll`, on: one.meets_on, known_on: one.meets_on, summary: one.title },
    href: `${site}${meetingUrl(one.id)}`,
  }))
}
