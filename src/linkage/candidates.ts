import type { Duck } from './duck.ts'
import type { Field } from './fields.ts'

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

/** Blocks: records that share one of these keys are compared. `n` is the place of any name, `f` forename, `s` surname. */
function blocks(fields: readonly Field[]): { keys: string; from: string; most?: number }[] {
  const anyName = `(SELECT rid, unnest(list_distinct(list_filter([fn, mn, sn, fsn], x -> x IS NOT NULL))) AS id FROM pool) JOIN name_key USING (id) JOIN pool p USING (rid)`
  const bothNames = 'pool p JOIN name_key f ON f.id = p.fn JOIN name_key s ON s.id = p.sn'
  const values = fields.flatMap((field, at) =>
    ['identifier', 'phone', 'email'].includes(field.kind) ? [{ keys: `p.v_${at}`, from: 'pool p', most: 400 }] : [],
  )
  const upn = fields.findIndex(({ code }) => code === 'upn')
  const formers =
    upn < 0
      ? []
      : [{ keys: 'p.number', from: `(SELECT rid, list, unnest([former, v_${upn}]) AS number FROM pool) p`, most: 400 }]
  return [
    ...values,
    ...formers,
    { keys: 'name_key.key, p.born', from: anyName },
    { keys: 'name_key.key, p.postcode', from: anyName },
    { keys: 'p.postcode, p.born', from: 'pool p' },
    { keys: 'f.key, s.key, p.born // 10000', from: bothNames },
    { keys: 'f.key, s.key, p.born % 10000', from: bothNames },
    { keys: 'f.key, s.key', from: bothNames, most: mostOfName },
    { keys: 'abs(p.fi), abs(p.si), p.born', from: 'pool p' },
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
  await duck.run('CREATE TABLE met (l INTEGER, r INTEGER)')
  for (const { keys, from, most = mostInBlock } of blocks(fields)) {
    const parts = keys.split(', ')
    await duck.run(`CREATE TEMP TABLE block AS SELECT DISTINCT p.rid, p.list, hash(${keys}) AS h FROM ${from}
      WHERE ${parts.map(part => `${part} IS NOT NULL`).join(' AND ')}`)
    const met =
      rule.kind === 'link'
        ? 'count(*) FILTER (list = 0) * count(*) FILTER (list = 1) BETWEEN 1 AND'
        : 'count(*) * (count(*) - 1) / 2 BETWEEN 1 AND'
    await duck.run(`INSERT INTO met SELECT a.rid, b.rid FROM (SELECT h FROM block GROUP BY h HAVING ${met} ${most}) g
      JOIN block a ON a.h = g.h JOIN block b ON b.h = g.h WHERE ${pair}`)
    await duck.run('DROP TABLE block')
  }
  await duck.run('INSERT INTO candidate SELECT DISTINCT l, r FROM met; DROP TABLE met')
}

/**
 * Settles beforehand who is found without a doubt, where each has one partner: same names, date of birth and postcode, and
 * nobody else in either list has them. Who is settled is not looked for again. Fills `candidate` and `pool`.
 */
export async function settlePlain(duck: Duck, rule: PairRule, oneToOne: boolean): Promise<void> {
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
  await duck.run(`CREATE TABLE pool AS SELECT rid, list, fn, mn, sn, fsn, fi, si, born, postcode, former, COLUMNS('v_.*') FROM rec
    WHERE rid NOT IN (SELECT l FROM candidate) AND rid NOT IN (SELECT r FROM candidate)`)
}
