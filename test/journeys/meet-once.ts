import assert from 'node:assert/strict'
import type { Visitor } from '../support/visitor.ts'
import { dayBefore, today } from './days.ts'
import { people, type Stage } from './stage.ts'

/** Addresses of a kind that the page links to, in its order. */
async function linked(visitor: Visitor, part: string): Promise<string[]> {
  const links = await visitor.page.locator(`main a[href*="${part}"]`).all()
  return Promise.all(links.map(async link => (await link.getAttribute('href')) ?? ''))
}

/**
 * A body of the sources meets today: it is begun, its manager takes the chair, two children are heard, and the minutes of the first are approved
 * before the second is heard. Something of the second is decided by the chair alone, and papers are published.
 */
export async function meetOnce(stage: Stage): Promise<void> {
  const clerk = await stage.visit()
  await clerk.signInAs(people.missingEducation)
  await clerk.open('/panels/begin/M1')
  await clerk.fillDay('When does it meet first?', today())
  await clerk.press('Begin it')
  const body = clerk.path
  assert.match(body, /^\/panels\/[0-9a-f-]{36}$/)
  await clerk.open(`${body}/meeting`)
  await clerk.fillDay('On which day?', today())
  await clerk.press('Add it')
  await clerk.open(`${body}/meeting`)
  await clerk.fillDay('On which day?', dayBefore(today(), -14))
  await clerk.press('Add it')
  await clerk.open(`${body}/seat`)
  await clerk.pickMatching('Who?', people.manager)
  await clerk.chooseIn('In which seat?', /^Chair/)
  await clerk.press('Give the seat')
  await clerk.open(body)
  // The newest stands first: today’s is the last.
  const meeting = (await linked(clerk, '/panels/meetings/')).at(-1) ?? ''
  await clerk.open(`${meeting}/agenda`)
  await clerk.chooseIn('In which order?', /By reference/)
  await clerk.press('Draw it up')
  const items = [...new Set((await linked(clerk, '/panels/items/')).filter(href => /[0-9a-f]{12}$/.test(href)))]
  const [first = '', second = ''] = items
  await hear(clerk, first)
  const chair = await stage.visit()
  await chair.signInAs(people.manager)
  await chair.open(`${meeting}/approve`)
  await chair.page.getByRole('checkbox').check({ force: true })
  await chair.press('Approve them')
  await chair.leave()
  await hear(clerk, second)
  await clerk.open(second)
  await clerk.fill('What was said?', 'The family moves on Friday.')
  await clerk.chooseIn('What was decided?', 'Advice')
  await clerk.chooseIn('How was it decided?', 'By the chair alone')
  await clerk.fill('Why could it not wait for a meeting?', 'They move before it meets.')
  await clerk.fill('The decision in a sentence', 'Tell the other council today.')
  await clerk.press('Record, and go on to the next')
  // Papers of today’s meeting are published and opened; those of the other are not.
  await clerk.open(`${meeting}/papers/publish`)
  await clerk.page.getByRole('checkbox').check({ force: true })
  await clerk.press('Publish them')
  await clerk.press('Open your copy')
  stage.trail.push(second, `${meeting}/papers`)
  await clerk.leave()
}

async function hear(clerk: Visitor, item: string): Promise<void> {
  await clerk.open(item)
  await clerk.fill('What was said?', 'A place is looked for in two schools.')
  await clerk.chooseIn('What was decided?', 'Advice')
  await clerk.fill('The decision in a sentence', 'Ask both heads this week.')
  await clerk.press('Record, and go on to the next')
}
