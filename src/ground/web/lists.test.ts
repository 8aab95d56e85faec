import assert from 'node:assert/strict'
import { test } from 'node:test'
import { load } from 'cheerio'
import { tinyApp } from '../../../test/support/tiny-web.ts'
import { choiceFilter, dayFilter, flagFilter, needed } from './list-filters.ts'
import { type DrawnList, drawList, list, listState } from './lists.ts'
import { type PageModel, view } from './views.ts'

const visits = list({
  path: '/visits',
  columns: {
    place: { text: 'Place', sort: true },
    due_on: { text: 'Due', sort: true },
    days: { text: 'Days', number: true },
  },
  sort: { by: 'due_on', direction: 'desc' },
  filters: {
    team: choiceFilter('Team', [
      { value: 'cme', text: 'CME officers' },
      { value: 'ehe', text: 'Home education' },
    ]),
    since: dayFilter('Since'),
    mine: flagFilter('Only mine'),
  },
  csv: '/visits.csv',
})
const idOf = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => ({ id: idOf(from + at) }))
const query = (address: string | null | undefined): Record<string, string> =>
  Object.fromEntries(new URL(address ?? '', 'http://own').searchParams)

test('an address is read into typed filters, a sort and a page', () => {
  const state = listState(
    { team: 'cme', since: '2026-11-03', mine: 'yes', sort: 'place', size: '50', after: idOf(7) },
    visits,
  )
  assert.deepEqual(state, {
    filters: { team: 'cme', since: '2026-11-03', mine: true },
    ...{ sort: 'place', direction: 'asc', size: 50, from: idOf(7), back: false, order: 'asc', beyond: '>', limit: 51 },
  })
})

test('a filter that is needed can be changed and not taken off, by itself or with all', () => {
  const { filters } = visits
  const held = list({ ...visits, filters: { ...filters, team: needed(filters.team) } })
  const drawn = drawList(held, listState({ team: 'cme', mine: 'yes' }, held), rows(1, 1))
  assert.deepEqual(
    drawn.chips.map(({ text, href }) => [text, query(href)]),
    [['Only mine', { team: 'cme' }]],
  )
  assert.deepEqual(query(drawn.bare), { team: 'cme' })
  assert.equal(drawList(held, listState({ team: 'cme' }, held), []).narrowed, false)
})

test('what an address says wrong is left out', () => {
  const odd = {
    team: 'admin',
    since: '2026-02-30',
    mine: 'maybe',
    sort: 'days',
    direction: 'up',
    size: '9999',
    after: "1' or 1=1",
    before: ['x'],
  }
  assert.deepEqual(listState(odd, visits), listState({}, visits))
  assert.deepEqual(listState({}, visits), {
    filters: { team: null, since: null, mine: null },
    ...{ sort: 'due_on', direction: 'desc', size: 25, from: null, back: false, order: 'desc', beyond: '<', limit: 26 },
  })
})

test('going on and back again comes to the same page', () => {
  const first = drawList(visits, listState({ team: 'cme' }, visits), rows(1, 26))
  assert.equal(first.rows.length, 25)
  assert.equal(first.previous, null)
  assert.deepEqual(query(first.next), { team: 'cme', after: idOf(25) })
  const second = drawList(visits, listState(query(first.next), visits), rows(26, 40))
  assert.equal(second.next, null)
  assert.deepEqual(query(second.previous), { team: 'cme', before: idOf(26) })
  const state = listState(query(second.previous), visits)
  assert.deepEqual([state.back, state.order, state.beyond], [true, 'asc', '>'])
  const again = drawList(visits, state, rows(1, 25).toReversed())
  assert.deepEqual(again.rows, first.rows)
  assert.deepEqual([again.previous, query(again.next)], [null, query(first.next)])
})

test('a header turns its own sort round and keeps the narrowing, and begins at the first page', () => {
  const { headers } = drawList(visits, listState({ mine: 'yes', after: idOf(3) }, visits), rows(4, 5))
  assert.deepEqual(
    headers.map(({ sorted }) => sorted),
    ['none', 'descending', null],
  )
  assert.deepEqual(query(headers[0]?.href), { mine: 'yes', sort: 'place', direction: 'asc' })
  assert.deepEqual(query(headers[1]?.href), { mine: 'yes', sort: 'due_on', direction: 'asc' })
})

test('chips say each narrowing and take it off; the export keeps them', () => {
  const drawn = drawList(
    visits,
    listState({ team: 'cme', since: '2026-11-03', size: '100', sort: 'place' }, visits),
    [],
  )
  assert.deepEqual(
    drawn.chips.map(({ text }) => text),
    ['Team: CME officers', 'Since: Tuesday 3 November 2026'],
  )
  assert.deepEqual(query(drawn.chips[0]?.href), { since: '2026-11-03', sort: 'place', direction: 'asc', size: '100' })
  assert.deepEqual(query(drawn.csv), { team: 'cme', since: '2026-11-03', sort: 'place', direction: 'asc' })
  assert.equal(drawn.narrowed, true)
})

test('the page draws headers with their sort, chips, filters and pages', async () => {
  const page = view<PageModel & { list: DrawnList<{ id: string }> }>('list.njk')
  const app = await tinyApp(pages =>
    pages.get('/visits', { may: 'anyone', audit: 'visits listed' }, ({ reply, query }) =>
      reply.page(page, { title: 'Visits', list: drawList(visits, listState(query, visits), rows(1, 26)) }),
    ),
  )
  const html = load((await app.web.inject('/visits?team=ehe&size=25')).body)
  assert.equal(html('th[aria-sort=descending] a').text().trim(), 'Due ▼')
  assert.equal(html('#filter-team option[selected]').text(), 'Home education')
  assert.equal(html('.onroll-chips li').length, 2)
  assert.equal(html('a[rel=next]').attr('href'), `/visits?team=ehe&after=${idOf(25)}`)
  assert.equal(html('[role=region][tabindex=0] tbody tr').length, 25)
})
