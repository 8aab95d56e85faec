import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Visitor } from '../test/support/app.ts'
import { testDay } from '../test/support/county.ts'
import {
  COUNTY_WIDE,
  type FoundChild,
  label,
  maySee,
  openStories,
  type Stories,
  stateOf,
  type Watcher,
} from './open-stories.ts'

const today = testDay
let stories: Stories
let found: readonly FoundChild[]
before(async () => {
  stories = await openStories()
  found = stories.found
})
after(() => stories.leave())

const visitorOf = (role: string): Visitor => {
  const one = [...stories.watchers.values()].find(watcher => watcher.role === role)
  assert.ok(one, `nobody is ${role}`)
  return one.visitor
}

test('every child of the 25 stories is one person, and no two of them are the same', () => {
  assert.deepEqual(
    [...new Set(found.map(({ story }) => story))],
    Array.from({ length: 26 }, (_, number) => number),
  )
  assert.equal(new Set(found.map(({ person_id }) => person_id)).size, found.length)
})

test('each is in the state, the school, the band and the case that the story tells', async () => {
  const wrong: string[] = []
  for (const one of found) {
    const { rows } = await stories.superuser.query<Record<string, unknown>>(
      `SELECT s.state, s.school_urn, b.band, EXISTS (SELECT FROM council_case c WHERE c.person_id = p.id AND c.closed_on IS NULL) AS "case"
       FROM person p LEFT JOIN child_state s ON s.person_id = p.id AND s.starts_on <= $2 AND (s.ends_on IS NULL OR s.ends_on > $2)
       LEFT JOIN child_band b ON b.person_id = p.id AND b.starts_on <= $2 AND (b.ends_on IS NULL OR b.ends_on > $2) WHERE p.id = $1`,
      [one.person_id, today],
    )
    const is = rows[0] ?? {}
    const { expect } = one
    const state = stateOf(one)
    if (is.state !== state) wrong.push(`${label(one)}: ${is.state}, not ${state}`)
    const onRoll = ['on_roll', 'reduced_hours', 'independent'].includes(String(state))
    if (onRoll && expect.school_urn !== undefined)
      if (is.school_urn !== expect.school_urn)
        wrong.push(`${label(one)}: at ${is.school_urn}, not ${expect.school_urn}`)
    const band = expect.band_with_plan ?? expect.band
    if (band !== undefined && (is.band ?? 'none') !== band) wrong.push(`${label(one)}: band ${is.band}, not ${band}`)
    if (expect.case !== undefined && is.case !== expect.case) wrong.push(`${label(one)}: case ${is.case}`)
  }
  assert.deepEqual(wrong, [])
})

test('each opens for who may see the child, and for nobody else', async () => {
  const wrong: string[] = []
  for (const one of found) {
    for (const [name, watcher] of stories.watchers) {
      const { status } = await watcher.visitor.get(`/children/${one.person_id}`)
      const expected = maySee(watcher, one) ? [200] : [403, 404]
      if (!expected.includes(status)) wrong.push(`${label(one)}, ${name}: ${status}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('each is found by name by whoever may see the child, and by nobody else', async () => {
  const wrong: string[] = []
  const search = async (name: string, watcher: Watcher): Promise<void> => {
    const { status } = await watcher.visitor.get('/children/search')
    for (const one of found) {
      const q = `${one.child.forename} ${one.child.surname}`
      const page = status === 200 ? await watcher.visitor.post('/children/search', { q }) : null
      const shown = page?.html.includes(`/children/${one.person_id}`) === true
      if (shown !== maySee(watcher, one)) wrong.push(`${label(one)}, ${name}: ${shown ? 'shown' : 'not shown'}`)
    }
  }
  await Promise.all([...stories.watchers].map(([name, watcher]) => search(name, watcher)))
  assert.deepEqual(wrong, [])
})

const LISTS = [
  '/today',
  '/cases',
  '/children',
  '/children?state=unexplained',
  '/lists',
  '/ledger',
  '/ledger/balance/children',
]

test('3: nothing anywhere tells of the refuge to who is not named', async () => {
  const refuge = found.filter(({ story }) => story === 3)
  assert.equal(refuge.length, 3)
  const address = refuge[0]?.child.postcode ?? ''
  const words = [...refuge.flatMap(({ person_id, child }) => [person_id, child.surname]), address]
  for (const [name, { visitor }] of stories.watchers) {
    if (name === 'cme_officer') continue
    for (const path of LISTS) {
      const { html } = await visitor.get(path)
      for (const word of words) assert.ok(!html.includes(word), `${name} reads ${word} on ${path}`)
    }
  }
})

test('4: neither identity of the adopted child leads to the other, on any page of theirs', async () => {
  const [former, present] = found.filter(({ story }) => story === 4)
  assert.ok(former && present)
  for (const [one, other] of [
    [former, present],
    [present, former],
  ] as const) {
    for (const name of COUNTY_WIDE) {
      const visitor = visitorOf(name)
      const own = `/children/${one.person_id}`
      const page = await visitor.get(own)
      const tabs = page
        .$(`a[href^="${own}"]`)
        .toArray()
        .map(link => page.$(link).attr('href') ?? own)
      const paths = [...new Set([own, ...tabs])].filter(path => !path.includes('.csv'))
      assert.ok(paths.length >= 3, paths.join(' '))
      for (const path of paths) {
        const { html } = await visitor.get(path)
        for (const word of [other.person_id, other.child.surname]) assert.ok(!html.includes(word), `${word} on ${path}`)
      }
    }
  }
})

test('5, 6, 7, 8 and the quiet ones of the other stories are on nobody’s worklist', async () => {
  const quiet = found.filter(
    one =>
      ([5, 6, 7, 8].includes(one.story) && one.expect.case !== true) || (one.story > 8 && one.expect.case === false),
  )
  assert.ok(quiet.length >= 9)
  for (const name of COUNTY_WIDE) {
    for (const path of ['/today', '/cases']) {
      const { html, status } = await visitorOf(name).get(path)
      assert.equal(status, 200)
      for (const one of quiet) assert.ok(!html.includes(one.person_id), `${label(one)} on ${path} of ${name}`)
    }
  }
})
