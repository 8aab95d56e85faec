import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import type { Day } from '../../rulebook/index.ts'
import { type ToldProblem, toldProblem } from '../schools/index.ts'
import type { CalendarProblem } from './calendar-file.ts'
import type { CalendarChange } from './change.ts'
import { type ClockLine, clockLine } from './clock-lines.ts'
import { effectText, type YearEffect } from './effect.ts'
import type { WrittenEntry } from './entry.ts'
import { type EntryRow, entriesText, entryRow } from './entry-rows.ts'
import { type MovedSums, sumsOf } from './moved-clocks.ts'
import type { TriedChange } from './try-change.ts'

/** Rows of a kind on a preview; the rest is told as a number. */
const mostRows = 200

interface Figure {
  number: string
  text: string
}

export const previewView = view<
  PageModel & {
    form: DrawnForm
    cancel_href: string
    button: string
    what: string
    sentence: string
    changes: boolean
    problems: readonly ToldProblem[]
    record: readonly EntryRow[]
    retract: readonly EntryRow[]
    years: readonly string[]
    warnings: readonly string[]
    figures: readonly Figure[]
    clocks_sentence: string
    clocks: readonly ClockLine[]
    clocks_more: readonly string[]
  }
>('features/calendars/views/preview.njk')

interface Given {
  change: CalendarChange
  tried: TriedChange
  effect: { years: readonly YearEffect[]; more: number }
  /** Of schools, by URN. */
  names: ReadonlyMap<number, string>
  problems: readonly CalendarProblem[]
  same: number
  today: Day
}

/** What a change would do, before it is made. */
export function previewModel({ change, tried, effect, names, problems, same, today }: Given) {
  const whose = ({ school_urn }: Pick<WrittenEntry, 'school_urn'>) =>
    school_urn === null ? 'The authority' : (names.get(school_urn) ?? `URN ${school_urn}`)
  const { record, retract } = change
  const changes = record.length + retract.length > 0
  const refused = problems.filter(({ severity }) => severity !== 'noted').length
  const mendFirst =
    refused > 0 && retract.length > 0
      ? ` ${refused === 1 ? '1 entry of the file was' : `${refused} entries of the file were`} not taken in, for the reason below: where that stands for what is taken back, mend the file first.`
      : ''
  const stays = same === 0 ? '' : ` ${entriesText(same)} would stay as ${same === 1 ? 'it is' : 'they are'}.`
  const sums = sumsOf([...tried.seen, ...tried.others])
  const several = new Set(effect.years.map(({ school_urn }) => school_urn)).size > 1
  return {
    what: `${change.what}.`,
    sentence: changes
      ? `This would record ${entriesText(record.length)} and take back ${entriesText(retract.length)}.${stays}${mendFirst}`
      : `This changes nothing: ${same === 0 ? 'none of its entries could be taken' : `all of its ${entriesText(same)} are there`}.`,
    changes,
    problems: problems.slice(0, mostRows).map(toldProblem),
    record: record.slice(0, mostRows).map(entry => entryRow(entry, whose(entry))),
    retract: retract.slice(0, mostRows).map(entry => entryRow(entry, whose(entry))),
    years: [
      ...effect.years.map(one => `${several ? `${whose(one)}, ` : ''}${effectText(one)}.`),
      ...(effect.more === 0 ? [] : [`And ${effect.more} more calendars.`]),
    ],
    warnings: [...new Set(effect.years.flatMap(one => one.warnings))],
    figures: changes ? figuresOf(sums) : [],
    clocks_sentence: clocksSentence(tried, sums),
    clocks: tried.seen.slice(0, mostRows).map(clock => clockLine(clock, today)),
    clocks_more: moreOf(tried),
  }
}

const many = (count: number, one: string, more: string): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : more}`

function figuresOf(sums: MovedSums): Figure[] {
  const figure = (count: number, one: string, more: string): Figure[] =>
    count === 0 ? [] : [{ number: count.toLocaleString('en-GB'), text: count === 1 ? one : more }]
  return [
    ...figure(sums.later, 'clock would be due later', 'clocks would be due later'),
    ...figure(sums.earlier, 'clock would be due earlier', 'clocks would be due earlier'),
    ...figure(sums.no_longer_overdue, 'is overdue today and then not', 'are overdue today and then not'),
    ...figure(sums.newly_overdue, 'would be overdue at once', 'would be overdue at once'),
    ...figure(sums.lost, 'could no longer be worked out', 'could no longer be worked out'),
    ...figure(sums.found, 'could be worked out for the first time', 'could be worked out for the first time'),
  ]
}

function clocksSentence(tried: TriedChange, sums: MovedSums): string {
  if (tried.children === 0) return 'No child’s clock was counted over these days, so none moves.'
  const have = `${many(tried.children, 'child has', 'children have')} a clock that was counted over these days or later.`
  return sums.moved === 0 ? `No clock moves. ${have}` : `${many(sums.moved, 'clock moves', 'clocks move')}. ${have}`
}

/** What the list of clocks does not hold, in sentences. */
function moreOf({ children, tried, seen, others }: TriedChange): string[] {
  return [
    ...(seen.length > mostRows
      ? [
          `The list holds the first ${mostRows}: ${many(seen.length - mostRows, 'more clock moves', 'more clocks move')}. All of them are listed once the change is made.`,
        ]
      : []),
    ...(others.length > 0
      ? [
          `${many(others.length, 'clock that moves is one', 'clocks that move are some')} that you may not see, counted here only.`,
        ]
      : []),
    ...(tried < children
      ? [
          `It was tried on the first ${tried.toLocaleString('en-GB')} of these children. The others are worked out when the change is made, as a job.`,
        ]
      : []),
  ]
}
