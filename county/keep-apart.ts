import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { JoinRefused, neverJoin } from '../src/features/matching/index.ts'
import type { Door } from '../src/ground/database/door.ts'
import type { Engine } from '../src/ground/database/identity.ts'
import { Look } from '../src/ground/look.ts'
import { personOfRow } from './casework/choose.ts'
import { readTruth } from './read-county.ts'
import { signedIn } from './signed-in.ts'

interface Told {
  stories: { codes: Record<string, unknown>; children: { child_id: string }[] }[]
}

/** Keeps apart for good whom the stories tell of as two identities that must not lead to each other, as the officer who knows of it would. */
export async function keepIdentitiesApart(o: {
  folder: string
  door: Door
  engine: Engine
  account: string
}): Promise<void> {
  const told: Told = JSON.parse(readFileSync(join(o.folder, 'truth.json'), 'utf8'))
  const two = told.stories.filter(story => story.codes.never_joined === true)
  if (two.length === 0) return
  const rowsOf = Map.groupBy(readTruth(o.folder).rows, row => row.child_id)
  const look = (purpose: string) => new Look({ purpose, route: 'command:county' })
  const { person, leave } = await signedIn(o.door, o.account, o.engine.today)
  try {
    for (const { children } of two) {
      const persons = await o.door.read(o.engine, look('identities to keep apart found'), async tx => {
        const found: (string | null)[] = []
        for (const { child_id } of children) {
          const row = rowsOf.get(child_id)?.[0]
          found.push(row ? await personOfRow(tx, row) : null)
        }
        return found
      })
      const [one, other] = persons
      if (!one || !other) continue
      await o.door
        .write(person, look('identities kept apart'), tx =>
          neverJoin(tx, person, { one, other, kind: 'adoption', because: 'Adopted: told by the adoption team.' }),
        )
        .catch(problem => {
          // By a load that was stopped after it.
          if (!(problem instanceof JoinRefused)) throw problem
        })
    }
  } finally {
    await leave()
  }
}
