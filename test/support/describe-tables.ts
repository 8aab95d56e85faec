import type pg from 'pg'

const plain: Record<string, string> = {
  text: 'string',
  uuid: 'string',
  int4: 'number',
  int2: 'number',
  int8: 'number',
  numeric: 'number',
  float8: 'number',
  bool: 'boolean',
  date: 'Day',
  timestamptz: 'Date',
  bytea: 'Buffer',
  jsonb: 'unknown',
  json: 'unknown',
  daterange: 'string',
  int4range: 'string',
  time: 'string',
  xid8: 'string',
}

function typeOf(udt: string): string {
  const element = udt.startsWith('_') ? plain[udt.slice(1)] : undefined
  const found = element ? `${element}[]` : plain[udt]
  if (!found) throw new Error(`No TypeScript type is known for the column type ${udt}.`)
  return found
}

interface Column {
  table_name: string
  column_name: string
  udt_name: string
  is_nullable: string
  column_default: string | null
  is_generated: string
  identity_generation: string | null
  comment: string | null
}

/** The tables of the schema public as TypeScript, from the catalogue of a migrated database. Partitions are left out. */
export async function describeTables(client: pg.Client): Promise<string> {
  const { rows } = await client.query<Column>(`
    SELECT c.table_name, c.column_name, c.udt_name, c.is_nullable, c.column_default, c.is_generated, c.identity_generation,
      col_description(k.oid, c.ordinal_position) AS comment
    FROM information_schema.columns c
    JOIN pg_class k ON k.relname = c.table_name AND k.relnamespace = 'public'::regnamespace AND k.relkind IN ('r', 'p') AND NOT k.relispartition
    WHERE c.table_schema = 'public' ORDER BY c.table_name, c.ordinal_position`)
  const tables = Map.groupBy(rows, row => row.table_name)
  const pascal = (name: string) => name.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())
  const lines = [
    '// Made from the migrations by `npm run tables`. Not edited by hand; a test says when it is stale.',
    "import type { ColumnType, Generated, GeneratedAlways } from 'kysely'",
    "import type { Day } from '../../rulebook/days.ts'",
    '',
  ]
  for (const [table, columns] of tables) {
    lines.push(`export interface ${pascal(table)}Table {`)
    for (const column of columns) {
      if (column.comment) lines.push(`  /** ${column.comment} */`)
      lines.push(`  ${column.column_name}: ${columnType(column)}`)
    }
    lines.push('}', '')
  }
  lines.push(
    'export interface Tables {',
    ...[...tables.keys()].map(table => `  ${table}: ${pascal(table)}Table`),
    '}',
    '',
  )
  return lines.join('\n')
}

function columnType(column: Column): string {
  const type = typeOf(column.udt_name) + (column.is_nullable === 'YES' ? ' | null' : '')
  if (column.is_generated === 'ALWAYS' || column.identity_generation === 'ALWAYS') return `GeneratedAlways<${type}>`
  if (column.udt_name === 'jsonb')
    return `ColumnType<${type}, string${column.column_default || column.is_nullable === 'YES' ? ' | undefined' : ''}, string>`
  return column.column_default ? `Generated<${type}>` : type
}
