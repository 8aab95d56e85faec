import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { sightFaults, writeFaults } from '../support/as-asker.ts'
import { catalogueFaults } from '../support/catalogue.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import {
  listPolicies,
  spoiltGround,
  spoiltIdentity,
  type Weakening,
  weakenedAlternatives,
  weakenings,
} from '../support/mutations.ts'
import { type PlantedWorld, plantWorld } from '../support/planted.ts'

// A proof that nothing can make fail proves nothing: each way of spoiling the database must turn one red.

let database: TestDatabase
let world: PlantedWorld
before(async () => {
  database = await freshDatabase()
  world = await plantWorld(database)
})
after(() => database?.drop())

const national = readFileSync(new URL('../../database/NATIONAL', import.meta.url), 'utf8').split('\n')

/** What the proofs say of a database that was spoilt; it is mended again before this returns. */
async function whenSpoilt(sql: string, faults: () => Promise<string[]>): Promise<string[]> {
  await database.superuser.query('BEGIN')
  try {
    await database.superuser.query(sql)
    return await faults()
  } finally {
    await database.superuser.query('ROLLBACK')
  }
}

const ofMyAuthority = '(authority_id = ( SELECT identity.authority() AS authority))'
const namesAreSeen = "( SELECT identity.sees('identity'::text) AS sees)"

/**
 * Clauses that say again what another part of the policy, or the policy of a table that it asks, has said. They stay,
 * because each policy is to be read by itself.
 */
const saidTwice = [
  // Every role that reaches a child sees its names.
  ...['birth_fact_read', 'child_summary_read', 'name_fact_read'].map(name => `${name}: ${namesAreSeen}`),
  // These ask for the recount as well, which is of its authority.
  ...['recount_count_read', 'recount_count_sum'].map(name => `${name}: ${ofMyAuthority}`),
  // These ask for the account, which is of one authority in a session.
  ...['calendar_feed_read', 'calendar_feed_add', 'calendar_feed_end'].map(name => `${name}: ${ofMyAuthority}`),
  // This asks for a role of the account's own as well.
  'calendar_feed_add: (account_id = ( SELECT identity.account() AS account))',
  // What is taken back is read first, and reading asks for the authority.
  `authority_policy_take_back: ${ofMyAuthority}`,
  `mail_message_change: ${ofMyAuthority}`,
  // Every role that records what happened sees care status.
  'happening_fact_add: (field_class = ANY (( SELECT identity.classes() AS classes)::text[]))',
  // These ask for the child, the file, the list or its source as well, which is of its authority.
  ...['own_kind_change_read', 'picked_file_read', 'upload_key_add', 'pick_up_add'].map(
    name => `${name}: ${ofMyAuthority}`,
  ),
  ...['import_match_read', 'import_missing_read', 'import_row_read', 'case_entry_add'].map(
    name => `${name}: ${ofMyAuthority}`,
  ),
  ...['import_again_read', 'import_undo_left_read', 'missing_step_read', 'missing_step_add'].map(
    name => `${name}: ${ofMyAuthority}`,
  ),
  // Whoever reads lists may change children, and the other way round.
  "missing_step_add: ( SELECT identity.may('children.change'::text) AS may)",
  'missing_step_add: (import_id IN ( SELECT import.id FROM import))',
  // This asks for the referral as well, which is of its authority.
  `referral_step_read: ${ofMyAuthority}`,
  // The authority of an owner or a referral may not be changed at all.
  `referral_change: ${ofMyAuthority}`,
  // These ask for the item, or the case that it is of, as well, which are of its authority.
  ...['panel_item', 'panel_decision', 'panel_minute'].flatMap(table =>
    ['read', 'add', 'change'].map(what => `${table}_${what}: ${ofMyAuthority}`),
  ),
  ...['panel_commitment_add', 'panel_commitment_change'].map(name => `${name}: ${ofMyAuthority}`),
  // The same is asked of what it was and of what it becomes.
  "panel_minute_change: ( SELECT identity.may('panels.run'::text) AS may)",
  // What is changed is read first, and reading asks for the child.
  'ladder_step_change: (person_id IN ( SELECT person.id FROM person))',
  'trace_change: (person_id IN ( SELECT person.id FROM person))',
  ...['council_key_end', 'other_council_end'].map(name => `${name}: ${ofMyAuthority}`),
  'ledger_owner_end: authority_id = ( SELECT identity.authority() AS authority)',
  ...[
    'agreed_action_add',
    'agreed_action_change',
    'ladder_step_add',
    'ladder_step_change',
    'section_19_decision_add',
    'trace_add',
    'trace_change',
  ].map(name => `${name}: ${ofMyAuthority}`),
  ...['council_case_add', 'council_case_change', 'seal_add', 'seal_lift', 'seal_step_add', 'child_pin_add'].map(
    name => `${name}: ${ofMyAuthority}`,
  ),
]

