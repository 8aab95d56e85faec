import { sql } from 'kysely'
import { may } from '../../ground/database/identity.ts'
import { usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { confirmPage } from '../../ground/web/confirm.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { progressPages } from '../../ground/web/progress.ts'
import { formatDay, formatShortDay } from '../../rulebook/index.ts'
import { stateTag, stateText } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { askForCommit, isAtWork, withdraw } from './actions.ts'
import { boardUrl, leftUrl, listUrl, missingUrl, progressUrl, undoUrl } from './addresses.ts'
import { getImport } from './board-routes.ts'
import { onlyKeys, releaseForm } from './forms.ts'
import { findJob, listMissing } from './queries.ts'
import { countRows } from './row-queries.ts'
import { aboutOf, figuresOf, importPage, missingPage, nextStep, stopped, withdrawn } from './views.ts'
import { warningsOf } from './warnings.ts'

/** One list: its preview, its progress, its commit, and who is missing from it. */
export function commitRoutes(page: Pages, { queue }: Parts): void {
  const back = { href: boardUrl, text: 'The lists that came in' }

  page.get('/lists/:id', { may: 'lists.read', audit: 'list viewed' }, async ({ tx, identity, params, reply }) => {
    const list = await getImport(tx, params.id)
    const counted = await countRows(tx, list.id)
    const atWork = await isAtWork(tx, list.id)
    const mayImport = may(identity, 'lists.import')
    const isOpen =
      ['uploaded', 'mapped', 'ready', 'refused'].includes(list.state) || (list.state === 'checking' && !atWork)
    return reply.page(importPage, {
      title: `${list.source_name}, ${formatShortDay(list.as_at)}`,
      about: aboutOf(list),
      figures: list.rows_read > 0 ? figuresOf(list, counted) : [],
      may_change: mayImport && isOpen,
      next: mayImport ? nextStep(list, atWork) : null,
      undo_href: mayImport && list.state === 'committed' ? undoUrl(list.id) : null,
      left_href: ['undoing', 'undone'].includes(list.state) ? leftUrl(list.id) : null,
      warnings: warningsOf(list, counted, atWork),
      form: drawForm(onlyKeys, { seen: String(list.version) }),
      back,
    })
  })

  progressPages(
    page,
    '/lists/:id/progress',
    { may: 'lists.read', audit: 'progress of a list viewed' },
    async ({ tx, params }) => {
      const list = await getImport(tx, params.id)
      const job = await findJob(tx, list.id)
      const state = (job?.state ?? 'done') as 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
      const sentence =
        job === undefined
          ? 'There is no work on this list.'
          : job.sentence || (state === 'waiting' ? 'Waiting for a worker to take it up.' : '')
      return {
        title: job?.title ?? list.file_name,
        done: job?.done ?? 0,
        total: job?.total ?? 0,
        state,
        sentence,
        next_href: listUrl(list.id),
      }
    },
    {
      rule: { may: 'lists.import', audit: 'work on a list stopped' },
      stop: async ({ tx, params, reply }) => {
        const list = await getImport(tx, params.id)
        await sql`UPDATE job SET cancel_asked = true WHERE subject_id = ${list.id} AND state IN ('waiting', 'running')`.execute(
          tx,
        )
        reply.flash(stopped)
      },
    },
  )

  const confirmOf = async (tx: Parameters<typeof getImport>[0], import_id: string) => {
    const list = await getImport(tx, import_id)
    const counted = await countRows(tx, list.id)
    const { due } = counted
    return {
      list,
      isHeld: list.held.length > 0 && list.state === 'ready',
      model: {
        title: 'Commit this list',
        what: [
          ...(list.state === 'ready' ? list.held.map(reason => `It is held back: ${reason}`) : []),
          `${due.toLocaleString('en-GB')} rows become part of the children’s records: ${counted.new.toLocaleString('en-GB')} children are new, ${counted.changed.toLocaleString('en-GB')} known children change.`,
          list.presence === 'residence' || list.presence === 'none'
            ? 'Children missing from it stay as they are: this kind of list does not say that somebody left.'
            : `${list.missing.toLocaleString('en-GB')} children whom the last list held are missing. ${list.absence_means}`,
          `${counted.refused.toLocaleString('en-GB')} refused rows are left out, and doubtful ones wait for a decision.`,
          'Every child’s state is worked out anew. It runs as a job: you can leave the page.',
        ],
        whom: [
          { term: 'Source', text: list.source_name },
          { term: 'True on', text: formatDay(list.as_at) },
          { term: 'File', text: list.file_name },
        ],
        undo: 'Nothing is overwritten: what was believed before stays to be read on each child’s page, and the list can be taken back whole.',
        button: 'Commit the list',
        danger: false,
        cancel_href: listUrl(list.id),
        back: { href: listUrl(list.id), text: 'The preview' },
      },
    }
  }
  page.get(
    '/lists/:id/commit',
    { may: 'lists.import', audit: 'commit of a list opened' },
    async ({ tx, params, reply }) => {
      const { list, model, isHeld } = await confirmOf(tx, params.id)
      const keys = { seen: String(list.version) }
      if (list.state !== 'ready' && (list.state !== 'committing' || (await isAtWork(tx, list.id))))
        return reply.redirect(listUrl(list.id))
      const form = isHeld ? drawForm(releaseForm, keys) : drawForm(onlyKeys, keys)
      return reply.page(confirmPage, { ...model, form })
    },
  )
  page.post(
    '/lists/:id/commit',
    { may: 'lists.import', audit: 'commit of a list asked for' },
    async ({ tx, identity, params, body, reply }) => {
      const actor = personOnly(identity)
      const { list, model, isHeld } = await confirmOf(tx, params.id)
      const released = isHeld ? parseForm(releaseForm, body) : null
      if (released && !released.ok)
        return reply.page(confirmPage, { ...model, form: drawForm(releaseForm, { failed: released }) })
      const posted = parseForm(onlyKeys, body)
      if (!posted.ok) return reply.page(confirmPage, { ...model, form: drawForm(onlyKeys, { failed: posted }) })
      const because = released?.ok ? released.values.because : null
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      await unlessStale(list.id, () =>
        askForCommit(tx, queue, actor, {
          ...{ import_id: list.id, seen: posted.seen === null ? null : Number(posted.seen), because },
        }),
      )
      await useOnce(tx, actor, posted.once, progressUrl(list.id))
      return reply.redirect(progressUrl(list.id))
    },
  )

  page.post(
    '/lists/:id/withdraw',
    { may: 'lists.import', audit: 'list withdrawn' },
    async ({ tx, identity, params, body, reply }) => {
      const list = await getImport(tx, params.id)
      const posted = parseForm(onlyKeys, body)
      const led = await usedBefore(tx, posted.once)
      if (led) return reply.redirect(led)
      await unlessStale(list.id, () =>
        withdraw(tx, { import_id: list.id, seen: posted.seen === null ? null : Number(posted.seen) }),
      )
      await useOnce(tx, personOnly(identity), posted.once, boardUrl)
      reply.flash(withdrawn)
      return reply.redirect(boardUrl)
    },
  )

  page.get(
    '/lists/:id/missing',
    { may: 'lists.read', audit: 'children missing from a list viewed' },
    async ({ tx, params, query, reply, look, today }) => {
      const list = await getImport(tx, params.id)
      const from = typeof query.after === 'string' && /^[0-9a-f-]{36}$/.test(query.after) ? query.after : null
      const rows = await listMissing(tx, list.id, today, from, 51)
      look.saw(
        rows.map(row => row.id),
        ['known_as', 'born_on', 'state'],
      )
      const shown = rows.slice(0, 50)
      return reply.page(missingPage, {
        title: 'Missing since the last list',
        recorded: true,
        about: aboutOf(list),
        children: shown.map(row => ({
          known_as: row.known_as,
          href: `/children/${row.id}`,
          born: row.born_on ? formatShortDay(row.born_on) : '',
          last: formatShortDay(row.last_on),
          school: row.school_name ?? '',
          state: stateText(row.state),
          tag: stateTag(row.state),
        })),
        next: rows.length > 50 ? `${missingUrl(list.id)}?after=${shown.at(-1)?.id}` : null,
        back: { href: listUrl(list.id), text: 'The list' },
      })
    },
  )
}

/** Does the work; a list that went on meanwhile is a conflict that says so. */
export async function unlessStale(import_id: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (problem) {
    if (!(problem instanceof Stale)) throw problem
    throw new Conflict(
      'Somebody went on with this list after you opened the page, so that it is no longer what you saw.',
      [],
      {
        href: listUrl(import_id),
        text: 'See the list as it is now',
      },
    )
  }
}
