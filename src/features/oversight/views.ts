import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import type { DrawnList } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatDay, formatShortDay, type StateCode, withoutEducation } from '../../rulebook/index.ts'
import { caseUrl, openCaseUrl } from '../cases/index.ts'
import { childUrl, stateText } from '../children/index.ts'
import { comparedChildrenUrl, differencesUrl, ledgerChildrenUrl, ledgerUrl } from './addresses.ts'
import { type Compared, type ComparedSource, sides } from './compare.ts'
import { differenceFields } from './differences.ts'
import type { Period } from './forms.ts'
import { count } from './ledger.ts'
import { type Figure, figure } from './ledger-view.ts'
import type { OpenedChild } from './opened.ts'
import type { Opening } from './openings.ts'
import type { DayMove } from './queries.ts'

interface DaysModel extends PageModel {
  form: DrawnForm
  state: StateCode
  period: string
  days: readonly { day: string; came: string; went: string; href: string | null }[]
  cut: number | null
}
export const daysView = view<DaysModel>('features/oversight/views/days.njk')

/** The days behind what came into a state and went out of it. */
export function daysModel(shown: {
  state: StateCode
  period: Period
  form: DrawnForm
  moves: readonly DayMove[]
  mostDays: number
  opens: boolean
}): DaysModel {
  const { state, period, form, moves, mostDays, opens } = shown
  return {
    title: `${stateText(state)}, day by day`,
    back: { href: ledgerUrl(period), text: 'Ledger' },
    form,
    state,
    period: `From ${formatDay(period.from)} to ${formatDay(period.on)}`,
    days: moves.slice(0, mostDays).map(({ day, came, went }) => ({
      day: formatShortDay(day),
      came: came === 0 ? '' : count(came),
      went: went === 0 ? '' : count(went),
      href: opens ? ledgerChildrenUrl({ on: day, state }) : null,
    })),
    cut: moves.length > mostDays ? mostDays : null,
  }
}

interface CompareModel extends PageModel {
  form: DrawnForm
  sources: readonly { name: string; as_at: string }[]
  counts: readonly { name: string; figure: Figure }[] | null
  differences: readonly { text: string; href: string }[]
}
export const compareView = view<CompareModel>('features/oversight/views/lists.njk')

/** The choice of two lists and, when they are chosen, what they share. */
export function compareModel(shown: {
  sources: readonly ComparedSource[]
  form: DrawnForm
  compared: (Compared & { a: string; b: string }) | null
}): CompareModel {
  const { sources, form, compared } = shown
  const name = (id: string): string => sources.find(source => source.id === id)?.name ?? ''
  const names = compared && {
    both: `On both ${name(compared.a)} and ${name(compared.b)}`,
    first_only: `On ${name(compared.a)} only`,
    second_only: `On ${name(compared.b)} only`,
  }
  return {
    title: 'Compare two lists',
    back: { href: ledgerUrl(), text: 'Ledger' },
    form,
    sources: sources.map(source => ({ name: source.name, as_at: formatShortDay(source.as_at) })),
    counts:
      compared &&
      names &&
      sides.map(({ code }) => ({
        name: names[code],
        figure: figure(compared[code], comparedChildrenUrl(compared.a, compared.b, code)),
      })),
    differences:
      compared && compared.both > 0
        ? differenceFields.map(({ value, text }) => ({ text, href: differencesUrl(compared.a, compared.b, value) }))
        : [],
  }
}

interface OpenedModel extends PageModel {
  as_at: string
  list: DrawnList<OpenedLine>
}

interface OpenedLine {
  id: string
  name: string
  href: string
  born_on: string
  upn: string
  state: string
  because: string
  since: string
  school: string
  case: CaseLink
}
export const openedView = view<OpenedModel>('features/oversight/views/children.njk')

/** The children behind a figure. */
export function openedModel(
  { title, back, on }: Opening,
  drawn: DrawnList<OpenedChild>,
  mayOpen: boolean,
): OpenedModel {
  return {
    title,
    back,
    recorded: true,
    as_at: `As at ${formatDay(on)}`,
    list: {
      ...drawn,
      rows: drawn.rows.map(row => ({
        id: row.id,
        name: row.surname || row.forename ? `${row.surname}, ${row.forename}` : 'No name recorded',
        href: childUrl(row.id),
        born_on: row.born_on ? formatShortDay(row.born_on) : 'Not known',
        upn: row.upn ?? '',
        state: row.state ? stateText(row.state) : 'No state',
        because: row.because ?? '',
        since: row.since ? formatShortDay(row.since) : '',
        school: row.school_name ?? '',
        case: caseLink(row, mayOpen),
      })),
    },
  }
}

/** The open case of a child and who leads it; where there is none and the state asks for one, the way to open it. */
export interface CaseLink {
  text: string
  href: string | null
  /** What the link says besides, for who does not see the row. */
  about: string
}

export function caseLink(
  row: {
    id: string
    state: StateCode | null
    case_id: string | null
    lead: string | null
    forename: string
    surname: string
  },
  mayOpen: boolean,
): CaseLink {
  if (row.case_id) return { text: row.lead ?? 'Nobody leads it', href: caseUrl(row.case_id), about: 'leads the case' }
  const asks = row.state !== null && withoutEducation.has(row.state)
  return asks && mayOpen
    ? { text: 'Open a case', href: openCaseUrl(row.id), about: `for ${row.forename} ${row.surname}` }
    : { text: '', href: null, about: '' }
}
