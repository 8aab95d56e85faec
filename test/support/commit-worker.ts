// A worker of the tests in a process of its own: commits a list, a few rows to a transaction, and stands still in the middle
// of one of them until it is killed.
import { commitKind, commitList } from '../../src/features/lists/work.ts'
import { startFeatures } from '../../src/features.ts'
import { openDoor } from '../../src/ground/database/door.ts'
import { openQueue } from '../../src/ground/jobs/queue.ts'
import { type JobKind, startWork } from '../../src/ground/jobs/work.ts'
import { makeLog } from '../../src/ground/log.ts'
import { asDay } from '../../src/rulebook/index.ts'
import { quickRhythm } from './job-worker.ts'

/** Rows to a transaction. */
export const few = 4

/** Commits as the program does, in small batches. In the batch numbered `stopIn` it says so and waits, all written and nothing committed. */
export const committing = (stopIn: number | null, said: (line: string) => void): JobKind => ({
  kind: commitKind,
  run: async context => {
    let batches = 0
    const write: typeof context.write = (action, work) =>
      context.write(action, async (tx, look) => {
        const answer = await work(tx, look)
        if (/committed|ended/.test(action) && ++batches === stopIn) {
          said('waiting')
          await new Promise(() => setInterval(() => undefined, 1000))
        }
        return answer
      })
    await commitList({ ...context, write }, context.subject_id ?? '', { size: few })
  },
})

if (import.meta.main) {
  const [, , url = '', stopIn = ''] = process.argv
  startFeatures()
  const queue = await openQueue(url, true, quickRhythm)
  await startWork({
    queue,
    door: openDoor(url, 4),
    kinds: [committing(Number(stopIn), line => console.log(line))],
    today: () => asDay('2026-11-17'),
    log: makeLog({ logLevel: 'silent' }),
  })
}
