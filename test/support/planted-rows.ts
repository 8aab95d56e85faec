import type pg from 'pg'
import type { PlantedWorld } from './planted.ts'
import { plantDocuments, plantFamilyFacts } from './planted-family.ts'
import { plantLadder } from './planted-ladder.ts'
import { plantLedger } from './planted-ledger.ts'
import { plantCalendarChange, plantMove } from './planted-moves.ts'
import { plantPacket } from './planted-packets.ts'
import { plantPanels } from './planted-panels.ts'
import { plantPreview } from './planted-policies.ts'
import { type NewSeal, plantSeals } from './planted-seals.ts'
import { plantFinding } from './planted-search.ts'
import { plantMissingStep, plantSuspense } from './planted-suspense.ts'
import { plantTraces } from './planted-trace.ts'
import { plantReferrals } from './policy-referrals.ts'

interface NewChild extends NewSeal {
  name: string
  records: { source: string; school_urn: number | null }[]
  reach: { key: string; starts_on: string; ends_on: string | null }[]
}

/** One of every row that is about a child, on each of its records, as the owner of the server puts it there. */
export async function plantChild(db: pg.ClientBase, world: PlantedWorld, given: NewChild): Promise<void> {
  const { authority_id, officer } = given
  const sealed = given.sealed ?? false
  const person_id = await idOf(db, 'INSERT INTO person (authority_id, sealed) VALUES ($1, $2) RETURNING id', [
    authority_id,
    sealed,
  ])
  const today = '2026-11-17'
  const current = given.reach.filter(one => one.starts_on <= today && (one.ends_on === null || one.ends_on > today))
  const keys = (prefix: string) =>
    current.flatMap(one => (one.key.startsWith(prefix) ? [one.key.slice(prefix.length)] : []))
  world.children.set(person_id, {
    name: given.name,
    authority_id,
    person_id,
    sealed,
    named: new Set([...(given.named ?? []), ...(given.opened ?? [])]),
    opened: new Set(given.opened),
    on_roll_today: keys('school:').map(Number),
    worked_with_by: keys('team:'),
  })
  const about = [authority_id, person_id, sealed]
  await plantSeals(db, person_id, given)
  for (const reach of given.reach) {
    await db.query(
      `INSERT INTO child_reach (authority_id, person_id, sealed, reach_key, starts_on, ends_on, made_by) VALUES ($1, $2, $3, $4, $5, $6, 'planted')`,
      [...about, reach.key, reach.starts_on, reach.ends_on],
    )
  }
  for (const record of given.records) {
    const record_id = await idOf(
      db,
      'INSERT INTO record (authority_id, person_id, sealed, source, school_urn) VALUES ($1, $2, $3, $4, $5) RETURNING id',
      [...about, record.source, record.school_urn],
    )
    world.records.set(record_id, { person_id, ...record })
    await db.query(
      `INSERT INTO record_link (authority_id, person_id, sealed, record_id, because) VALUES ($1, $2, $3, $4, 'planted')`,
      [...about, record_id],
    )
    await plantFacts(db, [authority_id, record_id, sealed], record)
    await plantFamilyFacts(db, [authority_id, record_id, sealed], record.source)
    await plantRowsOfLists(db, world, { authority_id, person_id, sealed, record_id, source: record.source })
  }
  await plantAnswers(db, about)
  await plantSuspense(db, about, officer)
  await plantFinding(db, about, [officer, ...['cme_officer', 'school_head'].map(name => account(world, name))])
  await plantCase(db, about, officer)
  await plantMove(db, about, officer)
  await plantCalendarChange(db, about)
  await plantDocuments(db, about, officer)
  await plantReferrals(db, about, officer)
  await plantPreview(db, about, officer)
}

const account = (world: PlantedWorld, name: string): string => world.asker(name).account_id ?? ''

