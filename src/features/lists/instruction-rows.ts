import { readDay } from '../../rulebook/read-day.ts'

/** Words by which a template says what is to stand in a column. */
const says =
  /\b(required|mandatory|optional|must|should|enter|format|for example|free text|characters|digits|if known|if applicable|delete this row|dd[/-]mm[/-]yyyy|yyyy-mm-dd|e\.g|max(?:imum)?)\b/i

/** Whether a row under the header tells how to fill it in, and is of no child: some cells instruct, and none holds a day. */
export function isInstruction(cells: readonly string[]): boolean {
  const filled = cells.map(cell => cell.trim()).filter(cell => cell !== '')
  const telling = filled.filter(cell => says.test(cell)).length
  if (telling === 0 || telling * 3 < filled.length) return false
  return !filled.some(cell => 'day' in readDay(cell))
}
