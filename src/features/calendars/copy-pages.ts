import type { Read } from '../../ground/database/door.ts'
import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatAcademicYear } from '../../rulebook/index.ts'
import { copyUrl, yearUrl } from './addresses.ts'
import { copyForm, copyValues, entriesFrom, mostLines, spareLines } from './copy-form.ts'
import { proposeNextYear } from './next-year.ts'
import { planOf } from './plan.ts'
import { previewChange } from './preview.ts'
import { entriesOf } from './queries.ts'
import { whoseAsked, yearAsked } from './whose.ts'
import { ofYear } from './year.ts'

const path = '/calendars/copy'
const may = 'calendars.change'

const copyView = view<
  PageModel & {
    lead: string
    /** What stands in that year already; null where nothing does. */
    stands: string | null
    lines: readonly number[]
    cancel_href: string
  }
>('features/calendars/views/copy.njk')

/** Copying a year of a calendar to the next: proposed, edited, previewed, then made. */
export function copyPages(page: Pages): void {
  const open = async (tx: Read, query: Readonly<Record<string, unknown>>, today: Parameters<typeof yearAsked>[1]) => {
    const whose = await whoseAsked(tx, query.school)
    const year = yearAsked(query.year, today)
    const stored = await entriesOf(tx, [whose.school_urn])
    const proposed = proposeNextYear(stored, year).slice(0, mostLines - spareLines)
    return { whose, year, stored, proposed }
  }
  const model = ({ whose, year, stored }: Awaited<ReturnType<typeof open>>, lines: number) => {
    const next = formatAcademicYear(year + 1)
    const standing = ofYear(stored, year + 1).filter(({ kind }) => kind !== 'holiday').length
    const href = yearUrl(whose.school_urn, year)
    return {
      title: `Copy ${formatAcademicYear(year)} to ${next}`,
      lead: `The calendar of ${whose.name}, 52 weeks later: each day falls on the same day of the week. Change what moves otherwise, such as the Easter holidays; a line without a first day is left out.`,
      stands:
        standing === 0
          ? null
          : `${next} has ${standing === 1 ? '1 entry' : `${standing} entries`} already. What you save replaces ${standing === 1 ? 'it' : 'them'}, and the next page shows how.`,
      lines: Array.from({ length: lines }, (_, at) => at + 1),
      cancel_href: href,
      back: { href, text: 'The calendar' },
    }
  }
  page.get(path, { may, audit: 'copy of a calendar: form' }, async ({ tx, query, today, reply }) => {
    const opened = await open(tx, query, today)
    const lines = opened.proposed.length + spareLines
    const form = copyForm(opened.proposed, lines, opened.year + 1)
    const stored = copyValues(opened.proposed)
    return reply.page(copyView, { ...model(opened, lines), form: drawForm(form, { stored }) })
  })
  page.post(path, { may, audit: 'copy of a calendar: previewed' }, async asked => {
    const { tx, query, body, today, reply } = asked
    const opened = await open(tx, query, today)
    const { whose, year, stored, proposed } = opened
    const given = Number(body.lines)
    const lines = Number.isInteger(given) ? Math.min(mostLines, Math.max(1, given)) : proposed.length + spareLines
    const form = copyForm(proposed, lines, year + 1)
    const posted = parseForm(form, body)
    const shown = model(opened, lines)
    if (!posted.ok) return reply.page(copyView, { ...shown, form: drawForm(form, { failed: posted }) })
    const { record, retract, same } = planOf(entriesFrom(posted.values, lines, year + 1, whose.school_urn), stored)
    const what = `Copied for ${whose.name}: ${formatAcademicYear(year)} to ${formatAcademicYear(year + 1)}`
    return previewChange(
      asked,
      { kind: 'copied', what, record, retract, undoes: null },
      {
        title: `What ${formatAcademicYear(year + 1)} would be`,
        back: { href: copyUrl(whose.school_urn, year), text: 'Begin the copy again' },
        ...{ cancel_href: shown.cancel_href, button: `Save ${formatAcademicYear(year + 1)}`, same },
      },
    )
  })
}
