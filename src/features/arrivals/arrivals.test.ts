import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type Page, testApp } from '../../../test/support/app.ts'
import { errorsOf, keysOf } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { listWork } from '../../../test/support/lists.ts'
import { startSftp } from '../../../test/support/sftp-server.ts'
import type { JobContext } from '../../ground/jobs/work.ts'
import { decrypt, encrypt } from '../../ground/kept-secret.ts'
import { checkList } from '../lists/index.ts'
import { nextTime } from './pick-up-time.ts'
import { askToPickUp, pickUpJob, usePickUpPlaces } from './pick-up-work.ts'
import { trueDay } from './true-day.ts'

const county = await testCounty()
const folder = mkdtempSync(join(tmpdir(), 'onroll-pick-up-'))
mkdirSync(join(folder, 'rolls'))
const app = await testApp(county, { pickUpFolder: folder, uploadLimit: 100_000 })
usePickUpPlaces(app.parts.settings)
const server = await startSftp({ login: 'onroll', password: 'right' })
after(async () => {
  await server.close()
  await app.close()
  await county.drop()
})
const manager = await app.as(await county.person('team_manager'))
const person = await county.person('cme_officer')
const officer = await app.as(person)
const { bring, work } = listWork(county, person)
await bring({
  source: 'Health',
  kind: 'health',
  as_at: '2026-01-01',
  rows: 'Family,Given,DOB,Postcode\nLee,Kim,05/11/2014,ZY1 1AA\n',
})
const { rows: sources } = await county.superuser.query(`SELECT id FROM source WHERE name = 'Health'`)
const source_id: string = sources[0].id

const roll = (surname: string) => `Surname,Forename,Date of birth,Postcode\n${surname},Kim,05/11/2014,ZY1 1AA\n`
const put = (name: string, text: string) => {
  const path = join(folder, 'rolls', name)
  writeFileSync(path, text)
  utimesSync(path, new Date('2026-11-03T10:00:00Z'), new Date('2026-11-03T10:00:00Z'))
}
const run = (id: string) =>
  pickUpJob.run({ ...work, subject_id: id, job_id: id, asked_by: null } as unknown as JobContext)
const importsOf = async () => {
  const { rows } = await county.superuser.query(
    `SELECT f.name, i.state, i.as_at::text, i.came_by FROM import i JOIN file f ON f.id = i.file_id WHERE i.came_by <> 'person' ORDER BY f.name`,
  )
  return rows.map(row => [row.name, row.state, row.as_at, row.came_by].join(' '))
}
const given = {
  ...{
    source_id,
    place: 'folder',
    folder: 'rolls',
    pattern: '*.csv',
    true_on: 'file_day',
    every: 'day',
    hour: '6',
    weekday: '1',
  },
  ...{ host: '', port: '', login: '', password: '', host_key: '' },
}
const setUp = async (more: Record<string, string>) =>
  manager.post('/lists/arrivals/pick-ups/new', {
    ...keysOf(await manager.get('/lists/arrivals/pick-ups/new')),
    ...given,
    ...more,
  })
const keysOfButton = (page: Page, to: string) => {
  const key = (name: string) => page.$(`form[action$="/${to}"] input[name=${name}]`).attr('value') ?? ''
  return { seen: key('seen'), once: key('once') }
}
const idOf = (location: string | null) => location?.split('/').at(-1) ?? assert.fail('It led nowhere')

test('files of a folder are picked up once, checked and never committed; a bad one is told and spoils no other', async () => {
  put('a.csv', roll('Picked'))
  put('b.csv', 'PK\u0003\u0004 no list')
  put('c.txt', roll('Another'))
  symlinkSync('/etc/hostname', join(folder, 'rolls', 'link.csv'))
  const made = await setUp({})
  const id = idOf(made.location)
  await run(id)
  assert.deepEqual(await importsOf(), ['a.csv ready 2026-11-03 pick_up'])
  const page = (await manager.get(made.location ?? '')).$('main').text()
  assert.match(page, /a\.csv.*Brought in/s)
  assert.match(page, /b\.csv.*Refused.*damaged or locked/s)
  assert.doesNotMatch(page, /c\.txt|link\.csv/)
  await run(id)
  assert.deepEqual(await importsOf(), ['a.csv ready 2026-11-03 pick_up'])
  assert.match((await manager.get(made.location ?? '')).$('main').text(), /No new file waited/)
  assert.match((await officer.get('/lists')).$('main').text(), /, picked up\s*Waiting to be committed/)
})

