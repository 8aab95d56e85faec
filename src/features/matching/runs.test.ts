import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import type { Write } from '../../ground/database/door.ts'
import type { Engine } from '../../ground/database/identity.ts'
import { Look } from '../../ground/look.ts'
import { joinPersons } from './join.ts'
import { keepApart } from './keep-apart.ts'
import { matchableRecords } from './matchable.ts'
import { neverJoin } from './never-join.ts'
import { lastReading, readPair, undoReading } from './readings.ts'
import { JoinRefused, NotThere } from './refused.ts'
import { endRun, keepPairs, type ScoredPair, startRun } from './runs.ts'

const county = await testCounty()
after(() => county.drop())
const [officer, manager, practitioner] = [
  await county.person('cme_officer'),
  await county.person('team_manager'),
  await county.person('practitioner'),
]
const because = 'The parent says so'
const engine: Engine = {
  kind: 'engine',
  name: 'test',
  authority_id: county.authority_id,
  today: county.today,
  asked_by: null,
}
const asEngine = <T>(work: (tx: Write) => Promise<T>) =>
  county.door.write(engine, new Look({ purpose: 'test', route: 'test' }), work)

const child = (surname: string) => plantChild(county, { surname, forename: 'Ada', lives: [['2026-01-05', null]] })
const recordOf = async (person_id: string) =>
  (
    await county.superuser.query<{ id: string }>('SELECT id FROM record WHERE person_id = $1 ORDER BY id LIMIT 1', [
      person_id,
    ])
  ).rows[0]?.id ?? ''
const scored = (left: string, right: string, probability = 0.6): ScoredPair => ({
  ...{ left, right, probability, weight: 3, reason: 'The names agree.' },
  evidence: [{ field: 'surname', level: 'exact', weight: 5, sentence: 'The last name is the same.' }],
})
/** A run that keeps these pairs, and what waits of these children after it. */
async function run(pairs: ScoredPair[], kind: 'county' | 'list' = 'county') {
  return asEngine(async tx => {
    const begun = await startRun(tx, {
      kind,
      model: { m: 1 },
      model_version: '1',
      thresholds: { review: 0.2, match: 0.9 },
      as_at: county.today,
      began_by: null,
    })
    const kept = await keepPairs(tx, begun, pairs)
    return { kept, figures: await endRun(tx, begun, 100) }
  })
}
const pairsOf = async (...ids: string[]) =>
  (
    await county.superuser.query<{ id: string; state: string; outcome: string; probability: number }>(
      'SELECT id, state, outcome, probability FROM match_pair WHERE low_id = ANY($1) AND high_id = ANY($1) ORDER BY id',
      [ids],
    )
  ).rows

test('a pair is kept once however often it is found, with the likeliest of its records', async () => {
  const [a, b] = [await child('Able'), await child('Able')]
  const [x, y] = [await recordOf(a), await recordOf(b)]
  await run([scored(x, y, 0.3), scored(y, x, 0.95)])
  assert.deepEqual(
    (await pairsOf(a, b)).map(({ id: _, ...row }) => row),
    [{ state: 'open', outcome: 'match', probability: 0.95 }],
  )
  const { kept } = await run([scored(x, y, 0.5)])
  assert.deepEqual(kept, { given: 1, kept: 1 })
  assert.deepEqual(
    (await pairsOf(a, b)).map(({ id: _, ...row }) => row),
    [{ state: 'open', outcome: 'review', probability: 0.5 }],
  )
  const { figures } = await run([])
  assert.deepEqual(
    (await pairsOf(a, b)).map(row => row.state),
    ['gone'],
    'what the next run of the county does not find is a question no longer',
  )
  assert.deepEqual(figures.outcomes, { match: 0, review: 0, no_match: 0 })
})

