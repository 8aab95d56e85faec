// npm run bench:link [-- --rows N] [--children N] [--seed N] [--folder F]: links made-up lists and prints accuracy, time and memory beside the truth.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { dedupeFiles, type LinkageResult, linkFiles } from '../src/linkage/index.ts'
import { type ListPlan, sixLists, twoLists, writeLists } from './link-lists.ts'
import { f1, inWords, judgeMissing, judgePairs, linesOf, readTruth } from './link-truth.ts'
import { amount, type Measured, print } from './measure.ts'
import { watchOwnMemory } from './memory.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    children: { type: 'string', default: '150000' },
    seed: { type: 'string', default: '7' },
    folder: { type: 'string' },
    memory: { type: 'string', default: '700MB' },
  },
})

/** Where the lists lie: a folder that was named is kept, and its lists are not made again. */
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'onroll-bench-link-'))

function listsIn(name: string, children: number, plans: readonly ListPlan[]): { at: string; paths: string[] } {
  const at = join(folder, name)
  const paths = plans.map(plan => join(at, `${plan.name}.csv`))
  if (paths.every(path => existsSync(path))) return { at, paths }
  return { at, paths: writeLists(at, Number(values.seed), children, plans) }
}

async function measured(
  what: string,
  run: () => Promise<LinkageResult>,
): Promise<{ result: LinkageResult; lines: Measured[] }> {
  const memory = watchOwnMemory()
  const began = performance.now()
  const result = await run()
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const of = result.lists.map(({ rows }) => rows.toLocaleString('en-GB')).join(' and ')
  const steps = Object.entries(result.took).map(([step, took]) => `${step} ${took.toFixed(1)}`)
  return {
    result,
    lines: [
      { what, of, figure: `${seconds} s, ${amount(memory(), 'MB')} in all processes` },
      { what: '  of it', of: 'seconds', figure: steps.join(', ') },
      {
        what: '  pairs compared, told',
        of: '',
        figure: `${result.candidates.toLocaleString('en-GB')}, ${result.pairs.toLocaleString('en-GB')}`,
      },
    ],
  }
}

async function* pairsOf(path: string): AsyncGenerator<readonly [string, string]> {
  for await (const line of linesOf(path)) {
    const [one = '', other = ''] = line.split(',', 2)
    yield [one, other]
  }
}

/** Pairs whose keys nobody else on either list has: what a council does today. */
async function* samePairs(
  paths: readonly string[],
  keyOf: (cells: string[], list: number) => string,
): AsyncGenerator<readonly [string, string]> {
  const [left = '', right = ''] = paths
  const ids = new Map<string, string | null>()
  for await (const line of linesOf(left)) {
    const cells = line.split(',')
    const key = keyOf(cells, 0)
    if (key !== '') ids.set(key, ids.has(key) ? null : (cells[0] ?? ''))
  }
  const taken = new Set<string>()
  for await (const line of linesOf(right)) {
    const cells = line.split(',')
    const id = ids.get(keyOf(cells, 1))
    if (id === undefined || id === null || taken.has(id)) continue
    taken.add(id)
    yield [id, cells[0] ?? '']
  }
}

const exactNames = (cells: string[]): string => [cells[3], cells[2], cells[5]].join('|').toLowerCase()

async function benchTwo(): Promise<void> {
  const { at, paths } = listsIn('two', Number.POSITIVE_INFINITY, twoLists(Number(values.rows)))
  const [left = '', right = ''] = paths
  const out = join(at, 'pairs.csv')
  const { lines } = await measured('a roll and a health list, one to one', () =>
    linkFiles({ left: { path: left }, right: { path: right }, out, oneToOne: true, memory: values.memory }),
  )
  print(lines)
  const [roll, health] = [readTruth(at, 'roll'), readTruth(at, 'health')]
  const { all, groups } = await judgePairs(pairsOf(out), roll, health)
  const exact = await judgePairs(samePairs(paths, exactNames), roll, health)
  const numbers = await judgePairs(
    samePairs(paths, (cells, list) => `${list}${cells[1]}`),
    roll,
    health,
  )
  const partnered = new Set<string>()
  for await (const [, id] of pairsOf(out)) partnered.add(id)
  const missing = await judgeMissing(partnered, health, roll)
  print([
    { what: 'told beside the truth', of: `${all.sought.toLocaleString('en-GB')} on both`, figure: inWords(all) },
    { what: 'by exact names and date of birth', of: '', figure: inWords(exact.all) },
    { what: 'by UPN or NHS number (the lists share neither)', of: '', figure: inWords(numbers.all) },
    {
      what: 'on the health list and no roll: listed',
      of: `${missing.sought.toLocaleString('en-GB')} truly`,
      figure: inWords(missing),
    },
    ...groups.map(([name, found]) => ({
      what: `  ${name}`,
      of: found.sought.toLocaleString('en-GB'),
      figure: inWords(found),
    })),
  ])
}

async function benchSix(): Promise<void> {
  const plans = sixLists()
  const { at, paths } = listsIn('six', Number(values.children), plans)
  const clusters = join(at, 'clusters.csv')
  const { lines } = await measured('six lists of a county, linked and clustered', () =>
    dedupeFiles({ lists: paths.map(path => ({ path })), clusters, memory: values.memory }),
  )
  print(lines)
  const truths = new Map(plans.map(({ name }) => [`${name}.csv`, readTruth(at, name)]))
  const byCluster = new Map<string, Map<number, number>>()
  const byChild = new Map<number, number>()
  for await (const line of linesOf(clusters)) {
    const [cluster = '', file = '', id = ''] = line.split(',')
    const child = truths.get(basename(file))?.childOf.get(id) ?? -1
    const children = byCluster.get(cluster) ?? new Map<number, number>()
    children.set(child, (children.get(child) ?? 0) + 1)
    byCluster.set(cluster, children)
    byChild.set(child, (byChild.get(child) ?? 0) + 1)
  }
  const pairs = (rows: number) => (rows * (rows - 1)) / 2
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, one) => total + one, 0)
  const found = {
    told: sum([...byCluster.values()].map(children => pairs(sum(children.values())))),
    right: sum([...byCluster.values()].flatMap(children => [...children.values()].map(pairs))),
    sought: sum([...byChild.values()].map(pairs)),
  }
  const mixed = [...byCluster.values()].filter(children => children.size > 1).length
  print([
    { what: 'pairs in one cluster beside the truth', of: found.sought.toLocaleString('en-GB'), figure: inWords(found) },
    {
      what: 'clusters, of them with rows of two children',
      of: '',
      figure: `${byCluster.size.toLocaleString('en-GB')}, ${mixed.toLocaleString('en-GB')}`,
    },
  ])
  if (f1(found) === 0) process.exitCode = 1
}

try {
  if (Number(values.rows) > 0) await benchTwo()
  if (Number(values.children) > 0) await benchSix()
} finally {
  if (values.folder === undefined) rmSync(folder, { recursive: true })
}
