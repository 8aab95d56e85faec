import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import type { Looked } from '../look.ts'
import type { Identity, Person } from './identity.ts'
import { settingsOf } from './identity.ts'
import { clientDatabase, keepReady } from './kysely-client.ts'
import type { Tables } from './tables.ts'

declare const reading: unique symbol
declare const writing: unique symbol

/** A transaction that knows who asks and may only read: PostgreSQL itself refuses a write in it. */
export type Read = Pick<
  Kysely<Tables>,
  'selectFrom' | 'selectNoFrom' | 'with' | 'withRecursive' | 'fn' | 'getExecutor'
> & {
  readonly [reading]: true
}

/** A transaction that knows who asks and may write what the policies let this identity write. */
export type Write = Read &
  Pick<Kysely<Tables>, 'insertInto' | 'updateTable' | 'deleteFrom' | 'mergeInto'> & {
    readonly [writing]: true
    /** The connection, for COPY and for the job queue's own statements. It is inside this transaction. */
    readonly client: pg.ClientBase
  }

/** The only door to the database: nothing outside this folder holds a pool. */
export interface Door {
  read<T>(identity: Identity, look: Looked, work: (tx: Read) => Promise<T>): Promise<T>
  write<T>(identity: Identity, look: Looked, work: (tx: Write) => Promise<T>): Promise<T>
  /** Asks the sign-in functions, which know no identity yet. Nothing of a child can be reached through it. */
  signIn<T>(work: (ask: SignInAsk) => Promise<T>): Promise<T>
  /** Whether the database answers. */
  ready(): Promise<boolean>
  close(): Promise<void>
}

/** One statement outside any identity: only the definer functions of database/DEFINERS answer it. */
export type SignInAsk = <Row extends object>(text: string, values: readonly unknown[]) => Promise<Row[]>

const { builtins } = pg.types
/** Days stay text (ISO), counts become numbers, numeric hours become numbers: the same values everywhere. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === builtins.DATE || oid === builtins.INTERVAL) return (text: string) => text
    if (oid === builtins.INT8 || oid === builtins.NUMERIC) return Number
    if (oid === 1182) return (text: string) => (text === '{}' ? [] : text.slice(1, -1).split(','))
    return pg.types.getTypeParser(oid, format)
  }) as pg.CustomTypesConfig['getTypeParser'],
}

/**
 * Opens the door. Connects as the application's role, which owns nothing and cannot bypass row-level security.
 * @param url where the database is, with the application's own user.
 * @param connections how many at once; the rest wait their turn.
 */
export function openDoor(url: string, connections = 6): Door {
  const pool = new pg.Pool({ connectionString: url, max: connections, types, application_name: 'onroll' })
  pool.on('error', () => {
    // An idle connection that the server closed: the pool drops it, and the next request opens another.
  })

  async function inTransaction<T>(
    identity: Identity,
    look: Looked,
    readOnly: boolean,
    work: (client: pg.PoolClient) => Promise<T>,
  ): Promise<T> {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      await client.query(opening(identity, readOnly))
      const answer = await work(client)
      if (readOnly) await client.query('RELEASE SAVEPOINT looking')
      await client.query(auditEvent(identity, look))
      await client.query('COMMIT')
      return answer
    } catch (error) {
      await client.query('ROLLBACK').catch((fault: Error) => {
        broken = fault
      })
      throw error
    } finally {
      client.release(broken)
    }
  }

  return {
    read: (identity, look, work) =>
      inTransaction(identity, look, true, client =>
        work(clientDatabase(client, identity.kind === 'person') as unknown as Read),
      ),
    write: (identity, look, work) =>
      inTransaction(identity, look, false, client => work(clientDatabase(client, false) as unknown as Write)),
    signIn: async work => {
      const client = await pool.connect()
      try {
        const ask = keepReady(client)
        return await work(async (text, values) => (await ask(text, values)).rows)
      } finally {
        client.release()
      }
    },
    ready: () =>
      pool.query('SELECT 1').then(
        () => true,
        () => false,
      ),
    close: () => pool.end(),
  }
}

