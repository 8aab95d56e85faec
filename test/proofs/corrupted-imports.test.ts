// What other systems are known to have done to children when a list came in, each of it tried here: nothing is overwritten, wiped or lost.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makeNhsNumber, makeUpn } from '../../county/numbers.ts'
import { joinPersons } from '../../src/features/matching/index.ts'
import { testCounty } from '../support/county.ts'
import { listWork, stateOf } from '../support/lists.ts'

const county = await testCounty()
after(county.drop)
const officer = await county.person('cme_officer')
const { commit, preview, takeIn } = listWork(county, officer)

const asked = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await county.superuser.query(text, values)).rows

/** What is believed of the children of a surname, as `forename: value`. */
const believed = async (surname: string, table: string, value: string): Promise<string[]> => {
  const rows = await asked<{ line: string }>(
    `SELECT DISTINCT c.forename || ': ' || ${value} AS line FROM child_summary c JOIN record r ON r.person_id = c.person_id
     JOIN ${table} f ON f.record_id = r.id AND f.retracted_at IS NULL AND f.ends_on IS NULL WHERE c.surname = $1 ORDER BY 1`,
    [surname],
  )
  return rows.map(({ line }) => line)
}
const children = async (surname: string): Promise<string[]> =>
  (
    await asked<{ forename: string }>('SELECT forename FROM child_summary WHERE surname = $1 ORDER BY 1', [surname])
  ).map(({ forename }) => forename)
const lines = async (id: string) =>
  asked<{ line: number; outcome: string }>('SELECT line, outcome FROM import_line WHERE import_id = $1 ORDER BY line', [
    id,
  ])

const met = new Map<string, number>()
/** A child of this surname: those of one surname were born on a day, and live at a postcode, of their own. */
const child = (surname: string, forename: string, more: Record<string, string> = {}) => {
  const nth = met.get(surname) ?? met.size
  met.set(surname, nth)
  const born_on = Temporal.PlainDate.from('2014-02-03')
    .add({ days: 40 * nth })
    .toString()
  return { surname, forename, born_on, postcode: homes[nth] ?? '', ...more }
}
const homes = [
  'ZY1 1AA',
  'ZY1 2BB',
  'ZY1 3DD',
  'ZY1 4EE',
  'ZY2 1FF',
  'ZY2 2GG',
  'ZY2 3HH',
  'ZY2 4JJ',
  'ZY3 1LL',
  'ZY3 2NN',
]
const homeOf = (surname: string): string => homes[met.get(surname) ?? -1] ?? ''

test('a contact with the name of another family’s contact is another contact: neither’s address or number is overwritten', async () => {
  const contact = (phone: string) => ({
    contact_name: 'Sam Gull',
    contact_relationship: 'Mother',
    contact_phone: phone,
  })
  await takeIn({
    as_at: '2026-09-10',
    rows: [
      child('Avocet', 'Ann', { ...contact('01632 960001'), school_urn: '990001' }),
      child('Bittern', 'Ben', {
        ...contact('01632 960002'),
        school_urn: '990001',
      }),
    ],
  })
  assert.deepEqual(await believed('Avocet', 'contact_fact', 'f.phone'), ['Ann: 01632 960001'])
  assert.deepEqual(await believed('Bittern', 'contact_fact', 'f.phone'), ['Ben: 01632 960002'])
  assert.deepEqual(await believed('Avocet', 'address_fact', 'f.postcode'), [`Ann: ${homeOf('Avocet')}`])
  assert.deepEqual(await believed('Bittern', 'address_fact', 'f.postcode'), [`Ben: ${homeOf('Bittern')}`])
})

test('a list that comes again without its NHS numbers wipes none', async () => {
  const source = { source: 'GP', kind: 'health' }
  const nhs_number = makeNhsNumber(1)
  await takeIn({ ...source, as_at: '2026-09-10', rows: [child('Curlew', 'Cat', { nhs_number })] })
  await takeIn({
    ...source,
    as_at: '2026-10-10',
    rows: [child('Curlew', 'Cat', { nhs_number: '', postcode: 'ZY2 2AA' })],
  })
  assert.deepEqual(await believed('Curlew', 'identifier_fact', `f.value`), [`Cat: ${nhs_number}`])
})

