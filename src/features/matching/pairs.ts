import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { PairState } from './codes.ts'

/**
 * Settles the pairs that wait for an answer on two children: the one between them by what was decided, and those with whoever is no child
 * of their own any more, which a later run finds again if there is still a question. Needs the engine's sight.
 */
export async function settlePairs(
  tx: Write,
  person_ids: readonly string[],
  to: { between: PairState; gone?: string },
): Promise<void> {
  const ids = [...person_ids]
  await sql`UPDATE match_pair SET state = ${to.between}, settled_at = now(), version = version + 1 WHERE authority_id = (SELECT identity.authority())
    AND low_id = ANY(${ids}::uuid[]) AND high_id = ANY(${ids}::uuid[]) AND state IN ('open', 'second_look')`.execute(tx)
  if (to.gone === undefined) return
  await sql`UPDATE match_pair SET state = 'gone', settled_at = now(), version = version + 1 WHERE authority_id = (SELECT identity.authority())
    AND (low_id = ${to.gone} OR high_id = ${to.gone}) AND state IN ('open', 'second_look')`.execute(tx)
}
