import { sql } from 'kysely'
import { refreshStatistics } from '../../ground/database/statistics.ts'
import type { JobContext } from '../../ground/jobs/work.ts'
import { compactBook } from './movements.ts'
import { reevaluate } from './reevaluate.ts'

/** Children to a transaction. */
const batch = 1000

type Work = Pick<JobContext, 'read' | 'write' | 'progress' | 'engine'>

/**
 * Works out every child whose id comes after one, a batch a transaction in the order of their ids, and writes what differs.
 * @param tell is told after each batch how many that were.
 */
export async function workOutAfter(
  work: Work,
  { after, size }: { after: string | null; size: number },
  tell: (done: number) => Promise<void>,
): Promise<void> {
  let done = 0
  for (let last = after; ; ) {
    const from = last
    const ids = await work.write('children worked out anew', async (tx, look) => {
      const { rows } = await sql<{ id: string }>`SELECT id FROM person
        ${from === null ? sql`` : sql`WHERE id > ${from}`} ORDER BY id LIMIT ${sql.lit(size)}`.execute(tx)
      const some = rows.map(row => row.id)
      await reevaluate(tx, some, work.engine.today, 'day')
      look.saw(some)
      return some
    })
    last = ids.at(-1) ?? null
    if (last === null) return
    done += ids.length
    await tell(done)
  }
}

/**
 * Works every child of the authority out anew. Begun again half-way it ends the same: who was done before is found unchanged.
 * @returns how many children there are.
 */
export async function workEverybodyOut(work: Work): Promise<number> {
  const { rows } = await work.read('children counted', tx =>
    sql<{ children: number }>`SELECT count(*) AS children FROM person`.execute(tx),
  )
  const total = rows[0]?.children ?? 0
  let all = 0
  await workOutAfter(work, { after: null, size: batch }, async done => {
    all = done
    const sentence = `${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} children worked out`
    await work.progress({ done, total, sentence })
  })
  await work.write('book of the ledger added up', compactBook)
  await work.write('statistics refreshed', refreshStatistics)
  return all
}
