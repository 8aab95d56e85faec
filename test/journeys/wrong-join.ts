import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Visitor } from '../support/visitor.ts'
import { dayBefore, today } from './days.ts'
import { bringIn, check, commit, listOf } from './list-page.ts'
import { people, type Stage } from './stage.ts'

/** Two cousins of one name, a year apart in age and a street apart in town. */
const elder = {
  ...{ surname: 'Thornbarrow', forename: 'Rosamund', born_on: '2012-04-17' },
  ...{ address_line_1: '3 Osier Walk', postcode: 'ZY1 8RD' },
}
const younger = { ...elder, born_on: '2013-09-26', address_line_1: '61 Malt Lane', postcode: 'ZY4 5NB' }
const source = 'Dentists’ recalls'
const reason = 'The school nurse took the two for one girl.'

/** A wrong join, found when weeks of lists and of work have gone over it, is taken back on the page. */
export function wrongJoin(stage: () => Stage): void {
  test('two children wrongly joined are parted weeks later, and stand with their facts, states and cases as they stood before', async () => {
    const officer = await stage().visit()
    await officer.signInAs(people.missingEducation)
    await bringIn(officer, source, dayBefore(today(), 45), listOf([elder, younger]))
    await check(officer)
    await commit(officer)
    const [one = '', other = ''] = await bothOf(officer)
    const open = await openCase(officer, one, 'On a dentist’s list and on no roll.')
    const closed = await openCase(officer, other, 'On the same list, and on no roll.')
    await closeCase(officer)
    const standing = async () => [
      await standingOf(officer, one, open),
      await standingOf(officer, other, closed),
      await ledgerOf(officer),
    ]
    const before = await standing()

    await officer.open(`${one}/records`)
    await officer.follow('This is the same child as another record')
    await officer.fill('Which child is this one as well?', other)
    await officer.press('Compare the two')
    await officer.verifyOnPage('Are these two the same child?')
    await officer.choose('The same child: join the records')
    await officer.fill('Why?', reason)
    await officer.press('Decide')
    await officer.sees('The records are joined into this child')
    const joined = officer.path.replace(/\/records$/, '')
    assert.deepEqual(await bothOf(officer), [joined], 'one child is left of the two')
    assert.notDeepEqual(await ledgerOf(officer), before[2], 'the ledger holds one child less')

    // Weeks of work go over it: a paper about one of the two, and the next list, which holds both.
    await keepDocument(officer, joined)
    await officer.open('/lists/new')
    await officer.choose('A source that has sent lists before')
    await officer.page.getByLabel('Source', { exact: true }).selectOption({ label: source })
    await officer.fillDay('On what day was the list true?', dayBefore(today(), 2))
    await officer.attach('file', 'next.csv', listOf([elder, younger]))
    await officer.press('Go on')
    await officer.verifyOnPage('What the columns mean')
    await check(officer)
    await commit(officer)

    await officer.open(`${joined}/records`)
    await officer.follow('Take this join back')
    await officer.verifyOnPage('Take this join back')
    await officer.press('Take the join back')
    await officer.verifyOnPage('There is a problem')
    const side = joined === one ? 'With the child it was joined into' : 'With the child that was joined'
    const asked = officer.page.getByRole('group', { name: /Letter of the dentist/ })
    await asked.getByRole('radio', { name: side }).check({ force: true })
    await officer.fill('Why?', 'The dentist has two cards, with two dates of birth.')
    await officer.press('Take the join back')
    await officer.verifyOnPage(/Rosamund Thornbarrow/)
    assert.deepEqual((await bothOf(officer)).toSorted(), [one, other].toSorted())
    assert.deepEqual(await standing(), before, 'facts, states, clocks and cases stand as they stood')
    await officer.open(`${one}/documents`)
    await officer.sees('Letter of the dentist')
    await officer.open(`${other}/documents`)
    await officer.seesNot('Letter of the dentist')
    await officer.leave()
  })
}

/** The pages of everybody whom a search for the name finds. */
async function bothOf(officer: Visitor): Promise<string[]> {
  await officer.search('Rosamund Thornbarrow')
  await officer.verifyOnPage('Search for a child')
  const links = await officer.page.locator('main a[href^="/children/"]').filter({ hasText: 'Rosamund' }).all()
  const found = await Promise.all(links.map(async link => `${await link.getAttribute('href')}`))
  return [...new Set(found)]
}

async function openCase(officer: Visitor, child: string, why: string): Promise<string> {
  await officer.open(child)
  await officer.follow('Open a case')
  await officer.fill('Why does this child need a case?', why)
  await officer.press('Open the case')
  await officer.verifyOnPage(/What is blocking this child/)
  return officer.path
}

async function closeCase(officer: Visitor): Promise<void> {
  await officer.follow('Close the case')
  await officer.chooseIn('Where is the child now?', /abroad/i)
  await officer.fill('Which country?', 'Portugal')
  await officer.fillDay('When did the child leave?', dayBefore(today(), 3))
  await officer.fill('What proves it?', 'The consulate’s letter, and the new school’s there.')
  await officer.press('Go on to the summary')
  await officer.verifyOnPage('Close this case?')
  await officer.press('Close the case')
  await officer.sees(/closed/i)
}

async function keepDocument(officer: Visitor, child: string): Promise<void> {
  await officer.open(`${child}/documents`)
  await officer.follow('Add a document')
  await officer.choose('Letter')
  await officer.fill('Title', 'Letter of the dentist')
  await officer.fillDay('Which day does it bear?', dayBefore(today(), 9))
  await officer.choose('Those who work on the child’s education')
  await officer.attach('document_file', 'letter.pdf', '%PDF-1.7 a letter')
  await officer.press('Add the document')
  await officer.verifyOnPage('Documents')
}

/** What the pages of a child say of its facts, its states, its clocks and its case. Its story goes on: what was decided stays told there. */
async function standingOf(officer: Visitor, child: string, ofCase: string): Promise<string[]> {
  const said: string[] = []
  for (const page of [`${child}/identity`, `${child}/education`, `${child}/clocks`, ofCase]) {
    assert.equal(await officer.open(page), 200)
    const text = await officer.page.locator('body').innerText()
    // The next list says it again: on what day is the list’s news, not the child’s.
    said.push(text.replaceAll(/last said .*? ago|(?<=recalls\t\t)\S+ \S+ \d+/g, ''))
  }
  return said
}

/** The figures of the ledger today. */
async function ledgerOf(officer: Visitor): Promise<string> {
  await officer.open('/ledger')
  return officer.page.getByRole('region', { name: 'Children by state' }).innerText()
}
