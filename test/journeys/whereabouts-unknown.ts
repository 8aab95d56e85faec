import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Visitor } from '../support/visitor.ts'
import { dayBefore, today } from './days.ts'
import { people, type Stage } from './stage.ts'

/** Picks one of the answers on the page. */
const answer = (visitor: Visitor, name: RegExp): Promise<void> =>
  visitor.page.getByRole('radio', { name }).check({ force: true })

/**
 * A child on the head's roll whose whereabouts an officer records as unknown, and about whom enquiries can begin.
 * @param nth where in the head's list to begin looking for one. @returns the address of the trace.
 */
export async function beginTogether(officer: Visitor, head: Visitor, nth: number): Promise<string> {
  await head.open('/our-children')
  const links = await head.page.locator('main tbody th a[href^="/children/"]').all()
  for (const link of links.slice(nth)) {
    const child = ((await link.getAttribute('href')) ?? '').replace(/\?.*/, '')
    if (await caseOfUnknown(officer, child)) break
  }
  await officer.follow('Begin enquiries')
  await officer.choose(/absent from .* without a word/)
  await officer.press('Begin them')
  assert.match(officer.path, /^\/tracing\/[0-9a-f-]{36}$/)
  return officer.path
}

/** Comes to a case from which enquiries can begin. @returns whether there is one: the roll may be newer, or enquiries may go on. */
async function caseOfUnknown(officer: Visitor, child: string): Promise<boolean> {
  await officer.open(`${child}/facts/circumstance/add`)
  await officer.choose('Whereabouts unknown')
  await officer.fillDay('From which day?', dayBefore(today(), 1))
  await officer.fill('How do you know?', 'The school cannot reach anybody.')
  await officer.press('Go on to the summary')
  if ((await officer.page.getByRole('button', { name: 'Record it' }).count()) === 0) return false
  await officer.press('Record it')
  await officer.open(`${child}/case/open`)
  // Another journey may have opened a case of this child: then its page is shown.
  if (officer.path.endsWith('/case/open')) {
    if ((await officer.page.getByLabel('Why does this child need a case?').count()) === 0) return false
    await officer.fill('Why does this child need a case?', 'On a roll, and nobody knows where.')
    await officer.press('Open the case')
  }
  return (await officer.page.getByRole('link', { name: 'Begin enquiries' }).count()) > 0
}

/** Takes each step that the page of this person offers. */
export async function takeEveryStep(visitor: Visitor, trace: string): Promise<void> {
  for (;;) {
    await visitor.open(trace)
    const open = visitor.page
      .locator('main tr')
      .filter({ hasText: /Not yet/ })
      .getByRole('link', { name: /Take the step/ })
    if ((await open.count()) === 0) return
    await open.first().click()
    await answer(visitor, /^No$/)
    await visitor.press('Go on')
    await visitor.fill('Who or what was asked, and how?', 'All that are known, by telephone and in writing')
    await answer(visitor, /^Nothing new$/)
    await visitor.fill('What was answered, and where is the evidence?', 'No number answers. The letters came back.')
    await answer(visitor, /^Yes, everybody/)
    await visitor.press('Record the step')
  }
}

export async function giveMarks(head: Visitor, trace: string): Promise<void> {
  await head.open(`${trace}/register`)
  const days = await head.page.getByLabel('The marks of the register').inputValue()
  assert.equal(days.trim().split('\n').length, 20)
  await head.fill('The marks of the register', days.replaceAll(/^(\d\d\/\d\d\/\d{4}).*$/gm, '$1 O O'))
  await head.press('Keep the marks')
}

export async function sign(visitor: Visitor, trace: string): Promise<void> {
  await visitor.open(trace)
  await visitor.follow('Sign what the enquiries found')
  await answer(visitor, /^The child was not found/)
  await visitor.chooseIn(/reasonable grounds to believe/, /^No$/)
  await visitor.fill('On what grounds do you sign?', 'Everybody who is known was asked.')
  await visitor.press(/^Sign$/)
}

