import type pg from 'pg'
import { personOf } from '../../src/features/people/sessions.ts'
import { SetUp } from '../../src/features/people/set-up.ts'
import { type Identity, type Person, settingsOf } from '../../src/ground/database/identity.ts'
import { asDay } from '../../src/rulebook/index.ts'
import type { TestDatabase } from './database.ts'
import { organisationOf } from './organisations.ts'
import { plantPlanter, plantSiblings } from './planted-family.ts'
import { plantOffice } from './planted-office.ts'
import { plantCouncils } from './planted-packets.ts'
import { plantPairs } from './planted-pairs.ts'
import { plantChild, plantLists } from './planted-rows.ts'
import type { Asker, PlantedChild, Row, World } from './policy.ts'
import { panelsBeside } from './policy-panels.ts'
import { traceBeside } from './policy-trace.ts'

/** Somebody who asks: as the database is told, and as the second statement of the policy knows them. */
export interface Planted extends Asker {
  name: string
  settings: Record<string, string>
}

export interface PlantedWorld extends World {
  authorities: string[]
  askers: Planted[]
  asker(name: string): Planted
  child(name: string): PlantedChild
  /** Every row of every table that is of an authority, by table, with where it lies. */
  rows: Map<string, { at: string; row: Row }[]>
}

const [a, b] = [990001, 990002]
const testDay = asDay('2026-11-17')

