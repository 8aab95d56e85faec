import type { Person } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { entriesOfRule, formatDay, ownerWords, ruleSections } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { evidenceUrl, rulebookUrl } from './addresses.ts'
import { outcomes } from './codes.ts'
import { type DutyFigures, dutyFigures, noFigures, timeIsUp } from './evidence.ts'
import { type Figure, figure } from './figures.ts'
import { askedPeriod, type Period } from './forms.ts'
import { opensClocks } from './rule-page.ts'
import { sealedSentence } from './rulebook-page.ts'
import { figureText } from './words.ts'

interface DutiesModel extends PageModel {
  sentence: string
  care: string | null
  sealed: string | null
  rulebook: string
  heads: readonly string[]
  sections: readonly {
    title: string
    duties: readonly {
      id: string
      title: string
      href: string
      owner: string
      share: string
      figures: readonly Figure[]
    }[]
  }[]
}
const dutiesView = view<DutiesModel>('features/duties/views/duties.njk')

/** How every duty was kept that opened in a period. */
export function dutiesPage(page: Pages): void {
  page.get('/duties', { may: 'ledger.read', audit: 'duties viewed' }, async ({ tx, identity, query, today, reply }) => {
    const person = personOnly(identity)
    const { period, drawn } = askedPeriod(query, today)
    const figures = await dutyFigures(tx, person, { ...period, school: null })
    return reply.page(dutiesView, {
      title: 'Duties',
      form: drawn,
      sentence: sentenceOf(period, figures),
      care: careSentence(person),
      sealed: await sealedSentence(tx, person),
      rulebook: rulebookUrl,
      heads: ['Opened', ...outcomes.map(({ text }) => text)],
      sections: sectionsOf(period, figures),
    })
  })
}

/** Said to whoever may not know of care. */
export const careSentence = ({ classes }: Person): string | null =>
  classes.includes('care_status') ? null : 'Clocks that tell of a child’s care are not counted for you.'

/** "45 of 50 kept in time" */
export const shareText = (figures: DutyFigures): string => {
  const up = timeIsUp(figures)
  return up === 0 ? 'None is due yet' : `${figureText(figures.in_time)} of ${figureText(up)}`
}

function sentenceOf({ from, to }: Period, figures: ReadonlyMap<string, DutyFigures>): string {
  const all = [...figures.values()]
  const sum = (of: (one: DutyFigures) => number): number => all.reduce((total, one) => total + of(one), 0)
  const opened = sum(one => one.opened)
  const between = `from ${formatDay(from)} to ${formatDay(to)}`
  if (opened === 0) return `No duty opened for a child ${between}.`
  const up = sum(timeIsUp)
  const times = opened === 1 ? 'A duty opened once' : `Duties opened ${figureText(opened)} times`
  const kept =
    up === 0
      ? 'None is due yet.'
      : `Of the ${figureText(up)} whose time is up, ${figureText(sum(one => one.in_time))} were kept in time.`
  return `${times} ${between}. ${kept}`
}

const sectionsOf = (period: Period, figures: ReadonlyMap<string, DutyFigures>): DutiesModel['sections'] =>
  ruleSections
    .map(({ title, rules }) => ({
      title,
      duties: [...new Set(rules.map(({ id }) => id))].flatMap(id => {
        const entries = entriesOfRule(id)
        const [newest] = entries
        const own = figures.get(id) ?? noFigures
        if (!newest || !opensClocks(entries)) return []
        if (own.opened === 0 && newest.valid_from === 'not_commenced') return []
        const href = evidenceUrl(id, period)
        return [
          {
            ...{ id, title: newest.title, href, share: own.opened === 0 ? '' : shareText(own) },
            owner: newest.owed_by === null ? '' : ownerWords[newest.owed_by],
            figures: [own.opened, ...outcomes.map(({ code }) => own[code])].map(number => figure(number, href)),
          },
        ]
      }),
    }))
    .filter(({ duties }) => duties.length > 0)
