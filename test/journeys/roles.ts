import assert from 'node:assert/strict'
import { test } from 'node:test'
import { people, type Stage } from './stage.ts'

/** Whom the county's own list of protected placements names: sealed, and seen by the officer who brought the list in. */
const sealed = { surname: 'Fenwillow', name: 'Merrin Fenwillow' }

/** What each of the people finds, and what none but the named does. */
export function roles(stage: () => Stage): void {
  test('a head sees the children of the own school, and no other child by any address', async () => {
    const officer = await stage().visit()
    await officer.signInAs(people.missingEducation)
    await officer.open('/children')
    const elsewhere = await officer.page
      .locator('main tbody tr', { hasText: 'Larkfold' })
      .first()
      .locator('a')
      .getAttribute('href')
    assert.ok(elsewhere)
    await officer.leave()

    const head = await stage().visit()
    await head.signInAs(people.head)
    await head.open('/our-children')
    await head.verifyOnPage('Our children')
    const schools = await head.page.locator('main tbody td:nth-child(6)').allTextContents()
    assert.ok(schools.length > 5)
    assert.deepEqual([...new Set(schools)], ['Marlham Cross Academy'])
    for (const part of ['', '/education', '/identity']) assert.equal(await head.open(`${elsewhere}${part}`), 404)
    await head.page.locator('h1', { hasText: 'There is no such page' }).waitFor()
    await head.leave()
  })

  test('a director sees figures that do not open', async () => {
    const director = await stage().visit()
    await director.signInAs(people.director)
    await director.open('/ledger')
    await director.verifyOnPage(/The ledger on/)
    await director.sees('On no roll, unexplained')
    const links = await director.page.locator('main a[href]').all()
    for (const link of links) assert.doesNotMatch((await link.getAttribute('href')) ?? '', /children/)
    assert.ok(links.length > 0, 'the figures that go by days open to days')
    assert.equal(await director.open('/ledger/days?state=unexplained'), 200)
    assert.doesNotMatch(await director.page.locator('main').innerHTML(), /\/children/)
    assert.equal(await director.open('/ledger/children?state=unexplained'), 403)
    assert.equal(await director.open('/children'), 403)
    await director.leave()
  })

  test('a sealed child is found by whoever is named, and is not there for anybody else', async () => {
    const named = await stage().visit()
    await named.signInAs(people.missingEducation)
    await named.search(sealed.surname)
    await named.follow(sealed.name)
    await named.verifyOnPage(sealed.name)
    const address = named.path
    await named.leave()

    for (const other of [people.fairAccess, people.manager, people.head, people.socialWorker]) {
      const visitor = await stage().visit()
      await visitor.signInAs(other)
      await visitor.search(sealed.surname)
      await visitor.seesNot(sealed.name)
      for (const part of ['', '/education', '/identity'])
        assert.equal(await visitor.open(`${address}${part}`), 404, other)
      for (const list of ['/children.csv', '/our-children.csv', '/ledger/children.csv?state=unexplained'])
        assert.doesNotMatch((await visitor.get(list)).text, /Fenwillow/, `${other} at ${list}`)
      await visitor.leave()
    }
  })

  test('who signs out is out, and the way back leads where they wanted to go', async () => {
    const officer = await stage().visit()
    await officer.signInAs(people.fairAccess)
    await officer.press('Sign out')
    await officer.verifyOnPage('Sign in')
    await officer.open('/cases')
    assert.equal(officer.path, '/sign-in')
    await officer.press(people.fairAccess)
    assert.equal(officer.path, '/cases')
    await officer.leave()
  })
}
