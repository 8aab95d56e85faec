import { asDay, type Day } from './days.ts'
import type { Mark, Sourced } from './sources.ts'

/** Who may see that a child is in a group: those who see education, care status or the detail of care. */
export type NeedClass = 'education' | 'care_status' | 'care_detail'

/**
 * A vulnerable group, as a need of one child. `text`: what people call it; `flag`: the few words of a banner; `group`: the
 * words of the source; `law` with its own mark: where the group stands in law. `valid_from`: since when the wording is in
 * the book; an entry is never edited: other wording is a new entry with the same code.
 */
export type Need = Sourced & {
  readonly code: string
  readonly text: string
  readonly flag: string
  readonly group: string | null
  readonly field_class: NeedClass
  readonly law: { readonly text: string; readonly mark: Mark }
  readonly valid_from: Day
  readonly valid_to: Day | null
}

const since2019 = { valid_from: asDay('2019-09-01'), valid_to: null } as const
const appendixD = { source: 'S4 Appendix D [153–219]', mark: 'found', ...since2019 } as const
/** A group that the routing table does not name, and that other sources or the daily work ask for. */
const ofOurs = { source: 'Ours, after rulebook 12.1 and 12.5', mark: 'unsettled', group: null, ...since2019 } as const
const known = (text: string) => ({ text, mark: 'unverified' }) as const

/**
 * The groups of the routing table (§12.6) that are about the child and not about a place, and the few that a flag is asked for
 * besides. Class: a school makes the provision of an EHC plan or SEN support and reports it in the census, so these are
 * education. That a child is known to care, the courts or immigration is care status; what harms the child, and what the
 * child's own body or mind goes through, is the detail of care.
 */
