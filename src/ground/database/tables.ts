// Made from the migrations by `npm run tables`. Not edited by hand; a test says when it is stale.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Day } from '../../rulebook/days.ts'

export interface AccountTable {
  id: Generated<string>
  email: string
  name: string
  /** argon2id. Readable by the owner only: sign-in goes through account_for_sign_in(). */
  password_hash: string
  must_change_password: Generated<boolean>
  failed_attempts: Generated<number>
  locked_until: Date | null
  disabled_at: Date | null
  /** A person of the demonstration, whom a visitor may become with one click. Never true beside real data. */
  made_up: Generated<boolean>
  created_at: Generated<Date>
}

export interface AccountSessionTable {
  /** SHA-256 of the cookie: the cookie itself is kept nowhere. */
  token_hash: Buffer
  id: Generated<string>
  account_id: string
  membership_id: string
  authority_id: string
  started_at: Generated<Date>
  seen_at: Generated<Date>
  expires_at: Date
  ended_at: Date | null
  ended_by: string | null
}

export interface AddressFactTable {
  authority_id: string
  id: Generated<string>
  record_id: string
  starts_on: Day
  ends_on: Day | null
  source: string
  import_id: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
  retracted_at: Date | null
  retracted_by: string | null
  sealed: Generated<boolean>
  kind: Generated<string>
  line_1: string | null
  line_2: string | null
  town: string | null
  postcode: string | null
  postcode_key: string | null
  uprn: string | null
  /** Whether the postcode lies in the authority's area, worked out when the fact was recorded. */
  in_area: boolean
  confirmed_on: Day | null
  confirmed_how: string | null
  during: GeneratedAlways<string | null>
  recorded_because: string | null
  /** The first five: it was never true, so that a list that says it again is not believed. */
  retracted_reason: string | null
  retracted_because: string | null
  /** The fact that this one was recorded in place of: its correction, its end, or the same believed again. */
  instead_of: string | null
  doubted_on: Day | null
  doubted_how: string | null
  /** The list that put an end to believing it. Null when a person did, or a list of before. */
  retracted_import_id: string | null
}

export interface AgreedActionTable {
  authority_id: string
  id: Generated<string>
  case_id: string
  person_id: string
  sealed: Generated<boolean>
  what: string
  owner_id: string
  due_on: Day
  agreed_on: Day
  agreed_by: string
  outcome: string | null
  outcome_text: string | null
  ended_on: Day | null
  ended_by: string | null
  panel_item_id: string | null
}

export interface AttendanceFactTable {
  authority_id: string
  id: Generated<string>
  record_id: string
  starts_on: Day
  ends_on: Day | null
  source: string
  import_id: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
  retracted_at: Date | null
  retracted_by: string | null
  sealed: Generated<boolean>
  school_urn: number | null
  /** The year in which its autumn lay: 2025 for 2025/26. */
  school_year: number
  term: string
  /** Sessions, two a school day: rulebook D17. Those attended are what is left of them. */
  possible: number
  authorised: number
  unauthorised: number
  /** Sessions by attendance code, where a source gives them. */
  by_code: ColumnType<unknown | null, string | undefined, string>
  recorded_because: string | null
  /** The first five: it was never true, so that a list that says it again is not believed. */
  retracted_reason: string | null
  retracted_because: string | null
  /** The fact that this one was recorded in place of: its correction, its end, or the same believed again. */
  instead_of: string | null
  /** The list that put an end to believing it. Null when a person did, or a list of before. */
  retracted_import_id: string | null
}

export interface AuditEventTable {
  at: Generated<Date>
  era: Generated<number>
  xid: Generated<string>
  seq: GeneratedAlways<number>
  authority_id: string | null
  kind: string
  account_id: string | null
  role: string | null
  organisation_id: string | null
  action: string
  route: string
  /** Why: the stated purpose of the page, or the reason a person gave. */
  purpose: string
  request_id: string | null
  child_ids: Generated<string[]>
  field_names: Generated<string[]>
}

export interface AuditSealTable {
  number: number
  from_era: number
  from_xid: string
  from_seq: number
  to_era: number
  to_xid: string
  to_seq: number
  events: number
  previous: string
  hash: string
  sealed_at: Generated<Date>
}

export interface AuthorityTable {
  id: Generated<string>
  /** The three-digit number the Department for Education gives a local authority. */
  code: string
  name: string
  short_name: string
  brand_colour: Generated<string>
  out_of_hours_number: string
  /** Outward codes (ZY1, NG22 …) that lie in the area: an address is in the area when its postcode begins with one. */
  postcode_areas: Generated<string[]>
  /** True only where every child is made up. Such data never shares a database with real data. */
  demonstration: Generated<boolean>
  created_at: Generated<Date>
}

export interface AuthorityPolicyTable {
  authority_id: string
  id: Generated<string>
  pack: string
  /** Numbers and meetings that are not the pack's, each with its reason. */
  overrides: ColumnType<unknown, string, string>
  starts_on: Day
  reason: string
  preview_id: string | null
  decided_by: string
  decided_at: Generated<Date>
  retracted_at: Date | null
  retracted_by: string | null
  retracted_reason: string | null
}

export interface AuthoritySwitchTable {
  authority_id: string
  key: string
  starts_on: Day
  ends_on: Day | null
  during: GeneratedAlways<string>
  decided_by: string
  decided_at: Generated<Date>
  reason: string
}

export interface BirthFactTable {
  authority_id: string
  id: Generated<string>
  record_id: string
  starts_on: Day
  ends_on: Day | null
  source: string
  import_id: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
  retracted_at: Date | null
  retracted_by: string | null
  sealed: Generated<boolean>
  born_on: Day | null
  sex: string
  during: GeneratedAlways<string | null>
  recorded_because: string | null
  /** The first five: it was never true, so that a list that says it again is not believed. */
  retracted_reason: string | null
  retracted_because: string | null
  /** The fact that this one was recorded in place of: its correction, its end, or the same believed again. */
  instead_of: string | null
  /** The list that put an end to believing it. Null when a person did, or a list of before. */
  retracted_import_id: string | null
}

export interface CalendarChangeTable {
  authority_id: string
  id: Generated<string>
  kind: string
  /** In a sentence for the list of changes; holds nothing of a child. */
  what: string
  /** The entries that it recorded. Undoing it retracts them, and records those that it retracted anew. */
  recorded: Generated<string[]>
  retracted: Generated<string[]>
  /** The first day of any entry that it recorded or retracted: clocks that were counted over a day from then on are worked out anew. */
  first_day: Day
  /** Whose calendars it changed; null when the authority's own was among them, which is every school's. */
  schools: number[] | null
  undoes: string | null
  changed_at: Generated<Date>
  changed_by: string | null
  state: Generated<string>
  /** The last child, by id, whose clocks were worked out anew; null before the first. */
  worked_to: string | null
  /** Clocks that it moved, without those of sealed children. */
  moved: Generated<number>
}

export interface CalendarChangeClockTable {
  authority_id: string
  change_id: string
  id: Generated<string>
  person_id: string
  sealed: Generated<boolean>
  rule: string
  field_class: string
  due_before: Day | null
  /** Why no day could be worked out before: a calendar that did not reach. */
  problem_before: string | null
  due_after: Day | null
  problem_after: string | null
  /** On the day of the change. */
  was_overdue: Generated<boolean>
  is_overdue: Generated<boolean>
}

export interface CalendarEntryTable {
  authority_id: string
  id: Generated<string>
  /** Null: the authority's own calendar, which a school without one of its own follows. */
  school_urn: number | null
  kind: string
  starts_on: Day
  /** The last day of it (inclusive), as people write term dates. */
  last_on: Day
  name: string
  recorded_at: Generated<Date>
  recorded_by: string | null
  retracted_at: Date | null
  retracted_by: string | null
}

export interface CalendarFeedTable {
  authority_id: string
  id: Generated<string>
  account_id: string
  membership_id: string
  /** SHA-256 of the secret in the address: the address itself is kept nowhere. */
  secret_hash: Buffer
  made_at: Generated<Date>
  ended_at: Date | null
}

