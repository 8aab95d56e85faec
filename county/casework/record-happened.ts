import { isRecorded, recordHappening } from '../../src/features/happenings/index.ts'
import type { Write } from '../../src/ground/database/door.ts'
import type { Person } from '../../src/ground/database/identity.ts'
import { asDay, type Day, happeningKinds } from '../../src/rulebook/index.ts'
import type { StoryHappening } from './happened.ts'

/** Records what happened to a child of a story, with the action behind the page and the officer's own rights; what is recorded already stays as it is. */
export async function recordHappened(
  tx: Write,
  actor: Person,
  person_id: string,
  given: StoryHappening,
  told: Readonly<Record<string, string | number | boolean>>,
  dayOf: (back: number) => Day,
): Promise<void> {
  const { kind, on, last, school = 'school_urn', sessions = null, note = null } = given
  const starts_on = typeof on === 'number' ? dayOf(on) : asDay(String(told[on]))
  const school_urn = happeningKinds[kind].of_school ? Number(told[school]) : null
  if (await isRecorded(tx, person_id, { kind, starts_on, school_urn, not: null })) return
  const last_on = last === undefined ? null : dayOf(last)
  await recordHappening(tx, actor, person_id, { kind, starts_on, last_on, school_urn, sessions, note })
}
