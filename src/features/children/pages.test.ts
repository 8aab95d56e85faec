import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp, type Visitor } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { listWork } from '../../../test/support/lists.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { makeUpn } from '../../rulebook/index.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await app.as(await county.person('cme_officer'))
const head = await app.as(await county.person('school_head'))
const { takeIn } = listWork(county, await county.person('cme_officer'))

const names = (page: Page): string[] =>
  page
    .$('tbody th')
    .toArray()
    .map(cell => page.$(cell).text().trim())
/** Every name of a list, page by page, by its own links; then back again by them. */
async function walked(visitor: Visitor, path: string): Promise<{ forward: string[]; back: string[] }> {
  const pages: string[][] = []
  let page = await visitor.get(path)
  const link = (rel: string) => page.$(`a[rel=${rel}]`).first().attr('href')
  for (;;) {
    pages.push(names(page))
    const next = link('next')
    if (!next) break
    page = await visitor.get(next)
  }
  const back = [names(page)]
  for (let href = link('prev'); href; href = link('prev')) {
    page = await visitor.get(href)
    back.unshift(names(page))
  }
  return { forward: pages.flat(), back: back.flat() }
}
async function search(visitor: Visitor, words: string): Promise<string[]> {
  await visitor.get('/children/search')
  return names(await visitor.post('/children/search', { q: words }))
}

const upn = makeUpn('899200126001')
const same = Array.from({ length: 60 }, (_, n) => ({
  ...{ surname: 'Same', forename: `Alex ${String.fromCharCode(97 + (n % 26))}${n < 26 ? 'a' : n < 52 ? 'b' : 'c'}` },
  ...{
    born_on: n % 2 === 0 ? '2014-05-11' : '2013-02-03',
    school_urn: n < 30 ? '990001' : '990002',
    postcode: 'ZY1 5AB',
  },
}))
const one = {
  ...{
    surname: 'O’Brien-Núñez',
    forename: 'Mary Ann',
    born_on: '2012-12-24',
    postcode: 'ZY2 7BD',
    school_urn: '990001',
  },
  ...{ upn, preferred_forename: 'Molly' },
}
const formula = { surname: '=Cmd', forename: 'Eve', born_on: '2012-10-24', school_urn: '990001', postcode: 'ZY2 7BE' }
await takeIn({ as_at: '2026-09-10', rows: [...same, one, formula] })

test('children of one surname are each listed once, forwards and backwards, by every sort', async () => {
  for (const sort of ['surname', 'born_on', 'since&state=on_roll'])
    for (const direction of ['asc', 'desc']) {
      const { forward, back } = await walked(officer, `/children?sort=${sort}&direction=${direction}`)
      assert.equal(forward.length, 62, `${sort} ${direction}`)
      assert.equal(new Set(forward).size, 62)
      assert.deepEqual(back, forward)
    }
  const up = await walked(officer, '/children?sort=born_on&direction=asc')
  const down = await walked(officer, '/children?sort=born_on&direction=desc')
  assert.deepEqual(down.forward, up.forward.toReversed())
  // Since when is an order of one state or one school, and is not offered for the county.
  const since = async (path: string) => (await officer.get(path)).$('th a[href*="sort=since"]').length
  assert.deepEqual([await since('/children'), await since('/children?state=on_roll')], [0, 1])
})

test('a list narrows by state and school, and says so', async () => {
  assert.equal((await walked(officer, '/children?school=990002')).forward.length, 30)
  assert.equal((await walked(officer, '/children?state=unexplained')).forward.length, 0)
  assert.match((await officer.get('/children?state=unexplained')).$('main').text(), /No child fits/)
})

