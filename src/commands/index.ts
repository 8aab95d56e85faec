import { auditCommand } from './audit.ts'
import { authorityCommand } from './authority.ts'
import { backupCommand, migrateCommand, restoreCommand } from './backup.ts'
import type { Command } from './command.ts'
import { countyCommand } from './county.ts'
import { importCommand } from './import.ts'
import { ledgerCommand, stateCommand } from './state.ts'
import { userCommand } from './user.ts'

const startCommand: Command = {
  name: 'start',
  usage: 'start',
  does: 'Starts the web pages and the worker in one process.',
  run: async () => {
    await import('../main.ts')
  },
}

const workerCommand: Command = {
  name: 'worker',
  usage: 'worker',
  does: 'Starts a worker alone, beside a web process that already runs.',
  run: async () => {
    await import('../worker.ts')
  },
}

export const commands: readonly Command[] = [
  startCommand,
  workerCommand,
  migrateCommand,
  backupCommand,
  restoreCommand,
  authorityCommand,
  userCommand,
  importCommand,
  stateCommand,
  ledgerCommand,
  auditCommand,
  countyCommand,
]
