// npm run bench:missing [-- --children N]: loads a county up to the point where officers begin, and judges its missing list by its truth.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { generateCounty } from '../county/generate.ts'
import { loadCounty } from '../county/load.ts'
import { SetUp } from '../src/features/people/index.ts'
import { startFeatures } from '../src/features.ts'
import { asRole } from '../src/ground/database/connect.ts'
import { londonDay } from '../src/rulebook/index.ts'
import { freshDatabase, ofBench } from '../test/support/database.ts'
import { print } from './measure.ts'
import { judgeMissing, missingLines } from './missing-list.ts'

const { values } = parseArgs({ options: { children: { type: 'string', default: '3000' } } })
startFeatures()
const today = londonDay(new Date().toISOString())
const folder = mkdtempSync(join(tmpdir(), 'onroll-bench-missing-'))
const database = await freshDatabase(ofBench)
try {
  await generateCounty({ as_at: today, folder, children: Number(values.children) })
  const setUp = await SetUp.open(asRole(database.url('onroll_migrate'), 'onroll_owner'))
  const say = () => undefined
  await loadCounty({ folder, door: database.door, setUp, password: 'made-up-county-only', today, say, casework: false })
  await setUp.close()
  print(missingLines(await judgeMissing(database.superuser, folder, today)))
} finally {
  await database.drop()
  rmSync(folder, { recursive: true })
}
