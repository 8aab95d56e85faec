import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Visitor } from '../support/visitor.ts'
import { dayBefore, today } from './days.ts'
import { bringIn, check, commit, listOf } from './list-page.ts'
import { openStage, people } from './stage.ts'

/** `npm run pictures`: the main job's pages for the README, as an officer meets them and as they stand on a phone. */
const folder = fileURLToPath(new URL('../../docs/pictures', import.meta.url))
mkdirSync(folder, { recursive: true })

const phone = { width: 390, height: 844 }
const desk = { width: 1280, height: 800 }

async function picture(visitor: Visitor, name: string): Promise<void> {
  await visitor.page.screenshot({ path: `${folder}/${name}.png` })
}

/** The same page on a phone, then back at the desk. */
async function onPhone(visitor: Visitor, name: string): Promise<void> {
  await visitor.page.setViewportSize(phone)
  await picture(visitor, `${name}-phone`)
  await visitor.page.setViewportSize(desk)
}

/** Scrolls until a heading stands below the banner. */
const toTop = (visitor: Visitor, heading: string, text: string): Promise<void> =>
  visitor.page.evaluate(
    `[...document.querySelectorAll('${heading}')].find(one => one.textContent === '${text}').scrollIntoView()`,
  )

const child = {
  surname: 'Quillfeather',
  forename: 'Isolde',
  born_on: '2016-03-09',
  address_line_1: '4 Sedge Row',
  postcode: 'ZY3 4QT',
}

const stage = await openStage()
try {
  const officer = await stage.visit(desk)
  await officer.open('/sign-in')
  await picture(officer, 'sign-in')
  await officer.signInAs(people.missingEducation)
  await picture(officer, 'today')
  await onPhone(officer, 'today')
  await officer.open('/ledger')
  await picture(officer, 'ledger')
  await officer.open('/lists')
  await picture(officer, 'find')
  await bringIn(officer, 'Walk-in clinics', dayBefore(today(), 45), listOf([child]))
  await picture(officer, 'columns')
  await check(officer)
  await picture(officer, 'preview')
  await commit(officer)
  await officer.search(child.surname)
  await officer.follow(`${child.forename} ${child.surname}`)
  await picture(officer, 'child')
  await officer.follow('Open a case')
  await officer.fill('Why does this child need a case?', 'On the list of a clinic and on no roll.')
  await officer.press('Open the case')
  await officer.follow('Record a contact')
  await officer.fillDay('When was it?', today())
  await officer.chooseIn('How?', 'Phone')
  await officer.fill('With whom?', 'Mrs Quillfeather, mother')
  await officer.chooseIn('Were they reached?', 'Yes')
  await officer.chooseIn('Was the child seen?', 'No')
  await officer.fill('What was said or found?', 'They moved here in October and wait for a place near home.')
  await officer.press('Record the contact')
  await officer.sees('What is blocking this child')
  await picture(officer, 'case')
  await onPhone(officer, 'case')
  await toTop(officer, 'h3', 'Clock')
  await picture(officer, 'clock')
  await officer.follow('Close the case')
  await officer.chooseIn('Where is the child now?', /Placed at/)
  await officer.fill('Which school?', 'Marlham Cross Academy')
  await officer.fillDay('On what day did the child first attend?', today())
  await officer.fill('What proves it?', 'The school’s register of this morning, by telephone with its office.')
  await toTop(officer, 'h2', 'Close the case')
  await picture(officer, 'close')
  await officer.press('Go on to the summary')
  await officer.verifyOnPage('Close this case?')
  await picture(officer, 'summary')
  await officer.press('Close the case')
  await officer.sees(/closed/i)
  await officer.follow(/Quillfeather/)
  await officer.follow('Education')
  await picture(officer, 'education')
  await onPhone(officer, 'education')
} finally {
  await stage.close()
}
