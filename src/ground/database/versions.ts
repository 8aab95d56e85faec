import type { ClientBase } from 'pg'
import { DatabaseRefusal } from './refusal.ts'

const OLDEST_MAJOR = 18
const EXTENSIONS = ['btree_gist', 'fuzzystrmatch', 'pg_trgm', 'unaccent']

/**
 * Throws DatabaseRefusal when the server behind `client` is older than PostgreSQL 18, whose temporal keys the schema
 * stands on, or does not offer an extension that the migrations create.
 */
export async function refuseOldServer(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ version: string; major: number; missing: string[] }>(
    `SELECT current_setting('server_version') AS version,
            current_setting('server_version_num')::int / 10000 AS major,
            ARRAY(SELECT wanted FROM unnest($1::text[]) AS wanted
                  WHERE wanted NOT IN (SELECT name FROM pg_available_extensions) ORDER BY wanted) AS missing`,
    [EXTENSIONS],
  )
  const [server] = rows
  if (!server || server.major < OLDEST_MAJOR) {
    throw new DatabaseRefusal(
      `The server of DATABASE_URL is PostgreSQL ${server?.version}, and Onroll needs ${OLDEST_MAJOR} or later. Upgrade it, or leave DATABASE_URL out to use the PostgreSQL that comes with Onroll.`,
    )
  }
  if (server.missing.length > 0) {
    throw new DatabaseRefusal(
      `The server of DATABASE_URL does not offer ${server.missing.join(', ')}. Install its "contrib" extensions (on Debian they come with postgresql-${server.major}; elsewhere the package is often postgresql-contrib).`,
    )
  }
}
