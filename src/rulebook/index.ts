export {
  ageOn,
  bornBetween,
  compulsoryAge,
  isCompulsoryAge,
  type YearGroup,
  yearGroup,
  yearGroups,
  yearGroupText,
} from './ages.ts'
export { examples } from './all-examples.ts'
export { inLatin } from './alphabets.ts'
export { type Attendance, attendanceOf, type RegisterMark } from './attendance.ts'
export { attendanceCodes } from './attendance-codes.ts'
export { isPersistent, isSevere } from './attendance-flags.ts'
export { bandOf } from './bands.ts'
export { type Calendars, inForce, oneCalendar, type Policies, policyAt } from './book.ts'
export { type CalendarEntry, CalendarGap, type EntryKind, type SchoolCalendar, schoolCalendar } from './calendars.ts'
export { enrolmentStatusCodes } from './census-codes.ts'
export { countOfClock } from './clock-count.ts'
export { clockStatusOn } from './clock-status.ts'
export { announcedBy } from './clocks.ts'
export { type ClosingReason, closingReasons } from './closing-reasons.ts'
export type { CodeEntry } from './code-set.ts'
export { type CodeSetOn, codeSetsOn } from './code-sets.ts'
export { concernOf } from './concern.ts'
export { asksSchoolDays, type CountedEntry, countedEntry } from './counted-entry.ts'
export { authorityPlace, ctfName, lostPupils } from './ctf-names.ts'
export * from './days.ts'
export {
  type DeletionAsked,
  type DeletionGuard,
  type DeletionGuardCode,
  deletionGuards,
  type EnquiryFinding,
  type EnquiryParty,
  mayDelete,
  type SettledStep,
} from './deletion-guards.ts'
export type { EnquiryGround } from './deletion-register.ts'
export { addMonths, type Due, type DueCalendars, derive, unitText } from './due.ts'
export {
  type EnquirySide,
  type EnquiryStep,
  type EnquiryStepKind,
  enquiryStep,
  enquirySteps,
  stepsOfSide,
} from './enquiry-steps.ts'
export { evaluate } from './evaluate.ts'
export type { Example } from './examples.ts'
export type * from './facts.ts'
export { fairAccessCategories } from './fair-access-categories.ts'
export { type FirstAnswer, type FirstRoute, firstAnswers, firstRoute } from './first-route.ts'
export {
  type Evidence,
  type GroupSpan,
  groupSpans,
  keptUnder,
  sightBits,
  sightsOf,
} from './group-spans.ts'
export { type ChildGroup, childGroups, type GroupTest, groupByCode } from './groups.ts'
export { happeningGroups, recordedKind } from './happening-groups.ts'
export { type HappeningKind, happeningKinds } from './happenings.ts'
export { type Checked, checkNhsNumber, checkPostcode, checkUln, checkUpn, makeUpn } from './identifiers.ts'
export {
  daysRunOutOn,
  type Judgement,
  type LadderFacts,
  type LadderLevel,
  ladderBodies,
  ladderStanding,
  ladderTests,
  mayClimb,
  type Standing as LadderStanding,
} from './ladder.ts'
export { type MeetingCadence, meetingDays } from './meeting-days.ts'
export { meetings } from './meetings.ts'
export { foldName, nameParts } from './names.ts'
export { lettersOut, neighboursSwapped } from './near-spellings.ts'
export { type NeedClass, needOn, needs } from './needs.ts'
export { howOtherName, otherNames } from './nicknames.ts'
export { defaultPolicy, policies, policyDocuments, policyOn } from './policies.ts'
export type { Cadence, DatedPolicy, Meeting, SettingKey, Within } from './policy.ts'
export { isRefused, policyFaults } from './policy-faults.ts'
export { decidedPolicy, type MeetingOverride, type Override, type SettingOverride } from './policy-overrides.ts'
export { cadenceText, type Setting, settings, settingText } from './policy-words.ts'
export { populationOf, populationRules, populationRulesOn } from './population.ts'
export { isInArea } from './postcodes.ts'
export { precedence, precedenceOn } from './precedence.ts'
export { printedCalendars } from './printed-calendars.ts'
export { readDay } from './read-day.ts'
export { type ReferralPolicy, referralPolicyOn } from './referral-policy.ts'
export { teams } from './routing.ts'
export { heldOn, type Owner, type StopReason } from './rule.ts'
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
  ruleOn,
  ruleSections,
  rules,
} from './rules.ts'
export { rulesVersion } from './rules-version.ts'
export { type SchoolWeeks, weeksOfCalendar, weeksOfDays } from './school-weeks.ts'
export { soundKeys } from './sound-key.ts'
export type { Mark } from './sources.ts'
export { withoutEducation } from './states.ts'
export { type SuspenseAccount, type SuspenseSpan, suspenseAccounts } from './suspense.ts'
export { type BankHoliday, type WorkingCalendar, workingCalendar } from './working-calendar.ts'
