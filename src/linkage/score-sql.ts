import { levelColumn, levelsQuery } from './compare-sql.ts'
import type { Duck } from './duck.ts'
import { type Field, kinds, levelAt } from './fields.ts'
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

/**
 * The weight of a pair by its levels, in powers of two, before the prior; a multiple of 1/4096, so that its sum is exact. `rarity` is what the rarity
 * of its values adds, which takes the joins, and `most` what it could add at most.
 */
function weightSql(model: Model, fields: readonly Field[]) {
  const joins: string[] = []
  const rarities = ['0']
  const most = ['0']
  const weights = fields.map((field, at) => {
    const levels = weightsOf(model, field).map((weight, level) => `WHEN ${level} THEN ${weight}::DOUBLE`)
    if (isWeighed(model, field)) {
      const column = columnOf(field, at)
      for (const side of ['a', 'b'])
        joins.push(`LEFT JOIN rarity_${at} ${side}_${at} ON ${side}_${at}.value = q.${side}_${column}`)
      const rare = `${rarityOf(model, field, unknownValue)}::DOUBLE`
      const weighed = `${levelColumn(at)} IN (${kinds[field.kind].levels.flatMap((level, code) => (level.weighed ? [code] : [])).join(', ')})`
      rarities.push(
        `CASE WHEN ${weighed} THEN least(coalesce(a_${at}.r, ${rare}), coalesce(b_${at}.r, ${rare})) ELSE 0 END`,
      )
      most.push(`CASE WHEN ${weighed} THEN ${mostRarity} ELSE 0 END`)
    }
    return `CASE ${levelColumn(at)} ${levels.join(' ')} ELSE 0 END`
  })
  return {
    weight: weights.join(' + '),
    most: most.join(' + '),
    rarity: `(${rarities.join(' + ')})`,
    joins: joins.join(' '),
  }
}

/** The most that a field's rarity can add, in powers of two. */
const mostRarity = 8

/**
 * Makes `twin` of those records of `weighed` with a similar forename who have somebody beside them in their own list: born on one day, with another
 * forename, at one address, or by one surname where no address is known.
 */
async function createTwins(duck: Duck, fields: readonly Field[]): Promise<void> {
  const forename = fields.findIndex(({ kind }) => kind === 'forename')
  const near = forename < 0 ? 'false' : `${levelColumn(forename)} = ${levelAt('forename', 'near')}`
  await duck.run(`CREATE TABLE near_named AS SELECT rid, list, fn, born, postcode, address, sn FROM rec
    WHERE rid IN (SELECT l FROM weighed WHERE ${near} UNION ALL SELECT r FROM weighed WHERE ${near})`)
  const beside = (column: string, known: string): string =>
    `SELECT s.rid FROM near_named s JOIN rec o ON o.list = s.list AND o.born = s.born AND o.${column} = s.${column} WHERE o.fn <> s.fn AND ${known}`
  await duck.run(`CREATE TABLE twin AS SELECT DISTINCT rid FROM (SELECT rid FROM near_named WHERE born IS NULL
    UNION ALL ${beside('address', 's.address IS NOT NULL')} UNION ALL ${beside('postcode', 's.address IS NULL AND s.postcode IS NOT NULL')}
    UNION ALL ${beside('sn', 's.address IS NULL AND s.postcode IS NULL')})`)
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
  const carried = fields.flatMap((field, at) => (isWeighed(model, field) ? [columnOf(field, at)] : []))
  const { weight, most, rarity, joins } = weightSql(model, fields)
  const levels = fields.map((_, at) => levelColumn(at)).join(', ')
  // Rarities are looked up for those pairs alone that they can bring far enough.
  await duck.run(`CREATE TABLE weighed AS SELECT q.l, q.r, ${levels}, base + ${rarity} AS w FROM (
      SELECT *, ${weight} AS base FROM (${levelsQuery('candidate', fields, carried)}) WHERE ${weight} + ${most} >= ${least}
    ) q ${joins} WHERE base + ${rarity} >= ${least}`)
  await createTwins(duck, fields)
  await duck.run(`CREATE TABLE scored AS SELECT l, r, ${levels}, w, ${heldBackSql(fields)} AS cap
    FROM (SELECT weighed.*, tl.rid IS NOT NULL OR tr.rid IS NOT NULL AS twin FROM weighed
      LEFT JOIN twin tl ON tl.rid = l LEFT JOIN twin tr ON tr.rid = r); DROP TABLE weighed`)
}
