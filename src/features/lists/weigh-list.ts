import type { JobContext } from '../../ground/jobs/work.ts'
import { defaultModel } from '../../linkage/index.ts'
import { thresholds } from '../matching/index.ts'
import { decideWeighed, keepWeighed } from './decide-weighed.ts'
import { type ImportContext, importContext } from './import-context.ts'
import type { MatchedRow } from './match-rows.ts'
import { type WeighedChild, weighRows, wholeList } from './weigh-rows.ts'

/** Rows to a transaction: about what a second or two weighs. */
const batch = 1000

/**
 * Weighs the rows that the rules left undecided against the children whom they may mean though they write them otherwise.
 * @returns the rows of the list, with what was found of them; and with what they were weighed, if they were.
 */
export async function weighUndecided(
  work: Pick<JobContext, 'read' | 'write' | 'progress'>,
  list: ImportContext,
  rows: readonly MatchedRow[],
): Promise<{ rows: readonly MatchedRow[]; weighed_with: WeighedWith | null }> {
  if (list.protected) return { rows, weighed_with: null }
  const whole = await work.read('children counted', tx => wholeList(tx, rows))
  if (whole === null) return { rows, weighed_with: null }
  const { row_names } = await work.read('cells of a list named', tx => importContext(tx, list.id))
  const named = { ...list, row_names }
  const weighed: WeighedChild[] = []
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after
    const some = await work.read('rows weighed', tx => weighRows(tx, named, { after: from, size: batch }, whole))
    weighed.push(...some.weighed)
    after = some.last
    if (after !== null)
      await work.progress({
        done: after,
        total: null,
        sentence: `Doubtful rows weighed up to line ${after.toLocaleString('en-GB')}`,
      })
  }
  const decisions = decideWeighed(weighed)
  const lines = [...decisions.keys()]
  for (let at = 0; at < lines.length; at += batch) {
    const some = lines.slice(at, at + batch)
    await work.write('weighed rows kept', tx => keepWeighed(tx, named, some, decisions))
  }
  const found = rows.map((row): MatchedRow => {
    const decision = decisions.get(row.line)
    if (decision === undefined) return row
    if (decision.outcome !== 'matched') return { ...row, outcome: 'doubtful' }
    return { ...row, outcome: 'counts', person_id: decision.person_id }
  })
  const { version, trained_on } = defaultModel()
  return {
    rows: found,
    weighed_with: { ...thresholds, model: `${version}, ${trained_on}`, children: whole.children },
  }
}

/** With what the rows of a list were weighed: kept beside it, so that it can be done again to the same answer. */
export interface WeighedWith {
  model: string
  /** From this likelihood on a row is a question, and from that on a match if nothing speaks against it: from 0 to 1. */
  review: number
  match: number
  /** Among so many children each row was held to be one. */
  children: number
}
