import { type HappeningKind, happeningKinds } from '../../src/rulebook/index.ts'
import type { TestCounty } from './county.ts'
import { lookAgain, plantChild } from './plant-children.ts'

/** Something of one day: what, when, and the school it was of (the first of the county unless said). */
export type PlantedHappening = readonly [kind: HappeningKind, on: string, school_urn?: number]

/** Plants a child on a roll to whom these things happened, and has the engine work out the clocks. Gives the person's id. */
export async function plantHappenings(
  county: TestCounty,
  surname: string,
  happenings: readonly PlantedHappening[],
): Promise<string> {
  const person_id = await plantChild(county, {
    surname,
    lives: [['2026-09-01', null]],
    rolls: [['2026-09-01', null]],
  })
  for (const [kind, on, school_urn = 990001] of happenings) {
    await county.superuser.query(
      `INSERT INTO happening_fact (authority_id, record_id, source, starts_on, ends_on, kind, field_class, school_urn)
       SELECT authority_id, id, 'council', $2::date, $2::date + 1, $3, $4, $5 FROM record WHERE person_id = $1 LIMIT 1`,
      [person_id, on, kind, happeningKinds[kind].field_class, happeningKinds[kind].of_school ? school_urn : null],
    )
  }
  await lookAgain(county, [person_id])
  return person_id
}
