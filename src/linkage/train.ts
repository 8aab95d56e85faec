import { fillNamePairs, type Names } from './build-records.ts'
import { mayPair, type PairRule, possiblePairs } from './candidates.ts'
import { levelColumn, levelsQuery } from './compare-sql.ts'
import type { Duck } from './duck.ts'
import { expectationMaximisation, type Learnt, type Pattern, withBefore } from './em.ts'
import { type Field, kinds } from './fields.ts'
import { type Frequencies, type Model, sharesOf } from './model.ts'
import { isCommonName } from './person.ts'

const randomPairs = 100_000
const blockPairs = 150_000
/** Values that are kept with their share; the others are rare. */
const mostValues = 5000
/** Random pairs in whose place the shares known before stand: many, since the rarest levels are met in none of so few. */
const priorRandom = 1000

/** Names of a share from this on, borne by so many at least, are names of their own. */
const commonFrom = 1e-4
const fewest = 5

/** How often each value of a field is met. Dates only where far too many were born on one day: a placeholder of somebody's. */
async function frequenciesOf(
  duck: Duck,
  field: Field,
  at: number,
): Promise<{ frequencies: Frequencies; average: number } | null> {
  const column = { forename: 'fn', surname: 'sn', born: 'born' }[field.kind as string] ?? `v_${at}`
  if (!kinds[field.kind].levels.some(({ weighed }) => weighed)) return null
  const [sums] = await duck.rows(
    `SELECT sum(c), count(*), sum(c * (c - 1)) FROM (SELECT count(*)::DOUBLE AS c FROM rec WHERE ${column} IS NOT NULL GROUP BY ${column})`,
  )
  const [total = 0, distinct = 0, met = 0] = (sums ?? []).map(Number)
  if (total < 2) return null
  const enough = field.kind === 'born' ? Math.max(20, (6 * total) / distinct) : 2
  const text =
    field.kind === 'forename' || field.kind === 'surname' ? '(SELECT text FROM name WHERE name.id = v)' : 'v::VARCHAR'
  const shares: Record<string, number> = {}
  let left = total
  await duck.each(
    `SELECT ${text}, c FROM (SELECT ${column} AS v, count(*) AS c FROM rec WHERE ${column} IS NOT NULL GROUP BY ${column} HAVING count(*) >= ${enough})
     ORDER BY c DESC, 1 LIMIT ${mostValues}`,
    ([value, count]) => {
      shares[String(value)] = Number(count) / total
      left -= Number(count)
    },
  )
  const others = Math.max(1, distinct - Object.keys(shares).length)
  const frequencies = {
    rare: Math.max(1 / total, left / others / total),
    common: Math.max(commonFrom, fewest / total),
    shares,
  }
  return { frequencies, average: met / (total * (total - 1)) }
}

/** The pairs of `training`, counted by their levels, in one order always. */
async function patternsOf(duck: Duck, names: Names, fields: readonly Field[]): Promise<Pattern[]> {
  await fillNamePairs(duck, names, 'training')
  const columns = fields.map((_, at) => levelColumn(at)).join(', ')
  const patterns: Pattern[] = []
  await duck.each(
    `SELECT ${columns}, count(*) FROM (${levelsQuery('training', fields)}) GROUP BY ALL ORDER BY ALL`,
    row => {
      patterns.push({ levels: row.slice(0, -1).map(Number), count: Number(row.at(-1)) })
    },
  )
  return patterns
}

/** Fills `training` with pairs that agree in the columns, from as many of their blocks as give so many pairs. */
async function takeBlocks(duck: Duck, columns: readonly string[], rule: PairRule): Promise<void> {
  const keys = columns.join(', ')
  const known = columns.map(column => `${column} IS NOT NULL`).join(' AND ')
  const met =
    rule.kind === 'link' ? 'count(*) FILTER (list = 0) * count(*) FILTER (list = 1)' : 'count(*) * (count(*) - 1) / 2'
  const sizes = `(SELECT ${keys}, ${met} AS c FROM rec WHERE ${known} GROUP BY ${keys} HAVING ${met} BETWEEN 1 AND 20000)`
  const total = await duck.number(`SELECT coalesce(sum(c), 0) FROM ${sizes}`)
  const every = Math.max(1, Math.ceil(total / blockPairs))
  await duck.run(`CREATE OR REPLACE TABLE training AS WITH chosen AS MATERIALIZED (SELECT ${keys} FROM ${sizes} WHERE hash(${keys}) % ${every} = 0),
      part AS MATERIALIZED (SELECT rid, list, ${keys} FROM rec SEMI JOIN chosen USING (${keys}))
    SELECT a.rid AS l, b.rid AS r FROM part a JOIN part b USING (${keys}) WHERE ${mayPair(rule)}`)
}

