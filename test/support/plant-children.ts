import { reevaluate } from '../../src/features/children/index.ts'
import type { Engine } from '../../src/ground/database/identity.ts'
import { Look } from '../../src/ground/look.ts'
import type { TestCounty } from './county.ts'

/** A fact by hand: first day, first day after it or null, and what the kind of fact has besides. */
type Planted<More = object> = readonly [starts_on: string, ends_on: string | null, more?: More]

export interface PlantedChild {
  surname: string
  forename?: string
  born_on?: string
  lives?: readonly Planted<{ in_area?: boolean; source?: string }>[]
  rolls?: readonly Planted<{
    school_urn?: number | null
    in_area?: boolean
    sector?: string
    weekly_hours?: number | null
  }>[]
  provisions?: readonly Planted<{ kind: string; weekly_hours?: number | null }>[]
  circumstances?: readonly Planted<{ kind: string }>[]
  /** Kinds of need, by their codes in the rulebook. */
  needs?: readonly Planted<{ kind: string }>[]
  /** The source that holds the record, the day of its newest list with the child, and the school that says so. */
  held?: { source_id: string; last_on: string; school_urn?: number | null }
}

/** Plants a child's record and facts as the database's owner could, and has the engine work out the answers. Gives the person's id. */
export async function plantChild(county: TestCounty, child: PlantedChild): Promise<string> {
  const ask = async <Row extends object>(text: string, values: unknown[]): Promise<Row | undefined> =>
    (await county.superuser.query<Row>(text, values)).rows[0]
  const authority = county.authority_id
  const person = await ask<{ id: string }>('INSERT INTO person (authority_id) VALUES ($1) RETURNING id', [authority])
  if (!person) throw new Error('The child was not planted.')
  const record = await plantRecord(county, person.id, child.held)
  const begins = [authority, record]
  await ask(
    `INSERT INTO name_fact (authority_id, record_id, starts_on, source, kind, forename, surname, forename_key, surname_key)
     VALUES ($1, $2, '2000-01-01', 'health', 'legal', $3, $4, lower($3), lower($4))`,
    [...begins, child.forename ?? 'Sam', child.surname],
  )
  await ask(
    `INSERT INTO birth_fact (authority_id, record_id, starts_on, source, born_on, sex) VALUES ($1, $2, '2000-01-01', 'health', $3, 'U')`,
    [...begins, child.born_on ?? '2015-03-01'],
  )
  for (const [starts_on, ends_on, more] of child.lives ?? []) {
    await ask(
      `INSERT INTO address_fact (authority_id, record_id, starts_on, ends_on, source, in_area) VALUES ($1, $2, $3, $4, $5, $6)`,
      [...begins, starts_on, ends_on, more?.source ?? 'health', more?.in_area ?? true],
    )
  }
  for (const [starts_on, ends_on, more] of child.rolls ?? []) {
    await ask(
      `INSERT INTO enrolment_fact (authority_id, record_id, starts_on, ends_on, source, school_urn, in_area, sector, weekly_hours)
       VALUES ($1, $2, $3, $4, 'school_roll', $5, $6, $7, $8)`,
      [
        ...begins,
        starts_on,
        ends_on,
        more?.school_urn === undefined ? 990001 : more.school_urn,
        more?.in_area ?? true,
        more?.sector ?? 'state',
        more?.weekly_hours ?? null,
      ],
    )
  }
  for (const [starts_on, ends_on, more] of child.provisions ?? []) {
    await ask(
      `INSERT INTO provision_fact (authority_id, record_id, starts_on, ends_on, source, kind, weekly_hours) VALUES ($1, $2, $3, $4, 'council', $5, $6)`,
      [...begins, starts_on, ends_on, more?.kind, more?.weekly_hours ?? null],
    )
  }
  for (const [starts_on, ends_on, more] of child.circumstances ?? []) {
    await ask(
      `INSERT INTO circumstance_fact (authority_id, record_id, starts_on, ends_on, source, kind) VALUES ($1, $2, $3, $4, 'council', $5)`,
      [...begins, starts_on, ends_on, more?.kind],
    )
  }
  for (const [starts_on, ends_on, more] of child.needs ?? []) {
    await ask(
      `INSERT INTO need_fact (authority_id, record_id, starts_on, ends_on, source, kind, field_class, evidence)
       SELECT $1, $2, $3, $4, 'council', code, field_class, 'planted' FROM need_kind WHERE code = $5`,
      [...begins, starts_on, ends_on, more?.kind],
    )
  }
  await lookAgain(county, [person.id])
  return person.id
}

/** Plants another record of a person, as a source's list would. */
export async function plantRecord(county: TestCounty, person_id: string, held?: PlantedChild['held']): Promise<string> {
  const { rows } = await county.superuser.query<{ id: string }>(
    `INSERT INTO record (authority_id, person_id, source, source_id, last_on, school_urn) VALUES ($1, $2, 'health', $3, $4, $5) RETURNING id`,
    [county.authority_id, person_id, held?.source_id ?? null, held?.last_on ?? null, held?.school_urn ?? null],
  )
  const [record] = rows
  if (!record) throw new Error('The record was not planted.')
  return record.id
}

/** Has the engine work out the answers of these children anew. */
export async function lookAgain(county: TestCounty, person_ids: readonly string[]): Promise<void> {
  const engine: Engine = {
    kind: 'engine',
    name: 'test',
    authority_id: county.authority_id,
    today: county.today,
    asked_by: null,
  }
  await county.door.write(engine, new Look({ purpose: 'test evaluation', route: 'test' }), tx =>
    reevaluate(tx, person_ids, county.today),
  )
}
