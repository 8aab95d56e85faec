import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sealChild } from '../../src/features/children/index.ts'
import { addDays } from '../../src/rulebook/index.ts'
import { type TestApp, testApp, type Visitor } from '../support/app.ts'
import { openedCase } from '../support/case-forms.ts'
import { type TestCounty, testCounty } from '../support/county.ts'
import { listWork } from '../support/lists.ts'
import { plantChild } from '../support/plant-children.ts'

// A sealed record does not exist for anyone not named on it. So two counties are built alike, the one with a sealed child and the other
// without; then every role asks for every page of both, and every answer must be the same but for what no two answers share.

interface Side {
  county: TestCounty
  app: TestApp
  open: string
  case_id: string
  list: string
  /** The sealed child and their case; in the county without, numbers that nobody has. */
  hidden: { person_id: string; case_id: string }
}

const surname = 'Zephyrine'
const nobody = { person_id: '01900000-0000-7000-8000-000000000001', case_id: '01900000-0000-7000-8000-000000000002' }
let sides: readonly [Side, Side]
let roles: Role[]

/** A role as far as it decides what somebody sees. */
interface Role {
  code: string
  /** Where its children are, and which classes of field it sees of them. */
  sight: string
  permissions: string[]
}

before(async () => {
  sides = [await build(true), await build(false)]
  const { rows } = await sides[0].county.superuser.query<Role>(
    `SELECT code, concat_ws(' ', organisation_kind, scope, ARRAY(SELECT unnest(classes) ORDER BY 1)) AS sight,
       ARRAY(SELECT permission FROM role_permission WHERE role = code ORDER BY 1) AS permissions FROM role ORDER BY sort`,
  )
  roles = rows
})
after(async () => {
  for (const { app, county } of sides ?? []) {
    await app.close()
    await county.drop()
  }
})

/** A county with children on a list, on a roll and in cases. The sealed child comes last, so that nothing else is numbered otherwise. */
async function build(withSealed: boolean): Promise<Side> {
  const county = await testCounty()
  const app = await testApp(county)
  const officer = await county.person('cme_officer')
  const holder = await county.person('team_manager')
  // Both sign in on both sides: who is signed in stands on a page.
  const [visitor, keeper] = [await app.as(officer), await app.as(holder)]
  const row = (name: string) => ({
    surname: name,
    forename: 'Robin',
    born_on: '2014-02-04',
    postcode: 'ZY1 3AB',
    school_urn: '990001',
  })
  const list = await listWork(county, officer).takeIn({
    source: 'Roll',
    as_at: '2026-09-10',
    rows: [row('Wren'), row('Finch')],
  })
  const open = await plantChild(county, { surname: 'Lark', lives: [['2026-09-01', null]] })
  const opened = await openedCase(visitor, open)
  const side = { county, app, open, case_id: opened.split('/').at(-1) ?? '', list: String(list ?? open) }
  if (!withSealed) return { ...side, hidden: nobody }
  const person_id = await plantChild(county, {
    ...{ surname, born_on: '2013-04-05', lives: [['2026-09-01', null]], rolls: [['2026-09-01', '2026-10-01']] },
    circumstances: [['2026-10-05', null, { kind: 'awaiting_place' }]],
  })
  const held = (await openedCase(keeper, person_id)).split('/').at(-1) ?? ''
  await county.write(holder, tx =>
    sealChild(tx, holder, { person_id, reason: 'Planted.', review_on: addDays(county.today, 90), named: [] }),
  )
  return { ...side, hidden: { person_id, case_id: held } }
}

/** What an answer says, without what no two answers share: keys of forms, numbers of rows, the time. */
const plain = (text: string): string =>
  text
    .replaceAll(/nonce="[^"]*"/g, 'nonce')
    .replaceAll(/name="(?:_csrf|opened)" value="[^"]*"/g, 'key')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '#')
    .replaceAll(/reference[^<]*<[^>]*>[^<]*/gi, 'reference')
    .replaceAll(/\b\d{1,2}:\d{2}(?::\d{2})?\b/g, 'time')
    .replaceAll(/\b[0-9a-f]{64}\b/g, 'hash')

