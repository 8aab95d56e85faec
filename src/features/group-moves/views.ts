import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { type Day, formatDay, formatShortDay, londonDay } from '../../rulebook/index.ts'
import { moveUrl } from './addresses.ts'
import { leftOutText, stateWords } from './codes.ts'
import { type Counted, type MemberRow, type Move, type Suggestion, sentenceOf } from './queries.ts'

export const movesPage = view<
  PageModel & {
    moves: readonly MoveLine[]
    suggestions: readonly { text: string; href: string; children: string }[]
    new_href: string
  }
>('features/group-moves/views/moves.njk')
export const newMovePage = view<PageModel & { cancel_href: string }>('features/group-moves/views/new-move.njk')
export const movePage = view<
  PageModel & {
    about: About
    figures: readonly Figure[]
    tabs: readonly { text: string; href: string; current: boolean }[]
    rows: readonly MemberLine[]
    rows_title: string
    empty: string
    next: string | null
    primary: { text: string; href: string } | null
    undo_href: string | null
    withdraw: DrawnForm | null
    note: string | null
  }
>('features/group-moves/views/move.njk')
export const undoPage = view<PageModel & { about: About; what: readonly string[]; cancel_href: string }>(
  'features/group-moves/views/undo-move.njk',
)

export const withdrawn = flash('move_withdrawn', () => 'The move is put aside. No child was moved.')
export const stopped = flash(
  'move_stopped',
  () => 'The work is asked to stop. What was finished stays, and it can go on from there.',
  'notice',
)

interface MoveLine {
  href: string
  what: string
  on: string
  by: string
  state: { text: string; tag: string }
}

export interface About {
  href: string
  what: string
  state: { text: string; tag: string }
  lines: readonly { term: string; text: string }[]
}

export interface Figure {
  number: string
  text: string
}

interface MemberLine {
  known_as: string
  href: string
  born: string
  what: string
}

const inLondon = (at: Date): string => formatShortDay(londonDay(at.toISOString()))
const fallback = { text: '', tag: 'grey' } as const

export const moveLine = (move: Move): MoveLine => ({
  href: moveUrl(move.id),
  what: sentenceOf(move),
  on: formatShortDay(move.moves_on),
  by: move.confirmed_by_name ?? '',
  state: stateWords[move.state] ?? fallback,
})

export function aboutOf(move: Move): About {
  const lines = [
    { term: 'First day on the new roll', text: formatDay(move.moves_on) },
    { term: 'From', text: move.from_names.map((name, at) => `${name} (URN ${move.from_urns[at]})`).join(', ') },
    { term: 'To', text: `${move.to_name} (URN ${move.to_urn})` },
  ]
  if (move.confirmed_at)
    lines.push({
      term: 'Confirmed',
      text: `${inLondon(move.confirmed_at)} by ${move.confirmed_by_name ?? 'a command'}`,
    })
  if (move.undone_at)
    lines.push({
      term: 'Undone',
      text: `${inLondon(move.undone_at)} by ${move.undone_by_name ?? 'a command'}: ${move.undone_because ?? ''}`,
    })
  return { href: moveUrl(move.id), what: sentenceOf(move), state: stateWords[move.state] ?? fallback, lines }
}

const children = (number: number): string => (number === 1 ? 'child' : 'children')

/** The figures at the head of a move: before it, what will be; after it, what was done. */
export function figuresOf(counted: readonly (Counted & { undo?: string | null })[], done: boolean): Figure[] {
  const sum = (of: (row: Counted & { undo?: string | null }) => boolean) =>
    counted.filter(of).reduce((total, row) => total + row.children, 0)
  const figure = (number: number, text: string): Figure[] =>
    number === 0 ? [] : [{ number: number.toLocaleString('en-GB'), text: `${children(number)} ${text}` }]
  const moved = sum(row => row.outcome === 'moved')
  return [
    { number: moved.toLocaleString('en-GB'), text: `${children(moved)} ${done ? 'moved' : 'will move'}` },
    ...figure(
      sum(row => row.outcome === 'already_there'),
      done ? 'on the new roll already: the old one ended' : 'on the new roll already: only the old one ends',
    ),
    ...figure(
      sum(row => row.outcome === 'left_out'),
      'left out, for a person to decide',
    ),
    ...figure(
      sum(row => row.undo === 'undone'),
      'taken back by the undo',
    ),
    ...figure(
      sum(row => row.undo === 'kept'),
      'kept, because something was recorded since',
    ),
  ]
}

const whatWords: Record<string, string> = {
  moved: 'Moves',
  already_there: 'On the new roll already: only the old one ends',
}
const doneWords: Record<string, string> = {
  moved: 'Moved',
  already_there: 'Was on the new roll already: the old one ended',
}

export const memberLine = (row: MemberRow, done: boolean): MemberLine => ({
  known_as: row.known_as || 'Name not known',
  href: `/children/${row.person_id}/education`,
  born: row.born_on ? formatShortDay(row.born_on) : 'Not known',
  what:
    row.undo === 'kept'
      ? 'Kept: an enrolment was recorded, or a list came, since the move'
      : row.undo === 'undone'
        ? 'Taken back'
        : row.outcome === 'left_out'
          ? leftOutText(row.because)
          : ((done ? doneWords : whatWords)[row.outcome] ?? row.outcome),
})

export const suggestionLine = (one: Suggestion, href: string) => ({
  text: `${one.name} to ${one.to_name}${one.on ? `, opened on ${formatShortDay(one.on as Day)}` : ''}`,
  href,
  children: `${one.children.toLocaleString('en-GB')} ${children(one.children)} still on the old roll`,
})
