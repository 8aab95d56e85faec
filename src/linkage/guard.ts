import { levelColumn } from './compare-sql.ts'
import { type Field, levelAt } from './fields.ts'

/** How far a guard lets a pair come: a person looks at the first, nobody is asked about the second. */
export const guardWeights = { twin: -1, sibling: -5 }

const forenameFrom = levelAt('forename', 'near')
const forenameDiffers = levelAt('forename', 'differs')
const surnameTo = levelAt('surname', 'other')
const partOfDay = levelAt('born', 'part')

const placeOf = (fields: readonly Field[], kind: Field['kind']): number =>
  fields.findIndex(field => field.kind === kind)

/**
 * The weight above which a pair may not come: twins have all in common but the forename, brothers and sisters all but forename and
 * date of birth, and a number that was taken for the other's makes neither one child. A forename that is only similar holds the pair
 * back where a twin may be: where one of the two has somebody beside them in their own list, born on the same day. Null where nothing does.
 */
export function heldBackTo(fields: readonly Field[], levels: readonly number[], twin: boolean): number | null {
  const forename = levels[placeOf(fields, 'forename')] ?? -1
  if (forename < forenameFrom) return null
  const born = levels[placeOf(fields, 'born')] ?? -1
  const surname = levels[placeOf(fields, 'surname')] ?? -1
  if (born >= partOfDay) {
    const number = fields.some(({ kind }, at) => kind === 'identifier' && levels[at] === 0)
    return number ? guardWeights.twin : guardWeights.sibling
  }
  if (forename < forenameDiffers && !twin) return null
  return born === 0 && surname >= 0 && surname <= surnameTo ? guardWeights.twin : null
}

/** The same in SQL, over the columns of levels and `twin`. */
export function heldBackSql(fields: readonly Field[]): string {
  const column = (kind: Field['kind']): string => {
    const at = placeOf(fields, kind)
    return at < 0 ? '-1' : levelColumn(at)
  }
  const numbers = fields.flatMap(({ kind }, at) => (kind === 'identifier' ? [`${levelColumn(at)} = 0`] : []))
  const [forename, surname, born] = [column('forename'), column('surname'), column('born')]
  return `CASE WHEN ${forename} < ${forenameFrom} THEN NULL
    WHEN ${born} >= ${partOfDay} THEN ${numbers.length === 0 ? guardWeights.sibling : `CASE WHEN ${numbers.join(' OR ')} THEN ${guardWeights.twin} ELSE ${guardWeights.sibling} END`}
    WHEN ${forename} < ${forenameDiffers} AND NOT twin THEN NULL
    WHEN ${born} = 0 AND ${surname} BETWEEN 0 AND ${surnameTo} THEN ${guardWeights.twin} END::DOUBLE`
}
