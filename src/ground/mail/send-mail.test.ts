import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, beforeEach, test } from 'node:test'
import { testCounty } from '../../../test/support/county.ts'
import { engineWork } from '../../../test/support/engine-work.ts'
import { startNotify } from '../../../test/support/notify-server.ts'
import { type MailServer, silentPort, startMailServer } from '../../../test/support/smtp-server.ts'
import { openQueue } from '../jobs/queue.ts'
import { Look } from '../look.ts'
import { askToSend } from './ask-to-send.ts'
import { mailDoor } from './mail-door.ts'
import { MailRefused, type NewMail, queueMail } from './queue-mail.ts'
import { mostTries, pauseAfter, sendDue } from './send-mail.ts'

const county = await testCounty()
const person = await county.person('cme_officer')
const open: MailServer[] = []
after(async () => {
  for (const server of open) await server.close()
  await county.drop()
})
beforeEach(() => county.superuser.query('DELETE FROM mail_message'))

const serve = async (port = 0) => {
  const server = await startMailServer(port)
  open.push(server)
  return server
}
const byPort = (port: number) => mailDoor({ by: 'smtp', url: `smtp://127.0.0.1:${port}`, from: 'onroll@example.org' })
const queued = (change: Partial<NewMail> = {}) =>
  county.door.write(person, new Look({ purpose: 'test', route: 'test' }), tx =>
    queueMail(tx, {
      ...{ authority_id: county.authority_id, asked_by: person.account_id, once_key: 'letter 1' },
      ...{
        to_address: 'head@example.org',
        reply_to: 'officer@example.org',
        subject: 'A letter',
        body: 'Dear head,\n\nPlease write.',
      },
      ...{ file_ids: [], ...change },
    }),
  )
const work = engineWork(county)
const stands = async () => {
  const { rows } = await county.superuser.query(
    'SELECT state, tries, sentence, delivery, next_try_at > now() AS later FROM mail_message ORDER BY id',
  )
  return rows
}
/** The pause after a try is over. */
const pauseOver = () => county.superuser.query('UPDATE mail_message SET next_try_at = now()')

test('what is queued twice under one key is one message, and is sent once', async () => {
  const server = await serve()
  assert.notEqual(await queued(), null)
  assert.equal(await queued(), null)
  await sendDue(work, byPort(server.port))
  await sendDue(work, byPort(server.port))
  assert.equal(server.taken.length, 1)
  assert.match(server.taken[0] ?? '', /To: head@example\.org/)
  assert.match(server.taken[0] ?? '', /Reply-To: officer@example\.org/)
  assert.match(server.taken[0] ?? '', /Dear head,\r\n\r\nPlease write\./)
  assert.deepEqual(
    (await stands()).map(({ state }) => state),
    ['sent'],
  )
})

test('a message is sent only if what it tells of was committed', async () => {
  const server = await serve()
  const lost = county.door.write(person, new Look({ purpose: 'test', route: 'test' }), async tx => {
    await queueMail(tx, {
      ...{
        authority_id: county.authority_id,
        asked_by: person.account_id,
        once_key: 'lost',
        to_address: 'a@example.org',
      },
      ...{ reply_to: null, subject: 'Lost', body: 'Lost', file_ids: [] },
    })
    throw new Error('taken back')
  })
  await assert.rejects(lost, /taken back/)
  await sendDue(work, byPort(server.port))
  assert.equal(server.taken.length, 0)
})

test('while the server is down messages wait, and once it is up each is sent once', async () => {
  const port = await silentPort()
  await queued()
  await queued({ once_key: 'letter 2', subject: 'Another' })
  await sendDue(work, byPort(port))
  assert.deepEqual(await stands(), [
    { state: 'waiting', tries: 1, sentence: 'The mail server does not answer.', delivery: 'unknown', later: true },
    { state: 'waiting', tries: 1, sentence: 'The mail server does not answer.', delivery: 'unknown', later: true },
  ])
  const server = await serve(port)
  await sendDue(work, byPort(port))
  assert.equal(server.taken.length, 0, 'it is not tried before its pause is over')
  await pauseOver()
  await sendDue(work, byPort(port))
  await sendDue(work, byPort(port))
  assert.deepEqual(server.taken.map(text => /Subject: (.*)\r/.exec(text)?.[1]).sort(), ['A letter', 'Another'])
})

test('pauses grow and end', () => {
  assert.deepEqual([1, 2, 3, 8, 9, 20].map(pauseAfter), [1, 2, 4, 128, 240, 240])
  const hours =
    Array.from({ length: mostTries - 1 }, (_, at) => pauseAfter(at + 1)).reduce((sum, one) => sum + one) / 60
  assert.ok(hours > 66 && hours < 78, `given up after ${hours} hours`)
})

test('a server that says “not now” is asked again; one that refuses is not, and says why', async () => {
  const server = await serve()
  server.behaves = 'says not now'
  await queued()
  await sendDue(work, byPort(server.port))
  assert.deepEqual(
    (await stands()).map(({ state, later }) => [state, later]),
    [['waiting', true]],
  )
  server.behaves = 'refuses'
  await pauseOver()
  await sendDue(work, byPort(server.port))
  const [failed] = await stands()
  assert.equal(failed?.state, 'failed')
  assert.match(failed?.sentence, /refuses the message\. It said: 550 No such person/)
})

