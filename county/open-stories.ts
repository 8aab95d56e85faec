import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { Look } from '../src/ground/look.ts'
import { testApp, type Visitor } from '../test/support/app.ts'
import { type TestCounty, testDay } from '../test/support/county.ts'
import { loadedCounty } from '../test/support/loaded-county.ts'
import { readTruth, type TruthChild } from './read-county.ts'
import { type SignedIn, signedIn } from './signed-in.ts'
import type { Cast } from './truth.ts'

/** A child of a story, as the truth has it, with the person whom the lists made. */
export interface FoundChild extends Cast {
  story: number
  person_id: string
  child: TruthChild
}

/** Somebody who looks for the children: the first of a role, and at schools the first of a role at each school. */
export interface Watcher {
  visitor: Visitor
  role: string
  school_urn: number | null
}

/** The made-up county with its stories, and one of each role signed in. */
export interface Stories {
  found: readonly FoundChild[]
  watchers: ReadonlyMap<string, Watcher>
  superuser: pg.Client
  leave(): Promise<void>
}

export const label = ({ story, part }: FoundChild): string => `story ${story}, ${part}`
export const sealed = ({ expect }: FoundChild): boolean => expect.protected === true
export const stateOf = ({ expect }: FoundChild): string => String(expect.state_after ?? expect.state)

/** Roles whose work is every child of the county, but for those sealed to others. */
export const COUNTY_WIDE: readonly string[] = [
  ...['cme_officer', 'fair_access_officer', 'team_manager', 'practitioner', 'duty_officer'],
]

/** Who may see a child of a story: officers of the county, a sealed one only whoever brought its list in; staff of the school that has the child. */
export function maySee({ role, school_urn }: Watcher, one: FoundChild): boolean {
  if (sealed(one)) return role === 'cme_officer'
  if (COUNTY_WIDE.includes(role)) return true
  const onItsRoll = !['unexplained', 'whereabouts_unknown'].includes(stateOf(one))
  return role.startsWith('school_') && school_urn !== null && school_urn === one.expect.school_urn && onItsRoll
}

/** Loads the county, finds each child by the rows that the truth names, and signs one of each role in. */
export async function openStories(): Promise<Stories> {
  const { folder, database, drop } = await loadedCounty()
  const look = (purpose: string) => new Look({ purpose, route: 'test' })
  const county: TestCounty = {
    ...database,
    ...{ authority_id: '', today: testDay, person: () => assert.fail('people of this county sign in by account') },
    read: (as, work) => database.door.read(as, look('test read'), work),
    write: (as, work) => database.door.write(as, look('test write'), work),
  }
  const app = await testApp(county)
  const { rows } = await database.superuser.query<{ account_id: string; role: string; school_urn: number | null }>(
    `SELECT m.account_id, m.role, o.school_urn FROM membership m JOIN organisation o ON o.authority_id = m.authority_id AND o.id = m.organisation_id
     ORDER BY m.account_id`,
  )
  const sessions: SignedIn[] = []
  const watchers = new Map<string, Watcher>()
  for (const { account_id, role, school_urn } of rows) {
    const name = school_urn === null ? role : `${role} of ${school_urn}`
    if (watchers.has(name)) continue
    const session = await signedIn(database.door, account_id, testDay)
    sessions.push(session)
    watchers.set(name, { visitor: await app.as(session.person), role, school_urn })
  }
  return {
    ...{ watchers, superuser: database.superuser, found: await findStories(folder, database.superuser) },
    leave: async () => {
      for (const { leave } of sessions) await leave()
      await app.close()
      await drop()
    },
  }
}

async function findStories(folder: string, superuser: pg.Client): Promise<FoundChild[]> {
  const told: { stories: { number: number; children: Cast[] }[] } = JSON.parse(
    readFileSync(join(folder, 'truth.json'), 'utf8'),
  )
  const { children } = readTruth(folder)
  const { rows } = await superuser.query<{ person_id: string; file: string; line: number }>(
    `SELECT d.person_id, 'lists/' || f.name AS file, r.line FROM import_line r JOIN record d ON d.id = r.record_id
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
