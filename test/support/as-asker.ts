import pg from 'pg'
import type { Planted, PlantedWorld } from './planted.ts'
import { sees } from './policy.ts'
import { type Attempt, attemptsOnChildren } from './write-policy.ts'
import { attemptsOnArrivals } from './write-policy-arrivals.ts'
import { attemptsOnFacts } from './write-policy-facts.ts'
import { attemptsOnFamily } from './write-policy-family.ts'
import { attemptsOnLadder } from './write-policy-ladder.ts'
import { attemptsOnLedger } from './write-policy-ledger.ts'
import { attemptsOnMail } from './write-policy-mail.ts'
import { attemptsOnMatching } from './write-policy-matching.ts'
import { attemptsOnTheRest } from './write-policy-office.ts'
import { attemptsOnPackets } from './write-policy-packets.ts'
import { attemptsOnPanels } from './write-policy-panels.ts'
import { attemptsOnPolicies } from './write-policy-policies.ts'
import { attemptsOnRecounts } from './write-policy-recounts.ts'
import { attemptsOnReferrals } from './write-policy-referrals.ts'
import { attemptsOnSchools } from './write-policy-schools.ts'
import { attemptsOnSearch } from './write-policy-search.ts'
import { attemptsOnSuspense } from './write-policy-suspense.ts'
import { attemptsOnTraces } from './write-policy-trace.ts'

/**
 * Asks as somebody would through the application's role, inside a transaction of the server's owner, and takes everything
 * back: so that a proof can be run on a database that was just spoilt and will be mended by a rollback.
 * @returns what was answered, or the error's SQLSTATE.
 */
export async function askAs<T>(
  client: pg.ClientBase,
  settings: Record<string, string> | null,
  ask: () => Promise<T>,
): Promise<T | string> {
  await client.query('SAVEPOINT asking')
  try {
    const told = Object.entries(settings ?? {}).map(
      ([name, value]) => `set_config('onroll.${name}', ${pg.escapeLiteral(value)}, true)`,
    )
    await client.query(`SELECT ${told.join(', ')}; SET LOCAL ROLE onroll_app`)
    return await ask()
  } catch (error) {
    return String((error as { code?: string }).code ?? error)
  } finally {
    await client.query('ROLLBACK TO asking')
  }
}

/**
 * Every difference between what somebody sees and what the second statement says is theirs to see.
 * @param tables all of them when absent.
 * @param only `first` stops at the first who sees something else: enough to know that there is a fault.
 */
export async function sightFaults(
  client: pg.ClientBase,
  world: PlantedWorld,
  tables: Iterable<string> = world.rows.keys(),
  only?: 'first',
): Promise<string[]> {
  const readable: string[] = []
  const faults: string[] = []
  const looked = [...tables]
  for (const table of looked) {
    if (!sees[table]) faults.push(`The second statement says nothing of ${table}.`)
    const { rows } = await client.query(`SELECT has_table_privilege('onroll_app', $1, 'SELECT') AS may`, [table])
    if (rows[0]?.may) readable.push(table)
  }
  // One statement for all tables: a difference of a second a proof.
  const text = readable
    .map(table => `SELECT '${table}' AS name, coalesce(array_agg(ctid::text), '{}') AS seen FROM ${table}`)
    .join(' UNION ALL ')
  for (const who of world.askers) {
    const answer = await askAs(client, who.settings, () => client.query<{ name: string; seen: string[] }>(text))
    if (typeof answer === 'string') {
      faults.push(`${who.name} is answered with the error ${answer}.`)
      continue
    }
    const seen = new Map(answer.rows.map(row => [row.name, new Set(row.seen)]))
    for (const table of looked)
      faults.push(...differences(world, who, table, world.rows.get(table) ?? [], seen.get(table)))
    if (only === 'first' && faults.length > 0) return faults
  }
  return faults
}

function differences(
  world: PlantedWorld,
  who: Planted,
  table: string,
  rows: { at: string; row: Record<string, unknown> }[],
  seen: Set<string> | undefined,
): string[] {
  return rows.flatMap(({ at, row }) => {
    const should = sees[table]?.(who, row, world) ?? false
    if (should === (seen?.has(at) ?? false)) return []
    return [`${who.name} ${should ? 'does not see' : 'sees'} a row of ${table}: ${describe(world, row)}`]
  })
}

function describe(world: PlantedWorld, row: Record<string, unknown>): string {
  const record = world.records.get(String(row.record_id ?? row.id))
  const child = world.children.get(String(row.person_id ?? record?.person_id ?? row.id))
  return [child?.name, record?.source, record?.school_urn, row.kind].filter(Boolean).join(', ') || JSON.stringify(row)
}

/**
 * Every attempt that succeeds where it should be refused, or the other way about, or changes another number of rows.
 * What stops at a constraint has passed the rules of who may.
 * @param only narrows it to the attempts of one command on one table, and to the first that goes wrong.
 */
export async function writeFaults(
  client: pg.ClientBase,
  world: PlantedWorld,
  only?: { command: string; table: string },
): Promise<string[]> {
  const faults: string[] = []
  const aimed = only && new RegExp(`^${only.command}( INTO| FROM)? ${only.table}\\b`)
  const tried = [
    ...[attemptsOnFacts, attemptsOnFamily, attemptsOnChildren, attemptsOnTheRest, attemptsOnArrivals],
    ...[
      attemptsOnSchools,
      attemptsOnLedger,
      attemptsOnPolicies,
      attemptsOnRecounts,
      attemptsOnSearch,
      attemptsOnSuspense,
      attemptsOnLadder,
      attemptsOnPanels,
      attemptsOnTraces,
      attemptsOnPackets,
    ],
    ...[attemptsOnMail, attemptsOnMatching, attemptsOnReferrals],
  ]
    .flatMap(list => list(world).flatMap(one => [one, ...elsewhere(one)]))
    .filter(one => aimed?.test(one.sql) ?? true)
  for (const who of world.askers) {
    const account = who.account_id === null ? 'NULL::uuid' : `'${who.account_id}'::uuid`
    for (const { name, sql, may } of tried) {
      const text = sql
        .replaceAll('$account', account)
        .replaceAll('$authority', `'${who.authority_id}'`)
        .replaceAll('$kind', who.kind)
        .replaceAll('$elsewhere', `'${world.authorities.find(id => id !== who.authority_id)}'`)
      const answer = await askAs(client, who.settings, () => client.query(text))
      const found = typeof answer === 'string' ? answer : (answer.rowCount ?? 0)
      const changed = found === '42501' ? 0 : typeof found === 'string' && found.startsWith('23') ? 1 : found
      if (changed === Number(may(who))) continue
      faults.push(`${who.name}: ${name} gave ${found}, and should have given ${may(who)}.`)
      if (only) return faults
    }
  }
  return faults
}

/** What may be done in one's own authority may be done in no other. */
const elsewhere = (one: Attempt): Attempt[] =>
  one.sql.includes('$authority')
    ? [
        {
          name: `${one.name} (in another authority)`,
          sql: one.sql.replaceAll('$authority', '$elsewhere'),
          may: () => false,
        },
      ]
    : []
