import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { Duck } from './duck.ts'
import { runLinkage } from './engine.ts'
import type { Model } from './model.ts'
import type { Person } from './person.ts'
import { scorePairs } from './score.ts'
import { startModel } from './start-model.ts'

const folder = mkdtempSync(join(tmpdir(), 'onroll-agreement-'))
after(() => rmSync(folder, { recursive: true }))

const oneOf = (...texts: string[]) => fc.constantFrom(...texts)
const person = fc.record({
  forename: oneOf(
    'Amy',
    'Amie',
    'Mohammed',
    'Muhammad',
    'Mo',
    'Rose',
    'Mary Ann',
    'Mary',
    'Elsa',
    'Ella',
    'Marlow',
    'J',
    'Jonathan',
    '',
    'Łukasz',
  ),
  middle_name: oneOf('', '', 'Rose', 'R', 'Amy', 'Roza', 'Mary Jane'),
  surname: oneOf(
    'Marlow',
    'Marlowe',
    'Marlow-Peck',
    'Peck',
    'McDonald',
    'MacDonald',
    'Amy',
    'Khan',
    'Al-Hassan',
    'O’Brien',
    'unknown',
    '',
  ),
  former_surname: oneOf('', '', '', 'Peck', 'Marlow'),
  born: oneOf(
    '2012-03-04',
    '04/03/2012',
    '2012-04-03',
    '2012-03-05',
    '2012-03-01',
    '2012-01-01',
    '2011-03-04',
    '2013-07-19',
    '',
    'soon',
  ),
  sex: oneOf('F', 'M', 'Female', 'boy', 'not known', ''),
  postcode: oneOf('NG7 1AA', 'ng71aa', 'NG7 1AB', 'NG7 1XY', 'NG7 9XY', 'DE1 1AA', '4011', '4012', 'n/a', ''),
  address: oneOf(
    '12 Oak Road',
    '12 Oak Rd',
    '12, OAK ROAD',
    '14 Oak Road',
    'Flat 3, 12 Oak Road',
    'Flat 3 12 Oak Road',
    '',
    '3 Elm Way',
  ),
  town: oneOf('Nottingham', 'Nottingam', 'Derby', 'St. Albans', 'st albans', ''),
  upn: oneOf('A801200005001', 'A801200005001', 'B999200005999', 'B999200005989', '', 'UN1', '0000000000000'),
  former_upn: oneOf('', '', '', 'B999200005999'),
  phone: oneOf('07700 900123', '+44 7700 900123', '07700900124', '', '12'),
  email: oneOf('amy@example.org', 'AMY@example.org', 'amy@example.com', 'amie@example.org', 'zoe@example.net', ''),
  school: oneOf('St Mary’s', 'ST MARYS', 'Elm Park', ''),
})
type Made = Record<string, string>

const list = (people: Made[], path: string) => {
  const headers = Object.keys(people[0] ?? {})
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const lines = people.map((one, at) => [`${at}`, ...headers.map(header => one[header] ?? '')].map(quoted).join(','))
  writeFileSync(path, `${['id', ...headers].join(',')}\n${lines.join('\n')}\n`)
}
const asPerson = (one: Made, at: number): Person => {
  const { school = '', ...known } = one
  return { ...known, id: String(at), own: { 'exact:school': school } }
}

test('the scorer in memory gives every pair the probability and the reason that the engine gives it', async () => {
  const [left = [], right = []] = fc.sample(fc.array(person, { minLength: 60, maxLength: 60 }), {
    numRuns: 2,
    seed: 20261201,
  })
  const paths = [join(folder, 'left.csv'), join(folder, 'right.csv')]
  list(left, paths[0] ?? '')
  list(right, paths[1] ?? '')
  const headers = Object.keys(left[0] ?? {}).filter(header => header !== 'school')
  const columns = { id: 'id', ...Object.fromEntries(headers.map(header => [header, header])), exact: ['school'] }
  const out = join(folder, 'pairs.csv')
  const run = async (model: Model | null) => {
    const duck = await Duck.open({ memory: '300MB', threads: 2, folder: join(folder, 'work') })
    const done = await runLinkage(duck, {
      lists: paths.map(path => ({ path, columns })),
      ...{ rule: { kind: 'link', once: false }, one_to_one: false, threshold: 0.001, model, start: startModel },
      ...{ pairs: out, clusters: null },
    })
    duck.close()
    return done.model
  }
  const model = { ...(await run(null)), matching: 0.9 }
  await run(model)
  const told = new Map(
    (parse(readFileSync(out), { columns: true }) as Record<string, string>[]).map(row => [
      `${row.id_left}/${row.id_right}`,
      row,
    ]),
  )
  const scores = scorePairs(model, left.map(asPerson), right.map(asPerson), {
    expected: 60 * model.matching,
    possible: 3600,
  })
  assert.ok(told.size > 100)
  let twins = 0
  for (const { left: a, right: b, probability, reason, weight } of scores) {
    const row = told.get(`${a.id}/${b.id}`)
    // Whether a similar forename may be a twin's is known from the whole list, which the scorer was not given.
    if (weight === -1 && row !== undefined && Number(row.probability) > probability) twins += 1
    else if (probability < 0.001) assert.equal(row, undefined, reason)
    else assert.equal(row?.probability, probability.toFixed(6), `${reason}\n${row?.reason}`)
  }
  assert.ok(twins < told.size / 5)
})
