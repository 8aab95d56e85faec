import type { Logger } from 'pino'
import type { Day } from '../../rulebook/days.ts'
import type { Door, Read, Write } from '../database/door.ts'
import type { Engine } from '../database/identity.ts'
import { loggedError } from '../log.ts'
import { Look } from '../look.ts'
import { type JobMessage, type Queue, queueName } from './queue.ts'

/** Somebody asked for the work to stop. */
export class Cancelled extends Error {}
/** Another worker has taken the work up, because this one was silent for too long. */
class TakenUp extends Error {}
/** The work cannot be done, for a reason the person who asked should read. */
export class WorkRefused extends Error {}

export interface Progress {
  done: number
  total: number | null
  /** With counts, never with a child's data. */
  sentence: string
}

/** What a kind of work is given to do it with. Whose identity it runs as: the engine, under the kind's name. */
export interface JobContext {
  job_id: string
  subject_id: string | null
  engine: Engine
  asked_by: string | null
  /** Tells how far it is. Throws Cancelled when somebody asked it to stop. */
  progress(now: Progress): Promise<void>
  read<T>(action: string, work: (tx: Read, look: Look) => Promise<T>): Promise<T>
  write<T>(action: string, work: (tx: Write, look: Look) => Promise<T>): Promise<T>
}

/** A kind of long work, declared by a slice in its manifest. It must end the same when it is begun again half-way. */
export interface JobKind {
  kind: string
  run(context: JobContext): Promise<void>
}

/** Takes work from the queue until closed: one piece at a time, each a kind from the manifests. */
export async function startWork(parts: {
  queue: Queue
  door: Door
  kinds: readonly JobKind[]
  today: () => Day
  log: Logger
}): Promise<void> {
  await parts.queue.boss.work<JobMessage>(
    queueName,
    { pollingIntervalSeconds: 0.5, batchSize: 1 },
    async ([message]) => {
      if (message) await runJob(parts, message.data)
    },
  )
}

async function runJob(
  parts: { door: Door; kinds: readonly JobKind[]; today: () => Day; log: Logger },
  { authority_id, job_id }: JobMessage,
): Promise<void> {
  const { door, log } = parts
  const named = (name: string, asked_by: string | null): Engine => ({
    kind: 'engine',
    name,
    authority_id,
    asked_by,
    today: parts.today(),
  })
  const clerk = named('job clerk', null)
  const note = <T>(work: (tx: Write) => Promise<T>) =>
    door.write(clerk, new Look({ purpose: 'job progress noted', route: 'job' }), work)

  const job = await note(tx =>
    tx
      .updateTable('job')
      .set(row => ({
        state: 'running',
        started_at: row.fn.coalesce('started_at', row.val(new Date())),
        attempts: row('attempts', '+', 1),
      }))
      .where('id', '=', job_id)
      .where('state', 'in', ['waiting', 'running'])
      .returning(['kind', 'subject_id', 'asked_by', 'attempts', 'cancel_asked'])
      .executeTakeFirst(),
  )
  if (!job) return
  const kind = parts.kinds.find(one => one.kind === job.kind)
  const engine = named(job.kind, job.asked_by)
  const finish = (state: 'done' | 'failed' | 'cancelled', sentence?: string) =>
    note(tx =>
      tx
        .updateTable('job')
        .set({ state, finished_at: new Date(), ...(sentence === undefined ? {} : { sentence }) })
        .where('id', '=', job_id)
        .where('attempts', '=', job.attempts)
        .execute(),
    )
  const progress = async (now: Progress) => {
    const row = await note(tx =>
      tx
        .updateTable('job')
        .set(now)
        .where('id', '=', job_id)
        .where('attempts', '=', job.attempts)
        .where('state', '=', 'running')
        .returning('cancel_asked')
        .executeTakeFirst(),
    )
    if (!row) throw new TakenUp()
    if (row.cancel_asked) throw new Cancelled()
  }
  const begun = log.child({ job: job_id, kind: job.kind, attempt: job.attempts })
  try {
    if (job.cancel_asked) throw new Cancelled()
    if (!kind) throw new Error(`No slice declares the kind of work ${job.kind}.`)
    await kind.run({
      job_id,
      subject_id: job.subject_id,
      engine,
      asked_by: job.asked_by,
      progress,
      read: (action, work) => lookAnd(action, look => door.read(engine, look, tx => work(tx, look))),
      write: (action, work) => lookAnd(action, look => door.write(engine, look, tx => work(tx, look))),
    })
    await finish('done')
    begun.info('job done')
  } catch (error) {
    if (error instanceof TakenUp) return
    if (error instanceof Cancelled) await finish('cancelled', 'Stopped when asked to. What was finished before stays.')
    else if (error instanceof WorkRefused) await finish('failed', error.message)
    else {
      const last = job.attempts > 5
      const fault = loggedError(error)
      begun.error({ fault }, last ? 'job failed' : 'job failed and will be tried again')
      if (last)
        await finish('failed', 'It failed six times and was given up. Tell your administrator the number of this job.')
      // The queue keeps the error of a failed message: what a database says of it may quote a child's value.
      throw new Error(String(fault.message ?? fault.kind))
    }
  }

  async function lookAnd<T>(action: string, work: (look: Look) => Promise<T>): Promise<T> {
    return work(new Look({ purpose: action, route: `job:${job?.kind}`, request_id: job_id }))
  }
}
