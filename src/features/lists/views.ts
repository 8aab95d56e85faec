import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatDay, formatShortDay, londonDay } from '../../rulebook/index.ts'
import { columnsUrl, commitUrl, listUrl, missingUrl, progressUrl, rowsUrl, undoUrl } from './addresses.ts'
import type { BoardRow, CameBy, ImportPage } from './queries.ts'
import type { Show, ShownRow } from './row-queries.ts'
import type { WeighedWith } from './weigh-list.ts'

export const boardPage = view<PageModel & { sources: readonly BoardLine[]; may_bring: boolean }>(
  'features/lists/views/board.njk',
)
export const bringInPage = view<PageModel>('features/lists/views/bring-in.njk')
export const columnsPage = view<
  PageModel & {
    about: About
    samples: readonly { header: string; values: string }[]
    warnings: readonly string[]
    collect: DrawnForm | null
    sheets: DrawnForm | null
  }
>('features/lists/views/columns.njk')
export const importPage = view<
  PageModel & {
    about: About
    figures: readonly Figure[]
    may_change: boolean
    next: { text: string; href: string } | null
    /** Where a committed list is taken back, and where it is told what stayed. */
    undo_href: string | null
    left_href: string | null
    warnings: readonly string[]
  }
>('features/lists/views/import.njk')
export const rowsPage = view<
  PageModel & {
    about: About
    rows: readonly RowLine[]
    next: string | null
    tabs: readonly { text: string; href: string; current: boolean }[]
  }
>('features/lists/views/rows.njk')
export const rowPage = view<
  PageModel & {
    about: About
    row: RowLine
    cells: readonly { name: string; text: string }[]
    read: readonly Compared[]
    candidates: readonly { id: string; known_as: string; href: string }[]
    decidable: boolean
  }
>('features/lists/views/row.njk')
export const missingPage = view<
  PageModel & {
    about: About
    children: readonly {
      known_as: string
      href: string
      born: string
      last: string
      school: string
      state: string
      tag: string
    }[]
    next: string | null
  }
>('features/lists/views/missing.njk')

export const leftPage = view<
  PageModel & {
    about: About
    children: readonly { known_as: string; href: string; kinds: string }[]
    next: string | null
  }
>('features/lists/views/left.njk')

export const broughtAgain = flash(
  'list_again',
  () =>
    'This very file came in before, from the same source for the same day. Nothing is changed: this is the list it made.',
  'notice',
)
export const rowDecided = flash('row_decided', () => 'The decision is kept.')
export const withdrawn = flash(
  'list_withdrawn',
  () => 'The list is withdrawn. Nothing of it was committed; the file is kept.',
)
export const stopped = flash('work_stopped', () => 'The work was asked to stop.', 'notice')

export interface BoardLine {
  name: string
  kind: string
  href: string | null
  as_at: string
  came: string
  state: { text: string; tag: string }
  rows: string
  matched: string
  missing: number | null
  undecided: number
  undecided_href: string | null
  missing_href: string | null
}

export interface About {
  href: string
  source: string
  kind: string
  as_at: string
  file: string
  state: { text: string; tag: string }
  /** What being on the list says of a child, what missing from the next one says, and how the list came in. */
  facts: readonly { term: string; text: string }[]
}

export interface Figure {
  number: number
  text: string
  href: string | null
}

export interface RowLine {
  line: number
  href: string
  name: string
  born: string
  upn: string
  postcode: string
  outcome: { text: string; tag: string }
  because: string
  problems: readonly { column: string; reason: string; refused: boolean }[]
  child_href: string | null
}

/** The row's word beside each candidate's, field by field. */
export interface Compared {
  field: string
  row: string
  candidates: readonly { text: string; differs: boolean }[]
}

const states: Record<string, { text: string; tag: string }> = {
  uploaded: { text: 'Columns to be chosen', tag: 'amber' },
  mapped: { text: 'Columns chosen', tag: 'amber' },
  checking: { text: 'Being checked', tag: 'grey' },
  ready: { text: 'Waiting to be committed', tag: 'amber' },
  committing: { text: 'Being committed', tag: 'grey' },
  committed: { text: 'Committed', tag: 'green' },
  withdrawn: { text: 'Withdrawn', tag: 'grey' },
  refused: { text: 'Refused', tag: 'red' },
  undoing: { text: 'Being taken back', tag: 'amber' },
  undone: { text: 'Taken back', tag: 'grey' },
}
const stateOf = (state: string | null) => states[state ?? ''] ?? { text: 'Nothing yet', tag: 'grey' }

const outcomes: Record<string, { text: string; tag: string }> = {
  new: { text: 'New child', tag: 'amber' },
  matched: { text: 'Matched', tag: 'green' },
  same: { text: 'Matched, unchanged', tag: 'green' },
  changed: { text: 'Matched, changed', tag: 'green' },
  ambiguous: { text: 'To be decided', tag: 'amber' },
  duplicate: { text: 'Twice in the list', tag: 'grey' },
}

