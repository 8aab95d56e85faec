import { after, before, describe } from 'node:test'
import { changingACalendar } from './changing-a-calendar.ts'
import { correcting } from './correcting.ts'
import { errors } from './errors.ts'
import { everyPage } from './every-page.ts'
import { mainJob } from './main-job.ts'
import { movingAGroup } from './moving-a-group.ts'
import { panelsMeet } from './panels-meet.ts'
import { parentsConcern } from './parents-concern.ts'
import { roles } from './roles.ts'
import { sealing } from './sealing.ts'
import { searching } from './searching.ts'
import { sixLists } from './six-lists.ts'
import { openStage, type Stage } from './stage.ts'
import { suspense } from './suspense.ts'
import { whereaboutsUnknown } from './whereabouts-unknown.ts'
import { wrongJoin } from './wrong-join.ts'

let stage: Stage
before(async () => {
  stage = await openStage()
})
after(() => stage?.close())
const onStage = () => stage

describe('the main job', () => mainJob(onStage))
describe('a parent’s concern', () => parentsConcern(onStage))
describe('looking for a child together', () => whereaboutsUnknown(onStage))
describe('finding a child', () => searching(onStage))
describe('correcting a record', () => correcting(onStage))
describe('what each of the people finds', () => roles(onStage))
describe('sealing a record', () => sealing(onStage))
describe('explaining a suspense account', () => suspense(onStage))
describe('what goes wrong', () => errors(onStage))
describe('moving a group, and drawing a week', () => movingAGroup(onStage))
describe('changing a calendar', () => changingACalendar(onStage))
describe('every page', () => everyPage(onStage))
// These leave cases, lists and joins behind that the county did not have.
describe('panels that meet', () => panelsMeet(onStage))
describe('six lists of the county', () => sixLists(onStage))
describe('taking a wrong join back', () => wrongJoin(onStage))
