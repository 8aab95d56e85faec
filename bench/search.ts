// node bench/search.ts [--children N]: plants so many made-up children, and prints how long searches for misspelt names take among them.
import { parseArgs } from 'node:util'
import { misspell } from '../county/misspell.ts'
import { drawBackground, type Sex } from '../county/names.ts'
import { randomAt } from '../county/random.ts'
import { writeNameIndex } from '../src/features/children/index.ts'
import { searchChildren } from '../src/features/search/index.ts'
import { type Door, withEngineSight } from '../src/ground/database/door.ts'
import type { Person } from '../src/ground/database/identity.ts'
import { Look } from '../src/ground/look.ts'
import { foldName } from '../src/rulebook/index.ts'
import { type TestCounty, testCounty } from '../test/support/county.ts'
import { amount, type Measured, print, rate, spread, timed } from './measure.ts'

export interface PlantedName {
  forename: string
  surname: string
  born_on: string
}

/**
 * How long a search takes, from the words to the rows of its page, under the policies and with its audit event: for each of
 * these names with a slip of the hand in one of its parts, and in other ways of asking.
 */
export async function benchSearch(door: Door, officer: Person, names: readonly PlantedName[]): Promise<Measured[]> {
  const random = randomAt(3, 'search')
  const ask = async (typed: string): Promise<number> => {
    const look = new Look({ purpose: 'bench', route: 'bench' })
    const found = await door.read(officer, look, tx => searchChildren(tx, typed, 0, officer))
    look.saw(found.lines.map(line => line.id))
    return found.count
  }
  const ways: [string, (name: PlantedName) => string][] = [
    [
      'search, one part misspelt',
      ({ forename, surname }) =>
        random.chance(0.5) ? `${forename} ${misspell(surname, random)}` : `${misspell(forename, random)} ${surname}`,
    ],
    [
      'search, both parts misspelt',
      ({ forename, surname }) => `${misspell(forename, random)} ${misspell(surname, random)}`,
    ],
    ['search, surname misspelt, alone', ({ surname }) => misspell(surname, random)],
    ['search, whole name', ({ forename, surname }) => `${forename} ${surname}`],
    ['search, three letters', ({ surname }) => surname.slice(0, 3)],
    [
      'search, misspelt name and year',
      ({ forename, surname, born_on }) => `${forename} ${misspell(surname, random)} ${born_on.slice(0, 4)}`,
    ],
  ]
  const measured: Measured[] = []
  for (const [what, words] of ways) {
    const typed = names.map(words)
    for (const one of typed.slice(0, 10)) await ask(one)
    measured.push({ what, of: `${typed.length} names`, figure: spread(await timed(typed, ask)) })
  }
  return measured
}

