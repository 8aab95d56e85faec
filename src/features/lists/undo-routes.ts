import type { Read } from '../../ground/database/door.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { confirmPage } from '../../ground/web/confirm.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { formatDay } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { leftUrl, listUrl, progressUrl } from './addresses.ts'
import { getImport } from './board-routes.ts'
import { unlessStale } from './commit-routes.ts'
import { undoForm } from './forms.ts'
import { kindWords } from './kind-words.ts'
import { listLeft } from './queries.ts'
import { askForUndo, notUndoable } from './undo.ts'
import { aboutOf, leftPage } from './views.ts'

/** Taking a committed list back whole, and what stayed because somebody had decided something on it since. */
export function undoRoutes(page: Pages, { queue }: Parts): void {
  const confirmOf = async (tx: Read, import_id: string) => {
    const list = await getImport(tx, import_id)
    const refusal = await notUndoable(tx, list.id)
    if (refusal !== null) throw new Conflict(refusal, [], { href: listUrl(list.id), text: 'The list' })
    return {
      list,
      model: {
        title: 'Take this list back',
        what: [
          `What its ${list.rows_committed.toLocaleString('en-GB')} committed rows said of children is believed no longer, and what the list put an end to is believed again.`,
          `${list.rows_new.toLocaleString('en-GB')} children were new with it: those whom nothing else makes known are in no list and no count any more.`,
          'Where somebody has corrected or decided something since, it stays as it is, and you are shown where.',
          'Every child’s state is worked out anew. It runs as a job: you can leave the page.',
        ],
        whom: [
          { term: 'Source', text: list.source_name },
          { term: 'True on', text: formatDay(list.as_at) },
          { term: 'File', text: list.file_name },
        ],
        undo: 'The file and its rows are kept, and history keeps both: that it was believed, and that it was taken back. The same file can be brought in again.',
        button: 'Take the list back',
        danger: true,
        cancel_href: listUrl(list.id),
        back: { href: listUrl(list.id), text: 'The list' },
      },
    }
  }
  page.get(
    '/lists/:id/undo',
    { may: 'lists.import', audit: 'taking back of a list opened' },
    async ({ tx, params, reply }) => {
      const { list, model } = await confirmOf(tx, params.id)
      return reply.page(confirmPage, { ...model, form: drawForm(undoForm, { seen: String(list.version) }) })
    },
  )
  page.post(
    '/lists/:id/undo',
    { may: 'lists.import', audit: 'taking back of a list asked for' },
    async ({ tx, identity, params, body, reply }) => {
      const actor = personOnly(identity)
      const posted = parseForm(undoForm, body)
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      const { list, model } = await confirmOf(tx, params.id)
      if (!posted.ok) return reply.page(confirmPage, { ...model, form: drawForm(undoForm, { failed: posted }) })
      await unlessStale(list.id, () =>
        askForUndo(tx, queue, actor, {
          ...{ import_id: list.id, seen: Number(posted.seen), because: posted.values.because },
        }),
      )
      await useOnce(tx, actor, posted.once, progressUrl(list.id))
      return reply.redirect(progressUrl(list.id))
    },
  )
  page.get(
    '/lists/:id/left',
    { may: 'lists.read', audit: 'what stayed of a list viewed' },
    async ({ tx, params, query, reply, look }) => {
      const list = await getImport(tx, params.id)
      const from = typeof query.after === 'string' && /^[0-9a-f-]{36}$/.test(query.after) ? query.after : null
      const rows = await listLeft(tx, list.id, from, 51)
      const shown = rows.slice(0, 50)
      look.saw(
        shown.map(row => row.person_id),
        ['known_as'],
      )
      return reply.page(leftPage, {
        title: 'What stayed when the list was taken back',
        recorded: true,
        about: aboutOf(list),
        children: shown.map(row => ({
          known_as: row.known_as,
          href: `/children/${row.person_id}`,
          kinds: row.kinds.map(kind => kindWords[kind] ?? kind).join(', '),
        })),
        next: rows.length > 50 ? `${leftUrl(list.id)}?after=${shown.at(-1)?.person_id}` : null,
        back: { href: listUrl(list.id), text: 'The list' },
      })
    },
  )
}
