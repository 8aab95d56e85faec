import type { Pages } from '../../ground/feature.ts'
import { formatDay } from '../../rulebook/index.ts'
import { caseUrl } from './addresses.ts'
import { standing } from './case-page.ts'
import { entriesOfCase } from './chronology.ts'
import { entryView } from './entry-view.ts'
import { caseOrMissing } from './form-pages.ts'
import { sheetPage } from './views.ts'

/** Entries that fit on the page beside the rest. */
const newest = 10

/** The individual pupil monitoring sheet: what matters of one child on one page, for a meeting or a file. Source: S1, action 6. */
export function sheetPages(page: Pages): void {
  page.get(
    '/cases/:id/sheet',
    { may: 'cases.read', audit: 'monitoring sheet of a case viewed' },
    async ({ tx, identity, params, look, reply, today }) => {
      const found = await caseOrMissing(tx, params.id, look)
      look.saw([found.person_id], ['born_on', 'band', 'clock', 'provision', 'decisions', 'chronology'])
      const { step, opened, band, concern, days_out, last_seen, voice, provision, decisions, sections, banner } =
        await standing(tx, identity, found, today)
      const entries = await entriesOfCase(tx, found.id, { kind: null, before: null, limit: newest })
      return reply.page(sheetPage, {
        ...{ title: 'Individual pupil monitoring sheet', back: { href: caseUrl(found.id), text: 'The case' } },
        ...{ recorded: true, banner, reference: found.reference, made: formatDay(today) },
        lead: found.lead_officer === null ? found.lead_team : `${found.lead_officer}, ${found.lead_team}`,
        ...{ step, opened, band, concern, days_out, last_seen, voice, provision, decisions, sections, sections_at: 3 },
        entries: entries.map(entry => entryView(found.id, entry)),
      })
    },
  )
}