/** Plants two authorities with a person of every role, and children in every position that decides who sees them. */
export async function plantWorld(database: TestDatabase): Promise<PlantedWorld> {
  const db = database.superuser
  const setUp = await SetUp.open(`${database.url('onroll_migrate')}?options=-c%20role%3Donroll_owner`)
  const [authority_id, other_authority] = [await plantAuthority(setUp, '899'), await plantAuthority(setUp, '898')]
  await setUp.close()

  const askers: Planted[] = []
  const add = (name: string, identity: Identity) => askers.push({ name, ...askerOf(identity) })
  const { rows: roles } = await db.query<{ code: string }>('SELECT code FROM role ORDER BY sort')
  for (const { code } of roles) add(code, await enrol(db, authority_id, code, organisationOf(code)))
  add('head of B', await enrol(db, authority_id, 'school_head', `school-${b}`))
  add('their officer', await enrol(db, other_authority, 'cme_officer', 'missing_education'))
  add('their head', await enrol(db, other_authority, 'school_head', `school-${a}`))
  for (const of_authority of [authority_id, other_authority]) {
    const engine: Identity = {
      kind: 'engine',
      name: 'proof',
      authority_id: of_authority,
      asked_by: null,
      today: testDay,
    }
    add(of_authority === authority_id ? 'engine' : 'their engine', engine)
  }
  add('anonymous', { kind: 'anonymous', authority_id, today: testDay })
  const asker = (name: string): Planted => {
    const found = askers.find(one => one.name === name)
    if (!found) throw new Error(`Nobody planted is called ${name}.`)
    return found
  }
  const team = (name: string) => `team:${asker(name).organisation_id}`
  const account = (name: string) => asker(name).account_id ?? ''

  const world: PlantedWorld = {
    authorities: [authority_id, other_authority],
    askers,
    asker,
    children: new Map(),
    records: new Map(),
    imports: new Map(),
    rows: new Map(),
    child: name => {
      const found = [...world.children.values()].find(one => one.name === name)
      if (!found) throw new Error(`No child planted is called ${name}.`)
      return found
    },
  }
  await plantPlanter(db)
  await plantCouncils(db, authority_id, account('cme_officer'))
  await plantCouncils(db, other_authority, account('their officer'))
  await plantLists(db, world, authority_id, account('cme_officer'), account('team_manager'))
  await plantLists(db, world, other_authority, account('their officer'), account('their officer'))
  const base = { authority_id, officer: account('cme_officer') }
  const council = { source: 'council', school_urn: null }
  const health = { source: 'health', school_urn: null }
  const roll = (school_urn: number) => ({ source: 'school_roll', school_urn })
  const nowAt = (key: string) => ({ key, starts_on: '2026-09-01', ends_on: null })
  const untilYesterday = (key: string) => ({ key, starts_on: '2025-09-01', ends_on: testDay })
  const plant = (name: string, given: Partial<Parameters<typeof plantChild>[2]>) =>
    plantChild(db, world, { ...base, name, records: [council, health], reach: [], ...given })

  await plant('on roll at A', { records: [council, health, roll(a)], reach: [nowAt(`school:${a}`)] })
  const left = { records: [council, roll(a), roll(b)], reach: [untilYesterday(`school:${a}`), nowAt(`school:${b}`)] }
  await plant('left A for B', left)
  await plant('at A and B', { records: [roll(a), roll(b)], reach: [nowAt(`school:${a}`), nowAt(`school:${b}`)] })
  const coming = { key: `school:${a}`, starts_on: '2026-11-23', ends_on: null }
  await plant('coming to A', { records: [health, roll(a)], reach: [coming] })
  await plant('on the health list only', {})
  await plant('sealed', {
    sealed: true,
    named: [account('cme_officer')],
    named_before: [account('practitioner')],
    opened: [account('team_manager')],
    opened_before: [account('duty_officer')],
  })
  const onRollA = { records: [council, roll(a)], reach: [nowAt(`school:${a}`)] }
  await plant('sealed at A', { ...onRollA, sealed: true, named: [account('school_head'), account('virtual_school')] })
  await plant('sealed again', {
    ...onRollA,
    sealed: true,
    named: [account('team_manager')],
    once_named: [account('practitioner')],
  })
  await plant('sealed once', { ...onRollA, once_named: [account('cme_officer'), account('school_office')] })
  const placed = { source: 'protected_placement', school_urn: null }
  await plant('protected', {
    records: [council, roll(a), placed],
    reach: [nowAt(`school:${a}`), nowAt(team('social_worker'))],
  })
  const sealedPlacement = { sealed: true, named: [account('cme_officer'), account('school_head')] }
  await plant('protected and sealed', {
    records: [council, placed, roll(a)],
    reach: [nowAt(`school:${a}`)],
    ...sealedPlacement,
  })
  await plant('with the virtual school', { reach: [nowAt(team('virtual_school'))] })
  await plant('once with the virtual school', { reach: [untilYesterday(team('virtual_school'))] })
  await plant('with outsiders', { reach: [nowAt(team('provider_lead')), nowAt(team('partner_agency'))] })
  await plant('with fair access', { reach: [nowAt(team('send_officer'))] })
  const theirs = { authority_id: other_authority, officer: account('their officer') }
  await plant('theirs', { ...onRollA, ...theirs })
  await plant('theirs, sealed', {
    ...onRollA,
    ...theirs,
    sealed: true,
    named: [account('their officer'), account('cme_officer')],
  })
  await plantSiblings(db, world)
  await plantPairs(db, world)
  await plantOffice(db, authority_id, account)
  await plantOffice(db, other_authority, account)
  await plantFeeds(db)
  world.rows = await readRows(db)
  return world
}

async function plantAuthority(setUp: SetUp, code: string): Promise<string> {
  const id = await setUp.addAuthority({
    code,
    name: `Council ${code}`,
    short_name: code,
    out_of_hours_number: '01632 960999',
    postcode_areas: ['ZY1'],
    demonstration: true,
  })
  for (const school_urn of [a, b])
    await setUp.addOrganisation(id, { kind: 'school', code: `school-${school_urn}`, name: 'A school', school_urn })
  await setUp.addOrganisation(id, { kind: 'provider', code: 'provider-1', name: 'A provider', school_urn: null })
  await setUp.addOrganisation(id, { kind: 'partner_agency', code: 'southmere', name: 'An agency', school_urn: null })
  return id
}

