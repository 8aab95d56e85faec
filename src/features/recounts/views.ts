import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import type { DrawnList } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { formatInstant } from '../people/index.ts'
import { childrenText, onlyText } from './about.ts'
import { recountUrl } from './addresses.ts'
import { definitionTitle } from './definitions.ts'
import type { Recount } from './queries.ts'

export const recountStopped = flash(
  'recount_asked_to_stop',
  () => 'The recount is asked to stop. What was counted stays, and it can go on from there.',
  'notice',
)

interface RecountLine {
  id: string
  href: string
  day: string
  belief: string
  definitions: readonly string[]
  only: string
  asked: string
  answer: string
}

export const recountsView = view<PageModel & { list: DrawnList<RecountLine>; new_href: string | null }>(
  'features/recounts/views/recounts.njk',
)
export const newRecountView = view<PageModel & { cancel_href: string }>('features/recounts/views/new-recount.njk')

export const recountLine = (recount: Recount): RecountLine => ({
  id: recount.id,
  href: recountUrl(recount.id),
  day: formatShortDay(recount.on_day),
  belief: recount.known_on === null ? 'As it was' : `As believed on ${formatShortDay(recount.known_on)}`,
  definitions: recount.policies.map(definitionTitle),
  only: onlyText(recount),
  asked: `${formatInstant(recount.asked_at)}, ${recount.asked_by_name ?? 'a command'}`,
  answer: recount.counted_at === null ? standsText(recount) : childrenText(recount.children),
})

/** Where an unfinished recount stands, in a few words. */
function standsText({ job }: Recount): string {
  if (job === null) return 'Not finished'
  return { waiting: 'Waiting', running: 'Being counted', cancelled: 'Stopped', failed: 'Failed', done: 'Not finished' }[
    job.state
  ]
}

export const stoppedView = view<
  PageModel & {
    sentence: string
    about: readonly { term: string; text: string }[]
    go_on_href: string | null
    go_on: DrawnForm
    again_href: string | null
  }
>('features/recounts/views/stopped.njk')

export const behindView = view<PageModel & { about: string; list: DrawnList<BehindLine> }>(
  'features/recounts/views/children.njk',
)

export interface BehindLine {
  id: string
  href: string
  name: string
  born: string
  counted: string
  today: string
  school: string
}