/** Pages that say what was asked of them, or what the reader did: they tell of this test itself. */
const ofTheReader = ['/account/looks', '/children/:id/access', '/children/:id/access.csv', '/audit', '/children/mine']
/** Figures of the whole council count sealed children as a number: only that nobody is named there is proved. */
const totals = ['/ledger', '/figures', '/rulebook', '/duties']
const isTotal = (path: string): boolean => totals.some(total => path.startsWith(total))

/** The address of a route: children, cases and lists that both counties have, or the hidden ones. */
function addressOf(path: string, side: Side, hidden = false): string {
  const ids: [RegExp, string][] = [
    [/^\/children\//, hidden ? side.hidden.person_id : side.open],
    [/^\/cases\//, hidden ? side.hidden.case_id : side.case_id],
    [/^\/lists\//, side.list],
    [/./, side.open],
  ]
  const id = ids.find(([begins]) => begins.test(path))?.[1] ?? side.open
  return path
    .replaceAll(/:(?:urn|school)\b/g, '990001')
    .replaceAll(/:(?:line|number)\b/g, '2')
    .replaceAll(/:id\b/g, id)
    .replaceAll(/:\w+/g, nobody.person_id)
}

async function bothAs(role: string): Promise<[Visitor, Visitor]> {
  const [one, two] = sides
  return [await one.app.as(await one.county.person(role)), await two.app.as(await two.county.person(role))]
}

const routes = (method: 'GET' | 'POST') =>
  sides[0].app.web.pageRecords.filter(record => record.method === method && !record.path.includes('/become'))

async function differences(
  role: string,
  paths: readonly string[],
  ask: (visitor: Visitor, address: string) => ReturnType<Visitor['get']>,
  hidden: boolean,
): Promise<string[]> {
  const [one, two] = await bothAs(role)
  const faults: string[] = []
  for (const path of paths) {
    const a = await ask(one, addressOf(path, sides[0], hidden))
    const b = await ask(two, addressOf(path, sides[1], hidden))
    const [said, without] = [plain(a.html), plain(b.html)]
    const same =
      a.status === b.status &&
      plain(a.location ?? '') === plain(b.location ?? '') &&
      (isTotal(path) || said === without)
    if (!same) faults.push(`${role}: ${path} answers ${a.status} and ${b.status}: ${firstDifference(said, without)}`)
    if (
      said.includes(surname) ||
      a.html.includes(sides[0].hidden.person_id) !== b.html.includes(sides[1].hidden.person_id)
    )
      faults.push(`${role}: ${path} names the sealed child`)
  }
  return faults
}

function firstDifference(a: string, b: string): string {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return `“${a.slice(Math.max(0, at - 60), at + 80)}” and “${b.slice(Math.max(0, at - 60), at + 80)}”`
}

/** Everybody but the manager, who sealed the record. */
const unnamed = () => roles.filter(role => role.code !== 'team_manager')

/**
 * Who asks for a page, in the place of everybody. Of the roles that may open it and see the same, as few as hold together every
 * permission that any of them holds, so that each part of it is drawn for somebody; and one who may not open it. Which they
 * are goes round with the place of the page.
 */
function askersOf(may: string, at: number): string[] {
  const around = <T>(all: readonly T[]): T[] => all.map((_, n) => all[(n + at) % all.length] as T)
  const opens = (role: Role) => may === 'anyone' || role.permissions.includes(may)
  const asking = around(unnamed().filter(role => !opens(role))).slice(0, 1)
  for (const [, alike] of Map.groupBy(unnamed().filter(opens), role => role.sight)) {
    const drawn = new Set<string>()
    const more = (role: Role) => role.permissions.filter(permission => !drawn.has(permission)).length
    for (;;) {
      const [next] = around(alike).toSorted((a, b) => more(b) - more(a))
      if (next === undefined || (drawn.size > 0 && more(next) === 0)) break
      asking.push(next)
      for (const permission of next.permissions) drawn.add(permission)
      if (drawn.size === 0) break
    }
  }
  return asking.map(role => role.code)
}

/** Where most of what a role sees is gathered: every role asks for these. */
const inEverybodysHand = ['/today', '/children', '/children/:id', '/cases/:id']

/** The pages of each role, so that everybody signs in once. */
function byRole(records: ReturnType<typeof routes>): Map<string, string[]> {
  const first = records.flatMap(({ path }) => (inEverybodysHand.includes(path) ? [path] : []))
  const pages = new Map(unnamed().map(role => [role.code, first]))
  for (const [at, { path, may }] of records.entries())
    if (!first.includes(path)) for (const role of askersOf(may, at)) pages.set(role, [...(pages.get(role) ?? []), path])
  return pages
}
/** One role for each way of reaching children. */
const reaching = ['cme_officer', 'duty_officer', 'social_worker', 'school_head', 'director', 'administrator']

test('every page is the same for everybody whether or not a child is sealed', async () => {
  const records = routes('GET').filter(({ path }) => !ofTheReader.includes(path))
  assert.ok(records.length > 60)
  const asked = byRole(records)
  const faults: string[] = []
  for (const [role, paths] of asked)
    faults.push(...(await differences(role, paths, (visitor, address) => visitor.get(address), false)))
  assert.deepEqual(faults, [])
})

test('every address of a sealed child and of their case answers as one that nobody has', async () => {
  const records = routes('GET').filter(({ path }) => /^\/(?:children|cases)\/:/.test(path))
  assert.ok(records.length > 10)
  const faults: string[] = []
  for (const [role, paths] of byRole(records))
    faults.push(...(await differences(role, paths, (visitor, address) => visitor.get(address), true)))
  assert.deepEqual(faults, [])
})

test('every form about a sealed child is refused as one about nobody', async () => {
  const paths = routes('POST').flatMap(({ path }) => (/^\/(?:children|cases)\/:/.test(path) ? [path] : []))
  assert.ok(paths.length > 10)
  const faults: string[] = []
  for (const role of reaching) {
    faults.push(...(await differences(role, ['/account'], (visitor, address) => visitor.get(address), true)))
    const [one, two] = await bothAs(role)
    for (const path of paths) {
      // A page with a form comes first, for its token.
      await one.get('/account')
      await two.get('/account')
      const a = await one.post(addressOf(path, sides[0], true), { confirmed: 'yes' })
      const b = await two.post(addressOf(path, sides[1], true), { confirmed: 'yes' })
      if (a.status !== b.status || plain(a.html) !== plain(b.html))
        faults.push(
          `${role}: ${path} answers ${a.status} and ${b.status}: ${firstDifference(plain(a.html), plain(b.html))}`,
        )
      if (a.status < 400 && a.status !== 303) faults.push(`${role}: ${path} answers ${a.status}`)
    }
  }
  assert.deepEqual(faults, [])
})

test('a search by any datum of a sealed child finds as much as in a county without them', async () => {
  const { rows } = await sides[0].county.superuser.query(
    'SELECT forename, born_on::text FROM child_summary WHERE person_id = $1',
    [sides[0].hidden.person_id],
  )
  const words = [
    surname,
    `${rows[0].forename} ${surname}`,
    surname.slice(0, 4),
    'Zefyrine',
    '5/4/2013',
    '2013-04-05',
    'Lark',
  ]
  const faults: string[] = []
  for (const role of reaching.slice(0, 4)) {
    const [one, two] = await bothAs(role)
    for (const q of words) {
      await one.get('/account')
      await two.get('/account')
      const [a, b] = [await one.post('/children/search', { q }), await two.post('/children/search', { q })]
      if (a.status !== b.status || plain(a.html) !== plain(b.html))
        faults.push(`${role}: ${q}: ${firstDifference(plain(a.html), plain(b.html))}`)
    }
  }
  assert.deepEqual(faults, [])
})
