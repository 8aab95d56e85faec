import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { makeUpn } from '../../../county/numbers.ts'
import { type Page, testApp, type Visitor } from '../../../test/support/app.ts'
import { errorsOf, keysOf } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { countsOf, csvOf } from '../../../test/support/lists.ts'
import { unlike } from '../../../test/support/unlike.ts'
import { openDoor } from '../../ground/database/door.ts'
import { openQueue } from '../../ground/jobs/queue.ts'
import { startWork } from '../../ground/jobs/work.ts'
import { makeLog } from '../../ground/log.ts'
import { jobs } from './work.ts'

const county = await testCounty()
const app = await testApp(county, { uploadLimit: 200_000 })
const queue = await openQueue(county.url('onroll_web'), true)
const door = openDoor(county.url('onroll_web'), 4)
await startWork({ queue, door, kinds: jobs, today: () => county.today, log: makeLog({ logLevel: 'silent' }) })
after(async () => {
  await queue.close()
  await door.close()
  await app.close()
  await county.drop()
})
const officer = await app.as(await county.person('cme_officer'))
const other = await app.as(await county.person('team_manager'))

/** Two numbers of which one child has one: the name is then that child’s, and the number another’s. */
const upns = [41, 42, 43, 44].map(n => makeUpn('8919001', 14, n)) as [string, string, string, string]
const child = (n: number, more: Record<string, string> = {}) => ({
  ...{ ...unlike(n), forename: 'Kim', postcode: `ZY1 ${n % 10}AB` },
  ...{ school_urn: '990001', ...more },
})
const given = (source: string, day = '10') => ({
  ...{ which: 'fresh', kind: 'school_roll', name: source, source_id: '', school: '' },
  ...{ as_at_day: day, as_at_month: '11', as_at_year: '2026' },
})
const known = async (source: string, day: string) => {
  const { rows } = await county.superuser.query('SELECT id FROM source WHERE name = $1', [source])
  return { ...given(source, day), which: 'known', source_id: rows[0].id, kind: '', name: '' }
}
async function upload(fields: Record<string, string>, content: string | Buffer, name = 'list.csv'): Promise<Page> {
  const form = await officer.get('/lists/new')
  return officer.upload('/lists/new', { ...keysOf(form), ...fields }, { field: 'file', name, content })
}
/** The list once no work is waiting for it. */
async function listOnce(id: string, state: string): Promise<void> {
  for (;;) {
    const { rows } = await county.superuser.query(
      `SELECT i.state, (SELECT count(*)::int FROM job j WHERE j.subject_id = i.id AND j.state IN ('waiting', 'running')) AS at_work FROM import i WHERE i.id = $1`,
      [id],
    )
    if (rows[0].at_work === 0) return assert.equal(rows[0].state, state)
    await pause(50)
  }
}
const idOf = (page: Page): string =>
  /^\/lists\/([0-9a-f-]{36})/.exec(page.location ?? '')?.[1] ?? assert.fail(page.html)
const keysOfButton = (page: Page) => {
  const key = (name: string) => page.$(`form[action$="/withdraw"] input[name=${name}]`).attr('value') ?? ''
  return { seen: key('seen'), once: key('once') }
}
/** Chooses the columns as they were guessed. */
async function check(visitor: Visitor, id: string): Promise<Page> {
  const page = await visitor.get(`/lists/${id}/columns`)
  const chosen = page
    .$('select[name^=map_]')
    .toArray()
    .map(one => [page.$(one).attr('name') ?? '', page.$(one).find('option[selected]').attr('value') ?? '-'])
  return visitor.post(`/lists/${id}/columns`, { ...keysOf(page), ...Object.fromEntries(chosen) })
}
async function previewed(source: string, day: string, rows: Record<string, string>[]): Promise<string> {
  const { rowCount } = await county.superuser.query('SELECT FROM source WHERE name = $1', [source])
  const id = idOf(await upload(rowCount === 0 ? given(source, day) : await known(source, day), csvOf(rows)))
  assert.equal((await check(officer, id)).location, `/lists/${id}/progress`)
  await listOnce(id, 'ready')
  return id
}
async function committed(id: string): Promise<void> {
  const page = await officer.get(`/lists/${id}/commit`)
  assert.equal((await officer.post(`/lists/${id}/commit`, keysOf(page))).location, `/lists/${id}/progress`)
  await listOnce(id, 'committed')
}

