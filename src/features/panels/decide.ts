import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { type Day, formatDay, formatShortDay } from '../../rulebook/index.ts'
import { addEntry, type CouncilCase } from '../cases/index.ts'
import { type Answer, answerFromPanel } from '../ladder/index.ts'
import { PanelRefused } from './actions.ts'
import { type DecisionKind, decisionKinds, type HowMade, howMade, wordsOf } from './codes.ts'
import { type Item, type Meeting, membersOf, presentAt, type Series } from './queries.ts'
import { lacksOf } from './quorum.ts'
import { type Decided, decisionText } from './rules.ts'

/** What a decision answers to the proposal for which a case came, by level; null where the proposal goes on waiting. Unsettled: §12.4 names fewer answers than §12.2 decisions. */
const answers: Readonly<Record<2 | 3, Readonly<Record<DecisionKind, Answer | null>>>> = {
  2: {
    ...{ advice: 'advice', support_and_challenge: 'support_and_challenge', fund_interim: 'fund_interim' },
    ...{ allocate_school: 'advice', escalate: 'advice', return_on: null, close: 'not_taken' },
  },
  3: {
    ...{ advice: 'recommendations', support_and_challenge: 'scrutiny', fund_interim: 'recommendations' },
    ...{ allocate_school: 'recommendations', escalate: 'recommendations', return_on: null, close: 'not_taken' },
  },
}

/** What a meeting lacks of its quorum, a sentence each. */
export const lackingAt = async (tx: Write, series: Series, at: Meeting): Promise<string[]> =>
  lacksOf(series, await membersOf(tx, series.id, at.meets_on), await presentAt(tx, at.id))

export interface Made extends Decided {
  how_made: HowMade
  made_because: string | null
}

/**
 * Writes a decision: its entry in the case, the money that it commits, and the answer to the proposal for which the case came.
 * @returns it in words. @throws PanelRefused for what the body may not decide, or not without its quorum.
 */
export async function writeDecision(
  tx: Write,
  actor: Person,
  { series, at, item }: { series: Series; at: Meeting; item: Item },
  found: CouncilCase,
  made: Made,
): Promise<string> {
  if (!series.may_decide.includes(made.kind))
    throw new PanelRefused('kind', 'This body may not decide that: choose another, or let the body be given the power')
  const lacks = made.how_made === 'meeting' ? await lackingAt(tx, series, at) : []
  if (lacks.length > 0)
    throw new PanelRefused(
      'how_made',
      `The meeting has no quorum, so it decides nothing: ${lacks.join(' ')} Say who came, or that it was decided without the meeting`,
    )
  const pence = made.weekly_cost === null ? null : Math.round(made.weekly_cost * 100)
  const decided_on = made.how_made === 'meeting' || at.meets_on < actor.today ? at.meets_on : actor.today
  const { rows } = await sql<{ id: string }>`
    INSERT INTO panel_decision (authority_id, item_id, kind, text, provider, weekly_hours, weekly_pence, from_on, until_on, return_on, decided_on, recorded_by, how_made, made_because)
    VALUES (identity.authority(), ${item.id}, ${made.kind}, ${made.text}, ${made.provider}, ${made.weekly_hours}, ${pence}, ${made.from_on}::date, ${made.until_on}::date,
      ${made.return_on}::date, ${decided_on}::date, ${actor.account_id}, ${made.how_made}, ${made.made_because}) RETURNING id`.execute(
    tx,
  )
  if (made.kind === 'fund_interim')
    await sql`INSERT INTO panel_commitment (authority_id, decision_id, series_id, from_on, until_on, weekly_pence)
      VALUES (identity.authority(), ${rows[0]?.id}, ${series.id}, ${made.from_on}::date, ${made.until_on}::date, ${pence})`.execute(
      tx,
    )
  const said = [
    decisionText(made),
    ...(made.made_because === null
      ? []
      : [`${wordsOf(howMade, made.how_made)}, to be ratified by the next meeting: ${made.made_because}`]),
  ].join('\n')
  await entry(tx, actor, found, item, decided_on, `${at.title}: ${said}`)
  const level = series.entry === 'level_2' ? 2 : series.entry === 'level_3' ? 3 : null
  const answer = level === null ? null : answers[level][made.kind]
  if (level !== null && answer !== null)
    await answerFromPanel(tx, actor, found, level, {
      ...{ answer, panel_item_id: item.id },
      answer_text: `${at.title}, ${formatDay(decided_on)}: what was decided stands in the chronology of the case.`,
    })
  return said
}

