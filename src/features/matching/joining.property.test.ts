import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { joinPersons } from './join.ts'
import { keepApart } from './keep-apart.ts'
import { JoinRefused, NotThere } from './refused.ts'
import { splitAhead, splitPerson } from './split.ts'
import { takeBack, takeBackAhead } from './take-back.ts'

const county = await testCounty()
after(() => county.drop())
const officer = await county.person('cme_officer')
const because = 'The parent says so'
const onRoll = (surname: string, school_urn = 990001) =>
  plantChild(county, { surname, forename: 'Ada', rolls: [['2026-09-01', null, { school_urn }]] })
const onHealthList = (surname: string) =>
  plantChild(county, { surname, forename: 'Ada', lives: [['2026-01-05', null]] })

test('whatever is joined, parted and taken back, each record is of one child, every child of a list has one state a day, and the book adds up', async () => {
  const run = fc.asyncProperty(
    fc.array(fc.tuple(fc.constantFrom('join', 'split', 'back', 'apart'), fc.nat(50), fc.nat(50)), {
      minLength: 4,
      maxLength: 10,
    }),
    async steps => {
      const began = [
        await onRoll('Ives'),
        await onHealthList('Ives'),
        await onHealthList('Ives'),
        await onRoll('Ives', 990002),
      ]
      const { rows: records } = await county.superuser.query<{ id: string }>(
        'SELECT id FROM record WHERE person_id = ANY($1) ORDER BY id',
        [began],
      )
      const ids = records.map(row => row.id)
      const live = async () =>
        (
          await county.superuser.query<{ person_id: string }>(
            'SELECT DISTINCT person_id FROM record WHERE id = ANY($1) ORDER BY 1',
            [ids],
          )
        ).rows.map(row => row.person_id)
      for (const [step, a, b] of steps) {
        const persons = await live()
        const one = persons[a % persons.length] ?? ''
        const other = persons[b % persons.length] ?? ''
        const doing = county.write(officer, async tx => {
          if (step === 'join') return joinPersons(tx, officer, { one, other, because, seen: null })
          if (step === 'apart') return keepApart(tx, officer, { one, other, because, seen: null })
          if (step === 'split') {
            const { place } = await splitAhead(tx, one)
            return splitPerson(tx, officer, {
              person_id: one,
              because,
              seen: null,
              places: new Map(place.map(({ key }, at) => [key, at === b % place.length ? 'other' : 'kept'])),
            })
          }
          const { rows } = await county.superuser.query<{ id: string }>(
            `SELECT id FROM join_decision WHERE kind = 'join' AND ended_at IS NULL AND kept_id = $1 ORDER BY id DESC LIMIT 1`,
            [one],
          )
          if (!rows[0]) return null
          const { since } = await takeBackAhead(tx, rows[0].id)
          return takeBack(tx, officer, {
            decision_id: rows[0].id,
            because,
            seen: null,
            places: new Map(since.place.map(({ key }) => [key, 'kept'])),
          })
        })
        await doing.catch((problem: unknown) =>
          assert.ok(problem instanceof JoinRefused || problem instanceof NotThere, String(problem)),
        )
        const { rows } = await county.superuser.query(
          `SELECT (SELECT count(*)::int FROM record WHERE id = ANY($1)) AS records,
           (SELECT count(*)::int FROM record r JOIN person p ON p.id = r.person_id WHERE r.id = ANY($1) AND p.joined_into IS NOT NULL) AS of_nobody,
           (SELECT count(*)::int FROM record r WHERE r.id = ANY($1) AND (SELECT count(*) FROM record_link l WHERE l.record_id = r.id AND l.undone_at IS NULL) > 1) AS linked_twice,
           (SELECT count(*)::int FROM record r WHERE r.id = ANY($1) AND NOT EXISTS (SELECT FROM child_state s WHERE s.person_id = r.person_id AND s.starts_on <= '2026-11-17' AND (s.ends_on IS NULL OR s.ends_on > '2026-11-17'))) AS without_state,
           (SELECT count(*)::int FROM child_state s JOIN person p ON p.id = s.person_id WHERE p.joined_into IS NOT NULL) AS states_of_nobody`,
          [ids],
        )
        assert.deepEqual(rows[0], {
          records: ids.length,
          of_nobody: 0,
          linked_twice: 0,
          without_state: 0,
          states_of_nobody: 0,
        })
      }
      const book = await county.superuser.query(
        `SELECT state, sum(n)::int AS n FROM (
         SELECT to_state AS state, change AS n FROM ledger_move WHERE day <= '2026-11-17' UNION ALL SELECT from_state, -change FROM ledger_move WHERE day <= '2026-11-17'
         UNION ALL SELECT state, -1 FROM child_state WHERE starts_on <= '2026-11-17' AND (ends_on IS NULL OR ends_on > '2026-11-17')) b
       WHERE state <> 'none' GROUP BY state HAVING sum(n) <> 0`,
      )
      assert.deepEqual(book.rows, [])
    },
  )
  await fc.assert(run, { numRuns: 6 })
})
