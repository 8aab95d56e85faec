import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { checkRow, isRefused } from '../src/features/lists/check-row.ts'
import { collectTable } from '../src/features/lists/collect.ts'
import type { RawRow } from '../src/features/lists/fields.ts'
import { applyMapping, guessMapping, mappingProblems } from '../src/features/lists/mapping.ts'
import { type ListFile, openList } from '../src/features/lists/read-list.ts'
import { readLinks, readRegister } from '../src/features/schools/register.ts'
import { openCsv } from '../src/ground/csv.ts'
import { FileRefused } from '../src/ground/file-refused.ts'
import { discard } from '../src/ground/peek.ts'
import { asDay } from '../src/rulebook/days.ts'

/** What one reader made of one file, or of the files of one download. */
interface Trial {
  file: string
  read_as: string
  rows: number
  refused: number
  flagged: number
  seconds: string
  first_problem: string
}

const LONGEST_CELL = 120
const as_at = asDay(Temporal.Now.plainDateISO('Europe/London').toString())

class Count {
  rows = 0
  refused = 0
  flagged = 0
  first_problem = ''

  note(problem: string): void {
    this.first_problem ||= problem
  }
}

async function tryRegister(reader: typeof readRegister | typeof readLinks, path: string, count: Count): Promise<void> {
  for await (const found of reader(createReadStream(path))) {
    if (!('problem' in found)) count.rows += 1
    else {
      if (found.severity === 'noted') count.flagged += 1
      else count.refused += 1
      count.note(`line ${found.line}: ${found.problem}`)
    }
  }
}

async function tryList(paths: readonly string[], count: Count): Promise<string> {
  const files: ListFile[] = paths.map(path => ({ name: basename(path), stream: () => createReadStream(path) }))
  const list = await openList(files)
  const mapping = list.headers === null ? {} : guessMapping(list.headers)
  const unfit =
    list.headers === null
      ? undefined
      : mappingProblems(mapping, { needed: [], expected: [] }, { headers: list.headers })[0]
  if (unfit?.severity === 'refused') {
    await discard(list.rows)
    throw new FileRefused(`Not a list of children. ${unfit.reason}`)
  }
  for (const warning of list.warnings) count.note(warning)
  for await (const found of list.rows) {
    if ('problem' in found) {
      count.refused += 1
      count.note(`line ${found.line}: ${found.problem}`)
      continue
    }
    count.rows += 1
    const raw: RawRow = list.headers === null ? found.raw : applyMapping(mapping, found.raw)
    const { problems } = checkRow(raw, { as_at, columns: mapping })
    if (isRefused(problems)) count.refused += 1
    else if (problems.length > 0) count.flagged += 1
    const first = problems.find(p => p.severity === 'refused') ?? problems[0]
    if (first !== undefined) count.note(`line ${found.line}, ${first.column}: ${first.reason}`)
  }
  return list.format
}

async function headersOf(path: string): Promise<readonly string[]> {
  try {
    const table = await openCsv(createReadStream(path))
    await discard(table.rows)
    return table.headers
  } catch (error) {
    if (error instanceof FileRefused) return []
    throw error
  }
}

async function tryFiles(paths: readonly string[], folder: string, headers: readonly string[]): Promise<Trial> {
  const count = new Count()
  const [path = ''] = paths
  const started = performance.now()
  let read_as: string
  try {
    if (headers.includes('LinkURN')) {
      read_as = 'register links'
      await tryRegister(readLinks, path, count)
    } else if (headers.includes('EstablishmentName')) {
      read_as = 'register'
      await tryRegister(readRegister, path, count)
    } else read_as = `list: ${await tryList(paths, count)}`
  } catch (error) {
    read_as = error instanceof FileRefused ? 'refused' : 'FAILED'
    count.first_problem = error instanceof Error ? error.message : String(error)
    if (!(error instanceof FileRefused)) process.exitCode = 1
  }
  const { rows, refused, flagged, first_problem } = count
  const file = paths.map((each, i) => (i === 0 ? relative(folder, each) : basename(each))).join(' + ')
  return {
    file,
    read_as,
    rows,
    refused,
    flagged,
    seconds: ((performance.now() - started) / 1000).toFixed(2),
    first_problem,
  }
}

const shortened = (text: string): string => (text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text)

function print(trials: readonly Trial[]): void {
  const columns = ['file', 'read_as', 'rows', 'refused', 'flagged', 'seconds', 'first_problem'] as const
  const table = [
    columns.map(c => c.replace('_', ' ')),
    ...trials.map(trial => columns.map(c => shortened(String(trial[c])))),
  ]
  const widths = columns.map((_, i) => Math.max(...table.map(line => line[i]?.length ?? 0)))
  for (const line of table) {
    const padded = line.map((cell, i) =>
      i >= 2 && i <= 5 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0),
    )
    console.log(padded.join('  ').trimEnd())
  }
}

const { positionals } = parseArgs({ allowPositionals: true })
const [folder] = positionals
if (folder === undefined) {
  console.error('Usage: npm run try-samples -- FOLDER')
  process.exit(2)
}
const names = await readdir(folder, { recursive: true, withFileTypes: true })
const paths = names.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
const downloads = new Map<string, string[]>()
const trials: Trial[] = []
for (const path of paths.toSorted()) {
  const headers = await headersOf(path)
  if (collectTable(headers) === undefined) trials.push(await tryFiles([path], folder, headers))
  else downloads.set(dirname(path), [...(downloads.get(dirname(path)) ?? []), path])
}
for (const tables of downloads.values()) trials.push(await tryFiles(tables, folder, []))
print(trials)
