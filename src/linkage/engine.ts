import { assignOneToOne } from './assign.ts'
import { buildRecords, fillNamePairs } from './build-records.ts'
import { findCandidates, type PairRule, possiblePairs, settlePlain } from './candidates.ts'
import { clusterPairs } from './cluster.ts'
import { type Duck, quoted } from './duck.ts'
import type { Field } from './fields.ts'
import { type Model, priorWeight, probabilityOf, weightOf } from './model.ts'
import { createGiven, type ListFile, type ListRead, openLists, readList, sharedFields } from './read-lists.ts'
import { scoreCandidates } from './score-sql.ts'
import { reasonSql, reasonTables } from './sentences.ts'
import { setCommonNames, trainModel } from './train.ts'

/** What is asked of one run. */
export interface LinkageJob {
  lists: readonly ListFile[]
  rule: PairRule
  /** Each record has one partner at most. */
  one_to_one: boolean
  /** From which probability a pair is told; the model's threshold for a match where it is null. */
  threshold: number | null
  /** A model to use as it is; null to learn one, starting from `start`. */
  model: Model | null
  start: Model
  /** Where the pairs are written, as CSV; null for none. */
  pairs: string | null
  /** Where the clusters are written, as CSV; null for none. */
  clusters: string | null
}

export interface LinkageResult {
  lists: readonly ListRead[]
  fields: readonly string[]
  candidates: number
  /** Pairs told, and of them those that a person should look at. */
  pairs: number
  review: number
  clusters: number | null
  model: Model
  /** Seconds by step. */
  took: Readonly<Record<string, number>>
}

/** Too few records to learn from: the model that learning starts from is used, with their own frequencies of names. */
const leastToLearn = 50

/** Does a whole run with an engine that is open. `say` is told each step as it begins. Throws ListRefused and ColumnsRefused. */
export async function runLinkage(
  duck: Duck,
  job: LinkageJob,
  say: (step: string) => void = () => {},
): Promise<LinkageResult> {
  const took: Record<string, number> = {}
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    say(name)
    const began = performance.now()
    const done = await work()
    took[name] = Math.round(performance.now() - began) / 1000
    return done
  }
  const { lists, fields } = await step('read', () => readAll(duck, job))
  // From here on the order of rows is what is asked for: keeping that of tables would leave one thread to do the work of two.
  await duck.run('SET preserve_insertion_order = false')
  const names = await step('prepare', () => buildRecords(duck, fields, lists.length))
  const { possible, base } = await possiblePairs(duck, job.rule)
  const about = lists.map(({ rows }) => rows).join(' and ')
  const trained = await step('train', async () => {
    if (job.model !== null) {
      setCommonNames(names, job.model.frequencies)
      return job.model
    }
    const few = base < leastToLearn
    const learnt = await trainModel(duck, names, fields, job.rule, job.start, `${about} records`)
    return few ? { ...learnt, fields: job.start.fields } : learnt
  })
  await step('block', async () => {
    await settlePlain(duck, fields, job.rule, job.one_to_one)
    await findCandidates(duck, fields, job.rule, possible)
  })
  await step('names', () => fillNamePairs(duck, names, 'candidate'))
  const lowest = Math.min(job.threshold ?? 1, trained.thresholds.review) / 4
  await step('score', () =>
    scoreCandidates(duck, trained, fields, weightOf(Math.max(1e-4, lowest)) - priorWeight(base * 4, possible)),
  )
  const model = job.model ?? { ...trained, matching: await expectedMatches(duck, job.rule, base, possible, trained) }
  const prior = priorWeight(base * model.matching, possible)
  const threshold = job.threshold ?? model.thresholds.match
  const kept = await step('choose', () => choose(duck, prior, threshold, job.one_to_one))
  const clusters =
    job.clusters === null ? null : await step('cluster', () => writeClusters(duck, job, prior, threshold))
  if (job.pairs !== null) await step('write', () => writePairs(duck, fields, prior, kept, job.pairs ?? ''))
  const [counts = []] = await duck.rows(
    `SELECT count(*), count(*) FILTER (total < ${weightOf(model.thresholds.match)}) FROM (${withTotal(prior)}) JOIN ${kept} USING (l, r)`,
  )
  return {
    ...{
      lists,
      fields: fields.map(({ code }) => code),
      candidates: await duck.number('SELECT count(*) FROM candidate'),
    },
    ...{ pairs: Number(counts[0]), review: Number(counts[1]), clusters, model, took },
  }
}

async function readAll(duck: Duck, job: LinkageJob): Promise<{ lists: ListRead[]; fields: Field[] }> {
  const opened = await openLists(duck, job.lists)
  const maps = opened.map(({ map }) => map)
  const fields = sharedFields(maps, job.rule.kind === 'link')
  await createGiven(duck, fields)
  const lists: ListRead[] = []
  for (const [at, one] of opened.entries()) lists.push(await readList(duck, at, one, fields))
  return { lists, fields }
}

