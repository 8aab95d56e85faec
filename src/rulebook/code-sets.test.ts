import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attendanceCodes } from './attendance-codes.ts'
import { ethnicityCodes, senNeeds } from './census-codes.ts'
import { codeOn, readCode, stood, versionOn } from './code-set.ts'
import { codeSets, codeSetsOn } from './code-sets.ts'
import { addDays, asDay, type Day } from './days.ts'
import { exclusionCategories, exclusionReasons } from './exclusion-codes.ts'

const read = (raw: string, on: string) => readCode(attendanceCodes, raw, asDay(on))
const category = (raw: string, on: string) => read(raw, on).entry?.category

/** Every day on which something of a set begins or ends, the day before it, and today. */
const daysThatMatter = (dated: readonly { valid_from: Day | null; valid_to: Day | null }[]): Day[] =>
  [...dated.flatMap(({ valid_from, valid_to }) => [valid_from, valid_to]), asDay('2026-11-30')].flatMap(day =>
    day === null ? [] : [addDays(day, -1), day],
  )

test('on any day one version of a set stands, and one entry for a code; none without label, source and mark', () => {
  for (const set of codeSets) {
    assert.equal(new Set(set.versions.map(({ version }) => version)).size, set.versions.length, set.id)
    for (const on of daysThatMatter([...set.versions, ...set.entries])) {
      const versions = set.versions.filter(version => stood(version, on))
      const standing = set.entries.filter(entry => stood(entry, on)).map(({ code }) => code)
      assert.ok(versions.length <= 1, `${set.id} on ${on}`)
      assert.equal(new Set(standing).size, standing.length, `${set.id} on ${on}`)
      if (versions.length === 0) assert.deepEqual(standing, [], `${set.id} on ${on}: codes without a version`)
    }
    for (const { code, label, source, mark } of set.entries) {
      assert.match(code, /^\S+$/, set.id)
      for (const said of [label, source, mark]) assert.notEqual(said, '', `${set.id} ${code}`)
    }
  }
  const versions = codeSets.flatMap(set => set.versions.map(({ version }) => version))
  assert.equal(new Set(versions).size, versions.length, 'a version is stored by its name alone')
})

test('how many codes each set had', () => {
  const sizes = (on: string) => codeSetsOn(asDay(on)).map(({ id, entries }) => `${id} ${entries.length}`)
  assert.deepEqual(sizes('2026-11-30'), [
    ...['attendance 34', 'exclusion_category 3', 'exclusion_reason 29', 'sen_need 14', 'sen_provision 3'],
    ...['enrolment_status 7', 'boarder 4', 'ethnicity 20', 'sex 3'],
  ])
  assert.deepEqual(sizes('2024-08-18').slice(0, 3), ['attendance 25', 'exclusion_category 3', 'exclusion_reason 16'])
  assert.equal(sizes('2010-03-01')[0], 'attendance 26')
  assert.deepEqual(codeSetsOn(asDay('2005-03-01'))[0]?.version, null)
})

test('the class of every mark since 19 August 2024', () => {
  const byCategory = Map.groupBy(
    attendanceCodes.entries.filter(entry => stood(entry, asDay('2024-08-19'))),
    entry => entry.category,
  )
  const codes = [...byCategory].map(([name, entries]) => [name, entries.map(({ code }) => code).join(' ')])
  assert.deepEqual(Object.fromEntries(codes), {
    P: '/ \\',
    late: 'L',
    AEA: 'K V P W B',
    NP: 'D X Q Y1 Y2 Y3 Y4 Y5 Y6 Y7',
    AA: 'C1 M J1 S C2 C T R I E',
    UA: 'G N O U',
    ADM: 'Z #',
  })
})

