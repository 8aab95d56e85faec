import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { entriesOf, errorsOf, keysOf, openedCase, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const cme = await county.person('cme_officer')
const officer = await app.as(cme)
const manager = await app.as(await county.person('team_manager'))
const administrator = await app.as(await county.person('administrator'))

const stateToday = async (person_id: string) => {
  const { rows } = await county.superuser.query(
    'SELECT state FROM child_state WHERE person_id = $1 AND during @> $2::date',
    [person_id, county.today],
  )
  return rows[0]?.state
}
const provides = {
  ...{ appeared_on: '2026-11-16', provides: 'yes', provider: 'Riverside Learning', weekly_hours: '20' },
  ...{
    starts_on: '2026-11-17',
    last_on: '',
    because: 'The school cannot admit before January; 20 hours is what is in her interest.',
  },
}

test('without a delegation nobody decides; whoever decides is named by another', async () => {
  const href = await openedCase(officer, await plantChild(county, { surname: 'Early', lives: [['2026-11-16', null]] }))
  const page = await officer.get(`${href}/section-19`)
  assert.match(page.$('main').text(), /Nobody may decide yet/)
  assert.equal(page.$('a[href$="/section-19/decide"]').length, 0)
  const tried = await send(officer, `${href}/section-19/decide`, provides)
  assert.match(errorsOf(tried).join(' '), /not delegated decisions on section 19 to you/)
  assert.deepEqual(entriesOf(await officer.get(href)), ['Opened'])

  assert.equal((await officer.get('/delegations/give')).status, 403)
  const form = await administrator.get('/delegations/give')
  const choice = form.$(`#account_id option:contains("${cme.account_name}")`).attr('value') ?? ''
  const given = {
    account_id: choice,
    power: 'section_19',
    starts_on: '2026-11-17',
    because: 'Scheme of delegation, 4.2',
  }
  assert.equal((await send(administrator, '/delegations/give', given)).location, '/delegations')
  assert.match(errorsOf(await send(administrator, '/delegations/give', given)).join(' '), /holds that power/)
  assert.match((await officer.get('/delegations')).$('table').first().text(), /Decide on section 19/)
})

test('on the first day out, with no panel, no level and no budget, education is decided on and begins', async () => {
  const child = await plantChild(county, { surname: 'First', lives: [['2026-11-17', null]] })
  const href = await openedCase(officer, child)
  const form = await officer.get(`${href}/section-19/decide`)
  const names = form
    .$('form[data-onroll-form] [name]')
    .toArray()
    .map(field => form.$(field).attr('name') ?? '')
  assert.deepEqual(
    names.filter(name => /panel|level|budget|cost|fund|board|meeting/.test(name)),
    [],
  )
  const done = await send(officer, `${href}/section-19/decide`, { ...provides, appeared_on: '2026-11-17' })
  assert.equal(done.location, href)
  assert.equal(await stateToday(child), 'alternative_provision')
  const page = await officer.get(`${href}/section-19`)
  const letter = await officer.get(page.$('tbody th a').attr('href') ?? '')
  assert.match(letter.$('main').text(), /Riverside Learning, 20 hours a week, from Tuesday 17 November 2026/)
  assert.match(letter.$('main').text(), /The school cannot admit before January/)
  assert.match(letter.$('main').text(), /The council’s duty runs from that day/)
  assert.match((await officer.get(href)).$('h3:contains("Section 19")').next().text(), /Education is arranged/)
})

test('a proposal that waits for a panel holds no decision up, and the written decision stops its clock', async () => {
  const child = await plantChild(county, { surname: 'Panel', lives: [['2026-10-12', null]] })
  const href = await openedCase(officer, child)
  const because = { not_resolving_because: 'a', may_have_duty_because: 'b' }
  const proposed = await send(manager, `${href}/ladder/2/propose`, {
    ...{ not_resolving: 'yes', may_have_duty: 'yes', summary: 'Asked: hours.', ...because },
  })
  assert.equal(proposed.location, href)
  await send(officer, `${href}/section-19/decide`, { ...provides, appeared_on: '2026-10-12' })
  assert.equal(await stateToday(child), 'alternative_provision')
  const { rows } = await county.superuser.query(
    `SELECT opened_on::text, ended_on::text FROM child_clock WHERE person_id = $1 AND rule = 'H1.decision'`,
    [child],
  )
  assert.deepEqual(rows, [{ opened_on: '2026-10-12', ended_on: '2026-11-17' }])
})

test('that education is not arranged needs its reasons too, and another decision can follow; none is changed', async () => {
  const child = await plantChild(county, { surname: 'Again', lives: [['2026-11-10', null]] })
  const href = await openedCase(officer, child)
  const no = { appeared_on: '2026-11-10', provides: 'no', because: '' }
  assert.match(errorsOf(await send(officer, `${href}/section-19/decide`, no)).join(' '), /reasons/i)
  await send(officer, `${href}/section-19/decide`, { ...no, because: 'A place at Ashby Brook begins tomorrow.' })
  assert.equal(await stateToday(child), 'unexplained')
  await send(officer, `${href}/section-19/decide`, { ...provides, appeared_on: '2026-11-10' })
  const page = await officer.get(`${href}/section-19`)
  assert.equal(page.$('tbody tr').length, 2)
  assert.match(page.$('tbody').text(), /No education is arranged/)
  await assert.rejects(
    county.write(cme, tx => tx.updateTable('section_19_decision').set({ because: 'other' }).execute()),
    /permission denied/,
  )
})

test('a delegation that ended lets nobody decide, and what was signed under it stays', async () => {
  const child = await plantChild(county, { surname: 'Ended', lives: [['2026-11-10', null]] })
  const href = await openedCase(officer, child)
  await send(officer, `${href}/section-19/decide`, { ...provides, appeared_on: '2026-11-10' })
  await county.superuser.query(`UPDATE delegation SET starts_on = '2026-09-01' WHERE power = 'section_19'`)
  const list = await administrator.get('/delegations')
  const end = list.$('a[href$="/end"]').attr('href') ?? ''
  await send(administrator, end, { ends_on: '2026-11-17', because: 'Left the team.' })
  const tried = await send(officer, `${href}/section-19/decide`, { ...provides, appeared_on: '2026-11-10' })
  assert.match(errorsOf(tried).join(' '), /not delegated/)
  assert.equal((await officer.get(`${href}/section-19`)).$('tbody tr').length, 1)
  assert.equal(keysOf(tried).once.length > 0, true)
})

test('nobody gives a power to themselves', async () => {
  const own = await county.person('administrator')
  await assert.rejects(
    county.write(own, tx =>
      tx
        .insertInto('delegation')
        .values({
          ...{ authority_id: county.authority_id, account_id: own.account_id, power: 'section_19' },
          ...{ starts_on: county.today, because: 'tried', given_by: own.account_id },
        })
        .execute(),
    ),
    /given_by_another/,
  )
})
