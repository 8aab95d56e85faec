import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

export interface CommandRun {
  code: number
  printed: string
  complained: string
}

/** A folder of files, in which commands are run as a person runs them: each a process of its own. */
export interface CommandFolder {
  run(...words: string[]): Promise<CommandRun>
  /** Runs with `--json`. Throws Error with what the command complained of if it ends with anything but 0. */
  json(...words: string[]): Promise<unknown>
  /** The files of source that a command loads, as the engine itself tells. */
  loads(...words: string[]): Promise<string[]>
  write(name: string, lines: readonly string[]): string
  /** Where a file of it lies. */
  path(name: string): string
  /** Everything in it that was not written by `write`. */
  left(): string[]
  remove(): void
}

/** `settings` are of its environment, such as the address of a database. */
export function commandFolder(settings: Record<string, string> = {}): CommandFolder {
  const folder = mkdtempSync(join(tmpdir(), 'onroll-command-'))
  const written = new Set<string>()

  const runWith = (more: Record<string, string>, words: readonly string[]): Promise<CommandRun> => {
    const env = { ...process.env, DATA_FOLDER: join(folder, 'data'), ...settings, ...more }
    return new Promise(resolve => {
      execFile(process.execPath, [program, ...words], { cwd: folder, env }, (problem, printed, complained) => {
        resolve({ code: problem === null ? 0 : Number(problem.code), printed, complained })
      })
    })
  }
  const run = (...words: string[]): Promise<CommandRun> => runWith({}, words)

  const loads = async (...words: string[]): Promise<string[]> => {
    const coverage = mkdtempSync(join(tmpdir(), 'onroll-loaded-'))
    try {
      await runWith({ NODE_V8_COVERAGE: coverage }, words)
      return readdirSync(coverage).flatMap(name => {
        const { result }: { result: { url: string }[] } = JSON.parse(readFileSync(join(coverage, name), 'utf8'))
        return result.map(({ url }) => url)
      })
    } finally {
      rmSync(coverage, { recursive: true })
    }
  }

  return {
    run,
    loads,
    json: async (...words) => {
      const { code, printed, complained } = await run(...words, '--json')
      if (code !== 0) throw new Error(`onroll ${words.join(' ')} ended with ${code}: ${complained}`)
      return JSON.parse(printed)
    },
    write: (name, lines) => {
      written.add(name)
      writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
      return name
    },
    path: name => join(folder, name),
    left: () => readdirSync(folder).filter(name => !written.has(name)),
    remove: () => rmSync(folder, { recursive: true }),
  }
}
