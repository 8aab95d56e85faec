import { may, type Person } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { entriesOfRule, formatDay, ownerText, type Rule, ruleSections } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { evidenceCasesUrl, evidenceUrl, rulebookUrl } from './addresses.ts'
import { type OutcomeCode, outcomes } from './codes.ts'
import { type DutyFigures, dutyFigures, noFigures, timeIsUp } from './evidence.ts'
import { type Figure, figure } from './figures.ts'
import { askedPeriod, type Period } from './forms.ts'
import { isDuty } from './rule-page.ts'
import { sealedSentence } from './rulebook-page.ts'
import { figureText } from './words.ts'

interface DutiesModel extends PageModel {
  sentence: string
  care: string | null
  sealed: string | null
  /** Null for who may not read it. */
  rulebook: string | null
  heads: readonly string[]
  sections: readonly { title: string; duties: readonly DutyLine[] }[]
  /** The duties that opened for nobody. */
  unopened: readonly DutyLine[]
}

interface DutyLine {
  id: string
  title: string
  href: string
  owner: string
  share: string
  figures: readonly Figure[]
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
      rulebook: may(person, 'schools.read') ? rulebookUrl : null,
      heads: ['Opened', ...outcomes.map(({ head }) => head)],
      ...linesOf(period, figures, may(person, 'ledger.open')),
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
  const all = [...figures].flatMap(([id, one]) => (isDuty(entriesOfRule(id)) ? [one] : []))
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

/** A line for each duty, those that opened by section, and the others by themselves. */
function linesOf(
  period: Period,
  figures: ReadonlyMap<string, DutyFigures>,
  opens: boolean,
): Pick<DutiesModel, 'sections' | 'unopened'> {
  const sections = ruleSections.map(({ title, rules }) => ({
    title,
    duties: [...new Set(rules.map(({ id }) => id))].flatMap(id => {
      const entries = entriesOfRule(id)
      const [newest] = entries
      const waits = newest?.valid_from === 'not_commenced' && !figures.has(id)
      return newest === undefined || waits || !isDuty(entries)
        ? []
        : [lineOf(newest, period, figures.get(id) ?? noFigures, opens)]
    }),
  }))
  const opened = ({ id }: DutyLine): boolean => figures.has(id)
  return {
    sections: sections
      .map(({ title, duties }) => ({ title, duties: duties.filter(opened) }))
      .filter(({ duties }) => duties.length > 0),
    unopened: sections.flatMap(({ duties }) => duties.filter(duty => !opened(duty))),
  }
}

const lineOf = ({ id, title, owed_by }: Rule, period: Period, own: DutyFigures, opens: boolean): DutyLine => {
  const href = evidenceUrl(id, period)
  const behind = (outcome: OutcomeCode | null): string => (opens ? evidenceCasesUrl(id, { ...period, outcome }) : href)
  return {
    ...{ id, title, href, share: shareText(own), owner: owed_by === null ? '' : ownerText(owed_by) },
    figures: [figure(own.opened, behind(null)), ...outcomes.map(({ code }) => figure(own[code], behind(code)))],
  }
}