test('two who were held apart are never offered again, unless both come to bear one identifier', async () => {
  const [a, b] = [await child('Baker'), await child('Baker')]
  const pair = scored(await recordOf(a), await recordOf(b))
  await county.write(officer, tx => keepApart(tx, officer, { one: a, other: b, because, seen: null }))
  assert.equal((await run([pair])).kept.kept, 0)
  const bears = async (person_id: string) =>
    county.superuser.query(
      `INSERT INTO identifier_fact (authority_id, record_id, starts_on, source, kind, value) SELECT authority_id, id, '2026-11-01', 'health', 'nhs_number', '9434765919' FROM record WHERE person_id = $1`,
      [person_id],
    )
  await bears(a)
  assert.equal((await run([pair])).kept.kept, 0)
  await bears(b)
  assert.equal((await run([pair])).kept.kept, 1)
})

test('that two were held apart stays with their records when one of them is joined with a third', async () => {
  const [a, b, c] = [await child('Cole'), await child('Cole'), await child('Cole')]
  const [x, y, z] = [await recordOf(a), await recordOf(b), await recordOf(c)]
  await county.write(officer, tx => keepApart(tx, officer, { one: a, other: b, because, seen: null }))
  await county.write(officer, tx => joinPersons(tx, officer, { one: a, other: c, because, seen: null }))
  assert.equal((await run([scored(x, y), scored(z, y)])).kept.kept, 0)
})

test('two who are never to be joined are refused by the database itself, offered to nobody, and not there for one another', async () => {
  const [a, b, c] = [await child('Dunn'), await child('Dunn'), await child('Dunn')]
  const [x, y] = [await recordOf(a), await recordOf(b)]
  const id = await county.write(manager, tx => neverJoin(tx, manager, { one: a, other: b, kind: 'adoption', because }))
  await assert.rejects(
    county.superuser.query('UPDATE record SET person_id = $1 WHERE id = $2', [a, y]),
    /never_joined|held in one child/,
  )
  await assert.rejects(
    county.superuser.query(
      `INSERT INTO record_link (authority_id, record_id, person_id, because) VALUES ($1, $2, $3, 'tried')`,
      [county.authority_id, y, a],
    ),
    /held in one child/,
  )
  assert.equal((await run([scored(x, y, 0.99)])).kept.kept, 0)
  for (const who of [officer, manager])
    await assert.rejects(
      county.write(who, tx => joinPersons(tx, who, { one: a, other: b, because, seen: null })),
      (problem: unknown) => problem instanceof NotThere,
    )
  const joined = await county.write(officer, tx => joinPersons(tx, officer, { one: a, other: c, because, seen: null }))
  await assert.rejects(
    county.write(officer, tx => joinPersons(tx, officer, { one: joined.person_id, other: b, because, seen: null })),
    (problem: unknown) => problem instanceof NotThere,
  )
  await assert.rejects(
    county.superuser.query('UPDATE record SET person_id = $1 WHERE id = $2', [joined.person_id, y]),
    /held in one child/,
  )
  const known = (who: typeof officer) => county.read(who, tx => tx.selectFrom('never_join').select('id').execute())
  assert.deepEqual(
    (await known(manager)).map(row => row.id),
    [id],
  )
  assert.deepEqual(await known(officer), [])
})

test('matching sees no protected source, and of an adopted child nothing that leads back', async () => {
  const [adopted, birth] = [await child('Eden'), await child('Before')]
  const record = await recordOf(adopted)
  await county.superuser.query(
    `INSERT INTO name_fact (authority_id, record_id, starts_on, source, kind, forename, surname, forename_key, surname_key) VALUES ($1, $2, '2020-01-01', 'health', 'former', 'Ada', 'Before', 'ada', 'before')`,
    [county.authority_id, record],
  )
  await county.superuser.query(
    `INSERT INTO identifier_fact (authority_id, record_id, starts_on, source, kind, value) SELECT $1, $2, '2020-01-01', 'health', kind, value FROM (VALUES ('former_upn', 'H801200001001'), ('upn', 'A801200001002')) AS t (kind, value)`,
    [county.authority_id, record],
  )
  const refuge = await county.superuser.query<{ id: string }>(
    `INSERT INTO record (authority_id, person_id, source) VALUES ($1, $2, 'protected_placement') RETURNING id`,
    [county.authority_id, adopted],
  )
  const see = async () => {
    const all = await asEngine(tx => matchableRecords(tx, { after: null, size: 1000 }))
    assert.equal(
      all.some(one => one.record_id === refuge.rows[0]?.id),
      false,
    )
    const one = all.find(each => each.record_id === record)
    return [one?.names.map(name => name.surname), one?.identifiers.map(identifier => identifier.value)]
  }
  assert.deepEqual(await see(), [
    ['Before', 'Eden'],
    ['H801200001001', 'A801200001002'],
  ])
  await county.write(manager, tx => neverJoin(tx, manager, { one: adopted, other: birth, kind: 'adoption', because }))
  assert.deepEqual(await see(), [['Eden'], ['A801200001002']])
})

