import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Which child each row of a list is, by the row's id, and which background the child's family has. */
export interface ListTruth {
  childOf: Map<string, number>
  background: Map<number, string>
}

export async function* linesOf(path: string): AsyncGenerator<string> {
  let first = true
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (!first) yield line
    first = false
  }
}

export function readTruth(folder: string, name: string): ListTruth {
  const childOf = new Map<string, number>()
  const background = new Map<number, string>()
  for (const line of readFileSync(join(folder, `${name}.truth.csv`), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)) {
    const [id = '', child = '', of = ''] = line.split(',')
    childOf.set(id, Number(child))
    background.set(Number(child), of)
  }
  return { childOf, background }
}

/** How many pairs were told, how many of them are right, and how many there are to be found. */
export interface Found {
  told: number
  right: number
  sought: number
}

export const f1 = ({ told, right, sought }: Found): number => (2 * right) / Math.max(1, told + sought)
export const inWords = (found: Found): string =>
  `F1 ${f1(found).toFixed(5)} (precision ${(found.right / Math.max(1, found.told)).toFixed(5)}, recall ${(found.right / Math.max(1, found.sought)).toFixed(5)})`

/**
 * One-to-one pairs beside the truth, in all and by background. A child who stands twice on a list counts once: a pair is right if both rows are
 * of one child, and who was paired rightly once is found.
 */
export async function judgePairs(pairs: AsyncIterable<readonly [string, string]>, left: ListTruth, right: ListTruth) {
  const onRight = new Set(right.childOf.values())
  const both = new Set([...left.childOf.values()].filter(child => onRight.has(child)))
  const groups = new Map<string, Found>()
  const groupOf = (child: number): Found => {
    const name = left.background.get(child) ?? ''
    const group = groups.get(name) ?? { told: 0, right: 0, sought: 0 }
    groups.set(name, group)
    return group
  }
  for (const child of both) groupOf(child).sought += 1
  const found = new Set<number>()
  for await (const [one, other] of pairs) {
    const child = left.childOf.get(one) ?? -1
    const group = groupOf(child)
    group.told += 1
    if (child !== right.childOf.get(other) || found.has(child)) continue
    found.add(child)
    group.right += 1
  }
  const all = [...groups.values()].reduce(
    (sum, one) => ({ told: sum.told + one.told, right: sum.right + one.right, sought: sum.sought + one.sought }),
    { told: 0, right: 0, sought: 0 },
  )
  return { all, groups: [...groups].sort(([a], [b]) => (a < b ? -1 : 1)) }
}

/** Of the rows of a list, those that have no partner, beside those whose child truly is not on the other list. */
export async function judgeMissing(partnered: ReadonlySet<string>, list: ListTruth, other: ListTruth): Promise<Found> {
  const there = new Set(other.childOf.values())
  const listed = new Map<number, boolean>()
  for (const [id, child] of list.childOf) listed.set(child, (listed.get(child) ?? true) && !partnered.has(id))
  const missing = [...listed].filter(([, told]) => told)
  return {
    told: missing.length,
    right: missing.filter(([child]) => !there.has(child)).length,
    sought: [...listed.keys()].filter(child => !there.has(child)).length,
  }
}