async function survivors(found: Weakening[], faults: (one: Weakening) => Promise<string[]>): Promise<string[]> {
  const lived: string[] = []
  for (const one of found) {
    const name = `${one.policy.name}: ${one.clause.replaceAll(/\s+/g, ' ')}`
    if (saidTwice.includes(name) || (await whenSpoilt(one.sql, () => faults(one))).length > 0) continue
    lived.push(name)
  }
  return lived
}

const isReading = (command: string) => command === 'SELECT' || command === 'ALL'

test('each clause left out of a policy of reading is found', async () => {
  const policies = (await listPolicies(database.superuser)).filter(({ table }) => world.rows.has(table))
  const reading = policies.filter(({ command }) => isReading(command)).flatMap(one => weakenings(one, ['using']))
  const lived = await survivors(reading, ({ policy }) =>
    sightFaults(database.superuser, world, [policy.table], 'first'),
  )
  assert.deepEqual(lived, [])
})

test('each clause left out of what a school sees of its own duty about a child who left is found', async () => {
  const policies = (await listPolicies(database.superuser)).filter(({ name }) => name === 'child_clock_read')
  const alternatives = policies.flatMap(one => weakenedAlternatives(one, '(school_urn = ANY'))
  assert.equal(alternatives.length, 3)
  const lived = await survivors(alternatives, ({ policy }) =>
    sightFaults(database.superuser, world, [policy.table], 'first'),
  )
  assert.deepEqual(lived, [])
})

test('each clause left out of a policy of writing is found', async () => {
  const policies = (await listPolicies(database.superuser)).filter(({ table }) => !national.includes(table))
  const writing = policies.flatMap(one => weakenings(one, isReading(one.command) ? ['check'] : ['using', 'check']))
  const lived = await survivors(writing, ({ policy }) =>
    writeFaults(database.superuser, world, {
      command: policy.command === 'ALL' ? '(?:INSERT|UPDATE|DELETE)' : policy.command,
      table: policy.table,
    }),
  )
  assert.deepEqual(lived, [])
})

for (const [spoilt, sql] of Object.entries(spoiltGround)) {
  test(`found in the catalogue: ${spoilt}`, async () => {
    assert.notDeepEqual(await whenSpoilt(sql, () => catalogueFaults(database.superuser)), [])
  })
}

for (const [spoilt, sql] of Object.entries(spoiltIdentity)) {
  test(`found in what is seen: ${spoilt}`, async () => {
    const faults = () => sightFaults(database.superuser, world, undefined, 'first')
    assert.notDeepEqual(await whenSpoilt(sql, faults), [])
  })
}

test('nothing is found where nothing is spoilt', async () => {
  const { superuser } = database
  assert.deepEqual(await whenSpoilt('SELECT', () => catalogueFaults(superuser)), [])
  assert.deepEqual(await whenSpoilt('SELECT', () => sightFaults(superuser, world)), [])
})
