import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { lookAgain, type PlantedChild, plantChild } from '../../../test/support/plant-children.ts'
import { addDays, asDay, type Day, type StateCode } from '../../rulebook/index.ts'
import { ledgerOn, ledgerText } from './ledger.ts'
import { movesOf } from './queries.ts'
import { suspenseOn } from './suspense.ts'

const county = await testCounty()
const officer = await county.person('cme_officer')
const app = await testApp(county)
const visitor = await app.as(officer)
after(async () => {
  await app.close()
  await county.drop()
})

const ledger = (on: string, from?: string) =>
  county.read(officer, tx => ledgerOn(tx, asDay(on), from === undefined ? undefined : asDay(from)))

/** The states that hold children on a day, with how many. */
async function counts(on: string): Promise<Partial<Record<StateCode, number>>> {
  const { states } = await ledger(on)
  return Object.fromEntries(
    states.filter(({ children }) => children > 0).map(({ state, children }) => [state, children]),
  )
}

const planted = {
  amber: await plant({ surname: 'Amber', lives: [['2026-09-01', null]], rolls: [['2026-09-01', '2026-11-02']] }),
  birch: await plant({ surname: 'Birch', lives: [['2026-09-01', null]] }),
  cedar: await plant({
    surname: 'Cedar',
    lives: [['2026-09-01', '2027-02-01']],
    provisions: [['2026-10-05', null, { kind: 'home_education' }]],
  }),
  daisy: await plant({ surname: 'Daisy', born_on: '2022-06-01', lives: [['2026-09-01', null]] }),
}
const plantedIds = Object.values(planted)

function plant(child: PlantedChild): Promise<string> {
  return plantChild(county, child)
}

test('children are counted by state on any day, past and to come', async () => {
  assert.deepEqual(await counts('2026-08-31'), {})
  assert.deepEqual(await counts('2026-09-01'), { on_roll: 1, unexplained: 2, under_age: 1 })
  assert.deepEqual(await counts('2026-11-01'), { on_roll: 1, unexplained: 1, home_educated: 1, under_age: 1 })
  assert.deepEqual(await counts('2026-11-02'), { unexplained: 2, home_educated: 1, under_age: 1 })
  assert.deepEqual(await counts('2027-09-01'), { unexplained: 3, home_educated: 1 })
})

test('what came in and went out leads from the opening to the closing', async () => {
  const { states, total, unexplained } = await ledger('2026-11-17', '2026-11-01')
  const line = (state: StateCode) => states.find(row => row.state === state)
  assert.deepEqual(line('on_roll'), { state: 'on_roll', opening: 1, came: 0, went: 1, children: 0 })
  assert.deepEqual(line('unexplained'), { state: 'unexplained', opening: 1, came: 1, went: 0, children: 2 })
  assert.deepEqual([total, unexplained], [4, 2])
  const moves = await county.read(officer, tx =>
    movesOf(tx, 'unexplained', asDay('2026-11-17'), asDay('2026-09-01'), 9),
  )
  assert.deepEqual(moves, [
    { day: '2026-11-02', came: 1, went: 0 },
    { day: '2026-10-05', came: 0, went: 1 },
    { day: '2026-09-01', came: 2, went: 0 },
  ])
})

test('without a first day the ledger has the shape that the command prints', async () => {
  const shape = await ledger('2026-11-17')
  assert.deepEqual(Object.keys(shape), ['on', 'states', 'sealed', 'total', 'unexplained'])
  assert.deepEqual(shape.states.at(-1), { state: 'unexplained', children: 2 })
  assert.match(
    ledgerText(shape),
    /^Tuesday 17 November 2026: 2 of 4 are not explained\.\n[\s\S]*\nOn no roll, unexplained +2\n[\s\S]*All children +4$/,
  )
})

test('a correction leaves no trace in what came and went', async () => {
  const before = await ledger('2026-11-17', '2026-09-01')
  await county.superuser.query(
    `UPDATE enrolment_fact SET retracted_at = now() WHERE record_id IN (SELECT id FROM record WHERE person_id = $1)`,
    [planted.amber],
  )
  await lookAgain(county, plantedIds)
  const corrected = (await ledger('2026-11-17', '2026-09-01')).states.filter(({ came, went }) => came || went)
  assert.deepEqual(corrected, [
    { state: 'home_educated', opening: 0, came: 1, went: 0, children: 1 },
    { state: 'under_age', opening: 0, came: 1, went: 0, children: 1 },
    { state: 'unexplained', opening: 0, came: 3, went: 1, children: 2 },
  ])
  await county.superuser.query(
    `UPDATE enrolment_fact SET retracted_at = NULL WHERE record_id IN (SELECT id FROM record WHERE person_id = $1)`,
    [planted.amber],
  )
  await lookAgain(county, plantedIds)
  assert.deepEqual(await ledger('2026-11-17', '2026-09-01'), before)
})

