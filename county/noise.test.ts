import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { generateCounty } from './generate.ts'
import type { Fault, NoiseColumn } from './noise-table.ts'
import { NOISE } from './noise-table.ts'
import type { TruthChild, TruthRow } from './read-county.ts'
import { readTable, readTruth } from './read-county.ts'

const folder = mkdtempSync(join(tmpdir(), 'county-noise-'))
let children: Map<string, TruthChild>
let rows: TruthRow[]

before(async () => {
  await generateCounty({ as_at: '2026-11-22', children: 5000, folder })
  ;({ children, rows } = readTruth(folder))
})
after(() => rmSync(folder, { recursive: true }))

const LISTS: Record<string, NoiseColumn> = {
  rolls: 'school_rolls',
  admissions: 'admissions',
  health: 'health',
  social_care: 'social_care',
  home_education: 'home_education',
  council_tax: 'council_tax',
}

const childOf = (row: TruthRow): TruthChild => {
  const child = children.get(row.child_id)
  assert.ok(child)
  return child
}

const has = (row: TruthRow, fault: Fault): boolean => row.faults.split(' ').includes(fault)

/** Rows of a list on which the fault can fall. A story's children have no faults. */
function rowsFor(list: string, fault: Fault): TruthRow[] {
  return rows.filter(row => {
    const child = childOf(row)
    if (row.list !== list || child.story !== '') return false
    if (fault === 'upn_missing' || fault === 'upn_wrong') return child.upn !== ''
    if (fault !== 'born_day_month') return true
    const [, month, day] = child.born_on.split('-')
    return Number(day) <= 12 && day !== month
  })
}

/** Five standard deviations of a binomial count: one such test in a million fails by chance, and the seed is fixed. */
const within = (count: number, trials: number, rate: number, spread: number): boolean =>
  Math.abs(count - trials * rate) <= 5 * spread * Math.sqrt(trials * rate * (1 - rate)) + 1

/** Families move and leave together, so that these faults come in clusters. */
const CLUSTERED: readonly Fault[] = ['postcode_old', 'left']

for (const [list, column] of Object.entries(LISTS)) {
  test(`the faults of ${column} are as frequent as the table says`, () => {
    for (const fault of Object.keys(NOISE) as Fault[]) {
      const rate = NOISE[fault][column] / 100
      // Of the names with other spellings the truth does not tell; its own test follows.
      if (rate === 1 || fault === 'transliteration') continue
      const trials = rowsFor(list, fault)
      const count = trials.filter(row => has(row, fault)).length
      const spread = CLUSTERED.includes(fault) ? 1.6 : 1
      assert.ok(within(count, trials.length, rate, spread), `${fault}: ${count} of ${trials.length}, table ${rate}`)
    }
  })
}

test('names with several spellings have half as much noise again', () => {
  const plainly: Fault[] = ['forename_misspelt', 'forename_other', 'surname_misspelt', 'surname_other']
  const share = (several: string): number => {
    const trials = rows.filter(
      row => ['health', 'council_tax'].includes(row.list) && childOf(row).several_spellings === several,
    )
    const count = trials.reduce((sum, row) => sum + plainly.filter(fault => has(row, fault)).length, 0)
    return count / trials.length
  }
  const ratio = share('yes') / share('no')
  assert.ok(ratio > 1.3 && ratio < 1.7, `ratio ${ratio}`)
})

test('a fault that is named can be seen in the row, and a row without one is as the truth has it', () => {
  const table = readTable(`${folder}/lists/gp-registrations.csv`)
  for (const row of rows.filter(({ list }) => list === 'health')) {
    const child = childOf(row)
    const line = table[Number(row.line) - 2]
    assert.ok(line)
    const wrong: [boolean, Fault[]][] = [
      [line['NHS Number']?.replaceAll(' ', '') !== child.nhs_number, ['nhs_number_missing']],
      [
        line['Given Name'] !== child.forename,
        ['forename_misspelt', 'forename_other', 'transliteration', 'names_swapped'],
      ],
      [
        line['Family Name'] !== child.surname,
        ['surname_misspelt', 'surname_other', 'transliteration', 'names_swapped'],
      ],
      [line['Date of Birth'] !== child.born_on, ['born_digit', 'born_day_month', 'born_placeholder']],
      [
        line.Postcode === '' || ![child.postcode, child.other_postcode].includes(line.Postcode ?? ''),
        ['postcode_missing', 'postcode_old'],
      ],
      [line.Gender?.slice(0, 1) !== child.sex, ['sex_missing', 'sex_wrong']],
    ]
    for (const [differs, causes] of wrong) {
      const named = causes.some(fault => has(row, fault))
      if (differs) assert.ok(named, `${row.line}: ${JSON.stringify(line)} for ${JSON.stringify(child)}`)
      const sure = causes.filter(fault => fault !== 'transliteration' && fault !== 'names_swapped' && has(row, fault))
      const undone = sure[0] === 'postcode_old' && [child.postcode, child.other_postcode].includes(child.old_postcode)
      if (sure.length === 1 && row.faults === sure[0] && !undone) assert.ok(differs, `${row.line}: ${row.faults}`)
    }
  }
})

test('another spelling is taken as often as the table says, of names that have one', () => {
  // Nearly all names of these backgrounds have other spellings, and two names stand in a row.
  const health = rows.filter(row => row.list === 'health' && childOf(row).several_spellings === 'yes')
  const count = health.reduce(
    (sum, row) => sum + row.faults.split(' ').filter(fault => fault === 'transliteration').length,
    0,
  )
  const share = count / (health.length * 2)
  assert.ok(share > 0.1 && share < 0.17, `${share}`)
})

test('twins, siblings and movers are as many as the table says', () => {
  const all = [...children.values()]
  const families = Map.groupBy(all, child => child.family_id)
  const withSibling = all.filter(child => (families.get(child.family_id)?.length ?? 0) > 1).length / all.length
  assert.ok(withSibling > 0.52 && withSibling < 0.58, `${withSibling}`)
  const births = all.filter(({ twin }) => twin === 'no').length + all.filter(({ twin }) => twin === 'yes').length / 2
  const twins = all.filter(({ twin }) => twin === 'yes').length / 2
  assert.ok(within(twins, births, 0.015, 1.2), `${twins} of ${births}`)
})
