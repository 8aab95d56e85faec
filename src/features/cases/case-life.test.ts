import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { closeThrough, entriesOf, errorsOf, keysOf, openedCase, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'

const county = await testCounty()
const cme = await county.person('cme_officer')
const fairAccess = await county.person('fair_access_officer')
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await app.as(cme)
const onNoRoll = (surname: string) => plantChild(county, { surname, lives: [['2026-10-19', null]] })
const stateToday = async (person_id: string) => {
  const { rows } = await county.superuser.query(
    'SELECT state FROM child_state WHERE person_id = $1 AND during @> $2::date',
    [person_id, county.today],
  )
  return rows[0]?.state
}

test('a case goes the whole way: opened, handed over, contact, provision, decision, closed with proof, opened again', async () => {
  const child = await onNoRoll('Ash')
  const href = await openedCase(officer, child)
  const opened = await officer.get(href)
  assert.equal(opened.status, 200)
  assert.match(opened.$('main').text(), /MARL-2026-\d{5}/)
  assert.match(opened.$('main').text(), /Nobody leads this case yet/)
  assert.match(opened.$('main').text(), /17 school days, since Monday 19 October 2026/)
  assert.match(opened.$('main').text(), /26 Oct to 30 Oct Half-term/)
  assert.match(opened.$('main').text(), /This look is recorded/)

  const form = await officer.get(`${href}/allocate`)
  const choice = form.$(`#officer option:contains("${fairAccess.account_name}")`).attr('value') ?? ''
  const handed = await send(officer, `${href}/allocate`, { officer: choice, note: 'Knows the family.' })
  assert.equal(handed.location, href)

  const contact = {
    happened_on: '2026-11-16',
    how: 'visit',
    with_whom: 'Ms Ash (mother)',
    reached: 'yes',
    child_seen: 'no',
  }
  await send(officer, `${href}/contact`, { ...contact, text: 'Waiting for a place.' })
  const reached = await officer.get(href)
  assert.match(reached.$('main').text(), /Visit, with Ms Ash \(mother\) · Reached · Child not seen/)

  await send(officer, `${href}/decision`, { kind: 'awaiting_place', starts_on: '2026-11-16', text: 'Applied in year.' })
  assert.equal(await stateToday(child), 'awaiting_place')
  await send(officer, `${href}/provision`, {
    ...{ kind: 'interim', provider: 'Riverside Learning', weekly_hours: '12.5', starts_on: '2026-11-16', text: '' },
  })
  assert.equal(await stateToday(child), 'alternative_provision')
  await send(officer, `${href}/note`, { text: 'Uniform ordered.' })

  const proof = { closing_reason: 'placed_at_school', school: '990001', attended_on: '2026-11-17' }
  const { summary, done } = await closeThrough(officer, href, { ...proof, evidence: 'Head confirmed by phone.' })
  assert.equal(summary.status, 200)
  assert.match(summary.$('main').text(), /on the roll of Ashby Brook Primary School from Tuesday 17 November 2026/)
  assert.match(summary.$('main').text(), /state today will be “On roll”/)
  assert.equal(done.location, href)
  assert.equal(await stateToday(child), 'on_roll')
  const closed = await officer.get(href)
  assert.match(closed.$('main').text(), /Closed Tuesday 17 November 2026 by .*: Placed at a school/)
  assert.match(closed.$('main').text(), /Head confirmed by phone/)

  await send(officer, `${href}/reopen`, { text: 'Attended one day only.' })
  const again = await officer.get(href)
  assert.deepEqual(entriesOf(again), [
    ...['Reopened', 'Closed', 'Note', 'Provision', 'Decision', 'Allocated', 'Opened'],
    'Contact',
  ])
  assert.deepEqual(entriesOf(await officer.get(`${href}?kind=contact`)), ['Contact'])
})

test('a second press leads to where the first led, and nothing is done twice', async () => {
  const child = await onNoRoll('Beech')
  const path = `/children/${child}/case/open`
  const form = await officer.get(path)
  const fields = {
    ...keysOf(form),
    opened_because: 'On no roll.',
    lead_team: form.$('#lead_team option[selected]').attr('value') ?? '',
  }
  const [first, second] = await Promise.all([officer.post(path, fields), officer.post(path, fields)])
  assert.equal(first.status, 303)
  assert.equal(second.location, first.location)
  const href = first.location ?? ''

  const note = { ...keysOf(await officer.get(`${href}/note`)), text: 'Once.' }
  assert.equal((await officer.post(`${href}/note`, note)).location, href)
  assert.equal((await officer.post(`${href}/note`, note)).location, href)
  assert.deepEqual(entriesOf(await officer.get(href)), ['Note', 'Opened'])
})

test('two officers who open a case at once get the same case', async () => {
  const child = await onNoRoll('Cedar')
  const another = await app.as(fairAccess)
  const [mine, theirs] = await Promise.all([openedCase(officer, child), openedCase(another, child)])
  assert.equal(mine, theirs)
  const { rows } = await county.superuser.query('SELECT count(*) FROM council_case WHERE person_id = $1', [child])
  assert.equal(Number(rows[0]?.count), 1)
  assert.equal((await officer.get(`/children/${child}/case/open`)).location, mine)
})

test('a form drawn before somebody else’s change is answered with 409, what is now, and what was typed', async () => {
  const child = await onNoRoll('Damson')
  const href = await openedCase(officer, child)
  const early = keysOf(await officer.get(`${href}/contact`))
  await send(officer, `${href}/decision`, { kind: 'stuck', starts_on: '2026-11-17', text: 'No reply for weeks.' })
  const late = await officer.post(`${href}/contact`, {
    ...early,
    ...{ happened_on: '2026-11-17', how: 'phone', with_whom: 'The landlord', reached: 'no', child_seen: 'no' },
    text: 'The family has gone.',
  })
  assert.equal(late.status, 409)
  assert.match(late.$('main').text(), /The family has gone\./)
  assert.match(late.$('main').text(), /The landlord/)
  assert.match(late.$('main').text(), /Newest entry: Decision/)
  assert.deepEqual(entriesOf(await officer.get(href)), ['Decision', 'Opened'])
})

test('a decision holds once, makes the band red when the case is stuck, and can be ended', async () => {
  const child = await onNoRoll('Elder')
  const href = await openedCase(officer, child)
  const stuck = { kind: 'stuck', starts_on: '2026-11-10', text: 'Three visits, nobody in.' }
  await send(officer, `${href}/decision`, stuck)
  const red = await officer.get(href)
  assert.match(red.$('main').text(), /Recorded as unable to progress/)
  assert.equal(red.$('main .onroll-tag--red:contains("Red")').length > 0, true)
  const twice = await send(officer, `${href}/decision`, stuck)
  assert.equal(twice.status, 422)
  assert.match(errorsOf(twice)[0] ?? '', /“Unable to progress” holds already, since Tuesday 10 November 2026/)
  assert.equal(twice.$('#text').text().trim(), stuck.text)

  const end = `${href}/decision/stuck/end`
  assert.equal((await send(officer, end, { ends_on: '2026-11-16', text: 'They answered.' })).location, href)
  assert.doesNotMatch((await officer.get(href)).$('main').text(), /Recorded as unable to progress/)
  assert.deepEqual(errorsOf(await send(officer, end, { ends_on: '2026-11-16', text: 'Again.' })), [
    '“Unable to progress” does not hold today: there is nothing to end',
  ])
  const { rows } = await county.superuser.query(
    `SELECT starts_on::text, ends_on::text, retracted_at IS NULL AS held FROM circumstance_fact f JOIN record r ON r.id = f.record_id
     WHERE r.person_id = $1 ORDER BY f.recorded_at`,
    [child],
  )
  assert.deepEqual(rows, [
    { starts_on: '2026-11-10', ends_on: null, held: false },
    { starts_on: '2026-11-10', ends_on: '2026-11-16', held: true },
  ])
})

test('a level of concern stands beside the band, under a policy that has the scale, and nothing follows from it', async () => {
  const child = await onNoRoll('Hazel')
  const href = await openedCase(officer, child)
  const kinds = async () =>
    (await officer.get(`${href}/decision`))
      .$('input[name=kind]')
      .toArray()
      .map(input => String(input.attribs.value))
  const high = { kind: 'concern_high', starts_on: '2026-11-10', text: 'Two services asked.' }
  const decide = (pack: string, from: string) =>
    county.superuser.query(
      `INSERT INTO authority_policy (authority_id, pack, overrides, starts_on, reason, decided_by) VALUES ($1, $2, '[]', $3, 'Decided.', $4)`,
      [county.authority_id, pack, from, cme.account_id],
    )
  await decide('nottinghamshire-2019', '2026-09-01')
  assert.equal((await kinds()).includes('concern_high'), false)
  assert.equal((await send(officer, `${href}/decision`, high)).status, 422)

  await decide('nottinghamshire-2015', '2026-09-02')
  assert.match((await officer.get(href)).$('main').text(), /Nobody has recorded a level of concern/)
  const bandOn = async () => (await officer.get(href)).$('dt:contains("Band") + dd').text()
  const before = await bandOn()
  assert.equal((await send(officer, `${href}/decision`, high)).location, href)
  const after = await officer.get(href)
  assert.match(
    after.$('dt:contains("Concern") + dd').text(),
    /High concern Recorded by .+, from 10 Nov 2026\. The case is tracked\./,
  )
  assert.equal(await bandOn(), before)
  const medium = await send(officer, `${href}/decision`, { ...high, kind: 'concern_medium' })
  assert.match(errorsOf(medium)[0] ?? '', /“High concern” holds already, since Tuesday 10 November 2026: end it first/)
  assert.match((await officer.get(`/children/${child}`)).$('main').text(), /High concern/)
})

test('a form that is not filled in says what to enter, and keeps what was typed', async () => {
  const href = await openedCase(officer, await onNoRoll('Fir'))
  const contact = await send(officer, `${href}/contact`, {
    happened_on: '2026-11-18',
    how: 'phone',
    with_whom: 'Ms Fir',
  })
  assert.equal(contact.status, 422)
  assert.deepEqual(errorsOf(contact), [
    'The day of the contact must be Tuesday 17 November 2026 or earlier',
    'Choose whether they were reached',
    'Choose whether the child was seen',
    'Enter what was said or found',
  ])
  assert.equal(contact.$('#with_whom').attr('value'), 'Ms Fir')
  const provision = await send(officer, `${href}/provision`, {
    ...{ kind: 'interim', provider: 'R', weekly_hours: '61', starts_on: '2026-11-17', last_on: '2026-11-01' },
  })
  assert.deepEqual(errorsOf(provision), ['The hours a week must be a number with at most 1 decimal place from 0 to 60'])
  const backwards = await send(officer, `${href}/provision`, {
    ...{ kind: 'interim', provider: 'R', weekly_hours: '6', starts_on: '2026-11-17', last_on: '2026-11-01' },
  })
  assert.deepEqual(errorsOf(backwards), ['The last day must be the first day or later'])
})

test('a child in full-time education needs no case', async () => {
  const child = await plantChild(county, {
    surname: 'Gorse',
    lives: [['2026-09-01', null]],
    rolls: [['2026-09-01', null]],
  })
  const refused = await officer.get(`/children/${child}/case/open`)
  assert.equal(refused.status, 403)
  assert.match(refused.$('main').text(), /This child’s state is “On roll”/)
})
