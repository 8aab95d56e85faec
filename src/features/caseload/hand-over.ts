import { randomUUID } from 'node:crypto'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { allocate, CaseRefused, caseById, type Officer, seenOf } from '../cases/index.ts'

/**
 * Hands cases over together, each with an entry of its own. A case that somebody closed or took meanwhile stays where it is.
 * @returns how many were handed over.
 */
export async function handOver(
  tx: Write,
  actor: Person,
  { case_ids, officer, note }: { case_ids: readonly string[]; officer: Officer; note: string },
): Promise<number> {
  let handed = 0
  for (const id of [...case_ids].sort()) {
    const found = await caseById(tx, id)
    if (!found || found.closed_on !== null) continue
    try {
      await allocate(tx, actor, found, { officer, note }, { seen: seenOf(found), once: randomUUID() })
      handed += 1
    } catch (problem) {
      // The officer leads it already.
      if (!(problem instanceof CaseRefused)) throw problem
    }
  }
  return handed
}
