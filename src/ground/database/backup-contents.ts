import type { ClientBase } from 'pg'
import type { BackupHeader, BackupPartition, BackupSequence, BackupTable } from './backup-format.ts'
import { DatabaseRefusal } from './refusal.ts'

// Every schema but PostgreSQL's own, so that a schema added one day is not silently left out; what an extension
// made comes with the extension.
const OURS = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relpersistence <> 't'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`

const TABLES = `
  SELECT n.nspname AS schema, c.relname AS name,
         json_build_object('schema', rn.nspname, 'name', r.relname) AS into, columns.names AS columns,
         CASE WHEN columns.hold_numbers THEN 'text' ELSE 'binary' END AS format
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class r ON r.oid = CASE WHEN c.relispartition THEN pg_partition_root(c.oid)::oid ELSE c.oid END
  JOIN pg_namespace rn ON rn.oid = r.relnamespace
  CROSS JOIN LATERAL (
    SELECT array_agg(a.attname::text ORDER BY a.attnum) AS names,
           bool_or(b.typname LIKE 'reg%' OR b.typtype = 'c' OR b.typcategory = 'A' AND b.typelem >= 16384) AS hold_numbers
    FROM pg_attribute a
    JOIN pg_type t ON t.oid = a.atttypid
    JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  ) AS columns
  WHERE c.relkind = 'r' AND columns.names IS NOT NULL AND ${OURS}
  ORDER BY 1, 2`

const PARTITIONS = `
  SELECT n.nspname AS schema, c.relname AS name, json_build_object('schema', pn.nspname, 'name', p.relname) AS parent,
         pg_get_expr(c.relpartbound, c.oid) AS bound, pg_get_partkeydef(c.oid) AS key
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_inherits i ON i.inhrelid = c.oid
  JOIN pg_class p ON p.oid = i.inhparent
  JOIN pg_namespace pn ON pn.oid = p.relnamespace
  WHERE c.relispartition AND c.relkind IN ('r', 'p') AND ${OURS}
  ORDER BY (SELECT count(*) FROM pg_partition_ancestors(c.oid)), 1, 2`

const SEQUENCES = `
  SELECT n.nspname AS schema, c.relname AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'S' AND ${OURS}
  ORDER BY 1, 2`

/** A name as SQL writes it. */
export function quoted(table: { schema: string; name: string }): string {
  return [table.schema, table.name].map(part => `"${part.replaceAll('"', '""')}"`).join('.')
}

/** Every table that holds rows itself: ordinary tables and the lowest partitions. */
export async function listTables(client: ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(TABLES)
  return rows
}

export async function listPartitions(client: ClientBase): Promise<BackupPartition[]> {
  const { rows } = await client.query<BackupPartition>(PARTITIONS)
  return rows
}

async function listSequences(client: ClientBase): Promise<BackupSequence[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(SEQUENCES)
  const sequences: BackupSequence[] = []
  for (const found of rows) {
    const value = await client.query<{ last_value: string; is_called: boolean }>(
      `SELECT last_value::text, is_called FROM ${quoted(found)}`,
    )
    for (const row of value.rows) sequences.push({ ...found, ...row })
  }
  return sequences
}

/** The migrations that were applied, oldest first; none when the database was never migrated. */
export async function listApplied(client: ClientBase): Promise<{ number: number; checksum: string }[]> {
  const { rows: found } = await client.query(`SELECT to_regclass('public.migration') IS NOT NULL AS is_there`)
  if (!found[0]?.is_there) return []
  const { rows } = await client.query<{ number: number; checksum: string }>(
    'SELECT number, checksum FROM public.migration ORDER BY number',
  )
  return rows
}

/** All that a backup says before its rows. Within a snapshot, sequences are at least as far on as the rows seen. */
export async function describeContents(client: ClientBase): Promise<BackupHeader> {
  const migrations = await listApplied(client)
  const migration = migrations.at(-1)?.number
  if (migration === undefined)
    throw new DatabaseRefusal('There is nothing to back up: the database was never migrated.')
  const { rows } = await client.query<{ made_at: Date; server: string }>(
    `SELECT now() AS made_at, current_setting('server_version') AS server`,
  )
  const [now] = rows
  return {
    made_at: now?.made_at.toISOString() ?? '',
    server: now?.server ?? '',
    migration,
    migrations,
    tables: await listTables(client),
    partitions: await listPartitions(client),
    sequences: await listSequences(client),
  }
}
