import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Tables } from './tables.ts'

const known = new WeakMap<pg.ClientBase, Kysely<Tables>>()

/** Kysely over one connection that somebody else opened and will release. Kept with the connection, since making one takes time. */
export function clientDatabase(client: pg.PoolClient): Kysely<Tables> {
  const before = known.get(client)
  if (before) return before
  const borrowed = Object.assign(Object.create(client), { release: () => {} })
  const made = new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: { connect: async () => borrowed, end: async () => {} } as unknown as pg.Pool,
    }),
  })
  known.set(client, made)
  return made
}
