import type { Chart } from '../../ground/web/charts.ts'
import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import {
  addDays,
  type Day,
  type EntryKind,
  formatAcademicYear,
  formatShortDay,
  schoolCalendar,
} from '../../rulebook/index.ts'
import { type ToldProblem, toldProblem } from '../schools/index.ts'
import type { CalendarProblem } from './calendar-file.ts'
import type { CalendarPlan } from './plan.ts'
import type { OwnDays } from './queries.ts'
import { layOutYear, ofYear, warningsOf } from './year.ts'
import { yearStrip } from './year-strip.ts'

export const kindTexts: Readonly<Record<EntryKind, string>> = {
  term: 'Term',
  half_term: 'Half-term',
  inset: 'INSET day',
  closure: 'Closed',
  holiday: 'Bank holiday',
}

interface EntryRow {
  kind: string
  name: string
  from: string
  to: string
  /** School days of a term; empty for what is none. */
  school_days: string
  whose: string
}

interface YearModel {
  years: readonly { text: string; href: string | null }[]
  warnings: readonly string[]
  strip: Chart | null
  entries: readonly EntryRow[]
  empty: string
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
export const previewView = view<
  PageModel & {
    form: DrawnForm
    sentence: string
    changes: boolean
    record: readonly EntryRow[]
    retract: readonly EntryRow[]
    problems: readonly ToldProblem[]
  }
>('features/calendars/views/preview.njk')

const entries = (count: number): string => (count === 1 ? '1 entry' : `${count.toLocaleString('en-GB')} entries`)

export const calendarsChanged = flash(
  'calendars_changed',
  (recorded, retracted) =>
    `The calendars are changed: ${entries(recorded)} recorded, ${entries(retracted)} taken back.`,
)
export const holidaysAdded = flash('bank_holidays_added', count =>
  count === 0 ? 'All of England’s bank holidays were there already.' : `${count} bank holidays were added.`,
)

interface Entry {
  kind: EntryKind
  starts_on: Day
  last_on: Day
  name: string
  school_urn: number | null
}

function rowOf(entry: Entry, whose: string, school_days = ''): EntryRow {
  const { kind, name, starts_on, last_on } = entry
  return {
    kind: kindTexts[kind],
    name,
    from: formatShortDay(starts_on),
    to: formatShortDay(last_on),
    school_days,
    whose,
  }
}

/** An academic year of a calendar: its strip, its entries, what is missing. `path` leads to its other years. */
export function yearModel(all: readonly Entry[], year: number, years: readonly number[], path: string): YearModel {
  const days = layOutYear(all, year)
  const calendar = schoolCalendar({ name: 'this calendar', entries: all })
  return {
    years: [...new Set([...years, year])]
      .sort((a, b) => a - b)
      .map(one => ({ text: formatAcademicYear(one), href: one === year ? null : `${path}?year=${one}` })),
    warnings: warningsOf(all, year),
    strip: days === null ? null : yearStrip(days, `year-${year}`),
    entries: ofYear(all, year).map(entry => {
      const counted = entry.kind === 'term' && calendar.schoolDaysBetween(entry.starts_on, addDays(entry.last_on, 1))
      return rowOf(
        entry,
        entry.school_urn === null ? 'The authority’s' : 'The school’s own',
        counted === false ? '' : String(counted),
      )
    }),
    empty: `The terms, half-terms and INSET days of ${formatAcademicYear(year)} would stand here.`,
  }
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

/** What a file would change, before anything is. `names`: of schools, by URN. */
export function previewModel(plan: CalendarPlan & { problems: CalendarProblem[] }, names: ReadonlyMap<number, string>) {
  const whose = ({ school_urn }: Entry) =>
    school_urn === null ? 'The authority' : (names.get(school_urn) ?? `URN ${school_urn}`)
  const changes = plan.record.length + plan.retract.length > 0
  const { record, retract, same } = plan
  const refused = plan.problems.filter(({ severity }) => severity !== 'noted').length
  const mendFirst =
    refused > 0 && retract.length > 0
      ? ` Lines were left out (${refused}): what stood for them may be among what is taken back, so mend the file first.`
      : ''
  return {
    sentence: changes
      ? `This file would record ${entries(record.length)} and take back ${entries(retract.length)}. ${entries(same)} would stay as ${same === 1 ? 'it is' : 'they are'}.${mendFirst}`
      : `This file changes nothing: ${same === 0 ? 'none of its entries could be taken' : `all of its ${entries(same)} are there`}.`,
    changes,
    record: record.slice(0, 300).map(entry => rowOf(entry, whose(entry))),
    retract: retract.slice(0, 300).map(entry => rowOf(entry, whose(entry))),
    problems: plan.problems.slice(0, 300).map(toldProblem),
  }
}
