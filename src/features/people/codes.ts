import type { FieldClass, Scope } from '../../ground/database/identity.ts'

/** Which children a role reaches, as its holder reads it. */
export const scopeSentences: Readonly<Record<Scope, string>> = {
  county: 'Every child that the authority should know of. A sealed record is there only if it names you.',
  own: 'The children whom your team works with.',
  school: 'The children on your school’s roll now and, of those who left, what happened while they were yours.',
  figures: 'Figures only, and no child’s record.',
  none: 'No child’s record.',
}

/** What a class of field holds. */
export const classWords: Readonly<Record<FieldClass, string>> = {
  identity: 'Names, date of birth, sex and identifying numbers',
  address: 'Addresses and contacts',
  education: 'Schools, provision and hours',
  care_status: 'Whether social care is involved',
  care_detail: 'What social care is doing',
  protected: 'Protected details, such as an address that is not to be told',
}

/** Kinds of organisation: one of them, and several as a heading. */
export const organisationKinds = [
  { code: 'council_team', one: 'Council team', several: 'Council teams' },
  { code: 'school', one: 'School', several: 'Schools' },
  { code: 'trust', one: 'Trust', several: 'Trusts' },
  { code: 'provider', one: 'Provider', several: 'Providers of alternative education' },
  { code: 'partner_agency', one: 'Partner agency', several: 'Partner agencies' },
] as const

export type OrganisationKind = (typeof organisationKinds)[number]['code']

export const kindWord = (code: string): string => organisationKinds.find(kind => kind.code === code)?.one ?? code