export interface CaseEntryTable {
  authority_id: string
  id: Generated<string>
  case_id: string
  person_id: string
  sealed: Generated<boolean>
  kind: string
  happened_on: Day
  how: string | null
  with_whom: string | null
  reached: boolean | null
  child_seen: boolean | null
  text: string
  file_id: string | null
  recorded_by: string
  recorded_at: Generated<Date>
  panel_item_id: string | null
}

export interface ChildBandTable {
  authority_id: string
  person_id: string
  sealed: Generated<boolean>
  starts_on: Day
  ends_on: Day | null
  during: GeneratedAlways<string>
  band: string
  gap: string | null
  weekly_hours: number | null
  because: string
}

export interface ChildClockTable {
  authority_id: string
  person_id: string
  sealed: Generated<boolean>
  rule: string
  opened_on: Day
  due_on: Day | null
  breaches_on: Day | null
  ended_on: Day | null
  because: string
  /** Why no date could be worked out: a calendar that does not reach, named for the officer. */
  problem: string | null
  /** The fact that opened it; what follows from states is named by them. */
  opened_by: Generated<string>
  ended_by: string | null
  school_urn: number | null
  owed_by: string | null
  ended_how: string | null
  /** A clock stops for a coded reason only. */
  stopped_because: string | null
  field_class: Generated<string>
  /** From this day until it is due, others than who owes it are warned of it, by its rule. Null where nobody else is warned. */
  warn_on: Day | null
}

export interface ChildFlagTable {
  authority_id: string
  id: Generated<string>
  person_id: string
  sealed: Generated<boolean>
  rule: string
  starts_on: Day
  ends_on: Day | null
  because: string
  field_class: string
  fact_ids: string[]
}

export interface ChildGroupTable {
  authority_id: string
  person_id: string
  sealed: Generated<boolean>
  group_code: string
  starts_on: Day
  ends_on: Day | null
  /** A bit for each sight that finds the child there: whoever may not be shown why is not told that. */
  sights: number
  /** The state of those days; none for a child who is not ours. */
  state: string
  /** Of groups that ask where the school is. */
  school_urn: number | null
}

export interface ChildMovementTable {
  authority_id: string
  day: Day
  state: string
  school_urn: number | null
  sealed: boolean
  change: number
  recorded_at: Generated<Date>
}

export interface ChildNameTable {
  authority_id: string
  person_id: string
  sealed: Generated<boolean>
  part: string
  token: string
  kind: string
  /** Only a protected source says so. */
  guarded: boolean
  /** A hash of the names that it was made from: while it stays, nothing is written. */
  made_from: string
}

export interface ChildPinTable {
  authority_id: string
  account_id: string
  person_id: string
  sealed: Generated<boolean>
  pinned_at: Generated<Date>
}

export interface ChildReachTable {
  authority_id: string
  person_id: string
  sealed: Generated<boolean>
  reach_key: string
  starts_on: Day
  ends_on: Day | null
  /** What made it: enrolment, or the case that involves the team. Each maker replaces only its own. */
  made_by: string
}

export interface ChildStateTable {
  authority_id: string
  person_id: string
  sealed: Generated<boolean>
  starts_on: Day
  ends_on: Day | null
  during: GeneratedAlways<string>
  state: string
  school_urn: number | null
  in_area: boolean
  weekly_hours: number | null
  because: string
  citations: string[]
  fact_ids: string[]
}

export interface ChildSummaryTable {
  authority_id: string
  person_id: string
  sealed: Generated<boolean>
  forename: string
  surname: string
  known_as: string
  forename_key: string
  surname_key: string
  born_on: Day | null
  sex: string
  upn: string | null
  next_look_on: Day | null
  evaluated_at: Generated<Date>
  /** The name of the rules that the child was last worked out under (src/rulebook/rules-version.ts). */
  rules_version: Generated<string>
}

export interface ChildSuspenseTable {
  authority_id: string
  person_id: string
  sealed: Generated<boolean>
  starts_on: Day
  ends_on: Day | null
  during: GeneratedAlways<string>
  account: string
  /** The first day of the unbroken run in the state: the age of what is in suspense counts from it. */
  since: Day
}

export interface CircumstanceFactTable {
  authority_id: string
  id: Generated<string>
  record_id: string
  starts_on: Day
  ends_on: Day | null
  source: string
  import_id: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
  retracted_at: Date | null
  retracted_by: string | null
  sealed: Generated<boolean>
  /** What the council decided or accepted: stuck is RAG1's "unable to progress", a recorded decision with date and author; concern_high and concern_medium are the second scale (RAG5). */
  kind: string
  detail: string | null
  case_id: string | null
  recorded_because: string | null
  /** The first five: it was never true, so that a list that says it again is not believed. */
  retracted_reason: string | null
  retracted_because: string | null
  /** The fact that this one was recorded in place of: its correction, its end, or the same believed again. */
  instead_of: string | null
  /** The list that put an end to believing it. Null when a person did, or a list of before. */
  retracted_import_id: string | null
}

export interface ContactFactTable {
  authority_id: string
  id: Generated<string>
  record_id: string
  starts_on: Day
  ends_on: Day | null
  source: string
  import_id: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
  retracted_at: Date | null
  retracted_by: string | null
  sealed: Generated<boolean>
  name: string | null
  relationship: string | null
  phone: string | null
  email: string | null
  recorded_because: string | null
  /** The first five: it was never true, so that a list that says it again is not believed. */
  retracted_reason: string | null
  retracted_because: string | null
  /** The fact that this one was recorded in place of: its correction, its end, or the same believed again. */
  instead_of: string | null
  /** The list that put an end to believing it. Null when a person did, or a list of before. */
  retracted_import_id: string | null
}

export interface CouncilCaseTable {
  authority_id: string
  id: Generated<string>
  person_id: string
  sealed: Generated<boolean>
  reference: string
  kind: string
  opened_on: Day
  opened_by: string
  opened_because: string
  lead_team_id: string
  lead_account_id: string | null
  closed_on: Day | null
  closed_by: string | null
  closing_reason: string | null
  closing_evidence: string | null
  closing_file_id: string | null
  version: Generated<number>
}

export interface CouncilKeyTable {
  authority_id: string
  id: Generated<string>
  public_key: Buffer
  secret: Buffer
  fingerprint: string
  made_on: Day
  made_by: string
  ended_on: Day | null
  ended_by: string | null
}

export interface DatabaseEraTable {
  era: number
  began_at: Generated<Date>
  because: string
}

export interface DelegationTable {
  authority_id: string
  id: Generated<string>
  account_id: string
  power: string
  starts_on: Day
  ends_on: Day | null
  because: string
  given_by: string
  given_at: Generated<Date>
  ended_by: string | null
  ended_because: string | null
}

export interface DocumentTable {
  authority_id: string
  id: Generated<string>
  person_id: string
  sealed: Generated<boolean>
  file_id: string
  kind: string
  title: string
  dated_on: Day
  field_class: string
  added_by: string
  added_at: Generated<Date>
  withdrawn_by: string | null
  withdrawn_at: Date | null
  withdrawn_because: string | null
}

export interface EnrolmentFactTable {
  authority_id: string
  id: Generated<string>
  record_id: string
  starts_on: Day
  ends_on: Day | null
  source: string
  import_id: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
  retracted_at: Date | null
  retracted_by: string | null
  sealed: Generated<boolean>
  /** Null when the list does not say which school: the child is on a roll, the school is not named. */
  school_urn: number | null
  in_area: boolean
  sector: string
  /** C single, M main, S subsidiary, G guest, F FE college, O other provider: rulebook 11.5. */
  status: Generated<string>
  year_group: string | null
  weekly_hours: number | null
  ended_because: string | null
  recorded_because: string | null
  /** The first five: it was never true, so that a list that says it again is not believed. */
  retracted_reason: string | null
  retracted_because: string | null
  /** The fact that this one was recorded in place of: its correction, its end, or the same believed again. */
  instead_of: string | null
  /** The list that put an end to believing it. Null when a person did, or a list of before. */
  retracted_import_id: string | null
}

