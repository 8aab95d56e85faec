import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp, type Visitor } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantCase } from '../../../test/support/plant-case.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import type { Write } from '../../ground/database/door.ts'
import type { Engine } from '../../ground/database/identity.ts'
import { Look } from '../../ground/look.ts'
import { endRun, keepPairs, type ScoredPair, startRun } from './runs.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const because = 'The school confirmed it'
const person = await county.person('cme_officer')
const officer = await app.as(person)
const manager = await app.as(await county.person('team_manager'))
const engine: Engine = {
  kind: 'engine',
  name: 'test',
  authority_id: county.authority_id,
  today: county.today,
  asked_by: null,
}
const asEngine = <T>(work: (tx: Write) => Promise<T>) =>
  county.door.write(engine, new Look({ purpose: 'test', route: 'test' }), work)

const onRoll = (surname: string) => plantChild(county, { surname, forename: 'Ada', rolls: [['2026-09-01', null]] })
const onHealthList = (surname: string, forename = 'Ada') =>
  plantChild(county, { surname, forename, lives: [['2026-01-05', null]] })
const recordOf = async (person_id: string) =>
  (await county.superuser.query<{ id: string }>('SELECT id FROM record WHERE person_id = $1 LIMIT 1', [person_id]))
    .rows[0]?.id ?? ''

/** A run that pairs these children, each pair with how likely it held it. */
async function run(pairs: readonly (readonly [string, string, number])[]): Promise<void> {
  const scored: ScoredPair[] = []
  for (const [left, right, probability] of pairs)
    scored.push({
      ...{
        left: await recordOf(left),
        right: await recordOf(right),
        probability,
        weight: 3,
        reason: 'Name and birth date agree.',
      },
      evidence: [
        { field: 'surname', level: 'exact', weight: 6.2, sentence: 'The last name is the same, and few bear it.' },
        { field: 'house', level: 'none', weight: -3, sentence: 'The house is another.' },
      ],
    })
  await asEngine(async tx => {
    const begun = await startRun(tx, {
      kind: 'list',
      model: {},
      model_version: 'm1',
      thresholds: { review: 0.2, match: 0.95 },
      as_at: county.today,
      began_by: null,
    })
    await keepPairs(tx, begun, scored)
    await endRun(tx, begun, 1000)
  })
}
const pairOf = async (one: string, other: string) =>
  (
    await county.superuser.query<{ id: string }>(
      'SELECT id FROM match_pair WHERE low_id = least($1::uuid, $2::uuid) AND high_id = greatest($1::uuid, $2::uuid) ORDER BY made_at DESC LIMIT 1',
      [one, other],
    )
  ).rows[0]?.id ?? ''
const keysOf = (page: Page) =>
  Object.fromEntries(
    ['seen', 'once'].map(name => [name, page.$(`form[data-onroll-form] input[name=${name}]`).attr('value') ?? '']),
  )
async function send(visitor: Visitor, path: string, fields: Record<string, string>): Promise<Page> {
  const page = await visitor.get(path)
  return visitor.post(path, { ...keysOf(page), ...fields })
}
/** The things that a form asks to be placed, each on the side that is given in its turn. */
const placed = (page: Page, ...sides: string[]) =>
  Object.fromEntries(
    [
      ...new Set(
        page
          .$('input[name^=place_]')
          .toArray()
          .map(one => page.$(one).attr('name') ?? ''),
      ),
    ].map((name, at) => [name, sides[at] ?? 'kept']),
  )
const personsOf = async (...ids: string[]) =>
  (
    await county.superuser.query<{ person_id: string }>(
      'SELECT person_id FROM child_summary WHERE person_id = ANY($1) ORDER BY 1',
      [ids],
    )
  ).rows.map(row => row.person_id)

test('a pair is read beside the other, decided, and the next one opens by itself; the last decision is undone', async () => {
  const [a, b, c, d] = [
    await onRoll('Able'),
    await onHealthList('Able'),
    await onHealthList('Baker'),
    await onHealthList('Baker', 'Bea'),
  ]
  await run([
    [a, b, 0.55],
    [c, d, 0.9],
  ])
  const list = await officer.get('/same-child')
  assert.match(list.$('main').text(), /2 pairs wait/)
  const first = list.$('a[role=button]').first().attr('href') ?? ''
  assert.equal(first, `/same-child/${await pairOf(a, b)}`, 'the one the run was least sure of comes first')
  const page = await officer.get(first)
  assert.match(page.$('main').text(), /few bear it/)
  assert.match(page.$('main').text(), /The house is another/)
  assert.match(page.$('main').text(), /Ashby Brook/, 'who would see more is said')
  const empty = await send(officer, first, {})
  assert.deepEqual(
    empty
      .$('.govuk-error-summary a')
      .toArray()
      .map(one => empty.$(one).text()),
    ['Choose whether they are the same child', 'Enter why'],
  )
  const done = await send(officer, first, { verdict: 'same', because })
  assert.equal(done.location, `/same-child/${await pairOf(c, d)}`)
  assert.equal((await personsOf(a, b)).length, 1)
  const twice = await officer.post(first, { ...keysOf(page), verdict: 'same', because })
  assert.equal(twice.status, 409, 'what was drawn before the decision decides nothing')
  const queue = await officer.get('/same-child')
  const undo = queue.$('form[action="/same-child/undo"]')
  const undone = await officer.post('/same-child/undo', {
    reading_id: String(undo.find('[name=reading_id]').val()),
    once: String(undo.find('[name=once]').val()),
  })
  assert.equal(undone.location, first)
  assert.equal((await personsOf(a, b)).length, 2)
})

