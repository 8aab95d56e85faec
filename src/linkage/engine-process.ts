import { ColumnsRefused } from './columns.ts'
import { Duck, type DuckLimits } from './duck.ts'
import { type LinkageJob, type LinkageResult, runLinkage } from './engine.ts'
import { ListRefused } from './open-file.ts'

/** What the engine's process is asked, once. */
export interface ToEngine {
  job: LinkageJob
  limits: DuckLimits
}

/** What it says: a step as it begins, and in the end the answer, why the lists are refused, or what went wrong. */
export type FromEngine =
  | { kind: 'step'; step: string }
  | { kind: 'done'; result: LinkageResult }
  | { kind: 'refused'; refused: 'list' | 'columns' | 'engine'; message: string }

const say = (said: FromEngine): Promise<void> =>
  new Promise(resolve => {
    if (process.send === undefined) resolve()
    else process.send(said, () => resolve())
  })

const refusal = (problem: unknown): FromEngine => {
  const message = problem instanceof Error ? problem.message : String(problem)
  const refused = problem instanceof ListRefused ? 'list' : problem instanceof ColumnsRefused ? 'columns' : 'engine'
  return { kind: 'refused', refused, message }
}

async function run({ job, limits }: ToEngine): Promise<FromEngine> {
  let duck: Duck | undefined
  try {
    duck = await Duck.open(limits)
    return { kind: 'done', result: await runLinkage(duck, job, step => void say({ kind: 'step', step })) }
  } catch (problem) {
    return refusal(problem)
  } finally {
    duck?.close()
  }
}

process.once('message', async (order: ToEngine) => {
  await say(await run(order))
  process.disconnect?.()
})

// Whoever started it is gone: nobody waits for an answer.
process.once('disconnect', () => process.exit())
