import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayBefore, today } from './days.ts'
import { bringIn, check, commit, listOf } from './list-page.ts'
import { people, type Stage } from './stage.ts'

const unknown = {
  surname: 'Quillfeather',
  forename: 'Isolde',
  born_on: '2016-03-09',
  address_line_1: '4 Sedge Row',
  postcode: 'ZY3 4QT',
}

/** From a list to a closed case, as the README tells it. */
export function mainJob(stage: () => Stage): void {
  test('an officer brings in a list, finds the child who is on no roll, and carries the case until the child attends', async () => {
    const officer = await stage().visit()
    await officer.signInAs(people.missingEducation)
    await officer.verifyOnPage('Today')

    await bringIn(officer, 'Walk-in clinics', dayBefore(today(), 3), listOf([unknown, knownChild(stage())]))
    await check(officer)
    await officer.sees(/^1$/)
    const preview = officer.path
    await commit(officer)
    assert.equal(officer.path, preview)

    await officer.search('Quillfeather')
    await officer.verifyOnPage('Search for a child')
    await officer.follow('Isolde Quillfeather')
    await officer.verifyOnPage('Isolde Quillfeather')
    await officer.sees('On no roll, unexplained')
    const child = officer.path

    await officer.open('/today')
    await officer.follow(/Children newly found/)
    await officer.verifyOnPage('Children newly found')
    await officer.sees('Isolde Quillfeather')

    await officer.open(child)
    await officer.follow('Open a case')
    await officer.verifyOnPage('Open a case')
    await officer.fill('Why does this child need a case?', 'On the list of a clinic and on no roll.')
    await officer.press('Open the case')
    await officer.verifyOnPage(/What is blocking this child/)
    const opened = officer.path
    stage().trail.push(opened)

    await officer.follow('Hand the case over')
    await officer.pickMatching('Who leads this case from now on?', people.missingEducation)
    await officer.fill('What should they know?', 'The mother asked for a place near home.')
    await officer.press('Hand over')
    await officer.verifyOnPage(/What is blocking this child/)

    await officer.follow('Record a contact')
    await officer.fillDay('When was it?', today())
    await officer.chooseIn('How?', 'Phone')
    await officer.fill('With whom?', 'Mrs Quillfeather, mother')
    await officer.chooseIn('Were they reached?', 'Yes')
    await officer.chooseIn('Was the child seen?', 'No')
    await officer.fill('What was said or found?', 'They moved here in October.')
    await officer.press('Record the contact')
    await officer.verifyOnPage(/What is blocking this child/)

    await officer.follow('Record provision')
    await officer.chooseIn('What kind of education?', 'Interim education')
    await officer.fill('Who provides it?', 'Anchor Yard')
    await officer.fill('Hours a week', '10')
    await officer.fillDay('From when?', dayBefore(today(), 1))
    await officer.press('Record the provision')
    await officer.verifyOnPage(/What is blocking this child/)
    await officer.sees('Anchor Yard')

    await officer.follow('Close the case')
    await officer.verifyOnPage('Close the case')
    await officer.chooseIn('Where is the child now?', /Placed at/)
    await officer.fill('Which school?', 'Marlham Cross Academy')
    await officer.fillDay('On what day did the child first attend?', today())
    await officer.fill('What proves it?', 'The school’s register of this morning, by telephone with its office.')
    await officer.attach('evidence_file', 'register.pdf', '%PDF-1.4\n% the register of this morning\n%%EOF\n')
    await officer.press('Go on to the summary')
    await officer.verifyOnPage('Close this case?')
    const summary = await officer.formOfPage('Close the case')
    await officer.press('Close the case')
    await officer.verifyOnPage(/Isolde Quillfeather/)
    await officer.sees(/closed/i)

    const again = await officer.sendAgain(summary)
    assert.deepEqual([again.status, again.path], [200, opened], 'a second press leads to the same case')
    assert.equal(
      await officer.page.getByRole('heading', { name: 'Closed', exact: true }).count(),
      1,
      'and closes it once',
    )

    await officer.open(child)
    const banner = (await officer.page.locator('.onroll-child').textContent()) ?? ''
    assert.match(banner, /On roll/)
    assert.doesNotMatch(banner, /On no roll/, 'what was so before stands in the story alone')
    await officer.leave()
  })

  test('the same job in a browser that runs no script', async () => {
    const officer = await stage().visit({ script: false })
    await officer.signInAs(people.missingEducation)
    const child = { ...unknown, surname: 'Thistlemoor', forename: 'Wenna', born_on: '2014-01-20', postcode: 'ZY2 7HB' }
    await bringIn(officer, 'Library cards', dayBefore(today(), 2), listOf([child]))
    await check(officer)
    await commit(officer)
    await officer.search('Thistlemoor')
    await officer.follow('Wenna Thistlemoor')
    await officer.follow('Open a case')
    await officer.fill('Why does this child need a case?', 'On the list of a library and on no roll.')
    await officer.press('Open the case')
    await officer.follow('Close the case')
    await officer.chooseIn('Where is the child now?', /abroad/i)
    await officer.fill('Which country?', 'Portugal')
    await officer.fillDay('When did the child leave?', today())
    await officer.fill('What proves it?', 'The airline’s confirmation and the consulate’s letter.')
    await officer.press('Go on to the summary')
    await officer.verifyOnPage('Close this case?')
    await officer.press('Close the case')
    await officer.sees(/closed/i)
    await officer.verifyOnPage(/Wenna Thistlemoor/)
    await officer.leave()
  })
}

/** A child of the county's own health list, sent again by another source. */
function knownChild(stage: Stage) {
  const row = stage.list('gp-registrations.csv').find(one => one['Address Line 1'] && one.Postcode?.startsWith('ZY'))
  assert.ok(row)
  return {
    surname: row['Family Name'] ?? '',
    forename: row['Given Name'] ?? '',
    born_on: row['Date of Birth'] ?? '',
    address_line_1: row['Address Line 1'] ?? '',
    postcode: row.Postcode ?? '',
  }
}
