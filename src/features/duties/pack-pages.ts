import { may } from '../../ground/database/identity.ts'
import type { Pages, Reading } from '../../ground/feature.ts'
import { choiceFilter, dayFilter } from '../../ground/web/list-filters.ts'
import { drawList, list, listState } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { xlsxType } from '../../ground/web/xlsx.ts'
import { formatDay, stopWords } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { dutiesUrl, evidenceCasesUrl, evidenceUrl, evidenceXlsxUrl, ruleUrl, wholeEvidenceUrl } from './addresses.ts'
import { type ClockRow, casesOf, clockRows, everyClockRow } from './clock-list.ts'
import { type ClockLine, clockColumns, clockLine, clocksView, noted, shownOfClock } from './clock-views.ts'
import { outcomes } from './codes.ts'
import { shareText } from './duties-page.ts'
import { dutyEvidence } from './evidence.ts'
import { type Figure, figure } from './figures.ts'
import { periodIn } from './forms.ts'
import { type Pack, readPack } from './pack.ts'
import { packXlsx } from './pack-xlsx.ts'
import { entriesOrMissing } from './rule-page.ts'
import { figureText } from './words.ts'

/** Cases that stand on the page itself; all of them are in the list behind it. */
const casesShown = 25
/** Cases in the pack as it is printed: some eighty sheets. Beyond it the workbook and the list as CSV go on. */
export const casesPrinted = 2_000
/** Cases in one workbook, which is made in memory; beyond it the list as CSV has them all. */
const casesInWorkbook = 10_000

interface PackModel extends PageModel {
  sentence: string
  heads: readonly string[]
  figures: readonly { name: string; figure: Figure }[]
  share: string
  took: string
  stopped: readonly { text: string; clocks: string }[]
  law: Pack['law']
  counting: Pack['counting']
  /** `cut`: how many of them are not here, where some are not. */
  cases: { lines: readonly ClockLine[]; all: string; href: string; cut: string | null } | null
  /** Null for who may not read the rulebook. */
  rule: string | null
  xlsx: string
  /** Where all of its cases stand on one page; null on that page, and where there are no more. */
  whole: string | null
}
const packView = view<PackModel>('features/duties/views/pack.njk')

const firstFirst = { sort: 'opened_on', order: 'asc', beyond: '>', from: null } as const

/** The pack as a page, with so many of its cases for who may open them. */
async function packModel(
  { tx, identity, params, query, look }: Asked,
  limit: typeof casesShown | typeof casesPrinted,
): Promise<PackModel> {
  const person = personOnly(identity)
  const pack = await readPack(tx, person, params.rule, query)
  const rows = may(identity, 'ledger.open')
    ? await clockRows(tx, casesOf(person, pack.rule.id, { ...askedOf(pack), outcome: null }), { ...firstFirst, limit })
    : null
  if (rows)
    look.saw(
      rows.map(({ person_id }) => person_id),
      shownOfClock,
    )
  const rule = may(identity, 'schools.read') ? ruleUrl(pack.rule.id) : null
  return { ...modelOf(pack, rows, limit), rule }
}
type Asked = Pick<Reading<'/duties/:rule'>, 'tx' | 'identity' | 'params' | 'query' | 'look'>

/** The evidence of one duty: a page to print, a workbook, and the cases behind each number. */
export function packPages(page: Pages): void {
  page.get('/duties/:rule', { may: 'ledger.read', audit: 'evidence of a duty viewed' }, async request =>
    request.reply.page(packView, await packModel(request, casesShown)),
  )

  page.get('/duties/:rule/whole', { may: 'ledger.open', audit: 'whole evidence of a duty viewed' }, async request =>
    request.reply.page(packView, await packModel(request, casesPrinted)),
  )

  page.get('/duties/:rule/pack.xlsx', { may: 'ledger.read', audit: 'evidence of a duty exported' }, async request => {
    const { tx, identity, params, query, look, reply } = request
    const person = personOnly(identity)
    const pack = await readPack(tx, person, params.rule, query)
    const { id } = pack.rule
    const { from, to } = pack.period
    const rows = may(identity, 'ledger.open')
      ? await clockRows(tx, casesOf(person, id, { ...askedOf(pack), outcome: null }), {
          ...firstFirst,
          limit: casesInWorkbook,
        })
      : null
    if (rows)
      look.saw(
        rows.map(({ person_id }) => person_id),
        shownOfClock,
      )
    return reply.file(`duty-${id}-${from}-to-${to}.xlsx`, xlsxType, await packXlsx(pack, rows, casesInWorkbook))
  })

  page.get('/duties/:rule/cases', { may: 'ledger.open', audit: 'cases of a duty listed' }, async request => {
    const { rule, definition, state, behind, period } = await askedCases(request)
    const { tx, look, reply } = request
    const drawn = drawList(definition, state, await clockRows(tx, behind, state))
    look.saw(
      drawn.rows.map(({ person_id }) => person_id),
      shownOfClock,
    )
    return reply.page(clocksView, {
      title: `Cases: ${rule.title}`,
      back: { href: evidenceUrl(rule.id, period), text: `Evidence of ${rule.id}` },
      recorded: true,
      says: `Each time that ${rule.id} opened from ${formatDay(period.from)} to ${formatDay(period.to)}. Sealed records are not shown.`,
      empty: 'No case stands behind this figure.',
      list: { ...drawn, rows: drawn.rows.map(clockLine) },
    })
  })

  page.get('/duties/:rule/cases.csv', { may: 'ledger.open', audit: 'cases of a duty exported' }, async request => {
    const { rule, state, behind, period } = await askedCases(request)
    const { tx, look, reply } = request
    const rows = noted(everyClockRow(tx, behind, state), look)
    return reply.csv(`duty-${rule.id}-${period.from}-to-${period.to}.csv`, clockColumns, rows)
  })
}