export interface FileTable {
  authority_id: string
  id: Generated<string>
  name: string
  media_type: string
  size: number
  /** Of the whole content, as it came. */
  sha256: string
  kind: string
  person_id: string | null
  sealed: Generated<boolean>
  added_by: string | null
  added_at: Generated<Date>
  /** Of a document: who may open it. The same as the document's own, by foreign key. */
  field_class: string | null
}

export interface FileChunkTable {
  authority_id: string
  file_id: string
  number: number
  bytes: Buffer
}

export interface GlassTryTable {
  authority_id: string
  id: Generated<string>
  account_id: string
  tried_at: Generated<Date>
  reason_code: string
  reason: string
  person_id: string | null
  until: Date | null
}

export interface GroupCountTable {
  authority_id: string
  group_code: string
  day: Day
  sights: number
  state: string
  school_urn: number | null
  change: number
}

export interface GroupMoveTable {
  authority_id: string
  id: Generated<string>
  kind: string
  from_urns: number[]
  to_urn: number
  year_group: string | null
  moves_on: Day
  state: Generated<string>
  version: Generated<number>
  asked_by: string
  asked_at: Generated<Date>
  confirmed_by: string | null
  confirmed_at: Date | null
  undone_by: string | null
  undone_at: Date | null
  undone_because: string | null
}

export interface GroupMoveChildTable {
  authority_id: string
  move_id: string
  person_id: string
  sealed: Generated<boolean>
  outcome: string
  because: string | null
  retracted: Generated<string[]>
  added: Generated<string[]>
  /** The records touched, each with the day of its newest list as it stood before. */
  records: ColumnType<unknown, string | undefined, string>
  done_at: Generated<Date>
  /** Kept: something was recorded since, so that a person decides. */
  undo: string | null
  undone_at: Date | null
}

export interface HappeningFactTable {
  authority_id: string
  id: Generated<string>
  record_id: string
  starts_on: Day
  ends_on: Day | null
  source: string
  import_id: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
  retracted_at: Date | null
  retracted_by: string | null
  sealed: Generated<boolean>
  /** A code of src/rulebook/happenings.ts, which says with it which class it is of. */
  kind: string
  field_class: string
  school_urn: number | null
  /** Of a suspension: half days. */
  sessions: number | null
  /** The happening that this one answers, where that was said; else the engine takes the first that waits for one. */
  answers: string | null
  note: string | null
  recorded_because: string | null
  /** The first five: it was never true, so that a list that says it again is not believed. */
  retracted_reason: string | null
  retracted_because: string | null
  /** The fact that this one was recorded in place of: its correction, its end, or the same believed again. */
  instead_of: string | null
  /** The list that put an end to believing it. Null when a person did, or a list of before. */
  retracted_import_id: string | null
}

export interface IdentifierFactTable {
  authority_id: string
  id: Generated<string>
  record_id: string
  starts_on: Day
  ends_on: Day | null
  source: string
  import_id: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
  retracted_at: Date | null
  retracted_by: string | null
  sealed: Generated<boolean>
  kind: string
  value: string
  /** Why the value does not check (a wrong check letter, say). It is kept as it came. */
  problem: string | null
  recorded_because: string | null
  /** The first five: it was never true, so that a list that says it again is not believed. */
  retracted_reason: string | null
  retracted_because: string | null
  /** The fact that this one was recorded in place of: its correction, its end, or the same believed again. */
  instead_of: string | null
  /** The list that put an end to believing it. Null when a person did, or a list of before. */
  retracted_import_id: string | null
}

export interface ImportTable {
  authority_id: string
  id: Generated<string>
  source_id: string
  file_id: string
  addresses_file_id: string | null
  /** The day on which the list was true, not the day on which it came. */
  as_at: Day
  /** When all its rows are of one school and do not say so themselves. */
  school_urn: number | null
  format: string | null
  headers: string[] | null
  mapping: ColumnType<unknown | null, string | undefined, string>
  state: Generated<string>
  refusal: string | null
  rows_read: Generated<number>
  rows_refused: Generated<number>
  rows_flagged: Generated<number>
  rows_new: Generated<number>
  rows_matched: Generated<number>
  rows_changed: Generated<number>
  rows_ambiguous: Generated<number>
  missing: Generated<number>
  rows_committed: Generated<number>
  version: Generated<number>
  brought_by: string | null
  brought_at: Generated<Date>
  committed_by: string | null
  committed_at: Date | null
  /** What the cells of its rows are called, in their order. Null while no row of it was read since there were such names. */
  row_names: string[] | null
  /** The schools that its rows name, each once: school_urn and school_laestab as they were read. Null of a list that was checked before they were kept. */
  schools_named: ColumnType<unknown | null, string | undefined, string>
  /** A short name of all that the meaning of its rows depends on besides their cells: columns, kind of list, schools as the register had them. */
  reading: string | null
  /** The sheets of a workbook, in its order; sheet is the one that is read. */
  sheets: string[] | null
  sheet: string | null
  /** What to know of the file, in sentences: its encoding, and columns that are not as they were on the list before. Nothing of a child. */
  notes: Generated<string[]>
  /** Columns whose days are written month first, as in America: none of them can be read as days. */
  month_first: Generated<string[]>
  came_by: Generated<string>
  undone_by: string | null
  undone_at: Date | null
  undone_because: string | null
  /** What it put an end to is known. False of lists that were committed before that was kept. */
  undoable: Generated<boolean>
  /** Why the list is held back, in sentences: found when it was checked, beside the lists of its source before it. */
  held: Generated<string[]>
  released_by: string | null
  /** Why it was committed although it was held back. */
  released_because: string | null
  /** When its preview was made: what another list has made known since is looked at again. */
  checked_at: Date | null
  /** Model, thresholds and number of children that undecided rows were weighed with when the list was last checked. */
  weighed_with: ColumnType<unknown | null, string | undefined, string>
}

export interface ImportAgainTable {
  authority_id: string
  import_id: string
  first_line: number
  last_line: number
  lines: number[]
  record_ids: string[]
  kept_import_ids: string[]
  kept_lines: number[]
  committed_at: Date | null
}

export interface ImportMatchTable {
  authority_id: string
  import_id: string
  line: number
  person_id: string
  record_id: string | null
  sealed: Generated<boolean>
  matched_on: string
}

export interface ImportMissingTable {
  authority_id: string
  import_id: string
  record_id: string
  person_id: string
  sealed: Generated<boolean>
  last_on: Day
  elsewhere: Generated<boolean>
}

export interface ImportRowTable {
  authority_id: string
  import_id: string
  line: number
  /** The row as it came: its cells in the order of import.row_names, null where it has none. An object of names and cells in lists of before. */
  raw: ColumnType<unknown, string, string>
  /** The row as it was read: the fields of a child, normalised, without those that it leaves empty. Null when it could not be read, and of a row that says again what its source said before (said is not null): its cells are read again. */
  row: ColumnType<unknown | null, string | undefined, string>
  /** What is wrong: column, field, severity (refused or flagged) and a sentence. */
  problems: ColumnType<unknown, string | undefined, string>
  refused: Generated<boolean>
  outcome: string | null
  because: string | null
  candidates: Generated<string[]>
  /** An earlier line of the same list that is of the same child. */
  same_as_line: number | null
  decision: string | null
  decided_person_id: string | null
  decided_by: string | null
  decided_at: Date | null
  /** The record that the row was committed to; while it waits, the record of which it says again what is held. */
  record_id: string | null
  sealed: Generated<boolean>
  committed_at: Date | null
  /** As record.said, of this row. */
  said: string | null
  /** As record.cells, of this row. */
  cells: string | null
}

export interface ImportUndoLeftTable {
  authority_id: string
  import_id: string
  record_id: string
  person_id: string
  sealed: Generated<boolean>
  kind: string
}

export interface JobTable {
  authority_id: string
  id: Generated<string>
  kind: string
  title: string
  /** What the work is about (an import, say): job data holds ids only. */
  subject_id: string | null
  state: Generated<string>
  done: Generated<number>
  total: number | null
  /** How far it is, in words with counts, never with a child's data. */
  sentence: Generated<string>
  cancel_asked: Generated<boolean>
  asked_by: string | null
  asked_at: Generated<Date>
  started_at: Date | null
  finished_at: Date | null
  attempts: Generated<number>
}

