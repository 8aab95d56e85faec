import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { errorsOf, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { listWork } from '../../../test/support/lists.ts'
import { lookAgain } from '../../../test/support/plant-children.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const cme = await county.person('cme_officer')
const officer = await app.as(cme)
const { bring, check, commit } = listWork(county, cme)

const child = (surname: string, born_on = '2015-03-01') => ({
  ...{ surname, forename: 'Sam', born_on, sex: 'F', postcode: 'ZY1 1AA', address_line_1: `${surname} House` },
})
const take = async (as_at: string, surnames: string[], more: object = {}) => {
  const { id } = await bring({ as_at, school_urn: 990001, rows: surnames.map(one => child(one)), ...more })
  await check(id)
  await commit(id)
  return id
}
const health = (as_at: string, surnames: string[]) =>
  take(as_at, surnames, { source: 'GPs', kind: 'health', school_urn: null })

await health('2026-09-10', ['Alder', 'Beech', 'Cherry', 'Dogwood', 'Elder'])
await take('2026-09-15', ['Alder', 'Beech', 'Cherry', 'Dogwood', 'Elder'])
// Beech, Cherry, Dogwood and Elder are on the next list no more; another school's list holds Cherry.
await take('2026-10-12', ['Alder'])
await take('2026-11-02', ['Cherry'], { source: 'Another roll', school_urn: 990002 })
const personOf = async (surname: string): Promise<string> => {
  const { rows } = await county.superuser.query<{ person_id: string }>(
    'SELECT person_id FROM child_summary WHERE surname = $1',
    [surname],
  )
  return rows[0]?.person_id ?? ''
}
const elder = await personOf('Elder')
await county.superuser.query('UPDATE person SET sealed = true WHERE id = $1', [elder])
await lookAgain(county, [elder])

const listed = async (query = '') => {
  const page = await officer.get(`/absences?sort=child${query}`)
  return page
    .$('a[href^="/absences/"]')
    .toArray()
    .map(link => page.$(link).closest('tr').find('th').text())
}

test('who left a list, is on no other and is explained by nothing is an open absence; a sealed child is none', async () => {
  assert.deepEqual(await listed(), ['Sam Beech', 'Sam Dogwood'])
  const page = await officer.get('/absences')
  assert.match(page.$('.govuk-body-l').text(), /^2 absences are open: .* 2 for more than 28 days\.$/)
  assert.match(
    page.$('table').first().text(),
    /School roll2 missing from School roll036 days36 days2Children Missing Education Officer/,
  )
  assert.deepEqual(await listed('&age=under_10'), [])
  assert.deepEqual(await listed('&kind=health'), [])
  assert.match((await officer.get('/absences.csv')).html, /Sam Beech,2015-03-01,Roll,2026-09-15,2026-10-12/)
})

test('an officer takes an absence, settles it with a reason, and opens it again', async () => {
  const page = await officer.get('/absences?sort=child')
  const path = page.$('a[href^="/absences/"]').first().attr('href') ?? ''
  assert.match((await officer.get(path)).$('.govuk-inset-text').text(), /^Open/)
  assert.deepEqual(errorsOf(await send(officer, path, { step: 'settled' })), [
    'Choose why it is settled',
    'Enter what was found out or agreed',
  ])
  await send(officer, path, { step: 'taken', account_id: cme.account_id, note: 'I ring the school' })
  assert.deepEqual(await listed('&taken=mine'), ['Sam Beech'])
  assert.deepEqual(await listed('&taken=nobody'), ['Sam Dogwood'])
  await send(officer, path, { step: 'settled', reason: 'list_wrong', note: 'The school says that Sam is there' })
  assert.deepEqual(await listed(), ['Sam Dogwood'])
  assert.deepEqual(await listed('&show=settled'), ['Sam Beech'])
  await send(officer, path, { step: 'reopened', note: 'Sam is not there' })
  assert.deepEqual(await listed(), ['Sam Beech', 'Sam Dogwood'])
  assert.match((await officer.get(path)).$('main table').text(), /Opened again.*Settled: The list was wrong.*Taken by/s)
})

test('an absence ends by itself when the next list holds the child, and who reads no lists finds none', async () => {
  const path = (await officer.get('/absences?sort=child')).$('a[href^="/absences/"]').last().attr('href') ?? ''
  await take('2026-11-09', ['Alder', 'Dogwood'])
  assert.deepEqual(await listed(), ['Sam Beech'])
  assert.match((await officer.get(path)).$('.govuk-inset-text').text(), /a newer list of the source holds the child/)
  const worker = await app.as(await county.person('social_worker'))
  assert.equal((await worker.get('/absences')).status, 403)
  assert.equal((await worker.get(path)).status, 403)
  const practitioner = await app.as(await county.person('practitioner'))
  assert.equal((await practitioner.get(path)).status, 200)
  assert.equal((await officer.get(`/absences/${cme.account_id}/${cme.account_id}`)).status, 404)
})
