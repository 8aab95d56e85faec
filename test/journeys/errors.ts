import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Visitor } from '../support/visitor.ts'
import { people, type Stage } from './stage.ts'

/** What goes wrong, and how the page says it. */
export function errors(stage: () => Stage): void {
  const officerAt = async (path: string): Promise<Visitor> => {
    const officer = await stage().visit()
    await officer.signInAs(people.missingEducation)
    await officer.open(path)
    return officer
  }

  test('403: a page that is not for this role says who can', async () => {
    const head = await stage().visit()
    await head.signInAs(people.head)
    assert.equal(await head.open('/cases'), 403)
    await head.verifyOnPage('You cannot do this')
    await head.sees(/Officer/)
    await head.leave()
  })

  test('404: a child who is not there, and an address that is none', async () => {
    const officer = await officerAt('/today')
    for (const path of [`/children/${randomUUID()}`, '/children/no-such-child', '/nowhere']) {
      assert.equal(await officer.open(path), 404)
      await officer.verifyOnPage('There is no such page')
    }
    await officer.leave()
  })

  test('409: a form drawn before another tab’s change keeps what was typed', async () => {
    const first = await officerAt('/today')
    await first.follow(/^Open a case/)
    await first.fill('Why does this child need a case?', 'Two tabs.')
    await first.press('Open the case')
    await first.follow('Hand the case over')
    const second = await first.anotherTab()
    await second.open(first.path)
    await first.pickMatching('Who leads this case from now on?', people.missingEducation)
    await first.fill('What should they know?', 'The first tab.')
    await first.press('Hand over')
    await first.sees('The first tab.')
    await second.pickMatching('Who leads this case from now on?', people.fairAccess)
    await second.fill('What should they know?', 'Typed in the second tab.')
    await second.press('Hand over')
    await second.verifyOnPage('Someone changed this before you')
    await second.sees('Typed in the second tab.')
    await first.leave()
  })

  test('413: more than a form takes', async () => {
    const officer = await officerAt('/lists/new')
    await officer.open('/children/search')
    await officer.page.locator('#again').fill('x'.repeat(1_100_000))
    await officer.page.locator('main').getByRole('button', { name: 'Search' }).click()
    await officer.verifyOnPage('That is too large')
    await officer.leave()
  })

  test('422: the summary of what is wrong has the focus, and each of its lines leads to its field', async () => {
    const officer = await officerAt('/lists/new')
    await officer.choose('A new source')
    await officer.fill('Name of the source', 'Kept as typed')
    await officer.press('Go on')
    await officer.verifyOnPage('Bring in a list')
    await officer.sees('There is a problem')
    assert.match(await officer.page.title(), /^Error: /)
    assert.equal(await officer.page.locator('.govuk-error-summary:focus').count(), 1)
    const lines = await officer.page.locator('.govuk-error-summary a').all()
    const targets = await Promise.all(lines.map(async line => (await line.getAttribute('href')) ?? ''))
    assert.ok(targets.length >= 2)
    for (const target of targets) assert.equal(await officer.page.locator(target).count(), 1, target)
    await officer.leave()
  })

  test('429: too many tries at signing in', async () => {
    const stranger = await stage().visit()
    for (let tries = 0; tries < 31; tries++) {
      await stranger.open('/sign-in')
      await stranger.fill('Email address', `nobody.${tries}@example.org`)
      await stranger.page.locator('#password').fill('not the password')
      await stranger.press('Sign in')
    }
    await stranger.verifyOnPage('Too many tries')
    await stranger.sees(/Wait \d+ second/)
    await stranger.leave()
  })
}
