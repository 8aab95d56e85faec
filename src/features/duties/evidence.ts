import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { StopReason } from '../../rulebook/index.ts'
import { type CasesAsked, openedIn } from './clock-list.ts'
import { counted, counting, outcomeOf } from './clock-rows.ts'
import type { OutcomeCode } from './codes.ts'

/** How the clocks of a duty that opened in a period stand today. They add up to `opened`. */
export type DutyFigures = Readonly<Record<OutcomeCode, number>> & { readonly opened: number }

export const noFigures: DutyFigures = {
  opened: 0,
  in_time: 0,
  late: 0,
  not_kept: 0,
  stopped: 0,
  running: 0,
  no_date: 0,
}

/** The clocks whose day is past or that were kept: what a share of those kept in time is of. */
export const timeIsUp = ({ in_time, late, not_kept }: DutyFigures): number => in_time + late + not_kept

type Period = Omit<CasesAsked, 'outcome'>

/** The figures of every duty of a period, by rule; one without a clock is not in it. One statement. */
export const dutyFigures = (tx: Read, person: Person, period: Period): Promise<Map<string, DutyFigures>> =>
  counting(tx, person, async sight => {
    const { rows } = await sql<{ rule: string; outcome: OutcomeCode; clocks: number }>`
      SELECT k.rule, ${outcomeOf(person.today)} AS outcome, count(*)::integer AS clocks
      FROM child_clock k WHERE ${openedIn(period)} AND ${counted(person)} GROUP BY k.rule, 2`.execute(sight)
    const figures = new Map<string, DutyFigures>()
    for (const { rule, outcome, clocks } of rows) {
      const before = figures.get(rule) ?? noFigures
      figures.set(rule, { ...before, [outcome]: clocks, opened: before.opened + clocks })
    }
    return figures
  })

export interface DutyEvidence {
  figures: DutyFigures
  /** Why those stopped that stopped before their day. */
  stopped: readonly { reason: StopReason; clocks: number }[]
  /** Calendar days from opening to keeping, of those that were kept; null where none was. */
  days: { median: number; ninetieth: number } | null
  /** The schools whose calendars counted, by name. */
  schools: readonly { urn: number; name: string; clocks: number }[]
}

interface EvidenceRow {
  outcome: OutcomeCode | null
  stopped_because: StopReason | null
  school_urn: number | null
  school_name: string | null
  clocks: number
  median: number | null
  ninetieth: number | null
  part: 'outcome' | 'school' | 'days'
}

/** The figures of one duty: by outcome and reason, by school (of all schools, whichever was asked for), and how long it took. */
export const dutyEvidence = (tx: Read, person: Person, rule: string, period: Period): Promise<DutyEvidence> =>
  counting(tx, person, async sight => {
    const { rows } = await sql<EvidenceRow>`
      WITH every AS MATERIALIZED (
        SELECT ${outcomeOf(person.today)} AS outcome, k.stopped_because, k.school_urn, k.ended_on - k.opened_on AS days
        FROM child_clock k WHERE k.rule = ${rule} AND ${openedIn({ ...period, school: null })} AND ${counted(person)}),
      asked AS (SELECT * FROM every WHERE ${period.school === null ? sql`true` : sql`school_urn = ${period.school}`})
      SELECT 'outcome' AS part, outcome, CASE WHEN outcome = 'stopped' THEN stopped_because END AS stopped_because, NULL::integer AS school_urn,
        NULL AS school_name, count(*)::integer AS clocks, NULL::integer AS median, NULL::integer AS ninetieth FROM asked GROUP BY 2, 3
      UNION ALL SELECT 'school', NULL, NULL, e.school_urn, o.name, count(*)::integer, NULL, NULL
        FROM every e JOIN school o ON o.urn = e.school_urn GROUP BY e.school_urn, o.name
      UNION ALL SELECT 'days', NULL, NULL, NULL, NULL, count(*)::integer, percentile_disc(0.5) WITHIN GROUP (ORDER BY days),
        percentile_disc(0.9) WITHIN GROUP (ORDER BY days) FROM asked WHERE outcome IN ('in_time', 'late')`.execute(
      sight,
    )
    const outcomes = rows.filter(({ part }) => part === 'outcome')
    const sum = (code: OutcomeCode): number =>
      outcomes.reduce((total, row) => (row.outcome === code ? total + row.clocks : total), 0)
    const [days] = rows.filter(({ part }) => part === 'days')
    return {
      figures: {
        opened: outcomes.reduce((total, { clocks }) => total + clocks, 0),
        ...{ in_time: sum('in_time'), late: sum('late'), not_kept: sum('not_kept') },
        ...{ stopped: sum('stopped'), running: sum('running'), no_date: sum('no_date') },
      },
      stopped: outcomes
        .flatMap(({ stopped_because, clocks }) =>
          stopped_because === null ? [] : [{ reason: stopped_because, clocks }],
        )
        .sort((a, b) => b.clocks - a.clocks),
      days:
        days?.median === null || days?.median === undefined
          ? null
          : { median: days.median, ninetieth: days.ninetieth ?? days.median },
      schools: rows
        .flatMap(({ part, school_urn, school_name, clocks }) =>
          part === 'school' && school_urn !== null ? [{ urn: school_urn, name: school_name ?? '', clocks }] : [],
        )
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    }
  })
