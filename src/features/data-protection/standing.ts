import pg from 'pg'
import type { Day } from '../../rulebook/index.ts'

/** How the audit log stands, as the auditor's own connection reads it. */
export interface AuditStanding {
  seals: number
  sealed_at: Date | null
  head: string | null
  /** Events that no seal covers yet. */
  unsealed: number
  /** How often each thing was recorded in this authority or before anybody was known (a failed sign-in), by day, the newest first. */
  tally: { on: Day; action: string; events: number }[]
}

const int8 = pg.types.builtins.INT8
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === int8 ? Number : pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
}

/**
 * Reads the log's standing and counts of its events: no child, no person, no content.
 * @param url a connection as the auditor.
 * @param since the first London day that is counted.
 */
export async function auditStanding(url: string, authority_id: string, since: Day): Promise<AuditStanding> {
  const client = new pg.Client({ connectionString: url, application_name: 'onroll audit page', types })
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const { rows: seals } = await client.query<Omit<AuditStanding, 'tally'>>(`
      WITH newest AS (SELECT * FROM audit_seal ORDER BY number DESC LIMIT 1)
      SELECT coalesce((SELECT number FROM newest), 0) AS seals, (SELECT sealed_at FROM newest) AS sealed_at,
        (SELECT hash FROM newest) AS head,
        (SELECT count(*) FROM audit_event WHERE (era, xid, seq) >
          (coalesce((SELECT to_era FROM newest), 0), coalesce((SELECT to_xid FROM newest), '0'::xid8), coalesce((SELECT to_seq FROM newest), 0))) AS unsealed`)
    const { rows: tally } = await client.query<AuditStanding['tally'][number]>(
      `SELECT to_char(at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD') AS "on", action, count(*) AS events FROM audit_event
       WHERE (authority_id = $1 OR authority_id IS NULL) AND at >= ($2::date)::timestamp AT TIME ZONE 'Europe/London'
       GROUP BY 1, 2 ORDER BY 1 DESC, 3 DESC, 2`,
      [authority_id, since],
    )
    const [standing] = seals
    if (!standing) throw new Error('A question without a table has one answer')
    return { ...standing, tally }
  } finally {
    await client.end()
  }
}
