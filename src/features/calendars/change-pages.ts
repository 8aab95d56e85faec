import { UsedAlready, usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { BadRequest, Conflict, Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { progressPages } from '../../ground/web/progress.ts'
import { personOnly } from '../people/index.ts'
import { schoolNames } from '../schools/index.ts'
import { changesUrl, changeUrl, progressUrl } from './addresses.ts'
import { readCalendarFile } from './calendar-file.ts'
import { type CalendarChange, type ChangeKind, changeJob, makeChange } from './change.ts'
import { changeModel, changesModel, changesView, changeView } from './change-views.ts'
import { CannotUndo, countMoved, findChange, findJob, listChanges, listMoved, undoOf } from './changes.ts'
import { confirmForm, pressForm } from './forms.ts'
import { changedMeanwhile, previewChange } from './preview.ts'
import { entriesByIds } from './queries.ts'
import { calendarChanged } from './views.ts'

const may = 'calendars.change'
const size = 100

/** The changes of calendars: making one that was previewed, looking at it, taking it back. */
export function changePages(page: Pages, { queue }: Parts): void {
  page.get('/calendars/changes', { may, audit: 'changes of calendars listed' }, async ({ tx, reply }) =>
    reply.page(changesView, changesModel(await listChanges(tx, size))),
  )

  page.post('/calendars/changes', { may, audit: 'calendars changed' }, async asked => {
    const { tx, identity, body, look, reply } = asked
    const person = personOnly(identity)
    const posted = parseForm(confirmForm, body)
    if (!posted.ok || posted.seen === null)
      throw new BadRequest('The preview was not complete, so nothing was changed. Begin again from the calendar.')
    const led = await usedBefore(tx, posted.once)
    if (led !== null) return reply.redirect(led)
    const change = await changeFrom(asked.tx, posted.values)
    try {
      const made = await makeChange(tx, person, change, { seen: posted.seen, queue })
      if (made === null) throw new BadRequest('There was nothing to change.')
      const href = made.waits ? progressUrl(made.id) : changeUrl(made.id)
      await useOnce(tx, person, posted.once, href)
      look.saw(made.person_ids, ['clock'])
      reply.flash(calendarChanged, change.record.length, change.retract.length)
      return reply.redirect(href)
    } catch (problem) {
      if (problem instanceof UsedAlready) return reply.redirect(problem.result)
      if (problem instanceof Stale) throw changedMeanwhile(change)
      throw problem
    }
  })

  page.get('/calendars/changes/:id', { may, audit: 'change of calendars viewed' }, async asked => {
    const { tx, params, query, look, reply } = asked
    const change = await findChange(tx, params.id)
    if (!change) throw new Missing()
    const after = typeof query.after === 'string' && /^[0-9a-f-]{36}$/i.test(query.after) ? query.after : null
    const moved = await listMoved(tx, change.id, after, size + 1)
    const shown = moved.slice(0, size)
    look.saw(
      shown.map(({ person_id }) => person_id),
      ['known_as', 'clock'],
    )
    const recorded = await entriesByIds(tx, change.recorded)
    const retracted = await entriesByIds(tx, change.retracted)
    return reply.page(changeView, {
      ...changeModel({
        ...{ change, recorded, retracted, moved: shown },
        counted: await countMoved(tx, change.id),
        names: await schoolNames(
          tx,
          [...recorded, ...retracted].flatMap(({ school_urn }) => school_urn ?? []),
        ),
        next: moved.length > size ? `${changeUrl(change.id)}?after=${shown.at(-1)?.id}` : null,
      }),
      undo: await undoOf(tx, change).then(
        () => drawForm(pressForm),
        (problem: unknown) => {
          if (problem instanceof CannotUndo) return null
          throw problem
        },
      ),
      go_on: change.state === 'working' && !(await isAtWork(tx, change.id)) ? drawForm(pressForm) : null,
    })
  })

  page.post('/calendars/changes/:id/undo', { may, audit: 'undo of a change of calendars previewed' }, async asked => {
    const change = await findChange(asked.tx, asked.params.id)
    if (!change) throw new Missing()
    const undo = await undoOf(asked.tx, change).catch((problem: unknown) => {
      if (!(problem instanceof CannotUndo)) throw problem
      throw new Conflict(`This change cannot be taken back now. ${problem.message}`, [], {
        href: changesUrl,
        text: 'See the changes of calendars',
      })
    })
    return previewChange(asked, undo, {
      title: 'What taking it back changes',
      back: { href: changeUrl(change.id), text: 'The change' },
      ...{ cancel_href: changeUrl(change.id), button: 'Take the change back' },
    })
  })

  page.post(
    '/calendars/changes/:id/go-on',
    { may, audit: 'work on a change of calendars begun again' },
    async asked => {
      const { tx, identity, params, reply } = asked
      const change = await findChange(tx, params.id)
      if (!change) throw new Missing()
      if (change.state === 'working' && !(await isAtWork(tx, change.id)))
        await queue.enqueue(tx, personOnly(identity), { kind: changeJob, title: change.what, subject_id: change.id })
      return reply.redirect(progressUrl(change.id))
    },
  )

  progressPages(
    page,
    '/calendars/changes/:id/progress',
    { may, audit: 'progress of a change of calendars viewed' },
    async ({ tx, params }) => {
      const change = await findChange(tx, params.id)
      if (!change) throw new Missing()
      const job = await findJob(tx, change.id)
      const done = change.state === 'done'
      return {
        ...{ title: change.what, done: job?.done ?? 0, total: job?.total ?? 0 },
        state: done ? ('done' as const) : ((job?.state ?? 'running') as 'waiting' | 'running' | 'failed'),
        sentence: done
          ? 'Every clock is worked out anew.'
          : job?.sentence || 'The entries are changed. Clocks are being worked out anew.',
        next_href: changeUrl(change.id),
      }
    },
  )
}

const isAtWork = async (tx: Parameters<typeof findJob>[0], change_id: string): Promise<boolean> =>
  ['waiting', 'running'].includes((await findJob(tx, change_id))?.state ?? '')

const kinds: readonly ChangeKind[] = ['added', 'changed', 'removed', 'copied', 'file', 'bank_holidays', 'undone']

/** The change that a preview's form carried. Throws BadRequest for what no preview of ours would carry. */
async function changeFrom(
  tx: Parameters<typeof findJob>[0],
  given: { kind: string; what: string; record: string | null; retract: string | null; undoes: string | null },
): Promise<CalendarChange> {
  const kind = kinds.find(one => one === given.kind)
  const ids = (given.retract ?? '').split(' ').filter(id => id !== '')
  const bad = new BadRequest('The preview could not be read, so nothing was changed. Begin again from the calendar.')
  if (kind === undefined || ![...ids, ...(given.undoes ? [given.undoes] : [])].every(id => /^[0-9a-f-]{36}$/.test(id)))
    throw bad
  const retract = await entriesByIds(tx, ids)
  const file = given.record === null ? { entries: [], problems: [] } : await readCalendarFile(bytesOf(given.record))
  if (retract.length !== ids.length || file.problems.some(({ severity }) => severity !== 'noted')) throw bad
  const record = file.entries.map(({ line: _, ...entry }) => entry)
  return { kind, what: given.what.slice(0, 500), record, retract, undoes: given.undoes }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
