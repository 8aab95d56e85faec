import { personOf } from '../../src/features/people/sessions.ts'
import { SetUp } from '../../src/features/people/set-up.ts'
import { startFeatures } from '../../src/features.ts'
import type { Read, Write } from '../../src/ground/database/door.ts'
import { type Person, settingsOf } from '../../src/ground/database/identity.ts'
import { Look } from '../../src/ground/look.ts'
import { asDay, type Day } from '../../src/rulebook/index.ts'
import { freshDatabase, type TestDatabase } from './database.ts'
import { organisationOf } from './organisations.ts'

export const testDay = asDay('2026-11-17')

/** A small authority in a database of its own: teams, two schools, and one person of each role that is asked for. */
export interface TestCounty extends TestDatabase {
  authority_id: string
  today: Day
  /** The person of a role, as the sign-in would make it. A second argument names the organisation by code. */
  person(role: string, organisation_code?: string): Promise<Person>
  read<T>(as: Person, work: (tx: Read) => Promise<T>): Promise<T>
  write<T>(as: Person, work: (tx: Write) => Promise<T>): Promise<T>
}

export async function testCounty(): Promise<TestCounty> {
  startFeatures()
  const database = await freshDatabase()
  const setUp = await SetUp.open(`${database.url('onroll_migrate')}?options=-c%20role%3Donroll_owner`)
  const authority_id = await setUp.addAuthority({
    code: '899',
    name: 'Marlshire County Council',
    short_name: 'Marlshire',
    out_of_hours_number: '01632 960999',
    postcode_areas: ['ZY1', 'ZY2', 'ZY3'],
    demonstration: true,
  })
  for (const [urn, name] of [
    [990001, 'Ashby Brook Primary School'],
    [990002, 'Marl Valley Academy'],
  ] as const) {
    await setUp.addOrganisation(authority_id, { kind: 'school', code: `school-${urn}`, name, school_urn: urn })
    await database.superuser.query(
      `INSERT INTO school (urn, la_code, laestab, name, name_key, status, sector, phase) VALUES ($1, '899', $2, $3, lower($3), 'open', 'state', 'Primary')`,
      [urn, `8992${urn % 1000}`, name],
    )
  }
  await setUp.addOrganisation(authority_id, {
    kind: 'provider',
    code: 'provider-1',
    name: 'Riverside Learning',
    school_urn: null,
  })
  await setUp.addOrganisation(authority_id, {
    kind: 'partner_agency',
    code: 'southmere',
    name: 'Southmere Council',
    school_urn: null,
  })
  await database.superuser.query(
    `INSERT INTO calendar_entry (authority_id, kind, starts_on, last_on, name) SELECT $1, kind, starts_on::date, last_on::date, name FROM (VALUES
      ('term', '2024-09-02', '2024-12-20', 'Autumn 2024'), ('term', '2025-01-06', '2025-04-04', 'Spring 2025'), ('term', '2025-04-22', '2025-07-22', 'Summer 2025'),
      ('term', '2025-09-01', '2025-12-19', 'Autumn 2025'), ('term', '2026-01-05', '2026-03-27', 'Spring 2026'), ('term', '2026-04-13', '2026-07-21', 'Summer 2026'),
      ('term', '2026-09-01', '2026-12-18', 'Autumn 2026'), ('term', '2027-01-04', '2027-03-25', 'Spring 2027'), ('term', '2027-04-12', '2027-07-21', 'Summer 2027'),
      ('half_term', '2026-10-26', '2026-10-30', 'Half-term'), ('inset', '2026-09-01', '2026-09-01', 'INSET day')) AS t (kind, starts_on, last_on, name)`,
    [authority_id],
  )
  const made = new Map<string, Person>()
  const county: TestCounty = {
    ...database,
    authority_id,
    today: testDay,
    person: async (role, organisation_code = organisationOf(role)) => {
      const key = `${role} ${organisation_code}`
      const before = made.get(key)
      if (before) return before
      const email = `${role}.${organisation_code}@example.org`
      const account_id = await setUp.addAccount(
        authority_id,
        {
          email,
          name: key,
          role,
          organisation_code,
          password: 'a long enough password',
          must_change: false,
          made_up: true,
        },
        asDay('2020-01-01'),
      )
      const { rows } = await database.superuser.query(
        `SELECT a.id AS account_id, a.name AS account_name, a.must_change_password, m.authority_id, m.id AS membership_id, m.role, r.label AS role_label,
           o.id AS organisation_id, o.name AS organisation_name, o.kind AS organisation_kind, o.school_urn, r.scope, r.classes, r.first_page, NULL AS session_id,
           ARRAY(SELECT permission FROM role_permission WHERE role = r.code) AS permissions
         FROM account a JOIN membership m ON m.account_id = a.id JOIN role r ON r.code = m.role
         JOIN organisation o ON o.authority_id = m.authority_id AND o.id = m.organisation_id WHERE a.id = $1`,
        [account_id],
      )
      const person = personOf(rows[0], testDay)
      made.set(key, person)
      return person
    },
    read: (as, work) => database.door.read(as, new Look({ purpose: 'test read', route: 'test' }), work),
    write: (as, work) => database.door.write(as, new Look({ purpose: 'test write', route: 'test' }), work),
    drop: async () => {
      await setUp.close()
      await database.drop()
    },
  }
  return county
}

/** The settings of an identity as SQL, for a statement run by hand. */
export const toldTo = (person: Person): string =>
  Object.entries(settingsOf(person))
    .map(([name, value]) => `set_config('onroll.${name}', '${value}', true)`)
    .join(', ')
