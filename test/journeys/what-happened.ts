import assert from 'node:assert/strict'
import { dayBefore, today } from './days.ts'
import { people, type Stage } from './stage.ts'

/** A suspension recorded by an officer who reads first what it does, kept by what comes after it, and a calendar of due dates. The trail leads there. */
export async function recordWhatHappened(stage: Stage): Promise<void> {
  const officer = await stage.visit()
  await officer.signInAs(people.missingEducation)
  await officer.open('/children')
  await officer.page.locator('main tbody tr th a').first().click()
  const child = officer.path
  await officer.follow('Clocks')
  await officer.follow('Record what happened')
  await officer.pick('What happened?', 'The child was suspended')
  await officer.press('Go on')
  await officer.fill('Which school?', '990001')
  await officer.fill('How many sessions?', '12')
  await officer.fillDay('On which day did it begin?', dayBefore(today(), 20))
  await officer.press('Go on: see what it does')
  await officer.sees('What this will do')
  await officer.sees(/Education from day six of a suspension/)
  await officer.press('Record it')
  await officer.sees('Clocks that run')
  await officer.follow('Education from day six of a suspension')
  await officer.sees('What would keep it')
  const clock = officer.path
  await officer.follow(/Record it: Full-time education began/)
  await officer.fillDay('On which day was it?', dayBefore(today(), 1))
  await officer.press('Go on: see what it does')
  await officer.sees(/Keeps: Education from day six/)
  await officer.press('Record it')
  await officer.sees('Clocks that ended')
  await officer.open('/account/calendar')
  await officer.press('Make the address')
  const feed = await officer.page.locator('main a[href$=".ics"]').getAttribute('href')
  assert.ok(feed)
  stage.trail.unshift(`${child}/clocks`, clock, `${child}/happenings`, feed)
  await officer.leave()
}
