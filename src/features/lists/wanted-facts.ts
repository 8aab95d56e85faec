import { addDays, asDay, type Day, foldName, isInArea, type Period } from '../../rulebook/index.ts'
import type { ListRow } from './check-row.ts'

/** What a list is, as far as it decides what its rows mean. */
export interface ListMeaning {
  kind: string
  presence: 'enrolment' | 'residence' | 'home_education' | 'awaiting_place' | 'provision' | 'none'
  as_at: Day
  /** Outward codes of the authority's area. */
  postcode_areas: readonly string[]
  /** Of a provider's list: who provides. */
  source_name?: string
}

/** The school a row is of, found in the register; null when the list does not say or the register does not know it. */
export interface RowSchool {
  urn: number
  sector: string
  in_area: boolean
  /** Nobody was on its roll before: a school that took over from another keeps the entry dates of the other. */
  opened_on?: Day | null
}

export type FactTable =
  | 'name_fact'
  | 'birth_fact'
  | 'identifier_fact'
  | 'address_fact'
  | 'contact_fact'
  | 'enrolment_fact'
  | 'provision_fact'
  | 'circumstance_fact'
  | 'attendance_fact'

/** A fact that a row says. `key` tells it from others of its table on the same record. */
export interface WantedFact extends Period {
  table: FactTable
  key: string
  values: Record<string, string | number | boolean | null>
  /** The list says no more than that it is over: nothing is recorded where nothing was going on. */
  only_ends?: true
}

/** Postcode without spaces, for comparing; null for none. */
export const postcodeKey = (postcode: string | null): string | null =>
  postcode?.replaceAll(' ', '').toUpperCase() || null

/** Every fact that a row states. What a cell leaves empty is not a fact: an empty cell never wipes anything. */
export function wantedFacts(
  row: ListRow,
  problems: readonly { field: string; reason: string }[],
  school: RowSchool | null,
  list: ListMeaning,
): WantedFact[] {
  const { as_at } = list
  const facts: WantedFact[] = []
  const add = (table: FactTable, key: string, values: WantedFact['values'], starts_on: Day = as_at) =>
    facts.push({ table, key, values, starts_on, ends_on: null })
  const named = (kind: string, forename: string | null, surname: string | null, middle_names: string | null) => {
    if (forename === null && surname === null) return
    const values = { kind, forename: forename ?? '', middle_names, surname: surname ?? '' }
    add('name_fact', kind, {
      ...values,
      forename_key: foldName(values.forename),
      surname_key: foldName(values.surname),
    })
  }
  named('legal', row.forename, row.surname, row.middle_names)
  if (row.preferred_forename !== null || row.preferred_surname !== null) {
    named('preferred', row.preferred_forename ?? row.forename, row.preferred_surname ?? row.surname, null)
  }
  if (row.former_surname !== null) named('former', row.forename, row.former_surname, null)

  if (row.born_on !== null || row.sex !== null)
    add('birth_fact', 'birth', { born_on: row.born_on, sex: row.sex ?? 'U' }, row.born_on ?? as_at)

  for (const kind of ['upn', 'former_upn', 'uln', 'nhs_number', 'council_id'] as const) {
    const value = row[kind]
    if (value === null) continue
    const problem = kind === 'council_id' ? null : (problems.find(one => one.field === kind)?.reason ?? null)
    add('identifier_fact', kind, { kind, value, problem })
  }

  const since = earliest(row.registered_on, as_at)
  const { address_line_1: line_1, address_line_2: line_2, town, postcode, uprn } = row
  const hasAddress = [line_1, postcode, uprn].some(part => part !== null)
  if (hasAddress || list.presence === 'residence') {
    // A source that only holds residents says "in the area" even where it gives no postcode.
    const in_area =
      postcode === null
        ? !['enrolment', 'provision', 'none'].includes(list.presence)
        : isInArea(postcode, list.postcode_areas)
    add(
      'address_fact',
      'home',
      { kind: 'home', line_1, line_2, town, postcode, postcode_key: postcodeKey(postcode), uprn, in_area },
      since,
    )
  }
  if (row.contact_name !== null || row.contact_phone !== null || row.contact_email !== null) {
    const values = {
      name: row.contact_name,
      relationship: row.contact_relationship,
      phone: row.contact_phone,
      email: row.contact_email,
    }
    add('contact_fact', foldName(row.contact_name ?? row.contact_phone ?? row.contact_email ?? ''), values)
  }

  if (list.presence === 'enrolment') facts.push(enrolment(row, school, list), ...attendance(row, school, as_at))
  if (list.presence === 'home_education') {
    const values = {
      kind: 'home_education',
      weekly_hours: row.weekly_hours,
      provider: null,
      school_urn: null,
      note: null,
    }
    facts.push({ table: 'provision_fact', key: 'home_education', values, ...lasting(since, row.left_on, as_at) })
  }
  if (list.presence === 'provision') {
    const values = {
      kind: 'alternative',
      weekly_hours: row.weekly_hours,
      provider: list.source_name ?? null,
      school_urn: school?.urn ?? null,
      note: null,
    }
    facts.push({
      table: 'provision_fact',
      key: 'alternative',
      values,
      ...lasting(row.entered_on ?? since, row.left_on, as_at),
    })
  }
  if (list.presence === 'awaiting_place') {
    const values = { kind: 'awaiting_place', detail: null, case_id: null }
    facts.push({ table: 'circumstance_fact', key: 'awaiting_place', values, ...lasting(since, row.left_on, as_at) })
  }
  return facts
}

