import type { SchoolStatus } from './register.ts'

/** The register's groups of type, with every way in which it has written them. Source: rulebook §11.4. */
export const typeGroups = [
  { value: 'academies', text: 'Academies', names: ['Academies'] },
  { value: 'free-schools', text: 'Free schools', names: ['Free Schools'] },
  {
    value: 'maintained',
    text: 'Maintained by the authority',
    names: ['Local authority maintained schools', 'LA maintained schools'],
  },
  { value: 'special', text: 'Special schools', names: ['Special schools'] },
  { value: 'independent', text: 'Independent schools', names: ['Independent schools'] },
  { value: 'colleges', text: 'Colleges', names: ['Colleges'] },
  { value: 'universities', text: 'Universities', names: ['Universities'] },
  { value: 'other', text: 'Other types', names: ['Other types', 'Welsh schools', 'Online provider'] },
] as const

/** The register's phases, with every way in which it has written them. */
export const phases = [
  { value: 'nursery', text: 'Nursery', names: ['Nursery'] },
  { value: 'primary', text: 'Primary', names: ['Primary', 'Middle deemed primary'] },
  { value: 'secondary', text: 'Secondary', names: ['Secondary', 'Middle deemed secondary'] },
  { value: 'all-through', text: 'All-through', names: ['All-through', 'All through'] },
  { value: '16-plus', text: '16 plus', names: ['16 plus'] },
] as const

/** Filters of status, with the statuses that each shows. */
export const standings = [
  { value: 'open', text: 'Open', statuses: ['open', 'open_proposed_to_close'] },
  { value: 'closing', text: 'Open, to close', statuses: ['open_proposed_to_close'] },
  { value: 'opening', text: 'To open', statuses: ['proposed_to_open'] },
  { value: 'closed', text: 'Closed', statuses: ['closed'] },
] as const

export const statusTags: Readonly<Record<SchoolStatus, { text: string; colour: 'green' | 'amber' | 'grey' }>> = {
  open: { text: 'Open', colour: 'green' },
  open_proposed_to_close: { text: 'Open, to close', colour: 'amber' },
  proposed_to_open: { text: 'To open', colour: 'amber' },
  closed: { text: 'Closed', colour: 'grey' },
}

/** What being on the roll of a school of each sector counts as, for the page of a school. */
export const sectorTexts: Readonly<Record<string, string>> = {
  state: 'On a school roll',
  independent: 'On the roll of an independent school',
  alternative: 'On the roll of a school that is alternative provision',
  further: 'On the roll of a college or sixth form',
  unknown: 'Not known from its type: an officer decides',
}

/** The sectors as a list is narrowed by them. */
export const sectorChoices = [
  { value: 'state', text: 'A school' },
  { value: 'independent', text: 'An independent school' },
  { value: 'alternative', text: 'Alternative provision' },
  { value: 'further', text: 'A college or sixth form' },
  { value: 'unknown', text: 'Not known' },
] as const

/** Groupings that a council makes of its schools. Trusts are the register's, and are read with these. */
export const groupKinds = [
  { value: 'family', text: 'Family of schools', many: 'Families of schools' },
  { value: 'locality', text: 'Locality', many: 'Localities' },
  { value: 'quadrant', text: 'Quadrant', many: 'Quadrants' },
  { value: 'other', text: 'Other group', many: 'Other groups' },
] as const
export type GroupKind = (typeof groupKinds)[number]['value']

/** What an officer does for a school. The values are those of `school_officer.role`. */
export const officerRoles = [
  { value: 'fair_access', text: 'Fair access officer' },
  { value: 'cme', text: 'Children missing education officer' },
  { value: 'pme', text: 'Pupils missing education practitioner' },
  { value: 'education_welfare', text: 'Education welfare officer' },
  { value: 'send', text: 'SEND officer' },
  { value: 'educational_psychology', text: 'Educational psychologist' },
  { value: 'school_improvement', text: 'School improvement officer' },
  { value: 'locality_coordinator', text: 'Locality coordinator' },
  { value: 'virtual_school', text: 'Virtual School officer' },
  { value: 'admissions', text: 'Admissions officer' },
  { value: 'inclusion', text: 'Inclusion officer' },
  { value: 'other', text: 'Another officer' },
] as const
export type OfficerRole = (typeof officerRoles)[number]['value']

/** The text of a coded value, or the value itself when no code has it. */
export const textOf = (codes: readonly { value: string; text: string }[], value: string): string =>
  codes.find(code => code.value === value)?.text ?? value

/** What an import of the register can have changed, the weightiest first. The values are those of `register_change.kind`. */
export const changeKinds = [
  { value: 'closed', text: 'Closed', colour: 'red' },
  { value: 'standing', text: 'Opened or to close', colour: 'amber' },
  { value: 'new', text: 'New', colour: 'green' },
  { value: 'trust', text: 'Trust', colour: 'amber' },
  { value: 'sector', text: 'Counts as another sector', colour: 'red' },
  { value: 'type', text: 'Type', colour: 'amber' },
  { value: 'renamed', text: 'Renamed', colour: 'amber' },
  { value: 'number', text: 'Renumbered', colour: 'amber' },
  { value: 'phase', text: 'Phase or ages', colour: 'grey' },
  { value: 'address', text: 'Moved', colour: 'grey' },
  { value: 'links', text: 'Linked', colour: 'grey' },
  { value: 'details', text: 'Details', colour: 'grey' },
] as const
export type ChangeKind = (typeof changeKinds)[number]['value']

/** The kind of a change of each column of a school; of any other column it is `details`. */
export const changeKindOf: Readonly<Record<string, ChangeKind>> = {
  status: 'standing',
  name: 'renamed',
  trust_code: 'trust',
  trust_name: 'trust',
  sector: 'sector',
  type_code: 'type',
  type_name: 'type',
  type_group: 'type',
  la_code: 'number',
  establishment_number: 'number',
  laestab: 'number',
  phase: 'phase',
  low_age: 'phase',
  high_age: 'phase',
  street: 'address',
  locality: 'address',
  town: 'address',
  county: 'address',
  postcode: 'address',
}

/** Columns of a school as people name them. */
export const fieldTexts: Readonly<Record<string, string>> = {
  urn: 'The school',
  status: 'Status',
  name: 'Name',
  trust_code: 'Trust’s number',
  trust_name: 'Trust',
  sector: 'A child on its roll counts as',
  type_code: 'Type’s number',
  type_name: 'Type',
  type_group: 'Group of types',
  la_code: 'Authority’s number',
  establishment_number: 'Establishment number',
  laestab: 'LAESTAB',
  phase: 'Phase',
  low_age: 'Lowest age',
  high_age: 'Highest age',
  opened_on: 'Opened on',
  closed_on: 'Closed on',
  street: 'Street',
  locality: 'Part of town',
  town: 'Town',
  county: 'County',
  postcode: 'Postcode',
  ukprn: 'UKPRN',
  telephone: 'Telephone',
  website: 'Website',
  capacity: 'Places',
  pupils: 'On roll at the last census',
  links: 'Links',
}
