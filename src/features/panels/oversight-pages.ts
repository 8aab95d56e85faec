import type { Pages } from '../../ground/feature.ts'
import { addDays, asDay, formatShortDay } from '../../rulebook/index.ts'
import { caseUrl } from '../cases/index.ts'
import { actionsByTeam, figuresOf, notCarriedOut } from './figures.ts'
import { committedIn, financialYear, financialYearText, poundsText } from './money.ts'
import { commitmentsOf } from './queries.ts'
import { seriesFrame, seriesOrMissing } from './series-frame.ts'
import { oversightPage } from './views.ts'

/** What became of what a body decided, in the financial year of today or one before it. */
export function oversightPages(page: Pages): void {
  page.get(
    '/panels/:id/oversight',
    { may: 'panels.read', audit: 'figures of a body viewed' },
    async ({ tx, params, query, today, look, reply }) => {
      const found = await seriesOrMissing(tx, params.id)
      const now = financialYear(today)
      const asked = Number.parseInt(String(query.year ?? now), 10)
      const year = asked >= now - 5 && asked <= now ? asked : now
      const [from, to] = [asDay(`${year}-04-01`), addDays(asDay(`${year + 1}-04-01`), -1)]
      const figures = await figuresOf(tx, found.id, from, to)
      const late = await notCarriedOut(tx, found.id)
      const pence = committedIn(await commitmentsOf(tx, found.id), year)
      look.saw(
        late.map(one => one.person_id),
        ['known_as', 'case', 'panel'],
      )
      const { title, back } = seriesFrame(found, `What became of it: ${found.title}`)
      return reply.page(oversightPage, {
        ...{ title, back, recorded: late.length > 0, year: financialYearText(year) },
        facts: [
          { key: 'Meetings held', value: String(figures.meetings) },
          { key: 'Children considered', value: String(figures.children) },
          { key: 'Children heard more than once', value: String(figures.again) },
          { key: 'Items heard', value: String(figures.heard) },
          {
            key: 'Days from proposal to decision, the middle one',
            value: figures.days_to_decision === null ? 'Nothing decided' : String(figures.days_to_decision),
          },
          {
            key: 'Money committed, of all children',
            value:
              found.yearly_budget_pence === null
                ? poundsText(pence)
                : `${poundsText(pence)} of ${poundsText(found.yearly_budget_pence)}`,
          },
        ],
        teams: await actionsByTeam(tx, found.id, from, to),
        late: late.map(one => ({
          ...{ name: one.known_as ?? 'A child', href: caseUrl(one.case_id), what: one.what, owner: one.owner },
          due: formatShortDay(one.due_on),
        })),
        years: [year - 1, year + 1]
          .filter(other => other >= now - 5 && other <= now)
          .map(other => ({ text: financialYearText(other), href: `/panels/${found.id}/oversight?year=${other}` })),
      })
    },
  )
}