/**
 * A read-only part inside a transaction that still has to write its audit event: PostgreSQL restores the right to write
 * when the savepoint is released. `repeatable read` so that all the numbers of a page are of one moment.
 */
function opening(identity: Identity, readOnly: boolean): string {
  const told = Object.entries(settingsOf(identity)).map(
    ([name, value]) => `set_config('onroll.${name}', ${pg.escapeLiteral(value)}, true)`,
  )
  const begin = readOnly ? 'BEGIN ISOLATION LEVEL REPEATABLE READ' : 'BEGIN'
  // What a person reads is asked with statements that are kept ready: planned once, and not five times first for the values
  // of that day. Limits and states stand in their text, since a plan must know how few rows are wanted.
  if (identity.kind === 'person' && readOnly)
    for (const [name, value] of Object.entries(plansOfPages)) told.push(`set_config('${name}', '${value}', true)`)
  return `${begin}; SELECT ${told.join(', ')}${readOnly ? '; SAVEPOINT looking; SET TRANSACTION READ ONLY' : ''}`
}

/**
 * How what a person reads is planned: once, and by index, row by row. A page shows a few rows; a plan that gathers a whole
 * table first, because it cannot know how few, would make it wait for the size of the county.
 */
const plansOfPages = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  enable_material: 'off',
  max_parallel_workers_per_gather: '0',
}

/** Why a person of the council or a school looks, when no reason of their own was asked for. */
const statutoryPurpose = 'identifying and supporting children missing education (Education Act 1996 s436A)'

const addAuditEvent = `INSERT INTO audit_event (authority_id, kind, account_id, role, organisation_id, action, route, purpose, request_id, child_ids, field_names)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

function auditEvent(identity: Identity, look: Looked): pg.QueryConfig {
  const person = identity.kind === 'person' ? identity : null
  const purpose =
    look.reason ?? (identity.kind === 'engine' ? `work of the engine: ${identity.name}` : statutoryPurpose)
  return {
    name: 'audit event',
    text: addAuditEvent,
    values: [
      ...[identity.authority_id, identity.kind, person?.account_id, person?.role, person?.organisation_id],
      ...[look.purpose, look.route, purpose, look.request_id, [...look.children].sort(), [...look.fields].sort()],
    ],
  }
}

/**
 * Does a part of an action with the engine's sight, inside the same transaction and under the same audit event: working
 * out a child's state needs every fact of the child, whatever the actor may see of them. In a page that only reads it is for
 * figures, which name no child, shown to who may read figures.
 */
export async function withEngineSight<T, Tx extends Read = Write>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { rows } = await sql<{ kind: string; account: string; scope: string; classes: string }>`
    SELECT current_setting('onroll.kind') AS kind, current_setting('onroll.account') AS account,
      current_setting('onroll.scope') AS scope, current_setting('onroll.classes') AS classes`.execute(tx)
  const before = rows[0]
  if (!before) throw new Error('The transaction was not told who is asking.')
  if (before.kind === 'engine') return work(tx)
  const put = (told: typeof before) =>
    sql`SELECT set_config('onroll.kind', ${told.kind}, true), set_config('onroll.account', ${told.account}, true),
    set_config('onroll.scope', ${told.scope}, true), set_config('onroll.classes', ${told.classes}, true)`.execute(tx)
  await put({
    kind: 'engine',
    account: '',
    scope: 'county',
    classes: '{identity,address,education,care_status,care_detail,protected}',
  })
  const answer = await work(tx)
  await put(before)
  return answer
}

/**
 * Reads as another person would, inside the same transaction: what is handed to somebody, or shown before them, is what they
 * may see. The reader's own sight comes back afterwards, whatever happens.
 */
export async function withSightOf<T>(
  tx: Read,
  reader: Person,
  person: Person,
  work: (tx: Read) => Promise<T>,
): Promise<T> {
  const put = (who: Person) =>
    sql`SELECT ${sql.join(Object.entries(settingsOf(who)).map(([name, value]) => sql`set_config(${`onroll.${name}`}, ${value}, true)`))}`.execute(
      tx,
    )
  await put(person)
  try {
    return await work(tx)
  } finally {
    // Where the transaction is broken this fails as well, and nothing more can be read in it.
    await put(reader)
  }
}
