import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { entriesOf, errorsOf, openedCase, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await app.as(await county.person('cme_officer'))
const manager = await app.as(await county.person('team_manager'))

// By hand on the county's calendar, which has half-term from 26 to 30 October: of days out from Monday 12 October the twentieth is Friday 13 November;
// from Monday 19 October it is Friday 20 November. Today is Tuesday 17 November 2026.
const longOut = await plantChild(county, { surname: 'Long', lives: [['2026-10-12', null]] })
const shortOut = await plantChild(county, { surname: 'Short', lives: [['2026-10-19', null]] })
const yes = {
  ...{ not_resolving: 'yes', not_resolving_because: 'Three schools have refused.' },
  ...{ may_have_duty: 'yes', may_have_duty_because: 'No education since October.' },
}

test('a case goes up to the panel and then to the board, and each answer comes back to it', async () => {
  const href = await openedCase(officer, longOut)
  await send(officer, `${href}/note`, { text: 'The third school refused on 10 November.' })
  const standing = await manager.get(`${href}/ladder`)
  assert.equal(standing.status, 200)
  assert.match(standing.$('main').text(), /The days had passed at the end of Friday 13 November 2026/)

  const form = await manager.get(`${href}/ladder/2/propose`)
  const summary = form.$('textarea[name=summary]').text()
  assert.match(summary, /State today: /)
  assert.match(summary, /The third school refused on 10 November/)
  const proposed = await send(manager, `${href}/ladder/2/propose`, {
    ...yes,
    summary: `${summary} Twelve hours a week.`,
  })
  assert.equal(proposed.location, href)
  const list = await manager.get('/ladder')
  assert.match(
    list.$('tbody tr').text().replaceAll(/\s+/g, ' '),
    /Long.*2.*Vulnerable Children Education Commissioning panel/,
  )

  const second = await send(manager, `${href}/ladder/3/propose`, {
    ...{
      unreasonable_time: 'yes',
      unreasonable_time_because: 'a',
      duties_failing: 'yes',
      duties_failing_because: 'b',
      summary: 's',
    },
  })
  assert.match(errorsOf(second).join(' '), /waits for its meeting already/)

  await send(manager, `${href}/ladder/answer`, { answer: 'fund_interim', answer_text: 'Twelve hours with Riverside.' })
  await send(manager, `${href}/ladder/3/propose`, {
    ...{ unreasonable_time: 'yes', unreasonable_time_because: 'Five weeks.', summary: 'Asked: scrutiny.' },
    ...{ duties_failing: 'yes', duties_failing_because: 'Admission was refused against the protocol.' },
  })
  await send(manager, `${href}/ladder/answer`, { answer: 'recommendations', answer_text: 'The school is directed.' })
  assert.deepEqual(entriesOf(await officer.get(href)), ['Ladder', 'Ladder', 'Ladder', 'Ladder', 'Note', 'Opened'])
  const page = await officer.get(`${href}/ladder`)
  assert.match(page.$('main').text(), /Interim education funded/)
  assert.match(page.$('main').text(), /Recommendations/)
  assert.match(page.$('main').text(), /Twelve hours a week\./)
  assert.equal((await manager.get('/ladder')).$('tbody tr').length, 0)
})

test('before the days have passed level two is refused in a sentence, what was typed stays, and nothing waits', async () => {
  const href = await openedCase(officer, shortOut)
  const early = await send(manager, `${href}/ladder/2/propose`, { ...yes, summary: 'Asked: hours.' })
  assert.equal(early.status, 422)
  assert.match(errorsOf(early).join(' '), /The days have passed at the end of Friday 20 November 2026, not before/)
  assert.equal(early.$('textarea[name=summary]').text().trim(), 'Asked: hours.')
  const unjudged = await send(manager, `${href}/ladder/2/propose`, { ...yes, may_have_duty: 'no', summary: 's' })
  assert.match(errorsOf(unjudged).join(' '), /level 2/)
  assert.doesNotMatch((await manager.get(`${href}/ladder`)).$('main').text(), /it waits for/)
  assert.deepEqual(entriesOf(await officer.get(href)), ['Opened'])
})

test('a proposal is withdrawn with its reason, and can be made anew', async () => {
  const child = await plantChild(county, { surname: 'Anew', lives: [['2026-10-12', null]] })
  const href = await openedCase(officer, child)
  await send(manager, `${href}/ladder/2/propose`, { ...yes, summary: 'First.' })
  await send(manager, `${href}/ladder/withdraw`, { because: 'A place was offered.' })
  assert.match((await officer.get(`${href}/ladder`)).$('main').text(), /Withdrawn.*A place was offered/s)
  assert.equal((await manager.get(`${href}/ladder/answer`)).status, 404)
  const again = await send(manager, `${href}/ladder/2/propose`, { ...yes, summary: 'Second.' })
  assert.equal(again.location, href)
})

test('only a manager proposes and answers', async () => {
  const child = await plantChild(county, { surname: 'Plain', lives: [['2026-10-12', null]] })
  const href = await openedCase(officer, child)
  for (const path of ['ladder/2/propose', 'ladder/3/propose', 'ladder/withdraw'])
    assert.equal((await officer.get(`${href}/${path}`)).status, 403, path)
  assert.equal((await officer.get(`${href}/ladder`)).$('a[href$="/propose"]').length, 0)
  const head = await app.as(await county.person('school_head'))
  assert.notEqual((await head.get(`${href}/ladder`)).status, 200)
})
