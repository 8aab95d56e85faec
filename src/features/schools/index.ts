import type { Feature } from '../../ground/feature.ts'

export { type Imported, importLinks, importRegister, type RegisterChange, type RegisterImported } from './actions.ts'
export { type FoundSchool, findSchools, schoolNames, searchSchools } from './queries.ts'
export { type RegisterProblem, readLinks, readRegister } from './register.ts'
export { findTyped, schoolField, schoolText, withSchool } from './school-field.ts'

/** The page of a school. */
export const schoolUrl = (urn: number): string => `/schools/${urn}`

export const schools: Feature = { name: 'schools' }