test('an old code stands until the evening of 18 August 2024, under the set of its time', () => {
  assert.equal(versionOn(attendanceCodes, asDay('2024-08-18'))?.version, 'attendance-2006')
  assert.equal(versionOn(attendanceCodes, asDay('2024-08-19'))?.version, 'attendance-2024')
  for (const [code, was] of [
    ['H', 'AA'],
    ['J', 'AEA'],
    ['Y', 'NP'],
  ] as const) {
    assert.equal(category(code, '2024-08-18'), was)
    assert.equal(read(code, '2024-08-18').caution, null)
    assert.equal(codeOn(attendanceCodes, code, asDay('2024-08-19')), undefined)
  }
  assert.equal(category('F', '2009-01-12'), 'AA')
  assert.match(read('F', '2009-01-12').caution ?? '', /not settled/)
  assert.equal(category('F', '2019-01-14'), undefined)
  assert.match(read('F', '2019-01-14').caution ?? '', /ended on Saturday 31 August 2013, or about then/)
})

test('no code is ever read as another: what is not in the set of its day has no entry and a caution that says why', () => {
  const onceAndNow = new Set(attendanceCodes.entries.map(({ code }) => code))
  for (const code of onceAndNow) {
    for (const on of ['2005-09-05', '2009-01-12', '2024-08-18', '2024-08-19', '2026-11-30']) {
      const { raw, entry, caution } = read(code, on)
      assert.equal(raw, code)
      if (entry === null) assert.match(caution ?? '', /It is kept as it was written\.$/, `${code} on ${on}`)
      else assert.equal(entry.code, code)
    }
  }
  assert.deepEqual(read('H', '2025-01-13'), {
    raw: 'H',
    version: 'attendance-2024',
    entry: null,
    caution:
      'H (Family holiday, agreed) ended on Sunday 18 August 2024. It is not read as C: whether leave was given in exceptional circumstances is for a person to say, with a note. It is kept as it was written.',
  })
  assert.match(read('J', '2025-01-13').caution ?? '', /not read as J1, which counts as absence/)
  assert.match(read('Y', '2025-01-13').caution ?? '', /Which of Y1 to Y7/)
  assert.match(read('J1', '2024-07-01').caution ?? '', /begins on Monday 19 August 2024/)
  assert.match(read('X02', '2021-01-11').caution ?? '', /pandemic/)
  assert.match(read('/', '2005-09-05').caution ?? '', /No set of attendance codes is held for Monday 5 September 2005/)
})

test('a code counts as it is written, but for spaces round it', () => {
  assert.equal(read(' I ', '2026-03-02').entry?.code, 'I')
  assert.equal(read(' I ', '2026-03-02').raw, ' I ')
  assert.equal(read('i', '2026-03-02').entry, null)
  assert.match(read('i', '2026-03-02').caution ?? '', /“i” is not in the attendance codes of 2024\. I is;/)
  assert.match(read('', '2026-03-02').caution ?? '', /There is no code/)
  assert.match(read('constructor', '2026-03-02').caution ?? '', /is not in/)
})

test('the reasons for exclusion of 2026 stand from a day that is not settled, and say so', () => {
  const reason = (code: string, on: string) => readCode(exclusionReasons, code, asDay(on))
  assert.equal(reason('MB', '2026-07-31').entry, null)
  assert.equal(reason('MB', '2026-07-31').version, 'exclusion-reasons-2020')
  assert.equal(reason('MB', '2026-11-30').entry?.label, 'Misogynistic behaviour')
  assert.match(reason('MB', '2026-11-30').caution ?? '', /not settled/)
  assert.equal(reason('PP', '2026-11-30').caution, null)
  assert.equal(reason('PP', '2026-11-30').version, 'exclusion-reasons-2026')
  assert.match(readCode(exclusionCategories, 'FIXD', asDay('2026-11-30')).caution ?? '', /suspension/)
})

test('needs and ethnicity: a name of earlier lists, or an extended code, is not guessed', () => {
  const on = asDay('2026-11-30')
  assert.equal(readCode(senNeeds, 'BESD', on).entry, null)
  assert.match(readCode(senNeeds, 'BESD', on).caution ?? '', /not read as SEMH/)
  assert.match(readCode(senNeeds, 'DS', on).caution ?? '', /not settled/)
  assert.equal(readCode(ethnicityCodes, 'WENG', on).entry, null)
  assert.match(readCode(ethnicityCodes, 'WENG', on).caution ?? '', /Extended codes/)
})