/** The pairs with their whole weight, which a guard may have held back. */
const withTotal = (prior: number): string =>
  `SELECT *, least(w + ${prior}::DOUBLE, coalesce(cap, 1000)) AS total, cap IS NOT NULL AND cap < w + ${prior}::DOUBLE AS guarded FROM scored`

const roundsOfPrior = 25

/**
 * How many matches are to be expected, as a share of `base`: the share with which the pairs come out most probable is itself what they
 * add up to. Counted from weights in eighths, so that it does not depend on the order of adding.
 */
async function expectedMatches(
  duck: Duck,
  { kind }: PairRule,
  base: number,
  possible: number,
  start: Model,
): Promise<number> {
  const per = kind === 'link' ? 'GROUP BY l' : 'GROUP BY l, r'
  const bins = await duck.rows(
    `SELECT b, count(*) FROM (SELECT round(max(CASE WHEN cap IS NULL THEN w ELSE -100 END) * 8)::INTEGER AS b FROM scored ${per}) GROUP BY b ORDER BY b`,
  )
  let matching = start.matching
  for (let round = 0; round < roundsOfPrior; round += 1) {
    const prior = priorWeight(base * matching, possible)
    const sum = bins.reduce((total, [bin, count]) => total + Number(count) * probabilityOf(Number(bin) / 8 + prior), 0)
    matching = Math.min(4, Math.max(0.01, sum / base))
  }
  return Math.round(matching * 10_000) / 10_000
}

/** Makes a table of the pairs that are told: all from the threshold on, or the partners among them. @returns its name. */
async function choose(duck: Duck, prior: number, threshold: number, oneToOne: boolean): Promise<string> {
  const least = weightOf(Math.min(1 - 1e-12, Math.max(1e-9, threshold)))
  await duck.run(
    `CREATE TABLE told AS SELECT l, r, total - ${least} AS worth FROM (${withTotal(prior)}) WHERE total >= ${least}`,
  )
  if (!oneToOne) return 'told'
  await duck.run(`CREATE TABLE partner AS SELECT l, r FROM told
    WHERE l IN (SELECT l FROM told GROUP BY l HAVING count(*) = 1) AND r IN (SELECT r FROM told GROUP BY r HAVING count(*) = 1)`)
  const [left = [], right = [], worth = []] = await duck.columns(
    'SELECT l, r, worth + 1e-9 FROM told ANTI JOIN partner USING (l, r) ORDER BY l, r',
    3,
  )
  const chosen = assignOneToOne({ left, right, worth })
  await duck.fill(
    'partner',
    ['I', 'I'],
    chosen.map(at => [left[at] ?? 0, right[at] ?? 0]),
  )
  return 'partner'
}

async function writePairs(
  duck: Duck,
  fields: readonly Field[],
  prior: number,
  kept: string,
  path: string,
): Promise<void> {
  await duck.run(`COPY (SELECT x.id AS id_left, y.id AS id_right, format('{:.6f}', 1 / (1 + pow(2, -p.total))) AS probability, ${reasonSql(fields)} AS reason
    FROM (SELECT * FROM (${withTotal(prior)}) JOIN ${kept} USING (l, r)) p ${reasonTables} JOIN source x ON x.rid = p.l JOIN source y ON y.rid = p.r
    ORDER BY p.l, p.r) TO ${quoted(path)} (FORMAT csv, HEADER)`)
}

/** Writes the cluster of every record, by the lowest record of it. @returns how many clusters there are. */
async function writeClusters(duck: Duck, job: LinkageJob, prior: number, threshold: number): Promise<number> {
  const count = await duck.number('SELECT count(*) FROM rec')
  const least = weightOf(Math.min(1 - 1e-12, Math.max(1e-9, threshold)))
  const [left = [], right = [], worth = []] = await duck.columns(
    `SELECT l, r, total - ${least} FROM (${withTotal(prior)}) ORDER BY l, r`,
    3,
  )
  const lists = job.rule.once ? ((await duck.columns('SELECT list FROM rec ORDER BY rid', 1))[0] ?? null) : null
  const groups = clusterPairs(count, { left, right, worth }, lists)
  await duck.run('CREATE TABLE cluster (rid INTEGER, cluster INTEGER)')
  await duck.fill(
    'cluster',
    ['I', 'I'],
    Array.from(groups, (group, record) => [record, group]),
  )
  const files = job.lists.map(({ path }, at) => `WHEN ${at} THEN ${quoted(path)}`).join(' ')
  await duck.run(`COPY (SELECT cluster + 1 AS cluster, CASE rec.list ${files} END AS file, source.id FROM cluster JOIN rec USING (rid) JOIN source USING (rid)
    ORDER BY cluster.cluster, rid) TO ${quoted(job.clusters ?? '')} (FORMAT csv, HEADER)`)
  return duck.number('SELECT count(DISTINCT cluster) FROM cluster')
}
