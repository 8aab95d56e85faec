import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { errorsOf, keysOf } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { csvOf, listWork, stateOf } from '../../../test/support/lists.ts'
import { FIELDS } from '../lists/index.ts'
import { presenceOf } from './codes.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const manager = await app.as(await county.person('team_manager'))
const officer_ = await county.person('cme_officer')
const officer = await app.as(officer_)
const { work } = listWork(county, officer_)

const words = {
  ...{ name: 'Refugee resettlement', presence: 'residence', read_by: 'lists' },
  ...{
    presence_means: 'Resettled in the area.',
    absence_means: 'Says nothing.',
    needed: 'registered_on',
    expected: 'nhs_number',
  },
}
const add = async (more: Record<string, string> = {}) =>
  manager.post('/lists/kinds/new', { ...keysOf(await manager.get('/lists/kinds/new')), ...words, ...more })

test('every kind that is provided says what it means, needs fields that there are, and has a page', async () => {
  const { rows } = await county.superuser.query(`SELECT * FROM source_kind WHERE NOT own AND code <> 'council'`)
  const codes = FIELDS.map(({ code }) => code as string)
  for (const kind of rows) {
    assert.deepEqual(
      [...kind.needed, ...kind.expected].filter((field: string) => !codes.includes(field)),
      [],
      kind.code,
    )
    assert.ok(presenceOf(kind.presence), kind.code)
    const page = await officer.get(`/lists/kinds/${kind.code}`)
    assert.equal(page.status, 200, kind.code)
    assert.match(page.$('main').text(), new RegExp(kind.presence_means.slice(0, 30)))
  }
  assert.ok(rows.length >= 19)
  assert.equal((await officer.get('/lists/kinds/own_none')).status, 404)
})

test('an own kind: added with a page and no code, chosen for a list, and read as it says', async () => {
  const page = await add()
  const id = /own\/([0-9a-f-]{36})$/.exec(page.location ?? '')?.[1] ?? assert.fail(page.html)
  assert.match((await officer.get('/lists/kinds')).$('main').text(), /Refugee resettlement/)
  const form = await officer.get('/lists/new')
  const brought = await officer.upload(
    '/lists/new',
    {
      ...{ ...keysOf(form), which: 'fresh', kind: `own:${id}`, name: 'Resettlement', source_id: '', school: '' },
      ...{ as_at_day: '10', as_at_month: '11', as_at_year: '2026' },
    },
    {
      ...{ field: 'file', name: 'list.csv' },
      content: csvOf([
        { surname: 'Nour', forename: 'Aya', born_on: '2015-03-01', postcode: 'ZY1 1AA', registered_on: '' },
      ]),
    },
  )
  const list = /^\/lists\/([0-9a-f-]{36})/.exec(brought.location ?? '')?.[1] ?? assert.fail(brought.html)
  await county.superuser.query(`UPDATE import SET state = 'checking' WHERE id = $1`, [list])
  const { checkList, commitList } = await import('../lists/index.ts')
  await checkList(work, list)
  const preview = (await officer.get(`/lists/${list}`)).$('main').text()
  assert.match(preview, /Refugee resettlement.*Resettled in the area/s)
  assert.match(preview, /usually have NHS number, and no column is chosen/)
  assert.match(
    (await officer.get(`/lists/${list}/rows?show=flagged`)).$('main').text(),
    /Registered on is empty, and this kind of list needs it/,
  )
  await county.superuser.query(`UPDATE import SET state = 'committing', committed_by = $2 WHERE id = $1`, [
    list,
    officer_.account_id,
  ])
  await commitList(work, list)
  assert.equal(await stateOf(county, 'Aya Nour'), 'unexplained')
})

test('a change is kept with what was before; a form drawn before it is refused; stopped, it is offered no more', async () => {
  const id = (await add({ name: 'Circus families' })).location?.split('/').at(-1) ?? ''
  const href = `/lists/kinds/own/${id}`
  const form = await manager.get(`${href}/change`)
  const change = { ...words, ...keysOf(form), name: 'Travelling families' }
  assert.equal((await manager.post(`${href}/change`, change)).location, href)
  assert.match(
    (await manager.get(href)).$('main').text(),
    /Changed by.*Travelling families.*Added by.*Circus families/s,
  )
  const late = { ...change, once: '01900000-0000-7000-8000-000000000001', name: 'Late' }
  assert.equal((await manager.post(`${href}/change`, late)).status, 409)
  const stop = await manager.get(`${href}/stop`)
  assert.equal((await manager.post(`${href}/stop`, keysOf(stop))).location, href)
  assert.doesNotMatch((await officer.get('/lists/new')).html, /Travelling families/)
  assert.match((await officer.get('/lists/kinds')).$('main').text(), /Added here, no longer used/)
})

test('a name that is taken, and a protected kind that says no address, are refused with a sentence', async () => {
  assert.match(String(errorsOf(await add({ name: 'School roll' }))), /There is a kind of list with that name/)
  const wrong = await add({ name: 'Refuges', presence: 'enrolment', read_by: 'protected' })
  assert.match(String(errorsOf(wrong)), /A protected list says where a child lives/)
  assert.equal(wrong.$('input[name=name]').attr('value'), 'Refuges')
})

test('a protected kind is for who made it; an officer adds none', async () => {
  const made = await add({ name: 'Refuges', read_by: 'protected' })
  assert.match((await manager.get('/lists/kinds')).$('main').text(), /Refuges/)
  assert.doesNotMatch((await officer.get('/lists/kinds')).$('main').text(), /Refuges/)
  assert.equal((await officer.get(made.location ?? '')).status, 404)
  assert.equal((await officer.get('/lists/kinds/new')).status, 403)
})
