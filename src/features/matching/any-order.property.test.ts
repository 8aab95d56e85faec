import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Child } from '../../../county/children.ts'
import { formerAddress, homeOn } from '../../../county/children.ts'
import { makeCounty } from '../../../county/county.ts'
import { fromIso, iso } from '../../../county/days.ts'
import { written } from '../../../county/noise.ts'
import type { NoiseColumn } from '../../../county/noise-table.ts'
import { population } from '../../../county/population.ts'
import { type Random, randomAt } from '../../../county/random.ts'
import { testCounty } from '../../../test/support/county.ts'
import { type GivenList, listWork } from '../../../test/support/lists.ts'
import { matchCounty } from './county-run.ts'

const asAt = fromIso('2026-11-17')

/** From 10 to 15 children of a made-up county, brothers and sisters together. */
function someChildren(seed: number, random: Random): Child[] {
  const most = random.integer(10, 15)
  const found: Child[] = []
  for (const { child } of population(makeCounty(seed, 60, asAt, 1), [], [])) {
    if (found.length === most) break
    if (child.born < asAt - 6 * 365 && child.born > asAt - 15 * 365 && homeOn(child, asAt)) found.push(child)
  }
  return found
}

const sources: readonly { source: string; kind: string; column: NoiseColumn; as_at: string }[] = [
  { source: 'Roll', kind: 'school_roll', column: 'school_rolls', as_at: '2026-09-10' },
  { source: 'GP', kind: 'health', column: 'health', as_at: '2026-09-20' },
  { source: 'Care', kind: 'social_care', column: 'social_care', as_at: '2026-10-15' },
  { source: 'Roll', kind: 'school_roll', column: 'school_rolls', as_at: '2026-11-10' },
]

/** Four lists of these children, each with the faults of its source; each holds most of them. */
const listsOf = (seed: number, children: readonly Child[]): GivenList[] =>
  sources.map(({ source, kind, column, as_at }) => {
    const rows = children.flatMap(child => {
      const random = randomAt(seed, source, as_at, child.number)
      if (random.chance(0.2)) return []
      const address = homeOn(child, asAt)?.address ?? null
      const said = written(child, address, formerAddress(child, asAt), column, random)
      return [
        {
          ...{ surname: said.surname, forename: said.forename, born_on: said.born === null ? '' : iso(said.born) },
          ...{ sex: said.sex, upn: said.upn, nhs_number: said.nhs_number, postcode: said.address?.postcode ?? '' },
          ...{ address_line_1: said.address?.line_1 ?? '', source_ref: '' },
          ...(kind === 'school_roll' ? { school_urn: '990001' } : {}),
        },
      ]
    })
    return { source, kind, as_at, rows }
  })

/** The persons that the lists come to in an order: of each row the person that it is of, and of each person the state today. */
async function personsAfter(lists: readonly GivenList[]): Promise<Map<string, { person_id: string; state: string }>> {
  const county = await testCounty()
  try {
    const work = listWork(county, await county.person('cme_officer'))
    for (const list of lists) await work.takeIn(list)
    await matchCounty(work.work)
    const { rows } = await county.superuser.query<{ row: string; person_id: string; state: string }>(
      `SELECT o.name || ' ' || i.as_at || ' line ' || l.line AS row, r.person_id, coalesce(s.state, 'none') AS state
       FROM import_line l JOIN import i ON i.id = l.import_id JOIN source o ON o.id = i.source_id JOIN record r ON r.id = l.record_id
       LEFT JOIN child_state s ON s.person_id = r.person_id AND s.during @> $1::date ORDER BY 1`,
      [county.today],
    )
    return new Map(rows.map(({ row, ...of }) => [row, of]))
  } finally {
    await county.drop()
  }
}

/** Each person as its rows and its state, of the rows that wait for nobody's decision. */
function asSets(persons: Awaited<ReturnType<typeof personsAfter>>, settled: ReadonlySet<string>): string[] {
  const rows = [...persons].filter(([row]) => settled.has(row))
  const sets = Map.groupBy(rows, ([, { person_id }]) => person_id)
  return [...sets.values()].map(some => `${some[0]?.[1].state}: ${some.map(([row]) => row).join(', ')}`).toSorted()
}

const shuffled = <T>(items: readonly T[], random: Random): T[] =>
  items
    .map(item => ({ item, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item)

for (const seed of [1, 2, 3, 4])
  test(`the same lists in another order give the same children in the same states (${seed})`, async () => {
    const random = randomAt(seed, 'any order')
    const lists = listsOf(seed, someChildren(seed, random))
    const order = shuffled(lists, random)
    const [one, other] = [await personsAfter(lists), await personsAfter(order)]
    // A row that is in doubt waits for an officer, and in which order the lists came decides which of two rows it is that waits.
    const settled = new Set([...one.keys()].filter(row => other.has(row)))
    assert.ok(
      settled.size * 10 >= lists.reduce((sum, list) => sum + list.rows.length, 0) * 8,
      'most rows wait for nobody',
    )
    const named = order.map(list => `${list.source} ${list.as_at}`).join(', ')
    assert.deepEqual(asSets(other, settled), asSets(one, settled), named)
  })
