import type { FieldClass } from './policy.ts'

const upTo = (...classes: FieldClass[]) => new Set<FieldClass>(['identity', ...classes])
const careStatus = upTo('address', 'education', 'care_status')
/** The classes of field that each role sees at most, said a second time. */
export const ceilings: Record<string, Set<FieldClass>> = {
  cme_officer: careStatus,
  fair_access_officer: careStatus,
  practitioner: careStatus,
  team_manager: upTo('address', 'education', 'care_status', 'care_detail'),
  duty_officer: upTo('address', 'education', 'care_status', 'care_detail'),
  virtual_school: upTo('address', 'education', 'care_status', 'care_detail'),
  send_officer: careStatus,
  family_worker: careStatus,
  social_worker: upTo('address', 'education', 'care_status', 'care_detail', 'protected'),
  youth_justice: careStatus,
  team_officer: upTo('address', 'education'),
  school_head: careStatus,
  school_safeguarding_lead: upTo('address', 'education', 'care_status', 'care_detail', 'protected'),
  school_attendance: upTo('address', 'education'),
  school_senco: upTo('education', 'care_status'),
  school_office: upTo('address'),
  provider_lead: upTo('education'),
  partner_agency: upTo(),
}