test('the list as CSV holds every row, and no cell that a spreadsheet would run', async () => {
  const page = await officer.get('/children.csv?school=990001')
  const lines = page.html.trim().split(/\r?\n/)
  assert.equal(lines.length, 33)
  const cell = lines.find(line => line.includes('Cmd')) ?? ''
  assert.doesNotMatch(cell, /(^|,)"?=/)
})

test('a search finds by name in any order and spelling of marks, UPN, birth date and postcode', async () => {
  const found = ['Molly O’Brien-Núñez']
  for (const words of [
    'mary ann obrien',
    'obrien nunez mary',
    'O’Brien',
    'mary',
    'obrien-nunez mary ann',
    upn,
    upn.toLowerCase(),
    '24/12/2012',
    'ZY2 7BD',
    'zy27bd',
    'Molly',
    'brien',
  ])
    assert.deepEqual(await search(officer, words), found, words)
  for (const words of ['%', '_', '%%', 'obrien tom', '*']) assert.deepEqual(await search(officer, words), [], words)
  const many = await officer.post('/children/search', { q: 'same' })
  assert.equal(names(many).length, 20)
  assert.match(many.$('main').text(), /60 children found. Shown are 1 to 20/)
})

test('a head sees the children on the roll and nobody else’s; the search finds no more than the list', async () => {
  const ours = (await walked(head, '/our-children')).forward
  assert.equal(ours.length, 32)
  await search(head, 'Same')
  const found = [
    await head.post('/children/search', { q: 'Same' }),
    await head.post('/children/search', { q: 'Same', from: '20' }),
  ].flatMap(names)
  assert.equal(new Set(found).size, 30)
  assert.ok(found.every(name => ours.includes(name)))
  const { rows } = await county.superuser.query(
    `SELECT s.person_id FROM child_state s WHERE s.school_urn = 990002 AND s.during @> $1::date LIMIT 1`,
    [county.today],
  )
  const theirs = await head.get(`/children/${rows[0].person_id}`)
  const none = await head.get('/children/01900000-0000-7000-8000-000000000000')
  const plain = (page: Page) =>
    page.html.replaceAll(
      /[0-9A-Z]{4}-[0-9A-Z]{4}|nonce="[^"]+"|value="[^"]+"|01900000[0-9a-f-]+|\/children\/[0-9a-f-]{36}/g,
      '',
    )
  assert.deepEqual([theirs.status, none.status], [404, 404])
  assert.equal(plain(theirs), plain(none))
})

test('who left is listed as the school knew the child, without the new school or address', async () => {
  const mover = { surname: 'Mover', forename: 'Jo', born_on: '2014-01-05', postcode: 'ZY1 9AA', school_urn: '990001' }
  await takeIn({
    source: 'Movers',
    as_at: '2026-09-12',
    rows: [mover, { ...mover, surname: 'Anchor', born_on: '2014-02-06', postcode: 'ZY1 9AB' }],
  })
  await takeIn({
    source: 'Movers',
    as_at: '2026-11-10',
    rows: [
      { ...mover, surname: 'Anchor', born_on: '2014-02-06', postcode: 'ZY1 9AB' },
      { ...mover, postcode: 'ZY3 3ZZ', school_urn: '990002', upn: makeUpn('899200126077') },
    ],
  })
  const left = await head.get('/our-children/left')
  assert.deepEqual(names(left), ['Jo Mover'])
  assert.match(left.$('tbody').text(), /10 Nov 2026/)
  assert.doesNotMatch(left.$('main').text(), /Marl Valley|ZY3/)
  assert.ok(!(await walked(head, '/our-children')).forward.includes('Jo Mover'))
  const { rows: moved } = await county.superuser.query(`SELECT person_id FROM child_summary WHERE surname = 'Mover'`)
  assert.equal((await head.get(`/children/${moved[0].person_id}`)).status, 404)
  const other = await app.as(await county.person('school_head', 'school-990002'))
  assert.equal((await other.get(`/children/${moved[0].person_id}`)).status, 200)
})

test('the council’s officer is told sources by name, a school only of what kind they are', async () => {
  const { rows } = await county.superuser.query(`SELECT person_id FROM child_summary WHERE upn = $1`, [upn])
  const path = `/children/${rows[0].person_id}/identity`
  await takeIn({ source: 'Haven House', kind: 'social_care', as_at: '2026-10-01', rows: [{ ...one, school_urn: '' }] })
  assert.match((await officer.get(path)).$('main').text(), /Haven House/)
  const seen = await head.get(path)
  assert.equal(seen.status, 200)
  assert.doesNotMatch(seen.html, /Haven House|social care/i)
  assert.match(seen.$('main').text(), /A council record/)
})

test('the pages of a child say since when there is no roll, and every look is recorded with the child', async () => {
  const id = await plantChild(county, { surname: 'Lost', lives: [['2026-10-19', null]] })
  for (const path of ['', '/education', '/identity']) {
    const page = await officer.get(`/children/${id}${path}`)
    assert.equal(page.status, 200)
    assert.match(page.$('.onroll-child').text(), /No school roll/)
  }
  const { rows } = await county.superuser.query(
    `SELECT DISTINCT action FROM audit_event WHERE $1 = ANY (child_ids) AND kind = 'person' ORDER BY 1`,
    [id],
  )
  assert.deepEqual(
    rows.map(row => row.action),
    ['child viewed', 'child’s education viewed', 'child’s identity viewed'],
  )
})
