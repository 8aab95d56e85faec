import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { checkPostcode, type Day, foldName, isInArea } from '../../rulebook/index.ts'
import { councilRecord } from './record-facts.ts'
import { reevaluate } from './reevaluate.ts'

export interface NewChild {
  forename: string
  surname: string
  born_on: Day | null
  address: string | null
  postcode: string | null
  /** From when the council holds all of it to be so. */
  known_since: Day
  because: string
}

/**
 * Makes a record of a child whom no list and no officer knew, on the council's own record. Without a postcode the address counts as in the
 * area: the council was told of the child, and until it is known otherwise looks for the child here. @returns the child's id.
 */
export async function addChild(tx: Write, actor: Person, child: NewChild): Promise<string> {
  const { authority_id } = actor
  const { id: person_id } = await tx
    .insertInto('person')
    .values({ authority_id })
    .returning('id')
    .executeTakeFirstOrThrow()
  const record_id = await councilRecord(tx, actor, person_id)
  const begins = {
    ...{ authority_id, record_id, source: 'council', recorded_by: actor.account_id },
    recorded_because: child.because,
  }
  const { forename, surname, born_on, known_since } = child
  const named = { kind: 'legal', forename, surname, forename_key: foldName(forename), surname_key: foldName(surname) }
  await tx
    .insertInto('name_fact')
    .values({ ...begins, ...named, starts_on: born_on ?? known_since })
    .execute()
  if (born_on !== null)
    await tx
      .insertInto('birth_fact')
      .values({ ...begins, born_on, sex: 'U', starts_on: born_on })
      .execute()
  const postcode = child.postcode === null ? null : checkPostcode(child.postcode).normalised
  const { rows } = await sql<{
    areas: string[]
  }>`SELECT postcode_areas AS areas FROM authority WHERE id = ${authority_id}`.execute(tx)
  const in_area = postcode === null || isInArea(postcode, rows[0]?.areas ?? [])
  await tx
    .insertInto('address_fact')
    .values({
      ...{ ...begins, starts_on: known_since, kind: 'home', line_1: child.address, postcode, in_area },
      postcode_key: postcode?.replaceAll(' ', '') ?? null,
    })
    .execute()
  await reevaluate(tx, [person_id], actor.today)
  return person_id
}
