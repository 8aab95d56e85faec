import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inPieces } from '../../../test/support/byte-streams.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { optional } from '../../ground/web/fields.ts'
import { form, parseForm } from '../../ground/web/forms.ts'
import { importRegister } from './actions.ts'
import { searchSchools } from './queries.ts'
import { findTyped, schoolField, schoolText, withSchool } from './school-field.ts'

let county: TestCounty
before(async () => {
  county = await testCounty()
  const rows = [
    '990201,899,7001,St Mary’s Primary School,Marlbury,,',
    '990202,898,7002,St Mary’s Primary School,Southmere,,',
    '990203,899,7003,Green Lane School,Marlbury,,31-08-2014',
    '990204,899,7004,Green Lane School,Marlbury,,',
  ]
  const manager = await county.person('team_manager')
  const register = `URN,LA (code),EstablishmentNumber,EstablishmentName,Town,OpenDate,CloseDate\n${rows.join('\n')}\n`
  await county.write(manager, tx => importRegister(tx, inPieces(register), { as_at: county.today }))
})
after(() => county.drop())

const asked = form({ school: optional(schoolField({ label: 'School', about: 'the school' })) })
const read = async <T>(work: Parameters<typeof county.read<T>>[1]) =>
  county.read(await county.person('cme_officer'), work)

for (const [typed, urn] of [
  ['990201', 990201],
  [' urn 990201 ', 990201],
  ['8997001', 990201],
  ['899/7001', 990201],
  ['St Marys Primary School (URN 990202)', 990202],
  ['green lane SCHOOL', 990204],
] as const) {
  test(`“${typed}” is the school ${urn}`, async () => {
    const found = await read(tx => findTyped(tx, typed))
    assert.equal('school' in found && found.school.urn, urn)
  })
}

for (const [typed, problem] of [
  ['990299', /No school in the register has the number 990299/],
  [
    'St Mary’s Primary School',
    /Several schools have that name: type one of .*\(URN 990201\), Marlbury, .*\(URN 990202\), Southmere/,
  ],
  ['Gren Lane School', /No school is called exactly “Gren Lane School”: is it .*Green Lane School \(URN 990204\)/],
  ['Xyzzyx', /No school in the register is called “Xyzzyx”/],
] as const) {
  test(`“${typed}” is told how to name one`, async () => {
    const found = await read(tx => findTyped(tx, typed))
    assert.match('problem' in found ? found.problem : '', problem)
  })
}

test('a form comes back at its school with what was typed, or goes on with the school it names', async () => {
  const tried = async (school: string) => {
    const posted = parseForm(asked, { school })
    assert.ok(posted.ok)
    return read(tx => withSchool(tx, asked, posted, 'school'))
  }
  const failed = await tried('Xyzzyx')
  assert.ok(!failed.ok)
  assert.deepEqual([failed.errors[0]?.href, failed.typed.school], ['#school', 'Xyzzyx'])
  const good = await tried(schoolText({ urn: 990204, name: 'Green Lane School' }))
  assert.equal(good.ok && good.school?.urn, 990204)
  const none = await tried('')
  assert.equal(none.ok && none.school, null)
})

test('a search puts ours and open ones first', async () => {
  const urns = async (text: string) => (await read(tx => searchSchools(tx, text, 5))).map(school => school.urn)
  assert.deepEqual(await urns('st mary'), [990201, 990202])
  assert.deepEqual((await urns('green lane')).slice(0, 2), [990204, 990203])
  assert.deepEqual(await urns('...'), [])
})
