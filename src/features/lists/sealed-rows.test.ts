import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../test/support/app.ts'
import { keysOf } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { listWork } from '../../../test/support/lists.ts'
import { addDays } from '../../rulebook/index.ts'
import { sealChild } from '../children/index.ts'
import { findImport } from './queries.ts'
import { countRows, listRows, shows } from './row-queries.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const holder = await county.person('team_manager')
const officer = await county.person('cme_officer')
const held = await app.as(holder)
const visitor = await app.as(officer)
const { preview, takeIn, commit } = listWork(county, officer)
const bySafe = listWork(county, holder)

const child = (surname: string, born_on: string, more: Record<string, string> = {}) => ({
  ...{ surname, forename: 'Robin', born_on, postcode: 'ZY1 3AB', school_urn: '990001', ...more },
})
const hidden = child('Thornquist', '2014-02-03')
await takeIn({ source: 'Roll', as_at: '2026-09-10', rows: [hidden, child('Wren', '2012-06-17')] })
const person = async (surname: string): Promise<string> => {
  const { rows } = await county.superuser.query('SELECT person_id FROM child_summary WHERE surname = $1', [surname])
  assert.equal(rows.length, 1)
  return rows[0].person_id
}
const sealedId = await person('Thornquist')
await county.write(holder, tx =>
  sealChild(tx, holder, {
    ...{ person_id: sealedId, reason: 'By order of a court.', review_on: addDays(county.today, 90), named: [] },
  }),
)

/** Every page of lists and of the ledger that the officer can come to about a list. */
async function pagesAbout(id: string): Promise<string> {
  const pages = [
    '/lists',
    `/lists/${id}`,
    `/lists/${id}/rows?show=all`,
    `/lists/${id}/rows?show=new`,
    `/lists/${id}/missing`,
  ]
  const lines = [2, 3, 4].map(line => `/lists/${id}/rows/${line}`)
  const { rows } = await county.superuser.query('SELECT id FROM source ORDER BY name')
  const [a, b] = rows.map(row => row.id)
  const compared = b
    ? [
        `/ledger/lists?a=${a}&b=${b}`,
        ...['both', 'first_only', 'second_only'].map(side => `/ledger/lists/children?a=${a}&b=${b}&side=${side}`),
      ]
    : []
  let html = ''
  for (const path of [...pages, ...lines, ...compared, '/children', '/children.csv', '/ledger', '/today'])
    html += (await visitor.get(path)).html
  return html
}
async function search(words: string): Promise<string> {
  await visitor.get('/children/search')
  // What was typed is said again above; what was found stands below it.
  const page = await visitor.post('/children/search', { q: words })
  page.$('main form, [role=status]').remove()
  return page.$('main').text()
}

test('a row that is of a sealed child looks like a new child, and is committed to the sealed child', async () => {
  const id = await preview({
    source: 'GP',
    kind: 'health',
    as_at: '2026-11-10',
    rows: [hidden, child('Wren', '2012-06-17'), child('Finch', '2010-11-28')],
  })
  const rows = await visitor.get(`/lists/${id}/rows?show=new`)
  assert.equal(rows.$('tbody tr').length, 2)
  assert.match(rows.$('main').text(), /Thornquist/)
  const row = await visitor.get(`/lists/${id}/rows/2`)
  assert.match(row.$('main').text(), /New child/)
  assert.doesNotMatch(row.$('main').html() ?? '', new RegExp(`${sealedId}|[Ss]eal|Matched`))
  const named = await held.get(`/lists/${id}/rows/2`)
  assert.equal(named.status, 200)
  await commit(id)
  const { rows: kept } = await county.superuser.query(
    `SELECT r.person_id, i.sealed FROM import_row i JOIN record r ON r.id = i.record_id WHERE i.import_id = $1 AND i.line = 2`,
    [id],
  )
  assert.deepEqual(kept, [{ person_id: sealedId, sealed: true }])
  assert.doesNotMatch(await pagesAbout(id), new RegExp(`Thornquist|${sealedId}`))
  assert.equal((await visitor.get(`/lists/${id}/rows/2`)).status, 404)
  assert.equal((await held.get(`/lists/${id}/rows/2`)).status, 200)
  const page = await visitor.get(`/lists/${id}`)
  const read = page.$('.onroll-figures li').first().find('.onroll-figure__link').text()
  assert.equal((await visitor.get(`/lists/${id}/rows?show=all`)).$('tbody tr').length, Number(read))
  for (const words of ['Thornquist', 'Robin Thornquist', '3/2/2014', 'ZY1 3AB'])
    assert.doesNotMatch(await search(words), /Thornquist|Robin Thorn/)
  assert.match(await search('Wren'), /Robin Wren/)
})

