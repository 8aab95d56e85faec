import { backupTo, restoreFrom } from '../ground/database/backup-commands.ts'
import { asRole, connectAsItIs, migrateAll } from '../ground/database/connect.ts'
import { settingsOrExit } from '../program.ts'
import { type Command, Refusal, tell, typed } from './command.ts'
import { withDatabase } from './with-database.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  usage: 'migrate [--json]',
  does: 'Brings the database to this version. Needs DATABASE_OWNER_URL on a server of your own.',
  run: async words => {
    const { values } = typed(words, { json: { type: 'boolean' } }, { least: 0, most: 0 })
    const settings = settingsOrExit()
    if (settings.databaseUrl === null) {
      await withDatabase(async () =>
        tell(
          values.json,
          { migrated: [] },
          'The embedded database is at this version: it is migrated whenever it is opened.',
        ),
      )
      return
    }
    if (settings.databaseOwnerUrl === null)
      throw new Refusal('This needs DATABASE_OWNER_URL: the address of the database as its owner.')
    try {
      const ran = await migrateAll(asRole(settings.databaseOwnerUrl, 'onroll_owner'))
      tell(values.json, { migrated: ran }, ran.length === 0 ? 'Nothing to do.' : `Ran ${ran.join(', ')}.`)
    } catch (problem) {
      throw new Refusal((problem as Error).message)
    }
  },
}

export const backupCommand: Command = {
  name: 'backup',
  usage: 'backup FILE [--json]',
  does: 'Writes the whole database, of one moment, to a file that only you can read.',
  run: async words => {
    const { values, positionals } = typed(words, { json: { type: 'boolean' } }, { least: 1, most: 1 })
    const [file = ''] = positionals
    await withDatabase(async connection => {
      const report = await backupTo(connection, file, sentence => console.error(sentence))
      tell(
        values.json,
        report,
        `${report.rows.toLocaleString('en-GB')} rows of ${report.tables} tables are in ${file}.`,
      )
    })
  },
}

export const restoreCommand: Command = {
  name: 'restore',
  usage: 'restore FILE [--json]',
  does: 'Puts a backup into an empty database. Stop the web and worker processes first.',
  run: async words => {
    const { values, positionals } = typed(words, { json: { type: 'boolean' } }, { least: 1, most: 1 })
    const [file = ''] = positionals
    await withDatabase(async connection => {
      const report = await restoreFrom(connection, file, sentence => console.error(sentence))
      tell(values.json, report, `${report.rows.toLocaleString('en-GB')} rows of ${report.tables} tables are back.`)
    }, connectAsItIs)
  },
}
