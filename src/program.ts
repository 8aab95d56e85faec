import { fileURLToPath } from 'node:url'
import { askToPickUp, usePickUpPlaces } from './features/arrivals/index.ts'
import { askToLookAgain } from './features/children/index.ts'
import { useMail } from './features/mail/index.ts'
import { askToMatch } from './features/matching/index.ts'
import { askToCountBalance } from './features/oversight/index.ts'
import { watchSeals } from './features/protection/index.ts'
import { askToPurge } from './features/referrals/index.ts'
import { features, startFeatures } from './features.ts'
import { readHead, sealAudit, writeHead } from './ground/audit.ts'
import { type Connection, connect } from './ground/database/connect.ts'
import { MigrationRefused } from './ground/database/migrate.ts'
import { DatabaseRefusal } from './ground/database/refusal.ts'
import type { Parts } from './ground/feature.ts'
import { openQueue } from './ground/jobs/queue.ts'
import { startWork } from './ground/jobs/work.ts'
import { type Log, makeLog } from './ground/log.ts'
import { askToSend } from './ground/mail/ask-to-send.ts'
import { loadEnvFile, readSettings, type Settings, SettingsWrong } from './ground/settings.ts'
import { londonDay } from './rulebook/index.ts'

/** The program as every way in starts it: settings, database, queue, and a way to stop that leaves nothing half done. */
export interface Program {
  parts: Parts
  log: Log
  connection: Connection
  /** Takes work from the queue, seals the audit log, and looks again at children whose day has come. */
  work(): Promise<void>
  /** Runs before the database is let go. The last added is run first. */
  onStop(close: () => Promise<unknown>): void
  stop(): Promise<void>
}

/** The repository's own folder: paths in settings are counted from where the program was started. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** Reads the settings, or says what is wrong with them and ends the process with 2. */
export function settingsOrExit(): Settings {
  loadEnvFile()
  try {
    return readSettings(process.env)
  } catch (problem) {
    if (!(problem instanceof SettingsWrong)) throw problem
    for (const sentence of problem.sentences) console.error(sentence)
    process.exit(2)
  }
}

/** Starts everything that a way in needs. Says in a sentence why it cannot, and ends the process with 1. */
export async function startProgram(say: (sentence: string) => void): Promise<Program> {
  const settings = settingsOrExit()
  const log = makeLog(settings)
  startFeatures()
  usePickUpPlaces(settings)
  useMail(settings)
  const connection = await connect(
    {
      database_url: settings.databaseUrl,
      owner_url: settings.databaseOwnerUrl,
      auditor_url: settings.databaseAuditorUrl,
      data_folder: settings.dataFolder,
    },
    say,
  ).catch((problem: unknown) => {
    if (!(problem instanceof DatabaseRefusal || problem instanceof MigrationRefused)) throw problem
    console.error(problem.message)
    process.exit(1)
  })
  const closers: (() => Promise<unknown>)[] = [() => connection.close()]
  let stopping: Promise<void> | undefined
  const stop = () => {
    stopping ??= (async () => {
      for (const close of closers.toReversed())
        await close().catch(problem => log.error({ fault: String(problem) }, 'closing failed'))
    })()
    return stopping
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stop().then(() => process.exit(0)))
  }
  const queue = await openQueue(connection.app_url, true)
  closers.push(() => queue.close())
  const now = () => new Date()
  const today = () => londonDay(now().toISOString())
  const parts: Parts = { settings, door: connection.door, queue, connection, now, today }
  return {
    parts,
    log,
    connection,
    stop,
    onStop: close => closers.push(close),
    work: async () => {
      await startWork({
        queue,
        door: connection.door,
        kinds: features.flatMap(feature => feature.jobs ?? []),
        today,
        log,
      })
      const look = () => {
        askToLookAgain(parts, today())
          .then(() => askToMatch(parts, today()))
          .then(() => askToCountBalance(parts, today()))
          .catch(problem => log.error({ fault: String(problem) }, 'looking again failed'))
        askToPurge(parts, today()).catch(problem => log.error({ fault: String(problem) }, 'asking for a purge failed'))
        watchSeals(parts, today()).catch(problem => log.error({ fault: String(problem) }, 'watching seals failed'))
      }
      look()
      const looking = setInterval(look, 600_000)
      closers.push(async () => clearInterval(looking))
      const pickUp = () => {
        askToPickUp(parts, now(), today()).catch(problem =>
          log.error({ fault: String(problem) }, 'asking for pick-ups failed'),
        )
      }
      pickUp()
      const picking = setInterval(pickUp, 60_000)
      closers.push(async () => clearInterval(picking))
      const sending = setInterval(() => {
        askToSend(parts, today()).catch(problem => log.error({ fault: String(problem) }, 'asking to send email failed'))
      }, 10_000)
      closers.push(async () => clearInterval(sending))
      const file = headFile(settings)
      const seal = setInterval(() => {
        sealAndKeep(connection, file, today()).catch(problem => log.error({ fault: String(problem) }, 'sealing failed'))
      }, 60_000)
      closers.push(async () => {
        clearInterval(seal)
        await sealAndKeep(connection, file, today())
      })
    },
  }
}

/** Where the newest seal's hash is written outside the database. */
export const headFile = (settings: Settings): string => `${settings.dataFolder}/audit-heads.txt`
export { readHead }

async function sealAndKeep(connection: Connection, file: string, today: string): Promise<void> {
  await connection.door.signIn(async ask => {
    await ask('SELECT make_audit_partitions($1::date, 2)', [today])
    await sealAudit(ask)
    await writeHead(ask, file, today)
  })
}
