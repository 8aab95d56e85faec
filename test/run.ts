import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { attachCluster } from '../src/ground/database/embedded.ts'
import { dropShared } from './support/database.ts'
import { endOfRun, noCounts, report } from './support/run-report.ts'

/**
 * `npm test`, or `npm test -- lists door` for the files whose path has one of the words. Every file is a process; all stand
 * on one test server, started once. The journeys come last and by themselves: a browser wants the machine.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
const words = process.argv.slice(2)
const files = globSync(['src/**/*.test.ts', 'county/**/*.test.ts', 'bench/**/*.test.ts', 'test/**/*.test.ts'])
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => words.length === 0 || words.some(word => file.includes(word)))
  .sort()
if (files.length === 0) {
  console.error(`No test file has ${words.join(' or ')} in its path.`)
  process.exit(2)
}
const isJourney = (file: string) => file.startsWith('test/journeys/')

const cluster = await attachCluster({ folder: `${root}data/test` })
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void cluster.release().then(() => process.exit(130)))

// What one file of this run makes and others copy bears this in its name: test/support/loaded-county.ts.
process.env.ONROLL_TEST_RUN = String(process.pid)

const counts = noCounts()
await report(
  files.filter(file => !isJourney(file)),
  Math.max(2, availableParallelism()),
  counts,
)
await report(files.filter(isJourney), 1, counts)
await dropShared(`onroll_county_${process.pid}`)
await cluster.release()
console.log(endOfRun(counts))
process.exit(counts.failed + counts.cancelled > 0 ? 1 : 0)