export const aboutOf = (list: ImportPage): About => ({
  href: listUrl(list.id),
  source: list.source_name,
  kind: list.kind_name,
  as_at: formatDay(list.as_at),
  file: list.file_name,
  state: stateOf(list.state),
  facts: [
    { term: 'What being on it means', text: list.presence_means },
    { term: 'What missing from the next means', text: list.absence_means },
    { term: 'Brought in', text: cameIn(list) },
    ...(list.weighed_with === null
      ? []
      : [{ term: 'Undecided rows weighed with', text: weighedText(list.weighed_with) }]),
    ...(list.committed_at === null ? [] : [{ term: 'Committed', text: doneBy(list.committed_at, list.committed_by) }]),
    ...(list.released_because === null
      ? []
      : [{ term: 'Held back, and committed all the same', text: `${list.released_because} (${list.released_by})` }]),
    ...(list.undone_at === null
      ? []
      : [{ term: 'Taken back', text: `${doneBy(list.undone_at, list.undone_by)}: ${list.undone_because}` }]),
  ],
})

const weighedText = ({ model, review, match, children }: WeighedWith): string =>
  `Model ${model}, among ${children.toLocaleString('en-GB')} children: a question from ${percent(review)} likely, a match without a question from ${percent(match)}`
const percent = (likely: number): string => `${Math.round(likely * 1000) / 10}%`

const cameIn = (list: ImportPage): string => {
  if (list.came_by === 'person') return doneBy(list.brought_at, list.brought_by)
  const how = list.came_by === 'key' ? 'sent with an upload key' : 'picked up by itself'
  return `${formatDay(londonDay(list.brought_at.toISOString()))}, ${how}`
}

const doneBy = (at: Date, name: string | null): string =>
  `${formatDay(londonDay(at.toISOString()))}, by ${name ?? 'the command line'}`

/** What stands out of a list: each number opens to as many rows. */
export function figuresOf(list: ImportPage, counted: Record<Show, number>): Figure[] {
  const figure = (text: string, show: Show): Figure => ({
    number: counted[show],
    text,
    href: counted[show] > 0 ? rowsUrl(list.id, show) : null,
  })
  return [
    figure('rows read', 'all'),
    figure('new children', 'new'),
    figure('matched', 'matched'),
    figure('of them changed', 'changed'),
    figure('doubtful', 'ambiguous'),
    figure('twice in the list', 'duplicate'),
    { number: list.missing, text: 'missing since the last list', href: list.missing > 0 ? missingUrl(list.id) : null },
    figure('refused', 'refused'),
    figure('flagged', 'flagged'),
  ]
}

/** What is to be done next with a list, as its one primary button. */
export function nextStep(list: ImportPage, isAtWork: boolean): { text: string; href: string } | null {
  const { id, state } = list
  if ((state === 'checking' || state === 'committing' || state === 'undoing') && isAtWork)
    return { text: 'See how far it is', href: progressUrl(id) }
  if (state === 'uploaded' || state === 'mapped' || state === 'refused' || state === 'checking')
    return { text: 'Choose the columns and check the list', href: columnsUrl(id) }
  if (state === 'ready') return { text: 'Go on to commit this list', href: commitUrl(id) }
  if (state === 'undoing') return { text: 'Go on to take it back', href: undoUrl(id) }
  return state === 'committing' ? { text: 'Go on with the commit', href: commitUrl(id) } : null
}

const cameBy: Record<CameBy, string> = { person: '', pick_up: ', picked up', key: ', sent with a key' }

export function boardLine(row: BoardRow): BoardLine {
  const { rows_read, rows_refused, rows_matched } = row
  const accepted = (rows_read ?? 0) - (rows_refused ?? 0)
  return {
    name: row.source_name,
    kind: row.kind_name,
    href: row.import_id && listUrl(row.import_id),
    as_at: row.as_at ? formatShortDay(row.as_at) : '',
    came: row.brought_at
      ? formatShortDay(londonDay(row.brought_at.toISOString())) + cameBy[row.came_by ?? 'person']
      : '',
    state: stateOf(row.state),
    rows: rows_read?.toLocaleString('en-GB') ?? '',
    matched: accepted > 0 && rows_matched !== null ? `${Math.round((100 * rows_matched) / accepted)}%` : '',
    missing: row.missing,
    undecided: row.undecided,
    missing_href: row.import_id && (row.missing ?? 0) > 0 ? missingUrl(row.import_id) : null,
    undecided_href: row.import_id && row.undecided > 0 ? rowsUrl(row.import_id, 'ambiguous') : null,
  }
}

export function rowLine(import_id: string, shown: ShownRow): RowLine {
  const { row } = shown
  const decided =
    shown.decision === null
      ? null
      : { same: 'Decided: the same child', new: 'Decided: another child', leave_out: 'Decided: left out' }[
          shown.decision
        ]
  return {
    line: shown.line,
    href: `/lists/${import_id}/rows/${shown.line}`,
    name: [row?.forename, row?.surname].filter(Boolean).join(' ') || 'No name',
    born: row?.born_on ? formatShortDay(row.born_on) : '',
    upn: row?.upn ?? '',
    postcode: row?.postcode ?? '',
    outcome: shown.refused
      ? { text: 'Refused', tag: 'red' }
      : decided
        ? { text: decided, tag: 'grey' }
        : (outcomes[shown.outcome ?? ''] ?? { text: 'Not matched yet', tag: 'grey' }),
    because: shown.because ?? '',
    problems: shown.problems.map(problem => ({
      column: problem.column,
      reason: problem.reason,
      refused: problem.severity === 'refused',
    })),
    child_href: shown.person_id && shown.committed_at ? `/children/${shown.person_id}` : null,
  }
}
