import { type RawBuilder, sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { stepsWaiting } from '../ladder/index.ts'
import { PanelRefused } from './actions.ts'
import type { Order, Why } from './codes.ts'
import { type Item, itemsOf, type Meeting, type Series } from './queries.ts'

const orders: Readonly<Record<Order, RawBuilder<unknown>>> = {
  band: sql`array_position('{red,amber,unclassified,green}', b.band) NULLS LAST, c.opened_on, c.id`,
  opened: sql`c.opened_on, c.id`,
  school: sql`s.name NULLS LAST, c.opened_on, c.id`,
  locality: sql`l.name NULLS LAST, s.name NULLS LAST, c.opened_on, c.id`,
  reference: sql`c.reference`,
  // Those who were never placed stand after those who were.
  hand: sql`nullif(x.place, 0) NULLS LAST, c.opened_on, c.id`,
}

interface Comes {
  case_id: string
  why: Why
  because: string
}

/** Cases that come back to a body: told to, by this day, or deferred at its meeting before. */
async function returning(tx: Write, { id, series_id, meets_on }: Meeting): Promise<Comes[]> {
  const { rows } = await sql<{ case_id: string; because: string }>`
    SELECT i.case_id, coalesce('Deferred: ' || i.deferred_because, 'To be ratified: ' || u.text, 'To come back: ' || d.text) AS because
    FROM panel_item i JOIN panel_meeting m ON m.authority_id = i.authority_id AND m.id = i.meeting_id
    LEFT JOIN panel_decision d ON d.authority_id = i.authority_id AND d.item_id = i.id AND d.return_on <= ${meets_on}::date AND d.withdrawn_on IS NULL
    LEFT JOIN panel_decision u ON u.authority_id = i.authority_id AND u.item_id = i.id AND u.how_made <> 'meeting' AND u.ratified_on IS NULL AND u.withdrawn_on IS NULL
    WHERE m.series_id = ${series_id} AND m.id <> ${id} AND m.meets_on < ${meets_on}::date AND (i.state = 'deferred' OR d.id IS NOT NULL OR u.id IS NOT NULL)
      AND (u.id IS NOT NULL OR NOT EXISTS (SELECT FROM panel_item l JOIN panel_meeting n ON n.authority_id = l.authority_id AND n.id = l.meeting_id
        WHERE n.series_id = m.series_id AND l.case_id = i.case_id AND n.meets_on > m.meets_on AND l.state = 'heard'))
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
  await sql`INSERT INTO panel_item (authority_id, meeting_id, case_id, place, why, because, added_on)
    SELECT identity.authority(), ${at.id}, c.id, 0, g.why, g.because, ${actor.today}::date
    FROM unnest(${list.map(one => one.case_id)}::uuid[], ${list.map(one => one.why)}::text[], ${list.map(one => one.because)}::text[]) AS g (case_id, why, because)
    JOIN council_case c ON c.id = g.case_id AND c.closed_on IS NULL ON CONFLICT (authority_id, meeting_id, case_id) DO NOTHING`.execute(
    tx,
  )
  await putInOrder(tx, actor, at, order)
  return (await itemsOf(tx, at.id)).length - before
}

/** Calls the children of a meeting in an order, which is kept for those who come later. */
export async function putInOrder(tx: Write, actor: Person, at: Meeting, order: Order): Promise<void> {
  const holds = (table: string) =>
    sql`${sql.ref(`${table}.starts_on`)} <= ${actor.today}::date AND (${sql.ref(`${table}.ends_on`)} IS NULL OR ${sql.ref(`${table}.ends_on`)} > ${actor.today}::date)`
  await sql`UPDATE panel_meeting SET item_order = ${order} WHERE id = ${at.id} AND item_order <> ${order}`.execute(tx)
  await sql`UPDATE panel_item i SET place = o.place FROM (
      SELECT x.id, row_number() OVER (ORDER BY ${orders[order]}) AS place FROM panel_item x
      JOIN council_case c ON c.authority_id = x.authority_id AND c.id = x.case_id
      LEFT JOIN child_band b ON b.authority_id = c.authority_id AND b.person_id = c.person_id AND ${holds('b')}
      LEFT JOIN LATERAL (SELECT e.school_urn FROM enrolment_fact e JOIN record r ON r.authority_id = e.authority_id AND r.id = e.record_id
        WHERE r.authority_id = c.authority_id AND r.person_id = c.person_id AND e.retracted_at IS NULL AND e.school_urn IS NOT NULL ORDER BY e.starts_on DESC, e.id DESC LIMIT 1) f ON true
      LEFT JOIN school s ON s.urn = f.school_urn
      LEFT JOIN LATERAL (SELECT g.name FROM school_group_member m JOIN school_group g ON g.authority_id = m.authority_id AND g.id = m.group_id
        WHERE m.school_urn = f.school_urn AND m.kind = 'locality' AND m.retracted_at IS NULL AND ${holds('m')} LIMIT 1) l ON true
      WHERE x.meeting_id = ${at.id}) o WHERE i.id = o.id AND i.meeting_id = ${at.id}`.execute(tx)
}

/** Moves a child one place up or down; the order is by hand from then on. */
export async function moveItem(tx: Write, actor: Person, at: Meeting, item: Item, by: -1 | 1): Promise<void> {
  await putInOrder(tx, actor, at, 'hand')
  const all = await itemsOf(tx, at.id)
  const here = all.findIndex(one => one.id === item.id)
  const [one, other] = [all[here], all[here + by]]
  if (!one || !other) return
  await sql`UPDATE panel_item SET place = CASE WHEN id = ${one.id} THEN ${other.place}::integer ELSE ${one.place}::integer END
    WHERE id IN (${one.id}, ${other.id})`.execute(tx)
}

/**
 * Adds one case by hand, by its reference. @throws PanelRefused for a reference of no open case that they may see, or of one that stands there.
 */
export async function addByHand(
  tx: Write,
  actor: Person,
  at: Meeting,
  { reference, because }: { reference: string; because: string },
): Promise<void> {
  const wanted = reference.trim().toUpperCase()
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM council_case WHERE authority_id = (SELECT identity.authority()) AND upper(reference) = ${wanted} AND closed_on IS NULL`.execute(
    tx,
  )
  const [found] = rows
  if (!found)
    throw new PanelRefused(
      'reference',
      'No open case that you may see has this reference: check it on the page of the case',
    )
  const { numAffectedRows } =
    await sql`INSERT INTO panel_item (authority_id, meeting_id, case_id, place, why, because, added_on)
    VALUES (identity.authority(), ${at.id}, ${found.id}, 0, 'proposal', ${because}, ${actor.today}::date) ON CONFLICT (authority_id, meeting_id, case_id) DO NOTHING`.execute(
      tx,
    )
  if (numAffectedRows !== 1n) throw new PanelRefused('reference', 'This case stands before the meeting already')
  await putInOrder(tx, actor, at, at.item_order)
}
