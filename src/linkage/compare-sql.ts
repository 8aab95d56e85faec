import { nearTextFrom, partTextFrom, sameAddressFrom } from './compare-records.ts'
import { type Field, levelAt } from './fields.ts'

// The levels of compare-records.ts, said in SQL over the columns of `rec` (see build-records.ts). Records of a pair are `a` and
// `b`; `f.level` and `s.level` are the levels of two different forenames and surnames, which are worked out once for each two.

const forename = {
  middle: levelAt('forename', 'middle'),
  swapped: levelAt('forename', 'swapped'),
  of: `coalesce(f.level, ${levelAt('forename', 'differs')})`,
}
const surname = {
  other: levelAt('surname', 'other'),
  swapped: levelAt('surname', 'swapped'),
  of: `coalesce(s.level, ${levelAt('surname', 'differs')})`,
}

/** A table of the levels of two different names, the lesser id first; two that are not in it differ. */
const joinNames = (table: string, alias: string, one: string, other: string): string =>
  `LEFT JOIN ${table} ${alias} ON ${alias}.lo = least(${one}, ${other}) AND ${alias}.hi = greatest(${one}, ${other})`

const forenameLevel = `CASE WHEN a.fn IS NULL OR b.fn IS NULL THEN -1 WHEN a.fn = b.fn THEN 0
  WHEN ${forename.of} < ${forename.middle} THEN ${forename.of}
  WHEN a.fn = b.mn OR a.mn = b.fn THEN ${forename.middle}
  WHEN (a.fn = b.sn AND a.sn = b.fn) OR (a.fk = b.sk AND a.sk = b.fk) THEN ${forename.swapped}
  ELSE ${forename.of} END::TINYINT`

const surnameLevel = `CASE WHEN a.sn IS NULL OR b.sn IS NULL THEN -1 WHEN l_forename = ${forename.swapped} THEN ${surname.swapped}
  WHEN a.sn = b.sn THEN 0 WHEN ${surname.of} < ${surname.other} THEN ${surname.of}
  WHEN a.sn = b.fsn OR a.fsn = b.sn THEN ${surname.other} ELSE ${surname.of} END::TINYINT`

const middleLevel = `CASE WHEN a.mn IS NULL OR b.mn IS NULL OR l_forename = ${forename.middle} THEN -1 WHEN a.mn = b.mn THEN 0
  WHEN a.mk = b.mk OR ((a.mi < 0 OR b.mi < 0) AND abs(a.mi) = abs(b.mi)) THEN 1 ELSE 2 END::TINYINT`

const figures = (a: string, b: string): string =>
  [1, 10, 100, 1000].map(unit => `(${a} // ${unit} % 10 <> ${b} // ${unit} % 10)::INT`).join(' + ')
const [year, month, day] = ['a.born // 10000 = b.born // 10000', 'a.born // 100 % 100 = b.born // 100 % 100', 'a.born % 100 = b.born % 100']

const bornLevel = `CASE WHEN a.born IS NULL OR b.born IS NULL THEN -1 WHEN a.born = b.born THEN 0
  WHEN ${year} AND a.born % 100 = b.born // 100 % 100 AND a.born // 100 % 100 = b.born % 100 THEN 1
  WHEN ${year} AND ((${month} AND (a.born % 100 = 1 OR b.born % 100 = 1)) OR a.born % 10000 = 101 OR b.born % 10000 = 101) THEN 3
  WHEN (${year})::INT + (${month})::INT + (${day})::INT = 2 THEN CASE
    WHEN abs(a.born // 10000 - b.born // 10000) + abs(a.born // 100 % 100 - b.born // 100 % 100) + abs(a.born % 100 - b.born % 100) = 1
      OR (CASE WHEN ${year} THEN 0 ELSE ${figures('(a.born // 10000)', '(b.born // 10000)')} END)
        + ${figures('(a.born % 10000)', '(b.born % 10000)')} = 1 THEN 2 ELSE 4 END
  WHEN ${year} THEN 5 ELSE 6 END::TINYINT`

const sexLevel = `CASE WHEN a.sex IS NULL OR b.sex IS NULL THEN -1 WHEN a.sex = b.sex THEN 0 ELSE 1 END::TINYINT`

const oneEdit = (a: string, b: string): string =>
  `(abs(length(${a}) - length(${b})) <= 1 AND damerau_levenshtein(${a}, ${b}) <= 1)`
const likeness = (a: string, b: string): string =>
  `jaro_winkler_similarity(least(${a}, ${b}), greatest(${a}, ${b}))`