/** The sector of a roll whose school the register does not know, where its kind of list tells. */
const sectors: Readonly<Record<string, string>> = { independent_return: 'independent', post_16: 'further' }

function enrolment(row: ListRow, school: RowSchool | null, list: ListMeaning): WantedFact {
  const { as_at } = list
  const opened_on = school?.opened_on ?? null
  const isOlder = row.entered_on !== null && opened_on !== null && row.entered_on < opened_on && opened_on <= as_at
  const entered_on = isOlder && (row.left_on === null || row.left_on >= opened_on) ? opened_on : row.entered_on
  const values = {
    school_urn: school?.urn ?? null,
    sector: school?.sector ?? sectors[list.kind] ?? 'unknown',
    in_area: school?.in_area ?? list.kind !== 'neighbour_roll',
    status: row.enrol_status === null || row.enrol_status === 'P' ? 'C' : row.enrol_status,
    year_group: row.year_group,
    weekly_hours: row.weekly_hours,
  }
  const fact = { table: 'enrolment_fact', key: String(values.school_urn), values } as const
  if (row.enrol_status === 'P' && row.left_on === null) {
    // A previous pupil of whom the list does not say when: gone by the day of the list.
    const gone = entered_on !== null && entered_on < as_at ? entered_on : addDays(as_at, -1)
    return { ...fact, starts_on: gone, ends_on: as_at, only_ends: true }
  }
  // A leaving date before the entry date is of an earlier time on the same roll.
  const left_on = row.left_on !== null && entered_on !== null && row.left_on < entered_on ? null : row.left_on
  if (entered_on !== null && entered_on > as_at && left_on === null)
    return { ...fact, starts_on: entered_on, ends_on: null }
  return { ...fact, ...lasting(entered_on, left_on, as_at) }
}

/**
 * Attendance of the term before the list's own: in January that of the autumn, after Easter that of the spring, in the
 * autumn that of the summer. The days of a term are nominal: what counts is which it is. Source: rulebook §11.5, absence is
 * collected one term in arrears.
 */
function attendance(row: ListRow, school: RowSchool | null, as_at: Day): WantedFact[] {
  // A row that was checked before lists had these columns has none of them.
  const possible = row.sessions_possible ?? null
  const [authorised, unauthorised] = [row.sessions_authorised ?? 0, row.sessions_unauthorised ?? 0]
  if (possible === null || possible === 0 || authorised + unauthorised > possible) return []
  const [year, month] = [Number(as_at.slice(0, 4)), Number(as_at.slice(5, 7))]
  const [term, from, to] =
    month < 4
      ? (['autumn', `${year - 1}-09-01`, `${year}-01-01`] as const)
      : month < 9
        ? (['spring', `${year}-01-01`, `${year}-04-01`] as const)
        : (['summer', `${year}-04-01`, `${year}-08-01`] as const)
  const values = { school_urn: school?.urn ?? null, school_year: year - 1, term, possible, authorised, unauthorised }
  const key = `${values.school_urn} ${values.school_year} ${term}`
  return [{ table: 'attendance_fact', key, values, starts_on: asDay(from), ends_on: asDay(to) }]
}

/**
 * From when to when something lasts of which a list gives the first day, the last day, both or neither. The day a child left
 * is the last day on the roll, as schools write it. Of a child who left before the list's day and of whom no first day is
 * given, the last day is all that the list knows.
 */
function lasting(since: Day | null, left_on: Day | null, as_at: Day): Period {
  const latest = left_on !== null && left_on < as_at ? left_on : as_at
  return { starts_on: earliest(since, latest), ends_on: left_on === null ? null : addDays(left_on, 1) }
}

/** A day that lies after the list's own day cannot have been known to it as past: the list's day stands instead. */
const earliest = (day: Day | null, as_at: Day): Day => (day !== null && day < as_at ? day : as_at)
