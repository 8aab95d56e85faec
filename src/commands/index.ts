import type { Command } from './command.ts'

/** Every command by its name, in the order in which help lists them. Each is loaded when it is asked for: most bring the whole
 * program, and what needs no database should answer at once. */
export const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['start', async () => (await import('./start.ts')).startCommand],
  ['worker', async () => (await import('./start.ts')).workerCommand],
  ['migrate', async () => (await import('./backup.ts')).migrateCommand],
  ['backup', async () => (await import('./backup.ts')).backupCommand],
  ['restore', async () => (await import('./backup.ts')).restoreCommand],
  ['authority', async () => (await import('./authority.ts')).authorityCommand],
  ['user', async () => (await import('./user.ts')).userCommand],
  ['import', async () => (await import('./import.ts')).importCommand],
  ['state', async () => (await import('./state.ts')).stateCommand],
  ['ledger', async () => (await import('./state.ts')).ledgerCommand],
  ['recount', async () => (await import('./recount.ts')).recountCommand],
  ['audit', async () => (await import('./audit.ts')).auditCommand],
  ['county', async () => (await import('./county.ts')).countyCommand],
  ['due', async () => (await import('./due.ts')).dueCommand],
  ['rules', async () => (await import('./rules.ts')).rulesCommand],
  ['age', async () => (await import('./age.ts')).ageCommand],
  ['check', async () => (await import('./check.ts')).checkCommand],
  ['attendance', async () => (await import('./attendance.ts')).attendanceCommand],
  ['link', async () => (await import('./link.ts')).linkCommand],
  ['dedupe', async () => (await import('./dedupe.ts')).dedupeCommand],
  ['band', async () => (await import('./band.ts')).bandCommand],
])
