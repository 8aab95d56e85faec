import { workOf } from '../../county/load.ts'
import type { Group } from '../../src/features/group-moves/index.ts'
import { carryOut, draftMove, takeBack } from '../../src/features/group-moves/index.ts'
import type { Person } from '../../src/ground/database/identity.ts'
import { asDay } from '../../src/rulebook/index.ts'
import { type TestCounty, testCounty } from './county.ts'
import { engineFor, listWork } from './lists.ts'

export const [primary, academy, successor] = [990001, 990002, 990003]
export const day = asDay('2026-09-01')

/** Children of the primary school, a month apart in age; those of the first four months are in Year 6 until July. */
export const child = (n: number, more: Record<string, string> = {}) => ({
  ...{ surname: `Child${n}`, forename: 'Kim', born_on: n < 4 ? `2015-0${n + 3}-10` : `2017-0${n - 3}-10` },
  ...{ postcode: `ZY1 ${n}AA`, school_urn: String(primary), entered_on: '2020-09-03', source_ref: `R${n}` },
  ...more,
})

export interface Moving {
  county: TestCounty
  officer: Person
  roll(as_at: string, rows: Record<string, string>[], source?: string): Promise<string>
  preview(as_at: string, rows: Record<string, string>[], source?: string): Promise<string>
  move(group: Partial<Group>, size?: number): Promise<string>
  undo(id: string): Promise<void>
  /** Does the work of a move that was confirmed, or undone, through the pages. */
  carryOut(id: string): Promise<void>
  takeBack(id: string): Promise<void>
  /** The schools that the ledger has each child at on a day. */
  at(on: string): Promise<Record<string, string>>
}

/** A county with a primary school, an academy and a school that is to follow the primary, and the work on lists and moves. */
export async function moving(): Promise<Moving> {
  const county = await testCounty()
  const officer = await county.person('cme_officer')
  const lists = listWork(county, officer)
  await county.superuser.query(
    `INSERT INTO school (urn, la_code, laestab, name, name_key, status, sector, phase, opened_on) VALUES ($1, '899', '8994003', 'Ashby Brook Academy', 'ashby brook academy', 'open', 'state', 'Primary', $2)`,
    [successor, day],
  )
  const work = workOf(county.door, engineFor(county, officer))
  const begin = (id: string, state: string) =>
    county.superuser.query(`UPDATE group_move SET state = $2, confirmed_by = $3, undone_by = $3 WHERE id = $1`, [
      ...[id, state, officer.account_id],
    ])
  return {
    county,
    officer,
    roll: (as_at, rows, source = 'Rolls') => lists.takeIn({ source, as_at, rows }),
    preview: (as_at, rows, source = 'Rolls') => lists.preview({ source, as_at, rows }),
    move: async (group, size = 2) => {
      const whole: Group = {
        ...{ kind: 'conversion', from_urns: [primary], to_urn: successor, year_group: null, moves_on: day },
        ...group,
      }
      const id = await county.write(officer, tx => draftMove(tx, officer, whole))
      await begin(id, 'moving')
      await carryOut(work, id, size)
      return id
    },
    undo: async id => {
      await begin(id, 'undoing')
      await takeBack(work, id, 2)
    },
    carryOut: async id => {
      await carryOut(work, id, 2)
      await county.superuser.query(`UPDATE job SET state = 'done' WHERE subject_id = $1`, [id])
    },
    takeBack: async id => {
      await takeBack(work, id, 2)
      await county.superuser.query(`UPDATE job SET state = 'done' WHERE subject_id = $1`, [id])
    },
    at: async on => {
      const { rows } = await county.superuser.query(
        `SELECT n.surname, s.state || coalesce(' ' || s.school_urn, '') AS at FROM child_state s JOIN child_summary n USING (person_id)
         WHERE s.starts_on <= $1 AND (s.ends_on IS NULL OR s.ends_on > $1) ORDER BY n.surname`,
        [on],
      )
      return Object.fromEntries(rows.map(row => [row.surname, row.at]))
    },
  }
}

/** What is believed of enrolments: the open facts, without what tells when they were written. */
export async function believed(county: TestCounty): Promise<string[]> {
  const { rows } = await county.superuser.query(
    `SELECT concat_ws(' ', r.person_id, r.id, r.last_on, f.school_urn, f.starts_on, f.ends_on, f.status, f.source, f.import_id) AS line
     FROM record r LEFT JOIN enrolment_fact f ON f.record_id = r.id AND f.retracted_at IS NULL WHERE r.source = 'school_roll' ORDER BY 1`,
  )
  return rows.map(row => row.line)
}
