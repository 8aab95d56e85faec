// node bench/linkage-samples.ts FOLDER: links the public sample lists that lie in a folder, and prints how near the truth it comes.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { dedupeFiles, linkFiles } from '../src/linkage/index.ts'
import { f1, inWords } from './link-truth.ts'
import { type Measured, print } from './measure.ts'

type Row = Record<string, string>
const rowsOf = (path: string): Row[] => parse(readFileSync(path), { columns: true, trim: true, bom: true })
const pairsOf = (rows: number): number => (rows * (rows - 1)) / 2

/** A clean roll and a messy list: one to one, and who of the roll is on no other list. */
async function children(folder: string, out: string): Promise<Measured[]> {
  const [left, right] = ['a', 'b'].map(side => join(folder, `children_2k_${side}.csv`))
  await linkFiles({ left: { path: left ?? '' }, right: { path: right ?? '' }, out, oneToOne: true })
  const truth = new Map(rowsOf(join(folder, 'children_2k_truth.csv')).map(row => [row.id_a ?? '', row.id_b ?? '']))
  const told = new Map(rowsOf(out).map(row => [row.id_left ?? '', row.id_right ?? '']))
  const ids = rowsOf(left ?? '').map(row => row.id ?? '')
  const missing = ids.filter(id => !told.has(id))
  const pairs = { told: told.size, right: [...told].filter(([a, b]) => truth.get(a) === b).length, sought: truth.size }
  const listed = {
    told: missing.length,
    right: missing.filter(id => !truth.has(id)).length,
    sought: ids.filter(id => !truth.has(id)).length,
  }
  return [
    { what: 'children_2k, one to one', of: `${truth.size} pairs`, figure: inWords(pairs) },
    { what: 'children_2k, the missing list', of: `${listed.sought} truly`, figure: inWords(listed) },
  ]
}

/** Who is held several times in one file: the best F1 that any threshold gives, and that of the clusters at the usual one. */
async function within(
  path: string,
  out: string,
  truthOf: (row: Row) => string,
  idOf: (row: Row) => string,
): Promise<Measured[]> {
  const truth = new Map(rowsOf(path).map(row => [idOf(row), truthOf(row)]))
  const sizes = [...Map.groupBy(truth.values(), one => one).values()].map(group => group.length)
  const sought = sizes.reduce((sum, size) => sum + pairsOf(size), 0)
  const clusters = `${out}.clusters`
  await dedupeFiles({ lists: [{ path }], clusters, out, threshold: 0.001 })
  let best = { told: 0, right: 0, sought }
  let at = 1
  const now = { told: 0, right: 0, sought }
  const order = rowsOf(out).sort((a, b) => Number(b.probability) - Number(a.probability))
  for (const [place, pair] of order.entries()) {
    now.told += 1
    if (truth.get(pair.id_left ?? '') === truth.get(pair.id_right ?? '')) now.right += 1
    // Pairs of one probability are told together.
    if (order[place + 1]?.probability === pair.probability || f1(now) <= f1(best)) continue
    best = { ...now }
    at = Number(pair.probability)
  }
  await dedupeFiles({ lists: [{ path }], clusters })
  const groups = [...Map.groupBy(rowsOf(clusters), row => row.cluster).values()]
  const grouped = {
    told: groups.reduce((sum, group) => sum + pairsOf(group.length), 0),
    right: groups
      .flatMap(group => [...Map.groupBy(group, row => truth.get(row.id ?? '')).values()])
      .reduce((sum, group) => sum + pairsOf(group.length), 0),
    sought,
  }
  const name = path.split('/').at(-1) ?? path
  return [
    { what: `${name}, best of any threshold`, of: `${sought} pairs`, figure: `${inWords(best)} at ${at}` },
    { what: `${name}, clusters`, of: `${groups.length} clusters`, figure: inWords(grouped) },
  ]
}

const folder = process.argv[2] ?? ''
if (!existsSync(join(folder, 'children_2k_a.csv'))) {
  console.error('Name the folder in which the samples lie: node bench/linkage-samples.ts FOLDER')
  process.exit(2)
}
const work = mkdtempSync(join(tmpdir(), 'onroll-samples-'))
try {
  const out = join(work, 'pairs.csv')
  print(await children(folder, out))
  const febrl = (row: Row) => row.rec_id ?? ''
  print(await within(join(folder, 'febrl_dataset1.csv'), out, row => febrl(row).split('-')[1] ?? '', febrl))
  print(
    await within(
      join(folder, 'splink_fake_1000.csv'),
      out,
      row => row.cluster ?? '',
      row => row.unique_id ?? '',
    ),
  )
} finally {
  rmSync(work, { recursive: true })
}
