import type { Pages } from '../../ground/feature.ts'
import { formatDay } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { itemUrl, liveUrl, meetingUrl } from './addresses.ts'
import { standings } from './codes.ts'
import { openMeeting } from './meeting-frame.ts'
import { itemsOf } from './queries.ts'
import { shownToAll, thoseThere } from './sight.ts'
import { livePage } from './views.ts'

/** The shared screen of a meeting: one child at a time, as everybody who is there may see them. */
export function livePages(page: Pages): void {
  page.get(
    '/panels/meetings/:id/live',
    { may: 'panels.run', audit: 'child shown at a meeting' },
    async ({ tx, identity, params, query, look, reply }) => {
      const person = personOnly(identity)
      const { at } = await openMeeting(tx, params)
      const items = await itemsOf(tx, at.id)
      const asked = Number.parseInt(String(query.item ?? '1'), 10)
      const here = Math.min(Math.max(Number.isNaN(asked) ? 1 : asked, 1), Math.max(items.length, 1))
      const item = items[here - 1]
      const audience = await thoseThere(tx, person, at)
      const shown = item ? await shownToAll(tx, person, item, audience) : null
      if (item && shown) look.saw([item.person_id], ['known_as', 'case', 'panel', 'state'])
      const to = (number: number) => (number < 1 || number > items.length ? null : liveUrl(at.id, number))
      return reply.page(livePage, {
        ...{ title: shown?.name ?? (item ? `Item ${here}` : 'Nothing stands on the agenda'), recorded: shown !== null },
        back: { href: meetingUrl(at.id), text: `${at.title}, ${formatDay(at.meets_on)}` },
        counted: item ? `Item ${here} of ${items.length}. ${standings[item.state].standing}.` : '',
        since_key: item?.id ?? '',
        brief: shown?.brief ?? [],
        why_not:
          !item || shown
            ? null
            : audience === null
              ? 'Nothing is shown until attendance says who is there. A substitute has to be named.'
              : 'Somebody who is there may not see this child, so nothing of it is shown. The chair has it on a screen of their own.',
        next_href: to(here + 1),
        before_href: to(here - 1),
        chair_href: item ? itemUrl(item.id) : null,
      })
    },
  )
}
