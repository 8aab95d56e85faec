import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { sealAudit } from '../../ground/audit.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const auditor = await app.as(await county.person('auditor'))
const factOf = (page: Awaited<ReturnType<typeof auditor.get>>, term: string) =>
  page.$(`dt:contains("${term}")`).first().next().text()

/** Seals all there is. A transaction open in any database of the server holds sealing back, so it is asked again until done. */
async function sealAll(): Promise<void> {
  for (;;) {
    await county.door.signIn(sealAudit)
    const { rows } = await county.superuser.query(
      'SELECT (SELECT count(*) FROM audit_event) = coalesce((SELECT sum(events) FROM audit_seal), 0) AS done',
    )
    if (rows[0].done) return
    await wait(20)
  }
}

test('before the first seal the page says so, and what waits', async () => {
  const page = await auditor.get('/audit')
  assert.equal(page.status, 200)
  assert.match(factOf(page, 'Newest hash'), /None yet/)
  assert.equal(factOf(page, 'Seals'), '0')
})

test('the page shows the head, the seals, what is not sealed and counts by day, and no event', async () => {
  await sealAll()
  const page = await auditor.get('/audit')
  const { rows } = await county.superuser.query('SELECT hash FROM audit_seal ORDER BY number DESC')
  assert.equal(factOf(page, 'Newest hash'), rows[0].hash)
  assert.equal(factOf(page, 'Seals'), String((await county.superuser.query('SELECT FROM audit_seal')).rowCount))
  assert.equal(factOf(page, 'Events not sealed yet'), '0')
  assert.equal((await auditor.get('/audit')).$('tr:contains("audit log looked at") td').last().text(), '2')
})

test('a whole log is said to be whole, and compared with the hash that is given', async () => {
  await sealAll()
  await auditor.get('/audit')
  const plain = await auditor.post('/audit/verify')
  assert.equal(plain.$('h1').text(), 'The audit log is whole')
  assert.match(plain.$('main').text(), /No hash from outside was compared/)
  const { rows } = await county.superuser.query('SELECT hash FROM audit_seal ORDER BY number LIMIT 1')
  const compared = await auditor.post('/audit/verify', { head: ` ${rows[0].hash.toUpperCase()} ` })
  assert.match(compared.$('main').text(), /the hash that you kept is one of its seals/)
  assert.match((await auditor.post('/audit/verify', { head: 'f'.repeat(64) })).$('main').text(), /not in the chain/)
  const short = await auditor.post('/audit/verify', { head: 'abc' })
  assert.equal(short.status, 422)
  assert.match(short.$('.govuk-error-summary').text(), /64 figures and letters/)
})

test('an event altered under its seal is found', async () => {
  await county.superuser.query(
    "UPDATE audit_event SET purpose = 'another' WHERE seq = (SELECT min(seq) FROM audit_event)",
  )
  const page = await auditor.post('/audit/verify')
  assert.equal(page.$('h1').text(), 'The audit log is not whole')
  assert.match(page.$('main').text(), /An event under seal 1 was altered/)
})

test('a server without the auditor’s connection shows the head and says how to verify', async () => {
  const { connection } = app.parts
  const { auditor_url } = connection
  connection.auditor_url = null
  const page = await auditor.get('/audit')
  assert.match(factOf(page, 'Newest hash'), /^[0-9a-f]{64}$/)
  assert.match(page.$('main').text(), /npx onroll audit verify/)
  assert.equal(page.$('main form').length, 0)
  assert.equal((await auditor.post('/audit/verify')).status, 409)
  connection.auditor_url = auditor_url
})

test('only an auditor opens it', async () => {
  for (const role of ['administrator', 'cme_officer', 'director'])
    assert.equal((await (await app.as(await county.person(role))).get('/audit')).status, 403, role)
})