test('the sum of the movements is the count of the states on every day that is drawn', async () => {
  let seed = 7
  const draw = (below: number): number => {
    seed = (seed * 48271) % 2147483647
    return seed % below
  }
  const drawDay = (): Day => addDays(asDay('2025-09-01'), draw(900))
  const period = (): readonly [string, string | null] => {
    const starts_on = drawDay()
    return [starts_on, draw(3) === 0 ? null : addDays(starts_on, 1 + draw(300))]
  }
  const drawn: string[] = []
  for (let child = 0; child < 12; child++) {
    const kind = ['awaiting_place', 'moved_away', 'whereabouts_unknown'][draw(3)] ?? ''
    drawn.push(
      await plant({
        surname: `Drawn ${child}`,
        born_on: addDays(asDay('2009-01-01'), draw(4500)),
        lives: [period()],
        rolls: [[...period(), { school_urn: 990001 + draw(2), weekly_hours: draw(2) === 0 ? 12 : null }]],
        circumstances: draw(2) === 0 ? [[...period(), { kind }]] : [],
      }),
    )
  }
  await county.superuser.query(
    `UPDATE enrolment_fact SET retracted_at = now() WHERE record_id IN (SELECT id FROM record WHERE person_id = ANY($1))`,
    [drawn.slice(0, 4)],
  )
  await lookAgain(county, drawn)
  for (let day = 0; day < 40; day++) {
    const on = drawDay()
    const { rows } = await county.superuser.query<{ state: StateCode; children: number }>(
      `SELECT state, count(*)::integer AS children FROM child_state WHERE starts_on <= $1 AND (ends_on IS NULL OR ends_on > $1) GROUP BY state`,
      [on],
    )
    assert.deepEqual(await counts(on), Object.fromEntries(rows.map(row => [row.state, row.children])), on)
  }
  await county.superuser.query(
    `UPDATE address_fact SET retracted_at = now() WHERE record_id IN (SELECT id FROM record WHERE person_id = ANY($1))`,
    [drawn],
  )
  for (const table of ['enrolment_fact', 'circumstance_fact']) {
    await county.superuser.query(
      `UPDATE ${table} SET retracted_at = now() WHERE record_id IN (SELECT id FROM record WHERE person_id = ANY($1))`,
      [drawn],
    )
  }
  await lookAgain(county, drawn)
  assert.equal((await ledger('2026-11-17')).total, 4)
})

test('the page says in a sentence who is not explained, and every figure opens to its children', async () => {
  const page = await visitor.get('/ledger')
  assert.equal(page.status, 200)
  assert.match(page.$('main .govuk-body-l').text(), /2 of 4 are not explained/)
  const row = page
    .$('tbody th')
    .filter((_, cell) => page.$(cell).text() === 'On no roll, unexplained')
    .first()
    .parent()
  const href = row.find('a').last().attr('href') ?? ''
  const opened = await visitor.get(href)
  assert.deepEqual(
    opened
      .$('tbody th')
      .toArray()
      .map(cell => opened.$(cell).text()),
    ['Amber, Sam', 'Birch, Sam'],
  )
  assert.match(opened.$('main').text(), /This look is recorded/)
  const { rows } = await county.superuser.query<{ child_ids: string[] }>(
    `SELECT child_ids FROM audit_event WHERE action = 'ledger figure opened' ORDER BY seq DESC LIMIT 1`,
  )
  assert.deepEqual(rows[0]?.child_ids.toSorted(), [planted.amber, planted.birch].toSorted())
})

test('what came in opens to who came and from where, and to its days', async () => {
  const page = await visitor.get('/ledger?from=2026-09-01&on=2026-11-17')
  const moves = await visitor.get(page.$('a[href*="to_state=home_educated"]').first().attr('href') ?? '')
  assert.equal(
    moves.$('tbody tr').text().replaceAll(/\s+/g, ' ').trim(),
    'Cedar, Sam5 Oct 2026On no roll, unexplainedHome educatedStill there',
  )
  const { rows } = await county.superuser.query<{ child_ids: string[] }>(
    `SELECT child_ids FROM audit_event WHERE action = 'ledger moves opened' ORDER BY seq DESC LIMIT 1`,
  )
  assert.deepEqual(rows[0]?.child_ids, [planted.cedar])
  const days = await visitor.get(moves.$('a:contains("Day by day")').attr('href') ?? '')
  assert.equal(days.$('tbody tr').length, 1)
  const children = await visitor.get(days.$('tbody a').attr('href') ?? '')
  assert.equal(children.$('tbody th').text(), 'Cedar, Sam')
  assert.equal((await visitor.get('/ledger/days?state=nothing')).status, 404)
  for (const query of ['', '?to_state=none', '?from_state=nothing', '?to_state=on_roll&from_state=%27'])
    assert.equal((await visitor.get(`/ledger/moves${query}`)).status, 404, query)
})

