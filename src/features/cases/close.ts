import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { FormKeys } from '../../ground/web/forms.ts'
import { stateText } from '../children/index.ts'
import { type FoundSchool, findTyped } from '../schools/index.ts'
import { AlreadyOpen } from './actions.ts'
import { caseUrl } from './addresses.ts'
import { begin, CaseRefused, finish } from './begin.ts'
import { addEntry } from './chronology.ts'
import { type Closing, closingLines, reasonOf } from './close-form.ts'
import { type ClosingFact, closingFact, recordClosingFact } from './closing-facts.ts'
import { type ChildNow, type CouncilCase, caseOf, childOn } from './queries.ts'
import { reachThroughCase } from './reach.ts'
import { stillNeedsCase } from './rules.ts'

/** A closing whose proof holds: what it records, and the state in which the child will be. */
export interface ProvedClosing {
  closing: Closing
  school: FoundSchool | null
  fact: ClosingFact | null
  after: ChildNow
}

/**
 * Tries a closing and takes it back, so that what is told before the end is what will come.
 * @throws CaseRefused, with a sentence on what is missing, when the proof does not carry the reason.
 */
export async function proveClosing(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  closing: Closing,
): Promise<ProvedClosing> {
  const school = await namedSchool(tx, closing)
  const now = await childOn(tx, found.person_id, actor.today)
  if (closing.closing_reason === 'over_compulsory_age' && now.state !== 'over_age' && now.state !== 'under_age') {
    throw new CaseRefused(
      'closing_reason',
      `By the date of birth on record the child’s state is “${stateText(now.state)}”: correct the date of birth first, or choose another reason`,
    )
  }
  if (closing.closing_reason === 'moved_to_authority') await refuseOwnAuthority(tx, actor, closing)
  const fact = closingFact(found, closing, school)
  const after = fact === null ? now : await stateWith(tx, actor, found.person_id, fact)
  const reason = reasonOf(closing.closing_reason)
  if (stillNeedsCase(reason, after.state)) {
    throw new CaseRefused(
      'closing_reason',
      `With this proof the child would still be “${stateText(after.state)}” today, so the case cannot close. ${after.state_because ?? ''}`.trim(),
    )
  }
  return { closing, school, fact, after }
}

/** Closes a case with its proof: the resulting fact, the child's state worked out anew, the entry, and the end of the team's reach. */
export async function closeCase(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  input: { closing: Closing; file: { id: string; name: string } | null },
  keys: FormKeys,
): Promise<void> {
  await begin(tx, found, keys)
  const { closing, school, fact } = await proveClosing(tx, actor, found, input.closing)
  if (fact !== null) await recordClosingFact(tx, actor, found.person_id, fact)
  await tx
    .updateTable('council_case')
    .set(set => ({
      closed_on: actor.today,
      closed_by: actor.account_id,
      closing_reason: closing.closing_reason,
      closing_evidence: closing.evidence,
      closing_file_id: input.file?.id ?? null,
      version: set('version', '+', 1),
    }))
    .where('id', '=', found.id)
    .execute()
  await addEntry(tx, actor, found, {
    kind: 'closed',
    happened_on: actor.today,
    text: closingLines(closing, school?.name ?? null)
      .map(line => `${line.term}: ${line.text}`)
      .join('\n'),
    file_id: input.file?.id ?? null,
  })
  await reachThroughCase(tx, found, null, actor.today)
  await finish(tx, actor, keys, caseUrl(found.id))
}

/** Opens a closed case again. What closing recorded of the child stays, for it may be true. @throws AlreadyOpen. */
export async function reopenCase(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  input: { text: string },
  keys: FormKeys,
): Promise<void> {
  await begin(tx, found, keys)
  const other = await caseOf(tx, found.person_id)
  if (other?.closed_on === null) throw new AlreadyOpen(other.id)
  await tx
    .updateTable('council_case')
    .set(set => ({
      ...{ closed_on: null, closed_by: null, closing_reason: null, closing_evidence: null, closing_file_id: null },
      version: set('version', '+', 1),
    }))
    .where('id', '=', found.id)
    .execute()
  await addEntry(tx, actor, found, { kind: 'reopened', happened_on: actor.today, text: input.text })
  await reachThroughCase(tx, found, found.lead_team_id, actor.today)
  await finish(tx, actor, keys, caseUrl(found.id))
}

async function namedSchool(tx: Write, closing: Closing): Promise<FoundSchool | null> {
  const typed = closing.school ?? closing.other_school
  if (typed === null) return null
  const found = await findTyped(tx, typed)
  if ('problem' in found) throw new CaseRefused(closing.school === null ? 'other_school' : 'school', found.problem)
  return found.school
}

async function refuseOwnAuthority(tx: Write, actor: Person, closing: Closing): Promise<void> {
  const own = await tx
    .selectFrom('authority')
    .where('id', '=', actor.authority_id)
    .select(['code', 'name'])
    .executeTakeFirst()
  if (own?.code === closing.authority_number) {
    throw new CaseRefused(
      'authority_number',
      `${own.code} is ${own.name} itself: enter the authority that has accepted`,
    )
  }
}

async function stateWith(tx: Write, actor: Person, person_id: string, fact: ClosingFact): Promise<ChildNow> {
  await sql`SAVEPOINT tried_closing`.execute(tx)
  await recordClosingFact(tx, actor, person_id, fact)
  const after = await childOn(tx, person_id, actor.today)
  await sql`ROLLBACK TO SAVEPOINT tried_closing`.execute(tx)
  return after
}