/** School and council look for a child together, and the name leaves the register only once everything holds. */
export function whereaboutsUnknown(stage: () => Stage): void {
  for (const [how, window, nth] of [
    ['at a desk', {}, 0],
    ['on a phone that runs no script', { width: 375, height: 740, script: false }, 1],
  ] as const)
    test(`a child is looked for together, and the name is deleted when every guard holds: ${how}`, async () => {
      const officer = await stage().visit(window)
      await officer.signInAs(people.missingEducation)
      const head = await stage().visit(window)
      await head.signInAs(people.head)
      const trace = await beginTogether(officer, head, nth)
      await officer.verifyOnPage('Enquiries')
      await officer.sees('1 of 9 hold.')

      await head.open('/tracing')
      await head.verifyOnPage('Enquiries')
      await takeEveryStep(head, trace)
      await giveMarks(head, trace)
      await head.verifyOnPage('Enquiries')
      await takeEveryStep(officer, trace)
      await sign(head, trace)
      await officer.open(trace)
      await officer.seesNot('Record the deletion')
      await sign(officer, trace)
      await officer.sees('9 of 9 hold.')
      await officer.follow('Record the deletion')
      await officer.verifyOnPage('Record the deletion')
      await officer.fill('What does the school record as the reason?', 'Ground (i), after joint enquiries.')
      await officer.press('Record the deletion')
      await officer.sees(/The name was deleted from the register/)
      await officer.page.getByRole('link', { name: 'Back to the case' }).click()
      await officer.verifyOnPage(/What is blocking this child/)
      await officer.sees('Whereabouts unknown')
      await head.open('/tracing')
      assert.equal((await head.get(trace)).status, 404, 'the child is no longer the school’s to look at')
      await officer.leave()
      await head.leave()
    })
}

/** Enquiries in each state that a page can show, for whoever looks at every page. */
export async function enquireTogether(stage: Stage): Promise<void> {
  const officer = await stage.visit()
  await officer.signInAs(people.missingEducation)
  const head = await stage.visit()
  await head.signInAs(people.head)
  const ready = await beginTogether(officer, head, 2)
  await takeEveryStep(head, ready)
  await giveMarks(head, ready)
  await takeEveryStep(officer, ready)
  await sign(head, ready)
  await sign(officer, ready)
  await planVisit(officer, ready)
  await officer.open(`${ready}/ctf`)
  await officer.page.getByRole('checkbox').check({ force: true })
  await officer.press('Make the file')

  const locked = await beginTogether(officer, head, 3)
  await fear(officer, locked, 0)
  await fear(officer, locked, 1)
  await officer.open(locked)
  await officer.follow('Record that the MASH or the police were told')
  await answer(officer, /^The police/)
  await officer.press('Record it')
  await officer.follow('Record what they answered')
  await answer(officer, /^The enquiries may go on/)
  await officer.fill('In their words, and from whom', 'The duty sergeant: they are safe.')
  await officer.press('Record the answer')
  await nameForUnlocking(stage)

  const begun = await beginTogether(officer, head, 4)
  await officer.open(begun)
  await officer.follow('Take the step')
  await answer(officer, /^No$/)
  await officer.press('Go on')
  await head.leave()
  await officer.leave()
}

async function planVisit(officer: Visitor, trace: string): Promise<void> {
  await officer.open(`${trace}/visit`)
  await officer.chooseIn(/Is there any reason to fear/, /^No$/)
  await officer.page.locator('input[name=home]').first().check({ force: true })
  await officer.fill(/If the address is disputed/, 'Somebody was seen there on Sunday.')
  await officer.fill('Who goes?', 'Maren Ashgrave and Tobin Sallowfield')
  await officer.press('Make the sheet')
}

/** The steps of the council tell nobody near the family, and so go on to be recorded. */
async function fear(officer: Visitor, trace: string, nth: number): Promise<void> {
  await officer.open(trace)
  await officer.page
    .getByRole('link', { name: /Take the step/ })
    .nth(nth)
    .click()
  await answer(officer, /^Unsure/)
  await officer.fill(/what do you know, or fear/, 'The mother asked us not to write.')
  await officer.press('Go on')
}

async function nameForUnlocking(stage: Stage): Promise<void> {
  const administrator = await stage.visit()
  await administrator.signInAs(people.administrator)
  await administrator.open('/delegations/give')
  await administrator.pickMatching('Who may sign?', people.missingEducation)
  await administrator.choose(/Unlock enquiries after a warning of danger/)
  await administrator.fill('What does it rest on?', 'Named safeguarding lead.')
  await administrator.press('Give the delegation')
  await administrator.leave()
}
