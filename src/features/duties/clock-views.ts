import type { Reading } from '../../ground/feature.ts'
import type { CsvColumn } from '../../ground/web/csv.ts'
import type { DrawnList } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatShortDay, stopWords } from '../../rulebook/index.ts'
import { caseUrl } from '../cases/index.ts'
import { childUrl, clockKey, clockUrl } from '../children/index.ts'
import type { ClockRow } from './clock-list.ts'
import { type OutcomeCode, outcomeText } from './codes.ts'

/** What of a child these lists show, as the audit names it. */
export const shownOfClock = ['forename', 'surname', 'upn', 'clock', 'school_urn', 'case'] as const

export interface ClockLine {
  id: string
  name: string
  href: string
  opened: string
  due: string
  /** The clock's own page: how its day came about. */
  clock_href: string
  ended: string
  outcome: { text: string; tag: string }
  /** Why it was due then, or why no date can be worked out; and how many clocks there are when there is more than one. */
  because: string
  school: string
  case: { text: string; href: string } | null
}

interface ClocksModel extends PageModel {
  says: string
  empty: string
  list: DrawnList<ClockLine>
}
export const clocksView = view<ClocksModel>('features/duties/views/clocks.njk')

const tags: Readonly<Record<OutcomeCode, string>> = {
  in_time: 'green',
  late: 'amber',
  not_kept: 'red',
  stopped: 'grey',
  running: 'grey',
  no_date: 'amber',
}

export function clockLine(row: ClockRow): ClockLine {
  const more = row.clocks > 1 ? ` ${row.clocks} clocks of this rule.` : ''
  return {
    id: row.id,
    name: nameOf(row),
    href: childUrl(row.person_id),
    opened: formatShortDay(row.opened_on),
    due: row.due_on === null ? 'No date' : formatShortDay(row.due_on),
    clock_href: clockUrl(row.person_id, row),
    ended: row.ended_on === null ? '' : formatShortDay(row.ended_on),
    outcome: { text: outcomeWords(row), tag: row.owed_by === 'parent' ? 'grey' : tags[row.outcome] },
    because: `${row.problem ?? row.because}${more}`,
    school: row.school_name ?? '',
    case: row.case_id === null ? null : { text: row.lead ?? 'Nobody leads it', href: caseUrl(row.case_id) },
  }
}

/** How a clock stands, with why it stopped; one that is not kept is overdue while it runs. */
function outcomeWords({ outcome, ended_on, stopped_because, owed_by }: ClockRow): string {
  if (outcome === 'not_kept' && ended_on === null) return owed_by === 'parent' ? 'The day is past' : 'Overdue'
  const why = stopped_because === null ? '' : `: ${stopWords[stopped_because]}`
  if (outcome === 'not_kept') return `Not kept, and stopped after the day${why}`
  return `${outcomeText(outcome)}${outcome === 'stopped' ? why : ''}`
}

const nameOf = ({ forename, surname }: ClockRow): string =>
  surname || forename ? `${surname}, ${forename}` : 'No name recorded'

export const clockColumns: readonly CsvColumn<ClockRow>[] = [
  { header: 'forename', value: row => row.forename },
  { header: 'surname', value: row => row.surname },
  { header: 'upn', value: row => row.upn },
  { header: 'clock', value: row => clockKey(row) },
  { header: 'opened_on', value: row => row.opened_on },
  { header: 'due_on', value: row => row.due_on },
  { header: 'ended_on', value: row => row.ended_on },
  { header: 'outcome', value: row => row.outcome },
  { header: 'stopped_because', value: row => row.stopped_because },
  { header: 'because', value: row => row.problem ?? row.because },
  { header: 'school_urn', value: row => row.school_urn },
  { header: 'school_name', value: row => row.school_name },
]

/** The rows as they go out, each noted in the audit. */
export async function* noted(rows: AsyncIterable<ClockRow>, look: Reading['look']): AsyncGenerator<ClockRow> {
  for await (const row of rows) {
    look.saw([row.person_id], shownOfClock)
    yield row
  }
}
