import { sql } from 'kysely'
import type { Door } from '../../ground/database/door.ts'
import type { Engine } from '../../ground/database/identity.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { FileTooLarge } from '../../ground/files.ts'
import type { Queue } from '../../ground/jobs/queue.ts'
import { type JobContext, type JobKind, WorkRefused } from '../../ground/jobs/work.ts'
import { decrypt } from '../../ground/kept-secret.ts'
import { Look } from '../../ground/look.ts'
import type { Settings } from '../../ground/settings.ts'
import type { Day } from '../../rulebook/index.ts'
import { arrive, checkList } from '../lists/index.ts'
import { folderPlace } from './folder-place.ts'
import { nextTime } from './pick-up-time.ts'
import { fits, type Place, PlaceRefused, type WaitingFile } from './place.ts'
import { findPickUp, type PickUp } from './queries.ts'
import { sftpPlace } from './sftp-place.ts'
import { trueDay } from './true-day.ts'

export const pickUpKind = 'list-pick-up'

type Allowed = Pick<Settings, 'pickUpFolder' | 'encryptionKey' | 'uploadLimit'>
let allowed: Allowed | null = null

/** Hands over what the operator's settings allow. Called once by every program that takes work. */
export function usePickUpPlaces(settings: Allowed): void {
  allowed = settings
}

export const pickUpJob: JobKind = { kind: pickUpKind, run: pickUp }

/** A file that was changed less than so many milliseconds ago may still be written: it is left for the next time. */
const settled = 30_000

/** Picks up every file that waits and was not picked up before. Each is kept and checked; none is committed. */
async function pickUp(context: JobContext): Promise<void> {
  const { subject_id } = context
  if (subject_id === null || allowed === null) throw new WorkRefused('This work does not say which pick-up it is for.')
  const kept = await context.read('pick-up read', tx => findPickUp(tx, subject_id))
  if (!kept || kept.ended_at !== null) throw new WorkRefused('This pick-up has ended.')
  const told = (outcome: 'taken' | 'nothing' | 'failed', sentence: string) =>
    context.write('outcome of a pick-up kept', tx =>
      sql`UPDATE pick_up SET last_at = now(), last_outcome = ${outcome}, last_sentence = ${sentence} WHERE id = ${subject_id}`.execute(
        tx,
      ),
    )
  let place: Place | null = null
  try {
    place = await placeOf(kept, allowed)
    const files = await waiting(context, kept, place)
    for (const [at, file] of files.entries()) {
      await context.progress({ done: at, total: files.length, sentence: `${at} of ${files.length} files picked up` })
      await takeFile(context, kept, file, allowed)
    }
    if (files.length === 0) await told('nothing', 'No new file waited.')
    else await told('taken', files.length === 1 ? '1 file was picked up.' : `${files.length} files were picked up.`)
  } catch (problem) {
    if (!(problem instanceof PlaceRefused)) throw problem
    await told('failed', problem.message)
    throw new WorkRefused(problem.message)
  } finally {
    await place?.close()
  }
}

async function placeOf(kept: PickUp, { pickUpFolder, encryptionKey }: Allowed): Promise<Place> {
  if (kept.place === 'folder') return folderPlace(pickUpFolder, kept.folder)
  const { host, port, login, host_key, secret, folder } = kept
  if (host === null || port === null || login === null || host_key === null || secret === null)
    throw new PlaceRefused('This pick-up does not say which server it is from. Set it up again.')
  return sftpPlace({ host, port, login, folder, host_key, password: passwordOf(encryptionKey, kept.id, secret) })
}

function passwordOf(key: Buffer, id: string, secret: Buffer): string {
  try {
    return decrypt(key, id, secret)
  } catch {
    throw new PlaceRefused('The password cannot be read with the key of this program. Put it in again.')
  }
}

/** The files that wait, the oldest first, without those that were picked up before. */
async function waiting(context: JobContext, kept: PickUp, place: Place): Promise<WaitingFile[]> {
  const before = await context.read('picked files read', tx =>
    tx.selectFrom('picked_file').where('pick_up_id', '=', kept.id).select(['name', 'size', 'changed_at']).execute(),
  )
  const keyOf = (file: { name: string; size: number | string; changed_at: Date }) =>
    JSON.stringify([file.name, Number(file.size), file.changed_at.getTime()])
  const known = new Set(before.map(keyOf))
  const files = await place.files()
  return files
    .filter(file => fits(kept.pattern, file.name) && !known.has(keyOf(file)))
    .filter(file => Date.now() - file.changed_at.getTime() > settled)
    .sort((a, b) => a.changed_at.getTime() - b.changed_at.getTime() || (a.name < b.name ? -1 : 1))
}

