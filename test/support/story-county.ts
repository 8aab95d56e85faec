import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readTruth, type TruthChild } from '../../county/read-county.ts'
import { type SignedIn, signedIn } from '../../county/signed-in.ts'
import type { Cast } from '../../county/truth.ts'
import { Look } from '../../src/ground/look.ts'
import { testApp, type Visitor } from './app.ts'
import { type TestCounty, testDay } from './county.ts'
import { type LoadedCounty, loadedCounty } from './loaded-county.ts'

/** A child of a story, as the truth has it, with the person whom the lists made. */
export interface Found extends Cast {
  story: number
  person_id: string
  child: TruthChild
}

/** The made-up county with its stories, and somebody of each role who opens its pages. */
export interface StoryCounty {
  county: TestCounty
  found: Found[]
  /** By role, and for a school's head by the school: `school_head 990001`. */
  visitors: ReadonlyMap<string, { visitor: Visitor; role: string; urn: number | null }>
  visitorOf(name: string): Visitor
  close(): Promise<void>
}

const WATCHERS: readonly string[] = [
  ...['cme_officer', 'team_manager', 'practitioner', 'social_worker', 'virtual_school', 'director', 'auditor'],
  ...['administrator', 'provider_lead', 'partner_agency', 'governor'],
]

export async function storyCounty(): Promise<StoryCounty> {
  const loaded = await loadedCounty()
  const { database } = loaded
  const look = (purpose: string) => new Look({ purpose, route: 'test' })
  const county: TestCounty = {
    ...database,
    ...{
      authority_id: '',
      today: testDay,
      person: () => assert.fail('people of this county are signed in by account'),
    },
    read: (as, work) => database.door.read(as, look('test read'), work),
    write: (as, work) => database.door.write(as, look('test write'), work),
  }
  const app = await testApp(county)
  const sessions: SignedIn[] = []
  const visitors = new Map<string, { visitor: Visitor; role: string; urn: number | null }>()
  const { rows } = await county.superuser.query<{ account_id: string; role: string; urn: number | null }>(
    `SELECT m.account_id, m.role, o.school_urn AS urn FROM membership m JOIN organisation o ON o.authority_id = m.authority_id AND o.id = m.organisation_id
     ORDER BY m.account_id`,
  )
  for (const { account_id, role, urn } of rows) {
    const name = role === 'school_head' ? `${role} ${urn}` : role
    const wanted = role === 'school_head' || WATCHERS.includes(role)
    if (!wanted || visitors.has(name)) continue
    const session = await signedIn(database.door, account_id, testDay)
    sessions.push(session)
    visitors.set(name, { visitor: await app.as(session.person), role, urn })
  }
  return {
    ...{ county, visitors, found: await findStories(loaded) },
    visitorOf(name) {
      const one = visitors.get(name)
      assert.ok(one, `nobody is ${name}`)
      return one.visitor
    },
    async close() {
      for (const { leave } of sessions) await leave()
      await app.close()
      await loaded.drop()
    },
  }
}

async function findStories({ folder, database }: LoadedCounty): Promise<Found[]> {
  const told: { stories: { number: number; children: Cast[] }[] } = JSON.parse(
    readFileSync(join(folder, 'truth.json'), 'utf8'),
  )
  const { children } = readTruth(folder)
  const { rows } = await database.superuser.query<{ person_id: string; file: string; line: number }>(
    `SELECT d.person_id, 'lists/' || f.name AS file, r.line FROM import_row r JOIN record d ON d.id = r.record_id
     JOIN import i ON i.id = r.import_id JOIN file f ON f.id = i.file_id`,
  )
  const personOf = new Map(rows.map(row => [`${row.file}:${row.line}`, row.person_id]))
  return told.stories.flatMap(({ number, children: cast }) =>
    cast.map(one => {
      const persons = new Set(one.rows.map(row => personOf.get(`${row.file}:${row.line}`)))
      const [person_id] = persons
      const child = children.get(one.child_id)
      assert.ok(child && person_id && persons.size === 1, `story ${number}, ${one.part}: ${persons.size} persons`)
      return { ...one, story: number, person_id, child }
    }),
  )
}
