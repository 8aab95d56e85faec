import { familySight, seesDocument } from './policy-family.ts'
import { ladderHolders, ladderSight } from './policy-ladder.ts'
import { ledgerSight } from './policy-ledger.ts'
import { matchingHolders, matchingSight } from './policy-matching.ts'

/**
 * Who sees what, said a second time and in other words than the database's: from the design and the law, not from the
 * SQL. The proofs compare the two, for every table and every role.
 */

import { seesArrivals } from './arrivals-policy.ts'
import { ceilings } from './ceilings.ts'
import { panelSight } from './policy-panels.ts'
import { referralHolders, referralSight } from './policy-referrals.ts'
import { seesSchools } from './schools-policy.ts'

/** A child as the proofs planted it. */
export interface PlantedChild {
  name: string
  authority_id: string
  person_id: string
  sealed: boolean
  /** Accounts named on the seal that is in force, and those that have it open for a reason. */
  named: Set<string>
  /** Those of them that only opened it for a reason: they see, and decide nothing of the seal. */
  opened: Set<string>
  on_roll_today: number[]
  /** Organisations whose team works with the child today. */
  worked_with_by: string[]
}

export interface Asker {
  kind: 'person' | 'engine' | 'anonymous'
  authority_id: string
  role: string | null
  account_id: string | null
  organisation_id: string | null
  school: number | null
}

export type Row = Record<string, unknown>
export type Sees = (who: Asker, row: Row, world: World) => boolean
export interface World {
  children: Map<string, PlantedChild>
  records: Map<string, { person_id: string; school_urn: number | null; source: string }>
  imports: Map<string, { protected: boolean; brought_by: string }>
}

export type FieldClass = 'identity' | 'address' | 'education' | 'care_status' | 'care_detail' | 'protected'

const casework = ['cme_officer', 'fair_access_officer', 'practitioner', 'team_manager']
/** Whoever is on duty at night may be asked about any child. */
const wholeCounty = [...casework, 'duty_officer']
const schoolStaff = ['school_head', 'school_safeguarding_lead', 'school_attendance', 'school_senco', 'school_office']
const ownTeam = [
  ...['virtual_school', 'send_officer', 'family_worker', 'social_worker', 'youth_justice', 'team_officer'],
  ...['provider_lead', 'partner_agency'],
]

/** Roles that hold what a page or an action takes. The engine holds everything. */
export const holders: Record<string, string[]> = {
  'children.change': casework,
  'children.seal': ['cme_officer', 'team_manager'],
  'children.break_glass': ['team_manager', 'duty_officer'],
  'children.access': ['cme_officer', 'team_manager'],
  ...matchingHolders(casework),
  ...referralHolders(casework, ownTeam.slice(0, 6)),
  'lists.read': casework,
  'lists.import': ['cme_officer', 'team_manager'],
  'lists.kinds': ['team_manager'],
  'lists.arrivals': ['team_manager'],
  'groups.move': ['cme_officer', 'team_manager'],
  'cases.read': [...wholeCounty, ...ownTeam.slice(0, 6)],
  'cases.change': [...casework, ...ownTeam.slice(0, 6)],
  ...ladderHolders(casework),
  'panels.read': [...casework, ...ownTeam.slice(0, 6)],
  'panels.run': ['cme_officer', 'fair_access_officer', 'team_manager'],
  'mail.send': ['cme_officer', 'fair_access_officer', 'practitioner', 'team_manager', 'administrator'],
  'mail.read': ['administrator'],
  'family.change': [...casework, ...ownTeam.slice(0, 6)],
  'needs.change': [...casework, ...ownTeam.slice(0, 6)],
  'happenings.change': [...casework, ...ownTeam.slice(0, 6)],
  'documents.change': [...casework, ...ownTeam.slice(0, 6)],
  'desk.read': schoolStaff.slice(0, 4),
  'clocks.figures': ['director', 'team_manager'],
  'ledger.read': [...casework, 'director', 'governor'],
  'ledger.open': casework,
  'ledger.recount': ['cme_officer', 'team_manager'],
  'owners.change': ['cme_officer', 'team_manager'],
  'accounts.read': ['team_manager', 'administrator'],
  'accounts.change': ['administrator'],
  'settings.change': ['administrator'],
  'policies.read': [...wholeCounty, ...ownTeam.slice(0, 6), 'director', 'auditor', 'administrator'],
  'calendars.change': ['team_manager', 'administrator'],
  'schools.import': ['team_manager', 'administrator'],
  'schools.change': ['team_manager', 'administrator', 'cme_officer'],
  'schools.read': [...wholeCounty, ...ownTeam.slice(0, 6), ...schoolStaff, 'director', 'administrator'],
}

