import { levelColumn, levelsQuery } from './compare-sql.ts'
import type { Duck } from './duck.ts'
import { type Field, kinds } from './fields.ts'
import { heldBackSql } from './guard.ts'
import { type Model, rarityOf, weightsOf } from './model.ts'

const rareColumn: Readonly<Record<string, string>> = { forename: 'fn', surname: 'sn', born: 'born' }
const columnOf = (field: Field, at: number): string => rareColumn[field.kind] ?? `v_${at}`

const isWeighed = (model: Model, field: Field): boolean =>
  model.frequencies[field.code] !== undefined && kinds[field.kind].levels.some(({ weighed }) => weighed)

/** Makes a table `rarity_N` of the values whose rarity the model knows, for each field that weighs rarity. */
async function createRarities(duck: Duck, model: Model, fields: readonly Field[]): Promise<void> {
  for (const [at, field] of fields.entries()) {
    if (!isWeighed(model, field)) continue
    const shares = Object.keys(model.frequencies[field.code]?.shares ?? {})
    await duck.run(`CREATE TABLE told_${at} (value VARCHAR, r INTEGER)`)
    // Rarities are multiples of 1/4096, so that whole numbers hold them.
    await duck.fill(
      `told_${at}`,
      ['T', 'I'],
      shares.map(value => [value, rarityOf(model, field, value) * 4096]),
    )
    const named = field.kind === 'forename' || field.kind === 'surname'
    const value = named ? 'name.id' : field.kind === 'born' ? 'value::INTEGER' : 'value'
    await duck.run(
      `CREATE TABLE rarity_${at} AS SELECT ${value} AS value, r / 4096.0::DOUBLE AS r FROM told_${at} ${named ? 'JOIN name ON name.text = value' : ''}`,
    )
    await duck.run(`DROP TABLE told_${at}`)
  }
}

/** A text that no value is: what it is given is the rarity of a value that the model does not know. */
const unknownValue = '\u0000'

/** The weight of a pair by its levels, in powers of two, before the prior; a multiple of 1/4096, so that its sum is exact. */
function weightSql(model: Model, fields: readonly Field[]): { weight: string; joins: string } {
  const joins: string[] = []
  const parts = fields.map((field, at) => {
    const weights = weightsOf(model, field).map((weight, level) => `WHEN ${level} THEN ${weight}::DOUBLE`)
    const base = `CASE ${levelColumn(at)} ${weights.join(' ')} ELSE 0 END`
    if (!isWeighed(model, field)) return base
    const column = columnOf(field, at)
    for (const side of ['a', 'b'])
      joins.push(`LEFT JOIN rarity_${at} ${side}_${at} ON ${side}_${at}.value = q.${side}_${column}`)
    const rare = `${rarityOf(model, field, unknownValue)}::DOUBLE`
    const weighed = kinds[field.kind].levels.flatMap((level, code) => (level.weighed ? [code] : []))
    return `${base} + CASE WHEN ${levelColumn(at)} IN (${weighed.join(', ')})
      THEN least(coalesce(a_${at}.r, ${rare}), coalesce(b_${at}.r, ${rare})) ELSE 0 END`
  })
  return { weight: parts.join(' + '), joins: joins.join(' ') }
}

/**
 * Makes `twin` of the records that have somebody beside them in their own list: born on one day, with another forename, at one address, or
 * by one surname where no address is known.
 */
async function createTwins(duck: Duck): Promise<void> {
  const beside = (columns: string, known: string): string =>
    `SELECT rid FROM rec JOIN (SELECT list, born, ${columns} FROM rec WHERE born IS NOT NULL GROUP BY ALL HAVING min(fn) <> max(fn)) m USING (list, born, ${columns}) WHERE ${known}`
  await duck.run(`CREATE TABLE twin AS SELECT DISTINCT rid FROM (SELECT rid FROM rec WHERE born IS NULL
    UNION ALL ${beside('address', 'address IS NOT NULL')} UNION ALL ${beside('postcode', 'address IS NULL AND postcode IS NOT NULL')}
    UNION ALL ${beside('sn', 'address IS NULL AND postcode IS NULL')})`)
}

/**
 * Fills `scored` with the pairs of `candidate` whose weight is at least `least`: their levels, the weight before the prior, and how far
 * a guard lets it come.
 */
export async function scoreCandidates(
  duck: Duck,
  model: Model,
  fields: readonly Field[],
  least: number,
): Promise<void> {
  await createRarities(duck, model, fields)
  await createTwins(duck)
  const carried = fields.flatMap((field, at) => (isWeighed(model, field) ? [columnOf(field, at)] : []))
  const { weight, joins } = weightSql(model, fields)
  const levels = fields.map((_, at) => levelColumn(at)).join(', ')
  await duck.run(`CREATE TABLE scored AS SELECT * EXCLUDE (twin), ${heldBackSql(fields)} AS cap FROM (
      SELECT q.l, q.r, ${levels}, ${weight} AS w, coalesce(tl.rid, tr.rid) IS NOT NULL AS twin FROM (${levelsQuery('candidate', fields, carried)}) q ${joins}
      LEFT JOIN twin tl ON tl.rid = q.l LEFT JOIN twin tr ON tr.rid = q.r
    ) WHERE w >= ${least}`)
}
