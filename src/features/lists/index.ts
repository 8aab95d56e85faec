import type { Feature } from '../../ground/feature.ts'
import { jobs } from './work.ts'

export { addAddresses, bringIn, decideRows, sourceNamed } from './actions.ts'
export { importContext } from './import-context.ts'
export { guessMapping, type Mapping, mappingProblems } from './mapping.ts'
export { checkList, commitList, type ListWork } from './work.ts'

export const listUrl = (import_id: string): string => `/lists/${import_id}`

export const lists: Feature = { name: 'lists', jobs }
