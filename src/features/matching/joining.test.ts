import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testCounty } from '../../../test/support/county.ts'
import { plantCase } from '../../../test/support/plant-case.ts'
import { lookAgain, plantChild, plantRecord } from '../../../test/support/plant-children.ts'
import { asDay } from '../../rulebook/index.ts'
import { recordCircumstance, recordEnrolment } from '../children/index.ts'
import { joinPersons } from './join.ts'
import { JoinRefused, NotThere, Unplaced } from './refused.ts'
import { splitAhead, splitPerson } from './split.ts'
import { takeBack, takeBackAhead } from './take-back.ts'

const county = await testCounty()
after(() => county.drop())
const officer = await county.person('cme_officer')
const because = 'The parent says so'

/** What is believed of these children, whose it is and what the engine says of them: what a reader would meet. */
async function standing(...ids: string[]): Promise<string> {
  const facts = await county.superuser.query(
    `SELECT r.person_id, f.fact FROM record r, LATERAL (
       SELECT 'name' || n.forename || n.surname || n.starts_on AS fact FROM name_fact n WHERE n.record_id = r.id AND n.retracted_at IS NULL
       UNION ALL SELECT 'born' || n.born_on FROM birth_fact n WHERE n.record_id = r.id AND n.retracted_at IS NULL
       UNION ALL SELECT concat('roll', n.school_urn, n.starts_on, n.ends_on) FROM enrolment_fact n WHERE n.record_id = r.id AND n.retracted_at IS NULL
       UNION ALL SELECT concat('told', n.kind, n.starts_on, n.ends_on) FROM circumstance_fact n WHERE n.record_id = r.id AND n.retracted_at IS NULL) f
     WHERE r.person_id = ANY($1) ORDER BY 1, 2`,
    [ids],
  )
  const links = await county.superuser.query(
    `SELECT r.person_id, r.id, l.because, l.decided_at FROM record r LEFT JOIN record_link l ON l.record_id = r.id AND l.undone_at IS NULL
     WHERE r.person_id = ANY($1) ORDER BY 1, 2`,
    [ids],
  )
  const states = await county.superuser.query(
    `SELECT person_id, starts_on::text, ends_on::text, state, school_urn, because, fact_ids FROM child_state WHERE person_id = ANY($1) ORDER BY 1, 2`,
    [ids],
  )
  const names = await county.superuser.query(
    'SELECT person_id, known_as, born_on::text, upn FROM child_summary WHERE person_id = ANY($1) ORDER BY 1',
    [ids],
  )
  const reach = await county.superuser.query(
    'SELECT person_id, reach_key, starts_on::text, ends_on::text, made_by FROM child_reach WHERE person_id = ANY($1) ORDER BY 1, 2, 3',
    [ids],
  )
  const hangs = await county.superuser.query(
    `SELECT person_id, 'case' || reference AS what FROM council_case WHERE person_id = ANY($1) UNION ALL SELECT person_id, 'entry' || text FROM case_entry WHERE person_id = ANY($1)
     UNION ALL SELECT person_id, 'pin' || account_id FROM child_pin WHERE person_id = ANY($1) ORDER BY 1, 2`,
    [ids],
  )
  return JSON.stringify([facts.rows, links.rows, states.rows, names.rows, reach.rows, hangs.rows], null, 1)
}

const onRoll = (surname: string, urn = 990001) =>
  plantChild(county, { surname, forename: 'Ada', rolls: [['2026-09-01', null, { school_urn: urn }]] })
const onHealthList = (surname: string) =>
  plantChild(county, { surname, forename: 'Ada', lives: [['2026-01-05', null]] })

test('two records become one child with the states of both, and the other’s name leads to nobody', async () => {
  const [roll, health] = [await onRoll('Able'), await onHealthList('Able')]
  const { person_id } = await county.write(officer, tx =>
    joinPersons(tx, officer, { one: roll, other: health, because, seen: null }),
  )
  const gone = person_id === roll ? health : roll
  const { rows } = await county.superuser.query(
    `SELECT (SELECT count(*)::int FROM record WHERE person_id = $1) AS kept, (SELECT count(*)::int FROM record WHERE person_id = $2) AS other,
       (SELECT count(*)::int FROM child_summary WHERE person_id = $2) + (SELECT count(*)::int FROM child_state WHERE person_id = $2)
         + (SELECT count(*)::int FROM child_reach WHERE person_id = $2) + (SELECT count(*)::int FROM child_name WHERE person_id = $2) AS answers,
       (SELECT joined_into = $1 FROM person WHERE id = $2) AS leads_on,
       (SELECT state FROM child_state WHERE person_id = $1 AND starts_on <= '2026-11-17' AND (ends_on IS NULL OR ends_on > '2026-11-17')) AS state`,
    [person_id, gone],
  )
  assert.deepEqual(rows[0], { kept: 2, other: 0, answers: 0, leads_on: true, state: 'on_roll' })
  const links = await county.superuser.query(
    `SELECT count(*)::int AS n FROM record_link WHERE person_id = $1 AND undone_at IS NULL AND because = 'Joined with this child: ' || $2`,
    [person_id, because],
  )
  assert.equal(links.rows[0]?.n, 1)
})

