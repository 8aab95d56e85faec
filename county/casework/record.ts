import { sql } from 'kysely'
import { type Keeping, keepFact, recordWeek } from '../../src/features/children/index.ts'
import { contactRuleKind, professionalKind } from '../../src/features/family/index.ts'
import { needKind } from '../../src/features/needs/index.ts'
import type { Write } from '../../src/ground/database/door.ts'
import type { Person } from '../../src/ground/database/identity.ts'
import { addDays, type Day, needOn } from '../../src/rulebook/index.ts'
import type { Recorded } from './recorded.ts'

const KINDS = { need: needKind, safe_contact: contactRuleKind, professional: professionalKind } as const

/** Days after which a rule of safe contact is looked at again. */
const LOOKED_AT_AFTER = 90

/** Records what an officer knows of a child, with the actions behind the pages and the officer's own rights; what is recorded already stays as it is. */
export async function recordKnown(
  tx: Write,
  actor: Person,
  person_id: string,
  known: Recorded,
  dayOf: (back: number) => Day,
): Promise<void> {
  if (await isRecorded(tx, person_id, known)) return
  if (known.fact === 'week') return drawWeek(tx, actor, person_id, known, dayOf(known.back))
  const { table, own } = KINDS[known.fact]
  const of: Keeping = { table, own, person_id, seen: null, otherSide: null }
  const columns = columnsOf(known, actor.today, dayOf)
  const filled = Object.fromEntries(own.map(name => [name, columns[name] ?? null]))
  await keepFact(tx, actor, of, { starts_on: dayOf(known.back), ends_on: null }, filled)
}

async function isRecorded(tx: Write, person_id: string, known: Recorded): Promise<boolean> {
  const table = known.fact === 'week' ? 'timetable_fact' : KINDS[known.fact].table
  const same =
    known.fact === 'week'
      ? sql`true`
      : known.fact === 'professional'
        ? sql`f.role = ${known.role}`
        : sql`f.kind = ${known.kind}`
  const { rows } =
    await sql`SELECT FROM ${sql.table(table)} f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
    WHERE r.person_id = ${person_id} AND f.source = 'council' AND f.retracted_at IS NULL AND ${same} LIMIT 1`.execute(
      tx,
    )
  return rows.length > 0
}

function columnsOf(
  known: Exclude<Recorded, { fact: 'week' }>,
  today: Day,
  dayOf: (back: number) => Day,
): Record<string, string | null> {
  switch (known.fact) {
    case 'need': {
      const { kind, evidence, detail = null, review_back } = known
      const review_on = review_back === undefined ? null : dayOf(review_back)
      return { kind, evidence, detail, review_on, field_class: needOn(kind, today)?.field_class ?? 'care_detail' }
    }
    case 'safe_contact':
      return { kind: known.kind, detail: known.detail, review_on: addDays(today, LOOKED_AT_AFTER) }
    case 'professional':
      return { role: known.role, name: known.name, organisation: known.organisation, note: known.note }
  }
}

/** Draws a child's usual week; its sessions belong to what the council has arranged, where it has. */
async function drawWeek(
  tx: Write,
  actor: Person,
  person_id: string,
  { sessions, arranged }: Extract<Recorded, { fact: 'week' }>,
  starts_on: Day,
): Promise<void> {
  const provision = arranged
    ? await tx
        .selectFrom('provision_fact as f')
        .innerJoin('record as r', join =>
          join.onRef('r.authority_id', '=', 'f.authority_id').onRef('r.id', '=', 'f.record_id'),
        )
        .where('r.person_id', '=', person_id)
        .where('f.retracted_at', 'is', null)
        .where('f.ends_on', 'is', null)
        .select('f.id')
        .executeTakeFirst()
    : undefined
  const drawn = sessions.flatMap(({ days, from, to, kind, what, place }) =>
    days.map(weekday => ({
      ...{ weekday, starts_at: from * 60, ends_at: to * 60, kind, what, place, school_urn: null },
      provision_id: provision?.id ?? null,
    })),
  )
  await recordWeek(tx, actor, { person_id, starts_on, last_on: null, sessions: drawn })
}
