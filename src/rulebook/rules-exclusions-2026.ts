import { asDay } from './days.ts'
import { type Rule, rule, withinSchoolDays } from './rule.ts'

/** The day on which the guidance on suspension and permanent exclusion of 2026 came into force. */
const july2026 = asDay('2026-07-26')

/** What changed on 26 July 2026, beside what held before. Source: §4.2. */
export const exclusionRulesOf2026: readonly Rule[] = [
  rule({
    id: 'X30',
    title: 'Exclusion is disciplinary',
    source: 'DfE guidance on suspension and permanent exclusion, July 2026, as IQM reports it',
    mark: 'found',
    valid_from: july2026,
    owed_by: 'school',
    text: '“Exclusion” means exclusion for discipline and nothing else, and a permanent one is the last resort.',
  }),
  rule({
    id: 'X31',
    title: 'Separation for safeguarding',
    source: 'DfE guidance on suspension and permanent exclusion, July 2026, as Hill Dickinson and The Key report it',
    mark: 'found',
    valid_from: july2026,
    owed_by: 'council',
    text: 'A pupil may be kept from the premises for a time because of an allegation of harm. It is no suspension, and the council’s section 19 duty to arrange education begins.',
  }),
  rule({
    id: 'X32',
    title: 'Notice of an off-site direction',
    source: 'Education (Educational Provision for Improving Behaviour) Regulations 2010, as Bradford gives them',
    mark: 'found',
    valid_to: july2026,
    count: withinSchoolDays(2),
    owed_by: 'school',
    text: 'A maintained school tells the parents where the pupil will learn at least 2 school days before. The day is the first on which the direction may begin. The rule does not bind academies.',
  }),
  rule({
    id: 'X32',
    title: 'Notice of an off-site direction',
    source: 'Education (Improving Behaviour) (Academies and PRUs) Regulations 2026, as Browne Jacobson reports them',
    mark: 'found',
    valid_from: july2026,
    count: withinSchoolDays(2),
    owed_by: 'school',
    text: 'Parents are told where the pupil will learn 2 school days before; the day is the first on which the direction may begin. It binds academies and pupil referral units too, with transitional rules for directions that were running.',
  }),
  rule({
    id: 'X32.review',
    title: 'Reviews of an off-site direction',
    source:
      'Education (Improving Behaviour) (Academies and PRUs) Regulations 2026, as Browne Jacobson and The Key report them',
    mark: 'found',
    valid_from: july2026,
    owed_by: 'school',
    text: 'The head, the parent and a person whom the trust names meet at intervals that fit the pupil. The council is invited where there is an education, health and care plan.',
  }),
  rule({
    id: 'X33',
    title: 'A managed move is permanent',
    source: 'DfE guidance on suspension and permanent exclusion before July 2026',
    mark: 'unverified',
    valid_to: july2026,
    owed_by: 'school',
    text: 'A managed move could begin with a trial at the new school, after which the pupil might come back.',
  }),
  rule({
    id: 'X33',
    title: 'A managed move is permanent',
    source: 'DfE guidance on suspension and permanent exclusion, July 2026, as Browne Jacobson and The Key report it',
    mark: 'found',
    valid_from: july2026,
    owed_by: 'school',
    breach: ['challenge'],
    text: 'A managed move is for good and has no trial period.',
  }),
  rule({
    id: 'X34',
    title: 'Off-rolling with examples',
    source: 'DfE guidance on suspension and permanent exclusion, July 2026, as IQM and Hill Dickinson report it',
    mark: 'found',
    valid_from: july2026,
    owed_by: 'school',
    breach: ['challenge'],
    text: 'The guidance defines off-rolling more widely than before, and gives examples of it.',
  }),
  rule({
    id: 'X35',
    title: 'Boards watch the figures',
    source: 'DfE guidance on suspension and permanent exclusion, July 2026, as The Key reports it',
    mark: 'found',
    valid_from: july2026,
    owed_by: 'governing_board',
    text: 'Governing boards look closely at their figures of suspension and exclusion. That moves, off-site directions, reduced timetables and removals from the roll belong to it, by group of pupils, is unverified.',
  }),
  rule({
    id: 'X36',
    title: 'Suspension inside school',
    source: 'statement of the government, January 2026, as the BBC reported it',
    mark: 'found',
    valid_from: asDay('2026-01-01'),
    text: 'The government wants more suspensions to be served inside school, with a structure. Nothing that must be recorded of them was found; the day in January is not known.',
  }),
]
