import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { after, before, test } from 'node:test'
import { inPieces } from '../../../test/support/byte-streams.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import type { Person } from '../../ground/database/identity.ts'
import { importRegister } from './actions.ts'

const fixture = (name: string) => createReadStream(new URL(`../../../test/fixtures/register/${name}`, import.meta.url))

let county: TestCounty
let manager: Person
before(async () => {
  county = await testCounty()
  manager = await county.person('team_manager')
})
after(() => county.drop())

const bring = (file: string | AsyncIterable<Uint8Array>) =>
  county.write(manager, tx =>
    importRegister(tx, typeof file === 'string' ? inPieces(file) : file, { as_at: county.today }),
  )
const stored = async (urn: number) => {
  const { rows } = await county.superuser.query('SELECT *, opened_on::text, closed_on::text FROM school WHERE urn = $1', [urn])
  return rows[0]
}

test('a full extract in Windows-1252 adds and changes; the same again changes nothing', async () => {
  const first = await bring(fixture('edubasealldata.csv'))
  assert.deepEqual(
    { ...first, noted: first.noted.map(({ line }) => line), refused: first.refused.map(({ line }) => line) },
    {
      read: 3,
      added: 1,
      changed: 2,
      same: 0,
      changes: [
        { kind: 'renamed', urn: 990002, name: 'Marl Academy', name_before: 'Marl Valley Academy' },
        { kind: 'renamed', urn: 990001, name: 'St Zoë’s Primary School', name_before: 'Ashby Brook Primary School' },
        { kind: 'added', urn: 990003, name: 'Ash Lodge School', name_before: null },
      ],
      refused: [5],
      refused_count: 1,
      noted: [1, 3, 4],
      noted_count: 3,
    },
  )
  const school = await stored(990001)
  assert.equal(school.name_key, 'stzoesprimaryschool')
  assert.deepEqual([school.sector, school.opened_on, school.capacity], ['state', '1975-09-01', 210])

  const again = await bring(fixture('edubasealldata.csv'))
  assert.deepEqual([again.read, again.added, again.changed, again.same, again.changes], [3, 0, 0, 3, []])
  assert.deepEqual((await stored(990001)).read_at, school.read_at)
})
