import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { DuckDBInstance } from '@duckdb/node-api'
import { commandFolder } from '../../test/support/run-command.ts'

const here = commandFolder()
after(() => here.remove())

const roll = here.write('roll.csv', [
  'UPN,Surname,Forename,DOB,Sex,Postcode,ref',
  'A801200005001,Marlow,Mohammed,04/03/2012,M,NG7 1AA,r1',
  'B801200005002,Peck,Amy,11/09/2013,F,NG7 2BB,r2',
  'C801200005003,Peck,Ben,11/09/2013,M,NG7 2BB,r3',
  'D801200005004,Sandwell,Oliver,2010-05-06,M,DE1 1AA,r4',
])
const health = here.write('health.csv', [
  'NHS Number, Family Name, Given Name, Date of Birth, Gender, Postcode, record',
  '9434765919, Marlow, Muhammad, 2012-04-03, Male, NG71AA, h1',
  '9434765870, Peck, Amy, 2013-09-11, Female, NG7 2BB, h2',
  '9434765862, Swapped, Jade, 2001-02-03, Female, S1 1AA, h3',
])
const map = here.write('map.json', [
  '{"left": {"id": "ref", "forename": "Forename", "surname": "Surname", "born": "DOB", "sex": "Sex", "postcode": "Postcode"},' +
    '"right": {"id": "record", "forename": "Given Name", "surname": "Family Name", "born": "Date of Birth", "sex": "Gender", "postcode": "Postcode"}}',
])

const out = (name: string): string => readFileSync(here.path(name), 'utf8')

test('link: pairs with their probability and a reason in words, and nobody for who is on one list only', async () => {
  const { code, printed, complained } = await here.run(
    'link',
    '--left',
    roll,
    '--right',
    health,
    '--columns',
    map,
    '--out',
    'pairs.csv',
    '--one-to-one',
    '--model-out',
    'model.json',
  )
  assert.equal(code, 0, complained)
  assert.match(printed, /4 rows; not used: UPN/)
  const [header, ...rows] = out('pairs.csv').trim().split('\n')
  assert.equal(header, 'id_left,id_right,probability,reason')
  assert.equal(rows.length, 2, rows.join('\n'))
  assert.match(
    rows[0] ?? '',
    /^r1,h1,.*forename Mohammed\/Muhammad spelt differently; same surname; day and month of birth swapped/,
  )
  assert.match(rows[1] ?? '', /^r2,h2,.*same forename; same surname; same date of birth; same sex; same postcode/)
})

test('link: with a saved model the same lists give the same bytes', async () => {
  const { code, complained } = await here.run(
    'link',
    '--left',
    roll,
    '--right',
    health,
    '--columns',
    map,
    '--out',
    'again.csv',
    '--one-to-one',
    '--model',
    'model.json',
  )
  assert.equal(code, 0, complained)
  assert.equal(out('again.csv'), out('pairs.csv'))
})

test('link: a twin on one list and the other twin on the other are not one child, whose number they bear', async () => {
  const one = here.write('one.csv', [
    'id,forename,surname,dob,postcode,upn',
    'a,Amy,Peck,2013-09-11,NG7 2BB,B801200005002',
    'x,Noah,Field,2011-01-19,S1 1AA,',
  ])
  const other = here.write('other.csv', [
    'id,forename,surname,dob,postcode,upn',
    'b,Zara,Peck,2013-09-11,NG7 2BB,B801200005002',
    'y,Noah,Field,2011-01-19,S1 1AA,',
  ])
  await here.json('link', '--left', one, '--right', other, '--out', 'twins.csv', '--one-to-one')
  assert.doesNotMatch(out('twins.csv'), /^a,b/m)
  await here.json('link', '--left', one, '--right', other, '--out', 'twins.csv', '--threshold', '0.1')
  assert.match(out('twins.csv'), /^a,b,0\.3.*these could be twins/m)
})

