import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { asDay, yearGroup } from '../src/rulebook/index.ts'
import type { CountySummary } from './generate.ts'
import { generateCounty } from './generate.ts'
import type { TruthChild, TruthRow } from './read-county.ts'
import { readTable, readTruth } from './read-county.ts'

const folder = mkdtempSync(join(tmpdir(), 'county-history-'))
let summary: CountySummary
let children: Map<string, TruthChild>
let rows: TruthRow[]

before(async () => {
  summary = await generateCounty({ as_at: '2026-11-22', children: 1500, years: 10, folder })
  ;({ children, rows } = readTruth(folder))
})
after(() => rmSync(folder, { recursive: true }))

const rolls = () => summary.files.filter(file => file.with !== undefined)
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const day = (stamp = ''): string => {
  const [, year, month = '', date] = /^(\d{4})-(\w{3})-(\d\d) 00:00:00$/.exec(stamp) ?? []
  return year === undefined ? '' : `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${date}`
}

/** Each row of every roll, with the child that it is of. */
function* everyRow() {
  for (const file of rolls()) {
    const of = new Map(rows.filter(row => row.file === file.path).map(row => [Number(row.line), row]))
    for (const [nth, cells] of readTable(join(folder, file.path)).entries()) {
      const traced = of.get(nth + 2)
      const child = children.get(traced?.child_id ?? '')
      assert.ok(traced && child)
      yield { as_at: file.as_at, cells, child, faults: traced.faults }
    }
  }
}

test('ten autumn rolls come before the last two, oldest first, on the first Thursday of each October', () => {
  assert.deepEqual(
    rolls().map(({ as_at }) => as_at),
    [
      ...['2016-10-06', '2017-10-05', '2018-10-04', '2019-10-03', '2020-10-01', '2021-10-07', '2022-10-06'],
      ...['2023-10-05', '2024-10-03', '2025-10-02', '2026-07-22', '2026-11-16'],
    ],
  )
  const days = summary.files.filter(({ path }) => /-20\d\d-/.test(path)).map(({ as_at }) => as_at)
  assert.deepEqual(days, days.toSorted())
})

test('a roll of then gives the year group of then, and nobody who was too young or not yet born', () => {
  for (const { as_at, cells, child, faults } of everyRow()) {
    if (faults !== '') continue
    assert.ok(child.born_on < as_at)
    assert.equal(cells.ncyearactual, yearGroup(asDay(child.born_on), asDay(as_at)), `${as_at} ${child.child_id}`)
  }
})

test('who left a school is told with the day, once, and stands on its roll no more', () => {
  let told = 0
  const gone = new Map<string, string>()
  for (const { as_at, cells, child } of everyRow()) {
    const place = `${child.child_id} ${cells.NativeId?.slice(0, 7)}`
    assert.ok(!gone.has(place) || gone.get(place) === as_at, `${place} on ${as_at}, gone by ${gone.get(place)}`)
    const left = day(cells.leavingdate)
    assert.equal(cells.enrolstatus === 'P', left !== '')
    if (left === '') continue
    assert.ok(left < as_at && day(cells.entrydate) <= left)
    gone.set(place, as_at)
    told += 1
  }
  assert.ok(told > 700, String(told))
})

test('an older child’s schools follow each other without a day on two rolls', () => {
  const spans = new Map<string, Map<string, { from: string; to: string }>>()
  for (const { cells, child } of everyRow()) {
    const school = cells.NativeId?.slice(0, 7) ?? ''
    const own = spans.get(child.child_id) ?? new Map()
    spans.set(child.child_id, own)
    own.set(school, { from: day(cells.entrydate), to: day(cells.leavingdate) || (own.get(school)?.to ?? '') })
  }
  const several = [...spans.values()].filter(own => own.size > 1)
  assert.ok(several.length > 300, String(several.length))
  for (const own of several) {
    const told = [...own.values()].toSorted((one, other) => (one.from < other.from ? -1 : 1))
    for (const [nth, span] of told.entries()) {
      const next = told[nth + 1]
      if (next && span.to !== '') assert.ok(span.to < next.from, JSON.stringify(told))
    }
  }
})

test('the closed school has its children on every roll until the academy opened, and none after', () => {
  const closed = readTable(join(folder, 'register/edubasealldata20261122.csv'), 'windows-1252').find(
    school => school['EstablishmentStatus (name)'] === 'Closed',
  )
  assert.equal(closed?.CloseDate, '31-08-2025')
  const on = new Set<string>()
  for (const { as_at, cells } of everyRow())
    if (cells.NativeId?.startsWith(`899${closed?.EstablishmentNumber}_`) && cells.enrolstatus === 'C') on.add(as_at)
  assert.ok(on.size >= 9 && [...on].every(as_at => as_at < '2025-09-01'), [...on].join())
})

test('a county has as many years as it is asked for, and refuses what its term dates do not reach', async () => {
  const other = mkdtempSync(join(tmpdir(), 'county-years-'))
  const none = await generateCounty({ as_at: '2026-11-22', children: 500, years: 0, folder: other })
  assert.equal(none.files.filter(file => file.with !== undefined).length, 2)
  await assert.rejects(generateCounty({ as_at: '2026-11-22', years: 13, folder: other }), /0 to 12 years/)
  rmSync(other, { recursive: true })
})