const idOf = async (db: pg.ClientBase, text: string, values: unknown[]): Promise<string> => {
  const { rows } = await db.query<{ id: string }>(text, values)
  return rows[0]?.id ?? ''
}

/** The columns that a fact must have beside those of every fact. */
const ownColumns: Record<string, string> = {
  birth: 'born_on, sex',
  identifier: 'kind, value',
  address: 'in_area',
  contact: 'name, phone',
  enrolment: 'school_urn, in_area, sector',
  provision: 'kind, school_urn',
  circumstance: 'kind',
  timetable: 'weekday, starts_at, ends_at, kind, what, school_urn',
  attendance: 'school_urn, school_year, term, possible, authorised, unauthorised',
}

async function plantFacts(db: pg.ClientBase, key: unknown[], record: NewChild['records'][number]): Promise<void> {
  const put = (kind: string, columns: string, values: string) =>
    db.query(
      `INSERT INTO ${kind}_fact (authority_id, record_id, sealed, source, starts_on, ${columns}) SELECT $1, $2, $3, '${record.source}', '2025-09-01', ${values}`,
      key,
    )
  await put(
    'name',
    'kind, forename, surname, forename_key, surname_key',
    `kind, 'Ada', 'Lark', 'ada', 'lark' FROM unnest('{legal,preferred,former}'::text[]) kind`,
  )
  await put(
    'name',
    'kind, forename, surname, forename_key, surname_key, retracted_at',
    `'legal', 'Adda', 'Lark', 'adda', 'lark', now()`,
  )
  await put('birth', 'born_on, sex', `date '2015-02-01', 'F'`)
  await put(
    'identifier',
    'kind, value',
    `kind, 'X' || kind FROM unnest('{upn,former_upn,uln,nhs_number,council_id}'::text[]) kind`,
  )
  await put('address', 'line_1, postcode, in_area', `'1 The Lane', 'ZY1 1AA', true`)
  await put('contact', 'name, phone', `'A parent', '07700 900001'`)
  // The council's own record says something of each school, which only that school may read from it once the child left.
  const schools = record.school_urn === null ? '{990001,990002}' : `{${record.school_urn}}`
  await put('enrolment', 'school_urn, in_area, sector', `urn, true, 'state' FROM unnest('${schools}'::integer[]) urn`)
  await put('provision', 'kind, school_urn', `'reduced_timetable', urn FROM unnest('${schools}'::integer[]) urn`)
  await put('circumstance', 'kind', `kind FROM unnest('{awaiting_place,stuck}'::text[]) kind`)
  await put(
    'timetable',
    ownColumns.timetable ?? '',
    `n, '09:00', '10:00', 'lesson', 'Reading', urn FROM unnest('${schools}'::integer[]) WITH ORDINALITY AS u (urn, n)`,
  )
  await put(
    'attendance',
    ownColumns.attendance ?? '',
    `urn, 2025, 'autumn', 120, 3, 1 FROM unnest('${schools}'::integer[]) urn`,
  )
  for (const kind of Object.keys(ownColumns)) {
    const [table, columns] = [`${kind}_fact`, ownColumns[kind]]
    await db.query(
      `INSERT INTO ${table} (authority_id, record_id, sealed, source, starts_on, retracted_at, ${columns})
       SELECT authority_id, record_id, sealed, source, starts_on, now(), ${columns} FROM ${table} WHERE record_id = $1 LIMIT 1`,
      [key[1]],
    )
  }
}

