import { sql } from 'kysely'
import { goByIndex } from '../../ground/database/by-index.ts'
import type { Write } from '../../ground/database/door.ts'
import { isCertain, isCertainAlone, thresholds } from '../matching/index.ts'
import { type ImportContext, schoolsOfRows } from './import-context.ts'
import { keepMatches } from './keep-rows.ts'
import { outcomesOf } from './match-rows.ts'
import { likeliestFirst, undecided, type WeighedChild } from './weigh-rows.ts'

export type WeighedDecision =
  | { outcome: 'matched'; person_id: string; matched_on: string }
  | { outcome: 'ambiguous'; candidates: string[]; because: string }

/**
 * Which child each row is of, of what was weighed: one whom nothing speaks against and beside whom nobody else could be meant, once those are
 * left out whom other rows of the list are certain of; a question, where it is likely enough; and nothing is said of the others.
 * The order of rows and children plays no part.
 */
export function decideWeighed(weighed: readonly WeighedChild[]): Map<number, WeighedDecision> {
  const byLine = Map.groupBy(weighed, one => one.line)
  const matched = new Map<number, WeighedDecision>()
  const match = ({ line, person_id, reason, probability }: WeighedChild) =>
    matched.set(line, {
      ...{ outcome: 'matched', person_id },
      matched_on: `weight of what both say (${likely(probability)}): ${reason}`,
    })
  for (let taken = new Set<string>(), found = true; found; ) {
    const now = [...byLine].flatMap(([line, all]) => {
      if (matched.has(line)) return []
      const [only, another] = all.filter(one => !one.owned && !taken.has(one.person_id))
      return only && !another && isCertainOf(only) ? [only] : []
    })
    now.forEach(match)
    taken = taken.union(new Set(now.map(one => one.person_id)))
    found = now.length > 0
  }
  // A second row of a child of whom the list has one: it is then left out as said twice.
  for (const [line, all] of byLine) {
    const [again, another] = all.filter(one => one.owned && isCertain(one.evidence))
    if (!matched.has(line) && again && !another && again.probability >= thresholds.match) match(again)
  }
  const taken = new Set([...matched.values()].flatMap(one => (one.outcome === 'matched' ? [one.person_id] : [])))
  const asked = [...byLine].flatMap(([line, all]): [number, WeighedDecision][] => {
    const left = all
      .filter(one => (one.owned || taken.has(one.person_id) ? one.probability >= thresholds.match : true))
      .sort(likeliestFirst)
    const [best] = left
    if (matched.has(line) || best === undefined || best.probability < thresholds.review) return []
    return [
      [
        line,
        {
          outcome: 'ambiguous',
          candidates: left.map(one => one.person_id),
          because: `It may be a child who is known: ${best.reason}.`,
        },
      ],
    ]
  })
  return new Map([...matched, ...asked].sort(([one], [other]) => one - other))
}

const isCertainOf = ({ probability, evidence, alone }: WeighedChild): boolean =>
  probability >= thresholds.match && (alone ? isCertainAlone(evidence) : isCertain(evidence))

const likely = (probability: number): string => `${Math.min(99.99, Math.floor(probability * 10_000) / 100)}% likely`

/** Keeps what was decided of these lines. A row that was a question already keeps its own words. */
export async function keepWeighed(
  tx: Write,
  list: ImportContext,
  lines: readonly number[],
  decisions: ReadonlyMap<number, WeighedDecision>,
): Promise<void> {
  await goByIndex(tx)
  const rows = await undecided(tx, list, lines)
  const decided = rows.flatMap(({ outcome, ...line }) => {
    const decision = decisions.get(line.line)
    const isQuestion = outcome === 'ambiguous' && decision?.outcome === 'ambiguous'
    return decision === undefined || isQuestion ? [] : [{ line, decision }]
  })
  const schoolOf = await schoolsOfRows(
    tx,
    list,
    decided.map(({ line }) => line.row),
  )
  const { outcomes, matches } = await outcomesOf(tx, list, decided, { hidden: new Set(), schoolOf })
  const kept = [...outcomes].map(([line, { outcome, because, candidates }]) => ({ line, outcome, because, candidates }))
  await sql`UPDATE import_row r SET outcome = t.outcome, because = t.because, candidates = t.candidates
    FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) AS t (line integer, outcome text, because text, candidates uuid[])
    WHERE r.authority_id = (SELECT identity.authority()) AND r.import_id = ${list.id} AND r.line = t.line`.execute(tx)
  await keepMatches(tx, list, matches)
}
