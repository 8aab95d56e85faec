import type { Pages } from '../../ground/feature.ts'
import { dayFilter } from '../../ground/web/list-filters.ts'
import { type DrawnList, drawList, list, listState } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import {
  addDays,
  type CodeEntry,
  type CodeSetOn,
  codeSetsOn,
  type Day,
  formatDay,
  formatShortDay,
} from '../../rulebook/index.ts'
import { codesUrl, rulebookUrl } from './addresses.ts'
import { capital, type MarkTag, markTag } from './words.ts'

interface CodesModel extends PageModel {
  on: string
  list: DrawnList<{ id: string }>
  sets: readonly {
    id: string
    title: string
    version: { text: string; source: string; mark: MarkTag } | null
    categories: boolean
    codes: readonly { code: string; label: string; category: string; held: string; source: string; mark: MarkTag }[]
  }[]
}
const codesView = view<CodesModel>('features/duties/views/codes.njk')

const definition = list({
  path: codesUrl(),
  columns: { code: { text: 'Code', sort: true } },
  sort: { by: 'code', direction: 'asc' },
  filters: { on: dayFilter('As they stood on') },
})

/** The sets of codes as they stood on a day. */
export function codesPage(page: Pages): void {
  page.get('/rulebook/codes', { may: 'schools.read', audit: 'codes viewed' }, async ({ query, today, reply }) => {
    const state = listState(query, definition)
    const on = state.filters.on ?? today
    return reply.page(codesView, {
      title: 'Codes',
      back: { href: rulebookUrl, text: 'Rulebook' },
      on: formatDay(on),
      list: drawList(definition, state, []),
      sets: codeSetsOn(on).map(setOf),
    })
  })
}

const setOf = ({ id, title, version, entries }: CodeSetOn) => ({
  id,
  title: capital(title),
  version: version && { text: capital(version.title), source: version.source, mark: markTag(version.mark) },
  categories: entries.some(({ category }) => category !== null),
  codes: entries.map(entry => ({
    code: entry.code,
    label: entry.label,
    category: (entry.category ?? '').replaceAll('_', ' '),
    held: stoodText(entry),
    source: entry.source,
    mark: markTag(entry.mark),
  })),
})

const dayText = (day: Day | null, fallback: string): string => (day === null ? fallback : formatShortDay(day))

const stoodText = ({ valid_from, valid_to, dates }: CodeEntry): string => {
  if (valid_from === null && valid_to === null) return ''
  const until = valid_to === null ? '' : ` to ${formatShortDay(addDays(valid_to, -1))}`
  return `${dayText(valid_from, 'Before any day that is held')}${until}${valid_to === null ? ' on' : ''}${dates === 'found' ? '' : ', or about then'}`
}
