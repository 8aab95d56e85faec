import { sql } from 'kysely'
import type { Door } from '../../ground/database/door.ts'
import type { Engine } from '../../ground/database/identity.ts'
import type { Queue } from '../../ground/jobs/queue.ts'
import { Look } from '../../ground/look.ts'
import type { Day } from '../../rulebook/index.ts'
import { matchKind, matchTitle } from './county-run.ts'

/**
 * Asks for the county to be looked through where a list was committed, or taken back, since that was last begun, and none waits or runs.
 * Called when the program begins to work and every few minutes. @returns the authorities it was asked for.
 */
export async function askToMatch({ door, queue }: { door: Door; queue: Queue }, today: Day): Promise<string[]> {
  const authorities = await door.signIn(ask => ask<{ id: string }>('SELECT id FROM authority ORDER BY id', []))
  const asked: string[] = []
  for (const { id } of authorities) {
    const engine: Engine = { kind: 'engine', name: matchKind, authority_id: id, asked_by: null, today }
    await door.write(engine, new Look({ purpose: 'matching asked for', route: 'schedule' }), async tx => {
      await sql`SELECT pg_advisory_xact_lock(hashtext(${matchKind}), hashtext(${id}))`.execute(tx)
      const { rows } = await sql<{
        due: boolean
      }>`SELECT NOT EXISTS (SELECT FROM job WHERE kind = ${matchKind} AND state IN ('waiting', 'running'))
        AND coalesce((SELECT max(greatest(committed_at, undone_at)) FROM import), '-infinity') > coalesce((SELECT max(began_at) FROM match_run WHERE kind = 'county'), '-infinity')
        AND NOT EXISTS (SELECT FROM job WHERE kind = ${matchKind} AND state = 'failed' AND asked_at > now() - interval '1 hour') AS due`.execute(
        tx,
      )
      if (!rows[0]?.due) return
      await queue.enqueue(
        tx,
        { authority_id: id, account_id: null },
        { kind: matchKind, title: matchTitle, subject_id: null },
      )
      asked.push(id)
    })
  }
  return asked
}
