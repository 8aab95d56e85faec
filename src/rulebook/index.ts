export {
  ageOn,
  birthday,
  bornBetween,
  compulsoryAge,
  type InclusiveSpan,
  isCompulsoryAge,
  type YearGroup,
  yearGroup,
  yearGroups,
  yearGroupText,
} from './ages.ts'
export { examples } from './all-examples.ts'
export { type Attendance, attendanceOf, type MarkProblem, type RegisterMark } from './attendance.ts'
export { type AttendanceCategory, attendanceCodes } from './attendance-codes.ts'
export { type AbsenceFlag, type AbsenceFlagRule, absenceRules, isPersistent, isSevere } from './attendance-flags.ts'
export { type BandAnswer, type BandQuestion, bandOf, bandsOf } from './bands.ts'
export { type Calendars, inForce, oneCalendar, type Policies, policyAt, type Rulebook } from './book.ts'
export {
  type CalendarEntry,
  CalendarGap,
  type Derivation,
  type EntryKind,
  type SchoolCalendar,
  schoolCalendar,
} from './calendars.ts'
export {
  boarderCodes,
  enrolmentStatusCodes,
  ethnicityCodes,
  senNeeds,
  senProvisions,
  sexCodes,
} from './census-codes.ts'
export { countOfClock } from './clock-count.ts'
export { clockStatusOn } from './clock-status.ts'
export { announcedBy } from './clocks.ts'
export { type ClosingNeed, type ClosingReason, closingReasons } from './closing-reasons.ts'
export {
  type CodeEntry,
  type CodeSet,
  type CodeSetVersion,
  codeOn,
  type ReadCode,
  readCode,
  versionOn,
} from './code-set.ts'
export { type CodeSetOn, codeSets, codeSetsOn } from './code-sets.ts'
export { type ConcernAnswer, concernOf } from './concern.ts'
export { asksSchoolDays, type CountedEntry, countedEntry } from './counted-entry.ts'
export * from './days.ts'
export { addMonths, type Due, type DueCalendars, derive, dueOn, unitText } from './due.ts'
export { evaluate } from './evaluate.ts'
export type { Example, PrintedCalendar } from './examples.ts'
export { exclusionCategories, exclusionReasons } from './exclusion-codes.ts'
export { easterSunday, exclusionTerm } from './exclusion-terms.ts'
export type * from './facts.ts'
export { type FairAccessCategory, fairAccessCategories } from './fair-access-categories.ts'
export { type HappeningGroup, happeningGroups, recordedKind } from './happening-groups.ts'
export { type HappeningKind, happeningKinds } from './happenings.ts'
export { type Checked, checkNhsNumber, checkPostcode, checkUln, checkUpn, makeUpn } from './identifiers.ts'
export { meetings } from './meetings.ts'
export { foldName, nameKey, nameParts, properName } from './names.ts'
export { lettersOut, neighboursSwapped } from './near-spellings.ts'
export { type Need, type NeedClass, needOn, needs } from './needs.ts'
export { howOtherName, nicknameTable, type OtherName, otherNames } from './nicknames.ts'
export { defaultPolicy, policies, policyDocuments, policyOn } from './policies.ts'
export type {
  Cadence,
  CadenceUnit,
  ConcernLevel,
  ConcernScale,
  DatedPolicy,
  Meeting,
  Policy,
  SettingKey,
  Within,
} from './policy.ts'
export { isRefused, type PolicyFault, policyFaults } from './policy-faults.ts'
export {
  type Decision,
  decidedPolicy,
  type MeetingOverride,
  type Override,
  type SettingOverride,
  settingsApart,
} from './policy-overrides.ts'
export { cadenceText, type Setting, settings, settingText, unsaidText } from './policy-words.ts'
export {
  type PopulationReason,
  type PopulationRule,
  type PopulationSpan,
  populationOf,
  populationRules,
  populationRulesOn,
} from './population.ts'
export { isInArea } from './postcodes.ts'
export { type Precedence, precedence, precedenceOn } from './precedence.ts'
export { printedCalendars } from './printed-calendars.ts'
export { type ReadDay, readDay } from './read-day.ts'
export { type RoutedGroup, type Team, teams } from './routing.ts'
export { heldOn, type Owner, type Proposal, type StopReason } from './rule.ts'
export {
  countText,
  exampleText,
  heldText,
  markWords,
  numberText,
  ordinal,
  ownerText,
  ownerWords,
  proposalWords,
  stopWords,
  thresholdText,
  warningText,
} from './rule-words.ts'
export {
  type Count,
  type CountUnit,
  citationsOn,
  entriesOfRule,
  type Rule,
  type RuleUnit,
  ruleOn,
  ruleSections,
  rules,
} from './rules.ts'
export { rulesVersion } from './rules-version.ts'
export { type SchoolWeeks, weeksOfCalendar, weeksOfDays } from './school-weeks.ts'
export { soundKeys } from './sound-key.ts'
export type { Citation, Mark, Sourced } from './sources.ts'
export { statesOf, withoutEducation } from './states.ts'
export { reaches } from './thresholds.ts'
export { type BankHoliday, type WorkingCalendar, workingCalendar } from './working-calendar.ts'
