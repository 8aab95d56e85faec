import type pg from 'pg'

/** A policy as the catalogue holds it. */
export interface Policy {
  table: string
  name: string
  command: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'ALL'
  using: string | null
  check: string | null
}

/** One clause taken out of one policy. */
export interface Weakening {
  policy: Policy
  clause: string
  sql: string
}

/** The policies of the application's tables, in order. */
export async function listPolicies(client: pg.ClientBase): Promise<Policy[]> {
  const { rows } = await client.query<Policy>(
    `SELECT tablename AS table, policyname AS name, cmd AS command, qual AS using, with_check AS check
     FROM pg_policies WHERE schemaname = 'public' AND 'onroll_app' = ANY (roles) ORDER BY 1, 2`,
  )
  return rows
}

/** The clauses of `((a) AND (b) AND (c))`; the text itself when it is one clause. */
export function clausesOf(text: string): string[] {
  const clauses: string[] = []
  let depth = 0
  let from = 1
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++
    if (text[at] === ')') depth--
    if (depth === 0 && at < text.length - 1) return [text]
    if (depth === 1 && text.startsWith(' AND ', at)) {
      clauses.push(text.slice(from, at))
      from = at + ' AND '.length
    }
  }
  return [...clauses, text.slice(from, -1)]
}

/** Every way of leaving one clause out of a part of a policy. */
export const weakenings = (policy: Policy, parts: readonly ('using' | 'check')[]): Weakening[] =>
  parts.flatMap(part => {
    const text = policy[part]
    if (text === null) return []
    const clauses = clausesOf(text)
    return clauses.map((clause, gone) => {
      const rest = clauses.filter((_, at) => at !== gone).join(' AND ') || 'true'
      const words = part === 'using' ? 'USING' : 'WITH CHECK'
      return { policy, clause, sql: `ALTER POLICY ${policy.name} ON "${policy.table}" ${words} (${rest})` }
    })
  })

/** The same of an alternative inside a policy: the one that begins with `begins`. */
export function weakenedAlternatives(policy: Policy, begins: string): Weakening[] {
  const using = policy.using ?? ''
  const from = using.lastIndexOf('(', using.indexOf(begins) - 1)
  let depth = 0
  let to = from
  do depth += using[to] === '(' ? 1 : using[to] === ')' ? -1 : 0
  while (depth > 0 && ++to < using.length)
  const clauses = clausesOf(using.slice(from, to + 1))
  return clauses.map((clause, gone) => {
    const rest = clauses.filter((_, at) => at !== gone).join(' AND ')
    const text = `${using.slice(0, from)}(${rest})${using.slice(to + 1)}`
    return { policy, clause, sql: `ALTER POLICY ${policy.name} ON "${policy.table}" USING (${text})` }
  })
}

/** Ways of spoiling what the policies stand on, each with the statements that do it. */
export const spoiltGround: Record<string, string> = {
  'row-level security switched off': 'ALTER TABLE council_case DISABLE ROW LEVEL SECURITY',
  'a table of an authority without policies':
    'CREATE TABLE note (authority_id uuid, id uuid, PRIMARY KEY (authority_id, id))',
  'a table whose key forgets the authority': `CREATE TABLE note (authority_id uuid, id uuid PRIMARY KEY); ALTER TABLE note ENABLE ROW LEVEL SECURITY;
    CREATE POLICY note_read ON note TO onroll_app USING (authority_id = (SELECT identity.authority()))`,
  'a partition of the audit log without security': 'ALTER TABLE audit_event_rest DISABLE ROW LEVEL SECURITY',
  'a view with its owner’s eyes': 'CREATE VIEW all_names AS SELECT * FROM name_fact',
  'a materialised view of children': 'CREATE MATERIALIZED VIEW all_names AS SELECT * FROM name_fact',
  'the owner’s role given to the application': 'GRANT onroll_owner TO onroll_app',
  'the owner’s role given to whoever connects': 'GRANT onroll_owner TO onroll_web',
  'the right to pass by row-level security': 'ALTER ROLE onroll_web BYPASSRLS',
  'a table that belongs to the application': 'ALTER TABLE child_movement OWNER TO onroll_app',
  'tables made by the application': 'GRANT CREATE ON SCHEMA public TO onroll_app',
  'facts that can be removed': 'GRANT DELETE ON address_fact TO onroll_app',
  'facts that can be changed': 'GRANT UPDATE (line_1) ON address_fact TO onroll_app',
  'tables that can be emptied': 'GRANT TRUNCATE ON import_row TO onroll_app',
  'an audit log that can be changed': 'GRANT UPDATE ON audit_event TO onroll_app',
  'an audit log that the application reads': 'GRANT SELECT ON audit_event TO onroll_app',
  'seals of the log that can be written': 'GRANT INSERT ON audit_seal TO onroll_app',
  'a month of the log that can be read': 'GRANT SELECT ON audit_event_rest TO onroll_app',
  'passwords that can be read': 'GRANT SELECT ON account TO onroll_app',
  'children shown to the auditor': 'GRANT SELECT ON person TO onroll_auditor',
  'a table open to everybody': 'GRANT SELECT ON child_summary TO PUBLIC',
  'a seal that does not follow to the facts': `DO $$ DECLARE name text; BEGIN
    SELECT conname INTO name FROM pg_constraint WHERE conrelid = 'name_fact'::regclass AND contype = 'f' AND confrelid = 'record'::regclass;
    EXECUTE format('ALTER TABLE name_fact DROP CONSTRAINT %I', name); END $$`,
  'a table about a child without a seal': `CREATE TABLE visit (authority_id uuid, id uuid, person_id uuid, PRIMARY KEY (authority_id, id)); ALTER TABLE visit ENABLE ROW LEVEL SECURITY;
    CREATE POLICY visit_read ON visit TO onroll_app USING (authority_id = (SELECT identity.authority()))`,
  'a function with its owner’s eyes': `CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS 'SELECT count(*) FROM person'`,
  'a listed function on any path': 'ALTER FUNCTION audit_head() RESET search_path',
  'a listed function for everybody': 'GRANT EXECUTE ON FUNCTION seal_audit TO PUBLIC',
  'a policy for everybody': 'ALTER POLICY person_read ON person TO PUBLIC',
  'a policy that asks once a row': `ALTER POLICY source_read ON source USING (authority_id = identity.authority() AND identity.scope() = 'county')`,
  'a policy that reads the setting itself': `ALTER POLICY source_read ON source USING (authority_id::text = current_setting('onroll.authority'))`,
  'a fact that does not say who retracted it': 'ALTER TABLE contact_fact RENAME retracted_by TO gone_by',
}

const always = (name: string, type: string, answer: string) =>
  `CREATE OR REPLACE FUNCTION identity.${name} RETURNS ${type} LANGUAGE sql STABLE AS $$ SELECT ${answer} $$`

/** Ways of being told wrongly who asks. */
export const spoiltIdentity: Record<string, string> = {
  'everybody of the county': always('scope()', 'text', `'county'`),
  'every class of field for everybody': always('sees(field_class text)', 'boolean', 'true'),
  'every permission for everybody': always('may(permission text)', 'boolean', 'true'),
  'everybody the engine': always('kind()', 'text', `'engine'`),
  'another day': always('today()', 'date', `date '2026-09-15'`),
  'no schools': always('schools()', 'integer[]', `'{}'::integer[]`),
  'nobody’s account': always('account()', 'uuid', 'NULL::uuid'),
}
