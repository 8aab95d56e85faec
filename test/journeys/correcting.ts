import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Visitor } from '../support/visitor.ts'
import { dayBefore, today } from './days.ts'
import { bringIn, check, commit, listOf } from './list-page.ts'
import { people, type Stage } from './stage.ts'

const child = (surname: string, forename: string) => ({
  ...{ surname, forename, born_on: '2015-02-11', address_line_1: '12 Rushmere Way', postcode: 'ZY2 4QT' },
})

/** Correcting a record: what a source got wrong, what has changed since, and taking it back. */
export function correcting(stage: () => Stage): void {
  test('an officer says that a list was wrong and that a name has changed, sees what follows first, and undoes', async () => {
    const officer = await stage().visit()
    await officer.signInAs(people.missingEducation)
    await known(officer, 'Dance classes', child('Wetherwood', 'Odile'))
    await officer.follow('Identity')
    await officer.verifyOnPage('Identity')
    await officer.sees('No other source says so')
    const identity = officer.path
    stage().trail.push(identity)

    await officer.follow('12 Rushmere Way')
    await officer.verifyOnPage(/12 Rushmere Way/)
    await officer.follow('Confirm this address')
    await officer.chooseIn('How was it confirmed?', 'A home visit')
    await officer.press('Go on to the summary')
    await officer.verifyOnPage('Record this?')
    await officer.press('Record it')
    await officer.verifyOnPage('Identity')
    await officer.sees(/Confirmed on .* by a home visit/)

    await officer.open(`${identity}?show=all`)
    await officer.page.locator('#of-name ~ div a').first().click()
    await officer.verifyOnPage(/Legal name: Odile Wetherwood/)
    await officer.follow('This has changed')
    await officer.verifyOnPage('This has changed')
    await officer.press('Go on to the summary')
    await officer.verifyOnPage('There is a problem')
    await officer.fill('Surname (optional)', 'Wetherwood-Lane')
    await officer.fillDay('From which day is this so?', dayBefore(today(), 3))
    await officer.fill('How do you know?', 'The deed poll was seen.')
    await officer.press('Go on to the summary')
    await officer.verifyOnPage('Record this?')
    await officer.sees('The name in lists changes from “Odile Wetherwood” to “Odile Wetherwood-Lane”.')
    const summary = await officer.formOfPage('Record it')
    await officer.press('Record it')
    await officer.verifyOnPage('Odile Wetherwood-Lane')
    assert.equal((await officer.sendAgain(summary)).path, identity, 'a second press leads to the same place')

    await officer.open(`${identity.replace('identity', 'history')}`)
    await officer.verifyOnPage('History of the record')
    await officer.sees('The deed poll was seen.')
    await officer.follow('Undo')
    await officer.verifyOnPage('Undo this')
    await officer.fill('How do you know?', 'The deed poll is of her cousin.')
    await officer.press('Go on to the summary')
    await officer.press('Undo it')
    await officer.verifyOnPage('Odile Wetherwood')
    await officer.seesNot('Wetherwood-Lane')
    await officer.leave()
  })

  test('the same in a browser without script: what was never true', async () => {
    const officer = await stage().visit({ script: false })
    await officer.signInAs(people.missingEducation)
    await known(officer, 'Chess club', { ...child('Fennimore', 'Jory'), born_on: '2013-07-30', postcode: 'ZY3 7HB' })
    await officer.follow('Identity')
    await officer.follow('12 Rushmere Way')
    await officer.follow('This was never true')
    await officer.chooseIn('Why was it never true?', /another child/)
    await officer.fill('How do you know?', 'It is of the neighbour’s son.')
    await officer.press('Go on to the summary')
    await officer.verifyOnPage('Record this?')
    await officer.press('Record it')
    await officer.verifyOnPage('Identity')
    await officer.follow('Everything ever said')
    await officer.sees(/No longer believed since/)
    await officer.leave()
  })
}

/** Brings in a list that holds one child whom nobody knew, and opens the child. */
async function known(officer: Visitor, source: string, one: ReturnType<typeof child>): Promise<void> {
  await bringIn(officer, source, dayBefore(today(), 4), listOf([one]))
  await check(officer)
  await commit(officer)
  await officer.search(one.surname)
  await officer.follow(`${one.forename} ${one.surname}`)
}
