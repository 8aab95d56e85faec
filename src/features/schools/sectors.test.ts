import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sectorOf } from './sectors.ts'

for (const [type_code, type_name, type_group, sector] of [
  ['01', 'Community school', 'Local authority maintained schools', 'state'],
  ['1', null, null, 'state'],
  ['06', 'City technology college', 'Independent schools', 'state'],
  ['11', 'Other independent school', 'Independent schools', 'independent'],
  ['14', 'Pupil referral unit', 'Local authority maintained schools', 'alternative'],
  [null, 'Academy Alternative Provision Converter', 'Academies', 'alternative'],
  [null, 'Service Childrens Education', null, 'state'],
  ['99', 'A type of tomorrow', 'Free Schools', 'state'],
  ['99', 'A type of tomorrow', 'Colleges', 'further'],
  [null, null, 'LA maintained schools', 'state'],
  [null, null, null, 'unknown'],
] as const) {
  test(`type ${type_code ?? 'without code'}, ${type_name ?? 'without name'}, of ${type_group ?? 'no group'} is ${sector}`, () =>
    assert.equal(sectorOf({ type_code, type_name, type_group }), sector))
}