test('records are read in sets, each once', async () => {
  const all = await asEngine(tx => matchableRecords(tx, { after: null, size: 1000 }))
  const found: string[] = []
  for (let after: string | null = null; ; ) {
    const some = await asEngine(tx => matchableRecords(tx, { after, size: 3 }))
    found.push(...some.map(one => one.record_id))
    after = some.at(-1)?.record_id ?? null
    if (after === null) break
  }
  assert.deepEqual(
    found,
    all.map(one => one.record_id),
  )
})

test('one reading decides, until the authority asks for a second pair of eyes; then two who say the same do', async () => {
  const [a, b, c, d] = [await child('Fenn'), await child('Fenn'), await child('Gray'), await child('Gray')]
  await run([scored(await recordOf(a), await recordOf(b)), scored(await recordOf(c), await recordOf(d))], 'list')
  const [first] = await pairsOf(a, b)
  const [second] = await pairsOf(c, d)
  const read = (who: typeof officer, pair: string | undefined, verdict: 'same' | 'different' | 'unsure') =>
    county.write(who, tx => readPair(tx, who, { pair_id: pair ?? '', verdict, because, seen: null }))
  assert.equal(await read(officer, first?.id, 'unsure'), 'second_look')
  await assert.rejects(read(officer, first?.id, 'same'), (problem: unknown) => problem instanceof JoinRefused)
  assert.equal(await read(manager, first?.id, 'same'), 'joined')
  await county.superuser.query(
    `INSERT INTO authority_switch (authority_id, key, starts_on, decided_by, reason) VALUES ($1, 'second_reader', '2026-01-01', $2, 'tried')`,
    [county.authority_id, manager.account_id],
  )
  assert.equal(await read(officer, second?.id, 'same'), 'second_look')
  assert.equal(await read(manager, second?.id, 'different'), 'second_look')
  assert.equal(
    await read(practitioner, second?.id, 'different'),
    'second_look',
    'one for, two against: one more than the other is not two',
  )
  assert.deepEqual(
    (await pairsOf(c, d)).map(row => row.state),
    ['second_look'],
  )
  await county.superuser.query(`DELETE FROM authority_switch WHERE key = 'second_reader'`)
})

test('the last decision is undone, and the pair waits again', async () => {
  const [a, b] = [await child('Hale'), await child('Hale')]
  await run([scored(await recordOf(a), await recordOf(b))], 'list')
  const [pair] = await pairsOf(a, b)
  for (const verdict of ['same', 'different'] as const) {
    await county.write(officer, tx => readPair(tx, officer, { pair_id: pair?.id ?? '', verdict, because, seen: null }))
    const last = await county.read(officer, tx => lastReading(tx, officer))
    await county.write(officer, tx => undoReading(tx, officer, last?.reading_id ?? ''))
    assert.deepEqual(
      (await pairsOf(a, b)).map(row => row.state),
      ['open'],
    )
    const { rows } = await county.superuser.query(
      'SELECT count(*)::int AS n FROM child_summary WHERE person_id = ANY($1)',
      [[a, b]],
    )
    assert.equal(rows[0]?.n, 2)
  }
  assert.equal((await run([scored(await recordOf(a), await recordOf(b))], 'list')).kept.kept, 1)
})
