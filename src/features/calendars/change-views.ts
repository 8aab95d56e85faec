import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatShortDay, londonDay } from '../../rulebook/index.ts'
import { changesUrl, changeUrl, progressUrl } from './addresses.ts'
import type { ChangeKind } from './change.ts'
import type { ChangeMade, MovedRow } from './changes.ts'
import { type ClockLine, clockLine } from './clock-lines.ts'
import type { StoredEntry } from './entry.ts'
import { type EntryRow, entryRow } from './entry-rows.ts'

interface ChangeLine {
  href: string
  what: string
  when: string
  by: string
  moved: string
  state: { text: string; tag: 'grey' | 'amber' | 'green' }
}

export const changesView = view<PageModel & { changes: readonly ChangeLine[] }>('features/calendars/views/changes.njk')

export const changeView = view<
  PageModel & {
    line: ChangeLine
    record: readonly EntryRow[]
    retract: readonly EntryRow[]
    clocks_sentence: string
    clocks: readonly ClockLine[]
    others: string | null
    next: string | null
    /** Where the change stands that took it back, or the one that it took back. */
    links: readonly { text: string; href: string }[]
    undo: DrawnForm | null
    undo_href: string
    go_on: DrawnForm | null
    go_on_href: string
  }
>('features/calendars/views/change.njk')

const titles: Readonly<Record<ChangeKind, string>> = {
  added: 'An entry was added',
  changed: 'An entry was changed',
  removed: 'An entry was taken off',
  copied: 'A year was copied',
  file: 'A file of term dates',
  bank_holidays: 'Bank holidays were added',
  undone: 'A change was taken back',
}

const when = (at: Date): string => {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeStyle: 'short' }).format(at)
  return `${formatShortDay(londonDay(at.toISOString()))}, ${time}`
}

const lineOf = (change: ChangeMade): ChangeLine => ({
  href: changeUrl(change.id),
  what: change.what,
  when: when(change.changed_at),
  by: change.by ?? 'A command',
  moved: change.moved.toLocaleString('en-GB'),
  state:
    change.undone_by !== null
      ? { text: 'Taken back', tag: 'grey' }
      : change.state === 'working'
        ? { text: 'Clocks being worked out', tag: 'amber' }
        : { text: 'Holds', tag: 'green' },
})

export const changesModel = (changes: readonly ChangeMade[]) => ({
  title: 'Changes of calendars',
  back: { href: '/calendars', text: 'Calendars' },
  changes: changes.map(lineOf),
})

interface Given {
  change: ChangeMade
  recorded: readonly StoredEntry[]
  retracted: readonly StoredEntry[]
  moved: readonly MovedRow[]
  counted: { open: number; sealed: number }
  names: ReadonlyMap<number, string>
  next: string | null
}

const clocks = (count: number): string => (count === 1 ? '1 clock' : `${count.toLocaleString('en-GB')} clocks`)

export function changeModel({ change, recorded, retracted, moved, counted, names, next }: Given) {
  const whose = ({ school_urn }: StoredEntry) =>
    school_urn === null ? 'The authority' : (names.get(school_urn) ?? `URN ${school_urn}`)
  const on = londonDay(change.changed_at.toISOString())
  const seen = counted.open + counted.sealed
  const others = Math.max(0, change.moved - counted.open)
  const known = change.moved + counted.sealed
  return {
    title: titles[change.kind],
    back: { href: changesUrl, text: 'Changes of calendars' },
    recorded: seen > 0,
    line: lineOf(change),
    record: recorded.map(entry => entryRow(entry, whose(entry))),
    retract: retracted.map(entry => entryRow(entry, whose(entry))),
    clocks_sentence:
      known === 0
        ? change.state === 'working'
          ? 'No clock has moved so far.'
          : 'No clock moved.'
        : `${clocks(known)} moved${change.state === 'working' ? ' so far' : ''}.`,
    clocks: moved.map(row => clockLine(row, on)),
    others:
      others === 0
        ? null
        : `${clocks(others)} among them ${others === 1 ? 'is one' : 'are some'} that you may not see, counted here only.`,
    next,
    links: [
      ...(change.undone_by === null
        ? []
        : [{ text: 'The change that took it back', href: changeUrl(change.undone_by) }]),
      ...(change.undoes === null ? [] : [{ text: 'The change that it took back', href: changeUrl(change.undoes) }]),
      ...(change.state === 'working' ? [{ text: 'How far the work is', href: progressUrl(change.id) }] : []),
    ],
    undo_href: `${changeUrl(change.id)}/undo`,
    go_on_href: `${changeUrl(change.id)}/go-on`,
  }
}
