import { randomUUID } from 'node:crypto'
import { agree } from '../../src/features/agreed-actions/index.ts'
import {
  allocate,
  type Closing,
  type CouncilCase,
  caseById,
  caseInBrief,
  closeCase,
  decide,
  type Officer,
  openCase,
  recordArranged,
  recordContact,
  recordNote,
  recordVoice,
  reopenCase,
  seenOf,
} from '../../src/features/cases/index.ts'
import { recordProvision } from '../../src/features/children/index.ts'
import { answerStep, propose } from '../../src/features/ladder/index.ts'
import { decideSectionNineteen } from '../../src/features/section-19/index.ts'
import type { Door, Write } from '../../src/ground/database/door.ts'
import type { Person } from '../../src/ground/database/identity.ts'
import { Look } from '../../src/ground/look.ts'
import { addDays, type Day, ladderTests } from '../../src/rulebook/index.ts'
import type { CasePlan, PlannedClosing, Step } from './plan.ts'

/** What a case of the county is carried out with: who acts on a day, the day so many school days before D, and a school. */
export interface Acting {
  door: Door
  person_id: string
  dayOf(back: number): Day
  as(by: CasePlan['by'], on: Day): Person
  officer(who: CasePlan['by']): Officer
  /** The school where the child could be placed. */
  school_urn: number | null
}

/** The audit events of the pages on which people do the same. */
const events: Record<Step['does'], string> = {
  contact: 'case contact recorded',
  decide: 'case decision recorded',
  arrange: 'case provision recorded',
  note: 'case note recorded',
  allocate: 'case allocated',
  close: 'case closed',
  reopen: 'case reopened',
  voice: 'voice of a child recorded',
  agree: 'action agreed',
  propose: 'proposed up the ladder',
  answer: 'answer of a meeting recorded',
  section_19: 'section 19 decided',
}

/** Opens a case and takes it through its steps, each in its own transaction by whoever does it, as through the forms. */
export async function carryOut(acting: Acting, plan: CasePlan): Promise<void> {
  const write = <T>(person: Person, event: string, work: (tx: Write) => Promise<T>): Promise<T> => {
    const look = new Look({ purpose: event, route: 'command:county' })
    look.saw([acting.person_id], ['case'])
    return acting.door.write(person, look, work)
  }
  const opener = acting.as(plan.by, acting.dayOf(plan.opened))
  if (plan.first !== undefined) {
    const { back, until_back, ...arranged } = plan.first
    const by = acting.as(plan.by, acting.dayOf(back))
    await write(by, 'education arranged', tx =>
      recordProvision(tx, by, {
        ...{ person_id: acting.person_id, ...arranged, note: null, starts_on: by.today },
        ends_on: until_back === undefined ? null : addDays(acting.dayOf(until_back), 1),
      }),
    )
  }
  const case_id = await write(opener, 'case opened', async tx => {
    const child = await tx
      .selectFrom('person')
      .where('id', '=', acting.person_id)
      .select('version')
      .executeTakeFirstOrThrow()
    const lead = acting.officer(plan.by)
    const input = {
      person_id: acting.person_id,
      opened_because: plan.because,
      lead_team_id: lead.team_id,
      lead,
    }
    return openCase(tx, opener, input, { seen: String(child.version), once: randomUUID() })
  })
  for (const step of plan.steps) {
    const actor = acting.as(step.by ?? plan.by, acting.dayOf(step.back))
    await write(actor, events[step.does], async tx => {
      const found = await caseById(tx, case_id)
      if (!found) throw new Error('A case that was just opened is not there.')
      await take(tx, actor, found, step, acting)
    })
  }
}

async function take(tx: Write, actor: Person, found: CouncilCase, step: Step, acting: Acting): Promise<void> {
  const keys = { seen: seenOf(found), once: randomUUID() }
  const on = actor.today
  switch (step.does) {
    case 'contact': {
      const { how, with_whom, reached, child_seen, text } = step
      return recordContact(tx, actor, found, { how, with_whom, reached, child_seen, text, happened_on: on }, keys)
    }
    case 'decide':
      return decide(tx, actor, found, { kind: step.kind, text: step.text, starts_on: on }, keys)
    case 'arrange': {
      const { kind, provider, weekly_hours, text, until_back } = step
      const last_on = until_back === undefined ? null : acting.dayOf(until_back)
      return recordArranged(tx, actor, found, { kind, provider, weekly_hours, text, starts_on: on, last_on }, keys)
    }
    case 'note':
      return recordNote(tx, actor, found, { text: step.text }, keys)
    case 'allocate':
      return allocate(tx, actor, found, { officer: acting.officer(step.to), note: step.note }, keys)
    case 'close':
      return closeCase(tx, actor, found, { closing: closingOf(step, acting), file: null }, keys)
    case 'reopen':
      return reopenCase(tx, actor, found, { text: step.text }, keys)
    case 'voice':
      return recordVoice(tx, actor, found, { how: step.how, text: step.text, happened_on: on }, keys)
    case 'agree': {
      const { account_id } = acting.officer(step.owner)
      return agree(
        tx,
        actor,
        found,
        { what: step.what, owner_id: account_id, due_on: acting.dayOf(step.due_back) },
        keys,
      )
    }
    case 'propose': {
      const asks = ladderTests.filter(test => test.level === step.level && test.asks !== null)
      const judged = asks.map(({ code }, nth) => ({ code, met: true, because: step.because[nth] ?? '' }))
      const summary = `${await caseInBrief(tx, found, on)}\n\nAsked of the meeting: ${step.asked}`
      return propose(tx, actor, found, { level: step.level, judged, summary }, keys)
    }
    case 'answer':
      return answerStep(tx, actor, found, { answer: step.answer, answer_text: step.text }, keys)
    case 'section_19': {
      const decided = { appeared_on: acting.dayOf(step.appeared_back), provides: step.provides, because: step.because }
      const arranged =
        step.provides === 'no'
          ? { provider: null, weekly_hours: null, starts_on: null, last_on: null }
          : {
              ...{ provider: step.provider, weekly_hours: step.weekly_hours, starts_on: on },
              last_on: step.until_back === undefined ? null : acting.dayOf(step.until_back),
            }
      return decideSectionNineteen(tx, actor, found, { ...decided, ...arranged }, keys)
    }
  }
}

/** The closing as its form gives it: what the reason does not ask for is null. */
function closingOf(step: PlannedClosing, { dayOf, school_urn }: Acting): Closing {
  const { closing_reason, evidence } = step
  const nothing: Closing = {
    closing_reason,
    evidence,
    school: null,
    attended_on: null,
    home_educated_from: null,
    provider: null,
    weekly_hours: null,
    provision_from: null,
    authority_number: null,
    moved_on: null,
    country: null,
    left_on: null,
    other_school: null,
    on_roll_since: null,
    died_on: null,
    evidence_file: null,
  }
  switch (step.closing_reason) {
    case 'placed_at_school':
      return {
        ...nothing,
        school: school_urn === null ? null : String(school_urn),
        attended_on: dayOf(step.attended_back),
      }
    case 'moved_to_authority':
      return { ...nothing, authority_number: step.authority_number, moved_on: dayOf(step.moved_back) }
    case 'duplicate':
      return nothing
  }
}
