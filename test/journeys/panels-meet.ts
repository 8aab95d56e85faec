import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Visitor } from '../support/visitor.ts'
import { dayBefore, today } from './days.ts'
import { people, type Stage } from './stage.ts'

const most = 40

/** Begins a body of the sources with whom it needs, who meet today. @returns the address of the meeting. */
async function begin(clerk: Visitor, id: string, quorum: string): Promise<{ body: string; meeting: string }> {
  await clerk.open(`/panels/begin/${id}`)
  await clerk.fillDay('When does it meet first?', today())
  await clerk.fill(/How many people must be there/, quorum)
  await clerk.press('Begin it')
  const body = clerk.path
  for (const [name, seat] of [
    [people.manager, /^Chair/],
    [people.fairAccess, /^Member/],
  ] as const) {
    await clerk.open(`${body}/seat`)
    await clerk.pickMatching('Who?', name)
    await clerk.chooseIn('In which seat?', seat)
    await clerk.press('Give the seat')
  }
  await clerk.open(`${body}/meeting`)
  await clerk.fillDay('On which day?', today())
  await clerk.press('Add it')
  const meeting = (await clerk.page.locator('main a[href^="/panels/meetings/"]').first().getAttribute('href')) ?? ''
  return { body, meeting }
}

async function drawUp(clerk: Visitor, meeting: string): Promise<void> {
  await clerk.open(`${meeting}/agenda`)
  await clerk.chooseIn('In which order?', /The longest open first/)
  await clerk.press('Draw it up')
}

/** Opens so many cases of children who need one. */
async function openCases(clerk: Visitor, count: number): Promise<void> {
  const found = new Set<string>()
  for (const list of ['/today', '/today/found']) {
    await clerk.open(list)
    const links = await clerk.page.locator('main a[href$="/case/open"]').all()
    for (const link of links) found.add((await link.getAttribute('href')) ?? '')
  }
  for (const href of [...found].slice(0, Math.max(count, 0))) {
    await clerk.open(href)
    await clerk.fill('Why does this child need a case?', 'On no roll by the newest lists.')
    await clerk.press('Open the case')
  }
}

async function isThere(clerk: Visitor, meeting: string, name: string): Promise<void> {
  await clerk.open(`${meeting}/attendance`)
  await clerk.pickMatching('Who?', name)
  await clerk.chooseIn('How did they come?', 'In the room')
  await clerk.press('Record it')
}

const itemsOn = async (visitor: Visitor, meeting: string): Promise<{ href: string; name: string }[]> => {
  await visitor.open(meeting)
  const links = await visitor.page.locator('main tbody th a').all()
  return Promise.all(
    links.map(async link => ({
      href: ((await link.getAttribute('href')) ?? '').replace('/brief', ''),
      name: ((await link.textContent()) ?? '').trim(),
    })),
  )
}

/** Says what was said of a child, and decides. */
async function decide(clerk: Visitor, kind: string | RegExp, sentence: string): Promise<void> {
  await clerk.fill('What was said?', 'What was tried, and what comes next.')
  await clerk.chooseIn('What was decided?', kind)
  await clerk.fill('The decision in a sentence', sentence)
}
const record = (clerk: Visitor) => clerk.press('Record, and go on to the next')

