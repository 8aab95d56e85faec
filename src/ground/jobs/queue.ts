import pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { Write } from '../database/door.ts'

/** One queue for all long work: what kind it is stands in the job's own row, beside its progress. */
export const queueName = 'onroll'
export const schema = 'pgboss'

/** Seconds. A worker that was silent for `heartbeat` is held to be dead; the queue is looked over every `supervise`. */
export interface QueueRhythm {
  heartbeat: number
  supervise: number
}
const usualRhythm: QueueRhythm = { heartbeat: 20, supervise: 10 }

/** Installs the queue's tables as their owner and lets the application use them. Part of migrating. */
export async function installQueue(ownerUrl: string, rhythm = usualRhythm): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema,
    supervise: false,
    schedule: false,
    reindex: false,
    max: 2,
  })
  await boss.start()
  const habits = { retryLimit: 5, retryDelay: 2, expireInSeconds: 6 * 3600, heartbeatSeconds: rhythm.heartbeat }
  if (await boss.getQueue(queueName)) await boss.updateQueue(queueName, habits)
  else await boss.createQueue(queueName, habits)
  await boss.stop({ graceful: false })
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`GRANT USAGE ON SCHEMA ${schema} TO onroll_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO onroll_app;
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO onroll_app;
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO onroll_app`)
  } finally {
    await client.end()
  }
}

/** Long work as it is asked for: what, in words with no child's data, and about which import or other subject. */
export interface JobAsked {
  kind: string
  title: string
  subject_id: string | null
}

/** What a queued message holds: ids only. */
export interface JobMessage {
  authority_id: string
  job_id: string
}

export interface Queue {
  /**
   * Writes the job and its message in the caller's own transaction: both are there, or neither. Nobody's account when the
   * engine asks by itself. Returns the job's id.
   */
  enqueue(tx: Write, actor: { authority_id: string; account_id: string | null }, asked: JobAsked): Promise<string>
  boss: PgBoss
  close(): Promise<void>
}

/** Opens the queue with the application's role. `working` also keeps it swept: lost work is given out again. */
export async function openQueue(url: string, working: boolean, rhythm = usualRhythm): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: url,
    schema,
    migrate: false,
    createSchema: false,
    supervise: working,
    schedule: working,
    reindex: false,
    monitorVacuum: false,
    superviseIntervalSeconds: rhythm.supervise,
    monitorIntervalSeconds: rhythm.supervise,
    max: 3,
  })
  boss.on('error', () => {
    // The database went away for a moment: the queue polls again by itself.
  })
  await boss.start()
  return {
    boss,
    enqueue: async (tx, actor, asked) => {
      const { id } = await tx
        .insertInto('job')
        .values({
          authority_id: actor.authority_id,
          kind: asked.kind,
          title: asked.title,
          subject_id: asked.subject_id,
          asked_by: actor.account_id,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const message: JobMessage = { authority_id: actor.authority_id, job_id: id }
      await boss.send(queueName, message, {
        db: { executeSql: async (text, values) => tx.client.query(text, values ? [...values] : []) },
      })
      return id
    },
    close: () => boss.stop({ graceful: true, timeout: 10_000 }),
  }
}