test('after three days it is given up and says so', async () => {
  const port = await silentPort()
  await queued()
  await county.superuser.query('UPDATE mail_message SET tries = $1', [mostTries - 1])
  await sendDue(work, byPort(port))
  const [failed] = await stands()
  assert.deepEqual(
    [failed?.state, failed?.sentence],
    ['failed', 'The mail server does not answer. It was tried for three days and given up.'],
  )
})

test('a connection that breaks off after the content was begun is not tried again by itself', async () => {
  const server = await serve()
  server.behaves = 'breaks off'
  await queued()
  await sendDue(work, byPort(server.port))
  assert.deepEqual(
    (await stands()).map(({ state }) => state),
    ['uncertain'],
  )
  await pauseOver()
  await sendDue(work, byPort(server.port))
  assert.equal(server.taken.length, 1)
})

test('a worker killed between sending and marking leaves it uncertain, and it is not sent twice', async () => {
  const server = await serve()
  await queued()
  // The transaction that would mark it never comes.
  const killed = {
    ...work,
    write: ((action, part) =>
      action === 'email marked' ? Promise.reject(new Error('killed')) : work.write(action, part)) as typeof work.write,
  }
  await assert.rejects(sendDue(killed, byPort(server.port)), /killed/)
  assert.deepEqual(
    (await stands()).map(({ state }) => state),
    ['sending'],
  )
  const another = engineWork(county, { job_id: '00000000-0000-0000-0000-000000000001' })
  await sendDue(another, byPort(server.port))
  assert.deepEqual(
    (await stands()).map(({ state }) => state),
    ['sending'],
    'it may still be under way elsewhere',
  )
  await sendDue(work, byPort(server.port))
  const [left] = await stands()
  assert.equal(left?.state, 'uncertain')
  assert.match(left?.sentence, /It may have been sent, or not/)
  assert.equal(server.taken.length, 1)
})

test('whoever was held to be dead and was only slow still says what became of the message', async () => {
  const server = await serve()
  const door = byPort(server.port)
  assert.ok(door)
  await queued()
  const slow: typeof door = {
    ...door,
    send: async mail => {
      const sending = await door.send(mail)
      // Another worker has begun the same work meanwhile.
      await sendDue(work, door)
      assert.deepEqual(
        (await stands()).map(({ state }) => state),
        ['uncertain'],
      )
      return sending
    },
  }
  await sendDue(work, slow)
  assert.deepEqual(
    (await stands()).map(({ state }) => state),
    ['sent'],
  )
  assert.equal(server.taken.length, 1)
})

test('what cannot be sent is refused when it is asked for', async () => {
  await assert.rejects(queued({ to_address: 'nobody' }), new MailRefused('“nobody” is not an email address.'))
  await assert.rejects(queued({ body: ' ' }), MailRefused)
  await assert.rejects(queued({ file_ids: ['00000000-0000-7000-8000-000000000000'] }), MailRefused)
  await queued({ subject: 'One\r\nBcc: other@example.org' })
  const { rows } = await county.superuser.query('SELECT subject FROM mail_message')
  assert.deepEqual(rows, [{ subject: 'One Bcc: other@example.org' }])
})

test('sending is asked for when something is due, and once', async () => {
  const queue = await openQueue(county.url('onroll_web'), false)
  try {
    assert.equal(await askToSend({ door: county.door, queue }, county.today), 0)
    await queued()
    assert.equal(await askToSend({ door: county.door, queue }, county.today), 1)
    assert.equal(await askToSend({ door: county.door, queue }, county.today), 0)
  } finally {
    await queue.close()
  }
})

test('GOV.UK Notify takes the message under its own id, and is asked what became of it', async () => {
  const notify = await startNotify()
  const secret = '3d844edf-8d35-48ac-975b-e847b4f122b0'
  const service = '26785a09-ab16-4eb0-8407-a37497a57506'
  const door = mailDoor({
    by: 'notify',
    api_key: `test-${service}-${secret}`,
    template_id: 'f33517ff',
    url: notify.url,
  })
  try {
    const id = await queued()
    notify.refuses = { status: 429, error: 'RateLimitError', message: 'Exceeded rate limit' }
    await sendDue(work, door)
    assert.deepEqual(
      (await stands()).map(({ state }) => state),
      ['waiting'],
    )
    notify.refuses = null
    await pauseOver()
    await sendDue(work, door)
    const [, { authorization, body } = { authorization: '', body: {} }] = notify.asked
    assert.deepEqual(body, {
      template_id: 'f33517ff',
      email_address: 'head@example.org',
      personalisation: { subject: 'A letter', body: 'Dear head,\n\nPlease write.' },
      reference: id,
    })
    const [head, claims, signature] = authorization.replace('Bearer ', '').split('.')
    assert.equal(createHmac('sha256', secret).update(`${head}.${claims}`).digest('base64url'), signature)
    assert.equal(JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()).iss, service)
    assert.deepEqual(
      (await stands()).map(({ state, delivery }) => [state, delivery]),
      [['sent', 'under_way']],
    )
    notify.status = 'permanent-failure'
    await sendDue(work, door)
    const [undelivered] = await stands()
    assert.deepEqual(
      [undelivered?.delivery, undelivered?.sentence],
      ['not_delivered', 'It was sent, and could not be delivered. Check the address with the person.'],
    )
    assert.equal(notify.asked.length, 2)
    await queued({ once_key: 'letter 2' })
    notify.refuses = { status: 400, error: 'BadRequestError', message: 'email_address is not a valid email address' }
    await sendDue(work, door)
    assert.match((await stands())[1]?.sentence, /refuses the message\. It said: email_address is not a valid/)
  } finally {
    await notify.close()
  }
})
