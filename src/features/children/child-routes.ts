import type { Pages } from '../../ground/feature.ts'
import { formatDay } from '../../rulebook/index.ts'
import { childParts } from './banner.ts'
import { childFrame } from './child-frame.ts'
import { storyPage } from './views.ts'

/** The first page of a child: its story. Who may not see the child finds a page that is not there. */
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
}
