import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import pg from 'pg'
import type { SignInAsk } from './database/door.ts'

/** Seals what is due. @returns how many events were sealed. */
export async function sealAudit(ask: SignInAsk): Promise<number> {
  let sealed = 0
  for (;;) {
    const [row] = await ask<{ sealed: number }>('SELECT seal_audit(50000) AS sealed', [])
    if (!row || row.sealed === 0) return sealed
    sealed += row.sealed
  }
}

/**
 * Writes the newest seal's hash to a file outside the database, a line a day: whoever reseals the whole chain inside the
 * database cannot reseal that.
 */
export async function writeHead(ask: SignInAsk, file: string, today: string): Promise<string | null> {
  const [row] = await ask<{ head: string | null }>('SELECT audit_head() AS head', [])
  const head = row?.head ?? null
  if (head === null) return null
  mkdirSync(dirname(file), { recursive: true })
  const last = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) : undefined
  if (last !== `${today} ${head}`) appendFileSync(file, `${today} ${head}\n`, { mode: 0o600 })
  return head
}

/** The head written last, or on a day; undefined when none was. */
export function readHead(file: string, on?: string): string | undefined {
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .filter(line => on === undefined || line.startsWith(on))
  return lines.at(-1)?.split(' ')[1]
}

/**
 * Begins a new era of the audit log, inside the restore's own transaction: the transaction numbers of the server that
 * a backup was put into say nothing about those of the server it came from.
 */
export async function beginEra(client: pg.ClientBase): Promise<void> {
  await client.query(`INSERT INTO database_era (era, because) SELECT max(era) + 1, 'restored' FROM database_era`)
}

export interface AuditVerdict {
  whole: boolean
  seals: number
  events: number
  /** Events that are not sealed yet; a moment's worth is usual. */
  unsealed: number
  head: string | null
  /** What is wrong, in a sentence each. */
  faults: string[]
}

/**
 * Verifies the audit log: every seal's events hash to what the seal says, each seal carries the one before, nothing lies
 * between or before them, and the head that was written outside is one of them.
 * @param url a connection as the auditor.
 * @param head a hash kept outside the database, when there is one.
 */
export async function verifyAudit(url: string, head?: string): Promise<AuditVerdict> {
  const client = new pg.Client({ connectionString: url, application_name: 'onroll audit verify' })
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const { rows } = await client.query<SealRow>(`
      SELECT s.number::int, s.events::int, s.previous, s.hash, r.events::int AS found, r.hash AS counted,
        lag(s.hash, 1, '') OVER w AS before, s.from_era, s.from_xid::text, s.from_seq::text,
        lag(s.number, 1, 0::bigint) OVER w + 1 = s.number AS follows
      FROM audit_seal s, audit_range_hash(s.previous, s.from_era, s.from_xid, s.from_seq, s.to_era, s.to_xid, s.to_seq) r
      WINDOW w AS (ORDER BY s.number) ORDER BY s.number`)
    const faults: string[] = []
    for (const seal of rows) {
      if (!seal.follows) faults.push(`A seal is missing before seal ${seal.number}.`)
      if (seal.previous !== seal.before)
        faults.push(`Seal ${seal.number} does not carry the hash of the seal before it.`)
      if (seal.found !== seal.events) {
        const difference = seal.found - seal.events
        faults.push(
          `Seal ${seal.number} covered ${seal.events} events and ${seal.found} are there now: ${difference < 0 ? 'some were removed' : 'some were put in later'}.`,
        )
      } else if (seal.counted !== seal.hash) faults.push(`An event under seal ${seal.number} was altered.`)
    }
    // What lies between two seals, or before the first, was put in after sealing.
    const { rows: tallies } = await client.query<{ up_to_last: number; events: number }>(`
      SELECT count(*)::int AS events, count(*) FILTER (WHERE (e.era, e.xid, e.seq) <= (l.to_era, l.to_xid, l.to_seq))::int AS up_to_last
      FROM audit_event e LEFT JOIN (SELECT * FROM audit_seal ORDER BY number DESC LIMIT 1) l ON true`)
    const tally = tallies[0] ?? { up_to_last: 0, events: 0 }
    const strays = tally.up_to_last - rows.reduce((sum, seal) => sum + seal.found, 0)
    if (strays > 0)
      faults.push(
        `${strays} events lie before the first seal or between two: they were put in later, or a seal is gone.`,
      )
    const newest = rows.at(-1)?.hash ?? null
    if (head !== undefined && !rows.some(seal => seal.hash === head)) {
      faults.push(
        'The hash kept outside the database is not in the chain: the chain was sealed anew, or its end was cut off.',
      )
    }
    return {
      whole: faults.length === 0,
      seals: rows.length,
      events: tally.events,
      unsealed: tally.events - tally.up_to_last,
      head: newest,
      faults,
    }
  } finally {
    await client.end()
  }
}

interface SealRow {
  number: number
  events: number
  previous: string
  hash: string
  found: number
  counted: string
  before: string
  follows: boolean
}
