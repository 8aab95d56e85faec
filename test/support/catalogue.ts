import { readFileSync } from 'node:fs'
import type pg from 'pg'
import { privilegeFaults } from './privileges.ts'

const lines = (name: string) =>
  readFileSync(new URL(`../../database/${name}`, import.meta.url), 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')

const national = lines('NATIONAL')
const definers = lines('DEFINERS').map(line => line.split(' — '))

/** Tables whose key does not begin with the authority, each with its reason. */
const keyedOtherwise: Record<string, string> = {
  child_reach: 'replaced as a set by whatever made it, and never pointed at',
  child_movement: 'a book of sums that is only added to and summed',
  ledger_move: 'a book of sums that is only added to and summed',
  group_count: 'a book of sums that is only added to and summed',
  audit_event: 'one log of the whole database, in the order of its transactions; the application cannot read it',
  audit_seal: 'one chain over that log; the application cannot read it',
}

/** What a seal hides by who is named, and not by a flag of its own. */
const sealedByName = ['seal', 'seal_name', 'seal_step', 'glass_try']

const factColumns =
  'authority_id id record_id starts_on ends_on source import_id recorded_at recorded_by retracted_at retracted_by'

const own = `n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'pgboss')`
const tables = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public' AND c.relkind IN ('r', 'p')`
const ofTheirAuthority = `${tables} AND NOT c.relispartition AND c.relname <> ALL ($1::text[])`
const columns = `(SELECT string_agg(a.attname, ' ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum BETWEEN 1 AND 11)`
const hasColumn = (names: string) =>
  `EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname IN (${names}) AND NOT a.attisdropped)`
const ours = `pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND ${own}
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')`
const ourRoles = `('onroll_app', 'onroll_auditor', 'onroll_web', 'onroll_audit')`

/** Each names what breaks the rule in its one column: `name`. */
const rules: { fault: (name: string) => string; sql: string; values?: unknown[] }[] = [
  {
    fault: name => `The table ${name} is of an authority and has no row-level security.`,
    sql: `SELECT c.relname AS name FROM ${ofTheirAuthority} WHERE NOT c.relrowsecurity`,
    values: [national],
  },
  {
    fault: name => `The table ${name} is of an authority and has no policy.`,
    sql: `SELECT c.relname AS name FROM ${ofTheirAuthority} WHERE NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)`,
    values: [national],
  },
  {
    fault: name => `The key of ${name} does not begin with authority_id.`,
    sql: `SELECT c.relname AS name FROM ${ofTheirAuthority} WHERE c.relname <> ALL ($2::text[]) AND NOT EXISTS (
      SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
      WHERE i.indrelid = c.oid AND i.indisprimary AND a.attname = 'authority_id')`,
    values: [national, Object.keys(keyedOtherwise)],
  },
  {
    fault: name => `${name} is listed as national and is not there.`,
    sql: `SELECT name FROM unnest($1::text[]) name WHERE to_regclass('public.' || name) IS NULL`,
    values: [national],
  },
  {
    fault: name => `The partition ${name} has no row-level security.`,
    sql: `SELECT c.relname AS name FROM ${tables} WHERE c.relispartition AND NOT c.relrowsecurity`,
  },
  {
    fault: name => `The view ${name} does not read with the rights of whoever asks.`,
    sql: `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND ${own}
      WHERE c.relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`,
  },
  {
    fault: name => `${name} is a materialised view.`,
    sql: `SELECT c.relname AS name FROM pg_class c WHERE c.relkind = 'm'`,
  },
  {
    fault: name => `The function ${name} runs with its owner's rights and is not in database/DEFINERS.`,
    sql: `SELECT p.proname AS name FROM ${ours} WHERE p.prosecdef AND p.proname <> ALL ($1::text[])`,
    values: [definers.map(([name]) => name)],
  },
  {
    fault: name => `${name} stands in database/DEFINERS and is no function with its owner's rights.`,
    sql: `SELECT name FROM unnest($1::text[]) name WHERE name NOT IN (SELECT p.proname FROM ${ours} WHERE p.prosecdef)`,
    values: [definers.map(([name]) => name)],
  },
  {
    fault: name => `The function ${name} runs with its owner's rights on whatever path its caller sets.`,
    sql: `SELECT p.proname AS name FROM ${ours} WHERE p.prosecdef AND NOT EXISTS (
      SELECT FROM unnest(p.proconfig) told WHERE told ~ '^search_path=.+, pg_temp$')`,
  },
  {
    fault: name => `Everybody may run the function ${name}.`,
    sql: `SELECT p.proname AS name FROM ${ours} WHERE EXISTS (
      SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) given WHERE given.grantee = 0)`,
  },
  {
    fault: name => `The policy ${name} is for everybody and not for one of our roles.`,
    sql: `SELECT polname AS name FROM pg_policy WHERE 0 = ANY (polroles)`,
  },
  {
    fault: name => `The policy ${name} asks who is asking once a row.`,
    sql: `SELECT policyname AS name FROM pg_policies, concat_ws(' ', qual, with_check) text
      WHERE text ~ 'current_setting' OR regexp_count(text, 'identity\\.') <> regexp_count(text, '\\( SELECT identity\\.')`,
  },
  {
    fault: name => `The fact table ${name} does not begin with the columns of every fact.`,
    sql: `SELECT c.relname AS name FROM ${tables} WHERE c.relname LIKE '%\\_fact' AND ${columns} IS DISTINCT FROM $1`,
    values: [factColumns],
  },
  {
    fault: name => `${name} is about a child and does not carry the child's seal.`,
    sql: `SELECT c.relname AS name FROM ${tables} WHERE NOT c.relispartition AND c.relname <> ALL ($1::text[])
      AND ${hasColumn(`'person_id', 'record_id'`)} AND NOT ${hasColumn(`'sealed'`)}`,
    values: [sealedByName],
  },
  {
    fault: name => `${name} carries a seal that does not follow the child's.`,
    sql: `SELECT c.relname AS name FROM ${tables} WHERE c.relname NOT IN ('person', 'child_movement', 'ledger_move') AND ${hasColumn(`'sealed'`)} AND NOT EXISTS (
      SELECT FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey)
      WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confupdtype = 'c' AND k.conenforced AND a.attname = 'sealed')`,
  },
  {
    fault: name => `The role ${name} could pass by the rules of who sees what.`,
    sql: `SELECT rolname AS name FROM pg_roles WHERE rolname IN ${ourRoles} AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)`,
  },
  {
    fault: name => `The application or the auditor is a member of ${name}.`,
    sql: `SELECT g.rolname AS name FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member JOIN pg_roles g ON g.oid = m.roleid
      WHERE r.rolname IN ${ourRoles} AND (r.rolname, g.rolname) NOT IN (('onroll_web', 'onroll_app'), ('onroll_audit', 'onroll_auditor'))`,
  },
  {
    fault: name => `${name} belongs to the application or the auditor.`,
    sql: `SELECT relname AS name FROM pg_class WHERE relowner IN (SELECT oid FROM pg_roles WHERE rolname IN ${ourRoles}) AND relpersistence <> 't'
      UNION ALL SELECT proname FROM pg_proc WHERE proowner IN (SELECT oid FROM pg_roles WHERE rolname IN ${ourRoles})
      UNION ALL SELECT nspname FROM pg_namespace WHERE nspowner IN (SELECT oid FROM pg_roles WHERE rolname IN ${ourRoles}) AND nspname !~ '^pg_'`,
  },
  {
    fault: name => `Whoever connects, the application or the auditor may make things in the schema ${name}.`,
    sql: `SELECT n.nspname AS name FROM pg_namespace n WHERE ${own.replace(`, 'pgboss'`, '')}
      AND (has_schema_privilege('onroll_app', n.oid, 'CREATE') OR has_schema_privilege('onroll_auditor', n.oid, 'CREATE'))`,
  },
]

/** What in the catalogue of a migrated database breaks the rules that it stands on, in a sentence each. */
export async function catalogueFaults(client: pg.ClientBase): Promise<string[]> {
  const faults = definers.filter(([, reason]) => !reason).map(([name]) => `${name} in database/DEFINERS has no reason.`)
  for (const rule of rules) {
    const { rows } = await client.query<{ name: string }>(rule.sql, rule.values)
    faults.push(...rows.map(row => rule.fault(row.name)))
  }
  return [...faults, ...(await privilegeFaults(client))]
}
