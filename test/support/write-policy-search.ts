import type { PlantedWorld } from './planted.ts'
import { exists, reaches } from './policy.ts'
import type { Attempt } from './write-policy.ts'

/** The dictionary of names is the engine's; a pin is everybody's own, on children within reach. */
export function attemptsOnSearch(world: PlantedWorld): Attempt[] {
  const children = ['on roll at A', 'sealed', 'sealed at A', 'with the virtual school', 'theirs'].map(name =>
    world.child(name),
  )
  const pin = (authority: string, account: string, person_id: string, sealed: boolean) =>
    `INSERT INTO child_pin (authority_id, account_id, person_id, sealed) VALUES (${authority}, ${account}, '${person_id}', ${sealed})`
  const [open] = children
  return [
    {
      name: 'a part of a name in the dictionary',
      sql: `INSERT INTO name_token (authority_id, token, sounds, near) VALUES ($authority, 'tried', '{}', '{}')`,
      may: who => who.kind === 'engine',
    },
    ...children.map(
      ({ authority_id, person_id, sealed }, at): Attempt => ({
        name: `a pin on the child ${children[at]?.name}`,
        sql: pin(`'${authority_id}'`, '$account', person_id, sealed),
        may: who => who.account_id !== null && children[at] !== undefined && reaches(who, children[at]),
      }),
    ),
    {
      name: 'a pin for somebody else',
      sql: pin('$authority', `'${open?.person_id}'`, open?.person_id ?? '', false),
      may: () => false,
    },
    {
      name: 'every pin taken out',
      sql: 'DELETE FROM child_pin',
      may: who =>
        (world.rows.get('child_pin') ?? []).filter(({ row }) => {
          const child = world.children.get(String(row.person_id))
          return (
            who.account_id !== null && row.account_id === who.account_id && child !== undefined && exists(who, child)
          )
        }).length,
    },
  ]
}
