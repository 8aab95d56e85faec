import type { Pages } from '../../ground/feature.ts'
import { fromParts } from './banner.ts'
import { childFrame } from './child-frame.ts'
import { pageOfStory, recordStory } from './story.ts'
import { storyPage } from './views.ts'

/** The first page of a child: its story. Who may not see the child finds a page that is not there. */
export function childRoutes(page: Pages): void {
  page.get(
    '/children/:id',
    { may: 'children.read', audit: 'child viewed' },
    async ({ tx, identity, params, query, reply, look }) => {
      const model = await childFrame(tx, identity, params.id, '')
      look.saw([params.id], ['banner', 'story'])
      const own = await recordStory(tx, identity, params.id)
      const parts = await fromParts(part => part.story?.(tx, identity, params.id))
      const asked = (name: string) => (typeof query[name] === 'string' ? query[name] : null)
      const paged = pageOfStory([...own, ...parts], model.banner.href, {
        ...{ kind: asked('kind'), before: asked('before') },
      })
      return reply.page(storyPage, { ...model, ...paged })
    },
  )
}
