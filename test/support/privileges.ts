import type pg from 'pg'
import { arrivalPrivileges } from './arrivals-policy.ts'
import { schoolPrivileges } from './schools-policy.ts'

/**
 * What the application may do with each table, said a second time: r reads, a adds, w changes (all columns, or the named
 * ones), d removes. A table that is not here it may not touch at all.
 */
const ofApplication: Record<string, string> = {
  migration: 'r',
  database_era: 'r',
  authority: 'r',
  role: 'r',
  permission: 'r',
  role_permission: 'r',
  account: 'r(created_at,disabled_at,email,id,locked_until,made_up,name)',
  organisation: 'r a w',
  membership: 'r a w(ends_on)',
  authority_switch: 'r a w(ends_on)',
  authority_policy: 'r a w(retracted_at,retracted_by,retracted_reason)',
  policy_preview: 'r a',
  policy_preview_result: 'r a',
  policy_preview_child: 'r a',
  single_use: 'r a w(result)',
  calendar_feed: 'r a w(ended_at)',
  audit_event: 'a',
  job: 'r a w',
  file: 'r a',
  file_chunk: 'r a',
  school: 'r a w',
  school_link: 'r a w',
  ...schoolPrivileges,
  calendar_entry: 'r a w(retracted_at,retracted_by)',
  calendar_change: 'r a w(moved,state,worked_to)',
  calendar_change_clock: 'r a',
  source_kind: 'r',
  ...arrivalPrivileges,
  source: 'r a',
  person: 'r a w(joined_into,sealed,version)',
  seal: 'r a w(lifted_at,lifted_by,owner_id,review_on)',
  seal_name: 'r a w(ended_at,ended_by)',
  seal_step: 'r a',
  glass_try: 'r',
  notice: 'r a w(read_at)',
  mail_message:
    'r a w(claimed_at,claimed_job,delivery,ended_at,next_try_at,provider,provider_reference,sentence,state,tries)',
  record: 'r a w(cells,closed_by,kept_import_id,kept_line,last_on,person_id,said,sealed)',
  record_link: 'r a w(undone_at,undone_by)',
  ...Object.fromEntries(
    [
      'name',
      'birth',
      'identifier',
      'address',
      'contact',
      'enrolment',
      'provision',
      'circumstance',
      'timetable',
      'attendance',
    ].map(kind => [
      `${kind}_fact`,
      'r a w(retracted_at,retracted_because,retracted_by,retracted_import_id,retracted_reason)',
    ]),
  ),
  match_run: 'r a w(ended_at,figures)',
  match_pair:
    'r a w(because,evidence,high_record_id,left_to_people,lists,low_record_id,outcome,probability,run_id,sampled_on,settled_at,state,version,weight)',
  match_reading: 'r a w(withdrawn_at)',
  join_decision: 'r a w(ended_at,ended_by,exactly,shared)',
  join_decision_record: 'r a w(to_id)',
  join_decision_thing: 'r',
  never_join: 'r a w(lifted_at,lifted_because,lifted_by)',
  never_join_record: 'r',
  group_move: 'r a w(confirmed_at,confirmed_by,state,undone_at,undone_because,undone_by,version)',
  group_move_child: 'r a w(undo,undone_at)',
  ...Object.fromEntries(
    ['relation', 'professional', 'safe_contact', 'need', 'happening'].map(kind => [
      `${kind}_fact`,
      'r a w(retracted_at,retracted_because,retracted_by,retracted_import_id,retracted_reason)',
    ]),
  ),
  need_kind: 'r',
  document: 'r a w(withdrawn_at,withdrawn_because,withdrawn_by)',
  child_state: 'r a d',
  child_suspense: 'r a d',
  child_group: 'r a d',
  group_count: 'r',
  child_band: 'r a d',
  child_clock: 'r a d',
  child_flag: 'r a d',
  child_summary: 'r a d',
  name_token: 'r a',
  child_name: 'r a d',
  child_pin: 'r a d',
  child_reach: 'r a d',
  child_movement: 'r a',
  ledger_move: 'r a',
  ledger_balance: 'r a',
  ledger_balance_child: 'r a',
  ledger_tally: 'r a',
  ledger_owner: 'r a w(ends_on,retracted_at,retracted_by)',
  missing_step: 'r a',
  recount: 'r a w(children,counted_at,looked_at,reached,sealed_children)',
  recount_count: 'r a w(both_sides,first_only,second_only)',
  recount_child: 'r a',
  import: 'r a w',
  import_row: 'r a w d',
  import_again: 'r a w d',
  import_line: 'r',
  import_match: 'r a w d',
  import_missing: 'r a w d',
  import_undo_left: 'r a w',
  council_case:
    'r a w(closed_by,closed_on,closing_evidence,closing_file_id,closing_reason,lead_account_id,lead_team_id,version)',
  case_entry: 'r a',
  panel_series:
    'r a w(chair,count,ended_because,ended_on,entry,every,first_on,may_decide,purpose,quorum,quorum_chair,quorum_of,title,version,yearly_budget_pence)',
  panel_member: 'r a w(ends_on)',
  panel_meeting: 'r a w(cancelled_because,item_order)',
  panel_present: 'r a w(how,substitute_id)',
  panel_item: 'r a w(deferred_because,place,state,version)',
  panel_conflict: 'r a',
  panel_decision: 'r a w(ratified_by,ratified_on,withdrawn_because,withdrawn_by,withdrawn_on)',
  panel_pack: 'r a w(withdrawn_at,withdrawn_because,withdrawn_by)',
  panel_pack_copy: 'r a',
  panel_pack_opening: 'r a',
  panel_commitment: 'r a w(withdrawn_on)',
  panel_minute: 'r a w(approved_by,approved_on,text,version,written_by)',
  agreed_action: 'r a w(due_on,ended_by,ended_on,outcome,outcome_text,owner_id)',
  delegation: 'r a w(ended_because,ended_by,ends_on)',
  ladder_step: 'r a w(answer,answer_text,answered_by,answered_on,withdrawn_because,withdrawn_by,withdrawn_on)',
  section_19_decision: 'r a',
  trace: 'r a w(deleted_on,ended_because,ended_by,ended_on,finding)',
  trace_risk:
    'r a w(delegation_id,referred_by,referred_on,referred_to,replied_by,replied_on,reply,unlocked_by,unlocked_on)',
  trace_step: 'r a',
  trace_register: 'r a',
  trace_signature: 'r a',
  trace_visit: 'r a',
  trace_ctf: 'r a',
  council_key: 'r a w(ended_by,ended_on)',
  other_council: 'r a w(ended_because,ended_by,ended_on)',
  packet: 'r a',
  referral:
    'r a w(finished_on,named_person_id,outcome,person_id,refused_because,sealed,state,taken_by,taken_on,version)',
  referral_step: 'r a',
  referral_slip: 'r d',
}

