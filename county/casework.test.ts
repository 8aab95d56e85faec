import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Person } from '../src/ground/database/identity.ts'
import { Look } from '../src/ground/look.ts'
import { type TestApp, testApp, type Visitor } from '../test/support/app.ts'
import { type TestCounty, testDay } from '../test/support/county.ts'
import { type LoadedCounty, loadedCounty } from '../test/support/loaded-county.ts'
import { type SignedIn, signedIn } from './signed-in.ts'

let loaded: LoadedCounty
const sessions: SignedIn[] = []
let county: TestCounty
let app: TestApp
/** Sessions after the load, before the tests begin their own. */
let left: { begun: number; open: number } | undefined

before(async () => {
  loaded = await loadedCounty()
  const { database } = loaded
  const person = async (role: string): Promise<Person> => {
    const { rows } = await database.superuser.query<{ account_id: string }>(
      'SELECT account_id FROM membership WHERE role = $1',
      [role],
    )
    const session = await signedIn(database.door, rows[0]?.account_id ?? '', testDay)
    sessions.push(session)
    return session.person
  }
  const look = (purpose: string) => new Look({ purpose, route: 'test' })
  county = {
    ...database,
    authority_id: '',
    today: testDay,
    person,
    read: (as, work) => database.door.read(as, look('test read'), work),
    write: (as, work) => database.door.write(as, look('test write'), work),
  }
  const { rows } = await database.superuser.query<{ begun: number; open: number }>(
    'SELECT count(*)::integer AS begun, count(*) FILTER (WHERE ended_at IS NULL)::integer AS open FROM account_session',
  )
  left = rows[0]
  // The lists came in on the county's day, whatever day it is for the machine.
  await database.superuser.query(`UPDATE import SET brought_at = $1::date + interval '9 hours'`, [testDay])
  app = await testApp(county)
})
after(async () => {
  for (const { leave } of sessions) await leave()
  await app.close()
  await loaded.drop()
})

const rowsOf = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await county.superuser.query(text, values)).rows

async function countsOf(visitor: Visitor): Promise<Record<string, number>> {
  const page = await visitor.get('/today')
  assert.equal(page.status, 200)
  const sections = page.$('section[aria-labelledby]').toArray()
  return Object.fromEntries(
    sections.map(section => [
      page.$(section).attr('aria-labelledby') ?? '',
      page.$(section).find('tbody tr, li').length,
    ]),
  )
}

test('Today has something in each part for whoever looks after children on no roll', async () => {
  const counts = await countsOf(await app.as(await county.person('cme_officer')))
  for (const part of ['overdue', 'soon', 'next-week', 'my-cases', 'found', 'came-in']) {
    assert.ok((counts[part] ?? 0) > 0, `${part}: ${JSON.stringify(counts)}`)
  }
})

test('each of the four who carry cases has some', async () => {
  for (const role of ['fair_access_officer', 'practitioner', 'team_manager']) {
    const counts = await countsOf(await app.as(await county.person(role)))
    assert.ok((counts['my-cases'] ?? 0) > 0, role)
  }
})

test('every band and both of the gaps between them stand among children with fewer hours or provision', async () => {
  const bands = await rowsOf<{ band: string; gap: string | null; weekly_hours: string }>(
    `SELECT DISTINCT b.band, b.gap, b.weekly_hours FROM council_case c
     JOIN child_state s ON s.person_id = c.person_id AND s.during @> $1::date
     JOIN child_band b ON b.person_id = c.person_id AND b.starts_on <= $1 AND (b.ends_on IS NULL OR b.ends_on > $1)
     WHERE c.closed_on IS NULL AND s.state IN ('reduced_hours', 'alternative_provision')`,
    [county.today],
  )
  const found = bands.map(({ band, gap, weekly_hours }) => `${Number(weekly_hours)} hours: ${gap ?? band}`)
  const expected = [
    '12.5 hours: 11 to 15 hours a week',
    '18 hours: green',
    '5 hours: red',
    '6 hours: amber',
    '6 hours: under 11 hours a week without a plan',
    '9 hours: amber',
  ]
  assert.deepEqual(
    expected.filter(one => !found.includes(one)),
    [],
    found.join(', '),
  )
})

test('clocks of cases are met, met late and past; one case closed for a school, one for another council, one opened again', async () => {
  const clocks = await rowsOf<{ stands: string }>(
    `SELECT DISTINCT CASE WHEN k.ended_on <= k.due_on THEN 'met' WHEN k.ended_on <= $1 THEN 'met late'
       WHEN k.due_on < $1 THEN 'past' ELSE 'running' END AS stands
     FROM council_case c JOIN child_clock k ON k.person_id = c.person_id`,
    [county.today],
  )
  assert.deepEqual(clocks.map(({ stands }) => stands).sort(), ['met', 'met late', 'past', 'running'])
  const closed = await rowsOf<{ closing_reason: string; state: string }>(
    `SELECT c.closing_reason, s.state FROM council_case c JOIN child_state s ON s.person_id = c.person_id AND s.during @> $1::date
     WHERE c.closed_on IS NOT NULL ORDER BY 1`,
    [county.today],
  )
  assert.deepEqual(
    closed.map(({ closing_reason, state }) => [closing_reason, state]),
    [
      ['moved_to_authority', 'moved_away'],
      ['placed_at_school', 'on_roll'],
    ],
  )
  const again = await rowsOf(
    `SELECT FROM council_case c JOIN case_entry e ON e.case_id = c.id WHERE e.kind = 'reopened' AND c.closed_on IS NULL`,
  )
  assert.equal(again.length, 1)
})

test('what was done is audited as those who did it, on days not after the demonstration day and in order', async () => {
  const acting = await rowsOf<{ name: string; action: string }>(
    `SELECT DISTINCT a.name, e.action FROM audit_event e JOIN account a ON a.id = e.account_id
     WHERE e.kind = 'person' AND e.route = 'command:county' AND cardinality(e.child_ids) = 1`,
  )
  const names = new Set(acting.map(({ name }) => name))
  assert.deepEqual([...names].sort(), ['Idris Penmarrow', 'Maren Ashgrave', 'Ottoline Harrowby', 'Tobin Sallowfield'])
  const entries = await rowsOf<{ case_id: string; happened_on: string }>(
    'SELECT case_id, happened_on::text FROM case_entry ORDER BY case_id, recorded_at',
  )
  assert.ok(entries.length > 40)
  for (const [, own] of Map.groupBy(entries, entry => entry.case_id)) {
    const days = own.map(({ happened_on }) => happened_on)
    assert.deepEqual(days, days.toSorted())
    assert.ok((days.at(-1) ?? '') <= county.today)
  }
  assert.equal(left?.open, 0)
  assert.ok(left.begun >= 4)
})
