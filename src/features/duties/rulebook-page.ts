import { may, type Person } from '../../ground/database/identity.ts'
import type { Pages, Reading } from '../../ground/feature.ts'
import { choiceFilter, dayFilter, flagFilter, wordsFilter } from '../../ground/web/list-filters.ts'
import { type DrawnList, drawList, list, listState } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import {
  countText,
  entriesOfRule,
  foldName,
  formatDay,
  heldOn,
  heldText,
  type Mark,
  markWords,
  numberText,
  type Owner,
  ownerText,
  ownerWords,
  type Rule,
  ruleOn,
  ruleSections,
} from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { codesUrl, meetingsUrl, rulebookUrl, ruleChildrenUrl, ruleUrl } from './addresses.ts'
import { shows } from './codes.ts'
import { type Figure, figure } from './figures.ts'
import { countByRule, noneCounted, type RuleCounts, sealedBeside } from './rule-counts.ts'
import { type MarkTag, markTag } from './words.ts'

interface RuleLine {
  id: string
  title: string
  href: string
  text: string
  number: string
  due: string
  owner: string
  source: string
  mark: MarkTag
  /** Said where the entry is not in force on the day asked about. */
  held: string | null
  figures: readonly Figure[]
}

interface RulebookModel extends PageModel {
  lead: string
  list: DrawnList<{ id: string }>
  heads: readonly string[]
  sections: readonly { title: string; rules: readonly RuleLine[] }[]
  links: readonly { text: string; href: string }[]
  sealed: string | null
}
const rulebookView = view<RulebookModel>('features/duties/views/rulebook.njk')

const slug = (title: string): string => title.toLowerCase().replaceAll(/[^a-z]+/g, '-')
const marks: readonly Mark[] = ['found', 'unverified', 'unsettled']
const owners = Object.keys(ownerWords) as Owner[]

const definition = list({
  path: rulebookUrl,
  columns: { rule: { text: 'Rule', sort: true } },
  sort: { by: 'rule', direction: 'asc' },
  filters: {
    section: choiceFilter(
      'Section',
      ruleSections.map(({ title }) => ({ value: slug(title), text: title })),
    ),
    owner: choiceFilter(
      'Owed by',
      owners.map(value => ({ value, text: ownerText(value) })),
    ),
    mark: choiceFilter(
      'Source',
      marks.map(value => ({ value, text: markWords[value].short })),
    ),
    on: dayFilter('In force on'),
    words: wordsFilter('Words'),
    running: flagFilter('Only those running'),
  },
})
const asAsked = (query: Reading['query']) => listState(query, definition)
type Asked = ReturnType<typeof asAsked>['filters']

/** Whether somebody counts children by rule: the county's, or those within reach. */
const counts = (person: Person): boolean => may(person, 'ledger.read') || may(person, 'cases.read')

/** Every rule by section, with how many children it runs for. */
export function rulebookPage(page: Pages): void {
  page.get(rulebookUrl, { may: 'schools.read', audit: 'rulebook viewed' }, async ({ tx, identity, query, reply }) => {
    const person = personOnly(identity)
    const state = asAsked(query)
    const counted = counts(person) ? await countByRule(tx, person) : null
    return reply.page(rulebookView, {
      title: 'Rulebook',
      lead: leadOf(person, counted !== null),
      list: drawList(definition, state, []),
      heads: counted === null ? [] : shows.map(({ text }) => text),
      sections: sectionsOf(person, state.filters, counted),
      links: [
        { text: 'Codes', href: codesUrl() },
        { text: 'Meetings', href: meetingsUrl },
      ],
      sealed: await sealedSentence(tx, person),
    })
  })
}

const leadOf = (person: Person, counted: boolean): string => {
  const rules =
    'Every duty, number and definition that Onroll decides by, with its source and how far that was checked.'
  if (!counted) return rules
  const whose = person.scope === 'county' || person.scope === 'figures' ? 'of the county' : 'within your reach'
  const care = person.classes.includes('care_status')
    ? ''
    : ' Clocks that tell of a child’s care are not counted for you.'
  return `${rules} The numbers are the children ${whose} today.${care}`
}

/** How many records are sealed and in no count; null for whoever may not be told, or where there is none. */
export async function sealedSentence(tx: Reading['tx'], person: Person): Promise<string | null> {
  if (!may(person, 'ledger.read')) return null
  const { children, named_officers } = await sealedBeside(tx, person)
  if (children === 0) return null
  const records =
    children === 1 ? '1 sealed record, held by' : `${children.toLocaleString('en-GB')} sealed records, held by`
  return `${records} ${named_officers.toLocaleString('en-GB')} named ${named_officers === 1 ? 'officer' : 'officers'}, in no number here.`
}

function sectionsOf(person: Person, asked: Asked, counted: ReadonlyMap<string, RuleCounts> | null) {
  const on = asked.on ?? person.today
  return ruleSections
    .filter(({ title }) => asked.section === null || slug(title) === asked.section)
    .map(({ title, rules }) => ({
      title,
      rules: [...new Set(rules.map(({ id }) => id))].flatMap(id => {
        const rule = ruleOn(id, on) ?? entriesOfRule(id)[0]
        const numbers = counted?.get(id) ?? noneCounted
        if (!rule || !fits(rule, asked) || (asked.running && numbers.running === 0)) return []
        return [lineOf(rule, person, on, counted && numbers)]
      }),
    }))
    .filter(({ rules }) => rules.length > 0)
}

const fits = (rule: Rule, { owner, mark, on, words }: Asked): boolean =>
  (owner === null || rule.owed_by === owner) &&
  (mark === null || rule.mark === mark) &&
  (on === null || heldOn(rule, on)) &&
  (words === null || foldName(`${rule.id} ${rule.title} ${rule.text} ${rule.source}`).includes(foldName(words)))

function lineOf(rule: Rule, person: Person, on: Person['today'], numbers: RuleCounts | null): RuleLine {
  const { id, title, text, count, owed_by, source, mark } = rule
  return {
    ...{ id, title, text, source, href: ruleUrl(id), mark: markTag(mark) },
    number: numberText(rule) ?? '',
    due: count === null ? '' : countText(count),
    owner: owed_by === null ? '' : ownerText(owed_by),
    held: heldOn(rule, on) ? null : `Not in force on ${formatDay(on)}. ${heldText(rule)}.`,
    figures: numbers === null ? [] : figuresOf(id, person, numbers),
  }
}

/** The three counts of a rule; each opens for who may read cases. */
export const figuresOf = (id: string, person: Person, numbers: RuleCounts): Figure[] =>
  shows.map(({ code }) => figure(numbers[code], may(person, 'cases.read') ? ruleChildrenUrl(id, code) : null))
