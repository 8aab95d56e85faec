import { after, before, describe } from 'node:test'
import { mainJob } from './main-job.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
before(async () => {
  stage = await openStage()
})
after(() => stage?.close())
const onStage = () => stage

describe('the main job', () => mainJob(onStage))
