import { sql } from 'kysely'
import { goByIndex } from '../../ground/database/by-index.ts'
import type { JobContext } from '../../ground/jobs/work.ts'
import { type DatedPolicy, type Day, evaluate } from '../../rulebook/index.ts'
import { calendarsForReading, loadFacts } from '../children/index.ts'
import { Comparison, changesOf } from './compare-policies.ts'

/** Children of each kind of change that are kept to be opened. */
const kept = 3

type Work = Pick<JobContext, 'read' | 'progress'>

/**
 * Works every child but those who are sealed out under two sets of policies, a batch a transaction in the order of their ids, and
 * adds up what differs on a day. Writes nothing.
 */
export async function comparePolicies(
  work: Work,
  asked: { before: readonly DatedPolicy[]; after: readonly DatedPolicy[]; on: Day; size: number },
): Promise<Comparison> {
  const { before, after, on, size } = asked
  const compared = new Comparison(kept)
  const { calendars, total } = await work.read('children counted', async tx => {
    const { rows } = await sql<{ children: number }>`SELECT count(*) AS children FROM person WHERE NOT sealed`.execute(
      tx,
    )
    return { calendars: await calendarsForReading(tx), total: rows[0]?.children ?? 0 }
  })
  for (let last: string | null = null; ; ) {
    const [done, all] = [compared.children, Math.max(total, compared.children)]
    await work.progress({
      done,
      total: all,
      sentence: `${done.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')} children compared`,
    })
    const from: string | null = last
    last = await work.read('children compared under two policies', async (tx, look) => {
      await goByIndex(tx)
      const found = await sql<{ id: string }>`SELECT id FROM person
        WHERE NOT sealed ${from === null ? sql`` : sql`AND id > ${from}`} ORDER BY id LIMIT ${sql.lit(size)}`.execute(
        tx,
      )
      const ids = found.rows.map(({ id }) => id)
      for (const { person_id, facts } of await loadFacts(tx, ids)) {
        const under = (policies: readonly DatedPolicy[]) => evaluate(facts, { policies }, calendars, on)
        compared.add(person_id, changesOf(under(before), under(after), on))
      }
      look.saw(ids)
      return ids.at(-1) ?? null
    })
    if (last === null) return compared
  }
}
