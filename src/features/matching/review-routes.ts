import type { Pages } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { choiceFilter, flagFilter } from '../../ground/web/list-filters.ts'
import { drawList, list, listState } from '../../ground/web/lists.ts'
import { personOnly } from '../people/index.ts'
import { countyRunUrl, neverUrl, pairUrl, qualityUrl, reviewUrl } from './addresses.ts'
import { onlyKeys, readingForm, undoForm } from './forms.ts'
import { onceOnly } from './once-only.ts'
import { pairModel } from './pair-page.ts'
import { findPair, listPairs, nextPair, progressOf } from './queries.ts'
import { asksForTwo, lastReading, type Outcome, readPair, undoReading } from './readings.ts'
import { JoinRefused } from './refused.ts'
import { wilson } from './rules.ts'
import {
  apartFlash,
  joinedFlash,
  lastFlash,
  pairLine,
  pairPage,
  reviewPage,
  secondFlash,
  shareText,
  undoneFlash,
} from './views.ts'

const may = 'matching.review'

const pairList = list({
  path: reviewUrl,
  columns: {
    pair: { text: 'Two records' },
    unsure: { text: 'How likely one child', sort: true },
    lists: { text: 'Records on them', sort: true, number: true },
    because: { text: 'Why' },
    state: { text: 'State' },
  },
  sort: { by: 'unsure', direction: 'asc' },
  filters: {
    state: choiceFilter('State', [
      { value: 'open', text: 'Waiting' },
      { value: 'second_look', text: 'Second look' },
    ]),
    outcome: choiceFilter('The run held it for', [
      { value: 'match', text: 'A match' },
      { value: 'review', text: 'In doubt' },
    ]),
    sampled: flagFilter('Drawn as a sample'),
  },
})

const flashes: Record<Outcome, typeof joinedFlash> = {
  joined: joinedFlash,
  kept_apart: apartFlash,
  second_look: secondFlash,
}

/** The queue of pairs that wait for an answer, and one pair. */
export function reviewRoutes(page: Pages): void {
  page.get(
    reviewUrl,
    { may, audit: 'pairs of records listed' },
    async ({ tx, identity, query, reply, look, today }) => {
      const actor = personOnly(identity)
      const state = listState(query, pairList)
      const rows = await listPairs(tx, { ...state.filters, ...state })
      look.saw(
        rows.flatMap(row => [row.low_id, row.high_id]),
        ['known_as', 'born_on', 'pair'],
      )
      const progress = await progressOf(tx, actor.account_id, today)
      const first = await nextPair(tx, actor.account_id)
      const last = await lastReading(tx, actor)
      const agreed = wilson(progress.agreed, progress.read_twice)
      const number = (count: number) => count.toLocaleString('en-GB')
      return reply.page(reviewPage, {
        title: 'Same child?',
        recorded: true,
        list: drawList(pairList, state, rows.map(pairLine)),
        progress: `${number(progress.waiting)} ${progress.waiting === 1 ? 'pair waits' : 'pairs wait'}, and ${number(progress.second_look)} for a second look. You have read ${number(progress.mine_today)} today.`,
        agreement: agreed
          ? `Of ${number(progress.read_twice)} pairs that two officers have read, they said the same of ${number(progress.agreed)}: ${shareText(agreed.share)} (from ${shareText(agreed.low)} to ${shareText(agreed.high)}).`
          : 'No pair has been read by two officers yet, so it cannot be said how often they agree.',
        two: await asksForTwo(tx, today),
        first_href: first === null ? null : pairUrl(first),
        undo: last ? drawForm(undoForm, { stored: { reading_id: last.reading_id } }) : null,
        sample: drawForm(onlyKeys),
        run: drawForm(onlyKeys),
        also: [
          { text: 'How good the matching is, and for whom', href: qualityUrl },
          { text: 'How far looking through the county is', href: `${countyRunUrl}/progress` },
          ...(actor.permissions.has('matching.never_join') ? [{ text: 'Kept apart for good', href: neverUrl }] : []),
        ],
      })
    },
  )

  page.get(
    '/same-child/:id',
    { may, audit: 'pair of records viewed' },
    async ({ tx, identity, params, reply, look }) => {
      const pair = await findPair(tx, params.id)
      if (!pair) throw new Missing()
      look.saw([pair.low_id, pair.high_id], ['pair', 'name', 'birth', 'identifier', 'address', 'contact', 'enrolment'])
      const seen = [pair.version, pair.low_version, pair.high_version].join(' ')
      return reply.page(
        pairPage,
        await pairModel(tx, personOnly(identity), pair, drawForm(readingForm, { seen }), look),
      )
    },
  )

  page.post('/same-child/:id', { may, audit: 'pair of records read' }, async asked => {
    const { tx, identity, params, body, reply, look } = asked
    const actor = personOnly(identity)
    const posted = parseForm(readingForm, body)
    const pair = await findPair(tx, params.id)
    if (!pair) throw new Missing()
    look.saw([pair.low_id, pair.high_id], ['pair'])
    if (!posted.ok)
      return reply.page(pairPage, await pairModel(tx, actor, pair, drawForm(readingForm, { failed: posted }), look))
    const next = await nextPair(tx, actor.account_id, params.id)
    const href = next === null ? reviewUrl : pairUrl(next)
    let outcome: Outcome | null = null
    try {
      const led = await onceOnly(tx, actor, posted.once, href, { stale: pairUrl(params.id) }, async () => {
        outcome = await readPair(tx, actor, { pair_id: params.id, ...posted.values, seen: seenOf(posted.seen) })
      })
      if (outcome !== null) reply.flash(next === null ? lastFlash : flashes[outcome as Outcome])
      return reply.redirect(led)
    } catch (problem) {
      if (!(problem instanceof JoinRefused)) throw problem
      const { ok: _, ...keys } = posted
      const failed = {
        ...keys,
        ok: false as const,
        errors: [{ field: 'verdict', message: problem.message, href: '#verdict', part: null }],
        typed: { verdict: posted.values.verdict, because: posted.values.because },
      }
      return reply.page(pairPage, await pairModel(tx, actor, pair, drawForm(readingForm, { failed }), look))
    }
  })

  page.post(
    '/same-child/undo',
    { may, audit: 'reading of a pair undone' },
    async ({ tx, identity, body, reply, look }) => {
      const actor = personOnly(identity)
      const posted = parseForm(undoForm, body)
      const last = await lastReading(tx, actor)
      if (!posted.ok || last?.reading_id !== posted.values.reading_id)
        throw new Conflict(
          'There is nothing left to undo: somebody went on with the pair, or it was undone before.',
          [],
          { href: reviewUrl, text: 'Back to the pairs' },
        )
      look.saw([last.low_id, last.high_id], ['pair'])
      try {
        const href = await onceOnly(tx, actor, posted.once, pairUrl(last.pair_id), { stale: reviewUrl }, () =>
          undoReading(tx, actor, last.reading_id),
        )
        reply.flash(undoneFlash)
        return reply.redirect(href)
      } catch (problem) {
        if (problem instanceof JoinRefused)
          throw new Conflict(problem.message, [], { href: reviewUrl, text: 'Back to the pairs' })
        throw problem
      }
    },
  )
}

const seenOf = (seen: string | null): readonly [number, number, number] | null => {
  const [pair, low, high] = (seen ?? '').split(' ').map(Number)
  return pair && low && high ? [pair, low, high] : null
}
