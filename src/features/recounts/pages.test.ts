import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { engineWork } from '../../../test/support/engine-work.ts'
import { countedDay, knownBefore, plantRecountedCounty } from '../../../test/support/recounted-county.ts'
import { asDay } from '../../rulebook/index.ts'
import { sealChild } from '../children/index.ts'
import { recountUrl } from './addresses.ts'
import { recountJob } from './work.ts'

const county = await testCounty()
const children = await plantRecountedCounty(county)
const officer = await county.person('cme_officer')
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})

const both = { policy: 'nottinghamshire-2015', beside: 'nottinghamshire-2019' }
const typed = { on_day: countedDay, belief: 'was', counts: 'clock', ...both }
const keys = (page: Page) => ({ once: page.$('main input[name=once]').attr('value') ?? '' })
const textOf = (page: Page) => page.$('main').text().replaceAll(/\s+/g, ' ')

/** Asks by the form, and has the worker do what was asked. @returns the recount's id. */
async function asked(fields: Record<string, string> = {}): Promise<string> {
  const visitor = await app.as(officer)
  const form = await visitor.get('/recounts/new')
  const answer = await visitor.post('/recounts/new', { ...typed, ...keys(form), ...fields })
  assert.equal(answer.status, 303, textOf(answer))
  const id = answer.location?.split('/')[2] ?? ''
  await finish(id)
  return id
}
async function finish(id: string): Promise<void> {
  await recountJob.run(engineWork(county, { subject_id: id }))
  await county.superuser.query(`UPDATE job SET state = 'done' WHERE subject_id = $1`, [id])
}

const beforeAnybody = await (await app.as(officer)).get('/recounts')

test('before anybody asked, the list says what would be there and how to start', () => {
  assert.match(textOf(beforeAnybody), /No day has been recounted yet. Choose a day and a definition/)
  assert.equal(beforeAnybody.$('main a[href="/recounts/new"]').length, 1)
})

test('the form says in a sentence each how the two questions differ, and what is wrong with what was typed', async () => {
  const visitor = await app.as(officer)
  const form = await visitor.get('/recounts/new?on=2026-09-01')
  assert.match(textOf(form), /What is held true now of that day, with everything that came to light since\./)
  assert.match(textOf(form), /What had been recorded by the end of a day, and nothing that came to light after it\./)
  assert.equal(form.$('input[name=on_day_month]').attr('value'), '9')
  const refused = async (fields: Record<string, string>) => {
    const page = await visitor.post('/recounts/new', { ...typed, ...fields })
    assert.equal(page.status, 422)
    return page.$('.govuk-error-summary').text().replaceAll(/\s+/g, ' ')
  }
  assert.match(await refused({ on_day: '2026-11-18' }), /must be Tuesday 17 November 2026 or earlier/)
  assert.match(await refused({ belief: 'believed' }), /Enter the day at whose end it was believed/)
  assert.match(await refused({ belief: 'believed', known_on: '2026-11-17' }), /Monday 16 November 2026 or earlier/)
  assert.match(await refused({ beside: both.policy }), /must be another one, or none/)
  assert.match(await refused({ school: 'Nowhere' }), /No school in the register is called “Nowhere”/)
  const kept = await visitor.post('/recounts/new', { ...typed, school: 'Nowhere' })
  assert.equal(kept.$('select[name=beside] option[selected]').attr('value'), both.beside)
})

test('asked for by a press, once however often it is pressed; followed, stopped, and gone on with', async () => {
  const visitor = await app.as(officer)
  const form = await visitor.get('/recounts/new')
  const first = await visitor.post('/recounts/new', { ...typed, ...keys(form) })
  const second = await visitor.post('/recounts/new', { ...typed, ...keys(form) })
  assert.equal(second.location, first.location)
  const progress = await visitor.get(first.location ?? '')
  assert.match(textOf(progress), /Recount of Tuesday 17 November 2026 Waiting for a worker/)
  const here = (first.location ?? '').replace('/progress', '')
  assert.equal((await visitor.get(here)).location, first.location)
  assert.match(textOf(await visitor.get('/recounts')), /Waiting/)
  await visitor.post(`${first.location}/cancel`)
  const { rows } = await county.superuser.query(
    `UPDATE job SET state = 'cancelled', sentence = 'Stopped when asked to.' WHERE cancel_asked RETURNING kind`,
  )
  assert.deepEqual(rows, [{ kind: 'recount' }])
  const stopped = await visitor.get(here)
  assert.match(textOf(stopped), /Stopped when asked to.*Go on counting/)
  assert.equal((await visitor.get(`${here}/counts.csv`)).status, 404)
  const again = await visitor.post(`${here}/go-on`, keys(stopped))
  assert.equal(again.location, first.location)
  await visitor.post(`${here}/go-on`, keys(stopped))
  const { rows: jobs } = await county.superuser.query(`SELECT FROM job WHERE kind = 'recount' AND state = 'waiting'`)
  assert.equal(jobs.length, 1)
  await finish(here.split('/')[2] ?? '')
  assert.match(textOf(await visitor.get(here)), /15 children were counted, and 1 sealed beside them/)
})

