import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { FieldCode } from '../lists/index.ts'

export interface Kind {
  /** Of a provided kind its code; of an own one its base. */
  code: string
  /** Of an own kind: which. */
  id: string | null
  name: string
  presence: string
  presence_means: string
  absence_means: string
  protected: boolean
  needed: FieldCode[]
  expected: FieldCode[]
  stopped_at: Date | null
  version: number
  sources: number
}

const provided = sql`SELECT k.code, NULL::uuid AS id, k.name, k.presence, k.presence_means, k.absence_means, k.protected, k.needed, k.expected,
  NULL::timestamptz AS stopped_at, 1 AS version, (SELECT count(*) FROM source s WHERE s.kind = k.code) AS sources
  FROM source_kind k WHERE NOT k.own AND k.code <> 'council'`
const own = sql`SELECT o.base, o.id, o.name, k.presence, o.presence_means, o.absence_means, k.protected, o.needed, o.expected, o.stopped_at, o.version,
  (SELECT count(*) FROM source s WHERE s.own_kind_id = o.id) AS sources FROM own_kind o JOIN source_kind k ON k.code = o.base`

/** Every kind that lists are of: those provided, and the authority's own. */
export async function listKinds(tx: Read): Promise<Kind[]> {
  const { rows } = await sql<Kind>`SELECT * FROM (${provided} UNION ALL ${own}) t ORDER BY id IS NULL, name`.execute(tx)
  return rows
}

export async function findProvided(tx: Read, code: string): Promise<Kind | undefined> {
  const { rows } = await sql<Kind>`SELECT * FROM (${provided}) t WHERE code = ${code}`.execute(tx)
  return rows[0]
}

export async function findOwn(tx: Read, id: string): Promise<Kind | undefined> {
  const { rows } = await sql<Kind>`SELECT * FROM (${own}) t WHERE id = ${id}`.execute(tx)
  return rows[0]
}

/** The sources of a kind, as far as the asker may know of them. */
export async function sourcesOf(tx: Read, { code, id }: Kind): Promise<string[]> {
  const { rows } = await sql<{
    name: string
  }>`SELECT name FROM source WHERE kind = ${code} AND own_kind_id IS NOT DISTINCT FROM ${id}::uuid
    ORDER BY name LIMIT 200`.execute(tx)
  return rows.map(({ name }) => name)
}

export interface KindChange {
  what: 'added' | 'changed' | 'stopped' | 'taken_up'
  name: string
  presence_means: string
  absence_means: string
  needed: FieldCode[]
  expected: FieldCode[]
  changed_at: Date
  changed_by: string | null
}

/** An own kind as each change left it, the newest first. */
export async function changesOf(tx: Read, id: string): Promise<KindChange[]> {
  const { rows } =
    await sql<KindChange>`SELECT c.what, c.name, c.presence_means, c.absence_means, c.needed, c.expected, c.changed_at, a.name AS changed_by
    FROM own_kind_change c LEFT JOIN account a ON a.id = c.changed_by WHERE c.own_kind_id = ${id} ORDER BY c.version DESC`.execute(
      tx,
    )
  return rows
}
