import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { type Day, type Evidence, type NeedClass, sightsOf } from '../../rulebook/index.ts'

/** A believed fact with the source of the record on which it stands. */
interface Said {
  starts_on: Day
  ends_on: Day | null
  source: string
  record_id: string
}

/** Codes of the sources whose rows are shown to few. */
export async function protectedSources(tx: Read): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ code: string }>`SELECT code FROM source_kind WHERE protected`.execute(tx)
  return new Set(rows.map(row => row.code))
}

/** The facts of one child that can put it in a group, each with the sights that are shown it: of its class, its source and its record. */
export function evidenceOf(
  said: {
    needs: readonly (Said & { kind: string; field_class: NeedClass })[]
    happened: readonly (Said & { kind: string; field_class: NeedClass })[]
    provisions: readonly (Said & { kind: string })[]
    enrolments: readonly (Said & { sector: string })[]
  },
  isProtected: (fact: Said) => boolean,
): Evidence[] {
  const one = (by: Evidence['by'], kind: string, field_class: NeedClass, fact: Said): Evidence => ({
    ...{ by, kind, starts_on: fact.starts_on, ends_on: fact.ends_on },
    sights: sightsOf(field_class, isProtected(fact)),
  })
  return [
    ...said.needs.map(fact => one('need', fact.kind, fact.field_class, fact)),
    ...said.happened.map(fact => one('happening', fact.kind, fact.field_class, fact)),
    ...said.provisions.map(fact => one('provision', fact.kind, 'education', fact)),
    ...said.enrolments
      .filter(fact => fact.sector === 'further')
      .map(fact => one('sector', fact.sector, 'education', fact)),
  ]
}
