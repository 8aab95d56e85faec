import { formatShortDay } from '../../rulebook/index.ts'
import { childUrl } from '../children/index.ts'
import { formatInstant } from '../people/index.ts'
import { takeBackUrl } from './addresses.ts'
import { decisionWords } from './codes.ts'
import type { DecisionRow, HolderRow } from './queries.ts'
import { type DecisionLine, inLondon } from './views.ts'

/** Who holds a record of a child, since when and why it is this child's; and what was decided of it. */
export const recordsModel = (person_id: string, holders: readonly HolderRow[], decisions: readonly DecisionRow[]) => ({
  holders: holders.map(row => ({
    name: row.name,
    key: row.key ?? '',
    since: inLondon(row.since),
    last_on: row.last_on ? formatShortDay(row.last_on) : '',
    because: row.because ?? 'Not recorded.',
    decided: [
      row.decided_at ? inLondon(row.decided_at) : '',
      row.decided_by ?? (row.decided_at ? 'by the matching' : ''),
    ]
      .filter(Boolean)
      .join(', '),
  })),
  decisions: decisions.map(
    (row): DecisionLine => ({
      when: formatInstant(row.decided_at),
      what: decisionWords[row.kind],
      other:
        row.other_known_as === null
          ? { text: 'A record that is part of this child', href: null }
          : { text: row.other_known_as, href: childUrl(row.other_id) },
      who: row.read_first_by ? `${row.decided_by}, after ${row.read_first_by}` : row.decided_by,
      because: row.because,
      ended: row.ended_at ? endedText(row) : null,
      take_back_href: row === lastJoin(person_id, decisions) ? takeBackUrl(person_id, row.id) : null,
    }),
  ),
})

function endedText(row: DecisionRow): string {
  const when = `${row.ended_at ? inLondon(row.ended_at) : ''}${row.ended_by ? ` by ${row.ended_by}` : ''}`
  if (row.kind !== 'join') return `Ended ${when}`
  return `Taken back ${when}. ${row.exactly ? 'Facts, links and states came back exactly.' : 'Facts and links came back exactly; the states take in what was recorded since.'}`
}

/** The join that can be taken back: the last one into this child that stands. */
const lastJoin = (person_id: string, decisions: readonly DecisionRow[]): DecisionRow | undefined =>
  decisions.find(row => row.kind === 'join' && row.ended_at === null && row.kept_id === person_id)