export interface JoinDecisionTable {
  authority_id: string
  id: Generated<string>
  kind: string
  low_id: string
  low_sealed: boolean
  high_id: string
  high_sealed: boolean
  /** Of a join: the child that the other's records, cases and documents went to. */
  kept_id: string
  because: string
  pair_id: string | null
  of_decision: string | null
  widens: Generated<string[]>
  /** Of a join: the seals of both, and the hashes of their facts with links and of their states, as they stood before. */
  before: ColumnType<unknown, string | undefined, string>
  /** Of children kept apart: hashes of the identifiers that both bore. Another one that both bear makes the pair worth another look. */
  shared: Generated<string[]>
  /** Of a join taken back: whether the states are those of before to the letter. The facts and links always are. */
  exactly: boolean | null
  /** Null where the run decided that found the pair. */
  decided_by: string | null
  decided_at: Generated<Date>
  read_first_by: string | null
  ended_at: Date | null
  ended_by: string | null
}

export interface JoinDecisionRecordTable {
  authority_id: string
  decision_id: string
  record_id: string
  sealed: boolean
  from_id: string
  to_id: string
  /** Why it was held to be of the child that it was of before: comes back when the decision is taken back. */
  link_id: string | null
}

export interface JoinDecisionThingTable {
  authority_id: string
  decision_id: string
  thing: string
  from_id: string
  to_id: string
}

export interface LadderStepTable {
  authority_id: string
  id: Generated<string>
  case_id: string
  person_id: string
  sealed: Generated<boolean>
  level: number
  days_run_out_on: Day | null
  judged: ColumnType<unknown, string, string>
  summary: string
  proposed_on: Day
  proposed_by: string
  answer: string | null
  answer_text: string | null
  answered_on: Day | null
  answered_by: string | null
  withdrawn_on: Day | null
  withdrawn_by: string | null
  withdrawn_because: string | null
}

export interface LedgerBalanceTable {
  authority_id: string
  id: Generated<string>
  day: Day
  counted_at: Generated<Date>
  /** Null for the count of every night. */
  asked_by: string | null
  by_facts: number
  by_states: number
  facts_without_state: number
  state_without_facts: number
  /** By how many children the book and the states differ on the day, all states added up. */
  book_apart: number
  sealed_children: number
  /** Sealed children on one side only: how many, and to those named on the seal also who. */
  sealed_apart: number
  two_states: Generated<number>
  /** In a state on the day of which no fact that it names is believed and holds. */
  without_cause: Generated<number>
  /** Without education and in no suspense account, or in one with education. */
  account_apart: Generated<number>
  /** By how many children the registers as they are kept differ from the facts on the day, all groups added up. */
  groups_apart: Generated<number>
}

export interface LedgerBalanceChildTable {
  authority_id: string
  balance_id: string
  person_id: string
  sealed: boolean
  side: string
}

export interface LedgerMoveTable {
  authority_id: string
  day: Day
  /** A state, or none for a child who was not ours the day before; to_state is none for one who is ours no longer. */
  from_state: string
  to_state: string
  sealed: boolean
  change: number
}

export interface LedgerOwnerTable {
  authority_id: string
  id: Generated<string>
  what: string
  code: string
  team_id: string
  account_id: string | null
  starts_on: Day
  ends_on: Day | null
  because: string
  set_by: string
  set_at: Generated<Date>
  /** When another owner was named for the same days: it is kept, and no longer so. */
  retracted_at: Date | null
  retracted_by: string | null
}

export interface LedgerTallyTable {
  authority_id: string
  balance_id: string
  what: string
  /** A source, a year group, a postcode district, or a group of schools. */
  key: string
  part: string
  children: number
}

export interface MailMessageTable {
  authority_id: string
  id: Generated<string>
  /** What the message is, in the words of whoever asked: the same key is never queued twice. */
  once_key: string
  /** Who answers for it, and is shown what became of it. */
  asked_by: string
  asked_at: Generated<Date>
  to_address: string
  reply_to: string | null
  subject: string
  body: string
  file_ids: Generated<string[]>
  /** uncertain: it may have been sent, and is not sent again until a person has said so. kept: no way of sending is set up. */
  state: Generated<string>
  tries: Generated<number>
  next_try_at: Generated<Date>
  claimed_at: Date | null
  claimed_job: string | null
  ended_at: Date | null
  /** What became of the last try, for whoever asked. */
  sentence: Generated<string>
  provider: string | null
  provider_reference: string | null
  /** What the provider says of it after it was taken. Over SMTP nobody says. */
  delivery: Generated<string>
}

export interface MatchPairTable {
  authority_id: string
  id: Generated<string>
  run_id: string
  low_id: string
  low_sealed: boolean
  high_id: string
  high_sealed: boolean
  low_record_id: string
  high_record_id: string
  probability: number
  weight: number
  evidence: ColumnType<unknown, string, string>
  because: string
  outcome: string
  /** gone: one of the two is no child of its own any more. */
  state: Generated<string>
  /** How many records hang on the two: how much a wrong answer would spoil. */
  lists: number
  /** When it was drawn to be read whatever the run held of it, so that precision and recall can be estimated. */
  sampled_on: Day | null
  version: Generated<number>
  made_at: Generated<Date>
  settled_at: Date | null
  /** Certain, and yet for a person to weigh: two open cases, relatives, both on one list. */
  left_to_people: Generated<boolean>
}

export interface MatchReadingTable {
  authority_id: string
  id: Generated<string>
  pair_id: string
  low_id: string
  low_sealed: boolean
  high_id: string
  high_sealed: boolean
  verdict: string
  because: string
  read_by: string
  read_at: Generated<Date>
  withdrawn_at: Date | null
}

export interface MatchRunTable {
  authority_id: string
  id: Generated<string>
  kind: string
  model: ColumnType<unknown, string, string>
  model_version: string
  review_from: number
  match_from: number
  as_at: Day
  figures: ColumnType<unknown, string | undefined, string>
  began_by: string | null
  began_at: Generated<Date>
  ended_at: Date | null
}

export interface MembershipTable {
  authority_id: string
  id: Generated<string>
  account_id: string
  organisation_id: string
  role: string
  starts_on: Day
  ends_on: Day | null
}

export interface MigrationTable {
  number: number
  name: string
  checksum: string
  applied_at: Generated<Date>
}

export interface MissingStepTable {
  authority_id: string
  id: Generated<string>
  import_id: string
  record_id: string
  person_id: string
  sealed: Generated<boolean>
  step: string
  account_id: string | null
  reason: string | null
  note: string
  said_by: string
  said_at: Generated<Date>
}

export interface NameFactTable {
  authority_id: string
  id: Generated<string>
  record_id: string
  starts_on: Day
  ends_on: Day | null
  source: string
  import_id: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
  retracted_at: Date | null
  retracted_by: string | null
  sealed: Generated<boolean>
  kind: string
  forename: string
  middle_names: string | null
  surname: string
  forename_key: string
  surname_key: string
  during: GeneratedAlways<string | null>
  recorded_because: string | null
  /** The first five: it was never true, so that a list that says it again is not believed. */
  retracted_reason: string | null
  retracted_because: string | null
  /** The fact that this one was recorded in place of: its correction, its end, or the same believed again. */
  instead_of: string | null
  /** The list that put an end to believing it. Null when a person did, or a list of before. */
  retracted_import_id: string | null
}

export interface NameTokenTable {
  authority_id: string
  token: string
  /** Keys under which spellings of one name agree: src/rulebook/sound-key.ts. */
  sounds: string[]
  /** The token, and what is left of it without one letter or two: words within so many edits share one. src/rulebook/near-spellings.ts. */
  near: string[]
}

