import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { errorsOf, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { doWork } from '../../../test/support/engine-work.ts'
import { startMailServer } from '../../../test/support/smtp-server.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Look } from '../../ground/look.ts'
import { queueMail } from '../../ground/mail/queue-mail.ts'
import { sendMailJob, useMail } from './way-out.ts'

const county = await testCounty()
const app = await testApp(county)
const server = await startMailServer()
const smtp = { by: 'smtp', url: `smtp://127.0.0.1:${server.port}`, from: 'onroll@example.org' } as const
const sending = await testApp(county, { mail: smtp })
after(async () => {
  await sending.close()
  await app.close()
  await server.close()
  await county.drop()
})
const person = await county.person('cme_officer')
const administrator = await county.person('administrator')
beforeEach(async () => {
  await county.superuser.query('DELETE FROM mail_message')
  useMail({ mail: null })
})
const queued = (by: Person, subject: string) =>
  county.door.write(by, new Look({ purpose: 'test', route: 'test' }), tx =>
    queueMail(tx, {
      ...{
        authority_id: county.authority_id,
        asked_by: by.account_id,
        once_key: subject,
        to_address: 'head@example.org',
      },
      ...{ reply_to: null, subject, body: 'Dear head,\n\n<b>Please</b> write.', file_ids: [] },
    }),
  )

test('where nothing can be sent, messages are kept, and an administrator reads them', async () => {
  const visitor = await app.as(administrator)
  assert.match((await visitor.get('/mail')).$('main').text(), /Nothing is kept yet/)
  const id = await queued(person, 'A letter')
  await doWork(county, sendMailJob)
  const list = await visitor.get('/mail')
  assert.match(list.$('main table').text(), /A letter.*head@example\.org/s)
  const page = await visitor.get(`/mail/${id}`)
  assert.equal(page.status, 200)
  assert.match(page.$('main').text(), /<b>Please<\/b> write/, 'what was written is text, and is never markup')
  const audit = await county.superuser.query(`SELECT FROM audit_event WHERE action = 'kept email read'`)
  assert.equal(audit.rowCount, 1)
})

test('nobody but an administrator reads the mailbox', async () => {
  const id = await queued(person, 'A letter')
  await doWork(county, sendMailJob)
  for (const role of ['cme_officer', 'team_manager', 'school_head', 'auditor']) {
    const visitor = await app.as(await county.person(role))
    assert.equal((await visitor.get('/mail')).status, 403, role)
    assert.equal((await visitor.get(`/mail/${id}`)).status, 403, role)
  }
})

test('where email can be sent there is no mailbox, even for what was kept before', async () => {
  const id = await queued(person, 'A letter')
  await doWork(county, sendMailJob)
  const visitor = await sending.as(administrator)
  const page = await visitor.get('/mail')
  assert.match(page.$('main').text(), /By the mail server 127\.0\.0\.1, from onroll@example\.org/)
  assert.doesNotMatch(page.$('main').text(), /A letter/)
  assert.equal((await visitor.get(`/mail/${id}`)).status, 404)
})

test('an administrator tries it: a wrong address is said, and stays; a right one is sent to', async () => {
  useMail({ mail: smtp })
  const visitor = await sending.as(administrator)
  await visitor.get('/mail')
  const wrong = await send(visitor, '/mail', { to_address: 'me at example' })
  assert.deepEqual(errorsOf(wrong), ['Enter an email address in the usual form, like name@example.org'])
  assert.equal(wrong.$('#to_address').val(), 'me at example')
  const tried = await send(visitor, '/mail', { to_address: 'me@example.org' })
  assert.equal(tried.location, '/account/mail')
  await doWork(county, sendMailJob)
  assert.match(server.taken.at(-1) ?? '', /To: me@example\.org/)
  assert.match((await visitor.get('/account/mail')).$('main table').text(), /A try of Onroll’s email.*Sent/s)
})

test('what may have been sent waits for whoever sent it, who says whether it arrived', async () => {
  const [first, second] = [await queued(person, 'First'), await queued(person, 'Second')]
  await county.superuser.query(`UPDATE mail_message SET state = 'uncertain', sentence = 'It broke off.'`)
  const visitor = await app.as(person)
  const page = await visitor.get('/account/mail')
  assert.match(page.$('main').text(), /Did these arrive\?.*First.*It broke off.*Second/s)
  const manager = await app.as(await county.person('team_manager'))
  assert.doesNotMatch((await manager.get('/account/mail')).$('main').text(), /First/)
  await manager.post(`/account/mail/${first}/again`)
  await visitor.get('/account/mail')
  await visitor.post(`/account/mail/${first}/arrived`)
  await visitor.post(`/account/mail/${second}/again`)
  await visitor.post(`/account/mail/${second}/again`)
  useMail({ mail: smtp })
  const before = server.taken.length
  await doWork(county, sendMailJob)
  assert.deepEqual(
    server.taken.slice(before).map(text => /Subject: (.*)\r/.exec(text)?.[1]),
    ['Second'],
  )
  const after = await visitor.get('/account/mail')
  assert.doesNotMatch(after.$('main').text(), /Did these arrive/)
  assert.match(after.$('main table').text(), /Whoever sent it said that it arrived/)
})

test('while the server is down, whoever sent it reads that it waits and until when', async () => {
  await queued(person, 'A letter')
  useMail({ mail: { ...smtp, url: 'smtp://127.0.0.1:1' } })
  await doWork(county, sendMailJob)
  const page = await (await app.as(person)).get('/account/mail')
  assert.match(page.$('main table').text(), /Waiting.*The mail server does not answer\. It is tried again at /s)
})
