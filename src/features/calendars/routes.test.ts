import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Page, type TestApp, testApp, type Visitor } from '../../../test/support/app.ts'
import { confirmChange, pageText, spaced } from '../../../test/support/calendar-pages.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'

let county: TestCounty
let app: TestApp
let administrator: Visitor
let manager: Visitor
before(async () => {
  county = await testCounty()
  app = await testApp(county)
  administrator = await app.as(await county.person('administrator'))
  manager = await app.as(await county.person('team_manager'))
})
after(async () => {
  await app.close()
  await county.drop()
})

const text = pageText
const confirm = (preview: Page, who = administrator) => confirmChange(preview, who)
const standing = async () => {
  const { rows } = await county.superuser.query<{ key: string }>(
    `SELECT concat_ws(' ', school_urn, kind, starts_on::text, last_on::text) AS key FROM calendar_entry WHERE retracted_at IS NULL ORDER BY 1`,
  )
  return rows.map(({ key }) => key)
}
const day = (name: string, written: string) => {
  const [year = '', month = '', date = ''] = written.split('-')
  return { [`${name}_day`]: date, [`${name}_month`]: month, [`${name}_year`]: year }
}
const entry = (kind: string, starts_on: string, last_on: string, name: string) => ({
  kind,
  name,
  ...day('starts_on', starts_on),
  ...day('last_on', last_on),
})

test('the calendar shows the year on twelve months, how many school days it has and what is missing', async () => {
  const officer = await app.as(await county.person('cme_officer'))
  const page = await officer.get('/calendars')
  assert.equal(page.status, 200)
  assert.match(text(page), /\d+ school days in 2026\/27, from Wednesday 2 September 2026/)
  assert.equal(page.$('.onroll-month').length, 12)
  assert.match(spaced(page.$('.onroll-month').eq(1).html() ?? ''), /M T W T F S S 1 I , INSET day 2 3/)
  assert.match(text(page), /2026\/27 has no bank holidays/)
  assert.match(text(page), /Autumn 2026\s*Tue 1 Sep 2026\s*Fri 18 Dec 2026\s*73/)
  assert.match(text(page), /2027\/28, no terms/)
  assert.equal(page.$('main a[href^="/calendars/"]').length, 0, 'nothing to change for who may not')
  assert.match(text(await officer.get('/calendars?year=2027')), /There are no term dates for 2027\/28/)
  for (const path of ['/calendars/import', '/calendars/entries/new', '/calendars/copy', '/calendars/changes'])
    assert.equal((await officer.get(path)).status, 403, path)
  assert.equal((await (await app.as(await county.person('governor'))).get('/calendars')).status, 403)
})

test('a half-term is changed with its clocks shown before, and taken back with them as they were', async () => {
  // Without education from Monday 2 November 2026: the 20th school day is Friday 27 November.
  const person_id = await plantChild(county, { surname: 'Reed', born_on: '2016-05-05', lives: [['2026-11-02', null]] })
  const other = await plantChild(county, { surname: 'Rush', born_on: '2016-05-05', lives: [['2026-10-12', null]] })
  const due = async (id: string) =>
    (
      await county.superuser.query(`SELECT due_on::text FROM child_clock WHERE person_id = $1 AND rule = 'level_two'`, [
        id,
      ])
    ).rows[0]?.due_on
  assert.deepEqual([await due(person_id), await due(other)], ['2026-11-27', '2026-11-13'])
  const before = await standing()

  const calendar = await manager.get('/calendars')
  const href = calendar.$('main a:contains("Half-term")').attr('href') ?? ''
  const form = await manager.get(href)
  assert.deepEqual(
    ['starts_on_day', 'starts_on_month', 'last_on_day'].map(name => form.$(`#${name}`).attr('value')),
    ['26', '10', '30'],
  )
  // A week longer: 2 to 6 November are no school days any more.
  const preview = await manager.post(href, entry('half_term', '2026-10-26', '2026-11-06', 'Half-term'))
  assert.equal(preview.status, 200, text(preview))
  assert.match(text(preview), /would record 1 entry and take back 1 entry/)
  assert.match(text(preview), /2026\/27: \d+ school days, 5 fewer than now/)
  const rows = preview.$('table:contains("Due before") tbody tr').map((_, row) => spaced(preview.$(row).html() ?? ''))
  // Each child has the clock of the decision under section 19 beside it.
  assert.deepEqual(
    rows
      .get()
      .filter(row => row.includes('Level two'))
      .sort(),
    [
      'Sam Reed 27 Nov 2026 4 Dec 2026 7 days later Level two: missing education for 20 days',
      'Sam Rush 13 Nov 2026 20 Nov 2026 7 days later No longer overdue Level two: missing education for 20 days',
    ],
  )
  assert.deepEqual([await standing(), await due(person_id)], [before, '2026-11-27'], 'a preview changes nothing')

  const done = await confirm(preview, manager)
  assert.match(done.location ?? '', /^\/calendars\/changes\/[0-9a-f-]{36}$/)
  assert.deepEqual([await due(person_id), await due(other)], ['2026-12-04', '2026-11-20'])
  assert.equal((await confirm(preview, manager)).location, done.location, 'a second press leads where the first did')

  const change = await manager.get(done.location ?? '')
  assert.match(
    text(change),
    /Changed for the authority: Half-term, 26 Oct 2026 to 30 Oct 2026, now 26 Oct 2026 to 6 Nov 2026/,
  )
  assert.match(text(change), /\d clocks moved/)
  assert.match(text(change), /team_manager/)
  const undo = await manager.post(`${done.location}/undo`)
  assert.match(text(undo), /Sam Reed .* 4 Dec 2026 27 Nov 2026 7 days earlier/)
  const back = await confirm(undo, manager)
  assert.deepEqual([await standing(), await due(person_id), await due(other)], [before, '2026-11-27', '2026-11-13'])
  assert.match(text(await manager.get(done.location ?? '')), /Taken back/)
  assert.match(text(await manager.get(back.location ?? '')), /The change that it took back/)
  assert.equal((await manager.post(`${done.location}/undo`)).status, 409)

  const log = await county.superuser.query<{ action: string }>(
    `SELECT DISTINCT action FROM audit_event WHERE $1 = ANY (child_ids) AND route LIKE '/calendars%'`,
    [person_id],
  )
  assert.deepEqual(log.rows.map(({ action }) => action).sort(), [
    'calendar entry: previewed',
    'calendars changed',
    'change of calendars viewed',
    'undo of a change of calendars previewed',
  ])
})

