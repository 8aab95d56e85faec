import { type RawBuilder, sql } from 'kysely'
import { joinSets } from '../../ground/database/by-index.ts'
import type { Read } from '../../ground/database/door.ts'
import { type Day, formatDay, withoutEducation } from '../../rulebook/index.ts'
import { bookApart, held, ours } from './facts-side.ts'
import { count } from './ledger.ts'
import { holdsOn } from './queries.ts'

/** What must never be of a child on a day. */
export const faultCodes = [
  'facts_without_state',
  'state_without_facts',
  'two_states',
  'without_cause',
  'account_apart',
] as const
export type FaultCode = (typeof faultCodes)[number]

export const faultText: Readonly<Record<FaultCode, string>> = {
  facts_without_state: 'Facts but no state',
  state_without_facts: 'A state without facts',
  two_states: 'Two states on one day',
  without_cause: 'In a state without a cause',
  account_apart: 'Without education and in no suspense account, or in one with education',
}

const noEducation = [...withoutEducation]

/** A fact that is believed and holds on the day, of a kind that can put a child in a state. */
const believed = (on: Day): RawBuilder<unknown> => sql`
  SELECT f.id FROM address_fact f WHERE ${held('f', on)} UNION ALL SELECT f.id FROM enrolment_fact f WHERE ${held('f', on)}
  UNION ALL SELECT f.id FROM provision_fact f WHERE ${held('f', on)} UNION ALL SELECT f.id FROM circumstance_fact f WHERE ${held('f', on)}`

/** Children whom only care makes ours: why is not written beside their state. */
const inCare = (on: Day): RawBuilder<unknown> => sql`
  SELECT r.person_id FROM need_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
  WHERE f.kind IN ('looked_after', 'looked_after_by_other') AND ${held('f', on)}`

/**
 * Every child of whom something is so that must never be, with what: a child who is on one side only is told as that alone. Read with the engine's sight: sealed children are among
 * them. It reads every fact of the day, so it is for jobs and commands.
 */
export const faultsOn = (on: Day): RawBuilder<unknown> => sql`
  WITH facts AS MATERIALIZED (${ours(on)}),
  states AS MATERIALIZED (SELECT s.person_id, s.state, s.fact_ids FROM child_state s WHERE ${holdsOn('s', on)}),
  named AS (SELECT s.person_id, unnest(s.fact_ids) AS fact_id FROM states s),
  caused AS (SELECT DISTINCT n.person_id FROM named n WHERE n.fact_id IN (${believed(on)}))
  SELECT f.person_id, 'facts_without_state' AS side FROM facts f WHERE NOT EXISTS (SELECT FROM states s WHERE s.person_id = f.person_id)
  UNION ALL SELECT s.person_id, 'state_without_facts' FROM states s WHERE NOT EXISTS (SELECT FROM facts f WHERE f.person_id = s.person_id)
  UNION ALL SELECT s.person_id, 'two_states' FROM states s GROUP BY s.person_id HAVING count(*) > 1
  UNION ALL SELECT s.person_id, 'without_cause' FROM states s
    WHERE EXISTS (SELECT FROM facts f WHERE f.person_id = s.person_id) AND NOT EXISTS (SELECT FROM caused c WHERE c.person_id = s.person_id)
      AND (cardinality(s.fact_ids) > 0 OR s.person_id NOT IN (${inCare(on)}))
  UNION ALL SELECT coalesce(s.person_id, a.person_id), 'account_apart'
    FROM (SELECT s.person_id FROM states s WHERE s.state = ANY (${noEducation}::text[])) AS s
    FULL JOIN (SELECT a.person_id FROM child_suspense a WHERE ${holdsOn('a', on)}) AS a ON a.person_id = s.person_id
    WHERE a.person_id IS NULL OR (s.person_id IS NULL AND (a.person_id NOT IN (SELECT f.person_id FROM facts f)
      OR a.person_id IN (SELECT s.person_id FROM states s)))`

/** What the check of a day found: children by what is wrong, sealed ones with them, and by how much the book differs. */
export interface LedgerCheck {
  faults: Readonly<Record<FaultCode, number>>
  book_apart: number
  holds: boolean
}

/** Checks the ledger of a day. Needs the engine's sight: an answer from half the children would be a wrong one. */
export async function checkLedger(tx: Read, on: Day): Promise<LedgerCheck> {
  await joinSets(tx)
  const { rows } = await sql<{ side: FaultCode; children: number }>`
    SELECT side, count(DISTINCT person_id)::integer AS children FROM (${faultsOn(on)}) AS found GROUP BY side`.execute(
    tx,
  )
  const { rows: book } = await sql<{ apart: number }>`SELECT (${bookApart(on)}) AS apart`.execute(tx)
  const children = (code: FaultCode): number => rows.find(({ side }) => side === code)?.children ?? 0
  const faults = {
    facts_without_state: children('facts_without_state'),
    state_without_facts: children('state_without_facts'),
    two_states: children('two_states'),
    without_cause: children('without_cause'),
    account_apart: children('account_apart'),
  }
  const book_apart = book[0]?.apart ?? 0
  return { faults, book_apart, holds: book_apart === 0 && faultCodes.every(code => faults[code] === 0) }
}

/** The check as lines of text for a terminal. */
export function checkText(on: Day, { faults, book_apart, holds }: LedgerCheck): string {
  if (holds)
    return `Checked for ${formatDay(on)}: every child has exactly one state with its cause, and the book says the same.`
  return [
    `The check of ${formatDay(on)} FAILED:`,
    ...faultCodes.flatMap(code => (faults[code] === 0 ? [] : [`  ${faultText[code]}: ${count(faults[code])}`])),
    ...(book_apart === 0
      ? []
      : [`  Moves in the book without a state, or states without a move: ${count(book_apart)}`]),
  ].join('\n')
}
