import type { Read } from '../../ground/database/door.ts'
import { type Policies, policies as packs } from '../../rulebook/index.ts'
import { calendarsVersion } from '../calendars/index.ts'
import { policiesForReading } from '../children/index.ts'
import { rulesVersion } from './rules-version.ts'

/** The authority's own policies, each on its days. Every other definition is a policy that comes with the product, on all days. */
export const own = 'own'

export const definitionTitle = (policy: string): string =>
  policy === own ? 'The authority’s own policies' : (packs.find(({ id }) => id === policy)?.title ?? policy)

export const definitionNames: readonly string[] = [own, ...packs.map(({ id }) => id)]

/** What a count is made by, with the names by which it is kept. */
export interface Definitions {
  sides: readonly { policy: string; version: string; policies: Policies }[]
  rules_version: string
  calendars_version: string
}

/** The definitions of these names as they stand now. Throws Error for a name that there is not. */
export async function readDefinitions(tx: Read, names: readonly string[]): Promise<Definitions> {
  const decided = names.includes(own) ? await policiesForReading(tx) : []
  return {
    sides: names.map(policy => {
      const policies = policy === own ? decided : packs.find(({ id }) => id === policy)
      if (!policies) throw new Error(`There is no policy ${policy}.`)
      return { policy, version: versionOf(policies), policies }
    }),
    rules_version: rulesVersion(),
    calendars_version: await calendarsVersion(tx),
  }
}

/** What the policies say, in words: of several, each with the day from which it holds. */
function versionOf(policies: Policies): string {
  const all = Array.isArray(policies) ? policies : [policies]
  const said = all.map(policy => ({ version: 'unnamed', valid_from: '', ...policy }))
  return said.length === 1
    ? (said[0]?.version ?? '')
    : said.map(({ version, valid_from }) => `from ${valid_from}: ${version}`).join(' · ')
}