test('clocks of children whom one may not see are a number; those of sealed children are not told at all', async () => {
  const sealed = await plantChild(county, { surname: 'Hidden', born_on: '2016-05-05', lives: [['2026-11-03', null]] })
  await county.superuser.query('UPDATE person SET sealed = true WHERE id = $1', [sealed])
  await administrator.get('/calendars/entries/new')
  const storm = entry('closure', '2026-11-25', '2026-11-25', 'Storm')
  const preview = await administrator.post('/calendars/entries/new?year=2026', storm)
  // Reed’s clock runs over the day; Rush’s was due before it.
  assert.match(text(preview), /1 clock that moves is one that you may not see, counted here only/)
  assert.match(text(preview), /1 clock moves\. 2 children have a clock/)
  assert.doesNotMatch(text(preview), /Reed|Hidden/)
  const theirs = await manager.post('/calendars/entries/new?year=2026', storm)
  assert.match(text(theirs), /Sam Reed/)
  assert.doesNotMatch(text(theirs), /Hidden|that you may not see/)

  const done = await confirm(preview)
  const moved = await county.superuser.query('SELECT moved FROM calendar_change WHERE id = $1', [
    done.location?.split('/').at(-1),
  ])
  assert.deepEqual(moved.rows, [{ moved: 1 }])
  const shown = await administrator.get(done.location ?? '')
  assert.match(text(shown), /1 clock moved\. 1 clock among them is one that you may not see/)
  assert.doesNotMatch(text(await manager.get(done.location ?? '')), /Hidden|that you may not see/)
  await county.superuser.query('UPDATE person SET sealed = false WHERE id = $1', [sealed])
  assert.match(text(await manager.get(done.location ?? '')), /Sam Hidden/)
})

test('an entry that cannot be comes back with what was typed', async () => {
  await administrator.get('/calendars/entries/new?school=990001&year=2026')
  const post = (fields: Record<string, string>) =>
    administrator.post('/calendars/entries/new?school=990001&year=2026', fields)
  const backwards = await post(entry('inset', '2026-11-20', '2026-11-19', 'Training'))
  assert.equal(backwards.status, 422)
  assert.match(backwards.$('.govuk-error-summary').text(), /The last day must not be before the first day/)
  assert.equal(backwards.$('#name').attr('value'), 'Training')
  const long = await post(entry('term', '2026-09-01', '2027-07-21', 'The year'))
  assert.match(long.$('.govuk-error-summary').text(), /must be 150 days or fewer, and this is 324/)
  await administrator.get('/calendars/entries/new?year=2026')
  const over = await administrator.post(
    '/calendars/entries/new?year=2026',
    entry('term', '2026-12-18', '2027-01-08', 'Extra'),
  )
  assert.match(
    over.$('.govuk-error-summary a[href="#starts_on_day"]').text(),
    /overlaps the one from 1 Sep 2026 to 18 Dec 2026/,
  )
  assert.match((await post({})).$('.govuk-error-summary').text(), /Choose what it is.*Enter the first day/s)
  assert.equal((await administrator.get('/calendars/entries/new?school=999999')).status, 404)
})

test('a school’s own day is added to its calendar and taken off again', async () => {
  await administrator.get('/calendars/entries/new?school=990002&year=2026')
  const added = await confirm(
    await administrator.post(
      '/calendars/entries/new?school=990002&year=2026',
      entry('inset', '2026-11-27', '2026-11-27', 'Training'),
    ),
  )
  assert.match(
    text(await administrator.get(added.location ?? '')),
    /Added for Marl Valley Academy: INSET day “Training”, 27 Nov 2026/,
  )
  const calendar = await administrator.get('/schools/990002/calendar')
  assert.match(text(calendar), /INSET day from Fri 27 Nov 2026: change Training Fri 27 Nov 2026/)
  const own = calendar.$('main table a[href^="/calendars/entries/"]')
  assert.equal(own.length, 1, 'the authority’s entries are changed on its own calendar')
  await administrator.get(own.attr('href') ?? '')
  const off = await administrator.post(`${own.attr('href')}/remove`)
  assert.match(text(off), /record 0 entries and take back 1 entry/)
  await confirm(off)
  assert.doesNotMatch(text(await administrator.get('/schools/990002/calendar')), /Training/)
  assert.equal((await administrator.get(own.attr('href') ?? '')).location, '/schools/990002/calendar?year=2026')
})