test('the answer stands side by side with what it rests on, its differences marked, and each number opens', async () => {
  const visitor = await app.as(officer)
  const id = await asked({ counts: 'band' })
  const page = await visitor.get(recountUrl(id))
  assert.match(
    textOf(page),
    /15 children were counted, and 1 sealed beside them\. The two definitions differ in 4 of 14 numbers\./,
  )
  const rests = page.$('.govuk-summary-list').text().replaceAll(/\s+/g, ' ')
  assert.match(rests, /The day *Tuesday 17 November 2026 *Known *As it was: what was held true on \d/)
  assert.match(rests, /Version: nottinghamshire-2015 *Second definition.*Version: nottinghamshire-2019/)
  assert.match(rests, /Rules *Onroll \d+\.\d+\.\d+, rules [0-9a-f]{12} *Calendars *[0-9a-f]{32}/)
  const cells = (name: string) =>
    page
      .$(`.onroll-differs, .onroll-scroll[aria-label="States"] tr`)
      .filter((_, row) => page.$(row).find('th').text().startsWith(name))
      .find('td')
      .toArray()
      .map(cell => page.$(cell).text().trim().split(' ')[0])
  assert.deepEqual(cells('Amber'), ['2', '0', '2', ''])
  assert.deepEqual(cells('Unclassified'), ['2', '6', '', '4'])
  assert.deepEqual(cells('Home educated'), ['1', '1', '', ''])
  assert.equal(page.$('tr.onroll-differs').length, 4)
  assert.equal(page.$('figure svg').length, 1)

  const link = page.$('tr:has(> th:contains("Unclassified")) a').last().attr('href') ?? ''
  assert.match(link, /side=second_only$/)
  const opened = await visitor.get(link)
  const names = (list: Page) =>
    list
      .$('tbody th')
      .toArray()
      .map(cell => list.$(cell).text())
  assert.deepEqual(names(opened), ['Sam Birch', 'Sam Dogwood', 'Sam Elm', 'Sam Gorse'])
  assert.match(textOf(opened), /Unclassified *Tuesday 17 November 2026\. As it was/)
  assert.match(opened.$('tr:has(> th:contains("Elm"))').text(), /Awaiting a place/)
  const { rows } = await county.superuser.query(
    `SELECT cardinality(child_ids) AS children FROM audit_event WHERE action = 'recount opened' ORDER BY seq DESC LIMIT 1`,
  )
  assert.deepEqual(rows, [{ children: 4 }])
  const csv = await visitor.get(link.replace('/children?', '/children.csv?'))
  assert.match(csv.html, /^\uFEFFforename,surname,born_on,upn,state_as_counted,/)
  assert.equal(csv.html.trim().split('\r\n').length, 5)
  const table = await visitor.get(`${recountUrl(id)}/counts.csv`)
  assert.match(
    table.html,
    /what,key,name,status,field_class,nottinghamshire-2015,nottinghamshire-2019,only_nottinghamshire-2015,only_nottinghamshire-2019/,
  )
  assert.match(table.html, /band,unclassified,Unclassified,,education,2,6,0,4/)
  assert.equal((await visitor.get(`${recountUrl(id)}/counts.xlsx`)).status, 200)
  assert.equal((await visitor.get(`${recountUrl(id)}/children?cell=999&side=first`)).status, 404)
})