test('a join taken back brings back every fact, link, state, case, entry, pin and reach as it was', async () => {
  const [roll, health] = [await onRoll('Baker'), await onHealthList('Baker')]
  await plantCase(county, officer, health, 'B1')
  await county.superuser.query('INSERT INTO child_pin (authority_id, account_id, person_id) VALUES ($1, $2, $3)', [
    county.authority_id,
    officer.account_id,
    roll,
  ])
  await county.write(officer, tx =>
    recordCircumstance(tx, officer, {
      person_id: health,
      kind: 'awaiting_place',
      starts_on: asDay('2026-11-03'),
      ends_on: null,
      detail: null,
      case_id: null,
    }),
  )
  await county.write(officer, tx =>
    recordCircumstance(tx, officer, {
      person_id: roll,
      kind: 'plan',
      starts_on: asDay('2026-11-03'),
      ends_on: null,
      detail: null,
      case_id: null,
    }),
  )
  const before = await standing(roll, health)
  const { decision_id } = await county.write(officer, tx =>
    joinPersons(tx, officer, { one: roll, other: health, because, seen: null }),
  )
  assert.notEqual(await standing(roll, health), before)
  await county.write(officer, tx => takeBack(tx, officer, { decision_id, because, seen: null, places: new Map() }))
  assert.equal(await standing(roll, health), before)
  const { rows } = await county.superuser.query(
    'SELECT exactly, ended_at IS NOT NULL AS ended FROM join_decision WHERE id = $1',
    [decision_id],
  )
  assert.deepEqual(rows, [{ exactly: true, ended: true }])
  await county.write(officer, tx =>
    recordCircumstance(tx, officer, {
      person_id: roll,
      kind: 'stuck',
      starts_on: asDay('2026-11-03'),
      ends_on: null,
      detail: null,
      case_id: null,
    }),
  )
  const records = await county.superuser.query(
    `SELECT count(*)::int AS n FROM record WHERE person_id = $1 AND source = 'council'`,
    [roll],
  )
  assert.equal(records.rows[0]?.n, 1)
})

test('what was recorded since the join is placed one by one, and nothing is taken back while something has no place', async () => {
  const [roll, health] = [await onRoll('Cole'), await onHealthList('Cole')]
  const { decision_id, person_id } = await county.write(officer, tx =>
    joinPersons(tx, officer, { one: roll, other: health, because, seen: null }),
  )
  const other = person_id === roll ? health : roll
  await county.write(officer, tx =>
    recordEnrolment(tx, officer, {
      person_id,
      school_urn: 990002,
      in_area: true,
      sector: 'state',
      starts_on: asDay('2026-11-10'),
      year_group: null,
      weekly_hours: null,
    }),
  )
  await county.write(officer, tx =>
    recordCircumstance(tx, officer, {
      person_id,
      kind: 'plan',
      starts_on: asDay('2026-11-11'),
      ends_on: null,
      detail: null,
      case_id: null,
    }),
  )
  await plantRecord(county, person_id)
  const case_id = await plantCase(county, officer, person_id, 'C1')
  const nothing = county.write(officer, tx =>
    takeBack(tx, officer, { decision_id, because, seen: null, places: new Map() }),
  )
  await assert.rejects(nothing, (problem: unknown) => problem instanceof Unplaced && problem.keys.length === 4)
  const { since } = await county.read(officer, tx => takeBackAhead(tx, decision_id))
  const side = (key: string) => (key.startsWith('circumstance_fact') ? ('kept' as const) : ('other' as const))
  await county.write(officer, tx =>
    takeBack(tx, officer, {
      decision_id,
      because,
      seen: null,
      places: new Map(since.place.map(({ key }) => [key, side(key)])),
    }),
  )
  const { rows } = await county.superuser.query(
    `SELECT (SELECT person_id FROM council_case WHERE id = $1) AS case_of, (SELECT DISTINCT person_id FROM case_entry WHERE case_id = $1) AS entry_of,
       (SELECT array_agg(DISTINCT r.person_id) FROM enrolment_fact f JOIN record r ON r.id = f.record_id WHERE f.school_urn = 990002 AND f.retracted_at IS NULL AND r.person_id = ANY($2)) AS roll_of,
       (SELECT array_agg(DISTINCT r.person_id) FROM circumstance_fact f JOIN record r ON r.id = f.record_id WHERE f.retracted_at IS NULL AND r.person_id = ANY($2)) AS plan_of,
       (SELECT state FROM child_state WHERE person_id = $3 AND starts_on <= '2026-11-17' AND (ends_on IS NULL OR ends_on > '2026-11-17')) AS state`,
    [case_id, [roll, health], other],
  )
  assert.deepEqual(rows[0], {
    case_of: other,
    entry_of: other,
    roll_of: [other],
    plan_of: [person_id],
    state: 'on_roll',
  })
})