/** Plants children in plain SQL: a record with a name, a birth date and an address each, a state, a summary, and the names they are found by. */
async function plant(county: TestCounty, children: number): Promise<PlantedName[]> {
  const { superuser, authority_id } = county
  const random = randomAt(7, 'planted')
  const names = Array.from({ length: children }, () => {
    const background = drawBackground(random)
    const sex: Sex = random.chance(0.5) ? 'F' : 'M'
    const [forename, surname] = [background.forename(sex, random).text, background.surname(random)[sex].text]
    const middle = random.chance(background.middle) ? background.forename(sex, random).text : null
    const born_on = `${random.integer(2008, 2022)}-${String(random.integer(1, 12)).padStart(2, '0')}-${String(random.integer(1, 28)).padStart(2, '0')}`
    const keys = { forename_key: foldName(forename), surname_key: foldName(surname) }
    return {
      forename,
      surname,
      middle,
      born_on,
      sex,
      ...keys,
      postcode: `ZY${random.integer(1, 20)} ${random.integer(1, 9)}AB`,
    }
  })
  await superuser.query(`CREATE TEMPORARY TABLE planted (person_id uuid DEFAULT uuidv7(), record_id uuid DEFAULT uuidv7(), forename text, middle text, surname text,
    born_on date, sex text, forename_key text, surname_key text, postcode text, at serial)`)
  for (let at = 0; at < names.length; at += 10_000)
    await superuser.query(
      `INSERT INTO planted (forename, middle, surname, born_on, sex, forename_key, surname_key, postcode)
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS t (forename text, middle text, surname text, born_on date, sex text, forename_key text, surname_key text, postcode text)`,
      [JSON.stringify(names.slice(at, at + 10_000))],
    )
  await superuser.query(`SET session_replication_role = replica`)
  const fact = `'2020-01-01', 'health'`
  for (const statement of [
    `INSERT INTO person (authority_id, id, sealed) SELECT $1, person_id, at % 400 = 0 FROM planted`,
    `INSERT INTO record (authority_id, id, person_id, sealed, source) SELECT $1, record_id, person_id, at % 400 = 0, 'health' FROM planted`,
    `INSERT INTO name_fact (authority_id, record_id, sealed, starts_on, source, kind, forename, middle_names, surname, forename_key, surname_key)
      SELECT $1, record_id, at % 400 = 0, ${fact}, 'legal', forename, middle, surname, forename_key, surname_key FROM planted`,
    `INSERT INTO address_fact (authority_id, record_id, sealed, starts_on, source, postcode, postcode_key, in_area)
      SELECT $1, record_id, at % 400 = 0, ${fact}, postcode, replace(postcode, ' ', ''), true FROM planted`,
    `INSERT INTO child_summary (authority_id, person_id, sealed, forename, surname, known_as, forename_key, surname_key, born_on, sex)
      SELECT $1, person_id, at % 400 = 0, forename, surname, forename || ' ' || surname, forename_key, surname_key, born_on, sex FROM planted`,
    `INSERT INTO child_state (authority_id, person_id, sealed, starts_on, ends_on, state, in_area, because, citations, fact_ids)
      SELECT $1, person_id, at % 400 = 0, day, CASE WHEN day < '2026-09-01' THEN (day + interval '1 year')::date END,
        CASE WHEN at % 25 = 0 AND day = '2026-09-01' THEN 'unexplained' ELSE 'on_roll' END, true, 'planted', '{}', '{}'
      FROM planted, generate_series(date '2022-09-01' + at % 2 * 0, '2026-09-01', interval '1 year') AS series (at_day), LATERAL (SELECT at_day::date AS day) d`,
  ])
    await superuser.query(statement, [authority_id])
  await superuser.query('SET session_replication_role = origin')
  await superuser.query('ANALYZE')
  return names
}

/** Writes the index of names for every child, as an evaluation does, a thousand at a time. */
async function indexNames(county: TestCounty, officer: Person): Promise<void> {
  const { rows } = await county.superuser.query<{ id: string }>('SELECT id FROM person ORDER BY id')
  const ids = rows.map(row => row.id)
  for (let at = 0; at < ids.length; at += 1000)
    await county.write(officer, tx => withEngineSight(tx, engine => writeNameIndex(engine, ids.slice(at, at + 1000))))
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { children: { type: 'string', default: '150000' } } })
  const county = await testCounty()
  try {
    const officer = await county.person('cme_officer')
    const names = await plant(county, Number(values.children))
    const of = amount(names.length, 'children')
    const measured: Measured[] = []
    for (const what of ['names indexed', 'names looked at again, none changed']) {
      const began = performance.now()
      await indexNames(county, officer)
      measured.push({ what, of, figure: rate(names.length, performance.now() - began, 'children') })
    }
    await county.superuser.query('VACUUM ANALYZE child_name, name_token, child_summary, child_state, name_fact, record')
    const random = randomAt(5, 'asked')
    const asked = Array.from({ length: 300 }, () => random.pick(names))
    print([...measured, ...(await benchSearch(county.door, officer, asked))])
  } finally {
    await county.drop()
  }
}
