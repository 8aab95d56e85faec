import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Page, type TestApp, testApp, type Visitor } from '../../../test/support/app.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { engineWork } from '../../../test/support/engine-work.ts'
import { lookAgain, plantChild } from '../../../test/support/plant-children.ts'
import { takeOutOfBook } from '../children/movements.ts'
import { readPolicies } from './read-policies.ts'
import { countPreview, decidedKind, jobs } from './work.ts'

/** The first day of the policy that is tried, and the day before which it can be taken back. */
const first = '2026-12-01'

let county: TestCounty
let app: TestApp
let administrator: Visitor
let officer: Visitor
before(async () => {
  county = await testCounty()
  app = await testApp(county)
  administrator = await app.as(await county.person('administrator'))
  officer = await app.as(await county.person('cme_officer'))
  const roll = (weekly_hours: number | null) => [['2026-09-02', null, { weekly_hours }]] as const
  const plan = [['2026-09-02', null, { kind: 'plan' }]] as const
  await plantChild(county, { surname: 'Twenty', rolls: roll(20) })
  await plantChild(county, { surname: 'Thirteen', rolls: roll(13), circumstances: plan })
  await plantChild(county, { surname: 'Twelve', rolls: roll(12), circumstances: plan })
  await plantChild(county, { surname: 'Full', rolls: roll(null) })
  await plantChild(county, { surname: 'Missing', lives: [['2026-11-02', null]] })
  await plantChild(county, { surname: 'Homely', provisions: [['2026-09-02', null, { kind: 'home_education' }]] })
  const sealed = await plantChild(county, { surname: 'Sealed', rolls: roll(20) })
  await county.write(await county.person('cme_officer'), tx => takeOutOfBook(tx, [sealed]))
  await county.superuser.query('UPDATE person SET sealed = true WHERE id = $1', [sealed])
  await lookAgain(county, [sealed])
})
after(async () => {
  await app.close()
  await county.drop()
})

const [year = '', month = '', day = ''] = first.split('-')
const change = {
  ...{ starts_on_day: day, starts_on_month: month, starts_on_year: year, reason: 'Cabinet, item 7' },
  ...{ full_time_hours: '19', full_time_hours_because: 'Our schools teach for nineteen' },
  ...{ amber_under_hours: '13', amber_under_hours_because: 'As before 2015' },
  ...{ level_two: '15', level_two_unit: 'school_days', level_two_because: 'Sooner' },
}

/** Every state, band and running clock on a day, as it is stored. */
async function stored(on: string): Promise<Map<string, string>> {
  const { rows } = await county.superuser.query<{ key: string; value: string }>(
    `SELECT 'state ' || s.person_id AS key, s.state AS value FROM child_state s JOIN person p ON p.id = s.person_id AND NOT p.sealed
       WHERE s.starts_on <= $1 AND (s.ends_on IS NULL OR s.ends_on > $1)
     UNION ALL SELECT 'band ' || s.person_id, s.band FROM child_band s JOIN person p ON p.id = s.person_id AND NOT p.sealed
       WHERE s.starts_on <= $1 AND (s.ends_on IS NULL OR s.ends_on > $1)
     UNION ALL SELECT concat_ws(' ', 'clock', s.person_id, s.rule, s.opened_on), s.due_on::text FROM child_clock s JOIN person p ON p.id = s.person_id AND NOT p.sealed
       WHERE s.due_on IS NOT NULL AND s.opened_on <= $1 AND (s.ended_on IS NULL OR s.ended_on > $1)`,
    [on],
  )
  return new Map(rows.map(({ key, value }) => [key, value]))
}

/** How many clocks, bands and states differ between what was stored before and after. */
function differing(before: Map<string, string>, after: Map<string, string>): number[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].filter(key => before.get(key) !== after.get(key))
  return ['clock', 'band', 'state'].map(what => keys.filter(key => key.startsWith(what)).length)
}

const figuresOf = (page: Page): string[] =>
  page
    .$('.onroll-figures li')
    .toArray()
    .map(item => page.$(item).text().replaceAll(/\s+/g, ' ').trim())
const rowsOf = (page: Page, heading: string): string[] =>
  page
    .$(`div[aria-label="${heading}"] tbody tr`)
    .toArray()
    .map(row =>
      page
        .$(row)
        .children()
        .toArray()
        .map(cell => page.$(cell).text())
        .join(' | '),
    )