/** Bodies that meet: prepared, run and closed in a browser. */
export function panelsMeet(stage: () => Stage): void {
  test('a Children Out of School meeting: no quorum at first, a conflict of interest, every child heard, minutes approved', async () => {
    const clerk = await stage().visit()
    await clerk.signInAs(people.missingEducation)
    const { meeting } = await begin(clerk, 'M1', '3')
    await drawUp(clerk, meeting)
    const lacking = most - (await itemsOn(clerk, meeting)).length
    await openCases(clerk, lacking)
    await drawUp(clerk, meeting)
    const items = (await itemsOn(clerk, meeting)).slice(0, most)
    assert.equal(items.length, most, 'so many children stand before it')
    await clerk.verifyOnPage(/Children Out of School/)
    await clerk.sees('0 of at least 3 people are there.')

    const [first, second] = items
    assert.ok(first && second)
    await clerk.open(first.href)
    await decide(clerk, 'Advice', 'Ask both heads this week.')
    await record(clerk)
    await clerk.sees(/The meeting has no quorum, so it decides nothing/)
    assert.equal(await clerk.page.getByLabel('What was said?').inputValue(), 'What was tried, and what comes next.')

    const member = await stage().visit()
    await member.signInAs(people.fairAccess)
    await member.open(`${second.href}/conflict`)
    await member.chooseIn('What is the conflict?', /known outside work/)
    await member.page.getByRole('checkbox').check({ force: true })
    await member.press('Declare it')
    assert.equal(
      (await itemsOn(member, meeting)).some(one => one.name === second.name),
      false,
    )
    await member.leave()

    for (const name of [people.missingEducation, people.manager, people.fairAccess]) await isThere(clerk, meeting, name)
    await clerk.open(meeting)
    await clerk.seesNot(/people are there/)
    // The shared screen, worked with keys only.
    await clerk.follow('The shared screen')
    await clerk.verifyOnPage(first.name)
    await clerk.page.keyboard.press('ArrowRight')
    await clerk.sees(/Somebody who is there may not see this child/)
    await clerk.seesNot(second.name)

    await clerk.open(first.href)
    for (const _ of items) {
      await decide(clerk, 'Advice', 'Ask both heads this week.')
      await record(clerk)
    }
    assert.equal((await itemsOn(clerk, meeting)).length >= items.length, true)
    assert.equal(await clerk.page.locator('main tbody tr', { hasText: 'Heard' }).count(), most)
    await clerk.leave()

    const chair = await stage().visit()
    await chair.signInAs(people.manager)
    await chair.open(`${meeting}/approve`)
    await chair.page.getByRole('checkbox').check({ force: true })
    await chair.press('Approve them')
    await chair.sees(/The minutes are approved/)
    assert.equal(await chair.page.getByText('Not approved yet').count(), 0)
    await chair.leave()
  })

  test('a commissioning panel, without script: one child is funded, one is escalated', async () => {
    const clerk = await stage().visit({ script: false })
    await clerk.signInAs(people.missingEducation)
    const { body, meeting } = await begin(clerk, 'M2', '2')
    for (const name of [people.missingEducation, people.manager]) await isThere(clerk, meeting, name)
    await clerk.open('/cases')
    const hrefs = await clerk.page.locator('main tbody a[href^="/cases/"]').all()
    const cases = await Promise.all(hrefs.slice(0, 2).map(async link => (await link.getAttribute('href')) ?? ''))
    for (const href of cases) {
      await clerk.open(href)
      const reference = /\b[A-Z]+-\d{4}-\d+\b/.exec(await clerk.page.locator('main').innerText())?.[0] ?? ''
      await clerk.open(`${meeting}/add`)
      await clerk.fill('Which case?', reference)
      await clerk.fill('Why does it come before the meeting?', 'No school has a place before spring.')
      await clerk.press('Add it')
      await clerk.sees('The case stands before the meeting.')
    }
    const [first, second] = await itemsOn(clerk, meeting)
    assert.ok(first && second)
    await clerk.press(`Move ${second.name} up`)
    assert.deepEqual(
      (await itemsOn(clerk, meeting)).map(one => one.href),
      [second.href, first.href],
    )
    await clerk.open(second.href)
    await decide(clerk, 'Fund interim provision', 'Ten hours until a school has a place.')
    await clerk.fill('Which provider?', 'Riverside Learning')
    await clerk.fill('Hours a week', '10')
    await clerk.fill('Cost a week, in pounds', '350')
    await clerk.fillDay('From when?', today())
    await clerk.fillDay('Until when?', dayBefore(today(), -13))
    await record(clerk)
    await decide(clerk, 'Escalate', 'The board is asked why no school takes the child.')
    await record(clerk)
    await clerk.open(body)
    // Two weeks of 350 pounds, in one financial year or over two.
    await clerk.sees(/^£\d/)
    await clerk.open(cases[0] ?? '')
    await clerk.sees(/Fund interim provision: Riverside Learning|Escalate\. The board is asked/)
    await clerk.leave()
  })
}
