import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { UsedAlready, usedBefore } from '../../ground/database/once.ts'
import type { FormKeys } from '../../ground/web/forms.ts'
import { addDays, type Day, formatDay } from '../../rulebook/index.ts'
import { lockChild, recordProvision, stateText } from '../children/index.ts'
import { caseUrl } from './addresses.ts'
import { begin, CaseRefused, finish } from './begin.ts'
import { addEntry } from './chronology.ts'
import { contactWays, provisionKinds, textOf, voiceWays } from './codes.ts'
import type { Officer } from './officers.ts'
import { type CouncilCase, caseOf, childOn } from './queries.ts'
import { reachThroughCase } from './reach.ts'
import { kindForState, referenceOf } from './rules.ts'

/** The child has an open case already: `case_id` leads to it. */
export class AlreadyOpen extends Error {
  readonly case_id: string
  constructor(case_id: string) {
    super('This child has an open case already.')
    this.case_id = case_id
  }
}

export interface OpenInput {
  person_id: string
  opened_because: string
  lead_team_id: string
  lead: Officer | null
}

/** Opens a case for a child whose state needs one, and lets its lead team reach the child.
 * @throws AlreadyOpen, UsedAlready, Stale, CaseRefused when the child's state needs no case. */
export async function openCase(tx: Write, actor: Person, input: OpenInput, keys: FormKeys): Promise<string> {
  const { person_id } = input
  await lockChild(tx, person_id, null)
  const led = await usedBefore(tx, keys.once)
  if (led !== null) throw new UsedAlready(led)
  const before = await caseOf(tx, person_id)
  if (before?.closed_on === null) throw new AlreadyOpen(before.id)
  await lockChild(tx, person_id, Number(keys.seen))
  const { state } = await childOn(tx, person_id, actor.today)
  const kind = kindForState(state)
  if (kind === null) {
    throw new CaseRefused('opened_because', `A case cannot be opened: the child’s state is “${stateText(state)}”`)
  }
  const { rows } = await sql<{ id: string; sealed: boolean; short_name: string; number: number }>`
    SELECT uuidv7() AS id, p.sealed, a.short_name, nextval('case_number') AS number
    FROM person p JOIN authority a ON a.id = p.authority_id WHERE p.id = ${person_id}`.execute(tx)
  const [made] = rows
  if (!made) throw new Error('The child of the case is not there.')
  const opened = { id: made.id, person_id, sealed: made.sealed }
  await tx
    .insertInto('council_case')
    .values({
      ...opened,
      authority_id: actor.authority_id,
      reference: referenceOf(made.short_name, actor.today, made.number),
      kind,
      opened_on: actor.today,
      opened_by: actor.account_id,
      opened_because: input.opened_because,
      lead_team_id: input.lead_team_id,
      lead_account_id: input.lead?.account_id ?? null,
    })
    .execute()
  await addEntry(tx, actor, opened, {
    kind: 'opened',
    happened_on: actor.today,
    text: input.lead ? `${input.opened_because}\nLed by ${input.lead.name}, ${input.lead.team}.` : input.opened_because,
  })
  await reachThroughCase(tx, opened, input.lead_team_id, actor.today)
  await finish(tx, actor, keys, caseUrl(made.id))
  return made.id
}

/** Hands the case to an officer: their team leads from now on, and the team before loses the reach that this case gave. */
export async function allocate(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  input: { officer: Officer; note: string },
  keys: FormKeys,
): Promise<void> {
  await begin(tx, found, keys)
  const { officer } = input
  if (officer.account_id === found.lead_account_id && officer.team_id === found.lead_team_id) {
    throw new CaseRefused('officer', `${officer.name} leads this case already: choose somebody else`)
  }
  await tx
    .updateTable('council_case')
    .set(set => ({
      lead_team_id: officer.team_id,
      lead_account_id: officer.account_id,
      version: set('version', '+', 1),
    }))
    .where('id', '=', found.id)
    .execute()
  const from = found.lead_officer ? `${found.lead_officer}, ${found.lead_team}` : found.lead_team
  await addEntry(tx, actor, found, {
    kind: 'allocated',
    happened_on: actor.today,
    text: `From ${from} to ${officer.name}, ${officer.team}.\n${input.note}`,
  })
  if (officer.team_id !== found.lead_team_id) await reachThroughCase(tx, found, officer.team_id, actor.today)
  await finish(tx, actor, keys, caseUrl(found.id))
}

export interface ContactInput {
  happened_on: Day
  how: (typeof contactWays)[number]['value']
  with_whom: string
  reached: 'yes' | 'no'
  child_seen: 'yes' | 'no'
  text: string
}

/** Records a contact with the family or anyone about the child. */
export async function recordContact(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  input: ContactInput,
  keys: FormKeys,
): Promise<void> {
  await begin(tx, found, keys)
  await addEntry(tx, actor, found, {
    ...input,
    kind: 'contact',
    how: textOf(contactWays, input.how),
    reached: input.reached === 'yes',
    child_seen: input.child_seen === 'yes',
  })
  await finish(tx, actor, keys, caseUrl(found.id))
}

/** Records what the child says: it stands on the page of the case until the child says something newer. */
export async function recordVoice(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  input: { happened_on: Day; how: (typeof voiceWays)[number]['value']; text: string },
  keys: FormKeys,
): Promise<void> {
  await begin(tx, found, keys)
  await addEntry(tx, actor, found, { ...input, kind: 'voice', how: textOf(voiceWays, input.how) })
  await finish(tx, actor, keys, caseUrl(found.id))
}

export async function recordNote(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  input: { text: string },
  keys: FormKeys,
): Promise<void> {
  await begin(tx, found, keys)
  await addEntry(tx, actor, found, { kind: 'note', happened_on: actor.today, text: input.text })
  await finish(tx, actor, keys, caseUrl(found.id))
}

export interface CaseProvisionInput {
  kind: (typeof provisionKinds)[number]['value']
  provider: string
  weekly_hours: number
  starts_on: Day
  last_on: Day | null
  text: string | null
}

/** Records education arranged for the child: a fact, from which the states are worked out anew, and its entry. */
export async function recordArranged(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  input: CaseProvisionInput,
  keys: FormKeys,
): Promise<void> {
  await begin(tx, found, keys)
  const { kind, provider, weekly_hours, starts_on, last_on, text } = input
  await recordProvision(tx, actor, {
    ...{ person_id: found.person_id, kind, provider, weekly_hours, starts_on, note: text },
    ends_on: last_on === null ? null : addDays(last_on, 1),
  })
  const hours = `${weekly_hours} ${weekly_hours === 1 ? 'hour' : 'hours'} a week`
  const until = last_on === null ? '' : ` until ${formatDay(last_on)}`
  const arranged = `${textOf(provisionKinds, kind)} with ${provider}, ${hours}, from ${formatDay(starts_on)}${until}.`
  await addEntry(tx, actor, found, {
    kind: 'provision',
    happened_on: actor.today,
    with_whom: provider,
    text: text === null ? arranged : `${arranged}\n${text}`,
  })
  await finish(tx, actor, keys, caseUrl(found.id))
}