export interface NeedFactTable {
  authority_id: string
  id: Generated<string>
  record_id: string
  starts_on: Day
  ends_on: Day | null
  source: string
  import_id: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
  retracted_at: Date | null
  retracted_by: string | null
  sealed: Generated<boolean>
  kind: string
  /** The class of the kind, by foreign key: no row can be shown to more people than its kind allows. */
  field_class: string
  detail: string | null
  evidence: string
  document_id: string | null
  review_on: Day | null
  recorded_because: string | null
  /** The first five: it was never true, so that a list that says it again is not believed. */
  retracted_reason: string | null
  retracted_because: string | null
  /** The fact that this one was recorded in place of: its correction, its end, or the same believed again. */
  instead_of: string | null
  /** The list that put an end to believing it. Null when a person did, or a list of before. */
  retracted_import_id: string | null
}

export interface NeedKindTable {
  code: string
  field_class: string
}

export interface NeverJoinTable {
  authority_id: string
  id: Generated<string>
  kind: string
  one_id: string
  one_sealed: boolean
  other_id: string
  other_sealed: boolean
  because: string
  made_by: string
  made_at: Generated<Date>
  lifted_by: string | null
  lifted_at: Date | null
  lifted_because: string | null
}

export interface NeverJoinRecordTable {
  authority_id: string
  never_join_id: string
  record_id: string
  sealed: boolean
  side: string
}

export interface NoticeTable {
  authority_id: string
  id: Generated<string>
  account_id: string
  kind: string
  person_id: string | null
  sealed: Generated<boolean>
  /** What happened, without a name or another datum of a child: the link leads to who it is about, for whom may see. */
  text: string
  href: string | null
  /** What must be told once only: the same key for the same account is not told again. */
  key: string | null
  made_at: Generated<Date>
  read_at: Date | null
}

export interface OrganisationTable {
  authority_id: string
  id: Generated<string>
  kind: string
  /** For a council team its code in the routing table (source 004, Appendix D); for others a short unique word. */
  code: string
  name: string
  school_urn: number | null
  closed_at: Date | null
}

export interface OtherCouncilTable {
  authority_id: string
  id: Generated<string>
  code: string
  name: string
  public_key: Buffer
  fingerprint: string
  checked_how: string
  checked_on: Day
  checked_by: string
  ended_on: Day | null
  ended_by: string | null
  ended_because: string | null
}

export interface OwnKindTable {
  authority_id: string
  id: Generated<string>
  /** What presence makes of a child, and who may read it. Never changed: what lists said would mean something else afterwards. */
  base: string
  name: string
  presence_means: string
  absence_means: string
  expected: Generated<string[]>
  needed: Generated<string[]>
  version: Generated<number>
  /** No new source is of it from then on; what came stays. */
  stopped_at: Date | null
  made_at: Generated<Date>
  made_by: string | null
}

export interface OwnKindChangeTable {
  authority_id: string
  id: Generated<string>
  own_kind_id: string
  version: number
  what: string
  name: string
  presence_means: string
  absence_means: string
  expected: string[]
  needed: string[]
  changed_at: Generated<Date>
  changed_by: string | null
}

export interface PacketTable {
  authority_id: string
  id: Generated<string>
  travels_as: string
  answers: string | null
  other_id: string
  direction: string
  kind: string
  case_id: string | null
  person_id: string | null
  sealed: Generated<boolean>
  body: ColumnType<unknown, string, string>
  text: string
  made_on: Day
  due_on: Day | null
  answer: string | null
  recorded_by: string
  recorded_on: Day
}

export interface PanelCommitmentTable {
  authority_id: string
  decision_id: string
  series_id: string
  from_on: Day
  until_on: Day
  weekly_pence: number
  withdrawn_on: Day | null
}

export interface PanelConflictTable {
  authority_id: string
  item_id: string
  account_id: string
  kind: string
  declared_on: Day
}

export interface PanelDecisionTable {
  authority_id: string
  id: Generated<string>
  item_id: string
  kind: string
  text: string
  provider: string | null
  weekly_hours: number | null
  weekly_pence: number | null
  until_on: Day | null
  return_on: Day | null
  decided_on: Day
  recorded_by: string
  how_made: Generated<string>
  made_because: string | null
  from_on: Day | null
  ratified_on: Day | null
  ratified_by: string | null
  withdrawn_on: Day | null
  withdrawn_by: string | null
  withdrawn_because: string | null
}

export interface PanelItemTable {
  authority_id: string
  id: Generated<string>
  meeting_id: string
  case_id: string
  place: number
  why: string
  because: string
  state: Generated<string>
  deferred_because: string | null
  version: Generated<number>
  added_on: Day
}

export interface PanelMeetingTable {
  authority_id: string
  id: Generated<string>
  series_id: string
  meets_on: Day
  cancelled_because: string | null
  item_order: Generated<string>
}

export interface PanelMemberTable {
  authority_id: string
  id: Generated<string>
  series_id: string
  account_id: string
  seat: string
  starts_on: Day
  ends_on: Day | null
  speaks_for: string | null
}

export interface PanelMinuteTable {
  authority_id: string
  id: Generated<string>
  item_id: string
  number: number
  text: string
  version: Generated<number>
  written_by: string
  approved_by: string | null
  approved_on: Day | null
}

export interface PanelPackTable {
  authority_id: string
  id: Generated<string>
  meeting_id: string
  published_at: Generated<Date>
  published_by: string
  withdrawn_at: Date | null
  withdrawn_by: string | null
  withdrawn_because: string | null
}

export interface PanelPackCopyTable {
  authority_id: string
  pack_id: string
  account_id: string
  number: number
}

export interface PanelPackOpeningTable {
  authority_id: string
  id: Generated<string>
  pack_id: string
  account_id: string
  /** The member whose copy it is, or who runs the meeting and prints it for them. */
  opened_by: string
  opened_at: Generated<Date>
}

export interface PanelPresentTable {
  authority_id: string
  meeting_id: string
  account_id: string
  how: string
  /** Who came instead, and sees what stands before this one meeting. */
  substitute_id: string | null
}

export interface PanelSeriesTable {
  authority_id: string
  id: Generated<string>
  body: string | null
  title: string
  purpose: string
  chair: string | null
  every: string
  count: number
  first_on: Day
  entry: string
  begun_by: string
  /** How many people must be there; null where nobody has said, and then every meeting has it. */
  quorum: number | null
  quorum_chair: Generated<boolean>
  /** For which services somebody must be there, as members speak for them. */
  quorum_of: Generated<string[]>
  may_decide: Generated<string[]>
  /** What it may commit in a financial year, April to March. */
  yearly_budget_pence: number | null
  ended_on: Day | null
  ended_because: string | null
  version: Generated<number>
}

export interface PermissionTable {
  code: string
  label: string
}

export interface PersonTable {
  authority_id: string
  id: Generated<string>
  /** A sealed record does not exist for anyone not named on it. Every row about the child carries the same flag by foreign key, so that sealing is one change. */
  sealed: Generated<boolean>
  /** Goes up with every change: a form drawn before it is stale. */
  version: Generated<number>
  made_at: Generated<Date>
  /** The child that this one was found to be. Whoever has it holds no record: all are the other's. */
  joined_into: string | null
}

export interface PickUpTable {
  authority_id: string
  id: Generated<string>
  source_id: string
  place: string
  /** Of a folder: within the one that the operator allows. On a server: as the server names it. */
  folder: string
  pattern: string
  host: string | null
  port: number | null
  login: string | null
  /** SHA-256 of the key of the server, as ssh-keygen shows it. A server with another is not spoken to. */
  host_key: string | null
  /** The password, encrypted under a key that is not in the database. */
  secret: Buffer | null
  /** On what day a list that is picked up was true: when its file was last changed, the day in its name, or the day on which it is picked up. */
  true_on: string
  every: string
  hour: number
  /** 1 is Monday; of a weekly pick-up. */
  weekday: number
  next_at: Date
  version: Generated<number>
  paused_at: Date | null
  ended_at: Date | null
  made_at: Generated<Date>
  made_by: string | null
  last_at: Date | null
  last_outcome: string | null
  last_sentence: string | null
}