async function takeRandom(duck: Duck, rule: PairRule): Promise<void> {
  const rows = await duck.rows('SELECT list, min(rid), count(*) FROM rec GROUP BY list ORDER BY list')
  const [first = [], second = first] = rows.map(row => row.map(Number))
  const total = rows.reduce((sum, [, , count]) => sum + Number(count), 0)
  const [from, size, otherFrom, otherSize] =
    rule.kind === 'link' ? [first[1], first[2], second[1], second[2]] : [0, total, 0, total]
  await duck.run(`CREATE OR REPLACE TABLE training AS SELECT DISTINCT l, r FROM (
      SELECT (${from} + hash(i) % ${size})::INTEGER AS l, (${otherFrom} + hash(i + 7000000) % ${otherSize})::INTEGER AS r FROM range(${randomPairs}) t(i)
    ) JOIN rec a ON a.rid = l JOIN rec b ON b.rid = r WHERE ${mayPair(rule)}`)
}

const sharesAt = (patterns: readonly Pattern[], at: number, levels: number): number[] => {
  const masses = Array.from({ length: levels }, () => 0)
  for (const pattern of patterns) {
    const level = pattern.levels[at] ?? -1
    if (level >= 0) masses[level] = (masses[level] ?? 0) + pattern.count
  }
  return masses
}

/** In short lists some random pairs are of one person: of those `met` as a share, the levels that they are expected at are taken off. */
const withoutMatches = (masses: readonly number[], m: readonly number[], met: number): number[] => {
  const total = masses.reduce((sum, mass) => sum + mass, 0)
  return masses.map((mass, level) => Math.max(0, mass - total * met * (m[level] ?? 0)))
}

/** Two answers for the shares of one field, each as heavy as the pairs that it rests on. */
const together = (
  answers: readonly { shares: readonly number[]; seen: number }[],
  before: readonly number[],
): number[] => {
  const seen = answers.reduce((sum, one) => sum + one.seen, 0)
  if (seen < 1) return [...before]
  return before.map((_, level) => answers.reduce((sum, one) => sum + ((one.shares[level] ?? 0) * one.seen) / seen, 0))
}

/**
 * Learns a model from the records: shares among any two people by random pairs and by the frequencies of names, shares among pairs of one person by
 * expectation–maximisation in blocks of date of birth and sex, and of forename and surname. Blocks of a place are not learnt from: there brothers
 * and sisters would be taken for one child.
 * @param before what learning starts from, and what stands where there is nothing to learn from.
 */
export async function trainModel(
  duck: Duck,
  names: Names,
  fields: readonly Field[],
  rule: PairRule,
  before: Model,
  about: string,
): Promise<Model> {
  const frequencies: Model['frequencies'] = {}
  const averages = new Map<string, number>()
  for (const [at, field] of fields.entries()) {
    const found = await frequenciesOf(duck, field, at)
    if (found === null) continue
    frequencies[field.code] = found.frequencies
    averages.set(field.code, found.average)
  }
  setCommonNames(names, frequencies)
  const start = fields.map(field => sharesOf(before, field))
  await takeRandom(duck, rule)
  const random = await patternsOf(duck, names, fields)
  const { possible, base } = await possiblePairs(duck, rule)
  const met = (base * before.matching) / possible
  const u = fields.map((field, at) => {
    const known = start[at]?.u ?? []
    const m = normal(start[at]?.m ?? [])
    const shares = withBefore(withoutMatches(sharesAt(random, at, known.length), m, met), known, priorRandom)
    const average = averages.get(field.code)
    return withExact(shares, average && Math.max(average / 4, average - met * (m[0] ?? 0)))
  })
  const answers: { learnt: Learnt; fixed: boolean[] }[] = []
  for (const [columns, chosen] of [
    [fields.some(({ kind }) => kind === 'sex') ? ['born', 'sex'] : ['born'], ['born', 'sex']],
    [
      ['fn', 'sn'],
      ['forename', 'surname'],
    ],
  ] as const) {
    await takeBlocks(duck, columns, rule)
    const patterns = await patternsOf(duck, names, fields)
    const fixed = fields.map(({ kind }) => (chosen as readonly string[]).includes(kind))
    answers.push({
      fixed,
      learnt: expectationMaximisation(
        patterns,
        u,
        start.map(({ m }) => normal(m)),
        fixed,
      ),
    })
  }
  await duck.run('DROP TABLE training')
  const learnt: Model['fields'] = {}
  for (const [at, field] of fields.entries()) {
    const of = answers
      .filter(({ fixed }) => fixed[at] !== true)
      .map(one => ({ shares: one.learnt.m[at] ?? [], seen: one.learnt.seen[at] ?? 0 }))
    learnt[field.code] = { m: together(of, normal(start[at]?.m ?? [])), u: u[at] ?? [] }
  }
  return { ...before, trained_on: about, frequencies, fields: { ...before.fields, ...learnt } }
}

/** Names of their own: which they are is said by the model, so that a saved one tells slips from names as it did. */
export function setCommonNames(names: Names, frequencies: Model['frequencies']): void {
  names.setCommon(text => isCommonName(frequencies, text))
}

const normal = (shares: readonly number[]): number[] => {
  const sum = shares.reduce((total, share) => total + share, 0)
  return shares.map(share => share / sum)
}

/** The shares with the first one known exactly. */
function withExact(shares: readonly number[], exact: number | undefined): number[] {
  const [first = 0, ...others] = shares
  if (exact === undefined || exact <= 0 || exact >= 1) return [...shares]
  const left = (1 - exact) / Math.max(1e-12, 1 - first)
  return [exact, ...others.map(share => share * left)]
}