async function plantAnswers(db: pg.ClientBase, about: unknown[]): Promise<void> {
  const put = (table: string, columns: string, values: string) =>
    db.query(`INSERT INTO ${table} (authority_id, person_id, sealed, ${columns}) VALUES ($1, $2, $3, ${values})`, about)
  await put(
    'child_state',
    'starts_on, state, in_area, because, citations, fact_ids',
    `'2025-09-01', 'on_roll', true, 'planted', '{}', '{}'`,
  )
  await put('child_band', 'starts_on, band, because', `'2025-09-01', 'red', 'planted'`)
  const clockOf = (rule: string, field_class: string) =>
    `'${rule}', '2026-09-01', '2026-09-30', 'planted', '${field_class}'`
  const clock = 'rule, opened_on, due_on, because, field_class'
  await put('child_clock', clock, clockOf('level_two', 'education'))
  await put('child_clock', clock, clockOf('L3', 'care_status'))
  // What a school owes and what the council does, about each child, at each school; running, ended, and of care.
  await db.query(
    `INSERT INTO child_clock (authority_id, person_id, sealed, ${clock}, school_urn, owed_by, ended_on, ended_how)
     SELECT $1, $2, $3, 'R2', date '2026-10-01' + row_number() OVER ()::integer, '2026-10-31', 'planted', field_class, urn, owed_by, ended_on,
       CASE WHEN ended_on IS NOT NULL THEN 'met' END
     FROM unnest('{990001,990002}'::integer[]) urn, unnest('{school,governing_board,council}'::text[]) owed_by,
       unnest('{education,care_status}'::text[]) field_class, unnest(ARRAY[NULL, '2026-10-30']::date[]) ended_on`,
    about,
  )
  const flag = 'rule, starts_on, because, field_class, fact_ids'
  for (const seen of ['education', 'care_status', 'care_detail'])
    await put('child_flag', flag, `'H1', '2026-09-01', 'planted', '${seen}', '{}'`)
  await put(
    'child_summary',
    'forename, surname, known_as, forename_key, surname_key, sex',
    `'Ada', 'Lark', 'Ada Lark', 'ada', 'lark', 'F'`,
  )
  await db.query(
    `INSERT INTO child_movement (authority_id, day, state, sealed, change) VALUES ($1, '2025-09-01', 'on_roll', $2, 1)`,
    [about[0], about[2]],
  )
  await plantLedger(db, about)
}

async function plantCase(db: pg.ClientBase, about: unknown[], officer: string): Promise<void> {
  const case_id = await idOf(
    db,
    `INSERT INTO council_case (authority_id, person_id, sealed, reference, kind, opened_on, opened_by, opened_because, lead_team_id)
     SELECT $1, $2, $3, 'CME-' || nextval('case_number'), 'no_roll', '2026-10-01', $4, 'planted', o.id FROM organisation o WHERE o.authority_id = $1 LIMIT 1 RETURNING id`,
    [...about, officer],
  )
  await db.query(
    `INSERT INTO case_entry (authority_id, person_id, sealed, case_id, kind, happened_on, text, recorded_by) VALUES ($1, $2, $3, $4, 'note', '2026-10-02', 'planted', $5)`,
    [...about, case_id, officer],
  )
  await plantLadder(db, about, { case_id, officer })
  await plantPanels(db, about, { case_id, officer })
  await plantTraces(db, about, { case_id, officer })
  await plantPacket(db, about, { case_id, officer })
  const file_id = await plantFile(db, about[0], 'evidence', officer, about[1], about[2])
  await db.query('UPDATE council_case SET closing_file_id = $2 WHERE id = $1', [case_id, file_id])
}

const plantFile = async (
  db: pg.ClientBase,
  authority_id: unknown,
  kind: string,
  by: string,
  person_id: unknown = null,
  sealed: unknown = false,
): Promise<string> => {
  const id = await idOf(
    db,
    `INSERT INTO file (authority_id, name, media_type, size, sha256, kind, person_id, sealed, added_by) VALUES ($1, 'a', 'text/plain', 1, repeat('0', 64), $2, $3, $4, $5) RETURNING id`,
    [authority_id, kind, person_id, sealed, by],
  )
  await db.query(`INSERT INTO file_chunk (authority_id, file_id, number, bytes) VALUES ($1, $2, 0, 'a')`, [
    authority_id,
    id,
  ])
  return id
}

