import type { Planted, PlantedWorld } from './planted.ts'
import { exists, holds } from './policy.ts'
import type { Attempt } from './write-policy.ts'

/** Who keeps keys of councils, and who asks and answers with them. */
export function attemptsOnPackets(world: PlantedWorld): Attempt[] {
  const rows = (table: string) => (world.rows.get(table) ?? []).map(({ row }) => row)
  const ours = (table: string) => (who: Planted) =>
    holds(who, 'packets.keys') ? rows(table).filter(row => row.authority_id === who.authority_id).length : 0
  const packet = (of: string, values: string) =>
    `INSERT INTO packet (authority_id, travels_as, other_id, direction, kind, body, text, made_on, due_on, recorded_by, recorded_on${of})
      VALUES ($authority, gen_random_uuid(), gen_random_uuid(), 'in', 'enquiry', '{}', 'tried', '2026-11-02', '2026-11-16', '${world.child('sealed').person_id}', '2026-11-02'${values})`
  const keeps = (who: Planted) => holds(who, 'packets.keys')
  return [
    {
      name: 'a key of our own',
      sql: `INSERT INTO council_key (authority_id, public_key, secret, fingerprint, made_on, made_by) VALUES ($authority, '\\x00', '\\x00', 'tried', '2026-11-02', $account)`,
      may: keeps,
    },
    {
      name: 'a key of another council',
      sql: `INSERT INTO other_council (authority_id, code, name, public_key, fingerprint, checked_how, checked_on, checked_by)
        VALUES ($authority, '892', 'tried', '\\x00', 'tried', 'tried', '2026-11-02', $account)`,
      may: keeps,
    },
    {
      name: 'every key of our own ended',
      sql: `UPDATE council_key SET ended_on = ended_on`,
      may: ours('council_key'),
    },
    {
      name: 'every key of another council ended',
      sql: `UPDATE other_council SET ended_because = ended_because`,
      may: ours('other_council'),
    },
    { name: 'a packet about nobody', sql: packet('', ''), may: who => holds(who, 'packets.read') },
    ...['on roll at A', 'sealed', 'theirs'].map((name): Attempt => {
      const child = world.child(name)
      return {
        name: `a packet about the child ${name}`,
        sql: packet(', case_id, person_id, sealed', `, gen_random_uuid(), '${child.person_id}', ${child.sealed}`),
        may: who => holds(who, 'packets.read') && exists(who, child),
      }
    }),
    { name: 'a packet changed', sql: `UPDATE packet SET text = 'other'`, may: () => false },
  ]
}
