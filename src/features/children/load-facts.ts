import { type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day, Evidence, Facts, NeedClass, Period } from '../../rulebook/index.ts'
import { evidenceOf, protectedSources } from './group-evidence.ts'
import { questionsAnswered } from './questions-answered.ts'
import { strongest } from './strength.ts'

/** The words by which a child is listed. */
export interface Naming {
  forename: string
  surname: string
  known_as: string
  forename_key: string
  surname_key: string
  sex: string
  upn: string | null
}

/** The day on which the ledger opens. Given by the slice that keeps lists, which stands on a higher floor. */
export type OpeningReader = (tx: Read) => Promise<Day | null>
let readOpening: OpeningReader | undefined

/**
 * Told once at the start, by `features.ts`. Before the first roll that the authority holds, nobody can be said to have been
 * on no roll: that a child lived in the area counts from that day.
 */
export const useOpening = (reader: OpeningReader): void => {
  readOpening = reader
}

export interface LoadedChild {
  person_id: string
  sealed: boolean
  facts: Facts
  /** What can put the child in a group of the routing table, and who is shown it. */
  evidence: Evidence[]
  naming: Naming
  /** Nothing is believed of this person: what was, was taken back, or is of another person now. */
  nobody: boolean
  /** Schools whose roll the child is or was on, for who may see. */
  rolls: { school_urn: number; starts_on: Day; ends_on: Day | null }[]
}

/**
 * The facts of a set of children, for the engine: a fixed number of statements however many children.
 * @param known_at what was believed at this instant; what is believed now when null.
 * Needs the engine's sight, since an answer from half the facts is a wrong answer.
 */
