import { SetUp, SetUpRefused } from '../features/people/index.ts'
import { startFeatures } from '../features.ts'
import { type Connection, connect, type connectAsItIs } from '../ground/database/connect.ts'
import type { Engine } from '../ground/database/identity.ts'
import { MigrationRefused } from '../ground/database/migrate.ts'
import { DatabaseRefusal } from '../ground/database/refusal.ts'
import { FileRefused } from '../ground/file-refused.ts'
import type { Settings } from '../ground/settings.ts'
import { settingsOrExit } from '../program.ts'
import { Refusal, today } from './command.ts'

/** Does something with the database, and lets it go again. Turns what is refused in a sentence into a Refusal. */
export async function withDatabase<T>(
  work: (connection: Connection, settings: Settings) => Promise<T>,
  reach: typeof connectAsItIs = connect,
): Promise<T> {
  const settings = settingsOrExit()
  startFeatures()
  let connection: Connection | undefined
  try {
    connection = await reach(
      {
        database_url: settings.databaseUrl,
        owner_url: settings.databaseOwnerUrl,
        auditor_url: settings.databaseAuditorUrl,
        data_folder: settings.dataFolder,
      },
      sentence => console.error(sentence),
    )
    return await work(connection, settings)
  } catch (problem) {
    if ([DatabaseRefusal, MigrationRefused, SetUpRefused, FileRefused].some(kind => problem instanceof kind))
      throw new Refusal((problem as Error).message)
    throw problem
  } finally {
    await connection?.close()
  }
}

/** The owner's hand on the tables. Throws Refusal on a server of your own whose owner's address was not given. */
export async function withSetUp<T>(connection: Connection, work: (setUp: SetUp) => Promise<T>): Promise<T> {
  if (connection.owner_url === null)
    throw new Refusal('This needs DATABASE_OWNER_URL: the address of the database as its owner.')
  const setUp = await SetUp.open(connection.owner_url)
  try {
    return await work(setUp)
  } finally {
    await setUp.close()
  }
}

/** Who a command is in the audit log: the engine, under the command's name, in the one authority or the one that was named. */
export async function engineFor(connection: Connection, name: string, code: string | undefined): Promise<Engine> {
  const { id } = await withAuthority(connection, code)
  return { kind: 'engine', name: `command ${name}`, authority_id: id, asked_by: null, today: today() }
}

async function withAuthority(connection: Connection, code: string | undefined): Promise<{ id: string }> {
  const found = await connection.door.signIn(ask =>
    ask<{ id: string }>('SELECT id FROM authority WHERE $1::text IS NULL OR code = $1 ORDER BY code', [code ?? null]),
  )
  const [first, another] = found
  if (!first)
    throw new Refusal(
      code === undefined
        ? 'There is no authority yet. Add one: npx onroll authority --help'
        : `There is no authority with the number ${code}.`,
    )
  if (another && code === undefined)
    throw new Refusal('There are several authorities here. Say which with --authority NUMBER.')
  return first
}
