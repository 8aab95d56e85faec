import { asDay } from './days.ts'
import { type Rule, rule, withinWorkingDays } from './rule.ts'

/** Schools that cause concern, and who may step in. Source: §9.2. */
export const interventionRules: readonly Rule[] = [
  rule({
    id: 'I1',
    title: 'The guidance',
    source: 'DfE Support and intervention in schools, 1 November 2024',
    mark: 'found',
    valid_from: asDay('2024-11-01'),
    text: 'The guidance on schools causing concern was renamed. It is statutory for authorities, which follow it for maintained schools.',
    owed_by: 'council',
  }),
  rule({
    id: 'I2',
    title: 'Categories of concern',
    source: 'Two accounts of the guidance of 2024',
    mark: 'found',
    valid_from: asDay('2024-11-01'),
    text: 'There are two: requires significant improvement, which took the place of serious weaknesses, and special measures.',
  }),
  rule({
    id: 'I3',
    title: 'Powers over maintained schools',
    source: 'Education and Inspections Act 2006 ss. 59 to 73, as guidance of 2008 has them',
    mark: 'found',
    text: 'The authority may give a warning notice. After it, or in a category, it may require a partner, appoint governors, put an interim board in place or suspend the budget; which section says which was not read.',
    owed_by: 'council',
  }),
  rule({
    id: 'I3.notice',
    title: 'Days to comply with a warning notice',
    source: 'Education and Inspections Act 2006 s. 60, not read',
    mark: 'unverified',
    text: 'The period to comply with a warning notice was 15 working days. Until when that held was not read.',
    count: withinWorkingDays(15),
    owed_by: 'governing_board',
  }),
  rule({
    id: 'I4',
    title: 'Academies',
    source: 'DfE Support and intervention in schools, 1 November 2024; S2 [193]',
    mark: 'found',
    text: 'An authority takes its concern about an academy to the department’s group for the region; the plan of 2014 has it turn to Ofsted and the department.',
    owed_by: 'council',
  }),
  rule({
    id: 'I5',
    title: 'Regional improvement teams',
    source: 'An account of the guidance; the name RISE was not read',
    mark: 'found',
    valid_from: asDay('2025-01-01'),
    text: 'The department has teams for improvement in each region since 2025. That they are called RISE is unverified.',
  }),
  rule({
    id: 'I6',
    title: 'Sections of the Act of 2026 in force',
    source: 'Children’s Wellbeing and Schools Act 2026 s. 78',
    mark: 'found',
    valid_from: asDay('2026-06-29'),
    text: 'Sections 55, 56, 58, 59 and 60 came into force on 29 June 2026.',
  }),
  rule({
    id: 'I6.orders',
    title: 'The duty to make an academy order',
    source: 'Children’s Wellbeing and Schools Act 2026 ss. 55 to 60, not read',
    mark: 'unsettled',
    valid_from: asDay('2026-06-29'),
    text: 'It is thought that these sections changed when an academy order must be made. Nothing is worked out from that.',
  }),
  rule({
    id: 'I7',
    title: 'How often is local',
    source: 'S2; §12.7',
    mark: 'found',
    text: 'How often an authority meets a school of concern is its own to say. Rutland met every six weeks (SI19) and reported every two months (SI20), analysed in October (SI1) and made contact in the first two weeks of term (SI15).',
  }),
]
