import type { Read } from '../../ground/database/door.ts'
import { type DatedPolicy, formatShortDay, policies as packs } from '../../rulebook/index.ts'
import { calendarsVersion } from '../calendars/index.ts'
import { policiesForReading } from '../children/index.ts'
import { rulesVersion } from './rules-version.ts'

/** The authority's own policies, each on its days. Every other definition is a policy that comes with the product, on all days. */
export const own = 'own'

export const definitionTitle = (policy: string): string =>
  policy === own ? 'The authority’s own policies' : (packs.find(({ id }) => id === policy)?.title ?? policy)

export const definitionNames: readonly string[] = [own, ...packs.map(({ id }) => id)]

/** What a count is made by, with the names by which it is kept. A policy that comes with the product holds on all days. */
export interface Definitions {
  sides: readonly { policy: string; version: string; policies: readonly DatedPolicy[] }[]
  rules_version: string
  calendars_version: string
}

/**
 * The definitions of these names: the program's rules, and the calendars and the authority's own policies as they were known at an
 * instant; as they stand now when null. Throws Error for a name that there is not.
 */
export async function readDefinitions(
  tx: Read,
  names: readonly string[],
  known_at: Date | null = null,
): Promise<Definitions> {
  const decided = names.includes(own) ? await policiesForReading(tx, known_at) : []
  return {
    sides: names.map(policy => {
      const policies = policy === own ? decided : packs.filter(({ id }) => id === policy)
      if (policies.length === 0) throw new Error(`There is no policy ${policy}.`)
      return { policy, version: versionOf(policies), policies }
    }),
    rules_version: rulesVersion(),
    calendars_version: await calendarsVersion(tx, known_at),
  }
}

/** What the policies say, in words: of several, each with the day from which it holds. */
function versionOf(policies: readonly DatedPolicy[]): string {
  const [only, another] = policies
  if (only && !another) return only.version
  return policies.map(({ version, valid_from }) => `from ${formatShortDay(valid_from)}: ${version}`).join(' · ')
}