test('a number that rests on care opens for who sees care, and is told to those who see figures only', async () => {
  const id = await asked()
  const own = await app.as(officer)
  const page = await own.get(recountUrl(id))
  const link = page.$('tr:has(> th:contains("The plan is begun (L3)")) a').first().attr('href') ?? ''
  assert.match(textOf(await own.get(link)), /The plan is begun \(L3\): Breached .*Sam Nettle/)
  const uncleared = { ...officer, classes: ['identity', 'address', 'education'] as const }
  const { rows: hidden } = await county.read(uncleared, async tx => ({
    rows: await tx
      .selectFrom('recount_child')
      .where('recount_id', '=', id)
      .where('person_id', '=', children.get('Nettle') ?? '')
      .select('field_class')
      .distinct()
      .execute(),
  }))
  assert.deepEqual(hidden, [{ field_class: 'education' }])
  await county.superuser.query(`UPDATE role SET classes = '{identity,address,education}' WHERE code = 'practitioner'`)
  const practitioner = await app.as(await county.person('practitioner'))
  const seen = await practitioner.get(recountUrl(id))
  const line = seen.$('tr:has(> th:contains("The plan is begun (L3)"))')
  assert.deepEqual([line.find('td').first().text(), line.find('a').length], ['1', 0])
  assert.equal((await practitioner.get(link)).status, 404)
  assert.equal((await practitioner.get('/recounts/new')).status, 403)
  const director = await app.as(await county.person('director'))
  const figures = await director.get(recountUrl(id))
  assert.match(textOf(figures), /You see figures only/)
  assert.equal(figures.$('main table a').length, 0)
  assert.equal((await director.get(link)).status, 403)
})

test('a recount of one school is for those who may open it', async () => {
  const id = await asked({ school: '990002' })
  const page = await (await app.as(officer)).get(recountUrl(id))
  assert.match(textOf(page), /3 children were counted, sealed records left out/)
  assert.match(textOf(page), /Only children on the roll of Marl Valley Academy \(URN 990002\)/)
  const director = await app.as(await county.person('director'))
  assert.equal((await director.get(recountUrl(id))).status, 404)
  assert.doesNotMatch((await director.get('/recounts')).html, /Marl Valley/)
})

test('a sealed child is on no list that opens, whoever asks, and one who is sealed later leaves it', async () => {
  const id = await asked()
  const manager = await county.person('team_manager')
  const link = async () => {
    const page = await (await app.as(officer)).get(recountUrl(id))
    return page.$('tr:has(> th:contains("On no roll, unexplained")) a').first()
  }
  const opening = await link()
  assert.equal(opening.text().trim().split(' ')[0], '2')
  await county.write(manager, tx =>
    sealChild(tx, manager, {
      person_id: children.get('Cedar') ?? '',
      reason: 'Court order',
      review_on: asDay('2027-01-04'),
      named: [],
    }),
  )
  for (const person of [officer, manager]) {
    const list = await (await app.as(person)).get(opening.attr('href') ?? '')
    assert.equal(list.$('tbody tr').length, 1)
    assert.doesNotMatch(list.html, /Cedar|Privet/)
  }
  assert.equal((await link()).text().trim().split(' ')[0], '1')
})

test('the same question again says what differs from the answer before, and why it can', async () => {
  const before = await asked({ counts: 'flag', belief: 'believed', known_on: knownBefore })
  const same = await asked({ counts: 'flag', belief: 'believed', known_on: knownBefore })
  const visitor = await app.as(officer)
  const page = await visitor.get(recountUrl(same))
  assert.match(textOf(page), /The same was asked on .* and the answer was the same\. See that answer/)
  assert.equal(page.$(`main a[href="${recountUrl(before)}"]`).length, 1)

  const first = await asked({ counts: 'flag' })
  await county.superuser.query(
    `INSERT INTO circumstance_fact (authority_id, record_id, starts_on, source, kind)
     SELECT authority_id, id, '2026-10-10', 'council', 'moved_away' FROM record WHERE person_id = $1`,
    [children.get('Dogwood')],
  )
  const since = await visitor.get(recountUrl(await asked({ counts: 'flag' })))
  assert.match(textOf(since), /and 5 numbers were different\. What can make it so: what was recorded since\./)
  assert.equal(since.$(`main a[href="${recountUrl(first)}"]`).length, 1)
})

test('the list of recounts is narrowed by day and definition, and the ledger leads to a recount of its day', async () => {
  const visitor = await app.as(officer)
  await asked({ on_day: '2026-10-12', policy: 'rutland-2014', beside: '' })
  const rows = async (query: string) => (await visitor.get(`/recounts?${query}`)).$('tbody tr').length
  assert.equal(await rows('on=2026-10-12'), 1)
  assert.equal(await rows('policy=rutland-2014'), 1)
  assert.equal(await rows('policy=surrey-partnership'), 0)
  assert.ok((await rows('mine=yes')) > 3)
  const ledger = await visitor.get('/ledger?on=2026-11-02')
  assert.equal(ledger.$('a[href="/recounts/new?on=2026-11-02"]').length, 1)
  const director = await app.as(await county.person('director'))
  assert.equal((await director.get('/ledger')).$('main a[href="/recounts"]').length, 1)
})
