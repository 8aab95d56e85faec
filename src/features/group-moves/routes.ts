import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { UsedAlready, usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { confirmPage } from '../../ground/web/confirm.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { type Failed, parseForm } from '../../ground/web/forms.ts'
import { progressPages } from '../../ground/web/progress.ts'
import { type Day, formatDay } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { type FoundSchool, findSchools, findTyped, schoolText } from '../schools/index.ts'
import { confirmMove, draftMove, isAtWork, seenOf, undoMove, withdrawMove } from './actions.ts'
import { movesUrl, moveUrl, newMoveUrl, progressUrl } from './addresses.ts'
import { moveForm, onlyKeys, undoForm } from './forms.ts'
import type { Group } from './group.ts'
import { showMove } from './move-page.ts'
import {
  countDone,
  countGroup,
  findJob,
  findMove,
  listMoves,
  listSuggestions,
  type Move,
  sentenceOf,
  successorOf,
} from './queries.ts'
import {
  aboutOf,
  figuresOf,
  moveLine,
  movesPage,
  newMovePage,
  stopped,
  suggestionLine,
  undoPage,
  withdrawn,
} from './views.ts'

/** Moves of whole groups: choose, see who, confirm, follow, undo. */
export function routes(page: Pages, parts: Parts): void {
  choosing(page)
  showMove(page)
  carryingOut(page, parts)
  undoing(page, parts)
}

const title = 'Move a group of children'
const may = 'groups.move'

function choosing(page: Pages): void {
  page.get(movesUrl, { may, audit: 'moves of groups listed' }, async ({ tx, reply, today }) =>
    reply.page(movesPage, {
      title: 'Group moves',
      moves: (await listMoves(tx, 100)).map(moveLine),
      suggestions: (await listSuggestions(tx, today, 20)).map(one => suggestionLine(one, newMoveUrl(one.urn))),
      new_href: newMoveUrl(),
    }),
  )

  page.get('/group-moves/new', { may, audit: 'move of a group: form' }, async ({ tx, query, reply, today }) => {
    const urn = typeof query.from === 'string' && /^\d{5,6}$/.test(query.from) ? Number(query.from) : null
    return reply.page(newMovePage, {
      ...{ title, cancel_href: movesUrl, back: { href: movesUrl, text: 'Group moves' } },
      form: drawForm(moveForm(today), { stored: urn === null ? null : await conversionOf(tx, urn) }),
    })
  })
  page.post('/group-moves/new', { may, audit: 'move of a group written down' }, async asked => {
    const { tx, identity, body, reply, today } = asked
    const actor = personOnly(identity)
    const form = moveForm(today)
    const posted = parseForm(form, body)
    const again = (failed: Failed) =>
      reply.page(newMovePage, {
        ...{ title, cancel_href: movesUrl, back: { href: movesUrl, text: 'Group moves' } },
        form: drawForm(form, { failed }),
      })
    const led = await usedBefore(tx, posted.once)
    if (led) return reply.redirect(led)
    if (!posted.ok) return again(posted)
    const group = await groupTyped(tx, posted.values)
    if ('field' in group) {
      const failed = parseForm({ ...form, check: () => [group] }, body)
      if (!failed.ok) return again(failed)
      throw new Error('A form that is refused has failed.')
    }
    const id = await draftMove(tx, actor, group)
    await useOnce(tx, actor, posted.once, moveUrl(id))
    return reply.redirect(moveUrl(id))
  })
}

/** What the form shows first for a school that another has followed. */
async function conversionOf(tx: Read, urn: number) {
  const from = (await findSchools(tx, { urns: [urn] })).get(urn)
  const to = await successorOf(tx, urn)
  return {
    ...(to ? { kind: 'conversion' as const, to: schoolText(to) } : {}),
    ...(to?.on ? { moves_on: to.on } : {}),
    ...(from ? { from_1: schoolText(from) } : {}),
  }
}

type SchoolName = 'from_1' | 'from_2' | 'from_3' | 'to'
interface Typed {
  kind: Group['kind']
  year_group: Group['year_group']
  from_1: string
  from_2: string | null
  from_3: string | null
  to: string
  moves_on: Day
}

/** The group that was typed, or which field is wrong and why. */
async function groupTyped(tx: Read, values: Typed): Promise<Group | { field: SchoolName; message: string }> {
  const found = new Map<SchoolName, FoundSchool>()
  for (const field of ['from_1', 'from_2', 'from_3', 'to'] as const) {
    const typed = values[field]
    if (typed === null) continue
    const school = await findTyped(tx, typed)
    if ('problem' in school) return { field, message: school.problem }
    if ([...found.values()].some(one => one.urn === school.school.urn))
      return { field, message: `${school.school.name} is named twice: name another school` }
    found.set(field, school.school)
  }
  const to = found.get('to')
  const from_urns = [...found].flatMap(([field, school]) => (field === 'to' ? [] : [school.urn]))
  if (!to) return { field: 'to', message: 'Enter the school that the children go to' }
  if (to.closed_on !== null && to.closed_on <= values.moves_on)
    return {
      field: 'to',
      message: `${to.name} closed on ${formatDay(to.closed_on)}: choose a school that is open on the day`,
    }
  const { kind, year_group, moves_on } = values
  return { kind, year_group: kind === 'rollover' ? year_group : null, moves_on, from_urns, to_urn: to.urn }
}

function carryingOut(page: Pages, { queue }: Parts): void {
  const confirmOf = async (tx: Read, move: Move) => {
    const { counted } = await countGroup(tx, move)
    const count = (outcome: string) =>
      counted
        .filter(row => row.outcome === outcome)
        .reduce((sum, row) => sum + row.children, 0)
        .toLocaleString('en-GB')
    return {
      title: 'Move these children',
      what: [
        `${count('moved')} children leave the old roll and are on the roll of ${move.to_name} from ${formatDay(move.moves_on)}.`,
        `${count('already_there')} are on the new roll already: only their old enrolment ends.`,
        `${count('left_out')} are left out and stay as they are, for a person to decide.`,
        'Every child’s state is worked out anew. It runs as a job: you can leave the page.',
      ],
      whom: [
        { term: 'Move', text: sentenceOf(move) },
        { term: 'First day on the new roll', text: formatDay(move.moves_on) },
      ],
      undo: 'It can be undone as a whole. A child of whom something is recorded after it stays moved, for a person to decide.',
      button: 'Move the children',
      danger: false,
      cancel_href: moveUrl(move.id),
      back: { href: moveUrl(move.id), text: 'The preview' },
    }
  }
  page.get('/group-moves/:id/confirm', { may, audit: 'move of a group: summary' }, async ({ tx, params, reply }) => {
    const move = await moveOrMissing(tx, params.id)
    if (!(await canGoOn(tx, move, ['draft', 'moving']))) return reply.redirect(moveUrl(move.id))
    const seen = await seenOf(tx, move)
    return reply.page(confirmPage, { ...(await confirmOf(tx, move)), form: drawForm(onlyKeys, { seen }) })
  })
  page.post('/group-moves/:id/confirm', { may, audit: 'move of a group confirmed' }, async asked => {
    const { tx, identity, params, body, reply } = asked
    const move = await moveOrMissing(tx, params.id)
    const posted = parseForm(onlyKeys, body)
    return once(asked, posted.once, progressUrl(move.id), move, () =>
      confirmMove(tx, queue, personOnly(identity), { move_id: move.id, seen: posted.seen }),
    ).then(href => reply.redirect(href))
  })
  page.post('/group-moves/:id/withdraw', { may, audit: 'move of a group withdrawn' }, async asked => {
    const { tx, params, body, reply } = asked
    const move = await moveOrMissing(tx, params.id)
    const href = await once(asked, parseForm(onlyKeys, body).once, movesUrl, move, () =>
      withdrawMove(tx, { move_id: move.id }),
    )
    reply.flash(withdrawn)
    return reply.redirect(href)
  })
  progressPages(
    page,
    '/group-moves/:id/progress',
    { may, audit: 'progress of a move viewed' },
    async ({ tx, params }) => {
      const move = await moveOrMissing(tx, params.id)
      const job = await findJob(tx, move.id)
      const state = (job?.state ?? 'done') as 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
      const waiting = state === 'waiting' ? 'Waiting for a worker to take it up.' : ''
      return {
        ...{ title: job?.title ?? sentenceOf(move), done: job?.done ?? 0, total: job?.total ?? 0, state },
        sentence: job === undefined ? 'There is no work on this move.' : job.sentence || waiting,
        next_href: moveUrl(move.id),
      }
    },
    {
      rule: { may, audit: 'work on a move stopped' },
      stop: async ({ tx, params, reply }) => {
        await sql`UPDATE job SET cancel_asked = true WHERE subject_id = ${params.id} AND state IN ('waiting', 'running')`.execute(
          tx,
        )
        reply.flash(stopped)
      },
    },
  )
}

function undoing(page: Pages, { queue }: Parts): void {
  const undoOf = async (tx: Read, move: Move) => ({
    title: 'Undo this move',
    about: aboutOf(move),
    what: [
      ...figuresOf(await countDone(tx, move.id), true).map(({ number, text }) => `${number} ${text}.`),
      'What the move added is no longer believed, and what it ended is believed again.',
      'A child of whom an enrolment was recorded since, or whom a roll has held since, stays as it is now and is listed for a person to decide.',
    ],
    cancel_href: moveUrl(move.id),
    back: { href: moveUrl(move.id), text: 'The move' },
  })
  page.get('/group-moves/:id/undo', { may, audit: 'undo of a move: form' }, async ({ tx, params, reply }) => {
    const move = await moveOrMissing(tx, params.id)
    if (!(await canGoOn(tx, move, ['moved', 'undoing']))) return reply.redirect(moveUrl(move.id))
    return reply.page(undoPage, {
      ...(await undoOf(tx, move)),
      form: drawForm(undoForm, { stored: { because: move.undone_because ?? '' }, seen: await seenOf(tx, move) }),
    })
  })
  page.post('/group-moves/:id/undo', { may, audit: 'move of a group undone' }, async asked => {
    const { tx, identity, params, body, reply } = asked
    const move = await moveOrMissing(tx, params.id)
    const posted = parseForm(undoForm, body)
    if (!posted.ok)
      return reply.page(undoPage, { ...(await undoOf(tx, move)), form: drawForm(undoForm, { failed: posted }) })
    const { because } = posted.values
    const href = await once(asked, posted.once, progressUrl(move.id), move, () =>
      undoMove(tx, queue, personOnly(identity), { move_id: move.id, seen: posted.seen, because }),
    )
    return reply.redirect(href)
  })
}

/** Does it once: a second press leads where the first did; what was changed meanwhile is not done. */
async function once(
  { tx, identity }: Parameters<Parameters<Pages['post']>[2]>[0],
  key: string,
  href: string,
  move: Move,
  work: () => Promise<unknown>,
): Promise<string> {
  const led = await usedBefore(tx, key)
  if (led) return led
  try {
    await work()
    await useOnce(tx, personOnly(identity), key, href)
    return href
  } catch (problem) {
    if (problem instanceof UsedAlready) return problem.result
    if (!(problem instanceof Stale)) throw problem
    throw new Conflict(
      'The group, or the move, is no longer as you saw it: a child joined or left, or somebody went on with the move.',
      [],
      { href: moveUrl(move.id), text: 'See the move as it is now' },
    )
  }
}

const canGoOn = async (tx: Read, move: Move, states: readonly Move['state'][]): Promise<boolean> =>
  states.includes(move.state) && !(await isAtWork(tx, move.id))

/** The move of an address. */
export async function moveOrMissing(tx: Read, id: string): Promise<Move> {
  const move = await findMove(tx, id)
  if (!move) throw new Missing()
  return move
}
