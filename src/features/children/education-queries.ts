import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import type { AttendanceSum } from './attendance.ts'
import type { Session, SessionKind } from './week.ts'

/** The records of a child, as far as the reader sees them. */
const mine = (person_id: string) =>
  sql`mine AS MATERIALIZED (SELECT id, source_id FROM record WHERE person_id = ${person_id})`

export interface EnrolmentRow {
  id: string
  school_urn: number | null
  school_name: string | null
  status: string
  starts_on: Day
  ends_on: Day | null
  weekly_hours: number | null
  ended_because: string | null
  source: string
  source_name: string | null
  shown_as: string
}

/** What is believed of a child's enrolments, the newest first. */
export async function listEnrolments(tx: Read, person_id: string): Promise<EnrolmentRow[]> {
  const { rows } = await sql<EnrolmentRow>`WITH ${mine(person_id)}
    SELECT f.id, f.school_urn, k.name AS school_name, f.status, f.starts_on, f.ends_on, f.weekly_hours, f.ended_because, f.source, s.name AS source_name, c.shown_as
    FROM enrolment_fact f JOIN mine m ON m.id = f.record_id JOIN source_kind c ON c.code = f.source
    LEFT JOIN source s ON s.id = m.source_id LEFT JOIN school k ON k.urn = f.school_urn
    WHERE f.record_id = ANY(SELECT id FROM mine) AND f.retracted_at IS NULL ORDER BY f.starts_on DESC, f.id`.execute(tx)
  return rows
}

export interface ProvisionRow {
  id: string
  kind: string
  provider: string | null
  weekly_hours: number | null
  hours_from_week: boolean
  starts_on: Day
  ends_on: Day | null
  source: string
}

/** What is believed of the education arranged for a child, the newest first. */
export async function listProvisions(tx: Read, person_id: string): Promise<ProvisionRow[]> {
  const { rows } = await sql<ProvisionRow>`WITH ${mine(person_id)}
    SELECT f.id, f.kind, f.provider, f.weekly_hours, f.hours_from_week, f.starts_on, f.ends_on, f.source FROM provision_fact f
    WHERE f.record_id = ANY(SELECT id FROM mine) AND f.retracted_at IS NULL ORDER BY f.starts_on DESC, f.id`.execute(tx)
  return rows
}

/** Sessions that begin and end on the same days: one week. */
export interface DrawnWeek {
  starts_on: Day
  ends_on: Day | null
  sessions: Session[]
}

/** Every week that is believed of a child, the newest first. */
export async function listWeeks(tx: Read, person_id: string): Promise<DrawnWeek[]> {
  const { rows } = await sql<
    Omit<Session, 'kind'> & { kind: SessionKind; starts_on: Day; ends_on: Day | null }
  >`WITH ${mine(person_id)}
    SELECT f.starts_on, f.ends_on, f.weekday, lower(f.minutes) AS starts_at, upper(f.minutes) AS ends_at, f.kind, f.what, f.place, f.provision_id
    FROM timetable_fact f WHERE f.record_id = ANY(SELECT id FROM mine) AND f.retracted_at IS NULL ORDER BY f.starts_on DESC, f.weekday, f.starts_at`.execute(
    tx,
  )
  const weeks = Map.groupBy(rows, row => `${row.starts_on} ${row.ends_on}`)
  return [...weeks.values()].flatMap(sessions => {
    const [first] = sessions
    if (!first) return []
    return [
      {
        starts_on: first.starts_on,
        ends_on: first.ends_on,
        sessions: sessions.map(({ starts_on: _, ends_on: __, ...session }) => session),
      },
    ]
  })
}

/** Attendance in sums, the newest term first; of a term and school that several lists state, what the newest says. */
export async function listAttendance(tx: Read, person_id: string): Promise<AttendanceSum[]> {
  const { rows } = await sql<AttendanceSum>`WITH ${mine(person_id)},
    newest AS (
      SELECT DISTINCT ON (f.school_urn, f.starts_on) f.*, m.source_id FROM attendance_fact f JOIN mine m ON m.id = f.record_id
      WHERE f.record_id = ANY(SELECT id FROM mine) AND f.retracted_at IS NULL ORDER BY f.school_urn, f.starts_on, f.recorded_at DESC)
    SELECT k.name AS school_name, n.term, n.school_year, n.starts_on, n.ends_on, n.possible, n.authorised, n.unauthorised, c.shown_as AS source
    FROM newest n JOIN source_kind c ON c.code = n.source LEFT JOIN school k ON k.urn = n.school_urn ORDER BY n.starts_on DESC, k.name`.execute(
    tx,
  )
  return rows
}

export interface StateRow {
  starts_on: Day
  ends_on: Day | null
  state: string
  school_name: string | null
  because: string
  citations: string[]
}

/** The states of a child on every day, the newest first; spans that differ in nothing shown here are one. */
export async function listStatesWithLaw(tx: Read, person_id: string): Promise<StateRow[]> {
  const { rows } =
    await sql<StateRow>`SELECT s.starts_on, s.ends_on, s.state, k.name AS school_name, s.because, s.citations
    FROM child_state s LEFT JOIN school k ON k.urn = s.school_urn WHERE s.person_id = ${person_id} ORDER BY s.starts_on DESC`.execute(
      tx,
    )
  return rows.reduce<StateRow[]>((lines, span) => {
    const later = lines.at(-1)
    const same =
      later?.starts_on === span.ends_on &&
      later.state === span.state &&
      later.school_name === span.school_name &&
      later.because === span.because
    if (later && same) later.starts_on = span.starts_on
    else lines.push(span)
    return lines
  }, [])
}