test('two open cases, relatives, and a child who is not there are refused with what can be done instead', async () => {
  const [one, other] = [await onRoll('Dunn'), await onHealthList('Dunn')]
  await plantCase(county, officer, one, 'D1')
  await plantCase(county, officer, other, 'D2')
  const join = () => county.write(officer, tx => joinPersons(tx, officer, { one, other, because, seen: null }))
  await assert.rejects(join, (problem: unknown) => problem instanceof JoinRefused && /open case/.test(problem.message))
  await assert.rejects(
    () => county.write(officer, tx => joinPersons(tx, officer, { one, other: one, because, seen: null })),
    (problem: unknown) => problem instanceof NotThere,
  )
  const [twin, second] = [await onHealthList('Eve'), await onHealthList('Eve')]
  await county.superuser.query(
    `INSERT INTO relation_fact (authority_id, record_id, starts_on, source, kind, other_person_id) SELECT authority_id, id, '2020-01-01', 'council', 'sibling', $2 FROM record WHERE person_id = $1`,
    [twin, second],
  )
  await assert.rejects(
    () => county.write(officer, tx => joinPersons(tx, officer, { one: twin, other: second, because, seen: null })),
    (problem: unknown) => problem instanceof JoinRefused && /relatives/.test(problem.message),
  )
})

test('a join that lets a school see more says so, and is for who may widen', async () => {
  const [roll, health] = [await onRoll('Fenn'), await onHealthList('Fenn')]
  const practitioner = await county.person('practitioner')
  const join = () =>
    county.write(practitioner, tx => joinPersons(tx, practitioner, { one: roll, other: health, because, seen: null }))
  await assert.rejects(
    join,
    (problem: unknown) => problem instanceof JoinRefused && /Ashby Brook/.test(problem.message),
  )
  const { decision_id } = await county.write(officer, tx =>
    joinPersons(tx, officer, { one: roll, other: health, because, seen: null }),
  )
  const { rows } = await county.superuser.query('SELECT widens FROM join_decision WHERE id = $1', [decision_id])
  assert.deepEqual(rows[0]?.widens, ['school:990001'])
})

test('records that are placed with another child go to one of their own; joined again the two are one, and what was decided before is outlived', async () => {
  const child = await onRoll('Gray')
  const record = await plantRecord(county, child)
  await county.superuser.query(
    `INSERT INTO name_fact (authority_id, record_id, starts_on, source, kind, forename, surname, forename_key, surname_key)
     VALUES ($1, $2, '2026-01-01', 'health', 'legal', 'Bea', 'Gray', 'bea', 'gray')`,
    [county.authority_id, record],
  )
  await lookAgain(county, [child])
  const before = await standing(child)
  const { place } = await county.read(officer, tx => splitAhead(tx, child))
  const places = new Map(
    place.map(({ key }) => [key, key === `record:${record}` ? ('other' as const) : ('kept' as const)]),
  )
  const { decision_id, other_id } = await county.write(officer, tx =>
    splitPerson(tx, officer, { person_id: child, because, seen: null, places }),
  )
  const { rows: named } = await county.superuser.query('SELECT known_as FROM child_summary WHERE person_id = $1', [
    other_id,
  ])
  assert.deepEqual(named, [{ known_as: 'Bea Gray' }])
  await county.write(officer, tx => joinPersons(tx, officer, { one: child, other: other_id, because, seen: null }))
  const strip = (text: string) => text.replaceAll(/"(?:because|decided_at)": [^\n]*\n/g, '')
  assert.equal(strip(await standing(child)), strip(before))
  const { rows } = await county.superuser.query(
    'SELECT ended_at IS NOT NULL AS ended FROM join_decision WHERE id = $1',
    [decision_id],
  )
  assert.deepEqual(rows, [{ ended: true }])
})

test('joining and then parting by the same records is as if nothing had been', async () => {
  const [roll, health] = [await onRoll('Hale'), await onHealthList('Hale')]
  await county.write(officer, tx =>
    recordCircumstance(tx, officer, {
      person_id: health,
      kind: 'awaiting_place',
      starts_on: asDay('2026-11-03'),
      ends_on: null,
      detail: null,
      case_id: null,
    }),
  )
  const of = await county.superuser.query<{ id: string; person_id: string }>(
    'SELECT id, person_id FROM record WHERE person_id = ANY($1)',
    [[roll, health]],
  )
  const before = await standing(roll, health)
  const { person_id } = await county.write(officer, tx =>
    joinPersons(tx, officer, { one: roll, other: health, because, seen: null }),
  )
  const other = person_id === roll ? health : roll
  const places = new Map(
    of.rows.map(row => [`record:${row.id}`, row.person_id === other ? ('other' as const) : ('kept' as const)]),
  )
  const { other_id } = await county.write(officer, tx =>
    splitPerson(tx, officer, { person_id, because, seen: null, places }),
  )
  assert.equal(other_id, other)
  assert.equal(await standing(roll, health), before)
})
