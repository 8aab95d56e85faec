import { sql } from 'kysely'
import type { JobContext } from '../../ground/jobs/work.ts'
import { compactBook } from './movements.ts'
import { reevaluate } from './reevaluate.ts'

/** Children to a transaction. */
const batch = 1000

/**
 * Works every child of the authority out anew, in the order of their ids, and writes what differs. Begun again half-way it
 * ends the same: who was done before is found unchanged.
 * @returns how many children there are.
 */
export async function workEverybodyOut(
  work: Pick<JobContext, 'read' | 'write' | 'progress' | 'engine'>,
  size = batch,
): Promise<number> {
  const { rows } = await work.read('children counted', tx =>
    sql<{ children: number }>`SELECT count(*) AS children FROM person`.execute(tx),
  )
  const total = rows[0]?.children ?? 0
  let done = 0
  for (let after: string | null = null; ; ) {
    const from: string | null = after
    const ids: string[] = await work.write('children worked out anew', async (tx, look) => {
      const { rows } = await sql<{ id: string }>`SELECT id FROM person
        ${from === null ? sql`` : sql`WHERE id > ${from}`} ORDER BY id LIMIT ${sql.lit(size)}`.execute(tx)
      const some = rows.map(row => row.id)
      await reevaluate(tx, some, work.engine.today, 'day')
      look.saw(some)
      return some
    })
    after = ids.at(-1) ?? null
    if (after === null) break
    done += ids.length
    const sentence = `${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} children worked out`
    await work.progress({ done, total, sentence })
  }
  await work.write('book of the ledger added up', compactBook)
  return done
}