interface Taken {
  outcome: 'brought_in' | 'again' | 'refused'
  sentence: string
  import_id: string | null
  check: boolean
}

/** Keeps one file and notes that it was taken, both or neither; then has it checked. */
async function takeFile(context: JobContext, kept: PickUp, file: WaitingFile, { uploadLimit }: Allowed): Promise<void> {
  const { authority_id, today } = context.engine
  const as_at = trueDay(kept.true_on, file, today)
  const taken = await context.write('list picked up', async (tx): Promise<Taken> => {
    const done = await bring()
    const { outcome, sentence, import_id } = done
    await tx
      .insertInto('picked_file')
      .values({
        ...{ authority_id, pick_up_id: kept.id, name: file.name, size: file.size, changed_at: file.changed_at },
        ...{ outcome, sentence, import_id },
      })
      .onConflict(on => on.doNothing())
      .execute()
    return done

    async function bring(): Promise<Taken> {
      const refused = (sentence: string): Taken => ({ outcome: 'refused', sentence, import_id: null, check: false })
      if (as_at === null)
        return refused('Its name does not hold the day on which it was true, such as 2026-11-05. Have it named so.')
      if (as_at > today) return refused(`It says that it was true on ${as_at}, which is still to come.`)
      try {
        const { id, again, problems } = await arrive(
          tx,
          { authority_id, account_id: null },
          {
            ...{ source_id: kept.source_id, as_at, school_urn: kept.school_urn, file_name: file.name.slice(0, 200) },
            ...{ media_type: 'application/octet-stream', stream: file.stream(), most: uploadLimit, came_by: 'pick_up' },
          },
        )
        if (again)
          return {
            outcome: 'again',
            sentence: 'It came in before and made the same list.',
            import_id: id,
            check: false,
          }
        const sentence = problems.length > 0 ? `Choose its columns: ${problems.join(' ')}` : 'Brought in and checked.'
        return { outcome: 'brought_in', sentence, import_id: id, check: problems.length === 0 }
      } catch (problem) {
        if (problem instanceof FileRefused || problem instanceof FileTooLarge) return refused(problem.message)
        throw problem
      }
    }
  })
  if (!taken.check || taken.import_id === null) return
  try {
    await checkList(context, taken.import_id)
  } catch (problem) {
    // A list that is refused by its check stands on the board with its sentence; the next file is taken all the same.
    if (!(problem instanceof WorkRefused)) throw problem
  }
}

/** Asks for every pick-up whose time has come. Called when the program begins to work and each minute. @returns how many were asked for. */
export async function askToPickUp(
  { door, queue }: { door: Door; queue: Queue },
  now: Date,
  today: Day,
): Promise<number> {
  const authorities = await door.signIn(ask => ask<{ id: string }>('SELECT id FROM authority ORDER BY id', []))
  let asked = 0
  for (const { id: authority_id } of authorities) {
    const engine: Engine = { kind: 'engine', name: pickUpKind, authority_id, asked_by: null, today }
    await door.write(engine, new Look({ purpose: 'pick-ups asked for', route: 'schedule' }), async tx => {
      const { rows } = await sql<Pick<PickUp, 'id' | 'every' | 'hour' | 'weekday'> & { source: string }>`
        SELECT p.id, p.every, p.hour, p.weekday, s.name AS source FROM pick_up p JOIN source s ON s.authority_id = p.authority_id AND s.id = p.source_id
        WHERE p.next_at <= ${now} AND p.paused_at IS NULL AND p.ended_at IS NULL FOR UPDATE OF p SKIP LOCKED`.execute(
        tx,
      )
      for (const due of rows) {
        await sql`UPDATE pick_up SET next_at = ${nextTime(due, now)} WHERE id = ${due.id}`.execute(tx)
        await queue.enqueue(
          tx,
          { authority_id, account_id: null },
          { kind: pickUpKind, title: `Pick up ${due.source}`, subject_id: due.id },
        )
        asked += 1
      }
    })
  }
  return asked
}
