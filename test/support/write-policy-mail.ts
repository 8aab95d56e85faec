import type { Planted, PlantedWorld } from './planted.ts'
import { holds } from './policy.ts'
import type { Attempt } from './write-policy.ts'

/** Who may ask for email to be sent, and say what became of it. */
export function attemptsOnMail(world: PlantedWorld): Attempt[] {
  const rows = (who: Planted) =>
    (world.rows.get('mail_message') ?? []).map(({ row }) => row).filter(row => row.authority_id === who.authority_id)
  const add = (by: string, state = 'waiting') =>
    `INSERT INTO mail_message (authority_id, once_key, asked_by, to_address, subject, body, state, ended_at)
      VALUES ($authority, 'tried', ${by}, 'tried@example.org', 'tried', 'tried', '${state}', ${state === 'waiting' ? 'NULL' : 'now()'})`
  const engine = (who: Planted) => who.kind === 'engine'
  /** One's own that may have been sent; the engine's are all. */
  const settles = (who: Planted) =>
    engine(who)
      ? rows(who).length
      : holds(who, 'mail.send')
        ? rows(who).filter(row => row.state === 'uncertain' && row.asked_by === who.account_id).length
        : 0
  return [
    { name: 'email of one’s own', sql: add('$account'), may: who => holds(who, 'mail.send') },
    { name: 'email in another’s name', sql: add(`'${world.child('on roll at A').person_id}'`), may: engine },
    { name: 'email as if it had been sent', sql: add('$account', 'sent'), may: () => false },
    {
      name: 'every message sent again',
      sql: `UPDATE mail_message SET state = 'waiting', ended_at = NULL`,
      may: settles,
    },
    {
      name: 'every message failed',
      sql: `UPDATE mail_message SET state = 'failed', ended_at = now()`,
      may: who => (engine(who) ? rows(who).length : settles(who) > 0 ? false : 0),
    },
    { name: 'the text of every message changed', sql: `UPDATE mail_message SET body = 'tried'`, may: () => false },
  ]
}