const figuresOf = (address: string): string => `trim(regexp_replace(${address}, '[^0-9]+', ' ', 'g'))`
const atOne = `(a.address = b.address OR (${likeness('a.address', 'b.address')} >= ${sameAddressFrom}
  AND ${figuresOf('a.address')} = ${figuresOf('b.address')}))`

/** How near two postcodes are, -1 where one is missing. */
const postcodeLevel = `CASE WHEN a.postcode IS NULL OR b.postcode IS NULL THEN -1 WHEN a.postcode = b.postcode THEN 0
  WHEN ${oneEdit('a.postcode', 'b.postcode')} THEN 1 WHEN length(a.postcode) < 5 OR length(b.postcode) < 5 THEN 4
  WHEN a.postcode[:-3] = b.postcode[:-3] THEN 2 WHEN a.postcode[:-4] = b.postcode[:-4] THEN 3 ELSE 4 END::TINYINT`

const placeLevel = `CASE WHEN a.address IS NULL OR b.address IS NULL THEN -1
  WHEN p_level < 0 THEN CASE WHEN ${atOne} THEN 0 ELSE 6 END
  WHEN p_level <= 1 AND ${atOne} THEN 0
  WHEN p_level = 0 THEN 1 WHEN p_level = 1 THEN 2
  WHEN ${atOne} THEN 5
  WHEN p_level = 2 THEN 3 WHEN p_level = 3 THEN 4 ELSE 6 END::TINYINT`

/** The level of a field that is compared by its value alone, in the columns `v_N` and, for former UPNs, `former`. */
function valueLevel({ code, kind }: Field, at: number): string {
  const [a, b] = [`a.v_${at}`, `b.v_${at}`]
  const start = `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN -1 WHEN ${a} = ${b} THEN 0`
  if (kind === 'identifier') {
    const former = code === 'upn' ? `WHEN ${a} = b.former OR a.former = ${b} THEN 1` : ''
    return `${start} ${former} WHEN ${oneEdit(a, b)} THEN 2 ELSE 3 END::TINYINT`
  }
  if (kind === 'phone' || kind === 'exact') return `${start} ELSE 1 END::TINYINT`
  const near = `${likeness(a, b)} >= ${nearTextFrom}`
  if (kind === 'email')
    return `${start} WHEN split_part(${a}, '@', 1) = split_part(${b}, '@', 1) OR ${near} THEN 1 ELSE 2 END::TINYINT`
  return `${start} WHEN ${near} THEN 1 WHEN ${likeness(a, b)} >= ${partTextFrom} THEN 2 ELSE 3 END::TINYINT`
}

/** The column of a pair in which the level of the field at a place stands. */
export const levelColumn = (at: number): string => `l_${at}`

/**
 * A query that gives each pair of `pairs` (columns `l` and `r`, places in `rec`) with the level of every field. `carry` names
 * further columns of the pair's records that it gives along.
 */
export function levelsQuery(pairs: string, fields: readonly Field[], carry: readonly string[] = []): string {
  const levels = fields.map((field, at) => {
    const column = levelColumn(at)
    switch (field.kind) {
      case 'forename':
        return `l_forename AS ${column}`
      case 'surname':
        return `${surnameLevel} AS ${column}`
      case 'middle_name':
        return `${middleLevel} AS ${column}`
      case 'born':
        return `${bornLevel} AS ${column}`
      case 'sex':
        return `${sexLevel} AS ${column}`
      case 'place':
        return `${placeLevel} AS ${column}`
      case 'postcode':
        return `CASE WHEN a.address IS NOT NULL AND b.address IS NOT NULL THEN -1 ELSE p_level END::TINYINT AS ${column}`
      case 'town':
        return `CASE WHEN (a.address IS NOT NULL AND b.address IS NOT NULL) OR p_level >= 0 THEN -1
          ELSE ${valueLevel(field, at)} END::TINYINT AS ${column}`
      default:
        return `${valueLevel(field, at)} AS ${column}`
    }
  })
  return `SELECT p.l, p.r, ${forenameLevel} AS l_forename, ${postcodeLevel} AS p_level, ${[...levels, ...carry].join(', ')}
    FROM ${pairs} p JOIN rec a ON a.rid = p.l JOIN rec b ON b.rid = p.r
    ${joinNames('forename_pair', 'f', 'a.fn', 'b.fn')}
    ${joinNames('surname_pair', 's', 'a.sn', 'b.sn')}`
}