export const needs: readonly Need[] = [
  {
    ...{
      ...appendixD,
      code: 'looked_after',
      text: 'Looked after by us',
      flag: 'Looked after',
      field_class: 'care_status',
    },
    group: 'Children looked after by the authority, including those placed outside it',
    law: known('Children Act 1989 s. 22'),
  },
  {
    ...{ ...appendixD, code: 'looked_after_by_other', text: 'Looked after by another council and placed here' },
    ...{ flag: 'Looked after by another council', field_class: 'care_status' },
    group: 'Children looked after by other authorities, placed in the area',
    law: known('Children Act 1989 s. 22; N14'),
  },
  {
    ...{
      ...appendixD,
      code: 'previously_looked_after',
      text: 'Previously looked after',
      flag: 'Previously looked after',
    },
    group: 'Previously looked-after children',
    field_class: 'care_status',
    law: known('Children Act 1989 s. 23ZZA'),
  },
  {
    ...{ ...ofOurs, code: 'leaving_care', text: 'Leaving care', flag: 'Leaving care', field_class: 'care_status' },
    law: known('Children Act 1989 s. 23A to 24D'),
  },
  {
    ...{ ...appendixD, code: 'protection_plan', text: 'Child protection plan', flag: 'Protection plan' },
    group: 'Children in need and on child protection plans',
    field_class: 'care_detail',
    law: known('Children Act 1989 s. 47; N5, N8'),
  },
  {
    ...{
      ...appendixD,
      code: 'child_in_need',
      text: 'Child in need plan',
      flag: 'Child in need',
      field_class: 'care_status',
    },
    group: 'Children in need and on child protection plans',
    law: known('Children Act 1989 s. 17; N5, N8'),
  },
  {
    ...{
      ...appendixD,
      code: 'ehc_plan',
      text: 'Education, health and care plan',
      flag: 'EHC plan',
      field_class: 'education',
    },
    group: 'SEND with an EHC plan',
    law: known('Children and Families Act 2014 s. 37 and 42'),
  },
  {
    ...{ ...appendixD, code: 'sen_support', text: 'Special educational needs support', flag: 'SEN support' },
    group: 'SEND in special, specialist and alternative provision in the county',
    field_class: 'education',
    law: known('Children and Families Act 2014 s. 66'),
  },
  {
    ...{ ...appendixD, code: 'young_carer', text: 'Young carer', flag: 'Young carer', field_class: 'care_status' },
    group: 'Young carers',
    law: known('Children Act 1989 s. 17ZA'),
  },
  {
    ...{ ...appendixD, code: 'traveller', text: 'Gypsy, Roma or Traveller, as the family says' },
    ...{ flag: 'Gypsy, Roma or Traveller', field_class: 'care_status' },
    group: 'Gypsy, Roma and Traveller families not engaged with education; new or returning Travellers without a place',
    law: known('Recorded only where the family says so: UK GDPR art. 9; Equality Act 2010 s. 9'),
  },
  {
    ...{ ...ofOurs, code: 'mobile_family', text: 'Family that travels for its work', flag: 'Travels for work' },
    field_class: 'education',
    law: known('Education Act 1996 s. 444(6)'),
  },
  {
    ...{
      ...ofOurs,
      code: 'service_child',
      text: 'Child of Service personnel',
      flag: 'Service child',
      field_class: 'education',
    },
    law: { text: 'SD9; school census', mark: 'found' },
  },
  {
    ...{
      ...ofOurs,
      code: 'asylum_seeking',
      text: 'Seeking asylum',
      flag: 'Seeking asylum',
      field_class: 'care_status',
    },
    law: known('Immigration and Asylum Act 1999 part VI; Children Act 1989 s. 20 if alone'),
  },
  {
    ...{ ...appendixD, code: 'age_disputed', text: 'Seeking asylum, age in dispute', flag: 'Age in dispute' },
    group: 'Asylum-seeking children in dispute over age assessments',
    field_class: 'care_status',
    law: known('Nationality and Borders Act 2022 part 4'),
  },
  {
    ...{
      ...appendixD,
      code: 'young_offender',
      text: 'Under a court order as a young offender',
      flag: 'Youth court order',
    },
    group: 'Young offenders subject to a court order',
    field_class: 'care_status',
    law: known('Crime and Disorder Act 1998 s. 38'),
  },
  {
    ...{ ...ofOurs, code: 'medical_needs', text: 'Health needs that keep the child from school', flag: 'Health needs' },
    field_class: 'care_status',
    law: known('Education Act 1996 s. 19'),
  },
  {
    ...{
      ...appendixD,
      code: 'in_hospital',
      text: 'In hospital for a long time',
      flag: 'In hospital',
      field_class: 'care_detail',
    },
    group: 'In hospital for a long term',
    law: known('Education Act 1996 s. 19'),
  },
  {
    ...{ ...appendixD, code: 'pregnant_or_parent', text: 'Pregnant, or a young mother', flag: 'Pregnant or a parent' },
    group: 'Pregnant girls and young mothers',
    field_class: 'care_detail',
    law: known('Equality Act 2010 s. 85; Education Act 1996 s. 19'),
  },
  {
    ...{ ...appendixD, code: 'exploitation_risk', text: 'At risk of exploitation', flag: 'Exploitation risk' },
    group: 'At risk of sexual exploitation',
    field_class: 'care_detail',
    law: known('Children Act 1989 s. 47'),
  },
  {
    ...{ ...appendixD, code: 'trafficking_risk', text: 'At risk of trafficking', flag: 'Trafficking risk' },
    group: 'At risk of trafficking',
    field_class: 'care_detail',
    law: known('Modern Slavery Act 2015 s. 48 and 52'),
  },
  {
    ...{
      ...appendixD,
      code: 'fgm_risk',
      text: 'At risk of female genital mutilation',
      flag: 'FGM risk',
      field_class: 'care_detail',
    },
    group: 'At risk of female genital mutilation',
    law: known('Female Genital Mutilation Act 2003 s. 5B'),
  },
  {
    ...{ ...appendixD, code: 'forced_marriage_risk', text: 'At risk of forced marriage', flag: 'Forced marriage risk' },
    group: 'At risk of forced marriage',
    field_class: 'care_detail',
    law: known('Family Law Act 1996 part 4A'),
  },
  {
    ...{
      ...appendixD,
      code: 'domestic_abuse',
      text: 'Domestic abuse at home',
      flag: 'Domestic abuse',
      field_class: 'care_detail',
    },
    group: 'In homes with domestic violence',
    law: known('Domestic Abuse Act 2021 s. 3'),
  },
  {
    ...{ ...appendixD, code: 'self_harm', text: 'Self-harm', flag: 'Self-harm', field_class: 'care_detail' },
    group: 'Self-harm and/or misuse of drugs or alcohol',
    law: known('Children Act 1989 s. 17'),
  },
  {
    ...{ ...appendixD, code: 'substance_misuse', text: 'Misuse of drugs or alcohol', flag: 'Drugs or alcohol' },
    group: 'Self-harm and/or misuse of drugs or alcohol',
    field_class: 'care_detail',
    law: known('Children Act 1989 s. 17'),
  },
  {
    ...{
      ...ofOurs,
      code: 'runs_away',
      text: 'Goes missing or runs away',
      flag: 'Goes missing',
      field_class: 'care_detail',
    },
    law: { text: 'SD9', mark: 'found' },
  },
  {
    ...{ ...appendixD, code: 'in_custody', text: 'In custody', flag: 'In custody', field_class: 'care_detail' },
    group: 'In custody',
    law: known('Education Act 1996 s. 562A to 562J'),
  },
  {
    ...{ ...appendixD, code: 'on_remand', text: 'On remand', flag: 'On remand', field_class: 'care_detail' },
    group: 'On remand',
    law: known('Legal Aid, Sentencing and Punishment of Offenders Act 2012 s. 104'),
  },
  {
    ...{ ...ofOurs, code: 'migrant_family', text: 'Of a family that came from abroad', flag: 'Came from abroad' },
    field_class: 'care_status',
    law: { text: 'SD9; Education Act 1996 s. 436A', mark: 'unverified' },
  },
  {
    ...{ ...appendixD, code: 'exclusion_risk', text: 'At risk of permanent exclusion', flag: 'Exclusion risk' },
    group: 'At risk of permanent exclusion',
    field_class: 'education',
    law: known('Education Act 2002 s. 51A'),
  },
  {
    ...{ ...appendixD, code: 'managed_move', text: 'On a managed move', flag: 'Managed move' },
    group: 'On managed moves',
    field_class: 'education',
    law: known('No Act; suspension and permanent exclusion guidance'),
  },
  {
    ...{
      ...appendixD,
      code: 'post_16_provision',
      text: 'In alternative provision after 16',
      flag: 'Provision after 16',
    },
    group: 'Young people with SEND in post-16 alternative provision',
    field_class: 'education',
    law: known('Education Act 1996 s. 15ZA'),
  },
  {
    ...{ ...appendixD, code: 'early_years', text: 'Vulnerable and of 2 to 4 years', flag: 'Early years' },
    group: 'Vulnerable children of 2, 3 and 4 not accessing funded provision',
    field_class: 'care_status',
    law: known('Childcare Act 2006 s. 7; Childcare Act 2016 s. 1'),
  },
]

/** The wording of a need on a day; of the newest entry where none held on it. Undefined for a code that is not in the book. */
export const needOn = (code: string, on: Day): Need | undefined => {
  const entries = needs.filter(need => need.code === code)
  return entries.find(need => need.valid_from <= on && (need.valid_to === null || need.valid_to > on)) ?? entries.at(-1)
}