test('dedupe: rows of one person share a cluster, in one file and in several', async () => {
  const twice = here.write('twice.csv', [
    'id;name;birthday;town',
    '1;Anna Maria Kowalska;05.11.2014;Derby',
    '2;Kowalska, Anna;2014-11-05;Derby',
    '3;Tom Reed;01.02.2010;Leeds',
  ])
  const said = await here.json('dedupe', twice, roll, '--clusters', 'clusters.csv')
  assert.ok(typeof said === 'object' && said !== null && 'clusters' in said)
  assert.equal(said.clusters, 6)
  const clusters = out('clusters.csv')
    .trim()
    .split('\n')
    .map(line => line.split(','))
  const clusterOf = (id: string) => clusters.find(cells => cells[2] === id)?.[0]
  assert.equal(clusterOf('1'), clusterOf('2'))
  assert.notEqual(clusterOf('1'), clusterOf('3'))
})

test('what cannot be read is said in a sentence that says how to mend it', async () => {
  const odd = here.write('odd.csv', ['alpha,beta', '1,2'])
  const empty = here.write('empty.csv', ['id,forename,surname'])
  const wrong = here.write('wrong.json', ['{"forename": "Vorname"}'])
  const none = here.write('none.json', ['{"colour": "Forename"}'])
  const model = here.write('bad-model.json', ['{"version": 2}'])
  const refused: readonly (readonly [words: string[], code: number, sentence: RegExp])[] = [
    [['link', '--left', roll, '--out', 'x.csv'], 2, /--left, --right and --out are needed/],
    [
      ['link', '--left', 'gone.csv', '--right', roll, '--out', 'x.csv'],
      1,
      /gone\.csv cannot be read: there is no such file/,
    ],
    [
      ['link', '--left', odd, '--right', roll, '--out', 'x.csv'],
      1,
      /no column was known as a name\. Its columns are: alpha, beta\. Say which is which with --columns/,
    ],
    [['link', '--left', empty, '--right', roll, '--out', 'x.csv'], 1, /has no rows below its column names/],
    [
      ['link', '--left', roll, '--right', roll, '--out', 'x.csv', '--columns', wrong],
      1,
      /has no column “Vorname”\. Its columns are: UPN/,
    ],
    [
      ['link', '--left', roll, '--right', roll, '--out', 'x.csv', '--columns', none],
      1,
      /There is no field “colour”\. There are: forename/,
    ],
    [
      ['link', '--left', roll, '--right', roll, '--out', 'x.csv', '--model', model],
      1,
      /Give the file that --model-out wrote/,
    ],
    [
      ['link', '--left', roll, '--right', roll, '--out', 'x.csv', '--threshold', '7'],
      2,
      /--threshold takes a probability from 0 to 1, and 7 is none/,
    ],
    [['dedupe', roll], 2, /--clusters is needed/],
  ]
  for (const [words, code, sentence] of refused) {
    const run = await here.run(...words)
    assert.equal(run.code, code, words.join(' '))
    assert.match(run.complained, sentence)
  }
})

test('neither command opens a database, and nothing is left beside what was asked for', async () => {
  const loaded = await here.loads('link', '--left', roll, '--right', health, '--columns', map, '--out', 'pairs.csv')
  assert.ok(loaded.some(url => url.endsWith('/src/linkage/index.ts')))
  assert.deepEqual(
    loaded.filter(url => /\/src\/(?:features|program|ground\/database)|node_modules\/(?:pg|fastify)\b/.test(url)),
    [],
  )
  assert.deepEqual(here.left().sort(), ['again.csv', 'clusters.csv', 'model.json', 'pairs.csv', 'twins.csv'])
})

test('link: the same lists as Parquet files, with days that are days, give the same pairs', async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const duck = await instance.connect()
  for (const [name, born] of [
    ['roll', 'DOB'],
    ['health', 'Date of Birth'],
  ])
    await duck.run(
      `COPY (SELECT * REPLACE (coalesce(try_strptime("${born}", '%d/%m/%Y'), try_strptime("${born}", '%Y-%m-%d'))::DATE AS "${born}")
         FROM read_csv('${here.path(`${name}.csv`)}', all_varchar = true, header = true)) TO '${here.path(`${name}.parquet`)}' (FORMAT parquet)`,
    )
  duck.closeSync()
  const { code, complained } = await here.run(
    ...['link', '--left', 'roll.parquet', '--right', 'health.parquet', '--columns', map],
    ...['--out', 'parquet.csv', '--one-to-one', '--model', 'model.json'],
  )
  assert.equal(code, 0, complained)
  assert.equal(out('parquet.csv'), out('pairs.csv'))
})
