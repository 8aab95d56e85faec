import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { unzip } from '../../../test/support/unzip.ts'
import { asDay } from '../../rulebook/index.ts'
import { populationRules } from '../../rulebook/population.ts'
import { precedence } from '../../rulebook/precedence.ts'
import { sealChild } from '../children/index.ts'
import { movesBehind } from './moves.ts'

const county = await testCounty()
const officer = await county.person('cme_officer')
const app = await testApp(county)
const visitor = await app.as(officer)
after(async () => {
  await app.close()
  await county.drop()
})

const amber = await plantChild(county, {
  surname: 'Amber',
  lives: [['2026-09-01', null]],
  rolls: [
    ['2026-09-01', '2026-10-05'],
    ['2026-10-12', '2026-11-02'],
  ],
})
const birch = await plantChild(county, { surname: 'Birch', rolls: [['2026-09-01', '2026-11-02']] })
const cedar = await plantChild(county, {
  surname: 'Cedar',
  rolls: [['2026-09-01', '2026-11-02']],
  lives: [['2026-09-01', null]],
})
await county.write(officer, tx =>
  sealChild(tx, officer, { person_id: cedar, reason: 'Court order', review_on: asDay('2027-01-04'), named: [] }),
)

const text = (page: Awaited<ReturnType<typeof visitor.get>>, selector: string): string[] =>
  page
    .$(selector)
    .toArray()
    .map(one => page.$(one).text().replaceAll(/\s+/g, ' ').trim())