/** A list of an open and one of a protected source, and a file that nobody made a list of yet. */
export async function plantLists(
  db: pg.ClientBase,
  world: PlantedWorld,
  authority_id: string,
  by: string,
  also_by: string,
): Promise<void> {
  for (const [kind, brought_by] of [
    ['health', by],
    ['protected_placement', also_by],
  ] as const) {
    const source_id = await idOf(
      db,
      `INSERT INTO source (authority_id, kind, name, made_by) VALUES ($1, $2, $2, $3) RETURNING id`,
      [authority_id, kind, brought_by],
    )
    const [file_id, addresses_file_id] = [
      await plantFile(db, authority_id, 'list', brought_by),
      await plantFile(db, authority_id, 'list', brought_by),
    ]
    const id = await idOf(
      db,
      `INSERT INTO import (authority_id, source_id, file_id, addresses_file_id, as_at, brought_by) VALUES ($1, $2, $3, $4, '2026-11-01', $5) RETURNING id`,
      [authority_id, source_id, file_id, addresses_file_id, brought_by],
    )
    world.imports.set(id, { protected: kind === 'protected_placement', brought_by })
    const done = await idOf(
      db,
      `INSERT INTO import (authority_id, source_id, file_id, as_at, brought_by, state) VALUES ($1, $2, $3, '2026-10-01', $4, 'committed') RETURNING id`,
      [authority_id, source_id, await plantFile(db, authority_id, 'list', brought_by), brought_by],
    )
    world.imports.set(done, { protected: kind === 'protected_placement', brought_by })
    await db.query(`INSERT INTO import_row (authority_id, import_id, line, raw) VALUES ($1, $2, 1, '{}')`, [
      authority_id,
      id,
    ])
    await db.query(
      `INSERT INTO import_again (authority_id, import_id, first_line, last_line, lines, record_ids, kept_import_ids, kept_lines, committed_at)
       VALUES ($1, $2, 2, 2, '{2}', ARRAY[$2::uuid], ARRAY[$2::uuid], '{1}', NULL), ($1, $2, 3, 3, '{3}', ARRAY[$2::uuid], ARRAY[$2::uuid], '{1}', now())`,
      [authority_id, id],
    )
  }
  await plantFile(db, authority_id, 'list', by)
  await plantFile(db, authority_id, 'logo', by)
}

async function plantRowsOfLists(
  db: pg.ClientBase,
  world: PlantedWorld,
  row: { authority_id: string; person_id: string; sealed: boolean; record_id: string; source: string },
): Promise<void> {
  const { rows } = await db.query<{ id: string }>('SELECT id FROM import WHERE authority_id = $1', [row.authority_id])
  const isProtected = row.source === 'protected_placement'
  const import_id = rows.find(one => world.imports.get(one.id)?.protected === isProtected)?.id
  const line = world.records.size + 1
  const key = [row.authority_id, import_id, row.sealed, row.record_id]
  await db.query(
    `INSERT INTO import_row (authority_id, import_id, sealed, record_id, line, raw, committed_at) VALUES ($1, $2, $3, $4, $5, '{}', now())`,
    [...key, line],
  )
  await db.query(
    `INSERT INTO import_match (authority_id, import_id, sealed, record_id, line, person_id, matched_on) VALUES ($1, $2, $3, $4, $5, $6, 'upn')`,
    [...key, line, row.person_id],
  )
  await db.query(
    `INSERT INTO import_missing (authority_id, import_id, sealed, record_id, person_id, last_on) VALUES ($1, $2, $3, $4, $5, '2026-10-01')`,
    [...key, row.person_id],
  )
  await db.query(
    `INSERT INTO import_undo_left (authority_id, import_id, sealed, record_id, person_id, kind) VALUES ($1, $2, $3, $4, $5, 'name_fact')`,
    [...key, row.person_id],
  )
  await plantMissingStep(db, key, row.person_id)
}
