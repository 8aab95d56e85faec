import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { FormKeys } from '../../ground/web/forms.ts'
import { type Judgement, type LadderLevel, ladderBodies } from '../../rulebook/index.ts'
import { addEntry, begin, CaseRefused, type CouncilCase, finish } from '../cases/index.ts'
import { ladderUrl } from './addresses.ts'
import { type Answer, answerText } from './codes.ts'
import { refusalOf } from './forms.ts'
import { ladderFacts, type Step, stepsOf, waiting } from './queries.ts'

/**
 * Proposes that a case go to a level. What its tests were is kept with it, as is the summary.
 * @throws CaseRefused where a test is not met, or another proposal waits; UsedAlready, Stale.
 */
export async function propose(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  { level, judged, summary }: { level: LadderLevel; judged: readonly Judgement[]; summary: string },
  keys: FormKeys,
): Promise<void> {
  await begin(tx, found, keys)
  if (waiting(await stepsOf(tx, found.id)))
    throw new CaseRefused(
      'summary',
      'A proposal of this case waits for its meeting already: withdraw it first, or record its answer',
    )
  const facts = await ladderFacts(tx, found, actor.today)
  const refused = refusalOf(level, facts, judged)
  if (refused) throw new CaseRefused(refused.field, refused.sentence)
  await sql`INSERT INTO ladder_step (authority_id, case_id, person_id, sealed, level, days_run_out_on, judged, summary, proposed_on, proposed_by)
    VALUES (identity.authority(), ${found.id}, ${found.person_id}, ${found.sealed}, ${level}, ${facts.days_run_out_on}::date, ${JSON.stringify(judged)}::jsonb,
      ${summary}, ${actor.today}::date, ${actor.account_id})`.execute(tx)
  const lines = judged.map(({ because }) => because)
  await addEntry(tx, actor, found, {
    kind: 'ladder',
    happened_on: actor.today,
    text: [`Proposed for level ${level}: ${ladderBodies[level]}.`, ...lines].join('\n'),
  })
  await finish(tx, actor, keys, ladderUrl(found.id))
}

/** What a meeting answers to the proposal that waits: it comes back to the case. @throws CaseRefused where none waits; UsedAlready, Stale. */
export async function answerStep(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  { answer, answer_text }: { answer: Answer; answer_text: string },
  keys: FormKeys,
): Promise<void> {
  await begin(tx, found, keys)
  await give(tx, actor, found, await theWaiting(tx, found, 'answer'), { answer, answer_text })
  await finish(tx, actor, keys, ladderUrl(found.id))
}

interface Given {
  answer: Answer
  answer_text: string
  panel_item_id?: string
}

/**
 * As `answerStep`, by a panel that has the child locked: its answer comes back in the transaction of its decision.
 * `panel_item_id` hides the entry from whoever has a conflict of interest. Does nothing where no proposal for the level waits.
 */
export async function answerFromPanel(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  level: LadderLevel,
  given: Given,
): Promise<void> {
  const step = waiting(await stepsOf(tx, found.id))
  if (step?.level === level) await give(tx, actor, found, step, given)
}

async function give(tx: Write, actor: Person, found: CouncilCase, step: Step, given: Given): Promise<void> {
  const { answer, answer_text, panel_item_id } = given
  const { numAffectedRows } =
    await sql`UPDATE ladder_step SET answer = ${answer}, answer_text = ${answer_text}, answered_on = ${actor.today}::date, answered_by = ${actor.account_id}
    WHERE id = ${step.id}`.execute(tx)
  if (numAffectedRows !== 1n)
    throw new CaseRefused('answer', 'You may not answer this proposal: a team manager records the answer on the ladder')
  await addEntry(tx, actor, found, {
    kind: 'ladder',
    happened_on: actor.today,
    text: `${ladderBodies[step.level]}: ${answerText(answer)}.\n${answer_text}`,
    ...(panel_item_id === undefined ? {} : { panel_item_id }),
  })
}

/** Takes back the proposal that waits. @throws CaseRefused where none waits; UsedAlready, Stale. */
export async function withdrawStep(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  { because }: { because: string },
  keys: FormKeys,
): Promise<void> {
  await begin(tx, found, keys)
  const step = await theWaiting(tx, found, 'because')
  await sql`UPDATE ladder_step SET withdrawn_on = ${actor.today}::date, withdrawn_by = ${actor.account_id}, withdrawn_because = ${because}
    WHERE id = ${step.id}`.execute(tx)
  await addEntry(tx, actor, found, {
    kind: 'ladder',
    happened_on: actor.today,
    text: `The proposal for level ${step.level} was withdrawn.\n${because}`,
  })
  await finish(tx, actor, keys, ladderUrl(found.id))
}

async function theWaiting(tx: Write, found: CouncilCase, field: string): Promise<Step> {
  const step = waiting(await stepsOf(tx, found.id))
  if (!step) throw new CaseRefused(field, 'No proposal of this case waits any longer: see how it stands on the ladder')
  return step
}