/** Every figure of a list's page opens to a page that holds as many lines. */
async function assertFiguresOpen(id: string): Promise<Record<string, number>> {
  const page = await officer.get(`/lists/${id}`)
  const figures: Record<string, number> = {}
  for (const item of page.$('.onroll-figures li').toArray()) {
    const number = Number(page.$(item).find('.onroll-figure__link').text())
    const text = page.$(item).find('span').last().text()
    const href = page.$(item).find('a').attr('href')
    figures[text] = number
    assert.equal(href === undefined, number === 0, text)
    if (href) assert.equal((await officer.get(href)).$('tbody tr').length, number, text)
  }
  return figures
}

test('a list on pages: columns, preview, commit; every number opens to as many rows', async () => {
  const first = await previewed('Pages', '02', [
    child(1),
    child(2),
    child(3, { upn: upns[0] }),
    child(4, { born_on: '' }),
  ])
  assert.equal((await assertFiguresOpen(first))['new children'], 4)
  await committed(first)
  const next = await previewed('Pages', '10', [
    ...[child(1), child(2, { weekly_hours: '9' }), child(5), child(5)],
    ...[child(6, { born_on: '31/02/2015' }), child(3, { upn: upns[1] }), child(7, { upn: 'A123' })],
  ])
  const figures = await assertFiguresOpen(next)
  assert.deepEqual(figures, {
    ...{ 'rows read': 7, 'new children': 2, matched: 2, 'of them changed': 1, doubtful: 1, 'twice in the list': 1 },
    ...{ 'missing since the last list': 1, refused: 1, flagged: 1 },
  })
  await committed(next)
  assert.deepEqual(await assertFiguresOpen(next), figures)
})

test('a doubtful row is decided on its page, after the commit, and taken in at once', async () => {
  const first = await previewed('Decided', '02', [child(11), child(12, { upn: upns[2] })])
  await committed(first)
  const id = await previewed('Decided', '10', [child(11), child(12, { upn: upns[3] })])
  await committed(id)
  const page = await officer.get(`/lists/${id}/rows/3`)
  const same = page.$('input[name=decision]').first().attr('value') ?? ''
  assert.match(page.$('main').text(), /the UPN is another/)
  const keys = keysOf(page)
  const done = await officer.post(`/lists/${id}/rows/3`, { ...keys, decision: same })
  assert.equal(done.location, `/lists/${id}`)
  await listOnce(id, 'committed')
  const { rows } = await county.superuser.query(
    `SELECT r.person_id = $2 AS same FROM import_row i JOIN record r ON r.id = i.record_id WHERE i.import_id = $1 AND i.line = 3`,
    [id, same],
  )
  assert.deepEqual(rows, [{ same: true }])
  assert.equal((await officer.post(`/lists/${id}/rows/3`, { ...keys, decision: same })).location, `/lists/${id}`)
  assert.equal((await officer.post(`/lists/${id}/rows/3`, { decision: 'new', once: '' })).status, 409)
})

test('the same file again leads to the list that it made; a second press of each button leads where the first did', async () => {
  const rows = [child(21), child(22)]
  const form = await officer.get('/lists/new')
  const file = { field: 'file', name: 'list.csv', content: csvOf(rows) }
  const once = { ...keysOf(form), ...given('Pressed') }
  const id = idOf(await officer.upload('/lists/new', once, file))
  assert.equal((await officer.upload('/lists/new', once, file)).location, `/lists/${id}/columns`)
  assert.equal((await upload(await known('Pressed', '10'), csvOf(rows))).location, `/lists/${id}`)
  const columns = await officer.get(`/lists/${id}/columns`)
  const guessed = Object.fromEntries(
    columns
      .$('select[name^=map_]')
      .toArray()
      .map(one => [columns.$(one).attr('name') ?? '', columns.$(one).find('option[selected]').attr('value') ?? '-']),
  )
  const press = () => officer.post(`/lists/${id}/columns`, { ...keysOf(columns), ...guessed })
  assert.deepEqual([(await press()).location, (await press()).location], Array(2).fill(`/lists/${id}/progress`))
  await listOnce(id, 'ready')
  const confirm = await officer.get(`/lists/${id}/commit`)
  const commit = () => officer.post(`/lists/${id}/commit`, keysOf(confirm))
  assert.deepEqual([(await commit()).location, (await commit()).location], Array(2).fill(`/lists/${id}/progress`))
  await listOnce(id, 'committed')
  const { rows: jobsOf } = await county.superuser.query(
    'SELECT kind FROM job WHERE subject_id = $1 ORDER BY asked_at',
    [id],
  )
  assert.deepEqual(
    jobsOf.map(job => job.kind),
    ['list-check', 'list-commit'],
  )
})

