import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Visitor } from '../support/visitor.ts'
import { today } from './days.ts'
import { throughProgress } from './list-page.ts'
import { people, type Stage } from './stage.ts'

const to = 'Marlham Cross Academy'

/** A year group of a school goes to another one and comes back; and the week of one child is drawn. */
export function movingAGroup(stage: () => Stage): void {
  test('an officer moves a year group, sees it on the new roll, and undoes it', async () => {
    const officer = await stage().visit()
    await officer.signInAs(people.missingEducation)
    const child = await someChild(officer)
    const other = await someChild(officer, { of_other_year: child.year })

    await chooseGroup(officer, child)
    await officer.sees(/children? will move/)
    await officer.sees(child.name)
    await officer.follow('Go on to the summary')
    await officer.verifyOnPage('Move these children')
    const summary = await officer.formOfPage('Move the children')
    await officer.press('Move the children')
    await throughProgress(officer)
    await officer.sees(/children? moved/)
    const move = officer.path
    const again = await officer.sendAgain(summary)
    assert.deepEqual(
      [again.status, again.path.split('/').slice(0, 3).join('/')],
      [200, move],
      'a second press moves nobody',
    )
    await officer.open(`${child.href}/education`)
    await officer.sees(to)

    await officer.open(move)
    await officer.follow('Undo this move')
    await officer.verifyOnPage('Undo this move')
    await officer.fill('Why is the move undone?', 'It was the wrong year group.')
    await officer.press('Undo the move')
    await throughProgress(officer)
    await officer.sees(/taken back by the undo/)
    await officer.sees('It was the wrong year group.')
    await officer.open(`${child.href}/education`)
    await officer.seesNot(`On roll, ${to}`)

    // One that stays moved and one that nobody confirmed: what the crawl of all pages finds.
    await chooseGroup(officer, child)
    await officer.follow('Go on to the summary')
    await officer.press('Move the children')
    await throughProgress(officer)
    await officer.open('/group-moves/new')
    await fillGroup(officer, other)
    await officer.press('See who would move')
    await officer.sees('Not confirmed')
    await officer.sees('Go on to the summary')
    stage().trail.push(officer.path)
    await officer.leave()
  })

  test('a week is drawn in a browser that runs no script: a line is added, two sessions at one time are refused', async () => {
    const officer = await stage().visit({ script: false })
    await officer.signInAs(people.missingEducation)
    const child = await someChild(officer)
    await officer.open(`${child.href}/education`)
    await officer.follow('Draw the week')
    await officer.verifyOnPage('The child’s usual week')
    await session(officer, 1, 'English', '9', '12', ['Monday', 'Wednesday'])
    await session(officer, 2, 'Maths', '11:30', '13', ['Wednesday'])
    await session(officer, 3, 'Bus', '8:30', '9', ['Monday'])
    await officer.press('Add a session')
    await officer.sees('Session 4')
    await officer.press('Save the week')
    await officer.sees(/are at the same time/)
    await officer.page.locator('#from_2').fill('12')
    await officer.press('Save the week')
    await officer.verifyOnPage(child.name)
    await officer.sees(/7½ hours a week of the 25/)
    stage().trail.push(`${child.href}/education`)
    await officer.leave()
  })
}

interface SomeChild {
  name: string
  href: string
  school: string
  year: string
}

/** A child of a year group who is on the roll of a school of the county; of another year than one, where that is asked. */
async function someChild(officer: Visitor, { of_other_year = '' } = {}): Promise<SomeChild> {
  await officer.open('/children?state=on_roll&size=100')
  const rows = await officer.page.locator('main table tbody tr').evaluateAll(lines =>
    lines.map(line => ({
      name: line.querySelector('a')?.textContent?.trim() ?? '',
      href: line.querySelector('a')?.getAttribute('href') ?? '',
      cells: [...line.querySelectorAll('th, td')].map(cell => cell.textContent?.trim() ?? ''),
    })),
  )
  for (const { name, href, cells } of rows) {
    const year = cells.find(cell => /^Year \d$/.test(cell))
    const school = cells.find(cell => /(Primary|Infant|Junior) School$/.test(cell))
    if (year && school && year !== of_other_year) return { name, href, year, school }
  }
  throw new Error('No child of the first hundred is in such a year group of a primary school.')
}

async function chooseGroup(officer: Visitor, child: SomeChild): Promise<void> {
  await officer.open('/children')
  await officer.follow('Group moves')
  await officer.follow('Move a group of children')
  await officer.verifyOnPage('Move a group of children')
  await fillGroup(officer, child)
  await officer.press('See who would move')
}

async function fillGroup(officer: Visitor, child: SomeChild): Promise<void> {
  await officer.choose('A year group moves on')
  await officer.pick('Which year group?', child.year)
  await officer.fill('Which school do the children leave?', child.school)
  await officer.fill('Which school do they go to?', to)
  await officer.fillDay('On what day?', today())
}

async function session(
  officer: Visitor,
  n: number,
  what: string,
  from: string,
  until: string,
  days: readonly string[],
): Promise<void> {
  const line = officer.page.getByRole('group', { name: `Session ${n}`, exact: true })
  await line.getByLabel('What').fill(what)
  await line.getByLabel('From').fill(from)
  await line.getByLabel('To').fill(until)
  for (const day of days) await line.getByLabel(day).check({ force: true })
}
