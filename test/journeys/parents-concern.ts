import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Visitor } from '../support/visitor.ts'
import { today } from './days.ts'
import { people, type Stage } from './stage.ts'

interface Told {
  forename: string
  surname: string
  born_on: string
}

/** Tells the council of a child without an account, page by page. @returns the reference and the code of the slip. */
export async function tellOf(visitor: Visitor, { forename, surname, born_on }: Told): Promise<[string, string]> {
  await visitor.open('/concern')
  await visitor.verifyOnPage('Tell us about a child who is missing education')
  const opened = Date.now()
  await visitor.choose(/The child is not on the roll of any school/)
  await visitor.press('Continue')
  await visitor.fill('First name', forename)
  await visitor.fill('Last name', surname)
  await visitor.fillDay('Date of birth', born_on)
  await visitor.fill(/Where the child lives/, '8 Sedge Row')
  await visitor.fill('Postcode', 'ZY3 4QT')
  await visitor.press('Continue')
  await visitor.chooseIn('Does a social worker work with the child under a plan?', /^No$/)
  await visitor.press('Continue')
  await visitor.fill('What worries you?', 'At home on every school day since we moved here in September.')
  await visitor.press('Continue')
  await visitor.fill('Your name', 'The child’s father')
  await visitor.press('Continue')
  await visitor.verifyOnPage('Check your answers before you send them')
  await visitor.sees('At home on every school day since we moved here in September.')
  // Nobody answers every page within eight seconds but a program.
  await visitor.page.waitForTimeout(Math.max(0, 9000 - (Date.now() - opened)))
  await visitor.press('Send')
  await visitor.verifyOnPage('We have received it')
  const [reference = '', code = ''] = await visitor.page.locator('main dd strong').allTextContents()
  assert.match(reference, /^[A-Z0-9]{4}-[A-Z0-9]{4}$/)
  return [reference, code]
}

async function statusOf(visitor: Visitor, [reference, code]: readonly [string, string]): Promise<string> {
  await visitor.open('/concern/status')
  await visitor.fill('Reference', reference)
  await visitor.fill('Code', code)
  await visitor.press('Show')
  return (await visitor.page.locator('main').textContent()) ?? ''
}

/** From a parent's concern to a closed case, and what the parent is told meanwhile. */
export function parentsConcern(stage: () => Stage): void {
  for (const [how, window, child] of [
    ['at a desk', {}, { forename: 'Orla', surname: 'Brindlecott', born_on: '2015-02-11' }],
    [
      'on a phone that runs no script',
      { width: 375, height: 740, script: false },
      { forename: 'Perrin', surname: 'Mossgrove', born_on: '2013-06-03' },
    ],
  ] as const)
    test(`a parent’s concern becomes a case, and the case is closed with proof: ${how}`, async () => {
      const parent = await stage().visit(window)
      const slip = await tellOf(parent, child)
      assert.match(await statusOf(parent, slip), /Received/)
      assert.doesNotMatch(await statusOf(parent, slip), new RegExp(child.surname))

      const officer = await stage().visit(window)
      await officer.signInAs(people.missingEducation)
      await officer.open('/referrals')
      await officer.follow(new RegExp(child.surname))
      await officer.sees('At home on every school day since we moved here in September.')
      await officer.press('Put my name on it')
      assert.match(await statusOf(parent, slip), /Being looked at/)
      await officer.press(/ake a record of a new child/)
      await officer.pickMatching('If it is allocated: to whom?', people.missingEducation)
      await officer.fill('Note', 'A place near Sedge Row is to be found.')
      await officer.press('Allocate')
      await officer.verifyOnPage(/What is blocking this child/)
      assert.match(await statusOf(parent, slip), /Finished/)

      await officer.follow('Close the case')
      await officer.chooseIn('Where is the child now?', /Placed at/)
      await officer.fill('Which school?', 'Marlham Cross Academy')
      await officer.fillDay('On what day did the child first attend?', today())
      await officer.fill('What proves it?', 'The school’s office read this morning’s register: present.')
      await officer.press('Go on to the summary')
      await officer.press('Close the case')
      await officer.sees(/closed/i)
      assert.match(await statusOf(parent, slip), /Finished/)
      await officer.leave()
      await parent.leave()
    })
}