test('a preview that somebody else went on from is not committed, and a list being committed is not withdrawn', async () => {
  const id = await previewed('Stale', '10', [child(31)])
  const confirm = await officer.get(`/lists/${id}/commit`)
  const page = await other.get(`/lists/${id}`)
  const withdrawn = () => other.post(`/lists/${id}/withdraw`, keysOfButton(page))
  assert.deepEqual([(await withdrawn()).location, (await withdrawn()).location], ['/lists', '/lists'])
  const before = await countsOf(county)
  const late = await officer.post(`/lists/${id}/commit`, keysOf(confirm))
  assert.equal(late.status, 409)
  assert.match(late.$('main').text(), /no longer what you saw/)
  assert.deepEqual(await countsOf(county), before)
  const again = await previewed('Stale', '10', [child(31)])
  const view = await other.get(`/lists/${again}`)
  await committed(again)
  assert.equal((await other.post(`/lists/${again}/withdraw`, keysOfButton(view))).status, 409)
})

const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(64)])
const entity = '<?xml version="1.0"?><!DOCTYPE CTfile [<!ENTITY x SYSTEM "file:///etc/passwd">]><CTfile>&x;</CTfile>'
const bomb = `<?xml version="1.0"?><!DOCTYPE CTfile [<!ENTITY a "${'a'.repeat(99)}"><!ENTITY b "${'&a;'.repeat(99)}">]><CTfile>&b;</CTfile>`
const refusals: [what: string, content: string | Buffer][] = [
  ['an Excel workbook', zip],
  ['an old Excel workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0])],
  ['nothing but zeros', Buffer.alloc(500)],
  ['an empty file', ''],
  ['an XML entity bomb', bomb],
  ['an external entity', entity],
  ['another XML', '<?xml version="1.0"?><feed></feed>'],
  ['a web page', '<!DOCTYPE html><html><body>no</body></html>'],
]
for (const [what, content] of refusals)
  test(`${what} is refused in a sentence on the form, with what was typed`, async () => {
    const before = await countsOf(county)
    const page = await upload(given(`Refused ${what}`), content)
    assert.equal(page.location, null)
    const [error = '', ...more] = errorsOf(page)
    assert.deepEqual(more, [])
    assert.match(error, /^[A-Z].{20,}/)
    assert.equal(page.$('input[name=name]').attr('value'), `Refused ${what}`)
    assert.equal(page.$('input[name=as_at_year]').attr('value'), '2026')
    const { rows } = await county.superuser.query(
      `SELECT (SELECT count(*)::int FROM file WHERE sha256 = encode(sha256($1), 'hex')) AS files`,
      [Buffer.from(content)],
    )
    assert.deepEqual(rows, [{ files: 0 }])
    assert.deepEqual(await countsOf(county), before)
  })

test('no file, and a file over the limit, are told; nothing is kept', async () => {
  const form = await officer.get('/lists/new')
  const none = await officer.upload(
    '/lists/new',
    { ...keysOf(form), ...given('None') },
    { field: 'file', name: '', content: '' },
  )
  assert.deepEqual(errorsOf(none), ['Choose the file that holds the list'])
  const { rows: before } = await county.superuser.query('SELECT count(*) FROM file')
  const large = await upload(given('Large'), csvOf([child(41, { surname: 'x'.repeat(300_000) })]))
  assert.ok(large.status === 413 || /larger than/.test(String(errorsOf(large))), String(large.status))
  const { rows: after_ } = await county.superuser.query('SELECT count(*) FROM file')
  assert.deepEqual(after_, before)
})

test('only a header, and a cell too long, are told after the check; the good rows are kept', async () => {
  const empty = idOf(await upload(given('Header'), 'surname,forename,born_on\n'))
  await check(officer, empty)
  await listOnce(empty, 'refused')
  assert.match((await officer.get(`/lists/${empty}`)).$('main').text(), /no rows under them/)
  const id = await previewed('Huge', '10', [child(27), child(26, { address_line_1: 'x'.repeat(20_000) })])
  assert.deepEqual([(await assertFiguresOpen(id)).refused, (await assertFiguresOpen(id))['new children']], [1, 1])
})

test('a list that does not exist and an address that is none are one page', async () => {
  const [none, wrong] = [
    await officer.get('/lists/01900000-0000-7000-8000-000000000000'),
    await officer.get('/lists/not-a-list'),
  ]
  assert.deepEqual([none.status, wrong.status], [404, 404])
})

test('a practitioner sees lists and brings none in; a head sees none', async () => {
  const practitioner = await app.as(await county.person('practitioner'))
  assert.equal((await practitioner.get('/lists')).status, 200)
  assert.equal((await practitioner.get('/lists/new')).status, 403)
  const head = await app.as(await county.person('school_head'))
  assert.equal((await head.get('/lists')).status, 403)
})