test('a list is cut by key, narrowed by school, and kept as a table', async () => {
  const old = await visitor.get('/ledger/children?on=2026-10-31&school=990001')
  assert.equal(old.$('tbody th').text(), 'Amber, Sam')
  assert.match(old.$('.onroll-chips').text(), /Ashby Brook Primary School/)
  const later = await visitor.get(`/ledger/children?after=${planted.birch}`)
  assert.deepEqual(
    later
      .$('tbody th')
      .toArray()
      .map(cell => later.$(cell).text()),
    ['Cedar, Sam', 'Daisy, Sam'],
  )
  const before = await visitor.get(`/ledger/children?before=${planted.cedar}&sort=child&direction=asc`)
  assert.deepEqual(
    before
      .$('tbody th')
      .toArray()
      .map(cell => before.$(cell).text()),
    ['Amber, Sam', 'Birch, Sam'],
  )
  const newest = await visitor.get('/ledger/children?sort=since&direction=desc')
  assert.equal(newest.$('tbody th').first().text(), 'Amber, Sam')
  const csv = await visitor.get('/ledger/children.csv?state=home_educated')
  assert.match(csv.html, /\r\nSam,Cedar,2015-03-01,,Home educated,2026-10-05,/)
  assert.equal(csv.html.trim().split('\r\n').length, 2)
})

test('unexplained children stand by owner and time, and open', async () => {
  const account = officer.account_id
  await county.superuser.query(
    `INSERT INTO council_case (authority_id, person_id, reference, kind, opened_on, opened_by, opened_because, lead_team_id, lead_account_id)
     VALUES ($1, $2, 'MARL-2026-00001', 'no_roll', '2026-09-20', $3, 'On no roll.', $4, $3)`,
    [county.authority_id, planted.birch, account, officer.organisation_id],
  )
  const lines = await county.read(officer, tx => suspenseOn(tx, county.today))
  assert.deepEqual(lines, [
    {
      owner: 'nobody',
      name: 'Nobody',
      waiting: { under_10: 0, '10_to_28': 1, '29_to_90': 0, over_90: 0 },
      children: 1,
    },
    {
      owner: account,
      name: officer.account_name,
      waiting: { under_10: 0, '10_to_28': 0, '29_to_90': 1, over_90: 0 },
      children: 1,
    },
  ])
  const before = await county.read(officer, tx => suspenseOn(tx, asDay('2026-09-10')))
  assert.deepEqual(
    before.map(({ owner, children }) => [owner, children]),
    [['nobody', 2]],
  )
  const page = await visitor.get('/ledger')
  const opened = await visitor.get(page.$(`a[href*="owner=${account}"]`).first().attr('href') ?? '')
  assert.equal(opened.$('tbody th').text(), 'Birch, Sam')
  const waiting = await visitor.get('/ledger/children?waiting=10_to_28')
  assert.equal(waiting.$('tbody th').text(), 'Amber, Sam')
  const reworded = await plant({ surname: 'Elder', lives: [['2026-09-01', '2026-10-01']] })
  await county.superuser.query(
    `INSERT INTO child_state (authority_id, person_id, starts_on, ends_on, state, in_area, because, citations, fact_ids)
     VALUES ($1, $2, '2026-10-01', NULL, 'unexplained', true, 'Said in other words.', '{}', '{}')`,
    [county.authority_id, reworded],
  )
  const [nobody] = await county.read(officer, tx => suspenseOn(tx, asDay('2026-10-05')))
  assert.deepEqual(nobody?.waiting, { under_10: 0, '10_to_28': 0, '29_to_90': 1, over_90: 0 })
  await county.superuser.query(`DELETE FROM child_state WHERE person_id = $1 AND starts_on = '2026-10-01'`, [reworded])
})

test('whoever sees figures only sees the numbers and cannot open one', async () => {
  const director = await app.as(await county.person('director'))
  const page = await director.get('/ledger?on=2026-11-17&from=2026-11-01')
  assert.match(page.$('main .govuk-body-l').text(), /2 of 4 are not explained/)
  assert.equal(
    page.$(
      'main a[href^="/ledger/children"], main a[href^="/ledger/balance"], main a[href^="/ledger/lists"], main a[href^="/ledger/moves"]',
    ).length,
    0,
  )
  assert.doesNotMatch(page.html, /Amber|Birch/)
  const days = await director.get('/ledger/days?state=unexplained&from=2026-09-01&on=2026-11-17')
  assert.deepEqual([days.status, days.$('tbody a').length], [200, 0])
  for (const path of [
    '/ledger/children',
    '/ledger/children.csv',
    '/ledger/balance',
    '/ledger/balance/children?side=facts_without_state',
    '/ledger/moves?to_state=on_roll',
    '/ledger/lists',
  ]) {
    assert.equal((await director.get(path)).status, 403, path)
  }
  const csv = await director.get('/ledger.csv?on=2026-11-17&from=2026-11-01')
  assert.match(csv.html, /\r\nunexplained,1,1,0,2\r\nsealed,0,,,0\r\ntotal,4,,,4\r\n$/)
  const school = await app.as(await county.person('school_head'))
  assert.equal((await school.get('/ledger')).status, 403)
})
