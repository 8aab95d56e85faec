import { levelColumn } from './compare-sql.ts'
import { type Field, levelAt } from './fields.ts'

/** Where a guard holds a pair back: at even odds a person looks, at the lower weight it is not asked about at all. */
export const guardWeights = { twin: 0, sibling: -5 }

const forenameFrom = levelAt('forename', 'near')
const surnameTo = levelAt('surname', 'other')
const partOfDay = levelAt('born', 'part')

const placeOf = (fields: readonly Field[], kind: Field['kind']): number => fields.findIndex(field => field.kind === kind)

/**
 * The weight above which a pair may not come: twins have all in common but the forename, brothers and sisters all but forename and
 * date of birth, and a number that was taken for the other's makes neither one child. Null where nothing holds the pair back.
 */
export function heldBackTo(fields: readonly Field[], levels: readonly number[]): number | null {
  const forename = levels[placeOf(fields, 'forename')] ?? -1
  if (forename < forenameFrom) return null
  const born = levels[placeOf(fields, 'born')] ?? -1
  const surname = levels[placeOf(fields, 'surname')] ?? -1
  if (born >= partOfDay) {
    const number = fields.some(({ kind }, at) => kind === 'identifier' && levels[at] === 0)
    return number ? guardWeights.twin : guardWeights.sibling
  }
  return born === 0 && surname >= 0 && surname <= surnameTo ? guardWeights.twin : null
}

/** The same in SQL, over the columns of levels. */
export function heldBackSql(fields: readonly Field[]): string {
  const column = (kind: Field['kind']): string => {
    const at = placeOf(fields, kind)
    return at < 0 ? '-1' : levelColumn(at)
  }
  const numbers = fields.flatMap(({ kind }, at) => (kind === 'identifier' ? [`${levelColumn(at)} = 0`] : []))
  const [forename, surname, born] = [column('forename'), column('surname'), column('born')]
  return `CASE WHEN ${forename} < ${forenameFrom} THEN NULL
    WHEN ${born} >= ${partOfDay} THEN ${numbers.length === 0 ? guardWeights.sibling : `CASE WHEN ${numbers.join(' OR ')} THEN ${guardWeights.twin} ELSE ${guardWeights.sibling} END`}
    WHEN ${born} = 0 AND ${surname} BETWEEN 0 AND ${surnameTo} THEN ${guardWeights.twin} END::DOUBLE`
}
