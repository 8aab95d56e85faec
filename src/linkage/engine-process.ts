import { ColumnsRefused } from './columns.ts'
import { Duck, type DuckLimits } from './duck.ts'
import { type LinkageJob, type LinkageResult, runLinkage } from './engine.ts'
import { ListRefused } from './open-file.ts'

/** What the engine's process is asked, once. */
export interface ToEngine {
  job: LinkageJob
  limits: DuckLimits
}

/** What it says. Anything else that goes wrong ends it, and stands on its standard error. */
export type FromEngine =
  | { kind: 'step'; step: string }
  | { kind: 'done'; result: LinkageResult }
  | { kind: 'refused'; refused: 'list' | 'columns'; message: string }

const say = (said: FromEngine): Promise<void> =>
  new Promise(resolve => {
    if (process.send === undefined) resolve()
    else process.send(said, () => resolve())
  })

process.once('message', async ({ job, limits }: ToEngine) => {
  const duck = await Duck.open(limits)
  try {
    const result = await runLinkage(duck, job, step => void say({ kind: 'step', step }))
    await say({ kind: 'done', result })
  } catch (problem) {
    if (problem instanceof ListRefused) await say({ kind: 'refused', refused: 'list', message: problem.message })
    else if (problem instanceof ColumnsRefused)
      await say({ kind: 'refused', refused: 'columns', message: problem.message })
    else throw problem
  } finally {
    duck.close()
    process.disconnect?.()
  }
})

// Whoever started it is gone: nobody waits for an answer.
process.once('disconnect', () => process.exit())