const form = (page: Page, action: string) => page.$(`form[action="${action}"] input[name=once]`).attr('value') ?? ''

/** Asks for a preview and has it counted. @returns where it stands. */
async function previewed(typed: Record<string, string>): Promise<string> {
  const page = await administrator.get('/policies/change/default')
  const once = page.$('main form input[name=once]').attr('value') ?? ''
  const asked = await administrator.post('/policies/change/default', { ...typed, once })
  assert.equal(asked.status, 303, asked.$('.govuk-error-summary').text())
  assert.equal((await administrator.post('/policies/change/default', { ...typed, once })).location, asked.location)
  const href = (asked.location ?? '').replace(/\/progress$/, '')
  assert.match((await administrator.get(`${href}/progress`)).$('main').text(), /Waiting for a worker/)
  assert.match((await officer.get(href)).$('main').text(), /It is being counted, child by child/)
  assert.equal((await administrator.post(`${href}/decide`)).status, 409)
  await countPreview(engineWork(county), href.split('/').at(-1) ?? '', 2)
  return href
}

async function decide(href: string): Promise<void> {
  const page = await administrator.get(href)
  const done = await administrator.post(`${href}/decide`, { once: form(page, `${href}/decide`) })
  assert.match(done.location ?? '', /^\/policies\/decisions\/[^/]+\/progress$/)
  assert.match((await administrator.get(done.location ?? '')).$('main').text(), /Waiting for a worker/)
  await workEverybody()
}
const workEverybody = () => jobs.find(({ kind }) => kind === decidedKind)?.run(engineWork(county))

test('what a policy would change is counted before it is decided, and comes to pass when it is', async () => {
  const untouched = await stored(first)
  const href = await previewed(change)
  assert.deepEqual(await stored(first), untouched)

  const page = await officer.get(href)
  assert.equal(page.$('form[action$="/decide"]').length, 0)
  assert.match(page.$('main').text(), /Something changes for 2 of 6 children/)
  assert.match(page.$('main').text(), /A clock goes by the policy of the day on which it opened/)
  assert.deepEqual(figuresOf(page), ['1 clock moves', '2 children change band', '1 child changes state'])
  assert.deepEqual(rowsOf(page, 'Bands'), ['Green | No band | 1', 'Unclassified | Amber | 1'])
  assert.deepEqual(rowsOf(page, 'States'), ['On roll, reduced hours | On roll | 1'])
  // A green child is watched for three months; whoever is green no longer is not.
  assert.deepEqual(rowsOf(page, 'Clocks'), ['Three months of watching a green child | Runs no longer | 1'])
  assert.deepEqual(rowsOf(page, 'A few of the children'), [
    'Sam Twenty | State | On roll, reduced hours → On roll',
    'Sam Twenty | Clock | due 2 Dec 2026 → no such clock',
    'Sam Twenty | Band | Green → No band',
    'Sam Twelve | Band | Unclassified → Amber',
  ])

  await decide(href)
  assert.deepEqual(differing(untouched, await stored(first)), [1, 2, 1])
})

test('whoever reaches no child sees the counts and no name', async () => {
  const { rows } = await county.superuser.query<{ id: string }>('SELECT id FROM policy_preview')
  for (const role of ['administrator', 'director', 'social_worker']) {
    const page = await (await app.as(await county.person(role))).get(`/policies/previews/${rows[0]?.id}`)
    assert.match(page.$('main').text(), /Something changes for 2 of 6 children/)
    assert.doesNotMatch(page.$('main').text(), /Twenty|Twelve|Missing/, role)
  }
})

test('the history says who, when and why; the day before, the old policy holds', async () => {
  const page = await officer.get('/policies')
  const text = page.$('main').text().replaceAll(/\s+/g, ' ')
  assert.match(text, /In force today: Bands of 2015/)
  assert.match(text, /From Tuesday 1 December 2026: .* To come/)
  assert.match(text, /Decided by administrator .*: Cabinet, item 7/)
  assert.match(text, /Full time: 19 hours a week \(the pack: 25 hours a week\): Our schools teach for nineteen/)
  const then = await officer.get(`/policies?on=${first}`)
  assert.match(then.$('main').text(), /15 school days/)
  assert.match(then.$('main').text(), /The authority’s own decision/)
  const policies = await county.read(await county.person('cme_officer'), tx => readPolicies(tx))
  assert.deepEqual(
    policies.map(({ valid_from, valid_to, full_time_hours, level_two }) => ({
      valid_from,
      valid_to,
      full_time_hours,
      level_two,
    })),
    [
      {
        valid_from: '2015-04-01',
        valid_to: first,
        full_time_hours: 25,
        level_two: { days: 20, unit: 'school_days' },
      },
      { valid_from: first, valid_to: null, full_time_hours: 19, level_two: { days: 15, unit: 'school_days' } },
    ],
  )
  assert.notEqual(policies[0]?.version, policies[1]?.version)
})

