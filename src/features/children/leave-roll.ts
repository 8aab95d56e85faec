import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Day } from '../../rulebook/index.ts'
import { endOn } from './believe.ts'
import { isBelieved, listFacts } from './facts.ts'
import { reevaluate } from './reevaluate.ts'

/**
 * The child's name leaves a school's roll: whatever source says that the child is on it says so until the day before `ends_on`, and the
 * child's states are worked out anew. An enrolment that begins on that day or later is left alone.
 * @returns how many enrolments ended.
 */
export async function leaveRoll(
  tx: Write,
  actor: Person,
  person_id: string,
  { school_urn, ends_on, because }: { school_urn: number; ends_on: Day; because: string },
): Promise<number> {
  const open = (await listFacts(tx, person_id, ['enrolment'])).filter(
    fact =>
      isBelieved(fact) &&
      fact.values.school_urn === school_urn &&
      fact.starts_on < ends_on &&
      (fact.ends_on === null || fact.ends_on > ends_on),
  )
  for (const fact of open) await endOn(tx, actor, fact, ends_on, because)
  if (open.length > 0) await reevaluate(tx, [person_id], actor.today)
  return open.length
}
