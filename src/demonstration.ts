import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { generateCounty } from '../county/generate.ts'
import { loadCounty } from '../county/load.ts'
import { LOAD_KIND, LoadRefused } from '../county/load-row.ts'
import { SetUp } from './features/people/index.ts'
import type { Program } from './program.ts'

/**
 * Fills an empty embedded database with the made-up county, through the imports that real lists go through. Does nothing
 * where there is data already, on a server of your own, or where no demonstration is wanted; goes on with one that was stopped
 * half-way.
 */
export async function buildDemonstration({ parts, connection }: Program, say: (line: string) => void): Promise<void> {
  const { settings } = parts
  if (!settings.demonstration || !connection.embedded || connection.owner_url === null) return
  const setUp = await SetUp.open(connection.owner_url)
  try {
    const holds = await setUp.holds()
    const stopped = holds === 'demonstration' && (await setUp.unfinished(LOAD_KIND))
    if (holds !== 'nothing' && !stopped) return
    const folder = join(settings.dataFolder, 'county')
    const today = parts.today()
    if (stopped) say('Going on with the made-up county of Marlshire, which was not loaded to its end.')
    else {
      say(
        `Making up the county of Marlshire: ${settings.demonstrationChildren.toLocaleString('en-GB')} children, none of them real.`,
      )
      await generateCounty({ as_at: today, folder, children: settings.demonstrationChildren })
    }
    // Nobody types this password: the sign-in page of a demonstration lets a visitor be anyone.
    const password = randomBytes(24).toString('base64url')
    await loadCounty({ folder, door: parts.door, setUp, password, today, say: line => say(`  ${line}`) })
  } catch (problem) {
    if (!(problem instanceof LoadRefused)) throw problem
    say(problem.message)
  } finally {
    await setUp.close()
  }
}
