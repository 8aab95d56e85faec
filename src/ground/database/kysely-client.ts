import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Tables } from './tables.ts'

type ClientDatabase = Kysely<Tables> & { readonly client: pg.ClientBase }

const known = new WeakMap<pg.ClientBase, ClientDatabase>()

/** Kysely over one connection that somebody else opened and will release. Kept with the connection, since making one takes time. */
export function clientDatabase(client: pg.PoolClient): ClientDatabase {
  const before = known.get(client)
  if (before) return before
  // Kysely takes and gives back a connection for each statement; this one stays where it is.
  const borrowed = { query: client.query.bind(client), release: () => {} }
  const pool = { connect: async () => borrowed, end: async () => {} } as unknown as pg.Pool
  const made = Object.assign(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), { client })
  known.set(client, made)
  return made
}
