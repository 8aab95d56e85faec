import type { Pages } from '../../ground/feature.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { type Count, heldText, meetings, unitText } from '../../rulebook/index.ts'
import { meetingsUrl, rulebookUrl, ruleUrl } from './addresses.ts'
import { type MarkTag, markTag } from './words.ts'

interface MeetingsModel extends PageModel {
  areas: readonly {
    title: string
    meetings: readonly {
      id: string
      title: string
      href: string
      again: string
      chair: string
      members: string
      output: string
      held: string
      source: string
      mark: MarkTag
    }[]
  }[]
}
const meetingsView = view<MeetingsModel>('features/duties/views/meetings.njk')

const areas = { nottinghamshire: 'Nottinghamshire', rutland: 'Rutland', surrey: 'Surrey’s partnership' } as const

/** Every body of the source documents that meets. */
export function meetingsPage(page: Pages): void {
  page.get(meetingsUrl, { may: 'schools.read', audit: 'meetings of the rulebook viewed' }, async ({ reply }) =>
    reply.page(meetingsView, {
      title: 'Meetings',
      back: { href: rulebookUrl, text: 'Rulebook' },
      areas: Object.entries(areas).map(([of, title]) => ({
        title,
        meetings: meetings
          .filter(meeting => meeting.of === of)
          .map(meeting => ({
            ...{ id: meeting.id, title: meeting.title, href: ruleUrl(meeting.id) },
            again: cadenceOf(meeting.cadence),
            chair: meeting.chair ?? 'Not said',
            ...{ members: meeting.members, output: meeting.output, held: heldText(meeting) },
            ...{ source: meeting.source, mark: markTag(meeting.mark) },
          })),
      })),
    }),
  )
}

/** How soon a body meets again. */
function cadenceOf(cadence: Count | null): string {
  if (cadence?.by === 'span') {
    const units = unitText(cadence.unit, cadence.length)
    return cadence.length === 1 ? `Every ${units}` : `Every ${cadence.length} ${units}`
  }
  if (cadence?.by === 'end_of') return `Each ${cadence.what.replaceAll('_', '-')}`
  return 'Not said'
}
