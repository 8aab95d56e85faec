import assert from 'node:assert/strict'
import { dayBefore, today } from './days.ts'
import { throughProgress } from './list-page.ts'
import { people, type Stage } from './stage.ts'

/** A day counted under the definitions of 2015 and 2019: where each page of a recount has an instance. */
export async function recountADay(stage: Stage): Promise<void> {
  const officer = await stage.visit()
  await officer.signInAs(people.missingEducation)
  await officer.open('/ledger')
  await officer.follow('Recount this day')
  await officer.verifyOnPage('Recount a day')
  await officer.fillDay('Which day is counted?', dayBefore(today(), 30))
  await officer.pick('Under which definition?', 'Nottinghamshire 2015: red, amber and green')
  await officer.pick(
    'And under which definition beside it?',
    'Nottinghamshire 2019: three levels and the teams that lead',
  )
  await officer.press('Recount')
  await throughProgress(officer)
  await officer.sees(/The two definitions differ in \d+ of \d+ numbers/)
  assert.equal(await officer.overPaper(320), null)
  stage.trail.push(officer.path)
  await officer.leave()
}
