import type { Day, Period } from './days.ts'
import { fairAccessCategoryRules } from './fair-access-categories.ts'
import { heldOn, type Rule } from './rule.ts'
import { admissionRules } from './rules-admissions.ts'
import { attendanceRules } from './rules-attendance.ts'
import { careRules } from './rules-care.ts'
import { collectionRules } from './rules-collection.ts'
import { definitions } from './rules-definitions.ts'
import { deletionRules } from './rules-deletion.ts'
import { exclusionReviewRules } from './rules-exclusion-reviews.ts'
import { exclusionRules } from './rules-exclusions.ts'
import { exclusionRulesOf2026 } from './rules-exclusions-2026.ts'
import { interventionRules } from './rules-intervention.ts'
import { meetingRulesOf } from './rules-meetings.ts'
import { missingEducationRules } from './rules-missing.ts'
import { nottinghamshireRules } from './rules-nottinghamshire.ts'
import { partnershipRules } from './rules-partnership.ts'
import { provisionRules } from './rules-provision.ts'
import { registerRulesOf2026 } from './rules-registers-2026.ts'
import { returnRules } from './rules-returns.ts'
import { rutlandRules } from './rules-rutland.ts'
import { sendRules } from './rules-send.ts'
import type { Citation } from './sources.ts'

export type { Count, CountUnit, Rule, RuleUnit } from './rule.ts'

/** Rules as the sections of the rulebook have them, in its order. */
export const ruleSections: readonly { readonly title: string; readonly rules: readonly Rule[] }[] = [
  { title: 'Definitions', rules: definitions },
  { title: 'Attendance and absence', rules: attendanceRules },
  { title: 'Returns and registers', rules: [...returnRules, ...deletionRules] },
  { title: 'Exclusions', rules: [...exclusionRules, ...exclusionReviewRules, ...exclusionRulesOf2026] },
  { title: 'Admission and fair access', rules: [...admissionRules, ...fairAccessCategoryRules] },
  {
    title: 'Missing education and home education',
    rules: [...missingEducationRules, ...registerRulesOf2026, ...collectionRules],
  },
  { title: 'Looked-after children', rules: careRules },
  { title: 'Special educational needs and health', rules: sendRules },
  { title: 'Alternative provision', rules: provisionRules },
  { title: 'Support and intervention in schools', rules: interventionRules },
  { title: 'Nottinghamshire', rules: [...nottinghamshireRules, ...meetingRulesOf('nottinghamshire')] },
  { title: 'Rutland', rules: [...rutlandRules, ...meetingRulesOf('rutland')] },
  { title: 'Surrey’s partnership', rules: [...partnershipRules, ...meetingRulesOf('surrey')] },
]

export const rules: readonly Rule[] = ruleSections.flatMap(section => section.rules)

const entriesOf = Map.groupBy(rules, one => one.id)

/** Whether an entry was in force on some day of the period. */
const heldDuring = ({ valid_from, valid_to }: Rule, period: Period): boolean =>
  valid_from !== 'not_commenced' &&
  (period.ends_on === null || valid_from === null || valid_from < period.ends_on) &&
  (valid_to === null || period.starts_on < valid_to)

/** The entry of rule `id` in force on `on`; undefined if there was none. */
export const ruleOn = (id: string, on: Day): Rule | undefined => entriesOf.get(id)?.find(entry => heldOn(entry, on))

/**
 * The entry of rule `id` by which something of `on` is counted: the one in force that day; where none was, the newest.
 * @throws Error for an id that no rule has.
 */
export const entryFor = (id: string, on: Day): Rule => {
  const entry = ruleOn(id, on) ?? entriesOf.get(id)?.at(-1)
  if (!entry) throw new Error(`there is no rule ${id}`)
  return entry
}

/** Every entry of rule `id`, in force or not, the newest first. */
export const entriesOfRule = (id: string): readonly Rule[] => (entriesOf.get(id) ?? []).toReversed()

/** The first entry of rule `id` that was in force on some day of the period; undefined if there was none. */
export const ruleDuring = (id: string, period: Period): Rule | undefined =>
  entriesOf.get(id)?.find(entry => heldDuring(entry, period))

/** What to show beside a decision of `on` that cites these rules; ids not in force then are left out. */
export const citationsOn = (ids: readonly string[], on: Day): Citation[] =>
  ids.flatMap(id => {
    const rule = ruleOn(id, on)
    return rule ? [{ rule: rule.id, text: rule.text, source: rule.source, mark: rule.mark }] : []
  })
