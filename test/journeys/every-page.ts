import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { PageRecord } from '../../src/ground/web/page-maker.ts'
import { readAccess } from '../support/access.ts'
import type { Visitor } from '../support/visitor.ts'
import { askAnotherCouncil } from './between-councils.ts'
import { countBothSides } from './count-both-sides.ts'
import { crawl, type Instance } from './crawl.ts'
import { dayBefore, today } from './days.ts'
import { decidePolicy } from './decide-policy.ts'
import { decideWhoIsOne } from './decide-who-is-one.ts'
import { groupSomeSchools } from './group-schools.ts'
import { bringIn, check, listOf } from './list-page.ts'
import { letListsArrive } from './lists-by-themselves.ts'
import { meetOnce } from './meet-once.ts'
import { tellOf } from './parents-concern.ts'
import { recountADay } from './recount-a-day.ts'
import { nameOnASeal, recordRoundAChild } from './round-a-child.ts'
import { people, type Stage } from './stage.ts'
import { recordWhatHappened } from './what-happened.ts'
import { enquireTogether } from './whereabouts-unknown.ts'

/** A suspense account of the balance, which a sound ledger has empty and so does not link to. */
const oneSided = '/ledger/balance/children?side=facts_without_state'

/** Pages that no link leads to, by what they are: the way in, a search, and what stands only while a job runs. */
const unlinked = (instances: readonly Instance[]): Instance[] => {
  const list = instances.find(({ route }) => route === '/lists/:id')?.address ?? '/lists/none'
  const move = instances.find(({ route }) => route === '/group-moves/:id')?.address ?? '/group-moves/none'
  const recount = instances.find(({ route }) => route === '/recounts/:id')?.address ?? '/recounts/none'
  const change = instances.find(({ route }) => route === '/calendars/changes/:id')
  const taken = instances.find(({ route }) => route === '/policies/decisions/:id/take-back')?.address
  const decided = taken?.replace('take-back', 'progress') ?? '/policies/decisions/none/progress'
  const preview =
    instances.find(({ route }) => route === '/policies/previews/:id')?.address ?? '/policies/previews/none'
  const officer = people.missingEducation
  return [
    { route: '/', address: '/', who: officer },
    { route: '/ledger/balance/children', address: oneSided, who: officer },
    { route: '/ledger/balance/children.csv', address: oneSided.replace('?', '.csv?'), who: officer },
    {
      route: '/sealed/:id/take-over',
      address: `/sealed/${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}/take-over`,
      who: officer,
    },
    { route: '/choose', address: '/choose', who: officer },
    { route: '/children/search', address: '/children/search', who: officer },
    {
      route: '/calendars/changes/:id/progress',
      address: `${change?.address.replace(/\?.*/, '') ?? '/calendars/changes/none'}/progress`,
      who: change?.who ?? officer,
    },
    { route: '/group-moves/:id/progress', address: `${move.replace(/\?.*/, '')}/progress`, who: officer },
    { route: '/recounts/:id/progress', address: `${recount.replace(/\?.*/, '')}/progress`, who: officer },
    { route: '/lists/:id/progress', address: `${list}/progress`, who: officer },
    { route: '/policies/decisions/:id/progress', address: decided, who: people.administrator },
    { route: '/policies/previews/:id/progress', address: `${preview}/progress`, who: people.administrator },
    { route: '/sign-in', address: '/sign-in', who: '' },
    ...['/concern', '/concern/continue', '/concern/status'].map(address => ({ route: address, address, who: '' })),
  ]
}

const crawling = [
  people.missingEducation,
  people.manager,
  people.administrator,
  people.auditor,
  people.director,
  people.head,
]

/** A pack of more cases than stand on its page: only such a one leads to the whole of it. */
const longPack = '/duties/H1.decision'

/** Every page of the program has an instance in the demonstration, and each is as every page has to be. */
export function everyPage(stage: () => Stage): void {
  let pages: readonly PageRecord[] = []
  const instances = new Map<string, Instance>()
  const broken: string[] = []

  before(async () => {
    pages = (await readAccess()).pages.filter(({ method, machine }) => method === 'GET' && !machine)
    await leaveSomethingHalfDone(stage())
    await recordRoundAChild(stage())
    await nameOnASeal(stage())
    await recordWhatHappened(stage())
    await groupSomeSchools(stage())
    await decidePolicy(stage())
    await letListsArrive(stage())
    await recountADay(stage())
    await decideWhoIsOne(stage())
    await countBothSides(stage())
    await somebodyTells(stage())
    await meetOnce(stage())
    await enquireTogether(stage())
    await askAnotherCouncil(stage())
    await sendOneself(stage())
    for (const who of crawling) {
      const visitor = await stage().visit()
      await visitor.signInAs(who)
      const reached = await crawl(
        who,
        visitor,
        pages,
        who === people.missingEducation ? { starts: [...stage().trail, longPack], most: 8 } : { starts: [], most: 3 },
      )
      broken.push(...reached.broken)
      for (const one of reached.found) if (!instances.has(one.route)) instances.set(one.route, one)
      await visitor.leave()
    }
    for (const one of unlinked([...instances.values()])) instances.set(one.route, one)
  })

  test('no link leads to a page that is not there, or not for whoever sees the link', () => {
    assert.deepEqual(broken, [])
  })

  test('every page has an instance that a link leads to', () => {
    assert.deepEqual(
      pages.map(({ path }) => path).filter(path => !instances.has(path)),
      [],
    )
  })

  test('every page at 320 pixels: nothing axe finds, nothing beyond the edge, nothing the browser complains of', async () => {
    assert.deepEqual(await faultsOfAll(stage(), [...instances.values()], { width: 320, height: 640 }), [])
  })

  test('every page in a browser without script: a title, a heading, and a button in each form', async () => {
    assert.deepEqual(await faultsOfAll(stage(), [...instances.values()], { script: false }), [])
  })
}