const askerOf = (identity: Identity): Omit<Planted, 'name'> => {
  const person = identity.kind === 'person' ? identity : null
  return {
    kind: identity.kind,
    authority_id: identity.authority_id ?? '',
    role: person?.role ?? null,
    account_id: person?.account_id ?? null,
    organisation_id: person?.organisation_id ?? null,
    school: person?.schools[0] ?? null,
    settings: settingsOf(identity),
  }
}

/** A person of a role, without the second that hashing a password takes. */
async function enrol(db: pg.ClientBase, authority_id: string, role: string, code: string): Promise<Person> {
  const { rows } = await db.query(
    `WITH made AS (INSERT INTO account (email, name, password_hash) VALUES ($1 || '@example.org', $2, '') RETURNING *),
     member AS (INSERT INTO membership (authority_id, account_id, organisation_id, role, starts_on)
       SELECT $3, made.id, o.id, $2, '2020-01-01' FROM made, organisation o WHERE o.authority_id = $3 AND o.code = $4 RETURNING *)
     SELECT made.id AS account_id, made.name AS account_name, false AS must_change_password, m.authority_id, m.id AS membership_id, m.role, r.label AS role_label,
       o.id AS organisation_id, o.name AS organisation_name, o.kind AS organisation_kind, o.school_urn, r.scope, r.classes, r.first_page, NULL AS session_id,
       ARRAY(SELECT permission FROM role_permission WHERE role = r.code) AS permissions
     FROM made, member m JOIN role r ON r.code = m.role JOIN organisation o ON o.authority_id = m.authority_id AND o.id = m.organisation_id`,
    [`${role}.${code}.${authority_id}`, role, authority_id, code],
  )
  return personOf(rows[0], testDay)
}

/** What the second statement needs to know of a row beyond the row itself. */
const beside: Record<string, string> = {
  own_kind_change: `|| jsonb_build_object('kind_of', (SELECT to_jsonb(k) FROM own_kind k WHERE k.id = t.own_kind_id))`,
  recount_count: `|| jsonb_build_object('recount', (SELECT to_jsonb(r) FROM recount r WHERE r.id = t.recount_id))`,
  referral_step: `|| jsonb_build_object('referral', (SELECT to_jsonb(r) FROM referral r WHERE r.id = t.referral_id))`,
  ...panelsBeside,
  ...traceBeside,
  file: `|| jsonb_build_object('import_id', (SELECT i.id FROM import i WHERE t.id IN (i.file_id, i.addresses_file_id)))`,
  file_chunk: `|| jsonb_build_object('file', (SELECT to_jsonb(f) || jsonb_build_object('import_id', i.id, 'import_state', i.state)
    FROM file f LEFT JOIN import i ON f.id IN (i.file_id, i.addresses_file_id) WHERE f.id = t.file_id))`,
}

/** A calendar of each account in each of its roles. */
const plantFeeds = (db: pg.ClientBase): Promise<unknown> =>
  db.query(`INSERT INTO calendar_feed (authority_id, account_id, membership_id, secret_hash)
    SELECT authority_id, account_id, id, sha256(id::text::bytea) FROM membership;
    INSERT INTO calendar_feed (authority_id, account_id, membership_id, secret_hash, ended_at)
    SELECT authority_id, account_id, id, sha256(('ended ' || id)::bytea), now() FROM membership`)

async function readRows(db: pg.ClientBase): Promise<PlantedWorld['rows']> {
  const { rows: tables } = await db.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'authority_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> 'account_session'
     UNION SELECT 'audit_seal' ORDER BY 1`,
  )
  const found: PlantedWorld['rows'] = new Map()
  for (const { name } of tables) {
    const { rows } = await db.query<{ at: string; row: Row }>(
      `SELECT t.ctid::text AS at, to_jsonb(t) ${beside[name] ?? ''} AS row FROM ${name} t`,
    )
    found.set(name, rows)
  }
  return found
}
