import { beginEra } from '../audit.ts'
import { installQueue } from '../jobs/queue.ts'
import { backup } from './backup.ts'
import type { BackupReport } from './backup-format.ts'
import { type Connection, migrateAll } from './connect.ts'
import { migrate } from './migrate.ts'
import { DatabaseRefusal } from './refusal.ts'
import { restore } from './restore.ts'

type Owned = Pick<Connection, 'owner_url' | 'superuser_url'>
type Say = (sentence: string) => void

/**
 * Backs up the whole database to a file, while it is in use.
 * @throws DatabaseRefusal when this process was not given the owner's connection.
 */
export function backupTo(connection: Owned, file: string, say: Say): Promise<BackupReport> {
  return backup({ owner_url: ownerOf(connection), file, say })
}

/**
 * Puts a backup back into an empty database (reach it with `connectAsItIs`): migrated as far as the file's, filled, a new era of the audit log begun,
 * and then migrated to this version.
 * @throws DatabaseRefusal when the database holds data, or the file is not a whole backup of this or an older Onroll.
 */
export async function restoreFrom(connection: Owned, file: string, say: Say): Promise<BackupReport> {
  const owner_url = ownerOf(connection)
  const report = await restore({
    // Switching triggers off while the rows go in takes a superuser, or an owner who was granted it.
    owner_url: connection.superuser_url ?? owner_url,
    file,
    say,
    migrateTo: async migration => {
      await migrate(owner_url, migration)
      await installQueue(owner_url)
    },
    afterRestore: beginEra,
  })
  const ran = await migrateAll(owner_url)
  if (ran.length > 0) say(`Then ran ${ran.length} newer migrations, up to ${ran.at(-1)}.`)
  return report
}

function ownerOf(connection: Owned): string {
  if (connection.owner_url !== null) return connection.owner_url
  throw new DatabaseRefusal(
    'Backing up and restoring take the connection of the owner of the tables. Give it in DATABASE_OWNER_URL.',
  )
}