test('the figures of a list are the rows that each reader can open, whatever was sealed since it was checked', async () => {
  const id = await takeIn({
    source: 'Clinic',
    kind: 'health',
    as_at: '2026-11-11',
    rows: [
      hidden,
      child('Heron', '2009-01-19'),
      child('Martin', '2013-08-30'),
      child('Heron', '2009-01-19', { upn: 'X' }),
    ],
  })
  const heron = await person('Heron')
  const figures = async (reader: typeof officer) =>
    county.read(reader, async tx => {
      const list = await findImport(tx, id)
      assert.ok(list)
      const { due: _due, unreadable: _unreadable, ...counted } = await countRows(tx, id)
      for (const show of shows)
        assert.equal((await listRows(tx, list, show, 0, 99)).length, counted[show], `${show} of ${reader.role}`)
      return counted.all
    })
  assert.deepEqual([await figures(officer), await figures(holder)], [3, 4])
  await county.write(holder, tx =>
    sealChild(tx, holder, {
      ...{ person_id: heron, reason: 'By order of a court.', review_on: addDays(county.today, 90), named: [] },
    }),
  )
  assert.deepEqual([await figures(holder)], [4])
  assert.ok((await figures(officer)) < 3)
  const head = await county.person('school_head')
  await assert.rejects(
    county.read(head, tx => sql`SELECT FROM sealed_rows(${id})`.execute(tx)),
    { code: '42501' },
  )
})

test('a doubtful row never offers a sealed child, and a sealed child is not among the missing', async () => {
  const id = await preview({
    source: 'Roll',
    as_at: '2026-11-12',
    rows: [child('Thornquist', '2014-02-03', { postcode: 'ZY2 2AA' }), child('Wren', '2012-06-17')],
  })
  const { rows } = await county.superuser.query(
    'SELECT outcome, candidates FROM import_row WHERE import_id = $1 AND line = 2',
    [id],
  )
  assert.deepEqual(rows, [{ outcome: 'new', candidates: [] }])
  const { rows: missing } = await county.superuser.query('SELECT missing FROM import WHERE id = $1', [id])
  assert.deepEqual(missing, [{ missing: 0 }])
  const page = await visitor.get(`/lists/${id}/missing`)
  assert.match(page.$('main').text(), /Nobody is missing/)
  assert.match((await held.get(`/lists/${id}/missing`)).$('main').text(), /Thornquist/)
})

test('a list of protected placements seals from the start, for whoever committed it', async () => {
  const rows = [child('Sparrow', '2015-06-01'), child('Wren', '2012-06-17')]
  const id = await bySafe.preview({ source: 'Placements', kind: 'protected_placement', as_at: '2026-11-10', rows })
  await bySafe.commit(id)
  const { rows: sealed } = await county.superuser.query(
    `SELECT c.surname, n.account_id = $1 AS held, c.sealed FROM child_summary c JOIN seal_name n ON n.person_id = c.person_id WHERE c.surname IN ('Sparrow', 'Wren') ORDER BY 1`,
    [holder.account_id],
  )
  assert.deepEqual(sealed, [
    { surname: 'Sparrow', held: true, sealed: true },
    { surname: 'Wren', held: true, sealed: true },
  ])
  assert.equal((await visitor.get(`/lists/${id}`)).status, 404)
  assert.doesNotMatch(await pagesAbout(id), /Sparrow|Wren|Placements/)
  assert.equal((await visitor.get(`/children/${await person('Sparrow')}`)).status, 404)
  assert.equal((await held.get(`/children/${await person('Sparrow')}`)).status, 200)
})

test('sealing by a page: asked why, told what it does, gone for the others; a stale page is refused; lifted again', async () => {
  await takeIn({ source: 'Roll', as_at: '2026-11-14', rows: [child('Lark', '2014-08-01')] })
  const id = await person('Lark')
  const path = `/children/${id}/seal`
  const [one, two] = [await held.get(path), await held.get(path)]
  assert.match(one.$('main').text(), /does not exist for anyone not named/)
  const wrong = await held.post(path, { ...keysOf(one), reason: '' })
  assert.ok(wrong.$('.govuk-error-summary').length > 0)
  const said = {
    ...{ reason_code: 'risk_of_harm', reason: 'At risk.', confirmed: 'yes' },
    ...{ review_on_day: '1', review_on_month: '3', review_on_year: '2027' },
  }
  assert.equal((await held.post(path, { ...keysOf(one), ...said })).location, `/children/${id}`)
  assert.equal((await visitor.get(`/children/${id}`)).status, 404)
  assert.equal((await held.post(path, { ...keysOf(one), ...said })).location, `/children/${id}`)
  assert.equal((await held.post(path, { ...keysOf(two), ...said })).status, 409)
  const lift = await held.get(path)
  const key = (name: string) => lift.$(`form[action$="/unseal"] input[name=${name}]`).attr('value') ?? ''
  const lifted = () => held.post(`/children/${id}/unseal`, { seen: key('seen'), once: key('once') })
  assert.deepEqual([(await lifted()).location, (await lifted()).location], Array(2).fill(`/children/${id}`))
  assert.equal((await visitor.get(`/children/${id}`)).status, 200)
})