const askedOf = ({ period, school }: Pack) => ({ ...period, school: school?.urn ?? null })

async function askedCases({
  tx,
  params,
  identity,
  query,
}: Pick<Reading<'/duties/:rule/cases'>, 'tx' | 'params' | 'identity' | 'query'>) {
  const person = personOnly(identity)
  const { newest: rule } = entriesOrMissing(params.rule)
  const period = periodIn(query, person.today)
  const { schools } = await dutyEvidence(tx, person, rule.id, { ...period, school: null })
  const path = evidenceCasesUrl(rule.id, period).replace(/\?.*/, '')
  const definition = list({
    ...{ path, csv: `${path}.csv` },
    columns: {
      child: { text: 'Child', sort: true },
      opened_on: { text: 'Opened', sort: true },
      due_on: { text: 'Due', sort: true },
      ended: { text: 'Ended' },
      outcome: { text: 'How it stands' },
      school: { text: 'School' },
      case: { text: 'Case' },
    },
    sort: { by: 'opened_on', direction: 'asc' },
    filters: {
      from: dayFilter('Opened from'),
      to: dayFilter('Opened until'),
      outcome: choiceFilter(
        'How it stands',
        outcomes.map(({ code, text }) => ({ value: code, text })),
      ),
      school: choiceFilter(
        'School',
        schools.map(({ urn, name }) => ({ value: String(urn), text: name })),
      ),
    },
  })
  const state = listState(query, definition)
  const { outcome, school } = state.filters
  const behind = casesOf(person, rule.id, { ...period, outcome, school: school === null ? null : Number(school) })
  return { rule, definition, state, behind, period }
}

function modelOf(pack: Pack, rows: readonly ClockRow[] | null, limit: number): Omit<PackModel, 'rule'> {
  const { rule, period, school, figures, stopped, days, law, counting, form } = pack
  const asked = askedOf(pack)
  const opened = (code: (typeof outcomes)[number]['code'] | null) =>
    rows === null ? null : evidenceCasesUrl(rule.id, { ...asked, outcome: code })
  const where = school === null ? '' : ` at ${school.name}`
  const share = shareText(figures)
  const isWhole = limit === casesPrinted
  const isCut = rows !== null && rows.length >= limit && figures.opened > limit
  return {
    title: `Evidence: ${rule.title}`,
    back: isWhole
      ? { href: evidenceUrl(rule.id, asked), text: rule.title }
      : { href: dutiesUrl(period), text: 'Duties' },
    ...{ form, law, counting, recorded: rows !== null },
    sentence:
      figures.opened === 0
        ? `It opened for no child${where} from ${formatDay(period.from)} to ${formatDay(period.to)}.`
        : `It opened ${figures.opened === 1 ? 'once' : `${figureText(figures.opened)} times`}${where} from ${formatDay(period.from)} to ${formatDay(period.to)}.`,
    heads: ['Clocks'],
    figures: [
      ...outcomes.map(({ code, text }) => ({ name: text, figure: figure(figures[code], opened(code)) })),
      { name: 'Opened in all', figure: figure(figures.opened, opened(null)) },
    ],
    share: share.includes(' of ') ? `${share} whose time is up were kept in time.` : `${share}.`,
    took:
      days === null
        ? 'None was kept, so nothing can be said of how long it took.'
        : `Kept after a median of ${dayText(days.median)}; nine in ten within ${dayText(days.ninetieth)}.`,
    stopped: stopped.map(({ reason, clocks }) => ({ text: stopWords[reason], clocks: figureText(clocks) })),
    cases:
      rows === null
        ? null
        : {
            lines: rows.map(clockLine),
            all: figures.opened > rows.length ? `All ${figureText(figures.opened)} cases` : 'The list of cases',
            href: evidenceCasesUrl(rule.id, asked),
            cut: isCut ? cutText(figures.opened, limit) : null,
          },
    xlsx: evidenceXlsxUrl(rule.id, asked),
    whole: isCut && !isWhole ? wholeEvidenceUrl(rule.id, asked) : null,
  }
}

/** What says, on paper too, that there are more. */
const cutText = (opened: number, limit: number): string =>
  limit === casesPrinted
    ? `Cut here: these are the first ${figureText(limit)} of ${figureText(opened)} cases. A page holds no more; the spreadsheet holds ${figureText(casesInWorkbook)}, and the list of cases as CSV all of them.`
    : `These are the first ${figureText(limit)} of ${figureText(opened)} cases.`

const dayText = (days: number): string => `${figureText(days)} calendar ${days === 1 ? 'day' : 'days'}`
