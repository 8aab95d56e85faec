import type { Read } from '../../ground/database/door.ts'
import { childGroups, suspenseAccounts } from '../../rulebook/index.ts'
import type { OwnedKind } from './addresses.ts'

/** Something for which somebody answers. `team`: whose it is by the source, by its code in the routing table; null where none says. */
export interface Owned {
  code: string
  title: string
  team: string | null
  source: string
}

export const isOwnedKind = (text: string): text is OwnedKind => ['account', 'missing', 'group'].includes(text)

/** Everything of a kind that can have an owner. Lists of protected placements are none: that there are any is not told. */
export async function ownedThings(tx: Read, what: OwnedKind): Promise<Owned[]> {
  if (what === 'account')
    return suspenseAccounts.map(({ code, title, team, source }) => ({ code, title, team, source }))
  if (what === 'group') return childGroups.map(({ code, text, team, source }) => ({ code, title: text, team, source }))
  const kinds = await tx
    .selectFrom('source_kind')
    .where('protected', '=', false)
    .where('code', '<>', 'council')
    .select(['code', 'name'])
    .orderBy('name')
    .execute()
  return kinds.map(({ code, name }) => ({
    code,
    title: `Missing from: ${name}`,
    team: 'missing_education',
    source: 'S4 [31–33]; whose list it is, is ours to say',
  }))
}