export const holds = (who: Asker, permission: string): boolean =>
  who.kind === 'engine' || (who.role !== null && (holders[permission] ?? []).includes(who.role))
export const isCasework = (who: Asker): boolean =>
  who.kind === 'engine' || (who.role !== null && wholeCounty.includes(who.role))
export const has = (who: Asker, field: FieldClass): boolean =>
  who.kind === 'engine' || (who.role !== null && (ceilings[who.role]?.has(field) ?? false))

/** A sealed record does not exist for anyone not named on it. */
export const exists = (who: Asker, child: PlantedChild): boolean =>
  child.authority_id === who.authority_id &&
  (!child.sealed || who.kind === 'engine' || (who.account_id !== null && child.named.has(who.account_id)))

/** Casework teams reach the county's children, other teams those they work with, a school those on its roll now. */
export function reaches(who: Asker, child: PlantedChild): boolean {
  if (!exists(who, child)) return false
  if (isCasework(who)) return true
  if (who.role === null) return false
  if (ownTeam.includes(who.role)) return child.worked_with_by.includes(who.organisation_id ?? '')
  return schoolStaff.includes(who.role) && child.on_roll_today.includes(who.school ?? 0)
}

const childOf = (world: World, row: Row): PlantedChild => {
  const person_id = row.person_id ?? world.records.get(String(row.record_id))?.person_id
  const child = world.children.get(String(person_id))
  if (!child) throw new Error('A row was planted about no child.')
  return child
}

const isOurSchool = (who: Asker, school_urn: unknown): boolean =>
  who.role !== null && schoolStaff.includes(who.role) && who.school === school_urn

/** What a protected source says is for roles that see protected fields, and for whoever is named on the child's seal. */
const readsSource = (who: Asker, source: unknown, child: PlantedChild): boolean =>
  source !== 'protected_placement' ||
  has(who, 'protected') ||
  (who.account_id !== null && child.named.has(who.account_id))

/** Of children who left, a school keeps what its own roll said; an address not to be told is of the class protected. */
function seesRecord(who: Asker, world: World, record_id: string): boolean {
  const record = world.records.get(record_id)
  const child = record && world.children.get(record.person_id)
  if (!record || !child || !exists(who, child)) return false
  if (!readsSource(who, record.source, child)) return false
  return reaches(who, child) || isOurSchool(who, record.school_urn)
}

const fact = (field: (row: Row) => FieldClass, namesSchool = false) => {
  return (who: Asker, row: Row, world: World): boolean =>
    has(who, field(row)) &&
    readsSource(who, row.source, childOf(world, row)) &&
    (seesRecord(who, world, String(row.record_id)) ||
      (namesSchool && exists(who, childOf(world, row)) && isOurSchool(who, row.school_urn)))
}
const answer = (field: FieldClass) => (who: Asker, row: Row, world: World) =>
  has(who, field) && reaches(who, childOf(world, row))
const here = (who: Asker, row: Row): boolean => row.authority_id === who.authority_id
const nobody = () => false
/** Until a row of a list is committed it is of no child. */
const notSealedAway = (who: Asker, row: Row, world: World) =>
  row.record_id === null || row.record_id === undefined || exists(who, childOf(world, row))
