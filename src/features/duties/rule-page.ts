import { may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import {
  countedEntry,
  type Day,
  derive,
  type Example,
  entriesOfRule,
  examples,
  exampleText,
  formatDay,
  heldOn,
  printedCalendars,
  type Rule,
  ruleSections,
} from '../../rulebook/index.ts'
import { type StripDay, stripDays } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { evidenceUrl, rulebookUrl, ruleUrl } from './addresses.ts'
import { calculate, type Worked } from './calculator.ts'
import { schoolYearOf } from './clock-rows.ts'
import { shows } from './codes.ts'
import type { Figure } from './figures.ts'
import { countByRule, noneCounted } from './rule-counts.ts'
import { figuresOf, sealedSentence } from './rulebook-page.ts'
import { type MarkTag, markTag, ruleLines } from './words.ts'

interface Entry {
  now: boolean
  title: string
  text: string
  lines: readonly { label: string; values: readonly string[] }[]
  source: string
  mark: MarkTag
}

interface RuleModel extends PageModel {
  section: string
  entries: readonly Entry[]
  heads: readonly string[]
  figures: readonly Figure[]
  sealed: string | null
  evidence: string | null
  dated: boolean
  path: string
  worked: Worked | null
  examples: readonly { text: string; days: readonly StripDay[]; label: string }[]
}
const ruleView = view<RuleModel>('features/duties/views/rule.njk')

/** A rule by the id of an address. Throws Missing for an id that no rule has. */
export function entriesOrMissing(id: string): { newest: Rule; entries: readonly Rule[] } {
  const entries = entriesOfRule(id)
  const [newest] = entries
  if (!newest) throw new Missing()
  return { newest, entries }
}

/** A rule with all its entries, its examples worked, and a calculator. */
export function rulePage(page: Pages): void {
  page.get(
    '/rulebook/:rule',
    { may: 'schools.read', audit: 'rule viewed' },
    async ({ tx, identity, params, query, reply }) => {
      const person = personOnly(identity)
      const { newest, entries } = entriesOrMissing(params.rule)
      const { id, title } = entries.find(entry => heldOn(entry, person.today)) ?? newest
      const dated = entries.some(({ count }) => count !== null)
      const counts = opensClocks(entries) && (may(person, 'ledger.read') || may(person, 'cases.read'))
      const calculated = dated ? await calculate(tx, id, query, person.today) : null
      const numbers = counts ? ((await countByRule(tx, person, id)).get(id) ?? noneCounted) : null
      const { today } = person
      return reply.page(ruleView, {
        title: `${id}: ${title}`,
        back: { href: rulebookUrl, text: 'Rulebook' },
        section: ruleSections.find(({ rules }) => rules.includes(newest))?.title ?? '',
        entries: entries.map(entry => entryOf(entry, today)),
        heads: shows.map(({ text }) => text),
        figures: numbers === null ? [] : figuresOf(id, person, numbers),
        sealed: numbers === null ? null : await sealedSentence(tx, person),
        evidence:
          counts && isDuty(entries) && may(person, 'ledger.read')
            ? evidenceUrl(id, { from: schoolYearOf(today), to: today })
            : null,
        dated,
        path: ruleUrl(id),
        worked: calculated?.worked ?? null,
        examples: examples.filter(({ rule }) => rule === id).map(example => exampleOf(example, today)),
        ...(calculated && { form: calculated.form }),
      })
    },
  )
}

/** Whether a clock of a child runs by the rule. */
export const opensClocks = (entries: readonly Rule[]): boolean =>
  entries.some(({ count, opens }) => count !== null && opens.length > 0)

/** Whether it is a duty of which evidence can be given. What only a parent may do by a day is none. */
export const isDuty = (entries: readonly Rule[]): boolean => opensClocks(entries) && entries[0]?.owed_by !== 'parent'

const entryOf = (rule: Rule, today: Day): Entry => ({
  now: heldOn(rule, today),
  title: rule.title,
  text: rule.text,
  lines: ruleLines(rule),
  source: rule.source,
  mark: markTag(rule.mark),
})

function exampleOf(example: Example, today: Day) {
  const text = exampleText(example)
  if (example.kind !== 'due') return { text, days: [], label: '' }
  const count = countedEntry(example.rule, example.opened_on)?.rule.count ?? null
  const { opened_on, calendar } = example
  const days =
    count === null ? [] : stripDays(count, derive(count, opened_on, printedCalendars[calendar]), opened_on, today)
  return { text, days, label: `The days from ${formatDay(example.opened_on)}` }
}