export interface PickedFileTable {
  authority_id: string
  id: Generated<string>
  pick_up_id: string
  name: string
  size: number
  changed_at: Date
  outcome: string
  sentence: string
  import_id: string | null
  picked_at: Generated<Date>
}

export interface PolicyPreviewTable {
  authority_id: string
  id: Generated<string>
  pack: string
  overrides: ColumnType<unknown, string, string>
  starts_on: Day
  reason: string
  /** The decisions that stood when it was asked for: what it changes is told against these. */
  rests_on: string
  asked_by: string
  asked_at: Generated<Date>
}

export interface PolicyPreviewChildTable {
  authority_id: string
  preview_id: string
  person_id: string
  sealed: boolean
  what: string
  before: string
  after: string
}

export interface PolicyPreviewResultTable {
  authority_id: string
  preview_id: string
  /** The day on which both policies were compared: the first of the new one, or that of the count if that is later. */
  on_day: Day
  counted_at: Generated<Date>
  children: number
  touched: number
  /** What changes, from what to what, and for how many. */
  counts: ColumnType<unknown, string, string>
}

export interface ProfessionalFactTable {
  authority_id: string
  id: Generated<string>
  record_id: string
  starts_on: Day
  ends_on: Day | null
  source: string
  import_id: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
  retracted_at: Date | null
  retracted_by: string | null
  sealed: Generated<boolean>
  role: string
  name: string
  organisation: string | null
  phone: string | null
  email: string | null
  note: string | null
  recorded_because: string | null
  /** The first five: it was never true, so that a list that says it again is not believed. */
  retracted_reason: string | null
  retracted_because: string | null
  /** The fact that this one was recorded in place of: its correction, its end, or the same believed again. */
  instead_of: string | null
  /** The list that put an end to believing it. Null when a person did, or a list of before. */
  retracted_import_id: string | null
}

export interface ProvisionFactTable {
  authority_id: string
  id: Generated<string>
  record_id: string
  starts_on: Day
  ends_on: Day | null
  source: string
  import_id: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
  retracted_at: Date | null
  retracted_by: string | null
  sealed: Generated<boolean>
  kind: string
  weekly_hours: number | null
  provider: string | null
  school_urn: number | null
  note: string | null
  /** The hours are the sum of a drawn week. */
  hours_from_week: Generated<boolean>
  /** The hours as they stood before a week was drawn: what holds again when the week was never true. */
  hours_before_week: number | null
  recorded_because: string | null
  /** The first five: it was never true, so that a list that says it again is not believed. */
  retracted_reason: string | null
  retracted_because: string | null
  /** The fact that this one was recorded in place of: its correction, its end, or the same believed again. */
  instead_of: string | null
  /** The list that put an end to believing it. Null when a person did, or a list of before. */
  retracted_import_id: string | null
}

export interface RecordTable {
  authority_id: string
  id: Generated<string>
  person_id: string
  sealed: Generated<boolean>
  /** Null for the council's own record of a person, on which officers' work is written. */
  source_id: string | null
  source: string
  source_key: string | null
  /** The school whose roll says it: its staff keep their own history of a child who left. */
  school_urn: number | null
  /** The day of the newest list of this source that held the child. */
  last_on: Day | null
  made_at: Generated<Date>
  made_by: string | null
  /** The first half of the SHA-256 of what the newest row of this source said, as it was read. Null when nobody can say that the facts of the record are still that row's. */
  said: string | null
  /** The first half of the SHA-256 of the cells of the newest row of this source, as they came. Null when a row with the same cells must be read all the same. */
  cells: string | null
  /** The list in which those cells are kept. */
  kept_import_id: string | null
  kept_line: number | null
  /** The decision since which officers write on another council record of the child; what stands on this one holds on. */
  closed_by: string | null
}

export interface RecordLinkTable {
  authority_id: string
  id: Generated<string>
  record_id: string
  person_id: string
  sealed: Generated<boolean>
  because: string
  decided_by: string | null
  decided_at: Generated<Date>
  undone_by: string | null
  undone_at: Date | null
  decision_id: string | null
}

export interface RecountTable {
  authority_id: string
  id: Generated<string>
  on_day: Day
  /** Whose evening the belief is of; null for what was held true when it was asked for. */
  known_on: Day | null
  /** Facts recorded by this instant and not retracted by it. Of what was held true when it was asked for, that instant. */
  known_at: Date
  /** What is counted beside the states, which are always counted: a child is ours who has one. */
  counts: string[]
  school_urn: number | null
  compulsory_age: boolean
  /** One definition, or two side by side: the name of a policy that comes with the product, or own. */
  policies: string[]
  /** What each definition said, in words: two that differ in a number never say the same. */
  policy_versions: string[]
  rules_version: string
  calendars_version: string
  asked_by: string | null
  asked_at: Generated<Date>
  /** The last person whom the work has looked at, in the order of ids: where it goes on. */
  reached: string | null
  looked_at: Generated<number>
  /** Children who are ours on the day and not sealed. */
  children: Generated<number>
  /** Null of one school: that a sealed child is there is told to nobody. */
  sealed_children: Generated<number | null>
  /** Null while it is being counted. From then on nothing of it changes but by a seal. */
  counted_at: Date | null
}

export interface RecountChildTable {
  authority_id: string
  recount_id: string
  cell: number
  person_id: string
  sealed: boolean
  field_class: string
  /** 1: by the first definition only; 2: by the second only; 3: by both. */
  sides: number
}

export interface RecountCountTable {
  authority_id: string
  recount_id: string
  cell: number
  what: string
  /** A state, a band, or the rule of a clock or flag; status: of a clock, on the day. */
  key: string
  status: Generated<string>
  field_class: string
  first_only: Generated<number>
  second_only: Generated<number>
  both_sides: Generated<number>
}

export interface ReferralTable {
  authority_id: string
  id: Generated<string>
  reference: string
  referred_as: string
  referred_by: string | null
  organisation_id: string | null
  /** The school or team that referred, which sees what it sent and what became of it. */
  reach_key: string | null
  received_on: Day
  received_at: Generated<Date>
  answer: string
  groups: Generated<string[]>
  /** Where it goes first, by its code in the routing table (src/rulebook/first-route.ts). */
  team: string
  other_teams: Generated<string[]>
  forename: string
  surname: string
  /** The parts of the name, folded and in order: referrals about one child are found by it. */
  name_key: string
  born_on: Day | null
  age: string | null
  address: string | null
  postcode: string | null
  school: string | null
  social_care: string
  concern: string
  last_seen: string | null
  referrer_name: string | null
  referrer_relation: string | null
  referrer_contact: string | null
  safe_contact: string | null
  state: Generated<string>
  taken_by: string | null
  taken_on: Day | null
  outcome: string | null
  refused_because: string | null
  finished_on: Day | null
  person_id: string | null
  /** Whom the officer named. person_id is whoever holds that child's records now. */
  named_person_id: string | null
  sealed: Generated<boolean>
  version: Generated<number>
}

export interface ReferralSlipTable {
  authority_id: string
  reference: string
  /** SHA-256 of the code: the code itself is kept nowhere. */
  code_hash: Buffer
  answers: ColumnType<unknown | null, string | undefined, string>
  referred_as: string
  saved_on: Day
  expires_on: Day
}

export interface ReferralStepTable {
  authority_id: string
  id: Generated<string>
  referral_id: string
  sealed: Generated<boolean>
  kind: string
  note: string
  case_id: string | null
  said_by: string
  said_at: Generated<Date>
}

export interface RegisterChangeTable {
  import_id: string
  urn: number
  /** The column of school; urn for a school that is new, links for links that are. */
  field: string
  kind: string
  before: string | null
  after: string | null
}

export interface RegisterImportTable {
  id: Generated<string>
  kind: string
  /** The day of which the file is: schools that changed did so on it, or at some time since the file before. */
  as_at: Day
  file_name: string | null
  sha256: string
  /** What the file had columns for. An extract says nothing of the others. */
  fields: Generated<string[]>
  brought_at: Generated<Date>
  brought_by: string | null
  brought_for: string | null
  rows_read: number
  rows_added: number
  rows_changed: number
  rows_refused: number
  rows_noted: number
  /** The first two hundred: line, severity and sentence. */
  problems: ColumnType<unknown, string | undefined, string>
}

