import type { Read } from '../../ground/database/door.ts'
import type { Identity } from '../../ground/database/identity.ts'
import { Missing, MovedOn } from '../../ground/web/errors.ts'
import { type ChildBanner, childBanner, childParts, fromParts } from './banner.ts'
import { childItBecame } from './queries.ts'
import type { ChildTab } from './views.ts'

/** What stands round every page of one child: `features/children/views/_child.njk` draws it, whichever slice the page is of. */
export interface ChildFrame {
  title: string
  banner: ChildBanner
  tabs: ChildTab[]
  actions: { text: string; href: string }[]
  /** The reader is told that the look is recorded. */
  recorded: true
}

/** The child's own pages; others come from the slices' child parts. */
const ownTabs = [
  { text: 'Story', path: '', order: 10 },
  { text: 'Education', path: '/education', order: 20 },
  { text: 'Identity', path: '/identity', order: 50 },
]

/**
 * The frame of a page about a child. The page still says to the audit log what it showed.
 * @param current which tab the page is, by its path behind the child's address: `/education`, or empty for Story.
 * @throws Missing when there is no such child within reach; MovedOn when the child was joined into another.
 */
export async function childFrame(
  tx: Read,
  identity: Identity,
  person_id: string,
  current: string,
): Promise<ChildFrame> {
  const banner = await childBanner(tx, identity, person_id, identity.today)
  if (!banner) {
    const became = await childItBecame(tx, person_id)
    throw became === null ? new Missing() : new MovedOn(`/children/${became}${current}`)
  }
  const actions = await fromParts(part => part.actions?.(tx, identity, person_id))
  const tabs = [...ownTabs, ...childParts.flatMap(part => part.tabs?.(identity) ?? [])]
    .toSorted((a, b) => a.order - b.order)
    .map(({ text, path }) => ({ text, href: `/children/${person_id}${path}`, current: path === current }))
  return { title: banner.known_as, banner, tabs, actions, recorded: true }
}
