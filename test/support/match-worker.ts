// Looks through a county in a process of its own, and stands still at one step of it until it is killed.
import { workOf } from '../../county/load-list.ts'
import { matchCounty } from '../../src/features/matching/index.ts'
import { startFeatures } from '../../src/features.ts'
import { openDoor } from '../../src/ground/database/door.ts'
import { asDay } from '../../src/rulebook/index.ts'

const [, , url = '', authority_id = '', step = ''] = process.argv
startFeatures()
const work = workOf(openDoor(url, 4), {
  ...{ kind: 'engine', name: 'matching', authority_id, asked_by: null },
  today: asDay('2026-11-17'),
})
/** Says that the step is reached: all of it is done, and nothing of it committed. */
const waitAt = async (reached: string): Promise<void> => {
  if (reached !== step) return
  console.log('waiting')
  await new Promise(() => setInterval(() => undefined, 1000))
}
await matchCounty({
  ...work,
  read: (action, ask) =>
    work.read(action, async (tx, look) => {
      const answer = await ask(tx, look)
      await waitAt(action)
      return answer
    }),
  write: (action, act) =>
    work.write(action, async (tx, look) => {
      const answer = await act(tx, look)
      await waitAt(action)
      return answer
    }),
  progress: async told => {
    // The engine begins in a process of its own as soon as this has been told.
    if (told.sentence === 'Records compared' && step === 'comparing') setTimeout(() => console.log('waiting'), 300)
    await work.progress(told)
  },
})
