import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { isAtWork } from './actions.ts'
import { movesUrl, moveUrl, progressUrl } from './addresses.ts'
import { onlyKeys } from './forms.ts'
import { countDone, countGroup, findMove, listDone, listGroup, type Move, type Shown, sentenceOf } from './queries.ts'
import { aboutOf, figuresOf, memberLine, movePage } from './views.ts'

const size = 50
const tabWords: Record<Shown, string> = { done: 'Who moves', left_out: 'Left out', kept: 'Kept by the undo' }

/** One move: before it is confirmed who will move and who is left out, afterwards what was done. */
export function showMove(page: Pages): void {
  page.get('/group-moves/:id', { may: 'groups.move', audit: 'move of a group viewed' }, async asked => {
    const { tx, params, query, look, reply } = asked
    const move = await findMove(tx, params.id)
    if (!move) throw new Missing()
    const isDraft = move.state === 'draft' || move.state === 'withdrawn'
    const counted = isDraft ? (await countGroup(tx, move)).counted : await countDone(tx, move.id)
    const shown: Shown = query.show === 'left_out' ? 'left_out' : query.show === 'kept' && !isDraft ? 'kept' : 'done'
    const after = typeof query.after === 'string' && /^[0-9a-f-]{36}$/i.test(query.after) ? query.after : null
    const found = isDraft
      ? await listGroup(tx, move, shown === 'left_out', after, size + 1)
      : await listDone(tx, move.id, shown, after, size + 1)
    const rows = found.slice(0, size)
    look.saw(
      rows.map(row => row.person_id),
      ['known_as', 'born_on', 'enrolment'],
    )
    const atWork = await isAtWork(tx, move.id)
    const href = moveUrl(move.id)
    const kinds: Shown[] = ['done', 'left_out', ...(move.state === 'undone' ? (['kept'] as const) : [])]
    return reply.page(movePage, {
      title: sentenceOf(move),
      about: aboutOf(move),
      figures: figuresOf(counted, !isDraft),
      tabs: kinds.map(kind => ({
        text: kind === 'done' && !isDraft ? 'Who moved' : tabWords[kind],
        href: kind === 'done' ? href : `${href}?show=${kind}`,
        current: kind === shown,
      })),
      rows: rows.map(row => memberLine(row, !isDraft)),
      rows_title: kinds.includes(shown) ? tabWords[shown] : '',
      empty: emptyWords[shown],
      next: found.length > size ? `${href}?show=${shown}&after=${rows.at(-1)?.person_id}` : null,
      primary: nextStep(
        move,
        atWork,
        counted.some(row => row.outcome !== 'left_out'),
      ),
      undo_href: move.state === 'moved' && !atWork ? `${href}/undo` : null,
      withdraw: move.state === 'draft' ? drawForm(onlyKeys) : null,
      note: noteOf(move, atWork),
      back: { href: movesUrl, text: 'Group moves' },
    })
  })
}

const emptyWords: Record<Shown, string> = {
  done: 'No child of the group is on the old roll on that day. The children would stand here, by name.',
  left_out: 'Nobody is left out. A child for whom the move would be doubtful would stand here with the reason.',
  kept: 'Nobody was kept: everything that the move did was taken back.',
}

/** What whoever looks at a move can do next with it. */
function nextStep(move: Move, atWork: boolean, anybody: boolean): { text: string; href: string } | null {
  if (atWork) return { text: 'See how far it is', href: progressUrl(move.id) }
  if (move.state === 'draft' && anybody) return { text: 'Go on to the summary', href: `${moveUrl(move.id)}/confirm` }
  if (move.state === 'moving') return { text: 'Go on with the move', href: `${moveUrl(move.id)}/confirm` }
  if (move.state === 'undoing') return { text: 'Go on with the undo', href: `${moveUrl(move.id)}/undo` }
  return null
}

function noteOf(move: Move, atWork: boolean): string | null {
  if (atWork || !['moving', 'undoing'].includes(move.state)) return null
  return 'The work was stopped half-way. What was finished stays; it can go on from there.'
}