const ofAuditor: Record<string, string> = { audit_event: 'r', audit_seal: 'r', database_era: 'r' }

const letters: Record<string, string> = { SELECT: 'r', INSERT: 'a', UPDATE: 'w', DELETE: 'd' }

/** Every privilege on a table or column that differs from what is said here, in a sentence each. */
export async function privilegeFaults(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ table: string; grantee: string; privilege: string; columns: string[] | null }>(`
    SELECT c.relname AS table, coalesce(r.rolname, 'PUBLIC') AS grantee, given.privilege_type AS privilege, NULL AS columns
    FROM pg_class c, aclexplode(c.relacl) given LEFT JOIN pg_roles r ON r.oid = given.grantee
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND given.grantee <> c.relowner
    UNION ALL
    SELECT c.relname, coalesce(r.rolname, 'PUBLIC'), given.privilege_type, array_agg(a.attname::text ORDER BY a.attname::text)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) given LEFT JOIN pg_roles r ON r.oid = given.grantee
    WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 GROUP BY 1, 2, 3`)
  const faults: string[] = []
  for (const [grantee, wanted] of [
    ['onroll_app', ofApplication],
    ['onroll_auditor', ofAuditor],
  ] as const) {
    const given = Map.groupBy(
      rows.filter(row => row.grantee === grantee),
      row => row.table,
    )
    for (const table of new Set([...given.keys(), ...Object.keys(wanted)])) {
      const found = (given.get(table) ?? [])
        .map(row => (letters[row.privilege] ?? row.privilege) + (row.columns ? `(${row.columns.join(',')})` : ''))
        .sort((a, b) => 'rawd'.indexOf(a.charAt(0)) - 'rawd'.indexOf(b.charAt(0)))
        .join(' ')
      if (found !== (wanted[table] ?? ''))
        faults.push(`${grantee} has “${found}” on ${table}, and should have “${wanted[table] ?? ''}”.`)
    }
  }
  for (const row of rows.filter(one => !['onroll_app', 'onroll_auditor'].includes(one.grantee)))
    faults.push(`${row.grantee} has ${row.privilege} on ${row.table}.`)
  return faults
}