export async function loadFacts(
  tx: Read,
  person_ids: readonly string[],
  known_at: Date | null = null,
): Promise<LoadedChild[]> {
  const ids = [...person_ids]
  const opens_on = (await readOpening?.(tx)) ?? null
  const persons = await tx
    .selectFrom('person')
    .where('id', '=', sql<string>`ANY(${ids}::uuid[])`)
    .select(['id', 'sealed'])
    .orderBy('id')
    .execute()
  const { rows: records } = await sql<{
    id: string
    person_id: string
    source: string
  }>`SELECT id, person_id, source FROM record
    WHERE authority_id = (SELECT identity.authority()) AND person_id = ANY(${ids}::uuid[]) ORDER BY id`.execute(tx)
  const personOf = new Map(records.map(record => [record.id, record.person_id]))
  const guarded = await protectedSources(tx)
  const guardedRecords = new Set(records.filter(record => guarded.has(record.source)).map(record => record.id))
  // By the ids of their records, in their order: an index is walked once, where a join would look up each record anew for each table.
  const record_ids = [...personOf.keys()]
  const of = async <T extends FactTable>(table: T, columns: string, only = sql<SqlBool>`true`) =>
    Map.groupBy(
      (
        await sql<FactRow & Record<string, unknown>>`
          SELECT f.record_id, f.id, f.source, f.recorded_at, f.starts_on, f.ends_on, ${sql.raw(columns)} FROM ${sql.table(table)} f
          WHERE f.authority_id = (SELECT identity.authority()) AND f.record_id = ANY(${record_ids}::uuid[]) AND ${believed(known_at)} AND ${only}`.execute(
          tx,
        )
      ).rows,
      row => personOf.get(row.record_id) ?? '',
    )
  const births = await of('birth_fact', 'f.born_on, f.sex')
  const names = await of('name_fact', 'f.kind, f.forename, f.surname, f.forename_key, f.surname_key')
  const upns = await of('identifier_fact', 'f.kind, f.value, f.problem')
  const addresses = await of('address_fact', 'f.in_area, f.confirmed_on, f.doubted_on')
  const enrolments = await of('enrolment_fact', 'f.school_urn, f.sector, f.in_area, f.status, f.weekly_hours')
  const provisions = await of('provision_fact', 'f.kind, f.weekly_hours')
  const circumstances = await of('circumstance_fact', 'f.kind')
  const needs = await of('need_fact', 'f.kind, f.field_class')
  const happened = await of(
    'happening_fact',
    'f.kind, f.field_class, f.school_urn, f.sessions, f.answers, f.instead_of',
  )
  const questionOf = await questionsAnswered(tx, [...happened.values()].flat())
  const attended = await of('attendance_fact', 'f.school_urn, f.possible, f.authorised, f.unauthorised')

  const known = [births, names, upns, addresses, enrolments, provisions, circumstances, needs, happened, attended]
  return persons.map(({ id, sealed }) => {
    const born = rows<{ born_on: Day | null; sex: string }>(births.get(id))
    const said = rows<NameRow>(names.get(id))
    const identifiers = rows<{ kind: string; value: string; problem: string | null }>(upns.get(id)).filter(
      row => row.kind === 'upn',
    )
    const rolls = rows<EnrolmentRow>(enrolments.get(id))
    const events = rows<{ kind: string }>(circumstances.get(id))
    const period = (row: FactRow) => ({ starts_on: row.starts_on, ends_on: row.ends_on, fact_id: row.id })
    const legal = strongest(said.filter(row => row.kind === 'legal'))
    const preferred = strongest(said.filter(row => row.kind === 'preferred'))
    const upn = strongest(identifiers.filter(row => row.problem === null)) ?? strongest(identifiers)
    return {
      person_id: id,
      sealed,
      nobody: !known.some(facts => facts.has(id)),
      naming: {
        forename: legal?.forename ?? '',
        surname: legal?.surname ?? '',
        known_as: [preferred?.forename || legal?.forename, preferred?.surname || legal?.surname]
          .filter(Boolean)
          .join(' '),
        forename_key: legal?.forename_key ?? '',
        surname_key: legal?.surname_key ?? '',
        sex: strongest(born.filter(row => row.sex !== 'U'))?.sex ?? 'U',
        upn: upn?.value ?? null,
      },
      evidence: evidenceOf(
        {
          needs: rows<{ kind: string; field_class: NeedClass }>(needs.get(id)),
          happened: rows<{ kind: string; field_class: NeedClass }>(happened.get(id)),
          provisions: rows<{ kind: string }>(provisions.get(id)),
          enrolments: rolls,
        },
        fact => guarded.has(fact.source) || guardedRecords.has(fact.record_id),
      ),
      rolls: rolls.flatMap(row =>
        row.school_urn === null ? [] : [{ school_urn: row.school_urn, starts_on: row.starts_on, ends_on: row.ends_on }],
      ),
      facts: {
        born_on: strongest(born.filter(row => row.born_on !== null))?.born_on ?? null,
        died_on: strongest(events.filter(row => row.kind === 'died'))?.starts_on ?? null,
        residences: rows<AddressRow>(addresses.get(id)).map(row => ({
          ...period(row),
          starts_on: opens_on !== null && row.starts_on < opens_on ? opens_on : row.starts_on,
          in_area: row.in_area,
          source: row.source,
          doubted_on: doubtedOn(row),
        })),
        enrolments: rolls.map(row => ({
          ...period(row),
          school_urn: row.school_urn,
          sector: row.sector,
          in_area: row.in_area,
          status: row.status,
          weekly_hours: row.weekly_hours,
        })),
        provisions: rows<{ kind: Facts['provisions'][number]['kind']; weekly_hours: number | null }>(
          provisions.get(id),
        ).map(row => ({
          ...period(row),
          kind: row.kind,
          weekly_hours: row.weekly_hours,
        })),
        circumstances: events
          .filter(row => row.kind !== 'died')
          .map(row => ({ ...period(row), kind: row.kind as Facts['circumstances'][number]['kind'] })),
        care: rows<{ kind: string }>(needs.get(id))
          .filter(row => row.kind === 'looked_after' || row.kind === 'looked_after_by_other')
          .map(row => ({
            ...period(row),
            starts_on: opens_on !== null && row.starts_on < opens_on ? opens_on : row.starts_on,
            by: row.kind === 'looked_after' ? 'us' : 'another',
          })),
        happenings: rows<Omit<Facts['happenings'][number], keyof Period | 'fact_id'>>(happened.get(id)).map(row => ({
          ...period(row),
          kind: row.kind,
          school_urn: row.school_urn,
          sessions: row.sessions,
          answers: questionOf(row.answers),
        })),
        absences: rows<Omit<Facts['absences'][number], keyof Period | 'fact_id'>>(attended.get(id)).map(row => ({
          ...period(row),
          school_urn: row.school_urn,
          possible: row.possible,
          authorised: row.authorised,
          unauthorised: row.unauthorised,
        })),
        needs: rows<{ kind: string }>(needs.get(id)).map(row => ({ ...period(row), kind: row.kind })),
      },
    }
  })
}

type FactTable =
  | 'birth_fact'
  | 'name_fact'
  | 'identifier_fact'
  | 'address_fact'
  | 'enrolment_fact'
  | 'provision_fact'
  | 'circumstance_fact'
  | 'need_fact'
  | 'happening_fact'
  | 'attendance_fact'

interface FactRow {
  record_id: string
  id: string
  source: string
  recorded_at: Date
  starts_on: Day
  ends_on: Day | null
}
interface NameRow {
  kind: string
  forename: string
  surname: string
  forename_key: string
  surname_key: string
}
interface AddressRow {
  in_area: boolean
  confirmed_on: Day | null
  doubted_on: Day | null
}
type EnrolmentRow = Pick<Facts['enrolments'][number], 'school_urn' | 'sector' | 'in_area' | 'status' | 'weekly_hours'>

/** Since when a home is in doubt; not where it was confirmed after. */
const doubtedOn = ({ confirmed_on, doubted_on }: AddressRow): Day | null =>
  doubted_on !== null && (confirmed_on === null || doubted_on >= confirmed_on) ? doubted_on : null

/** The row as the columns named beside its table make it. */
const rows = <T>(found: (FactRow & Record<string, unknown>)[] | undefined) =>
  (found ?? []) as unknown as (FactRow & T)[]

const believed = (known_at: Date | null) =>
  known_at === null
    ? sql<SqlBool>`f.retracted_at IS NULL`
    : sql<SqlBool>`f.recorded_at <= ${known_at} AND (f.retracted_at IS NULL OR f.retracted_at > ${known_at})`
