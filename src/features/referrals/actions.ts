import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import { formatDay } from '../../rulebook/index.ts'
import { AlreadyOpen, CaseRefused, caseUrl, type Officer, openCase } from '../cases/index.ts'
import { addChild } from '../children/index.ts'
import { referralUrl } from './addresses.ts'
import { answerText, type Outcome } from './codes.ts'
import { DecisionRefused } from './decide-form.ts'
import type { Referral } from './queries.ts'

type Of = Pick<Referral, 'id' | 'version' | 'state'>
type Columns = Readonly<Record<string, unknown>>

/** Changes a referral that nobody changed since the form was drawn. @throws Stale */
async function change(tx: Write, { id }: Of, seen: number, columns: Columns): Promise<void> {
  const changed = await tx
    .updateTable('referral')
    .set({ ...columns, version: seen + 1 })
    .where('id', '=', id)
    .where('version', '=', seen)
    .where('state', '<>', 'finished')
    .executeTakeFirst()
  if (Number(changed.numUpdatedRows) !== 1) throw new Stale()
}

async function note(
  tx: Write,
  actor: Person,
  { id }: Pick<Referral, 'id'>,
  step: { kind: string; note: string; case_id?: string },
): Promise<void> {
  const { sealed } = await tx.selectFrom('referral').where('id', '=', id).select('sealed').executeTakeFirstOrThrow()
  await tx
    .insertInto('referral_step')
    .values({ authority_id: actor.authority_id, referral_id: id, sealed, said_by: actor.account_id, ...step })
    .execute()
}

const takenBy = (actor: Person) => ({ taken_by: actor.account_id, taken_on: actor.today })

/** Puts the actor's name on a referral. @throws Stale, UsedAlready */
export async function takeReferral(tx: Write, actor: Person, of: Of, seen: number, once: string): Promise<void> {
  await useOnce(tx, actor, once, referralUrl(of.id))
  await change(tx, of, seen, { ...takenBy(actor), state: 'looked_at' })
  await note(tx, actor, of, { kind: 'taken', note: `Taken by ${actor.account_name}.` })
}

/**
 * Says which child a referral is about, or makes a record of a child whom nobody knew, from what was told. From then on it is as
 * protected as the child. @returns the child. @throws Stale, UsedAlready
 */
export async function nameChild(
  tx: Write,
  actor: Person,
  of: Referral,
  chosen: { person_id: string; sealed: boolean } | 'new',
  seen: number,
  once: string,
): Promise<string> {
  await useOnce(tx, actor, once, referralUrl(of.id))
  const child =
    chosen === 'new'
      ? {
          person_id: await addChild(tx, actor, {
            ...{ forename: of.forename, surname: of.surname, born_on: of.born_on },
            ...{ address: of.address, postcode: of.postcode, known_since: of.received_on },
            because: `Told of in referral ${of.reference}.`,
          }),
          sealed: false,
        }
      : chosen
  const { person_id, sealed } = child
  const name = of.taken_by_id === null ? { ...takenBy(actor), state: 'looked_at' } : {}
  await change(tx, of, seen, { person_id, named_person_id: person_id, sealed, ...name })
  await note(tx, actor, of, {
    kind: 'child_named',
    note: chosen === 'new' ? 'A child nobody knew: a record was made.' : 'A child with a record.',
  })
  return person_id
}

export interface Decision {
  outcome: Outcome
  note: string
  officer: Officer | null
  refused_because: string | null
}

/**
 * Decides a referral: advice, the weekly meeting, an officer with a case, or not taken up. @returns where it led, and whether the child had
 * an open case. @throws Stale, UsedAlready, DecisionRefused
 */
export async function decideReferral(
  tx: Write,
  actor: Person,
  of: Referral,
  decision: Decision,
  keys: { seen: number; once: string },
): Promise<{ href: string; had_case: boolean }> {
  const opened = decision.outcome === 'allocated' ? await openFor(tx, actor, of, decision, keys.once) : null
  const href = opened ? caseUrl(opened.case_id) : referralUrl(of.id)
  // Opening a case uses the form's key up itself.
  if (opened === null || opened.had_case) await useOnce(tx, actor, keys.once, href)
  await finish(tx, actor, of, decision, keys.seen, opened?.case_id ?? null)
  return { href, had_case: opened?.had_case ?? false }
}

async function finish(
  tx: Write,
  actor: Person,
  of: Of & Pick<Referral, 'taken_by_id'>,
  { outcome, note: said, officer, refused_because }: Decision,
  seen: number,
  case_id: string | null,
): Promise<void> {
  await change(tx, of, seen, {
    ...{ state: 'finished', outcome, finished_on: actor.today },
    refused_because: outcome === 'refused' ? refused_because : null,
    ...(of.taken_by_id === null ? takenBy(actor) : {}),
  })
  await note(tx, actor, of, {
    kind: outcome,
    note: officer && outcome === 'allocated' ? `To ${officer.name}, ${officer.team}.\n${said}` : said,
    ...(case_id === null ? {} : { case_id }),
  })
}

/** Opens the case of the child, or finds the open one. */
async function openFor(
  tx: Write,
  actor: Person,
  of: Referral,
  { officer, note: said }: Decision,
  once: string,
): Promise<{ case_id: string; had_case: boolean }> {
  if (of.person_id === null)
    throw new DecisionRefused('officer', 'Say first who the child is: a case is about a child with a record')
  if (officer === null) throw new DecisionRefused('officer', 'Choose the officer it is allocated to')
  const child = await tx.selectFrom('person').where('id', '=', of.person_id).select('version').executeTakeFirstOrThrow()
  const input = {
    person_id: of.person_id,
    opened_because: `Referral ${of.reference} of ${formatDay(of.received_on)}: ${answerText(of.answer)}.\n${of.concern}\n${said}`,
    ...{ lead_team_id: officer.team_id, lead: officer },
  }
  try {
    return { case_id: await openCase(tx, actor, input, { seen: String(child.version), once }), had_case: false }
  } catch (problem) {
    if (problem instanceof AlreadyOpen) return { case_id: problem.case_id, had_case: true }
    if (problem instanceof CaseRefused)
      throw new DecisionRefused(
        'officer',
        `${problem.message}. Advise, refer or refuse instead, or record first what is so`,
      )
    throw problem
  }
}

/** Decides several referrals alike: advice or not taken up. Those that somebody finished meanwhile are left. @returns how many. */
export async function decideTogether(
  tx: Write,
  actor: Person,
  referrals: readonly Referral[],
  decision: Pick<Decision, 'note' | 'refused_because'> & { outcome: 'advised' | 'refused' },
  once: string,
  href: string,
): Promise<number> {
  await useOnce(tx, actor, once, href)
  const open = referrals.filter(({ state }) => state !== 'finished')
  for (const of of open) await finish(tx, actor, of, { ...decision, officer: null }, of.version, null)
  return open.length
}