const seesImport = (who: Asker, import_id: unknown, world: World): boolean => {
  const found = world.imports.get(String(import_id))
  if (!found || !holds(who, 'lists.read')) return false
  return !found.protected || has(who, 'protected') || found.brought_by === who.account_id
}
/** Figures of a county tell of nobody; those of one school might. */
const seesRecount = (who: Asker, row: Row): boolean =>
  here(who, row) && holds(who, row.school_urn === null ? 'ledger.read' : 'ledger.open')
const ofCase = (who: Asker, row: Row, world: World) => holds(who, 'cases.read') && reaches(who, childOf(world, row))

/** What is decided of a seal is for those named on it. */
const ofSeal = (who: Asker, row: Row, world: World): boolean =>
  here(who, row) &&
  (who.kind === 'engine' || (who.account_id !== null && childOf(world, row).named.has(who.account_id)))
const isInForce = (row: Row): boolean =>
  row.ended_at === null && (row.until === null || Date.parse(String(row.until)) > Date.now())

/** A list is read as it came while it is being brought in; afterwards row by row. */
const isBeingBroughtIn = (file: Row, who: Asker): boolean =>
  file.import_id === null ? file.added_by === who.account_id : isOpenImport(file.import_state)
const isOpenImport = (state: unknown): boolean => ['uploaded', 'mapped', 'checking', 'ready'].includes(String(state))

function seesFile(who: Asker, row: Row, world: World): boolean {
  if (!here(who, row)) return false
  if (row.kind === 'evidence') return ofCase(who, row, world)
  if (row.kind === 'logo') return true
  if (row.kind === 'document') return seesDocument(who, row, has) && reaches(who, childOf(world, row))
  const isTheirs = who.kind === 'engine' || row.added_by === who.account_id
  return seesImport(who, row.import_id, world) || (holds(who, 'lists.read') && isTheirs)
}

