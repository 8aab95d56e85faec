import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Day } from '../../rulebook/index.ts'
import { addAction } from '../agreed-actions/index.ts'
import { addEntry, type CouncilCase } from '../cases/index.ts'
import { PanelRefused } from './actions.ts'
import { type Made, writeDecision } from './decide.ts'
import { type Item, itemsOf, type Meeting, minutesOf, type Series } from './queries.ts'
import { draftMinute, othersNamed } from './rules.ts'

/** Takes an item for a change. @throws Stale where somebody changed it since the page was drawn. */
async function takeItem(
  tx: Write,
  item: Item,
  seen: number,
  state: Item['state'],
  because: string | null,
): Promise<void> {
  const { numAffectedRows } = await sql`
    UPDATE panel_item SET version = version + 1, state = ${state}, deferred_because = ${because} WHERE id = ${item.id} AND version = ${seen}`.execute(
    tx,
  )
  if (numAffectedRows !== 1n) throw new Stale()
}

/** @throws PanelRefused where a text about one child names another of the meeting. */
export async function refuseOthers(
  tx: Write,
  item: Item,
  texts: Readonly<Record<string, string | null>>,
): Promise<void> {
  const others = (await itemsOf(tx, item.meeting_id)).flatMap(one => (one.id === item.id ? [] : [one.known_as ?? '']))
  for (const [field, text] of Object.entries(texts)) {
    const [name] = othersNamed(text ?? '', item.known_as ?? '', others.filter(Boolean))
    if (name !== undefined)
      throw new PanelRefused(
        field,
        `This names ${name}, another child of this meeting: a child’s minute is about that child only`,
      )
  }
}

export interface Recorded extends Made {
  discussion: string
  action: { what: string; owner_id: string; due_on: Day } | null
}

/**
 * Records what a meeting said and decided of a child: the decision, its entry in the case, an action with its owner, and
 * the minute, drafted. Said again, it is added to. @throws Stale, PanelRefused.
 */
export async function recordItem(
  tx: Write,
  actor: Person,
  { series, at, item }: { series: Series; at: Meeting; item: Item },
  found: CouncilCase,
  seen: number,
  input: Recorded,
): Promise<void> {
  // What is decided before the meeting leaves the child on its agenda, where it is ratified.
  const early = input.how_made !== 'meeting' && at.meets_on > actor.today
  await takeItem(tx, item, seen, early ? 'waits' : 'heard', null)
  const { discussion, action, ...decided } = input
  await refuseOthers(tx, item, { discussion, text: decided.text, what: action?.what ?? null })
  const [minute] = (await minutesOf(tx, at.id)).filter(one => one.item_id === item.id)
  if (minute && minute.approved_on !== null)
    throw new PanelRefused('discussion', 'The minute of this child was approved: add an addendum to it')
  const said = await writeDecision(tx, actor, { series, at, item }, found, decided)
  const owned = action === null ? null : await addAction(tx, actor, found, { ...action, panel_item_id: item.id })
  const text = draftMinute(discussion, said, owned)
  if (minute) {
    await sql`UPDATE panel_minute SET text = text || E'\n' || ${text}, version = version + 1, written_by = ${actor.account_id} WHERE id = ${minute.id}`.execute(
      tx,
    )
  } else {
    await sql`INSERT INTO panel_minute (authority_id, item_id, number, text, written_by)
      VALUES (identity.authority(), ${item.id}, 1, ${text}, ${actor.account_id})`.execute(tx)
  }
}

/** Puts an item off to the next meeting, with the reason. @throws Stale. */
export const deferItem = (tx: Write, item: Item, seen: number, because: string): Promise<void> =>
  takeItem(tx, item, seen, 'deferred', because)

/** Declares that somebody has a conflict of interest with an item: they see nothing of it from now on. */
export const declareConflict = (tx: Write, actor: Person, item: Item, kind: string): Promise<unknown> =>
  sql`INSERT INTO panel_conflict (authority_id, item_id, account_id, kind, declared_on)
    VALUES (identity.authority(), ${item.id}, ${actor.account_id}, ${kind}, ${actor.today}::date)`.execute(tx)

/** Edits the minute of a child before it is approved. @throws Stale, PanelRefused. */
export async function editMinute(tx: Write, actor: Person, item: Item, seen: number, text: string): Promise<void> {
  await refuseOthers(tx, item, { text })
  const { numAffectedRows } = await sql`
    UPDATE panel_minute SET text = ${text}, version = version + 1, written_by = ${actor.account_id}
    WHERE item_id = ${item.id} AND approved_on IS NULL AND version = ${seen}`.execute(tx)
  if (numAffectedRows !== 1n) throw new Stale()
}

/** Adds an addendum to an approved minute, for somebody else to approve. @throws PanelRefused. */
export async function addAddendum(tx: Write, actor: Person, item: Item, text: string): Promise<void> {
  await refuseOthers(tx, item, { text })
  await sql`INSERT INTO panel_minute (authority_id, item_id, number, text, written_by)
    SELECT identity.authority(), ${item.id}, max(number) + 1, ${text}, ${actor.account_id} FROM panel_minute WHERE item_id = ${item.id}`.execute(
    tx,
  )
}

/**
 * Approves the minutes of a meeting that somebody else wrote last. Each then stands in the record of its child and is
 * never changed. @returns how many. @throws PanelRefused where there is none.
 */
export async function approveMinutes(
  tx: Write,
  actor: Person,
  at: Meeting,
  caseOf: (case_id: string) => Promise<CouncilCase | undefined>,
): Promise<number> {
  const items = new Map((await itemsOf(tx, at.id)).map(item => [item.id, item]))
  const ready = (await minutesOf(tx, at.id)).filter(
    one => one.approved_on === null && one.written_by !== actor.account_id,
  )
  if (ready.length === 0) throw new PanelRefused('read', 'No minute waits that somebody else wrote')
  for (const minute of ready) {
    const item = items.get(minute.item_id)
    const found = item && (await caseOf(item.case_id))
    if (!found) continue
    const { numAffectedRows } =
      await sql`UPDATE panel_minute SET approved_by = ${actor.account_id}, approved_on = ${actor.today}::date
      WHERE id = ${minute.id} AND version = ${minute.version} AND approved_on IS NULL`.execute(tx)
    if (numAffectedRows !== 1n) throw new Stale()
    const called = minute.number === 1 ? 'minute' : 'addendum to the minute'
    await addEntry(tx, actor, found, {
      kind: 'panel',
      happened_on: at.meets_on,
      text: `${at.title}, ${called}:\n${minute.text}`,
      panel_item_id: item.id,
    })
  }
  return ready.length
}