test('whoever may not widen is told so on the page, and what was typed stays', async () => {
  const [a, b] = [await onRoll('Cole'), await onHealthList('Cole')]
  await run([[a, b, 0.5]])
  const practitioner = await app.as(await county.person('practitioner'))
  const page = await send(practitioner, `/same-child/${await pairOf(a, b)}`, { verdict: 'same', because })
  assert.match(page.$('.govuk-error-summary').text(), /let others see more than before: Ashby Brook/)
  assert.equal(page.$('#because').text(), because)
  assert.equal((await personsOf(a, b)).length, 2)
  const school = await app.as(await county.person('school_head'))
  assert.equal((await school.get('/same-child')).status, 403)
})

test('a wrong join is found weeks later on the child’s pages, and taken back with everything placed', async () => {
  const [a, b] = [await onRoll('Dunn'), await onHealthList('Dunn')]
  const found = await officer.get(`/children/${a}/records/find`)
  const href = found.$(`a[href="/children/${a}/records/join/${b}"]`).attr('href') ?? ''
  const joined = await send(officer, href, { verdict: 'same', because })
  const kept = /children\/([^/]+)\//.exec(joined.location ?? '')?.[1] ?? ''
  const other = kept === a ? b : a
  assert.equal((await officer.get(`/children/${other}`)).location, `/children/${kept}`, 'the old address leads on')
  assert.match((await officer.get(`/children/${kept}`)).$('main').text(), /Joined with another record/)
  await plantCase(county, person, kept, 'D7')
  const records = await officer.get(`/children/${kept}/records`)
  assert.match(records.$('main').text(), /Joined with another record/)
  const back = records.$('a:contains("Take this join back")').attr('href') ?? ''
  const form = await officer.get(back)
  assert.match(form.$('fieldset').first().text(), /Case: D7/)
  const nothing = await officer.post(back, { ...keysOf(form), because })
  assert.match(nothing.$('.govuk-error-summary').text(), /Choose where this goes: Case: D7/)
  const done = await send(officer, back, { ...placed(form, 'other'), because })
  assert.equal(done.location, `/children/${kept}/records`)
  assert.equal((await personsOf(a, b)).length, 2)
  const { rows } = await county.superuser.query(`SELECT person_id FROM council_case WHERE reference = 'D7'`)
  assert.deepEqual(rows, [{ person_id: other }])
  assert.match((await officer.get(`/children/${kept}/records`)).$('main').text(), /came back exactly/)
})

test('one child by one record is not parted; one by two is, with each record placed', async () => {
  const one = await onRoll('Eden')
  assert.equal((await officer.get(`/children/${one}/records/split`)).status, 409)
  const two = await onHealthList('Eden')
  await send(officer, `/children/${one}/records/join/${two}`, { verdict: 'same', because })
  const [kept] = await personsOf(one, two)
  const path = `/children/${kept}/records/split`
  const asked = await officer.get(path)
  assert.match(asked.$('fieldset').first().text(), /Health registrations, Ada Eden, born 1 Mar 2015/)
  const all = await send(officer, path, { ...placed(asked, 'other', 'other'), because })
  assert.match(all.$('.govuk-error-summary').text(), /Leave at least one record/)
  const done = await send(officer, path, { ...placed(asked, 'kept', 'other'), because })
  assert.equal(done.status, 303)
  assert.equal((await personsOf(one, two)).length, 2)
})