test('the moves of a period are drawn, and stand in a table whose every number opens to its children', async () => {
  const page = await visitor.get('/ledger/flow?from=2026-09-02&on=2026-11-17')
  assert.equal(page.status, 200)
  assert.match(page.$('.govuk-body-l').text(), /4 moves; most, 2, from “On roll” to “On no roll, unexplained”/)
  const svg = page.$('figure svg')
  assert.equal(svg.attr('aria-labelledby'), 'flow-finding')
  assert.doesNotMatch(page.html, /style="/)
  assert.match(svg.text(), /On roll {2}3/)
  // From on roll to unexplained twice, back once, and one is ours no longer. The sealed child makes no move that is told.
  const table = page.$('table.onroll-table').last()
  assert.deepEqual(text(page, 'table.onroll-table thead th').slice(-4), [
    ...['From', 'Ours no longer', 'On roll', 'On no roll, unexplained'],
  ])
  const numbers = table
    .find('tbody tr')
    .toArray()
    .map(row =>
      page
        .$(row)
        .find('td')
        .toArray()
        .map(cell => Number.parseInt(page.$(cell).text(), 10)),
    )
  assert.deepEqual(numbers, [
    [1, 0, 2],
    [0, 1, 0],
  ])
  assert.equal(table.find('a[href^="/ledger/moves"]').length, 3)
})

test('a number of moves opens to who moved, when, from where and where to; twice for who moved twice', async () => {
  const out = await visitor.get('/ledger/moves?from=2026-09-02&on=2026-11-17&from_state=on_roll')
  assert.deepEqual(text(out, 'tbody tr'), [
    ...['Birch', 'Amber'].map(name =>
      name === 'Birch'
        ? 'Birch, Sam2 Nov 2026On rollOurs no longerStill thereAshby Brook Primary School'
        : 'Amber, Sam2 Nov 2026On rollOn no roll, unexplainedStill thereAshby Brook Primary SchoolOpen a case for Sam Amber',
    ),
    'Amber, Sam5 Oct 2026On rollOn no roll, unexplainedStill thereAshby Brook Primary SchoolOpen a case for Sam Amber',
  ])
  const gone = await visitor.get('/ledger/moves?from=2026-09-02&on=2026-11-17&from_state=on_roll&to_state=none')
  assert.deepEqual(text(gone, 'tbody th'), ['Birch, Sam'])
  const back = await visitor.get('/ledger/moves?from=2026-09-02&on=2026-11-17&from_state=unexplained&to_state=on_roll')
  assert.deepEqual(text(back, 'tbody th'), ['Amber, Sam'])
  const came = await visitor.get('/ledger/moves?from=2026-09-01&on=2026-09-01&from_state=none&to_state=on_roll')
  assert.deepEqual(text(came, 'tbody th').sort(), ['Amber, Sam', 'Birch, Sam'])
  assert.match(came.$('h1').text(), /Children who moved to us to “On roll”/)
})

test('pages of moves follow one another without a gap, whatever moved on one day', async () => {
  const asked = { from: asDay('2026-09-01'), on: asDay('2026-11-17'), from_state: 'on_roll' as const, to_state: null }
  const page = (edge: { day: ReturnType<typeof asDay>; id: string } | null) =>
    county.read(officer, tx => movesBehind(tx, asked, county.today, edge, 1))
  const found: string[] = []
  for (let edge: Parameters<typeof page>[0] = null; ; ) {
    const [move] = await page(edge)
    if (!move) break
    found.push(`${move.day} ${move.id}`)
    edge = { day: move.day, id: move.id }
  }
  assert.deepEqual(found, [`2026-11-02 ${birch}`, `2026-11-02 ${amber}`, `2026-10-05 ${amber}`])
})

test('the workbook holds the balance sheet, the moves and what they mean', async () => {
  const { response } = await visitor.get('/ledger.xlsx?from=2026-09-02&on=2026-11-17')
  assert.equal(response.headers['content-type'], 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  assert.match(String(response.headers['content-disposition']), /ledger-2026-09-02-to-2026-11-17\.xlsx/)
  const files = unzip(response.rawPayload)
  const read = (name: string): string => files.get(name) ?? ''
  assert.match(read('xl/workbook.xml'), /Balance sheet.*Moves.*What it means/)
  assert.match(read('xl/sharedStrings.xml'), /On no roll, unexplained.*Sealed, held by 1 named officer/s)
  // Opening 2, came in 1, went out 3, closing 0, as numbers.
  assert.match(read('xl/worksheets/sheet1.xml'), /<v>2<\/v>.*<v>1<\/v>.*<v>3<\/v>.*<v>0<\/v>/s)
  const director = await app.as(await county.person('director'))
  assert.equal((await director.get('/ledger.xlsx')).status, 200)
  assert.equal((await director.get('/ledger/flow')).$('main table a').length, 0)
})

test('the rules of the ledger are drawn from the data that decides, each with its law', async () => {
  const page = await visitor.get('/ledger/rules')
  const rows = text(page, 'table:contains("Which state the child is in") tbody th')
  assert.deepEqual(
    rows,
    precedence.map(row => row.sentence),
  )
  assert.deepEqual(
    text(page, 'table:contains("Why a child is ours") tbody th'),
    populationRules.map(rule => rule.title),
  )
  assert.match(page.$('main').text(), /Education Act 1996 s\. 436A\(1\)/)
  assert.match(page.$('main').text(), /\[\?\] not settled/)
  const ledger = await visitor.get('/ledger')
  assert.equal(ledger.$('a[href="/ledger/rules"]').text(), 'How a child’s state is decided')
})

test('a period that cannot be read is said so, and what was typed stays', async () => {
  for (const [query, sentence] of [
    ['on=2026-02-30', /last day of the ledger must be a real date/],
    ['from=2026-11-05&on=2026-11-01', /first day of the ledger must be the same as the last day or earlier/],
    ['on_day=1&on_month=&on_year=2026', /must include a month/],
  ] as const) {
    const page = await visitor.get(`/ledger?${query}`)
    assert.equal(page.status, 422)
    assert.match(page.$('.govuk-error-summary').text(), sentence)
  }
  const parts = await visitor.get('/ledger?on_day=1&on_month=9&on_year=2026')
  assert.match(parts.$('h1').text(), /Tuesday 1 September 2026/)
  const future = await visitor.get('/ledger?from=2027-09-01')
  assert.match(future.$('h1').text(), /1 September 2027/)
})