test('a folder outside the one that is allowed is refused on the form, also by a link', async () => {
  symlinkSync(tmpdir(), join(folder, 'out'))
  for (const [path, reason] of [
    ['..', /not within the one that is allowed/],
    ['/etc', /not within the one that is allowed/],
    ['out', /not within the one that is allowed/],
    ['none', /There is no folder “none”/],
  ] as const) {
    const page = await setUp({ folder: path })
    assert.match(String(errorsOf(page)), reason, path)
    assert.equal(page.$('input[name=folder]').attr('value'), path)
  }
})

test('files of an SFTP server; a server with another key is sent no password', async () => {
  server.put('/outbox/roll-2026-11-04.csv', roll('Sent'))
  const sftp = {
    ...{ place: 'sftp', folder: '/outbox', host: '127.0.0.1', port: String(server.port), login: 'onroll' },
    ...{ password: 'right', host_key: server.host_key, true_on: 'name_day' },
  }
  const made = await setUp(sftp)
  await run(idOf(made.location))
  assert.ok((await importsOf()).includes('roll-2026-11-04.csv ready 2026-11-04 pick_up'))
  assert.doesNotMatch((await manager.get(made.location ?? '')).html, /right"|>right</)
  const { rows } = await county.superuser.query('SELECT secret FROM pick_up WHERE id = $1', [idOf(made.location)])
  assert.ok(!rows[0].secret.includes('right'))

  const before = server.passwords.length
  const other = await setUp({ ...sftp, host_key: `SHA256:${'A'.repeat(43)}` })
  await assert.rejects(run(idOf(other.location)), /shows the key SHA256:.*not the one that was written down/)
  assert.equal(server.passwords.length, before)
  assert.match((await manager.get(other.location ?? '')).$('main').text(), /Failed.*not the one that was written down/s)

  const wrong = await setUp({ ...sftp, password: 'wrong' })
  await assert.rejects(run(idOf(wrong.location)), /did not accept the name and password/)
})

test('it is asked for when its time has come, not while it is paused, and not after it ended', async () => {
  const made = await setUp({ pattern: 'never-*' })
  const id = idOf(made.location)
  const at = new Date('2026-12-24T12:00:00Z')
  const asked = async () => {
    await askToPickUp(app.parts, at, county.today)
    const { rows } = await county.superuser.query(`SELECT count(*)::int AS n FROM job WHERE subject_id = $1`, [id])
    return rows[0].n
  }
  assert.deepEqual([await asked(), await asked()], [1, 1])
  const press = async (to: string) =>
    manager.post(`${made.location}/${to}`, keysOfButton(await manager.get(made.location ?? ''), to))
  const due = () => county.superuser.query(`UPDATE pick_up SET next_at = '2026-12-01' WHERE id = $1`, [id])
  const paused = await press('pause')
  assert.equal(paused.location, made.location, paused.html)
  await due()
  assert.equal(await asked(), 1)
  await press('go-on')
  await due()
  assert.equal(await asked(), 2)
  await press('end')
  await due()
  assert.equal(await asked(), 2)
})

const send = (key: string | null, query: string, payload: string) =>
  app.web.inject({
    ...{ method: 'POST', url: `/api/lists${query}`, payload },
    headers: { 'content-type': 'text/csv', ...(key ? { authorization: `Bearer ${key}` } : {}) },
  })

test('a list sent with a key stops at its preview; the key is shown once, is of one source, and ends', async () => {
  const form = await manager.get('/lists/arrivals/keys/new')
  const made = await manager.post('/lists/arrivals/keys/new', { ...keysOf(form), source_id, name: 'Nightly' })
  const key = /onroll_[\w-]{43}/.exec(made.html)?.[0] ?? assert.fail(made.html)
  assert.doesNotMatch((await manager.get('/lists/arrivals')).html, new RegExp(key))
  const sent = await send(key, '?as_at=2026-11-05&file_name=sent.csv', roll('Api'))
  assert.equal(sent.statusCode, 202, sent.body)
  const { import_id, status, problems } = sent.json()
  assert.deepEqual(problems, [])
  await checkList(work, import_id)
  const asked = (bearer: string) => app.web.inject({ url: status, headers: { authorization: `Bearer ${bearer}` } })
  const { state, rows_read, as_at } = (await asked(key)).json()
  assert.deepEqual([state, rows_read, as_at], ['ready', 1, '2026-11-05'])
  assert.equal((await send(key, '?as_at=2026-11-05', roll('Api'))).statusCode, 200)
  assert.match((await send(key, '', roll('Api'))).json().error, /on what day the list was true/)
  assert.match((await send(key, '?as_at=2026-11-05', 'PK\u0003\u0004')).json().error, /damaged/)
  const large = await send(key, '?as_at=2026-11-06', roll('x'.repeat(200_000)))
  assert.equal(large.statusCode, 413, large.body)
  assert.equal((await send(null, '?as_at=2026-11-05', roll('Api'))).statusCode, 401)
  assert.equal((await send(`${key}x`, '?as_at=2026-11-05', roll('Api'))).statusCode, 401)
  const page = await manager.get('/lists/arrivals')
  assert.doesNotMatch(page.$('main').text(), /Nightly.*Never yet/s)
  await manager.post(page.$('form[action$="/end"]').attr('action') ?? '', keysOfButton(page, 'end'))
  assert.equal((await send(key, '?as_at=2026-11-07', roll('Api'))).statusCode, 401)
  assert.equal((await asked(key)).statusCode, 401)
})

test('only who sets ways in up sees them', async () => {
  assert.equal((await officer.get('/lists/arrivals')).status, 403)
})

test('a secret is read again with its key and for its row only', () => {
  const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const kept = encrypt(key, 'row', 'geheim')
  assert.equal(decrypt(key, 'row', kept), 'geheim')
  assert.throws(() => decrypt(other, 'row', kept))
  assert.throws(() => decrypt(key, 'another row', kept))
})

const times: [string, Parameters<typeof nextTime>[0], string, string][] = [
  ['each hour', { every: 'hour', hour: 6, weekday: 1 }, '2026-11-05T10:20:00Z', '2026-11-05T11:00:00Z'],
  ['each day, later today', { every: 'day', hour: 6, weekday: 1 }, '2026-11-05T03:00:00Z', '2026-11-05T06:00:00Z'],
  ['each day, in summer', { every: 'day', hour: 6, weekday: 1 }, '2026-07-05T06:00:00Z', '2026-07-06T05:00:00Z'],
  ['each Monday', { every: 'week', hour: 6, weekday: 1 }, '2026-11-05T03:00:00Z', '2026-11-09T06:00:00Z'],
  [
    'an hour that the clock leaves out',
    { every: 'day', hour: 1, weekday: 1 },
    '2026-03-28T12:00:00Z',
    '2026-03-29T01:00:00Z',
  ],
]
for (const [what, rhythm, after_, next] of times)
  test(`the next time of a pick-up: ${what}`, () =>
    assert.equal(nextTime(rhythm, new Date(after_)).toISOString(), next.replace('Z', '.000Z')))

test('the day on which a list was true, from its name or its file', () => {
  const changed_at = new Date('2026-06-30T23:30:00Z')
  const day = (name: string) => trueDay('name_day', { name, changed_at }, county.today)
  assert.deepEqual(
    [
      'roll-2026-11-05.csv',
      'ROLL_20261105_1.csv',
      'roll 05.11.2026.csv',
      'roll.csv',
      '8912000_CTF_8992001_001.xml',
    ].map(day),
    ['2026-11-05', '2026-11-05', '2026-11-05', null, null],
  )
  assert.equal(trueDay('file_day', { name: 'a', changed_at }, county.today), '2026-07-01')
})
