import { sql } from 'kysely'
import { type JobContext, type JobKind, WorkRefused } from '../../ground/jobs/work.ts'
import type { Day } from '../../rulebook/index.ts'
import { changeJob, workOut } from './change.ts'
import { countedOver } from './recount.ts'

/** Children to a transaction. */
const batch = 500

/**
 * Works out anew, after a change of calendars that touches many, every child with a clock that was counted over a changed day.
 * Begun again half-way it goes on after the last child whom it finished.
 */
export async function workThrough(
  work: Pick<JobContext, 'read' | 'write' | 'progress' | 'engine'>,
  change_id: string,
  size = batch,
): Promise<void> {
  let done = 0
  let total: number | null = null
  for (;;) {
    const sum = total === null ? '' : ` of ${total.toLocaleString('en-GB')}`
    const sentence = `${done.toLocaleString('en-GB')}${sum} children worked out anew`
    await work.progress({ done, total, sentence })
    const some = await work.write('clocks worked out anew after a change of calendars', async (tx, look) => {
      const { rows } = await sql<{
        authority_id: string
        first_day: Day
        schools: number[] | null
        worked_to: string | null
        state: string
      }>`SELECT authority_id, first_day, schools, worked_to, state FROM calendar_change WHERE id = ${change_id} FOR UPDATE`.execute(
        tx,
      )
      const [change] = rows
      if (!change) throw new WorkRefused('There is no such change of calendars.')
      if (change.state === 'done') return null
      const days = { from: change.first_day, schools: change.schools }
      const counted = await countedOver(tx, days, change.worked_to, size)
      const ids = counted.map(({ person_id }) => person_id)
      look.saw(await workOut(tx, { id: change_id, authority_id: change.authority_id }, ids, work.engine.today))
      const last = ids.at(-1)
      await tx
        .updateTable('calendar_change')
        .set(last === undefined ? { state: 'done' } : { worked_to: last })
        .where('id', '=', change_id)
        .execute()
      if (last === undefined) return null
      const left = total === null ? (await countedOver(tx, days, last)).filter(one => !one.sealed).length : 0
      return { open: counted.filter(one => !one.sealed).length, left }
    })
    if (some === null) return
    done += some.open
    total ??= some.open + some.left
  }
}

export const jobs: readonly JobKind[] = [
  {
    kind: changeJob,
    run: context => {
      if (context.subject_id === null) throw new WorkRefused('This work does not say which change it is about.')
      return workThrough(context, context.subject_id)
    },
  },
]
