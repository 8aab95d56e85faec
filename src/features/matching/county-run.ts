import { createReadStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readCsv } from '../../ground/csv.ts'
import type { JobContext, JobKind } from '../../ground/jobs/work.ts'
import { privateFolder } from '../../ground/private-folder.ts'
import { dedupeFiles, defaultModel, type Model, type Person, scorePairs } from '../../linkage/index.ts'
import { isCertain, isQuestion } from './certain.ts'
import { type MatchableRecord, matchableRecords } from './matchable.ts'
import { certainPairs, joinCertain, leaveListedTwice, leaveUncertain } from './matched.ts'
import { endRun, keepPairs, type Run, type ScoredPair, startRun } from './runs.ts'
import { personOfRecord, variantColumns, variantKey, variantLine } from './variants.ts'

export const matchKind = 'match-county'
export const matchTitle = 'Look through the county for children held twice'

/** What a run needs: a job has it, and so has a command. */
export type MatchWork = Pick<JobContext, 'read' | 'write' | 'progress' | 'engine' | 'asked_by'>

/**
 * From which probability two records are joined without asking, and from which a person is asked. Dated: a run keeps those that it went
 * by. Above the model's own threshold, because a wrong join hides a child behind another.
 */
export const thresholds = { match: 0.99, review: 0.2, decided_on: '2026-12-01' }

/** Of a hundred children, about how many are held as a second person, where the lists' own rules have joined all the others. */
const secondRecords = 0.05

/** Pairs below the question are kept from here on, so that a sample of them can tell what is missed. */
const lowestKept = 0.05

export interface Matched {
  compared: number
  kept: number
  joined: number
}

const reading = 2000
const keeping = 1000
const joining = 20

/**
 * Looks through the records of the whole county for children who are held as two persons: what each record says is written out, compared
 * by the engine in a process of its own, and kept as pairs. Certain ones are joined, doubtful ones wait for a person. Begun again after it
 * was killed it ends the same: a pair that was joined is not found again.
 */
