import type { Duck } from './duck.ts'
import { byValue, type Field } from './fields.ts'

/** Which pairs of records may be one person. */
export interface PairRule {
  /** `link`: a record of the first list with one of the second; `among`: any two. */
  kind: 'link' | 'among'
  /** Whether each list holds a person once, so that two of its records are never one. */
  once: boolean
}

/** The condition under which `a` and `b` are a pair, each once. */
export const mayPair = ({ kind, once }: PairRule): string =>
  kind === 'link' ? 'a.list = 0 AND b.list = 1' : `a.rid < b.rid${once ? ' AND a.list <> b.list' : ''}`

/** How many pairs there are at all. */
export async function possiblePairs(duck: Duck, rule: PairRule): Promise<{ possible: number; base: number }> {
  const counts = (await duck.rows('SELECT count(*) FROM rec GROUP BY list ORDER BY list')).map(([count]) =>
    Number(count),
  )
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (rule.kind === 'link') {
    const [left = 0, right = 0] = counts
    return { possible: left * right, base: Math.min(left, right) }
  }
  const within = rule.once ? counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0) : 0
  return { possible: (total * (total - 1)) / 2 - within, base: total }
}

/** So few pairs are all compared. */
const allPairs = 600_000
/** A block in which more pairs meet tells nothing about who is who. */
const mostInBlock = 4000
/** Of a whole name without anything else, so many: only rare names are looked for by themselves. */
const mostOfName = 150

interface Block {
  keys: string
  from: string
  most?: number
}

/**
 * Blocks: records that share one of these keys are compared. `any_name` has a row for each name of a record and each of its keys, `both_names`
 * one for each key of its forename with each of its surname.
 */
function blocks(fields: readonly Field[]): Block[] {
  const values = fields.flatMap((field, at) =>
    ['identifier', 'phone', 'email'].includes(field.kind) ? [{ keys: `v_${at}`, from: 'pool', most: 400 }] : [],
  )
  const upn = fields.findIndex(({ code }) => code === 'upn')
  const formers =
    upn < 0
      ? []
      : [{ keys: 'number', from: `(SELECT rid, list, unnest([former, v_${upn}]) AS number FROM pool)`, most: 400 }]
  return [
    ...[...values, ...formers],
    { keys: 'key, born', from: 'any_name' },
    { keys: 'key, postcode', from: 'any_name' },
    { keys: 'postcode, born', from: 'pool' },
    { keys: 'names, born // 10000', from: 'both_names' },
    { keys: 'names, born % 10000', from: 'both_names' },
    { keys: 'names', from: 'both_names', most: mostOfName },
    { keys: 'abs(fi), abs(si), born', from: 'pool' },
  ]
}

/** Fills `candidate` with every pair that any block brings together, among the records of `pool`. */
export async function findCandidates(
  duck: Duck,
  fields: readonly Field[],
  rule: PairRule,
  possible: number,
): Promise<void> {
  const pair = mayPair(rule)
  if (possible <= allPairs) {
    await duck.run(`INSERT INTO candidate SELECT a.rid, b.rid FROM pool a JOIN pool b ON ${pair}`)
    return
  }
  await duck.run(`CREATE TABLE any_name AS SELECT rid, list, born, postcode, key
    FROM (SELECT rid, list, born, postcode, unnest(list_distinct(list_filter([fn, mn, sn, fsn], x -> x IS NOT NULL))) AS id FROM pool) JOIN name_key USING (id)`)
  await duck.run(`CREATE TABLE both_names AS SELECT rid, list, born, hash(f.key, s.key) AS names
    FROM pool JOIN name_key f ON f.id = fn JOIN name_key s ON s.id = sn`)
  await duck.run('CREATE TABLE met (l INTEGER, r INTEGER)')
  for (const block of blocks(fields)) await meet(duck, block, rule)
  await duck.run('DROP TABLE any_name; DROP TABLE both_names')
  await duck.run('INSERT INTO candidate SELECT DISTINCT l, r FROM met; DROP TABLE met')
}

/** Fills `met` with the pairs of one kind of block; a block of one record, or of too many pairs, is left out. */
async function meet(duck: Duck, { keys, from, most = mostInBlock }: Block, rule: PairRule): Promise<void> {
  const known = keys.split(', ').map(part => `${part} IS NOT NULL`)
  const met =
    rule.kind === 'link'
      ? 'count(*) FILTER (list = 0) * count(*) FILTER (list = 1) BETWEEN 1 AND'
      : 'count(*) * (count(*) - 1) / 2 BETWEEN 1 AND'
  await duck.run(
    `CREATE TEMP TABLE block AS SELECT rid, list, hash(${keys}) AS h FROM ${from} WHERE ${known.join(' AND ')}`,
  )
  await duck.run(
    `CREATE TEMP TABLE good AS SELECT rid, list, h FROM block SEMI JOIN (SELECT h FROM block GROUP BY h HAVING ${met} ${most}) USING (h)`,
  )
  await duck.run(
    `DROP TABLE block; INSERT INTO met SELECT a.rid, b.rid FROM good a JOIN good b ON a.h = b.h WHERE ${mayPair(rule)}; DROP TABLE good`,
  )
}

/**
 * Settles beforehand who is found without a doubt, where each has one partner: same names, date of birth and postcode, and
 * nobody else in either list has them. Who is settled is not looked for again. Fills `candidate` and `pool`.
 */
export async function settlePlain(
  duck: Duck,
  fields: readonly Field[],
  rule: PairRule,
  oneToOne: boolean,
): Promise<void> {
  await duck.run('CREATE TABLE candidate (l INTEGER, r INTEGER)')
  if (rule.kind !== 'link' || !oneToOne) {
    await duck.run('CREATE VIEW pool AS SELECT * FROM rec')
    return
  }
  const alone = (list: number): string =>
    `(SELECT any_value(rid) AS rid, any_value(sex) AS sex, fn, sn, born, postcode FROM rec WHERE list = ${list} AND fn IS NOT NULL AND sn IS NOT NULL
      AND born IS NOT NULL AND postcode IS NOT NULL GROUP BY fn, sn, born, postcode HAVING count(*) = 1)`
  await duck.run(`INSERT INTO candidate SELECT a.rid, b.rid FROM ${alone(0)} a JOIN ${alone(1)} b USING (fn, sn, born, postcode)
    WHERE a.sex IS NOT DISTINCT FROM b.sex OR a.sex IS NULL OR b.sex IS NULL`)
  const values = fields.map(({ kind }, at) => (byValue(kind) ? `, v_${at}` : '')).join('')
  await duck.run(`CREATE TABLE pool AS SELECT rid, list, fn, mn, sn, fsn, fi, si, born, postcode, former${values} FROM rec
    WHERE rid NOT IN (SELECT l FROM candidate) AND rid NOT IN (SELECT r FROM candidate)`)
}
