import { mappingProblems } from './mapping.ts'
import type { ImportPage } from './queries.ts'
import type { Show } from './row-queries.ts'

/** Fields that its kind of list needs or usually has, and for which no column is chosen. */
const columnWarnings = (list: ImportPage): string[] =>
  list.format === 'csv' || list.format === 'xlsx'
    ? mappingProblems(list.mapping ?? {}, list).flatMap(({ severity, reason }) =>
        severity === 'flagged' ? [reason] : [],
      )
    : []

/** What whoever looks at a list should know before going on. */
export function warningsOf(
  list: ImportPage,
  counted: Record<Show | 'unreadable', number>,
  isAtWork: boolean,
): string[] {
  const warnings: string[] = list.state === 'committed' ? [] : [...list.notes, ...columnWarnings(list)]
  if (list.refusal !== null) warnings.push(list.refusal)
  if (list.state === 'ready') for (const reason of list.held) warnings.push(`Held back: ${reason}`)
  if (list.state === 'undoing' && !isAtWork)
    warnings.push('Taking the list back was stopped before its end. Go on to take back the rest.')
  if (list.state === 'checking' && !isAtWork)
    warnings.push('The check was stopped before its end. Check the list again, or withdraw it.')
  if (list.state === 'committing' && !isAtWork)
    warnings.push('The commit was stopped before its end. What was committed stays; go on to take in the rest.')
  if (list.state === 'ready' && counted.ambiguous > 0)
    warnings.push(
      'Rows that are to be decided wait until somebody decides them. They can be decided before the commit or after it.',
    )
  if (counted.unreadable > 0)
    warnings.push(
      `${counted.unreadable.toLocaleString('en-GB')} ${counted.unreadable === 1 ? 'row' : 'rows'} could not be read at all, and any child may stand there: nobody is held to be missing. Mend the file and bring it in again to see who is.`,
    )
  if (list.state === 'ready' && list.rows_read > 20 && list.missing * 2 > list.rows_read)
    warnings.push(
      `${list.missing.toLocaleString('en-GB')} children of earlier lists are missing from this one. Make sure that it is whole: committing ends what those lists said of them.`,
    )
  return warnings
}