const entry = (tx: Write, actor: Person, found: CouncilCase, item: Item, happened_on: Day, text: string) =>
  addEntry(tx, actor, found, { kind: 'panel', happened_on, text, panel_item_id: item.id })

/** Withdraws a decision with a reason: it commits no money, and another may stand in its place. @throws PanelRefused where somebody did. */
export async function withdrawDecision(
  tx: Write,
  actor: Person,
  { at, item }: { at: Meeting; item: Item },
  found: CouncilCase,
  { decision_id, because }: { decision_id: string; because: string },
): Promise<void> {
  const { rows } = await sql<{ kind: string; text: string; decided_on: Day }>`
    UPDATE panel_decision SET withdrawn_on = ${actor.today}::date, withdrawn_by = ${actor.account_id}, withdrawn_because = ${because}
    WHERE id = ${decision_id} AND withdrawn_on IS NULL AND item_id IN (SELECT id FROM panel_item WHERE case_id = ${item.case_id}) RETURNING kind, text, decided_on`.execute(
    tx,
  )
  const [gone] = rows
  if (!gone) throw new PanelRefused('decision_id', 'Somebody withdrew it already: see how the case stands')
  await sql`UPDATE panel_commitment SET withdrawn_on = ${actor.today}::date WHERE decision_id = ${decision_id}`.execute(
    tx,
  )
  await entry(
    tx,
    actor,
    found,
    item,
    actor.today,
    `${at.title}: withdrawn what was decided on ${formatShortDay(gone.decided_on)}, ${wordsOf(decisionKinds, gone.kind)}. ${gone.text}\n${because}`,
  )
}

/** Ratifies what was decided without a meeting, by one that has its quorum. @throws PanelRefused where it has not, or somebody did. */
export async function ratifyDecision(
  tx: Write,
  actor: Person,
  { series, at, item }: { series: Series; at: Meeting; item: Item },
  found: CouncilCase,
  decision_id: string,
): Promise<void> {
  const lacks = await lackingAt(tx, series, at)
  if (lacks.length > 0)
    throw new PanelRefused(
      'decision_id',
      `The meeting has no quorum, so it ratifies nothing: ${lacks.join(' ')} Say who came`,
    )
  const { rows } = await sql<{ kind: string; text: string; decided_on: Day }>`
    UPDATE panel_decision SET ratified_on = ${at.meets_on}::date, ratified_by = ${actor.account_id}
    WHERE id = ${decision_id} AND ratified_on IS NULL AND withdrawn_on IS NULL AND how_made <> 'meeting'
      AND item_id IN (SELECT id FROM panel_item WHERE case_id = ${item.case_id}) RETURNING kind, text, decided_on`.execute(
    tx,
  )
  const [one] = rows
  if (!one) throw new PanelRefused('decision_id', 'Somebody ratified or withdrew it already: see how the case stands')
  await sql`UPDATE panel_item SET state = 'heard', deferred_because = NULL, version = version + 1 WHERE id = ${item.id}`.execute(
    tx,
  )
  await entry(
    tx,
    actor,
    found,
    item,
    at.meets_on,
    `${at.title}: ratified what was decided on ${formatShortDay(one.decided_on)}, ${wordsOf(decisionKinds, one.kind)}. ${one.text}`,
  )
}
