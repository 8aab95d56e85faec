import { people, type Stage } from './stage.ts'

/** Both sides counted after a record was sealed: what was counted before is not shown, and lists and expected children then are. */
export async function countBothSides(stage: Stage): Promise<void> {
  const officer = await stage.visit()
  await officer.signInAs(people.missingEducation)
  await officer.open('/ledger/balance')
  await officer.press('Count both sides now')
  await officer.page.waitForURL(/\/ledger\/(?:work|balance)/)
  await officer.sees(/Done: both sides agree|The two sides agree/)
  await officer.open('/ledger/sources')
  await officer.sees(/Counted on/)
  await officer.open('/ledger/lists')
  const source = (name: string) => officer.page.locator('#a option', { hasText: name }).first().getAttribute('value')
  const [a, b] = [await source('Marlshire GP registrations'), await source('Marlshire council tax and housing')]
  stage.trail.push(`/ledger/lists?a=${a}&b=${b}`, `/ledger/lists/differences?a=${a}&b=${b}&field=address`)
  stage.trail.push(
    '/ledger/sources',
    '/ledger/expected',
    '/ledger/suspense',
    '/absences',
    '/registers',
    '/registers/plans',
  )
  await officer.leave()
}
