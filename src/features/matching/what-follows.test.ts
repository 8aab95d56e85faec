import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { freshDatabase } from '../../../test/support/database.ts'

const database = await freshDatabase()
after(() => database.drop())

/** Tables that point at a child, and what becomes of their rows when the child is joined into another. */
const follows: Record<string, string> = {
  record: 'moves with the join',
  council_case: 'goes with the child',
  document: 'goes with the child',
  referral: 'is of whoever the child that was named has become, and comes back',
  file: 'goes with its case or document',
  child_pin: 'goes with the child',
  relation_fact: 'names the child that it became',
  import_match: 'goes with the record',
  import_missing: 'goes with the record',
  record_link: 'is ended, and one for the other child begins',
  child_reach: 'what a case made goes with the case; the rest is worked out anew',
  ...Object.fromEntries(
    [
      'child_state',
      'child_band',
      'child_clock',
      'child_flag',
      'child_summary',
      'child_name',
      'child_suspense',
      'child_group',
    ].map(name => [name, 'is worked out anew']),
  ),
  seal: 'stays: the two are sealed alike by foreign key, and each keeps its own history',
  seal_name: 'stays, and whoever is named on the one is named on the other',
  seal_step: 'stays with its seal',
  glass_try: 'stays with its seal',
  notice: 'stays: its link leads on',
  person: 'leads to the child that it became',
  group_move_child: 'stays: what was moved then was this record',
  ...Object.fromEntries(
    ['recount_child', 'policy_preview_child', 'calendar_change_clock', 'ledger_balance_child'].map(name => [
      name,
      'stays: it is an answer about a day that has been',
    ]),
  ),
  ...Object.fromEntries(
    ['match_pair', 'match_reading', 'join_decision', 'never_join'].map(name => [
      name,
      'is of these two children, or of their records',
    ]),
  ),
}

test('of every table that points at a child it is said what becomes of its rows by a join', async () => {
  const { rows } = await database.superuser.query<{ name: string }>(
    `SELECT DISTINCT conrelid::regclass::text AS name FROM pg_constraint WHERE contype = 'f' AND confrelid = 'person'::regclass AND conparentid = 0 ORDER BY 1`,
  )
  assert.deepEqual(
    rows.map(row => row.name).filter(name => !(name in follows)),
    [],
    'Say in move_things (database/0032) that it follows, or here why it stays',
  )
})
