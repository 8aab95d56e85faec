import { asDay } from './days.ts'
import { type Rule, rule, within, withinSchoolDays } from './rule.ts'
import { nottinghamshirePrinciples } from './rules-nottinghamshire-principles.ts'
import { nottinghamshireWorkRules } from './rules-nottinghamshire-work.ts'

/** The criteria of the bands were shared from April 2015 on; the source names no day. */
const fromApril2015 = { valid_from: asDay('2015-04-01') } as const
/** The strategy gives its own year only. */
const from2019 = { valid_from: asDay('2019-01-01') } as const

const bandRules: readonly Rule[] = [
  rule({
    id: 'RAG1',
    title: 'Red',
    source: 'S1 [59]',
    mark: 'found',
    ...fromApril2015,
    text: 'No school place, or no suitable full-time provision, or neither of them; and the teams that support the child were unable to move the case on.',
    owed_by: 'council',
  }),
  rule({
    id: 'RAG2',
    title: 'Amber',
    unit: 'hours_a_week',
    length: 11,
    source: 'S1 [61]',
    mark: 'found',
    ...fromApril2015,
    text: 'An appropriate plan is in place, and provision is below 11 hours. That they are hours a week is our reading.',
    threshold: { of: 'hours of education a week, with a plan in place', is: 'under', number: 11, per: null },
    owed_by: 'council',
  }),
  rule({
    id: 'RAG3',
    title: 'Green',
    unit: 'hours_a_week',
    length: 15,
    source: 'S1 [63–65]',
    mark: 'found',
    ...fromApril2015,
    text: 'Over 15 hours of support; then monitored for three months with the expectation that hours increase. That they are hours a week is our reading.',
    threshold: { of: 'hours of education a week', is: 'over', number: 15, per: null },
    owed_by: 'council',
  }),
  rule({
    id: 'RAG3.watch',
    title: 'Three months of watching a green child',
    source: 'S1 [63–65]',
    mark: 'found',
    ...fromApril2015,
    text: 'A child who turned green is watched for three months and then reviewed: have the hours increased? Counted from the first green day, which is our reading.',
    count: within(3, 'months'),
    opens: ['turned_green'],
    met_by: ['green_review_held'],
    stopped_by: [{ by: 'green_ended', reason: 'superseded' }],
    owed_by: 'council',
    warns: [{ who: 'council', before: 1 }],
    breach: ['escalate'],
  }),
  rule({
    id: 'RAG4',
    title: 'Unclassified',
    source: 'S1 [59–65]; order of the bands is ours',
    mark: 'unsettled',
    text: 'The source leaves 11 to 15 hours, and under 11 hours without a plan, undefined. Such children are listed, and never guessed.',
  }),
  rule({
    id: 'RAG5',
    title: 'High and medium concern',
    source: 'S1 [41]',
    mark: 'found',
    ...fromApril2015,
    text: 'Cases of high and medium concern are tracked on a sheet for each child, with what every service knows, social care among them, and a clear chronology.',
    owed_by: 'council',
  }),
  rule({
    id: 'RAG6',
    title: 'Counts of 2014 and 2015',
    source: 'S1 [57]',
    mark: 'found',
    text: 'There were 329 children in July 2014, those on a roll without their whole entitlement among them, and 347 in February 2015. The two cannot be compared, because the criteria were still being worked on.',
  }),
  rule({
    id: 'RAG7',
    title: 'Primary children in the cohort',
    source: 'S1 [67]',
    mark: 'found',
    text: 'About 12% of the cohort of 2015 was of primary age.',
  }),
  rule({
    id: 'RAG8',
    title: 'Watched without a place',
    source: 'S1 [65]',
    mark: 'unsettled',
    text: 'The source goes from green straight to children without a place whom the Fair Access team watches. Its appendix is missing, so nothing is worked out from it.',
  }),
]

const ladderRules: readonly Rule[] = [
  rule({
    id: 'level_one',
    title: 'Level one: a concern is referred',
    source: '§12.4 level 1, S4 [79–90]',
    mark: 'found',
    ...from2019,
    text: 'Any officer, school, parent or agency may refer a child of concern: on no roll, in unsuitable part-time or alternative provision, kept from the place by unmet SEND or SEMH needs, or home educated without learning. The Fair Access team advises, brings the child to the weekly meeting, or allocates the case. No number of days is given.',
    owed_by: 'council',
  }),
  rule({
    id: 'level_two',
    title: 'Level two: missing education for 20 days',
    source: '§12.4 level 2, S4 [92–102]',
    mark: 'unsettled',
    ...from2019,
    text: 'Opens the day after 20 complete school days, counted from the first day without education. The source says 20 days and no unit, and gives its own year only. A team manager refers to the panel if, besides, what is being done does not resolve it and the authority may have to provide.',
    count: withinSchoolDays(20, 'day_itself'),
    opens: ['education_ended'],
    met_by: ['education_resumed'],
    owed_by: 'council',
    warns: [{ who: 'council', before: 5 }],
    breach: ['escalate', 'panel'],
  }),
  rule({
    id: 'level_three',
    title: 'Level three: the board',
    source: '§12.4 level 3, S4 [107–113]',
    mark: 'found',
    ...from2019,
    text: 'A team or group manager refers to the board a child who has had no education for an unreasonable time, where services or schools may be failing in their duties. The source gives no number, so a person judges.',
    owed_by: 'council',
  }),
]

/** Principles, bands, the ladder and the working rules of Nottinghamshire. Source: §12.1, §12.3–12.5. */
export const nottinghamshireRules: readonly Rule[] = [
  ...nottinghamshirePrinciples,
  ...bandRules,
  ...ladderRules,
  ...nottinghamshireWorkRules,
]
