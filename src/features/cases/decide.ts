import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { FormKeys } from '../../ground/web/forms.ts'
import { type Day, formatDay } from '../../rulebook/index.ts'
import { type CircumstanceInput, endCircumstances, recordCircumstance, reevaluate } from '../children/index.ts'
import { caseUrl } from './addresses.ts'
import { begin, CaseRefused, finish } from './begin.ts'
import { addEntry } from './chronology.ts'
import { type DecisionKind, decisions, levelOf, textOf } from './codes.ts'
import { type CouncilCase, decisionsOn } from './queries.ts'

export interface DecisionInput {
  kind: DecisionKind
  starts_on: Day
  text: string
}

/** Records what the council decided of the child, with its date and author. @throws CaseRefused when it, or another level of concern, holds already. */
export async function decide(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  input: DecisionInput,
  keys: FormKeys,
): Promise<void> {
  await begin(tx, found, keys)
  const { kind, starts_on, text } = input
  const clashes = (other: string) => other === kind || (levelOf(kind) !== null && levelOf(other) !== null)
  const held = (await decisionsOn(tx, found.person_id, actor.today)).find(line => clashes(line.kind))
  if (held) {
    const since = formatDay(held.starts_on)
    throw new CaseRefused('kind', `“${textOf(decisions, held.kind)}” holds already, since ${since}: end it first`)
  }
  await recordCircumstance(tx, actor, {
    ...{ person_id: found.person_id, kind, starts_on, ends_on: null },
    ...{ detail: text, case_id: found.id },
  })
  await addEntry(tx, actor, found, {
    kind: 'decision',
    happened_on: actor.today,
    text: `${textOf(decisions, kind)}, from ${formatDay(starts_on)}.\n${text}`,
  })
  await finish(tx, actor, keys, caseUrl(found.id))
}

/** Ends a decision from a day on. One that ends on the day it began, or before, is taken back: it never held. */
export async function endDecision(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  input: { kind: DecisionKind; ends_on: Day; text: string },
  keys: FormKeys,
): Promise<void> {
  await begin(tx, found, keys)
  const held = await decisionsOn(tx, found.person_id, actor.today)
  if (held.every(line => line.kind !== input.kind)) {
    throw new CaseRefused('ends_on', `“${textOf(decisions, input.kind)}” does not hold today: there is nothing to end`)
  }
  await endOrTakeBack(tx, actor, found.person_id, [input.kind], input.ends_on)
  await reevaluate(tx, [found.person_id], actor.today)
  await addEntry(tx, actor, found, {
    kind: 'decision',
    happened_on: actor.today,
    text: `${textOf(decisions, input.kind)} no longer holds, from ${formatDay(input.ends_on)}.\n${input.text}`,
  })
  await finish(tx, actor, keys, caseUrl(found.id))
}

/** Nothing of these kinds holds from `ends_on` on. The caller works out the states anew. */
export async function endOrTakeBack(
  tx: Write,
  actor: Person,
  person_id: string,
  kinds: CircumstanceInput['kind'][],
  ends_on: Day,
): Promise<void> {
  await endCircumstances(tx, actor, person_id, kinds, ends_on)
  await sql`UPDATE circumstance_fact f SET retracted_at = now(), retracted_by = ${actor.account_id}
    FROM record r WHERE r.authority_id = f.authority_id AND r.id = f.record_id AND r.person_id = ${person_id}
      AND f.retracted_at IS NULL AND f.kind = ANY(${kinds}) AND f.starts_on >= ${ends_on}`.execute(tx)
}
