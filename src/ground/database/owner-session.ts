import pg from 'pg'

/**
 * Runs `work` on one connection that acts as the owner of the tables and reads and writes rows in one form whatever
 * the server's settings. Row-level security that would hide a row from the owner is an error instead.
 */
export async function asOwner<T>(owner_url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: owner_url, application_name: 'onroll backup' })
  // A broken connection also fails the query under way, which is where it is reported.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(`SET row_security = off; SET datestyle = 'ISO'; SET intervalstyle = 'postgres';
      SET extra_float_digits = 1; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;
      SET lock_timeout = '30s'; SET timezone = 'UTC'; SET client_min_messages = 'warning'`)
    const { rows } = await client.query<{ owner: string }>(
      `SELECT pg_get_userbyid(c.relowner) AS owner FROM pg_class c JOIN pg_roles r ON r.rolname = current_user
       WHERE c.oid = to_regclass('public.migration') AND NOT r.rolsuper AND pg_has_role(c.relowner, 'SET')`,
    )
    for (const { owner } of rows) await client.query(`SET ROLE ${client.escapeIdentifier(owner)}`)
    return await work(client)
  } finally {
    await client.end()
  }
}
