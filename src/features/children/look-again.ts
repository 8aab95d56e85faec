import { sql } from 'kysely'
import type { Door, Read } from '../../ground/database/door.ts'
import type { Engine } from '../../ground/database/identity.ts'
import type { Queue } from '../../ground/jobs/queue.ts'
import type { JobContext, JobKind } from '../../ground/jobs/work.ts'
import { Look } from '../../ground/look.ts'
import { type Day, rulesVersion } from '../../rulebook/index.ts'
import { compactBook } from './movements.ts'
import { reevaluate } from './reevaluate.ts'

const kind = 'look-again'
/** Two ranges and no inequality, which an index answers. */
const ofOtherRules = sql<boolean>`(rules_version < ${rulesVersion} OR rules_version > ${rulesVersion})`
const isDueFor = (today: Day) => sql<boolean>`(next_look_on <= ${today} OR ${ofOtherRules})`

/** Children to a transaction. */
const batch = 1000

/**
 * Works out anew the children whose answer can change by a day coming, without a new fact: a birthday, the end of a period,
 * a clock that runs out. Each says for itself on which day to look again. And those who were last worked out under other rules.
 */
export const lookAgain: JobKind = { kind, run: context => lookAgainAt(context, batch) }

/** As `lookAgain`, so many children to a transaction. Begun again half-way, it takes those that are left. */
export async function lookAgainAt(
  work: Pick<JobContext, 'write' | 'progress' | 'engine'>,
  size: number,
): Promise<void> {
  const { today } = work.engine
  let done = 0
  for (let after: string | null = null; ; ) {
    const from: string | null = after
    const ids: string[] = await work.write('children looked at again', async (tx, look) => {
      const { rows } = await sql<{ person_id: string }>`SELECT person_id FROM child_summary
        WHERE ${isDueFor(today)} ${from === null ? sql`` : sql`AND person_id > ${from}`} ORDER BY person_id LIMIT ${sql.lit(size)}`.execute(
        tx,
      )
      const due = rows.map(row => row.person_id)
      await reevaluate(tx, due, today, 'day')
      look.saw(due)
      return due
    })
    after = ids.at(-1) ?? null
    if (after === null) break
    done += ids.length
    await work.progress({ done, total: null, sentence: `${done.toLocaleString('en-GB')} children looked at again` })
  }
  if (done >= size) await work.write('book of the ledger added up', compactBook)
}

/**
 * Asks for the look where a child is due and nobody has asked within the hour. Called when the program begins to work and every
 * few minutes, so that it is done soon after midnight in London, or when a machine that slept wakes.
 * @returns the authorities it was asked for.
 */
export async function askToLookAgain({ door, queue }: { door: Door; queue: Queue }, today: Day): Promise<string[]> {
  const authorities = await door.signIn(ask => ask<{ id: string }>('SELECT id FROM authority ORDER BY id', []))
  const asked: string[] = []
  for (const { id } of authorities) {
    const engine: Engine = { kind: 'engine', name: kind, authority_id: id, asked_by: null, today }
    await door.write(engine, new Look({ purpose: 'next look asked for', route: 'schedule' }), async tx => {
      await sql`SELECT pg_advisory_xact_lock(hashtext(${`${kind} ${id}`}))`.execute(tx)
      if (!(await isDue(tx, today))) return
      await queue.enqueue(
        tx,
        { authority_id: id, account_id: null },
        { kind, title: 'Look again at children whose day has come', subject_id: null },
      )
      asked.push(id)
    })
  }
  return asked
}

async function isDue(tx: Read, today: Day): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`SELECT (EXISTS (SELECT FROM child_summary WHERE next_look_on <= ${today})
      OR EXISTS (SELECT FROM child_summary WHERE ${ofOtherRules}))
    AND NOT EXISTS (SELECT FROM job WHERE kind = ${kind} AND (state IN ('waiting', 'running') OR asked_at > now() - interval '1 hour')) AS due`.execute(
    tx,
  )
  return rows[0]?.due ?? false
}