export interface RelationFactTable {
  authority_id: string
  id: Generated<string>
  record_id: string
  starts_on: Day
  ends_on: Day | null
  source: string
  import_id: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
  retracted_at: Date | null
  retracted_by: string | null
  sealed: Generated<boolean>
  kind: string
  name: string | null
  other_person_id: string | null
  /** The seal of the relative who is a child of ours: it follows theirs by foreign key, so that sealing them takes this row away too. */
  other_sealed: Generated<boolean>
  parental_responsibility: Generated<string>
  /** What shows who has parental responsibility (Children Act 1989 s. 2 to 4ZA): never assumed from the kind of relation. */
  responsibility_because: string | null
  lives_with: Generated<string>
  phone: string | null
  email: string | null
  note: string | null
  recorded_because: string | null
  /** The first five: it was never true, so that a list that says it again is not believed. */
  retracted_reason: string | null
  retracted_because: string | null
  /** The fact that this one was recorded in place of: its correction, its end, or the same believed again. */
  instead_of: string | null
  /** The list that put an end to believing it. Null when a person did, or a list of before. */
  retracted_import_id: string | null
}

export interface RoleTable {
  code: string
  label: string
  organisation_kind: string
  /** Which children the role's function needs: the county's, its own team's, its school's, or figures only. */
  scope: string
  /** The ceiling: identity, address, education, care_status, care_detail, protected. */
  classes: string[]
  first_page: string
  sort: number
}

export interface RolePermissionTable {
  role: string
  permission: string
}

export interface SafeContactFactTable {
  authority_id: string
  id: Generated<string>
  record_id: string
  starts_on: Day
  ends_on: Day | null
  source: string
  import_id: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
  retracted_at: Date | null
  retracted_by: string | null
  sealed: Generated<boolean>
  kind: string
  detail: string | null
  /** Of an interpreter the language, of reading the kind of help: a code of the slice family. */
  code: string | null
  court: string | null
  document_id: string | null
  review_on: Day
  recorded_because: string | null
  /** The first five: it was never true, so that a list that says it again is not believed. */
  retracted_reason: string | null
  retracted_because: string | null
  /** The fact that this one was recorded in place of: its correction, its end, or the same believed again. */
  instead_of: string | null
  /** The list that put an end to believing it. Null when a person did, or a list of before. */
  retracted_import_id: string | null
}

export interface SchoolTable {
  urn: number
  la_code: string | null
  establishment_number: string | null
  laestab: string | null
  name: string
  name_key: string
  type_code: string | null
  type_name: string | null
  type_group: string | null
  status: string
  /** Ours, from the type of establishment: what being on its roll means for a child's state. */
  sector: string
  phase: string | null
  low_age: number | null
  high_age: number | null
  opened_on: Day | null
  closed_on: Day | null
  trust_code: string | null
  trust_name: string | null
  street: string | null
  locality: string | null
  town: string | null
  county: string | null
  postcode: string | null
  ukprn: string | null
  telephone: string | null
  website: string | null
  capacity: number | null
  pupils: number | null
  read_at: Generated<Date>
}

export interface SchoolGroupTable {
  authority_id: string
  id: Generated<string>
  kind: string
  name: string
  name_key: string
  code: string | null
  starts_on: Day
  ends_on: Day | null
  version: Generated<number>
  recorded_at: Generated<Date>
  recorded_by: string | null
  ended_at: Date | null
  ended_by: string | null
  end_reason: string | null
}

export interface SchoolGroupFormerNameTable {
  authority_id: string
  id: Generated<string>
  group_id: string
  name: string
  until_on: Day
  reason: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
}

export interface SchoolGroupMemberTable {
  authority_id: string
  id: Generated<string>
  group_id: string
  kind: string
  school_urn: number
  starts_on: Day
  ends_on: Day | null
  during: GeneratedAlways<string | null>
  reason: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
  ended_at: Date | null
  ended_by: string | null
  end_reason: string | null
  retracted_at: Date | null
  retracted_by: string | null
  retract_reason: string | null
}

export interface SchoolLinkTable {
  urn: number
  link_urn: number
  link_type: string
  established_on: Day | null
}

export interface SchoolOfficerTable {
  authority_id: string
  id: Generated<string>
  role: string
  school_urn: number | null
  group_id: string | null
  trust_code: string | null
  account_id: string | null
  name: string | null
  phone: string | null
  email: string | null
  starts_on: Day
  ends_on: Day | null
  note: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
  ended_at: Date | null
  ended_by: string | null
  end_reason: string | null
  retracted_at: Date | null
  retracted_by: string | null
  retract_reason: string | null
}

export interface SchoolTrustTable {
  urn: number
  starts_on: Day
  ends_on: Day | null
  trust_code: string
  /** The school was in the trust when the register was first read: since when, it does not say. */
  began_before: boolean
  begun_by: string | null
  ended_by: string | null
}

export interface SealTable {
  authority_id: string
  id: Generated<string>
  person_id: string
  reason: string
  review_on: Day
  sealed_by: string
  sealed_at: Generated<Date>
  lifted_by: string | null
  lifted_at: Date | null
  reason_code: Generated<string>
  /** Who answers for the seal: who sealed, or who was handed it. Always named, without an end. */
  owner_id: string
}

export interface SealNameTable {
  authority_id: string
  id: Generated<string>
  person_id: string
  account_id: string
  named_by: string
  named_at: Generated<Date>
  ended_by: string | null
  /** When the seal was lifted: who was named on one seal is not named on the next. */
  ended_at: Date | null
  why: Generated<string>
  /** When the naming ends by itself; null for no end. */
  until: Date | null
  /** Named by opening the sealed record for a reason, and not by the seal's owner: sees, and changes nothing of the seal. */
  glass: Generated<boolean>
}

export interface SealStepTable {
  authority_id: string
  id: Generated<string>
  seal_id: string
  person_id: string
  kind: string
  review_on: Day | null
  to_account: string | null
  because: string
  taken_by: string
  taken_at: Generated<Date>
}

export interface Section_19DecisionTable {
  authority_id: string
  id: Generated<string>
  case_id: string
  person_id: string
  sealed: Generated<boolean>
  appeared_on: Day
  decided_on: Day
  decided_by: string
  delegation_id: string
  provides: boolean
  provider: string | null
  weekly_hours: number | null
  starts_on: Day | null
  last_on: Day | null
  because: string
  letter: string
  made_at: Generated<Date>
}

export interface SingleUseTable {
  authority_id: string
  once: string
  account_id: string
  result: string | null
  used_at: Generated<Date>
}

export interface SourceTable {
  authority_id: string
  id: Generated<string>
  kind: string
  name: string
  /** When every row of this source is of one school. */
  school_urn: number | null
  made_at: Generated<Date>
  made_by: string | null
  /** Of a kind that the authority added: which. */
  own_kind_id: string | null
}

export interface SourceKindTable {
  code: string
  name: string
  /** What those outside the council's casework are told: never "refuge" or "child protection list". */
  shown_as: string
  presence: string
  presence_means: string
  absence_means: string
  protected: Generated<boolean>
  /** Fields without which a row of the list is of little use: a list that has no column for one is told so, and a row that leaves one empty is flagged. */
  needed: Generated<string[]>
  /** Fields that a list of the kind usually has: one without a column for them is told so. */
  expected: Generated<string[]>
  /** Stands for the kinds that authorities add by themselves: each of those is one of these, under a name of its own. */
  own: Generated<boolean>
}

