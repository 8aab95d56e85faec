import { sql } from 'kysely'
import type { Door, Read, Write } from '../../ground/database/door.ts'
import type { Engine, Person } from '../../ground/database/identity.ts'
import type { Queue } from '../../ground/jobs/queue.ts'
import type { JobContext, JobKind } from '../../ground/jobs/work.ts'
import { Look } from '../../ground/look.ts'
import type { Day } from '../../rulebook/index.ts'
import { compactBook, rewriteBook, workOutAfter } from '../children/index.ts'
import { countBalance } from './balance.ts'
import { faultCodes } from './check.ts'
import { count } from './ledger.ts'
import { keepTally } from './tally.ts'

export const balanceKind = 'ledger-balance'
export const againKind = 'ledger-again'
export type RecountKind = typeof balanceKind | typeof againKind

/** What each piece of work is called. */
export const recountTitles: Readonly<Record<RecountKind, string>> = {
  [balanceKind]: 'Count both sides of the ledger',
  [againKind]: 'Work everybody out anew',
}

/** Children to a transaction. */
const batch = 1000

type Work = Pick<JobContext, 'write' | 'read' | 'progress' | 'engine' | 'asked_by' | 'job_id'>

/** Adds up the book, then counts both sides of today's balance. */
export const balanceJob: JobKind = {
  kind: balanceKind,
  run: async work => {
    await work.progress({ done: 0, total: 2, sentence: 'Adding up the book' })
    await work.write('book of the ledger added up', compactBook)
    await work.progress({ done: 1, total: 2, sentence: 'Counting both sides' })
    await countAndSay(work, 2)
  },
}

/**
 * Works everybody out anew, a batch a transaction in the order of their ids, then writes the book from the states and counts
 * both sides. Changes no child whose facts say what its states say. Begun again half-way it goes on where it was noted last;
 * stopped, what was finished stays right, since each batch writes states and book together.
 */
export const againJob: JobKind = { kind: againKind, run: work => workOutAgain(work, batch) }

/** As `againJob`, so many children to a transaction. */
export async function workOutAgain(work: Work, size: number): Promise<void> {
  const { total, done: before } = await work.read('children counted', tx => whereItStands(tx, work.job_id))
  const after = await work.read('children counted', tx => personAt(tx, before))
  let done = before
  await workOutAfter(work, { after, size }, async more => {
    done = before + more
    const whole = Math.max(total, done)
    await work.progress({ done, total: whole, sentence: `${count(done)} of ${count(whole)} children worked out anew` })
  })
  await work.progress({ done, total: Math.max(total, done), sentence: 'Writing the book anew and counting both sides' })
  await work.write('book of the ledger written anew', rewriteBook)
  await countAndSay(work, done)
}

/** Counts, and says what came of it. */
async function countAndSay(work: Work, done: number): Promise<void> {
  const balance = await work.write('both sides counted', async tx => {
    const counted = await countBalance(tx, work.engine.today, work.asked_by)
    await keepTally(tx, counted)
    return counted
  })
  const apart = faultCodes.reduce((sum, code) => sum + balance[code], balance.book_apart)
  await work.progress({
    done,
    total: done,
    sentence: apart === 0 ? 'Done: both sides agree.' : `Done: ${count(apart)} to look at.`,
  })
}

async function whereItStands(tx: Read, job_id: string): Promise<{ done: number; total: number }> {
  const { rows } = await sql<{ done: number; total: number }>`SELECT
    coalesce((SELECT done FROM job WHERE id = ${job_id}), 0) AS done, (SELECT count(*)::integer FROM person) AS total`.execute(
    tx,
  )
  return rows[0] ?? { done: 0, total: 0 }
}

/** The person at a place in the order of ids, which new persons only lengthen. */
async function personAt(tx: Read, place: number): Promise<string | null> {
  if (place <= 0) return null
  const { rows } = await sql<{ id: string }>`SELECT id FROM person ORDER BY id OFFSET ${place - 1} LIMIT 1`.execute(tx)
  return rows[0]?.id ?? null
}

/** Asks for a piece of work, unless the same is waiting or being done. @returns the job that does it. */
export async function askToRecount(
  tx: Write,
  queue: Queue,
  actor: Pick<Person, 'authority_id'> & { account_id: string | null },
  kind: RecountKind,
): Promise<string> {
  await sql`SELECT pg_advisory_xact_lock(hashtext(${`${kind} ${actor.authority_id}`}))`.execute(tx)
  const { rows } = await sql<{
    id: string
  }>`SELECT id FROM job WHERE kind = ${kind} AND state IN ('waiting', 'running') LIMIT 1`.execute(tx)
  return rows[0]?.id ?? (await queue.enqueue(tx, actor, { kind, title: recountTitles[kind], subject_id: null }))
}

/**
 * Asks for the count of the night where today's was not made, or holds a child who was sealed since, and nobody asked for it within the hour. Called when the program
 * begins to work and every few minutes. @returns the authorities it was asked for.
 */
export async function askToCountBalance({ door, queue }: { door: Door; queue: Queue }, today: Day): Promise<string[]> {
  const authorities = await door.signIn(ask => ask<{ id: string }>('SELECT id FROM authority ORDER BY id', []))
  const asked: string[] = []
  for (const { id } of authorities) {
    const engine: Engine = { kind: 'engine', name: balanceKind, authority_id: id, asked_by: null, today }
    await door.write(engine, new Look({ purpose: 'count of both sides asked for', route: 'schedule' }), async tx => {
      const { rows } = await sql<{ due: boolean }>`SELECT EXISTS (SELECT FROM person)
        AND (NOT EXISTS (SELECT FROM ledger_balance WHERE day = ${today}) OR sealed_since((SELECT max(counted_at) FROM ledger_balance)))
        AND NOT EXISTS (SELECT FROM job WHERE kind IN (${balanceKind}, ${againKind}) AND asked_at > now() - interval '1 hour') AS due`.execute(
        tx,
      )
      if (!rows[0]?.due) return
      await askToRecount(tx, queue, { authority_id: id, account_id: null }, balanceKind)
      asked.push(id)
    })
  }
  return asked
}
