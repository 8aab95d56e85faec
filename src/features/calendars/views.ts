import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatAcademicYear } from '../../rulebook/index.ts'
import { copyUrl, newEntryUrl, yearUrl } from './addresses.ts'
import type { StoredEntry } from './entry.ts'
import { type EntryRow, entriesText, entryRows } from './entry-rows.ts'
import type { OwnDays } from './queries.ts'
import { warningsOf } from './warnings.ts'
import { layOutYear, ofYear } from './year.ts'
import { type DrawnYear, monthsOf } from './year-months.ts'

interface YearModel {
  years: readonly { text: string; href: string | null }[]
  warnings: readonly string[]
  drawn: DrawnYear | null
  entries: readonly EntryRow[]
  empty: string
  /** For whoever may change the calendar; null for anybody else. */
  add_href: string | null
  copy: { text: string; href: string } | null
}

export const calendarsView = view<
  PageModel &
    YearModel & {
      own: readonly { name: string; href: string | null; days: string }[]
      may_change: boolean
      /** Offered where bank holidays are missing; null otherwise. */
      add_holidays: DrawnForm | null
    }
>('features/calendars/views/calendars.njk')

export const schoolCalendarView = view<PageModel & YearModel & { lead: string }>(
  'features/calendars/views/school-calendar.njk',
)
export const uploadView = view<PageModel & { form: DrawnForm }>('features/calendars/views/upload.njk')

export const entryPage = view<
  PageModel & {
    lead: string
    button: string
    cancel_href: string
    /** A form that takes the entry off; null for one that does not stand yet. */
    remove: DrawnForm | null
    remove_href: string
  }
>('features/calendars/views/entry.njk')

export const calendarChanged = flash(
  'calendar_changed',
  (recorded, retracted) =>
    `The calendars are changed: ${entriesText(recorded)} recorded, ${entriesText(retracted)} taken back.`,
)

interface Asked {
  /** Everything that the calendar holds, of all years, the authority's that it lies over too. */
  entries: readonly StoredEntry[]
  year: number
  years: readonly number[]
  school_urn: number | null
  maintained: boolean
  may_change: boolean
}

/** An academic year of a calendar: twelve months, its entries, what to look at. */
export function yearModel({ entries, year, years, school_urn, maintained, may_change }: Asked): YearModel {
  const days = layOutYear(entries, year)
  const own = ofYear(entries, year)
  const name = formatAcademicYear(year)
  return {
    years: yearsBetween([...years, year]).map(one => ({
      text: `${formatAcademicYear(one)}${layOutYear(entries, one) === null ? ', no terms' : ''}`,
      href: one === year ? null : yearUrl(school_urn, one),
    })),
    warnings: warningsOf(entries, year, maintained),
    drawn: days === null ? null : monthsOf(days),
    entries: entryRows(own, entries, entry => may_change && entry.school_urn === school_urn),
    empty: `The terms, half-terms and INSET days of ${name} would stand here.`,
    add_href: may_change ? newEntryUrl(school_urn, year) : null,
    copy: may_change ? copyOf(entries, year, school_urn) : null,
  }
}

/** From this year to the next; where this one is empty, from the one before to it. */
function copyOf(entries: readonly StoredEntry[], year: number, school_urn: number | null): YearModel['copy'] {
  const held = (one: number) =>
    ofYear(entries, one).some(entry => entry.school_urn === school_urn && entry.kind !== 'holiday')
  const from = held(year) ? year : year - 1
  if (!held(from)) return null
  return {
    text: `Copy ${formatAcademicYear(from)} to ${formatAcademicYear(from + 1)}`,
    href: copyUrl(school_urn, from),
  }
}

/** Every academic year from the first to the last, so that one without terms is not passed over. */
function yearsBetween(years: readonly number[]): number[] {
  const [first, last] = [Math.min(...years), Math.max(...years)]
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}

export function ownDaysRow(own: OwnDays, href: string) {
  const some = (count: number, one: string, many: string) =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]
  return {
    name: own.name ?? `URN ${own.school_urn}, which the register does not hold`,
    href: own.name === null ? null : href,
    days: [
      ...some(own.terms, 'term of its own', 'terms of its own'),
      ...some(own.inset, 'INSET day', 'INSET days'),
      ...some(own.closures, 'closure', 'closures'),
      ...some(own.other, 'other', 'others'),
    ].join(', '),
  }
}