test('another decision from the same day goes before the first, which is kept; a preview of before cannot be decided', async () => {
  const early = await previewed({ ...change, full_time_hours: '20' })
  const late = await previewed({ ...change, full_time_hours: '21' })
  await decide(late)
  const stale = await administrator.get(early)
  assert.match(stale.$('main').text(), /The policy was changed after this was asked for/)
  assert.equal((await administrator.post(`${early}/decide`, { once: crypto.randomUUID() })).status, 409)
  const { rows } = await county.superuser.query(
    'SELECT retracted_at IS NOT NULL AS retracted FROM authority_policy ORDER BY decided_at',
  )
  assert.deepEqual(rows, [{ retracted: true }, { retracted: false }])
  assert.match((await officer.get('/policies')).$('main').text(), /Another was decided from the same day/)
})

test('a decision is taken back before its day, with a reason, and everybody is as before', async () => {
  const { rows } = await county.superuser.query<{ id: string }>(
    'SELECT id FROM authority_policy WHERE retracted_at IS NULL',
  )
  const path = `/policies/decisions/${rows[0]?.id}/take-back`
  assert.equal((await officer.get(path)).status, 403)
  const page = await administrator.get(path)
  const once = page.$('main form input[name=once]').attr('value') ?? ''
  const empty = await administrator.post(path, { once, because: '' })
  assert.equal(empty.status, 422)
  assert.match(empty.$('.govuk-error-summary').text(), /Enter why it is taken back/)
  const done = await administrator.post(path, { once, because: 'Called in by scrutiny' })
  assert.equal(done.location, '/policies')
  assert.equal((await administrator.post(path, { once, because: 'Called in by scrutiny' })).location, '/policies')
  await workEverybody()
  const history = (await officer.get('/policies')).$('main').text()
  assert.match(history, /Taken back by administrator .*: Called in by scrutiny/)
  const bands = await county.superuser.query(
    `SELECT c.surname, b.band FROM child_band b JOIN child_summary c ON c.person_id = b.person_id WHERE b.starts_on <= $1 AND (b.ends_on IS NULL OR b.ends_on > $1) ORDER BY 1`,
    [first],
  )
  assert.deepEqual(
    bands.rows.map(({ surname, band }) => `${surname} ${band}`),
    ['Missing unclassified', 'Sealed green', 'Thirteen unclassified', 'Twelve unclassified', 'Twenty green'],
  )
  assert.equal((await administrator.post(path, { once: crypto.randomUUID(), because: 'Again' })).status, 409)
})

test('a policy from a day gone by moves clocks that opened since and changes earlier days, and cannot be taken back', async () => {
  const untouched = await stored(county.today)
  const href = await previewed({ ...change, starts_on_month: '9' })
  const page = await officer.get(href)
  assert.match(page.$('main').text(), /For 2 children it also changes what is said of days before that one/)
  assert.deepEqual(figuresOf(page), ['2 clocks move', '2 children change band', '1 child changes state'])
  assert.deepEqual(rowsOf(page, 'Clocks'), [
    'Level two: missing education for 20 days | Due earlier | 1',
    'Three months of watching a green child | Runs no longer | 1',
  ])
  assert.match(
    rowsOf(page, 'A few of the children').join(),
    /Sam Missing \| Clock \| due 27 Nov 2026 → due 20 Nov 2026/,
  )
  await decide(href)
  assert.deepEqual(differing(untouched, await stored(county.today)), [2, 2, 1])
  const shown = await administrator.get('/policies')
  assert.match(shown.$('main').text(), /In force today/)
  assert.equal(shown.$('a[href$="/take-back"]').length, 0)
  const { rows } = await county.superuser.query<{ id: string }>(
    'SELECT id FROM authority_policy WHERE retracted_at IS NULL',
  )
  const path = `/policies/decisions/${rows[0]?.id}/take-back`
  assert.equal((await administrator.get(path)).location, '/policies')
  assert.equal((await administrator.post(path, { because: 'Too late' })).status, 409)
})
