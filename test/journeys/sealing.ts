import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays } from '../../src/rulebook/index.ts'
import { dayBefore, today } from './days.ts'
import { bringIn, check, commit, listOf } from './list-page.ts'
import { people, type Stage } from './stage.ts'

const child = {
  surname: 'Wynstead',
  forename: 'Corisande',
  born_on: '2015-05-21',
  address_line_1: '2 Alder Row',
  postcode: 'ZY2 4QT',
}
const name = 'Corisande Wynstead'

/** A record is sealed, is gone for the others, is opened for a reason at night, and its seal is lifted. */
export function sealing(stage: () => Stage): void {
  test('an officer seals a record; nobody else finds it; duty opens it for a reason and the officer is told; the seal is lifted', async () => {
    const officer = await stage().visit()
    await officer.signInAs(people.missingEducation)
    await bringIn(officer, 'Refuge outreach', dayBefore(today(), 2), listOf([child]))
    await check(officer)
    await commit(officer)
    await officer.search(child.surname)
    await officer.follow(name)
    const address = officer.path
    await officer.follow('Identity')
    await officer.follow(/Seal this record/)
    await officer.verifyOnPage('Seal this record')
    await officer.chooseIn('Why must this record be sealed?', /The address must not be told/)
    await officer.fill('Say more', 'Order of the family court.')
    await officer.fillDay('When must the seal be looked at again?', addDays(today(), 90))
    await officer.press('Continue')
    await officer.verifyOnPage('Seal this record?')
    await officer.sees(/gone at once/)
    await officer.press('Seal this record')
    await officer.verifyOnPage(name)
    await officer.sees('Sealed record')

    const duty = await stage().visit({ width: 390 })
    await duty.signInAs(people.onDuty)
    await duty.search(child.surname)
    await duty.seesNot(name)
    assert.equal(await duty.open(address), 404)
    await duty.open('/protected/open')
    await duty.verifyOnPage('Open a sealed record')
    await duty.choose(/By the full name/)
    await duty.fill('First name', child.forename)
    await duty.fill('Last name', child.surname)
    await duty.fillDay('Date of birth', '2015-05-22')
    await duty.chooseIn('Why must it be opened?', 'A child is missing now')
    await duty.fill('What has happened?', 'Reported missing by the police tonight.')
    await duty.press(/Open the record/)
    await duty.sees('No sealed record opens with these details.')
    await duty.fillDay('Date of birth', child.born_on)
    await duty.press(/Open the record/)
    await duty.verifyOnPage(name)
    await duty.sees(/The record is open to you for four hours/)
    await duty.leave()

    await officer.open('/today')
    await officer.follow(/^Notices/)
    await officer.verifyOnPage('Notices')
    await officer.sees(/Sunniva Duskfield opened a sealed record/)
    await officer.follow(/Go to what it is about/)
    await officer.verifyOnPage('The seal on this record')
    await officer.sees('Reported missing by the police tonight.')
    await officer.sees(/Opened by Sunniva Duskfield/)
    await officer.follow('Who looked at this record')
    await officer.verifyOnPage('Who looked, and why')
    await officer.sees(/sealed record opened for a reason/)

    const manager = await stage().visit()
    await manager.signInAs(people.manager)
    assert.equal(await manager.open(address), 404)
    await officer.open(`${address}/seal`)
    await officer.press('Lift the seal')
    await officer.verifyOnPage(name)
    await manager.open(address)
    await manager.verifyOnPage(name)
    await manager.leave()
    await officer.leave()
  })
}
