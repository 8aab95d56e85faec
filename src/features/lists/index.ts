import type { Feature } from '../../ground/feature.ts'
import { routes } from './routes.ts'
import { schoolPart } from './school-part.ts'
import { undoJob } from './undo-work.ts'
import { jobs } from './work.ts'

export { askForCheck, decideRows, withdraw } from './actions.ts'
export { boardUrl, listUrl } from './addresses.ts'
export { type Arrived, arrive } from './arriving.ts'
export { addAddresses, type Brought, type BroughtIn, bringIn, SourceTaken, sourceNamed } from './bring-in.ts'
export { FIELDS, type FieldCode, fieldOf } from './fields.ts'
export { importContext } from './import-context.ts'
export { type Mapping, mappingProblems } from './mapping.ts'
export { readOpening } from './opening.ts'
export { hasColumns, openList } from './read-list.ts'
export { undoList } from './undo-work.ts'
export { checkList, commitList, type ListWork } from './work.ts'

export const lists: Feature = {
  name: 'lists',
  school: schoolPart,
  navigation: [{ text: 'Find', href: '/lists', may: 'lists.read', order: 25 }],
  routes,
  jobs: [...jobs, undoJob],
}
