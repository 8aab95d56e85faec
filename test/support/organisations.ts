/** The organisation, by its code, in which the tests put a person of a role. */
export function organisationOf(role: string): string {
  if (role.startsWith('school_') || role === 'governor') return 'school-990001'
  if (role === 'provider_lead') return 'provider-1'
  if (role === 'partner_agency') return 'southmere'
  if (role === 'director') return 'directorate'
  if (role === 'auditor') return 'information_governance'
  if (role === 'administrator') return 'systems'
  return (
    {
      virtual_school: 'virtual_school',
      cme_officer: 'missing_education',
      social_worker: 'social_care',
      family_worker: 'family_service',
    }[role] ?? 'fair_access'
  )
}