test('two children with one NHS number in a file: both rows are there, and no row takes the other’s place', async () => {
  const nhs_number = makeNhsNumber(2)
  const id = await takeIn({
    ...{ source: 'Health visitors', kind: 'health', as_at: '2026-09-10' },
    rows: [child('Dunlin', 'Dan', { nhs_number }), child('Egret', 'Eve', { nhs_number })],
  })
  assert.deepEqual(
    (await lines(id)).map(({ line }) => line),
    [2, 3],
  )
  assert.deepEqual([await children('Dunlin'), await children('Egret')], [['Dan'], ['Eve']])
})

test('twins without numbers are two children, also when the list writes one of them otherwise', async () => {
  const twins = (second: string, more = {}) => [child('Fulmar', 'Finn', more), child('Fulmar', second, more)]
  await takeIn({ source: 'Twins', as_at: '2026-09-10', rows: twins('Fern', { school_urn: '990001' }) })
  assert.deepEqual(await children('Fulmar'), ['Fern', 'Finn'])
  await takeIn({ source: 'Twins at the GP', kind: 'health', as_at: '2026-09-11', rows: twins('Fearn') })
  const held = await asked<{ forename: string; names: string[] }>(
    `SELECT c.forename, array_agg(DISTINCT f.forename ORDER BY f.forename) AS names FROM child_summary c
     JOIN record r ON r.person_id = c.person_id JOIN name_fact f ON f.record_id = r.id WHERE c.surname = 'Fulmar' GROUP BY c.person_id, c.forename`,
  )
  assert.ok(held.every(({ names }) => !(names.includes('Finn') && names.length > 1)))
})

test('of two lists of one source that wait side by side, the older does not take the newer’s move back', async () => {
  const source = { source: 'Moves' }
  // Somebody else stays, so that both lists tell of the school that is left.
  const at = (as_at: string, school_urn: string) => ({
    ...{ ...source, as_at },
    rows: [child('Gannet', 'Gus', { school_urn }), child('Grebe', 'Gil', { school_urn: '990001' })],
  })
  await takeIn(at('2026-09-01', '990001'))
  const older = await preview(at('2026-09-10', '990001'))
  const newer = await preview(at('2026-09-20', '990002'))
  await commit(newer)
  await commit(older)
  const rolls = await asked<{ school_urn: number }>(
    `SELECT f.school_urn FROM child_summary c JOIN record r ON r.person_id = c.person_id JOIN enrolment_fact f ON f.record_id = r.id
     WHERE c.surname = 'Gannet' AND f.retracted_at IS NULL AND f.ends_on IS NULL`,
  )
  assert.deepEqual(rolls, [{ school_urn: 990002 }])
  assert.equal(await stateOf(county, 'Gus Gannet'), 'on_roll')
})

test('a doubtful row that was said to be of a child who has become another since is that other’s', async () => {
  const upn = makeUpn('8919001', 14, 9)
  await takeIn({ source: 'Heron', as_at: '2026-09-01', rows: [child('Heron', 'Hal', { school_urn: '990001', upn })] })
  const same = { source: 'Heron at the GP', kind: 'health' }
  await takeIn({ ...same, as_at: '2026-09-02', rows: [child('Heronson', 'Hal', { postcode: 'ZY9 9ZZ' })] })
  const [one, other] = await asked<{ person_id: string }>(
    `SELECT person_id FROM child_summary WHERE surname IN ('Heron', 'Heronson') ORDER BY surname`,
  )
  assert.ok(one && other)
  const doubtful = await preview({
    ...{ source: 'Doubtful', kind: 'health', as_at: '2026-09-03' },
    rows: [child('Heron', 'Hal', { born_on: '2014-01-01' })],
  })
  const [row] = await lines(doubtful)
  assert.equal(row?.outcome, 'ambiguous')
  await asked(
    `UPDATE import_row SET decision = 'same', decided_person_id = $2, decided_by = $3, decided_at = now() WHERE import_id = $1`,
    [doubtful, one.person_id, officer.account_id],
  )
  const { person_id } = await county.write(officer, tx =>
    joinPersons(tx, officer, { one: one.person_id, other: other.person_id, because: 'One child', seen: null }),
  )
  await commit(doubtful)
  const owners = await asked<{ person_id: string }>(
    `SELECT DISTINCT r.person_id FROM import_row i JOIN record r ON r.id = i.record_id WHERE i.import_id = $1`,
    [doubtful],
  )
  assert.deepEqual(owners, [{ person_id }])
})
