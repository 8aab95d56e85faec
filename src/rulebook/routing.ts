import type { Mark, Sourced } from './sources.ts'

/** A group of children as the source words it. A mark other than the team's own says that this wording needs a decision. */
export type RoutedGroup = { readonly text: string; readonly mark: Mark; readonly note: string | null }

export type Team = Sourced & { readonly code: string; readonly name: string; readonly groups: readonly RoutedGroup[] }

const asWorded = (...texts: string[]): RoutedGroup[] => texts.map(text => ({ text, mark: 'found', note: null }))
const toDecide = (text: string, note: string): RoutedGroup => ({ text, mark: 'unsettled', note })

const appendixD = (lines: string): Sourced => ({ source: `S4 Appendix D [${lines}]`, mark: 'found' })

/**
 * Which team leads for which vulnerable group. Groups overlap: a child may be in several, with one lead team. Wording is
 * of 2019 and the authority's to change. Source: S4 Appendix D (§12.6), complete.
 */
export const teams: readonly Team[] = [
  {
    ...appendixD('155–158'),
    code: 'virtual_school',
    name: 'Virtual School team',
    groups: asWorded(
      'Children looked after by the authority, including those placed outside it',
      'Previously looked-after children',
      'Asylum-seeking children in dispute over age assessments',
    ),
  },
  {
    ...appendixD('160–171'),
    code: 'fair_access',
    name: 'Fair Access team',
    groups: asWorded(
      'On a roll but not in full-time education',
      'Without a school place, accessing interim provision of the authority',
      'Fair Access pupils',
      'Educated other than at school',
      'On a roll, receiving provision funded by the authority to ensure continued access',
      'Children out of school',
      'On managed moves',
      'Known part-time provision',
      'Home education deemed unsuitable and required to return to school',
      'Children looked after by other authorities, placed in the area',
    ),
  },
  {
    ...appendixD('173–175'),
    code: 'partnership',
    name: 'Partnership Officers',
    groups: asWorded('Permanently excluded without an EHC plan', 'At risk of permanent exclusion'),
  },
  {
    ...appendixD('177–180'),
    code: 'missing_education',
    name: 'Children Missing Education Officer',
    groups: asWorded(
      'Whereabouts unknown but on a roll',
      'Whereabouts known but not on a roll (moved into the authority)',
    ),
  },
  {
    ...appendixD('182–185'),
    code: 'youth_justice',
    name: 'Youth Justice Coordinator',
    groups: asWorded('Young offenders subject to a court order', 'In custody', 'On remand'),
  },
  {
    ...appendixD('187–192'),
    code: 'family_service',
    name: 'Family Service',
    groups: [
      ...asWorded(
        'Gypsy, Roma and Traveller families not engaged with education',
        'Young people in further education settings, dropping in and out',
        'New or returning Travellers without a place',
      ),
      toDecide('Eastern European migrants without a place', 'Dated wording: the authority should choose its own.'),
      ...asWorded('On a roll, of statutory age, not attending regularly'),
    ],
  },
  {
    ...appendixD('194–196'),
    code: 'health_education',
    name: 'Locality Coordinators for health related education',
    groups: asWorded('Pregnant girls and young mothers', 'Without a place, accessing health-related education'),
  },
  {
    ...appendixD('198–204'),
    code: 'psychology_and_icds',
    name: 'Educational Psychology Service and ICDS officers',
    groups: [
      ...asWorded(
        'SEND in special, specialist and alternative provision in the county',
        'SEND in provision outside the county',
        'SEND with an EHC plan',
        'Home educated with an EHC plan',
        'Young people with SEND in post-16 alternative provision',
      ),
      toDecide(
        'Permanently excluded with an EHC plan',
        'Not in the source: inferred, because the Partnership Officers’ row leaves these children out.',
      ),
    ],
  },
  {
    ...appendixD('206–207'),
    code: 'early_years',
    name: 'Early Years and Early Intervention Officers',
    groups: asWorded('Vulnerable children of 2, 3 and 4 not accessing funded provision'),
  },
  {
    ...appendixD('209–216'),
    code: 'social_care',
    name: 'Children’s Social Care Officers',
    groups: asWorded(
      'Children in need and on child protection plans',
      'In hospital for a long term',
      'At risk of sexual exploitation, trafficking, female genital mutilation or forced marriage',
      'In homes with domestic violence',
      'Young carers',
      'Self-harm and/or misuse of drugs or alcohol',
    ),
  },
  {
    ...appendixD('218–219'),
    code: 'access_and_admissions',
    name: 'Access and Admissions Strategy Team Manager',
    groups: asWorded('Not transitioning between key stages'),
  },
]
