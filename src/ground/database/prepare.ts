import { readFileSync } from 'node:fs'
import pg from 'pg'

/**
 * Makes the group roles, the login roles that belong to them, and one database owned by the owner role, where they are not
 * there yet. For the embedded server and for tests; on a server of your own an administrator does this once.
 * @param url a superuser's connection.
 */
export async function prepareDatabase(
  url: string,
  o: { database: string; password: string; template?: string },
): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'onroll prepare' })
  await client.connect()
  try {
    await client.query(`SELECT pg_advisory_lock(7206022)`)
    await client.query(readFileSync(new URL('../../../database/roles.sql', import.meta.url), 'utf8'))
    for (const [login, group] of Object.entries(logins)) {
      const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [login])
      const password = pg.escapeLiteral(o.password)
      await client.query(`${rowCount ? 'ALTER' : 'CREATE'} ROLE ${login} LOGIN NOINHERIT PASSWORD ${password}`)
      await client.query(`GRANT ${group} TO ${login} WITH INHERIT TRUE, SET TRUE`)
    }
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [o.database])
    if (rowCount === 0) {
      const template = o.template ? ` TEMPLATE ${pg.escapeIdentifier(o.template)} STRATEGY FILE_COPY` : ''
      await client.query(`CREATE DATABASE ${pg.escapeIdentifier(o.database)}${template}`)
    }
    const name = pg.escapeIdentifier(o.database)
    await client.query(`ALTER DATABASE ${name} OWNER TO onroll_owner`)
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`)
    await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO onroll_app, onroll_auditor`)
  } finally {
    await client.end()
  }
}

/** Who connects, and as a member of which group. The web and worker processes are `onroll_web`, never the owner. */
export const logins = {
  onroll_web: 'onroll_app',
  onroll_audit: 'onroll_auditor',
  onroll_migrate: 'onroll_owner',
} as const
export type Login = keyof typeof logins