/** A referral that waits for whoever crawls. */
async function somebodyTells(stage: Stage): Promise<void> {
  const stranger = await stage.visit()
  await tellOf(stranger, { forename: 'Linden', surname: 'Ashplant', born_on: '2014-04-09' })
  await stranger.leave()
}

/** A message that the mailbox of the demonstration holds. */
export async function sendOneself(stage: Stage): Promise<void> {
  const administrator = await stage.visit()
  await administrator.signInAs(people.administrator)
  await administrator.open('/mail')
  await administrator.fill('Your email address', 'rafe.linnetson@example.org')
  await administrator.press('Send a message to me')
  // It is kept a few seconds after it was asked for.
  for (let tries = 0; tries < 30; tries++) {
    await administrator.open('/mail')
    if ((await administrator.page.locator('main a[href^="/mail/"]').count()) > 0) break
    await administrator.page.waitForTimeout(1000)
  }
  await administrator.leave()
}

/** Windows that are open side by side: while one is looked through, the server draws for another. */
const lanes = 2

async function faultsOfAll(
  stage: Stage,
  instances: readonly Instance[],
  window: { width?: number; height?: number; script?: boolean },
): Promise<string[]> {
  const faults: string[] = []
  const lookThrough = async (who: string, theirs: readonly Instance[]) => {
    const visitor = await stage.visit(window)
    if (who !== '') await visitor.signInAs(who)
    for (const { route, address } of theirs)
      faults.push(...(await faultsOf(visitor, address)).map(fault => `${route}: ${fault}`))
    await visitor.leave()
  }
  for (const who of new Set(instances.map(one => one.who))) {
    const theirs = instances.filter(one => one.who === who)
    await Promise.all(
      Array.from({ length: Math.min(lanes, theirs.length) }, (_, lane) =>
        lookThrough(
          who,
          theirs.filter((_one, i) => i % lanes === lane),
        ),
      ),
    )
  }
  return faults
}

async function faultsOf(visitor: Visitor, address: string): Promise<string[]> {
  let status: number
  try {
    status = await visitor.open(address)
  } catch (problem) {
    // A browser opens no page for what is downloaded.
    if (!/Download is starting|ERR_ABORTED/.test(String(problem))) throw problem
    const answer = await visitor.get(address)
    return answer.status === 200 ? [] : [`answers ${answer.status}`]
  }
  if (status !== 200) return [`answers ${status}`]
  if ((await visitor.page.evaluate('document.contentType')) !== 'text/html') return []
  const dumb = await visitor.page.locator('form:not(:has(button))').count()
  return [...(dumb === 0 ? [] : [`${dumb} forms without a button`]), ...(await visitor.faults())]
}

/** A list that is checked and not committed, with a row to be decided, and a case with a decision that holds. */
async function leaveSomethingHalfDone(stage: Stage): Promise<void> {
  const officer = await stage.visit()
  await officer.signInAs(people.missingEducation)
  await officer.open('/today')
  await officer.follow(/^Open a case/)
  await officer.fill('Why does this child need a case?', 'On one list only.')
  await officer.press('Open the case')
  await officer.sees('What is blocking this child')
  await officer.follow('Record a decision')
  await officer.chooseIn('What was decided?', /Whereabouts unknown/)
  await officer.fillDay('From when does it hold?', today())
  await officer.fill('Why, and on what evidence?', 'Two visits, nobody at home.')
  await officer.press('Record the decision')
  await officer.sees('Two visits, nobody at home.')
  const child = { surname: 'Larkrise', forename: 'Ottoly', born_on: '2017-05-02', address_line_1: '9 Sedge Row' }
  await bringIn(
    officer,
    'Swimming lessons',
    dayBefore(today(), 1),
    listOf([
      { ...child, postcode: 'ZY3 4QT' },
      { ...child, born_on: 'May', postcode: 'ZY3 4QT' },
    ]),
  )
  await check(officer)
  await officer.leave()
}
