import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { entriesOfRule, type Owner, ownerText } from '../../rulebook/index.ts'
import { calendarsForReading } from '../children/index.ts'
import { clocksDueUrl, figuresUrl, todayUrl } from './addresses.ts'
import { figuresPage } from './views.ts'
import { dueBetween } from './windows.ts'

interface Figures {
  rule: string
  owed_by: Owner
  running: number
  overdue: number
  soon: number
  next_week: number
  undated: number
}

/** What is due and overdue, in numbers only: for those who answer for the county and see no child. */
export function figuresPages(page: Pages): void {
  page.get(
    figuresUrl,
    { may: 'clocks.figures', audit: 'figures of clocks viewed' },
    async ({ tx, identity, reply, today }) => {
      const { authority } = await calendarsForReading(tx)
      const [soon, week] = [dueBetween('soon', authority, today), dueBetween('next_week', authority, today)]
      const rows = (await figuresOf(tx, [today, soon.to, week.from, week.to])).toSorted(
        (a, b) => b.overdue - a.overdue || b.running - a.running || (a.rule < b.rule ? -1 : 1),
      )
      const opens = may(identity, 'today.read')
      const numbers = (row: Figures) => [row.running, row.overdue, row.soon, row.next_week, row.undated]
      return reply.page(figuresPage, {
        ...(opens ? { back: { href: todayUrl, text: 'Back to Today' } } : {}),
        title: 'What is due, in figures',
        says: 'Running clocks of every rule by who owes it, the most overdue first. What only a parent may do by a day is left out, and so are sealed records.',
        lines: rows.map(row => ({
          rule: row.rule,
          title: entriesOfRule(row.rule)[0]?.title ?? row.rule,
          owed_by: ownerText(row.owed_by),
          cells: numbers(row).map((n, at) => {
            const window = ([undefined, 'overdue', 'soon', 'next_week'] as const)[at]
            const href = clocksDueUrl(window, { owed: row.owed_by, rule: row.rule })
            return { n: n.toLocaleString('en-GB'), href: opens && n > 0 && at < 4 ? href : null }
          }),
        })),
        totals: [0, 1, 2, 3, 4].map(at =>
          rows.reduce((sum, row) => sum + (numbers(row)[at] ?? 0), 0).toLocaleString('en-GB'),
        ),
      })
    },
  )
}

async function figuresOf(tx: Read, days: readonly (string | null)[]): Promise<Figures[]> {
  const { rows } =
    await sql<Figures>`SELECT * FROM clock_figures(${sql.join(days.map(day => sql`${day}::date`))})`.execute(tx)
  return rows
}