export async function matchCounty(work: MatchWork): Promise<Matched> {
  const folder = privateFolder('match')
  try {
    const persons = await writeOut(work, join(folder, 'county.csv'))
    const model: Model = { ...defaultModel(), thresholds, matching: secondRecords }
    const tell = (sentence: string) => work.progress({ done: 0, total: null, sentence })
    await tell('Records compared')
    const { candidates } = await dedupeFiles({
      lists: [{ path: join(folder, 'county.csv') }],
      clusters: join(folder, 'clusters.csv'),
      out: join(folder, 'pairs.csv'),
      ...{ model, threshold: lowestKept, oncePerList: false },
    })
    const run = await work.write('matching begun', tx =>
      startRun(tx, {
        ...{ kind: 'county', model, model_version: `${model.version}, ${model.trained_on}`, thresholds },
        ...{ as_at: work.engine.today, began_by: work.asked_by },
      }),
    )
    const kept = await keepFound(work, run, model, join(folder, 'pairs.csv'), persons)
    await work.write('matching ended', tx => endRun(tx, run, candidates))
    return { compared: candidates, kept, joined: await joinFound(work, run) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Writes what the county's records say for the engine, each saying of a child once. @returns the child of each record that was written. */
async function writeOut(work: MatchWork, path: string): Promise<Map<string, string>> {
  const personOf = new Map<string, string>()
  const said = new Map<string, Set<string>>()
  const file = await open(path, 'w', 0o600)
  try {
    await file.write(`${variantColumns.join(',')}\n`)
    let read = 0
    for (let after: string | null = null; ; ) {
      const from: string | null = after
      const records: MatchableRecord[] = await work.read('records read to be matched', tx =>
        matchableRecords(tx, { after: from, size: reading }),
      )
      const last = records.at(-1)
      if (!last) return personOf
      after = last.record_id
      read += records.length
      let text = ''
      for (const record of records) {
        const person = personOfRecord(record)
        const key = variantKey(person)
        const before = said.get(record.person_id) ?? new Set()
        if (before.has(key)) continue
        said.set(record.person_id, before.add(key))
        personOf.set(record.record_id, record.person_id)
        text += variantLine(person)
      }
      await file.write(text)
      await work.progress({ done: read, total: null, sentence: `${read.toLocaleString('en-GB')} records read` })
    }
  } finally {
    await file.close()
  }
}

/** Keeps the pairs that the engine found between two persons, each with what speaks for and against it. @returns how many. */
async function keepFound(
  work: MatchWork,
  run: Run,
  model: Model,
  path: string,
  personOf: ReadonlyMap<string, string>,
): Promise<number> {
  const best = new Map<string, { left: string; right: string; probability: number }>()
  for await (const row of readCsv(createReadStream(path))) {
    if (!('cells' in row)) continue
    const { id_left: left = '', id_right: right = '', probability } = row.cells
    const persons = [personOf.get(left) ?? '', personOf.get(right) ?? ''].sort()
    if (persons[0] === persons[1]) continue
    const key = persons.join()
    const found = { left, right, probability: Number(probability) }
    if (found.probability > (best.get(key)?.probability ?? 0)) best.set(key, found)
  }
  const pairs = [...best.values()]
  let kept = 0
  for (let at = 0; at < pairs.length; at += keeping) {
    const some = pairs.slice(at, at + keeping)
    kept += await work.write('pairs of records kept', async tx => {
      const ids = [...new Set(some.flatMap(({ left, right }) => [left, right]))]
      const people = new Map((await matchableRecords(tx, { of: ids })).map(one => [one.record_id, personOfRecord(one)]))
      const scored = some.flatMap(pair => scoredOf(pair, people, model))
      const asked = scored.filter(({ evidence }) => isQuestion(evidence))
      const { kept } = await keepPairs(tx, run, asked)
      await leaveUncertain(
        tx,
        run.id,
        asked.filter(({ evidence }) => !isCertain(evidence)),
      )
      return kept
    })
    const sentence = `${(at + some.length).toLocaleString('en-GB')} of ${pairs.length.toLocaleString('en-GB')} pairs kept`
    await work.progress({ done: at + some.length, total: pairs.length, sentence })
  }
  return kept
}

/** A pair that the engine found, with what each field says: by the same levels and weights, and with the engine's own probability. */
function scoredOf(
  { left, right, probability }: { left: string; right: string; probability: number },
  people: ReadonlyMap<string, Person>,
  model: Model,
): ScoredPair[] {
  const [a, b] = [people.get(left), people.get(right)]
  if (!a || !b) return []
  const [score] = scorePairs(model, [a], [b], { expected: 1, possible: 2 })
  if (!score) return []
  const { evidence, reason } = score
  return [
    { left, right, probability, weight: Math.log2(probability / Math.max(1e-9, 1 - probability)), evidence, reason },
  ]
}

/** Joins the pairs that are certain, a few to a transaction. @returns how many. */
async function joinFound(work: MatchWork, run: Run): Promise<number> {
  await work.write('pairs left to people', tx => leaveListedTwice(tx, run.id))
  let joined = 0
  for (;;) {
    const { seen, done } = await work.write('records joined', async (tx, look) => {
      const pairs = await certainPairs(tx, run.id, joining)
      let done = 0
      for (const pair of pairs) if (await joinCertain(tx, pair, work.engine.today)) done += 1
      look.saw(pairs.flatMap(({ low_id, high_id }) => [low_id, high_id]))
      return { seen: pairs.length, done }
    })
    joined += done
    if (seen === 0) return joined
    await work.progress({ done: joined, total: null, sentence: `${joined.toLocaleString('en-GB')} pairs joined` })
  }
}

export const matchJob: JobKind = {
  kind: matchKind,
  run: async context => {
    await matchCounty(context)
  },
}
