import type { Read } from '../../ground/database/door.ts'
import { Missing } from '../../ground/web/errors.ts'
import { formatDay } from '../../rulebook/index.ts'
import { seriesUrl } from './addresses.ts'
import { cadences, wordsOf } from './codes.ts'
import type { Frame } from './form-pages.ts'
import { type Series, seriesById } from './queries.ts'

/** @throws Missing. */
export async function seriesOrMissing(tx: Read, id: string | undefined): Promise<Series> {
  const found = await seriesById(tx, id ?? '')
  if (!found) throw new Missing()
  return found
}

/** As `seriesOrMissing`, of a body that has not ended. @throws Missing. */
export async function runningSeries(tx: Read, params: Readonly<Record<string, string>>): Promise<Series> {
  const found = await seriesOrMissing(tx, params.id)
  if (found.ended_on !== null) throw new Missing()
  return found
}

/** What stands round a form of a body. */
export const seriesFrame = (found: Series, title: string, ...says: string[]): Frame => ({
  ...{ title, says, brief: [], links: [], back: { href: seriesUrl(found.id), text: found.title } },
})

/** How often a body meets. */
export function cadenceText({ every, count, first_on }: Series): string {
  if (every === 'dates') return 'On days that somebody chooses'
  const from = `from ${formatDay(first_on)}`
  if (every === 'weeks' || every === 'months')
    return `Every ${count === 1 ? '' : `${count} `}${count === 1 ? every.slice(0, -1) : every}, ${from}`
  return `${wordsOf(cadences, every)}, in week ${count}`
}
