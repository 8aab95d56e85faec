import { hash } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Tables } from './tables.ts'

type ClientDatabase = Kysely<Tables> & { readonly client: pg.ClientBase }

/** Statements that a connection keeps ready: more are asked without being kept. */
const mostKept = 300
/** A statement of so many parts was put together for one question, and will not be asked again. */
const longest = 20_000

const plain = new WeakMap<pg.ClientBase, ClientDatabase>()
const keeping = new WeakMap<pg.ClientBase, ClientDatabase>()

/**
 * Kysely over one connection that somebody else opened and will release. Kept with the connection, since making one takes time.
 * @param keep whether statements are kept ready on the connection. Under row-level security PostgreSQL spends several times
 *   longer on planning a page's statement than on answering it, and a kept one is planned once. Not for bulk work, whose
 *   plans go out of date while the tables grow.
 */
export function clientDatabase(client: pg.PoolClient, keep: boolean): ClientDatabase {
  const known = keep ? keeping : plain
  const before = known.get(client)
  if (before) return before
  // Kysely takes and gives back a connection for each statement; this one stays where it is.
  const borrowed = { query: keep ? keepReady(client) : client.query.bind(client), release: () => {} }
  const pool = { connect: async () => borrowed, end: async () => {} } as unknown as pg.Pool
  const made = Object.assign(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), { client })
  known.set(client, made)
  return made
}

const namesOf = new WeakMap<pg.ClientBase, Map<string, string>>()

/** Asks under a name that is made from the statement's text, so that the connection plans each text once. */
export function keepReady(
  client: pg.PoolClient,
): (text: string, values: readonly unknown[]) => Promise<pg.QueryResult> {
  const names = namesOf.get(client) ?? new Map<string, string>()
  namesOf.set(client, names)
  return (text, values) => {
    let name = names.get(text)
    if (name === undefined && names.size < mostKept && text.length < longest) {
      name = hash('sha256', text, 'hex').slice(0, 32)
      names.set(text, name)
    }
    const asked = { text, values: [...values] }
    return client.query(name === undefined ? asked : { name, ...asked })
  }
}
