import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Visitor } from '../support/visitor.ts'
import { dayBefore, today } from './days.ts'
import { bringIn, check, commit, listOf } from './list-page.ts'
import { people, type Stage } from './stage.ts'

const child = {
  surname: 'Thackerwaite',
  forename: 'Margaret',
  born_on: '2014-10-03',
  address_line_1: '7 Osier Lane',
  postcode: 'ZY4 2QT',
}
const name = 'Margaret Thackerwaite'

/** Finding a child by a name that is spelt wrongly, and being told why. */
export function searching(stage: () => Stage): void {
  for (const [how, script] of [
    ['a browser', true],
    ['a browser without script', false],
  ] as const)
    test(`an officer in ${how} types a name as it was heard, finds the child and reads why; pins the child and has it at hand`, async () => {
      const officer = await stage().visit({ script })
      await officer.signInAs(people.missingEducation)
      if (script) {
        await bringIn(officer, 'Eye tests', dayBefore(today(), 2), listOf([child]))
        await check(officer)
        await commit(officer)
      }

      await officer.search('thakerwait peggy')
      await officer.verifyOnPage('Search for a child')
      await officer.sees('Children whose name is like “thakerwait peggy”')
      const row = rowOf(officer)
      assert.match((await row.textContent()) ?? '', /Surname Thackerwaite sounds like thakerwait/)
      assert.match((await row.textContent()) ?? '', /Peggy is short for Margaret/)
      assert.doesNotMatch(officer.page.url(), /thak|peggy/i, 'a name stands in no address')

      const box = 'Name, UPN, NHS number, date of birth, postcode or school'
      await officer.page.getByLabel(box).fill('thakerwait 2009')
      await searchAgain(officer)
      await officer.sees(/Nobody fits all of it|Nobody found/)
      await officer.page.getByLabel(box).fill('thakerwait 2014')
      await searchAgain(officer)
      assert.equal(await rowOf(officer).count(), 1, 'the year of birth leaves the child who was born in it')

      await officer.follow(name)
      await officer.verifyOnPage(name)
      await officer.press(script ? 'Pin this child' : 'Unpin this child')
      await officer.follow('Pinned and recent')
      await officer.verifyOnPage('Pinned and recent children')
      assert.equal(await rowOf(officer).count(), script ? 2 : 1, 'opened last, and pinned while it is')
      await officer.leave()
    })

  test('a search that finds nobody says what was tried and what else there is', async () => {
    const officer = await stage().visit()
    await officer.signInAs(people.missingEducation)
    await officer.search('Xyzzyqua Plughwort')
    await officer.verifyOnPage('Search for a child')
    await officer.sees('What to try')
    await officer.sees(/We looked for the name spelt otherwise/)
    await officer.leave()
  })
}

const rowOf = (officer: Visitor) => officer.page.locator('main tbody tr', { hasText: name })

const searchAgain = (officer: Visitor) => officer.page.locator('main').getByRole('button', { name: 'Search' }).click()
