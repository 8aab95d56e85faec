import { relative } from 'node:path'
import { run } from 'node:test'
import { inspect } from 'node:util'

/** What node's test runner counts, over several runs. Durations in milliseconds. */
export interface Counts {
  tests: number
  suites: number
  passed: number
  failed: number
  cancelled: number
  skipped: number
  todo: number
  duration_ms: number
}

export const noCounts = (): Counts => ({
  ...{ tests: 0, suites: 0, passed: 0, failed: 0, cancelled: 0, skipped: 0, todo: 0 },
  duration_ms: 0,
})

/** A file that takes longer hangs. */
const longestFile = 10 * 60_000
const here = (file: string) => relative(process.cwd(), file)

/** Runs test files and says a line for each; a failure is told in full, with what its file had printed. */
export async function report(files: readonly string[], concurrency: number, counts: Counts): Promise<void> {
  if (files.length === 0) return
  const printed = new Map<string, string>()
  const failed: string[] = []
  for await (const { type, data } of run({ files, concurrency, timeout: longestFile })) {
    if (type === 'test:stdout' || type === 'test:stderr' || type === 'test:diagnostic') {
      if (data.file !== undefined) printed.set(data.file, `${printed.get(data.file) ?? ''}${data.message.trimEnd()}\n`)
    } else if (type === 'test:fail') {
      const { error } = data.details
      const ofParts = 'failureType' in error && error.failureType === 'subtestsFailed'
      if (data.skip === undefined && data.todo === undefined && !ofParts) {
        console.log(`\n✖ ${data.name}\n  at ${here(data.file ?? '')}:${data.line ?? 0}`)
        console.log(`${inspect(error.cause ?? error, { depth: 6 })}\n`.replaceAll(/^/gm, '  '))
      }
    } else if (type === 'test:summary' && data.file !== undefined) {
      const took = `${(data.duration_ms / 1000).toFixed(1)} s`
      const { passed, tests } = data.counts
      console.log(`${data.success ? '✔' : '✖'} ${here(data.file)} (${passed} of ${tests} in ${took})`)
      if (!data.success) failed.push(data.file)
    } else if (type === 'test:summary') {
      for (const name of ['tests', 'suites', 'passed', 'failed', 'cancelled', 'skipped', 'todo'] as const)
        counts[name] += data.counts[name]
      counts.duration_ms += data.duration_ms
    }
  }
  for (const file of failed) {
    const text = printed.get(file)
    if (text !== undefined) console.log(`\n${here(file)} printed:\n${text}`)
  }
}

/** The summary as node's own reporter closes with it. */
export const endOfRun = (counts: Counts): string =>
  [
    `\nℹ tests ${counts.tests}`,
    `ℹ suites ${counts.suites}`,
    `ℹ pass ${counts.passed}`,
    `ℹ fail ${counts.failed}`,
    `ℹ cancelled ${counts.cancelled}`,
    `ℹ skipped ${counts.skipped}`,
    `ℹ todo ${counts.todo}`,
    `ℹ duration_ms ${counts.duration_ms.toFixed(3)}`,
  ].join('\n')
