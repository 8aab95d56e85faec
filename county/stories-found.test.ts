import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDay } from '../test/support/county.ts'
import { type Found, type StoryCounty, storyCounty } from '../test/support/story-county.ts'

let story: StoryCounty
let found: Found[]
/** Staff of the county who see every child. */
const COUNTY_WIDE: readonly string[] = ['cme_officer', 'team_manager', 'practitioner']

before(async () => {
  story = await storyCounty()
  ;({ found } = story)
})
after(() => story.close())

const label = ({ story, part }: Found): string => `story ${story}, ${part}`
const sealed = ({ expect }: Found): boolean => expect.protected === true
const visitorOf = (name: string) => story.visitorOf(name)

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
    const { rows } = await story.county.superuser.query<Record<string, unknown>>(
      `SELECT s.state, s.school_urn, b.band, EXISTS (SELECT FROM council_case c WHERE c.person_id = p.id AND c.closed_on IS NULL) AS "case"
       FROM person p LEFT JOIN child_state s ON s.person_id = p.id AND s.starts_on <= $2 AND (s.ends_on IS NULL OR s.ends_on > $2)
       LEFT JOIN child_band b ON b.person_id = p.id AND b.starts_on <= $2 AND (b.ends_on IS NULL OR b.ends_on > $2) WHERE p.id = $1`,
      [one.person_id, testDay],
    )
    const is = rows[0] ?? {}
    const { expect } = one
    const state = expect.state_after ?? expect.state
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
    const state = one.expect.state_after ?? one.expect.state
    for (const [name, { visitor, role, urn }] of story.visitors) {
      const own =
        urn !== null && urn === one.expect.school_urn && state !== 'unexplained' && state !== 'whereabouts_unknown'
      const county = COUNTY_WIDE.includes(role) && (!sealed(one) || role === 'cme_officer')
      const may = county || (role === 'school_head' && own && !sealed(one))
      const { status } = await visitor.get(`/children/${one.person_id}`)
      const expected = may ? [200] : [403, 404]
      if (!expected.includes(status)) wrong.push(`${label(one)}, ${name}: ${status}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('the officer for children missing education finds each by name; no other school and no other council does', async () => {
  const wrong: string[] = []
  for (const one of found) {
    const { forename, surname } = one.child
    for (const name of ['cme_officer', 'practitioner', 'partner_agency']) {
      const visitor = visitorOf(name)
      await visitor.get('/children/search')
      const page = await visitor.post('/children/search', { q: `${forename} ${surname}` })
      const shown = page.status === 200 && page.html.includes(`/children/${one.person_id}`)
      const may = name === 'cme_officer' || (name === 'practitioner' && !sealed(one))
      if (shown !== may) wrong.push(`${label(one)}, ${name}: ${page.status} ${shown ? 'shown' : 'not shown'}`)
    }
  }
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
  for (const [name, { visitor }] of story.visitors) {
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
      one.story !== 18 &&
      (([5, 6, 7, 8].includes(one.story) && one.expect.case !== true) || (one.story > 8 && one.expect.case === false)),
  )
  assert.ok(quiet.length >= 8)
  for (const name of COUNTY_WIDE) {
    for (const path of ['/today', '/cases']) {
      const { html, status } = await visitorOf(name).get(path)
      assert.equal(status, 200)
      for (const one of quiet) assert.ok(!html.includes(one.person_id), `${label(one)} on ${path} of ${name}`)
    }
  }
})
