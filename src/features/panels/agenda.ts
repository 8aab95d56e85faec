import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { stepsWaiting } from '../ladder/index.ts'
import type { Why } from './codes.ts'
import { itemsOf, type Meeting, type Series } from './queries.ts'

export type Order = 'band' | 'opened' | 'reference'

const orders = {
  band: sql`array_position('{red,amber,unclassified,green}', b.band) NULLS LAST, c.opened_on, c.id`,
  opened: sql`c.opened_on, c.id`,
  reference: sql`c.reference`,
}

interface Comes {
  case_id: string
  why: Why
  because: string
}

/** Cases that come back to a body: told to, by this day, or deferred at its meeting before. */
async function returning(tx: Write, { id, series_id, meets_on }: Meeting): Promise<Comes[]> {
  const { rows } = await sql<{ case_id: string; because: string }>`
    SELECT i.case_id, coalesce('Deferred: ' || i.deferred_because, 'To come back: ' || d.text) AS because
    FROM panel_item i JOIN panel_meeting m ON m.authority_id = i.authority_id AND m.id = i.meeting_id
    LEFT JOIN panel_decision d ON d.authority_id = i.authority_id AND d.item_id = i.id AND d.return_on <= ${meets_on}::date
    WHERE m.series_id = ${series_id} AND m.id <> ${id} AND m.meets_on < ${meets_on}::date AND (i.state = 'deferred' OR d.id IS NOT NULL)
      AND NOT EXISTS (SELECT FROM panel_item l JOIN panel_meeting n ON n.authority_id = l.authority_id AND n.id = l.meeting_id
        WHERE n.series_id = m.series_id AND l.case_id = i.case_id AND n.meets_on > m.meets_on AND l.state = 'heard')
      ORDER BY m.meets_on`.execute(tx)
  return rows.map(row => ({ ...row, why: 'returns' }))
}

async function meeting(tx: Write, series: Series): Promise<Comes[]> {
  if (series.entry === 'proposal') return []
  if (series.entry !== 'open_cases') {
    const level = series.entry === 'level_2' ? 2 : 3
    return (await stepsWaiting(tx))
      .filter(step => step.level === level)
      .map(step => ({
        ...{ case_id: step.case_id, why: series.entry as Why },
        because: `Proposed by ${step.proposed_by} on ${formatShortDay(step.proposed_on)}`,
      }))
  }
  const { rows } = await sql<{ case_id: string; opened_on: string }>`
    SELECT id AS case_id, opened_on FROM council_case WHERE authority_id = (SELECT identity.authority()) AND closed_on IS NULL`.execute(
    tx,
  )
  return rows.map(({ case_id }) => ({ case_id, why: 'open_case', because: 'The case is open' }))
}

/**
 * Puts every case before a meeting that meets the entry test of its body or comes back to it, and orders those that were
 * not heard. What is on the agenda already stays. @returns how many were added.
 */
export async function buildAgenda(
  tx: Write,
  actor: Person,
  series: Series,
  at: Meeting,
  order: Order,
): Promise<number> {
  const comes = new Map<string, Comes>()
  for (const one of [...(await meeting(tx, series)), ...(await returning(tx, at))]) comes.set(one.case_id, one)
  const before = (await itemsOf(tx, at.id)).length
  const list = [...comes.values()]
  await sql`INSERT INTO panel_item (authority_id, meeting_id, case_id, place, why, because)
    SELECT identity.authority(), ${at.id}, c.id, 0, g.why, g.because
    FROM unnest(${list.map(one => one.case_id)}::uuid[], ${list.map(one => one.why)}::text[], ${list.map(one => one.because)}::text[]) AS g (case_id, why, because)
    JOIN council_case c ON c.id = g.case_id AND c.closed_on IS NULL ON CONFLICT (authority_id, meeting_id, case_id) DO NOTHING`.execute(
    tx,
  )
  await sql`UPDATE panel_item i SET place = o.place FROM (
      SELECT x.id, row_number() OVER (ORDER BY ${orders[order]}) AS place FROM panel_item x
      JOIN council_case c ON c.authority_id = x.authority_id AND c.id = x.case_id
      LEFT JOIN child_band b ON b.authority_id = c.authority_id AND b.person_id = c.person_id AND b.starts_on <= ${actor.today}::date
        AND (b.ends_on IS NULL OR b.ends_on > ${actor.today}::date)
      WHERE x.meeting_id = ${at.id}) o WHERE i.id = o.id AND i.meeting_id = ${at.id}`.execute(tx)
  return (await itemsOf(tx, at.id)).length - before
}
