// Checks a list or takes one back in a process of its own, and stands still at one step of it until it is killed.
import { workOf } from '../../county/load-list.ts'
import { checkList } from '../../src/features/lists/index.ts'
import { undoList } from '../../src/features/lists/undo-work.ts'
import type { ListWork } from '../../src/features/lists/work.ts'
import { startFeatures } from '../../src/features.ts'
import { openDoor } from '../../src/ground/database/door.ts'
import { asDay } from '../../src/rulebook/index.ts'

/** Records to a transaction of what is taken back. */
export const few = 3

export const kindsOfWork = {
  check: (work: ListWork, id: string): Promise<void> => checkList(work, id),
  undo: (work: ListWork, id: string): Promise<void> => undoList(work, id, few),
}

if (import.meta.main) {
  const [, , url = '', authority_id = '', kind = '', id = '', step = '', times = '1'] = process.argv
  startFeatures()
  const work = workOf(openDoor(url, 4), {
    ...{ kind: 'engine', name: 'import', authority_id, asked_by: null },
    today: asDay('2026-11-17'),
  })
  let left = Number(times)
  /** Says that the step is reached for the last of so many times: all of it is done, and nothing of it committed. */
  const waitAt = async (reached: string): Promise<void> => {
    if (reached !== step || --left > 0) return
    console.log('waiting')
    await new Promise(() => setInterval(() => undefined, 1000))
  }
  await kindsOfWork[kind === 'undo' ? 'undo' : 'check'](
    {
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
    },
    id,
  )
  console.log('ended')
}
