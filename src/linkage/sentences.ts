import { levelColumn } from './compare-sql.ts'
import { quoted } from './duck.ts'
import { type Field, kinds, type Level } from './fields.ts'

/** What is said of a pair that a guard holds back. */
export const guardSentence = 'these could be twins, or brothers and sisters'

const spaced = (postcode: string): string => postcode.replace(/^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$/, '$1 $2')
const dashed = (born: string): string => born.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')

/** How a value that is compared is written in a sentence. */
export function shownValue(field: Field, value: string | null): string {
  if (value === null) return 'none'
  if (field.kind === 'born') return dashed(value)
  return field.kind === 'place' || field.kind === 'postcode' ? spaced(value) : value
}

/** What one level says of two records. */
export const sentenceOf = (field: Field, level: Level, a: string, b: string): string =>
  level.sentence.replaceAll('{field}', field.label).replaceAll('{a}', a).replaceAll('{b}', b)

/** The same in SQL: what a record says of a field, over `rec` as `a` or `b` with its names as `a_f`, `a_m` and `a_s`. */
function shownSql(field: Field, at: number, side: 'a' | 'b'): string {
  const postcode = `regexp_replace(${side}.postcode, '^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$', '\\1 \\2')`
  const value = {
    forename: `${side}_f.shown`,
    surname: `${side}_s.shown`,
    middle_name: `${side}_m.shown`,
    born: `regexp_replace(${side}.born::VARCHAR, '^(....)(..)(..)$', '\\1-\\2-\\3')`,
    sex: `CASE WHEN ${side}.sex THEN 'F' WHEN NOT ${side}.sex THEN 'M' END`,
    place: postcode,
    postcode,
  }[field.kind as string]
  return `coalesce(${value ?? `${side}.v_${at}`}, 'none')`
}

/** The sentence of the level at which a pair is, in SQL. */
function sentenceSql(field: Field, at: number): string {
  const cases = kinds[field.kind].levels.map((level, code) => {
    const parts = level.sentence
      .replaceAll('{field}', field.label)
      .split(/(\{[ab]\})/)
      .filter(part => part !== '')
      .map(part =>
        part === '{a}' ? shownSql(field, at, 'a') : part === '{b}' ? shownSql(field, at, 'b') : quoted(part),
      )
    return `WHEN ${code} THEN ${parts.join(' || ')}`
  })
  return `CASE ${levelColumn(at)} ${cases.join(' ')} END`
}

/** The reason of a pair, field by field, as an expression over what `reasonTables` joins. */
export const reasonSql = (fields: readonly Field[]): string =>
  `concat_ws('; ', ${fields.map(sentenceSql).join(', ')}, CASE WHEN guarded THEN ${quoted(guardSentence)} END)`

/** The records of the pairs `p`, and their names as they were written. */
export const reasonTables = `JOIN rec a ON a.rid = p.l JOIN rec b ON b.rid = p.r
  LEFT JOIN name a_f ON a_f.id = a.fn LEFT JOIN name b_f ON b_f.id = b.fn LEFT JOIN name a_s ON a_s.id = a.sn
  LEFT JOIN name b_s ON b_s.id = b.sn LEFT JOIN name a_m ON a_m.id = a.mn LEFT JOIN name b_m ON b_m.id = b.mn`
