import type { Feature } from '../../ground/feature.ts'
import { routes } from './routes.ts'

export { type Imported, importRegister } from './actions.ts'
export { schoolUrl } from './addresses.ts'
export { type GroupKind, groupKinds, type OfficerRole, officerRoles } from './codes.ts'
export { returnedForm } from './forms.ts'
export { type GroupsImported, importGroups } from './group-actions.ts'
export { openGroups } from './groups.ts'
export { importLinks } from './import-links.ts'
export { type LookedAfter, type NamedOfficer, nameOfficer, type OfficerOfSchool, officersOfSchool } from './officers.ts'
export { useSchoolParts } from './parts.ts'
export { type FoundSchool, findSchools, schoolNames, searchSchools } from './queries.ts'
export { type RegisterProblem, readLinks, readRegister } from './register.ts'
export { findTyped, schoolField, schoolText, withSchool } from './school-field.ts'

export { type ToldProblem, toldProblem } from './views.ts'

export const schools: Feature = {
  name: 'schools',
  navigation: [{ text: 'Schools', href: '/schools', may: 'schools.read', order: 40 }],
  routes,
}
