import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { SetUp } from '../src/features/people/index.ts'
import { testDay } from '../test/support/county.ts'
import { freshDatabase, type TestDatabase } from '../test/support/database.ts'
import { type LoadedCounty, loadedCounty, loadInto } from '../test/support/loaded-county.ts'
import { readTruth } from './read-county.ts'
import type { Cast } from './truth.ts'

const today = testDay
let folder: string
let database: TestDatabase
let county: LoadedCounty
let told: { demonstration_day: string; stories: { number: number; children: Cast[] }[] }

before(async () => {
  county = await loadedCounty()
  ;({ folder, database } = county)
  told = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf-8'))
})
after(() => county?.drop())

interface Row {
  child_id: string
  person_id: string
}
/** Which person each committed row of each made-up child went to. */
async function committedRows(): Promise<Row[]> {
  const childOf = new Map(readTruth(folder).rows.map(row => [`${row.file}:${row.line}`, row.child_id]))
  const { rows } = await database.superuser.query<{ person_id: string; file: string; line: number }>(
    `SELECT d.person_id, f.name AS file, r.line FROM import_line r JOIN record d ON d.id = r.record_id
     JOIN import i ON i.id = r.import_id JOIN file f ON f.id = i.file_id`,
  )
  return rows.flatMap(({ person_id, file, line }) => {
    const child_id = childOf.get(`lists/${file}:${line}`)
    return child_id === undefined ? [] : [{ child_id, person_id }]
  })
}
const personOf = (rows: Row[], child_id: string): string[] => [
  ...new Set(rows.filter(row => row.child_id === child_id).map(row => row.person_id)),
]
const cast = (story: number): Cast[] => told.stories.find(({ number }) => number === story)?.children ?? []
async function stateOf(person_id: string | undefined) {
  const { rows } = await database.superuser.query(
    'SELECT state, school_urn FROM child_state WHERE person_id = $1 AND during @> $2::date',
    [person_id, today],
  )
  return rows[0]
}

test('no two children are joined, and no row of a story is left undecided', async () => {
  const rows = await committedRows()
  assert.ok(rows.length > 1500, String(rows.length))
  const joined = [...Map.groupBy(rows, row => row.person_id)].filter(
    ([, of]) => new Set(of.map(row => row.child_id)).size > 1,
  )
  assert.deepEqual(joined, [])
})

for (const story of [1, 2, 5, 7, 10])
  test(`story ${story} ends as it is told`, async () => {
    const rows = await committedRows()
    assert.ok(cast(story).length > 0)
    for (const { part, child_id, expect } of cast(story)) {
      const persons = personOf(rows, child_id)
      assert.equal(persons.length, 1, `story ${story}, ${part}: ${persons.length} persons`)
      const { state, school_urn } = (await stateOf(persons[0])) ?? {}
      const found: Record<string, unknown> = { state, school_urn }
      for (const [name, value] of Object.entries(expect))
        if (name in found) assert.equal(found[name], value, `story ${story}, ${part}: ${name}`)
    }
  })

test('story 1: the clock opens on the day the child came and is due and breached as the truth counts', async () => {
  const [{ child_id, expect } = assert.fail()] = cast(1)
  const [person] = personOf(await committedRows(), child_id)
  const { rows } = await database.superuser.query(
    `SELECT opened_on::text, due_on::text, breaches_on::text FROM child_clock WHERE person_id = $1 AND rule = 'level_two' AND (ended_on IS NULL OR ended_on > $2)`,
    [person, today],
  )
  const { opened_on, due_on, breaches_on } = expect
  assert.deepEqual(rows, [{ opened_on, due_on, breaches_on }])
})

test('story 2: the twins are two persons, one on the roll and one on none', async () => {
  const rows = await committedRows()
  const [one, other] = cast(2).map(({ child_id }) => personOf(rows, child_id)[0])
  assert.ok(one && other && one !== other)
})

test('story 7: educated at home, no band and no clock', async () => {
  const [{ child_id } = assert.fail()] = cast(7)
  const [person] = personOf(await committedRows(), child_id)
  const { rows } = await database.superuser.query(
    `SELECT (SELECT count(*)::int FROM child_band WHERE person_id = $1 AND during @> $2::date) AS bands,
      (SELECT count(*)::int FROM child_clock WHERE person_id = $1 AND (ended_on IS NULL OR ended_on > $2)) AS clocks`,
    [person, today],
  )
  assert.deepEqual(rows, [{ bands: 0, clocks: 0 }])
})

test('children are in the state that the lists show', async () => {
  const rows = await committedRows()
  const { children } = readTruth(folder)
  let right = 0
  let wrong = 0
  for (const [child_id, truth] of children) {
    const [person, another] = personOf(rows, child_id)
    if (person === undefined || another !== undefined) continue
    if ((await stateOf(person))?.state === truth.listed_state) right += 1
    else wrong += 1
  }
  assert.ok(right / (right + wrong) > 0.95, `${right} right, ${wrong} wrong`)
})

test('the demonstration never loads beside data that is there, made up or real', async () => {
  const real = await freshDatabase()
  try {
    const setUp = await SetUp.open(`${real.url('onroll_migrate')}?options=-c%20role%3Donroll_owner`)
    await setUp.addAuthority({
      ...{ code: '891', name: 'A real council', short_name: 'Real', out_of_hours_number: '01632 960999' },
      ...{ postcode_areas: ['NG1'], demonstration: false },
    })
    await setUp.close()
    await assert.rejects(loadInto(real, folder), /holds real data/)
    const { rows } = await real.superuser.query(
      'SELECT (SELECT count(*)::int FROM authority) AS authorities, (SELECT count(*)::int FROM person) AS persons',
    )
    assert.deepEqual(rows, [{ authorities: 1, persons: 0 }])
  } finally {
    await real.drop()
  }
})
