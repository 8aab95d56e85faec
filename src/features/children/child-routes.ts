import { type Identity, may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { formatDay } from '../../rulebook/index.ts'
import { childParts } from './banner.ts'
import { childFrame } from './child-frame.ts'
import { factLine } from './lines.ts'
import { listFacts } from './queries.ts'
import { identityPage, storyPage } from './views.ts'

/** The pages of one child: Story, Education, Identity. Who may not see the child finds a page that is not there. */
export function childRoutes(page: Pages): void {
  page.get(
    '/children/:id',
    { may: 'children.read', audit: 'child viewed' },
    async ({ tx, identity, params, reply, look }) => {
      const model = await childFrame(tx, identity, params.id, '')
      look.saw([params.id], ['banner', 'story'])
      const lines = (await Promise.all(childParts.map(part => part.story?.(tx, identity, params.id) ?? []))).flat()
      const story = lines
        .toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
        .map(line => ({ ...line, day: formatDay(line.on) }))
      return reply.page(storyPage, { ...model, story })
    },
  )

  page.get(
    '/children/:id/identity',
    { may: 'children.read', audit: 'child’s identity viewed' },
    async ({ tx, identity, params, reply, look }) => {
      const model = await childFrame(tx, identity, params.id, '/identity')
      look.saw([params.id], ['banner', 'name', 'birth', 'identifier', 'address', 'contact'])
      const facts = await listFacts(tx, params.id, ['name', 'birth', 'identifier', 'address', 'contact'])
      return reply.page(identityPage, {
        ...model,
        facts: facts.map(fact => factLine(fact, isInsider(identity))),
        shows_sources: isInsider(identity),
        seal_href: may(identity, 'children.seal') ? `/children/${params.id}/seal` : null,
      })
    },
  )
}

/** Whether an identity is of the council's casework and so is told the sources by name. */
const isInsider = (identity: Identity): boolean => identity.kind === 'person' && identity.scope === 'county'