/** For every table that is of an authority: whether this row is this identity's to see. */
export const sees: Record<string, Sees> = {
  ...familySight({ fact, has, reaches }),
  ...matchingSight({ holds, exists }),
  ...referralSight({ here, holds, exists, childOf }),
  ...ledgerSight({ answer, here, holds, seesImport, exists, childOf }),
  organisation: here,
  authority_switch: here,
  authority_policy: here,
  policy_preview: (who, row) => here(who, row) && holds(who, 'policies.read'),
  policy_preview_result: (who, row) => here(who, row) && holds(who, 'policies.read'),
  policy_preview_child: answer('education'),
  calendar_entry: here,
  calendar_change: (who, row) => here(who, row) && holds(who, 'calendars.change'),
  calendar_change_clock: (who, row, world) => answer(row.field_class as FieldClass)(who, row, world),
  membership: (who, row) =>
    here(who, row) &&
    (isCasework(who) ||
      ownTeam.includes(who.role ?? '') ||
      holds(who, 'accounts.read') ||
      row.account_id === who.account_id),
  calendar_feed: (who, row) => here(who, row) && who.account_id !== null && row.account_id === who.account_id,
  single_use: (who, row) => here(who, row) && who.account_id !== null && row.account_id === who.account_id,
  job: (who, row) =>
    here(who, row) && (isCasework(who) || (who.account_id !== null && row.asked_by === who.account_id)),
  audit_event: nobody,
  audit_seal: nobody,
  source: (who, row) =>
    here(who, row) &&
    isCasework(who) &&
    (row.kind !== 'protected_placement' ||
      who.kind === 'engine' ||
      (who.account_id !== null && row.made_by === who.account_id)),
  person: (who, row, world) => reaches(who, childOf(world, { person_id: row.id })),
  record: (who, row, world) => seesRecord(who, world, String(row.id)),
  record_link: (who, row, world) => isCasework(who) && exists(who, childOf(world, row)),
  seal: ofSeal,
  seal_name: (who, row) =>
    here(who, row) && (who.kind === 'engine' || (row.account_id === who.account_id && isInForce(row))),
  seal_step: ofSeal,
  glass_try: (who, row, world) =>
    here(who, row) && (who.kind === 'engine' || (row.person_id !== null && ofSeal(who, row, world))),
  notice: (who, row, world) =>
    here(who, row) &&
    (who.kind === 'engine' || row.account_id === who.account_id) &&
    (row.person_id === null || exists(who, childOf(world, row))),
  mail_message: (who, row) =>
    here(who, row) &&
    (who.kind === 'engine' || row.asked_by === who.account_id || (row.state === 'kept' && holds(who, 'mail.read'))),
  name_fact: fact(() => 'identity'),
  birth_fact: fact(() => 'identity'),
  identifier_fact: fact(row => (['nhs_number', 'council_id'].includes(String(row.kind)) ? 'care_status' : 'identity')),
  address_fact: fact(() => 'address'),
  contact_fact: fact(() => 'address'),
  enrolment_fact: fact(() => 'education', true),
  provision_fact: fact(() => 'education', true),
  circumstance_fact: fact(() => 'education'),
  timetable_fact: fact(() => 'education', true),
  attendance_fact: fact(() => 'education', true),
  group_move: (who, row) => here(who, row) && holds(who, 'groups.move'),
  group_move_child: (who, row, world) => holds(who, 'groups.move') && exists(who, childOf(world, row)),
  child_state: answer('education'),
  child_band: answer('education'),
  // What tells that a child is in care is for those who see that.
  child_clock: (who, row, world) => {
    const field = row.field_class as FieldClass
    if (answer(field)(who, row, world)) return true
    // A school goes on seeing what it owes itself until it is done, though the child has left.
    const isOurDuty =
      isOurSchool(who, row.school_urn) &&
      ['school', 'governing_board', 'admission_authority'].includes(String(row.owed_by))
    return isOurDuty && has(who, field) && exists(who, childOf(world, row)) && row.ended_on === null
  },
  child_flag: (who, row, world) => answer(row.field_class as FieldClass)(who, row, world),
  child_summary: answer('identity'),
  // The dictionary of names, and who bears them, are the engine's: whoever searches asks a function.
  name_token: (who, row) => here(who, row) && who.kind === 'engine',
  child_name: (who, row) => here(who, row) && who.kind === 'engine',
  child_pin: (who, row, world) =>
    here(who, row) && who.account_id !== null && row.account_id === who.account_id && exists(who, childOf(world, row)),
  child_reach: (who, row, world) =>
    exists(who, childOf(world, row)) &&
    (who.kind === 'engine' ||
      isOurSchool(who, Number(String(row.reach_key).replace('school:', ''))) ||
      (ownTeam.includes(who.role ?? '') && row.reach_key === `team:${who.organisation_id}`)),
  child_movement: (who, row) => here(who, row) && holds(who, 'ledger.read'),
  recount: seesRecount,
  recount_count: (who, row) => seesRecount(who, { ...(row.recount as Row), authority_id: row.authority_id }),
  recount_child: (who, row, world) => answer(row.field_class as FieldClass)(who, row, world),
  import: (who, row, world) => here(who, row) && seesImport(who, row.id, world),
  import_row: (who, row, world) =>
    here(who, row) && seesImport(who, row.import_id, world) && notSealedAway(who, row, world),
  import_again: (who, row, world) => here(who, row) && seesImport(who, row.import_id, world),
  import_match: (who, row, world) => seesImport(who, row.import_id, world) && exists(who, childOf(world, row)),
  import_missing: (who, row, world) => seesImport(who, row.import_id, world) && exists(who, childOf(world, row)),
  import_undo_left: (who, row, world) => seesImport(who, row.import_id, world) && exists(who, childOf(world, row)),
  missing_step: (who, row, world) => seesImport(who, row.import_id, world) && exists(who, childOf(world, row)),
  file: seesFile,
  ...seesSchools(holds),
  ...seesArrivals({ holds, has }),
  file_chunk: (who, row, world) => {
    const file = { ...(row.file as Row), authority_id: row.authority_id } as Row
    return seesFile(who, file, world) && (file.kind !== 'list' || who.kind === 'engine' || isBeingBroughtIn(file, who))
  },
  council_case: ofCase,
  ...ladderSight({ here, holds, ofCase, reaches, childOf }),
  ...panelSight({ here, holds, ofCase }),
}
