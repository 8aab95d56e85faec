import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { stateCodes } from '../src/features/oversight/codes.ts'
import {
  COUNTY_WIDE,
  type FoundChild,
  label,
  maySee,
  openStories,
  type Stories,
  sealed,
  stateOf,
  type Watcher,
} from './open-stories.ts'

let stories: Stories
before(async () => {
  stories = await openStories()
})
after(() => stories.leave())

/** The children whom a list leads to, all its pages; none where the list is not open to who asks. */
async function listed({ visitor }: Watcher, path: string): Promise<Set<string>> {
  const ids = new Set<string>()
  for (let next: string | undefined = path; next !== undefined; ) {
    const page = await visitor.get(next)
    assert.ok([200, 403, 404].includes(page.status), `${next}: ${page.status}`)
    if (page.status !== 200) return ids
    for (const link of page.$('main a[href^="/children/"]').toArray()) {
      const id = /^\/children\/([0-9a-f-]{36})/.exec(page.$(link).attr('href') ?? '')?.[1]
      if (id !== undefined) ids.add(id)
    }
    next = page.$('main a[rel=next]').attr('href')
  }
  return ids
}

/** A list, and which children of the stories stand on it for whom. */
interface Place {
  path: string
  holds(one: FoundChild, watcher: Watcher): boolean
}

/** Roles that open a figure of the ledger to its children: never to a sealed one, whoever asks. */
const opensFigures = ['cme_officer', 'fair_access_officer', 'team_manager', 'practitioner']

const places: readonly Place[] = [
  { path: '/children?size=100', holds: (one, watcher) => maySee(watcher, one) },
  { path: '/our-children?size=100', holds: (one, watcher) => maySee(watcher, one) },
  ...stateCodes.map(state => ({
    path: `/ledger/children?state=${state}&size=100`,
    holds: (one: FoundChild, { role }: Watcher) =>
      opensFigures.includes(role) && !sealed(one) && stateOf(one) === state,
  })),
  {
    path: '/today/found?size=100',
    holds: (one, watcher) =>
      COUNTY_WIDE.includes(watcher.role) &&
      maySee(watcher, one) &&
      stateOf(one) === 'unexplained' &&
      one.expect.case !== true,
  },
]

test('as each role, every story stands on the lists where it should be, and on no other', async () => {
  const wrong: string[] = []
  for (const [name, watcher] of stories.watchers) {
    for (const { path, holds } of places) {
      const ids = await listed(watcher, path)
      for (const one of stories.found) {
        const [is, should] = [ids.has(one.person_id), holds(one, watcher)]
        if (is !== should)
          wrong.push(`${label(one)} (${stateOf(one)}), ${name}: ${is ? 'stands' : 'is not'} on ${path}`)
      }
    }
  }
  assert.deepEqual(wrong, [])
})

test('as each role, the cases are those of the stories that tell of one, and are seen with the child', async () => {
  const wrong: string[] = []
  const { rows } = await stories.superuser.query<{ id: string; person_id: string; reference: string }>(
    'SELECT id, person_id, reference FROM council_case WHERE closed_on IS NULL',
  )
  const caseOf = new Map(rows.map(row => [row.person_id, row]))
  for (const [name, watcher] of stories.watchers) {
    const page = await watcher.visitor.get('/cases.csv')
    const list = page.status === 200 ? page.html : ''
    for (const one of stories.found) {
      const should = one.expect.case === true && maySee(watcher, one) && COUNTY_WIDE.includes(watcher.role)
      const opened = caseOf.get(one.person_id)
      const listed = opened !== undefined && list.includes(opened.reference)
      const status = opened === undefined ? 404 : (await watcher.visitor.get(`/cases/${opened.id}`)).status
      if (listed !== should) wrong.push(`${label(one)}, ${name}: ${listed ? 'among' : 'not among'} the cases`)
      if ((status === 200) !== should) wrong.push(`${label(one)}, ${name}: the case answers ${status}`)
    }
  }
  assert.deepEqual(wrong, [])
})