test('of two kept apart for good only who may know reads; to others each is not there beside the other, on any page', async () => {
  const [a, b] = [await onHealthList('Fenn'), await onHealthList('Fenn', 'Fay')]
  for (const one of [a, b])
    await county.superuser.query(
      `INSERT INTO address_fact (authority_id, record_id, starts_on, source, kind, line_1, postcode, postcode_key, in_area)
       SELECT authority_id, id, '2026-01-01', source, 'second_home', '3 Mill Row', 'ZY1 5XX', 'ZY15XX', true FROM record WHERE person_id = $1`,
      [one],
    )
  assert.ok(
    (await officer.get(`/children/${a}/people`)).html.includes(b),
    'until they are kept apart they share a home',
  )
  const made = await send(manager, '/never-joined/new', {
    one: `/children/${a}`,
    other: `/children/${b}`,
    kind: 'adoption',
    because: 'Order 12',
  })
  assert.equal(made.location, '/never-joined')
  assert.match((await manager.get('/never-joined')).$('main').text(), /Order 12/)
  assert.equal((await officer.get('/never-joined')).status, 403)
  for (const who of [officer, manager]) {
    assert.equal((await who.get(`/children/${a}/records/join/${b}`)).status, 404)
    for (const path of ['/identity', '/people', '/records', '/records/find', '/history', '/siblings']) {
      const page = await who.get(`/children/${a}${path}`)
      assert.equal(page.html.includes(b) || page.$('main').text().includes('Order 12'), false, path)
    }
  }
  await run([[a, b, 0.99]])
  assert.equal(await pairOf(a, b), '')
  const lift = (await manager.get('/never-joined')).$('a:contains("End it")').attr('href') ?? ''
  await send(manager, lift, { because: 'The order was lifted' })
  assert.equal((await officer.get(`/children/${a}/records/join/${b}`)).status, 200)
})

test('a pair with a sealed child is there for those named and for nobody else: not in the queue, the count or the next', async () => {
  const [a, b] = [await onHealthList('Gray'), await onHealthList('Gray')]
  await run([[a, b, 0.5]])
  const pair = await pairOf(a, b)
  await county.superuser.query('UPDATE person SET sealed = true WHERE id = $1', [a])
  await county.superuser.query(
    'INSERT INTO seal_name (authority_id, person_id, account_id, named_by) VALUES ($1, $2, $3, $3)',
    [county.authority_id, a, person.account_id],
  )
  assert.equal((await manager.get(`/same-child/${pair}`)).status, 404)
  assert.equal((await manager.get('/same-child')).html.includes(pair), false)
  assert.equal((await officer.get(`/same-child/${pair}`)).status, 200)
})

test('the quality page tells rates by group and estimates from what was drawn and read', async () => {
  const children: string[] = []
  for (let at = 0; at < 12; at++) children.push(await onHealthList(`Hale${at}`))
  await run(Array.from({ length: 6 }, (_, at) => [children[2 * at] ?? '', children[2 * at + 1] ?? '', 0.97] as const))
  const before = await officer.get('/same-child/quality')
  assert.match(before.$('main').text(), /Not known yet/)
  const sample = before.$('form[action="/same-child/sample"]')
  const drawn = await officer.post('/same-child/sample', { once: String(sample.find('[name=once]').val()) })
  assert.equal(drawn.location, '/same-child?sampled=yes')
  const queue = await officer.get('/same-child?sampled=yes')
  assert.equal(queue.$('tbody tr').length, 6)
  for (const row of queue.$('tbody tr a').toArray()) {
    const href = queue.$(row).attr('href') ?? ''
    await send(officer, href, { verdict: 'different', because })
  }
  const after = await officer.get('/same-child/quality')
  assert.match(after.$('main').text(), /Of the pairs that the run held for a match: 0%/)
  assert.match(after.$('[aria-label="Source"]').text(), /Health registrations/)
})

test('having found one child, its brothers and sisters in the same plight are offered; a refuge ties nobody', async () => {
  const [ada, ben, cy] = [await onHealthList('Ives', 'Ada'), await onHealthList('Ives', 'Ben'), await onRoll('Ives')]
  const livesAt = (person_id: string, line: string, source = 'health') =>
    county.superuser.query(
      `WITH made AS (INSERT INTO record (authority_id, person_id, source) VALUES ($1, $2, $4) RETURNING *)
       INSERT INTO address_fact (authority_id, record_id, starts_on, source, line_1, postcode, postcode_key, in_area) SELECT authority_id, id, '2026-01-01', source, $3, 'ZY1 4XX', 'ZY14XX', true FROM made`,
      [county.authority_id, person_id, line, source],
    )
  for (const one of [ada, ben, cy]) await livesAt(one, '9 Reed Bank')
  const page = await officer.get(`/children/${ada}/siblings`)
  const of = (label: string) =>
    page
      .$(`[aria-label="${label}"] tbody th`)
      .toArray()
      .map(one => page.$(one).text())
  assert.deepEqual([of('In the same state'), of('In another state')], [['Ben Ives'], ['Ada Ives']])
  await livesAt(await onHealthList('Placed'), '9 Reed Bank', 'protected_placement')
  assert.match((await officer.get(`/children/${ada}/siblings`)).$('main').text(), /Nobody known is in the same state/)
})
