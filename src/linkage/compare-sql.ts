import { nearTextFrom, partTextFrom, sameAddressFrom } from './compare-records.ts'
import { byValue, type Field, levelAt } from './fields.ts'

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
  WHEN (a.fn = b.sn AND (a.sn = b.fn OR abs(a.si) = abs(b.fi))) OR (a.sn = b.fn AND abs(a.fi) = abs(b.si))
    OR (a.fk = b.sk AND a.sk = b.fk) THEN ${forename.swapped}
  ELSE ${forename.of} END::TINYINT`

const surnameLevel = `CASE WHEN a_sn IS NULL OR b_sn IS NULL THEN -1 WHEN l_forename = ${forename.swapped} THEN ${surname.swapped}
  WHEN a_sn = b_sn THEN 0 WHEN s_level < ${surname.other} THEN s_level
  WHEN a_sn = b_fsn OR a_fsn = b_sn THEN ${surname.other} ELSE s_level END::TINYINT`

const middleLevel = `CASE WHEN a_mn IS NULL OR b_mn IS NULL OR l_forename = ${forename.middle} THEN -1 WHEN a_mn = b_mn THEN 0
  WHEN a_mk = b_mk OR ((a_mi < 0 OR b_mi < 0) AND abs(a_mi) = abs(b_mi)) THEN 1 ELSE 2 END::TINYINT`

const figures = (a: string, b: string): string =>
  [1, 10, 100, 1000].map(unit => `(${a} // ${unit} % 10 <> ${b} // ${unit} % 10)::INT`).join(' + ')
const [year, month, day] = [
  'a_born // 10000 = b_born // 10000',
  'a_born // 100 % 100 = b_born // 100 % 100',
  'a_born % 100 = b_born % 100',
]

const bornLevel = `CASE WHEN a_born IS NULL OR b_born IS NULL THEN -1 WHEN a_born = b_born THEN 0
  WHEN ${year} AND a_born % 100 = b_born // 100 % 100 AND a_born // 100 % 100 = b_born % 100 THEN 1
  WHEN ${year} AND ((${month} AND (a_born % 100 = 1 OR b_born % 100 = 1)) OR a_born % 10000 = 101 OR b_born % 10000 = 101) THEN 3
  WHEN (${year})::INT + (${month})::INT + (${day})::INT = 2 THEN CASE
    WHEN abs(a_born // 10000 - b_born // 10000) + abs(a_born // 100 % 100 - b_born // 100 % 100) + abs(a_born % 100 - b_born % 100) = 1
      OR (CASE WHEN ${year} THEN 0 ELSE ${figures('(a_born // 10000)', '(b_born // 10000)')} END)
        + ${figures('(a_born % 10000)', '(b_born % 10000)')} = 1 THEN 2 ELSE 4 END
  WHEN ${year} THEN 5 ELSE 6 END::TINYINT`

const sexLevel = `CASE WHEN a_sex IS NULL OR b_sex IS NULL THEN -1 WHEN a_sex = b_sex THEN 0 ELSE 1 END::TINYINT`

const oneEdit = (a: string, b: string): string =>
  `(abs(length(${a}) - length(${b})) <= 1 AND damerau_levenshtein(${a}, ${b}) <= 1)`
const likeness = (a: string, b: string): string => `jaro_winkler_similarity(least(${a}, ${b}), greatest(${a}, ${b}))`

const figuresOf = (address: string): string => `trim(regexp_replace(${address}, '[^0-9]+', ' ', 'g'))`
// As a CASE, since what stands after AND is only there not worked out for every pair.
const atOne = `CASE WHEN a.address IS NULL OR b.address IS NULL THEN NULL WHEN a.address = b.address THEN true
  WHEN left(a.address, 2) = left(b.address, 2) AND ${likeness('a.address', 'b.address')} >= ${sameAddressFrom}
    AND ${figuresOf('a.address')} = ${figuresOf('b.address')} THEN true ELSE false END`

/** Whether one edit at most parts two postcodes; it leaves three letters the same at one of their ends. */
const oneEditApart = `((left(a.postcode, 3) = left(b.postcode, 3) OR right(a.postcode, 3) = right(b.postcode, 3)
  OR length(a.postcode) < 6 OR length(b.postcode) < 6) AND ${oneEdit('a.postcode', 'b.postcode')})`

/** How near two postcodes are, -1 where one is missing. */
const postcodeLevel = `CASE WHEN a.postcode IS NULL OR b.postcode IS NULL THEN -1 WHEN a.postcode = b.postcode THEN 0
  WHEN ${oneEditApart} THEN 1 WHEN length(a.postcode) < 5 OR length(b.postcode) < 5 THEN 4
  WHEN a.postcode[:-3] = b.postcode[:-3] THEN 2 WHEN a.postcode[:-4] = b.postcode[:-4] THEN 3 ELSE 4 END::TINYINT`

const placeLevel = `CASE WHEN at_one IS NULL THEN -1 WHEN p_level < 0 THEN CASE WHEN at_one THEN 0 ELSE 6 END
  WHEN at_one THEN CASE WHEN p_level <= 1 THEN 0 ELSE 5 END
  ELSE CASE p_level WHEN 4 THEN 6 ELSE p_level + 1 END END::TINYINT`

/** The level of a field that is compared by its value alone, in the columns `v_N` and, for former UPNs, `former`. */
function valueLevel({ code, kind }: Field, at: number): string {
  const [a, b] = [`a_v_${at}`, `b_v_${at}`]
  const start = `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN -1 WHEN ${a} = ${b} THEN 0`
  if (kind === 'identifier') {
    const former = code === 'upn' ? `WHEN ${a} = b_former OR a_former = ${b} THEN 1` : ''
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

const recordColumns: Readonly<Record<string, readonly string[]>> = {
  surname: ['sn', 'fsn'],
  middle_name: ['mn', 'mk', 'mi'],
  born: ['born'],
  sex: ['sex'],
}

/** The columns of `rec` from which the levels of the fields are told, but for those that are told first. */
const columnsOf = (fields: readonly Field[]): string[] => [
  ...new Set(
    fields.flatMap(({ code, kind }, at) => [
      ...(recordColumns[kind] ?? []),
      ...(byValue(kind) ? [`v_${at}`] : []),
      ...(code === 'upn' ? ['former'] : []),
    ]),
  ),
]

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
        return `CASE WHEN at_one IS NULL THEN p_level ELSE -1 END::TINYINT AS ${column}`
      case 'town':
        return `CASE WHEN at_one IS NOT NULL OR p_level >= 0 THEN -1
          ELSE ${valueLevel(field, at)} END::TINYINT AS ${column}`
      default:
        return `${valueLevel(field, at)} AS ${column}`
    }
  })
  // What several levels rest on is worked out in a query of its own: DuckDB would write it out again for each of them.
  const compared = [...new Set([...columnsOf(fields), ...carry])].map(
    column => `a.${column} AS a_${column}, b.${column} AS b_${column}`,
  )
  return `SELECT l, r, ${levels.join(', ')}${carry.map(column => `, a_${column}, b_${column}`).join('')}
    FROM (SELECT p.l, p.r, ${forenameLevel} AS l_forename, ${surname.of} AS s_level, ${postcodeLevel} AS p_level,
        ${atOne} AS at_one${compared.map(one => `, ${one}`).join('')}
      FROM ${pairs} p JOIN rec a ON a.rid = p.l JOIN rec b ON b.rid = p.r
      ${joinNames('forename_pair', 'f', 'a.fn', 'b.fn')}
      ${joinNames('surname_pair', 's', 'a.sn', 'b.sn')})`
}