export interface TimetableFactTable {
  authority_id: string
  id: Generated<string>
  record_id: string
  starts_on: Day
  ends_on: Day | null
  source: string
  import_id: string | null
  recorded_at: Generated<Date>
  recorded_by: string | null
  retracted_at: Date | null
  retracted_by: string | null
  sealed: Generated<boolean>
  /** 1 is Monday. */
  weekday: number
  starts_at: string
  ends_at: string
  /** Travel is drawn and counts no hours of education. */
  kind: string
  what: string
  place: string | null
  school_urn: number | null
  /** The provision that the session is part of, as it was believed when the week was drawn: its weekly hours follow from its sessions. */
  provision_id: string | null
  during: GeneratedAlways<string | null>
  minutes: GeneratedAlways<string | null>
  recorded_because: string | null
  /** The first five: it was never true, so that a list that says it again is not believed. */
  retracted_reason: string | null
  retracted_because: string | null
  /** The fact that this one was recorded in place of: its correction, its end, or the same believed again. */
  instead_of: string | null
  /** The list that put an end to believing it. Null when a person did, or a list of before. */
  retracted_import_id: string | null
}

export interface TraceTable {
  authority_id: string
  id: Generated<string>
  case_id: string
  person_id: string
  sealed: Generated<boolean>
  school_urn: number | null
  ground: string | null
  leave_last_on: Day | null
  began_on: Day
  began_by: string
  finding: string | null
  ended_on: Day | null
  ended_by: string | null
  ended_because: string | null
  deleted_on: Day | null
}

export interface TraceCtfTable {
  authority_id: string
  id: Generated<string>
  trace_id: string
  number: number
  name: string
  text: string
  made_on: Day
  made_by: string
}

export interface TraceRegisterTable {
  authority_id: string
  id: Generated<string>
  trace_id: string
  marks: ColumnType<unknown, string, string>
  given_on: Day
  given_by: string
}

export interface TraceRiskTable {
  authority_id: string
  id: Generated<string>
  trace_id: string
  side: string
  step: string
  answer: string
  said: string | null
  asked_on: Day
  asked_by: string
  referred_to: string | null
  referred_on: Day | null
  referred_by: string | null
  reply: string | null
  replied_on: Day | null
  replied_by: string | null
  unlocked_on: Day | null
  unlocked_by: string | null
  delegation_id: string | null
}

export interface TraceSignatureTable {
  authority_id: string
  id: Generated<string>
  trace_id: string
  side: string
  finding: string
  no_good_cause: boolean
  because: string
  signed_on: Day
  signed_by: string
}

export interface TraceStepTable {
  authority_id: string
  id: Generated<string>
  trace_id: string
  risk_id: string
  side: string
  step: string
  happened_on: Day
  asked: string
  said: string
  outcome: string
  settles: boolean
  recorded_by: string
  recorded_at: Generated<Date>
}

export interface TraceVisitTable {
  authority_id: string
  id: Generated<string>
  trace_id: string
  side: string
  address: string
  told: string
  disputed: string | null
  because: string | null
  visitors: string
  planned_on: Day
  made_on: Day
  made_by: string
}

export interface TrustTable {
  code: string
  name: string
}

export interface UploadKeyTable {
  authority_id: string
  id: Generated<string>
  source_id: string
  name: string
  secret_hash: Buffer
  made_at: Generated<Date>
  made_by: string | null
  last_used_at: Date | null
  ended_at: Date | null
  ended_by: string | null
}

export interface Tables {
  account: AccountTable
  account_session: AccountSessionTable
  address_fact: AddressFactTable
  agreed_action: AgreedActionTable
  attendance_fact: AttendanceFactTable
  audit_event: AuditEventTable
  audit_seal: AuditSealTable
  authority: AuthorityTable
  authority_policy: AuthorityPolicyTable
  authority_switch: AuthoritySwitchTable
  birth_fact: BirthFactTable
  calendar_change: CalendarChangeTable
  calendar_change_clock: CalendarChangeClockTable
  calendar_entry: CalendarEntryTable
  calendar_feed: CalendarFeedTable
  case_entry: CaseEntryTable
  child_band: ChildBandTable
  child_clock: ChildClockTable
  child_flag: ChildFlagTable
  child_group: ChildGroupTable
  child_movement: ChildMovementTable
  child_name: ChildNameTable
  child_pin: ChildPinTable
  child_reach: ChildReachTable
  child_state: ChildStateTable
  child_summary: ChildSummaryTable
  child_suspense: ChildSuspenseTable
  circumstance_fact: CircumstanceFactTable
  contact_fact: ContactFactTable
  council_case: CouncilCaseTable
  council_key: CouncilKeyTable
  database_era: DatabaseEraTable
  delegation: DelegationTable
  document: DocumentTable
  enrolment_fact: EnrolmentFactTable
  file: FileTable
  file_chunk: FileChunkTable
  glass_try: GlassTryTable
  group_count: GroupCountTable
  group_move: GroupMoveTable
  group_move_child: GroupMoveChildTable
  happening_fact: HappeningFactTable
  identifier_fact: IdentifierFactTable
  import: ImportTable
  import_again: ImportAgainTable
  import_match: ImportMatchTable
  import_missing: ImportMissingTable
  import_row: ImportRowTable
  import_undo_left: ImportUndoLeftTable
  job: JobTable
  join_decision: JoinDecisionTable
  join_decision_record: JoinDecisionRecordTable
  join_decision_thing: JoinDecisionThingTable
  ladder_step: LadderStepTable
  ledger_balance: LedgerBalanceTable
  ledger_balance_child: LedgerBalanceChildTable
  ledger_move: LedgerMoveTable
  ledger_owner: LedgerOwnerTable
  ledger_tally: LedgerTallyTable
  mail_message: MailMessageTable
  match_pair: MatchPairTable
  match_reading: MatchReadingTable
  match_run: MatchRunTable
  membership: MembershipTable
  migration: MigrationTable
  missing_step: MissingStepTable
  name_fact: NameFactTable
  name_token: NameTokenTable
  need_fact: NeedFactTable
  need_kind: NeedKindTable
  never_join: NeverJoinTable
  never_join_record: NeverJoinRecordTable
  notice: NoticeTable
  organisation: OrganisationTable
  other_council: OtherCouncilTable
  own_kind: OwnKindTable
  own_kind_change: OwnKindChangeTable
  packet: PacketTable
  panel_commitment: PanelCommitmentTable
  panel_conflict: PanelConflictTable
  panel_decision: PanelDecisionTable
  panel_item: PanelItemTable
  panel_meeting: PanelMeetingTable
  panel_member: PanelMemberTable
  panel_minute: PanelMinuteTable
  panel_pack: PanelPackTable
  panel_pack_copy: PanelPackCopyTable
  panel_pack_opening: PanelPackOpeningTable
  panel_present: PanelPresentTable
  panel_series: PanelSeriesTable
  permission: PermissionTable
  person: PersonTable
  pick_up: PickUpTable
  picked_file: PickedFileTable
  policy_preview: PolicyPreviewTable
  policy_preview_child: PolicyPreviewChildTable
  policy_preview_result: PolicyPreviewResultTable
  professional_fact: ProfessionalFactTable
  provision_fact: ProvisionFactTable
  record: RecordTable
  record_link: RecordLinkTable
  recount: RecountTable
  recount_child: RecountChildTable
  recount_count: RecountCountTable
  referral: ReferralTable
  referral_slip: ReferralSlipTable
  referral_step: ReferralStepTable
  register_change: RegisterChangeTable
  register_import: RegisterImportTable
  relation_fact: RelationFactTable
  role: RoleTable
  role_permission: RolePermissionTable
  safe_contact_fact: SafeContactFactTable
  school: SchoolTable
  school_group: SchoolGroupTable
  school_group_former_name: SchoolGroupFormerNameTable
  school_group_member: SchoolGroupMemberTable
  school_link: SchoolLinkTable
  school_officer: SchoolOfficerTable
  school_trust: SchoolTrustTable
  seal: SealTable
  seal_name: SealNameTable
  seal_step: SealStepTable
  section_19_decision: Section_19DecisionTable
  single_use: SingleUseTable
  source: SourceTable
  source_kind: SourceKindTable
  timetable_fact: TimetableFactTable
  trace: TraceTable
  trace_ctf: TraceCtfTable
  trace_register: TraceRegisterTable
  trace_risk: TraceRiskTable
  trace_signature: TraceSignatureTable
  trace_step: TraceStepTable
  trace_visit: TraceVisitTable
  trust: TrustTable
  upload_key: UploadKeyTable
}
