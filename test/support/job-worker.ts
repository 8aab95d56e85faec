// A worker of the tests in a process of its own: counts to the job's total, a row a step, slowly or to the end.
import { sql } from 'kysely'
import { openDoor } from '../../src/ground/database/door.ts'
import { openQueue, type QueueRhythm } from '../../src/ground/jobs/queue.ts'
import { type JobKind, startWork } from '../../src/ground/jobs/work.ts'
import { makeLog } from '../../src/ground/log.ts'
import { asDay } from '../../src/rulebook/index.ts'

/** The quickest that the queue allows. */
export const quickRhythm: QueueRhythm = { heartbeat: 10, supervise: 1 }
export const steps = 20

/**
 * Writes the numbers 1 to 20 as sources, each in a transaction of its own, going on where it was; `stopAt` is where it
 * says so and waits for ever.
 */
export const counting = (stopAt: number | null, said: (line: string) => void): JobKind => ({
  kind: 'counting',
  run: async context => {
    const { authority_id } = context.engine
    for (let step = 1; step <= steps; step++) {
      const isNew = await context.write('counted', async tx => {
        const made =
          await sql`INSERT INTO source (authority_id, kind, name, made_by) VALUES (${authority_id}, 'health', ${String(step)}, NULL)
          ON CONFLICT DO NOTHING`.execute(tx)
        return made.numAffectedRows === 1n
      })
      if (isNew) said(`step ${step}`)
      await context.progress({ done: step, total: steps, sentence: `${step} of ${steps}` })
      if (step === stopAt) {
        said('waiting')
        await new Promise(() => setInterval(() => undefined, 1000))
      }
    }
  },
})

if (import.meta.main) {
  const [, , url = '', stopAt = ''] = process.argv
  const queue = await openQueue(url, true, quickRhythm)
  await startWork({
    queue,
    door: openDoor(url, 4),
    kinds: [counting(Number(stopAt), line => console.log(line))],
    today: () => asDay('2026-11-17'),
    log: makeLog({ logLevel: 'silent' }),
  })
}
