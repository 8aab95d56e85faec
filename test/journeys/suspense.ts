import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Visitor } from '../support/visitor.ts'
import { today } from './days.ts'
import { people, type Stage } from './stage.ts'

/** From the ledger's sentence to an account that holds nobody: what it cannot explain is explained, child by child. */
export function suspense(stage: () => Stage): void {
  test('an officer opens what the ledger cannot explain, and explains one account to zero', async () => {
    const officer = await stage().visit()
    await officer.signInAs(people.missingEducation)
    await officer.follow('Ledger')
    await officer.verifyOnPage(/The ledger on/)
    const before = await unexplained(officer)
    await officer.follow('See who')
    await officer.verifyOnPage('Children: on no roll, unexplained')

    await officer.open('/ledger')
    const account = await smallestAccount(officer)
    for (let left = account.children; left > 0; left--) {
      await officer.open(account.href)
      assert.equal(await officer.page.locator('main tbody tr').count(), left)
      await officer.follow('Open a case')
      await officer.fill('Why does this child need a case?', 'The ledger cannot explain where this child is.')
      await officer.press('Open the case')
      await officer.follow('Close the case')
      await officer.chooseIn('Where is the child now?', /abroad/i)
      await officer.fill('Which country?', 'Portugal')
      await officer.fillDay('When did the child leave?', today())
      await officer.fill('What proves it?', 'The consulate’s letter, and the new school’s there.')
      await officer.press('Go on to the summary')
      await officer.press('Close the case')
      await officer.sees(/closed/i)
    }
    await officer.open(account.href)
    await officer.sees(/No child stands behind this figure/)

    await officer.open('/ledger')
    await officer.verifyOnPage(/The ledger on/)
    assert.equal(await unexplained(officer), before - account.children)
    // Who was explained stands where they went, and the number opens to them.
    await officer.follow('See the moves between states')
    await officer.verifyOnPage('Moves between states')
    const moved = officer.page.locator('main table a[href*="from_state=unexplained"][href*="to_state=moved_away"]')
    await officer.open((await moved.first().getAttribute('href')) ?? '')
    await officer.verifyOnPage(/Children who moved from “On no roll, unexplained” to “Moved away and accepted”/)
    assert.ok((await officer.page.locator('main tbody tr').count()) >= account.children)

    // What they did is in both sides of the balance, counted anew.
    await officer.open('/ledger/balance')
    await officer.press('Count both sides now')
    await officer.page.waitForURL(/\/ledger\/(?:work|balance)/)
    await officer.sees(/Done: both sides agree|The two sides agree/)
    await officer.open('/ledger/balance')
    await officer.verifyOnPage('The balance of the ledger')
    await officer.sees(/The two sides agree/)
    stage().trail.push('/ledger/balance', account.href)
    await officer.leave()
  })
}

/** How many the ledger's first sentence cannot explain. */
async function unexplained(officer: Visitor): Promise<number> {
  const sentence = (await officer.page.locator('main .govuk-body-l').first().textContent()) ?? ''
  const found = /^([\d,]+) of [\d,]+ (?:is|are) not explained/.exec(sentence.trim())
  assert.ok(found, sentence)
  return Number((found[1] ?? '').replaceAll(',', ''))
}

/** The suspense account of children whom nobody has, of the length of waiting that fewest have. */
async function smallestAccount(officer: Visitor): Promise<{ href: string; children: number }> {
  const row = officer.page.locator('main tbody tr', { has: officer.page.locator('th', { hasText: /^Nobody$/ }) })
  const accounts = await Promise.all(
    (await row.locator('a[href*="waiting="]').all()).map(async link => ({
      href: (await link.getAttribute('href')) ?? '',
      children: Number.parseInt((await link.textContent()) ?? '', 10),
    })),
  )
  const [smallest] = accounts.toSorted((a, b) => a.children - b.children)
  assert.ok(smallest, 'nobody’s row of the ledger has an account that opens')
  return smallest
}
