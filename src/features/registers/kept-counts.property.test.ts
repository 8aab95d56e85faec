import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { testCounty } from '../../../test/support/county.ts'
import { engineWork } from '../../../test/support/engine-work.ts'
import { lookAgain, plantChild } from '../../../test/support/plant-children.ts'
import type { Person } from '../../ground/database/identity.ts'
import { addDays, childGroups, type Day } from '../../rulebook/index.ts'
import { compactBook, groupsApart, reevaluate } from '../children/index.ts'
import { countGroupsAnew, countStatesAnew } from './count-anew.ts'
import { countGroups, countStandings, listMembers } from './registers.ts'

const county = await testCounty()
after(() => county.drop())
const worker = await county.person('social_worker')
const readers = [
  await county.person('team_manager'),
  await county.person('cme_officer'),
  worker,
  await county.person('team_officer'),
]
await county.superuser.query(`UPDATE school SET type_group = 'Special schools' WHERE urn = 990002`)
const { authority_id, today } = county
const work = engineWork(county)

type Step =
  | {
      do: 'plant'
      roll: number | null
      need: string | null
      guarded: boolean
      ends: number | null
      provision: string | null
    }
  | { do: 'need' | 'happening'; child: number; kind: string; ends: number | null }
  | { do: 'retract' | 'seal' | 'school' | 'reach' | 'whereabouts' | 'fail'; child: number }
  | { do: 'fold' | 'at once'; child?: never }

const ends = fc.option(fc.integer({ min: 1, max: 60 }))
const needKinds = [
  'ehc_plan',
  'sen_support',
  'child_in_need',
  'protection_plan',
  'traveller',
  'in_hospital',
  'service_child',
]
const happenings = ['permanently_excluded', 'reinstated', 'suspended', 'fair_access_eligible', 'place_allocated']
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('plant' as const),
    roll: fc.option(fc.constantFrom(990001, 990002)),
    need: fc.option(fc.constantFrom(...needKinds)),
    guarded: fc.boolean(),
    ends,
    provision: fc.option(fc.constantFrom('interim', 'alternative', 'reduced_timetable')),
  }),
  fc.record({ do: fc.constant('need' as const), child: fc.nat(30), kind: fc.constantFrom(...needKinds), ends }),
  fc.record({ do: fc.constant('happening' as const), child: fc.nat(30), kind: fc.constantFrom(...happenings), ends }),
  fc.record({
    do: fc.constantFrom('retract', 'seal', 'school', 'reach', 'whereabouts', 'fail'),
    child: fc.nat(30),
  }),
  fc.record({ do: fc.constantFrom('fold', 'at once') }),
)

const ask = (text: string, values: unknown[]) => county.superuser.query(text, values)
const dayOf = (days: number | null): Day | null => (days === null ? null : addDays(today, days))
const addNeed = (person_id: string, kind: string, until: number | null) =>
  ask(
    `INSERT INTO need_fact (authority_id, record_id, sealed, starts_on, ends_on, source, kind, field_class, evidence)
     SELECT $1, r.id, r.sealed, '2026-09-01', $4, r.source, k.code, k.field_class, 'planted' FROM record r, need_kind k WHERE r.person_id = $2 AND k.code = $3 LIMIT 1`,
    [authority_id, person_id, kind, dayOf(until)],
  )

async function act(step: Step, persons: string[]): Promise<void> {
  if (step.do === 'plant') {
    const made = await plantChild(county, {
      surname: 'Kept',
      lives: [['2026-09-01', null]],
      rolls: step.roll === null ? [] : [['2026-09-01', dayOf(step.ends), { school_urn: step.roll }]],
      provisions: step.provision === null ? [] : [['2026-10-01', null, { kind: step.provision, weekly_hours: 5 }]],
    })
    persons.push(made)
    if (step.guarded) await ask(`UPDATE record SET source = 'protected_placement' WHERE person_id = $1`, [made])
    if (step.need !== null) await addNeed(made, step.need, null)
    return lookAgain(county, [made])
  }
  if (step.do === 'fold') return work.write('folded', compactBook)
  if (step.do === 'at once') {
    await Promise.all([lookAgain(county, persons), lookAgain(county, persons.toReversed())])
    return
  }
  const person_id = persons[(step.child ?? 0) % persons.length]
  if (person_id === undefined) return
  const about = [authority_id, person_id]
  if (step.do === 'need') await addNeed(person_id, step.kind, step.ends)
  else if (step.do === 'happening')
    await ask(
      `INSERT INTO happening_fact (authority_id, record_id, sealed, source, starts_on, ends_on, kind, field_class)
       SELECT $1, id, sealed, 'council', $4::date, $4::date + 1, $3, 'education' FROM record WHERE person_id = $2 LIMIT 1`,
      [...about, step.kind, addDays(today, (step.ends ?? 40) - 60)],
    )
  else if (step.do === 'retract')
    await ask(
      `UPDATE need_fact f SET retracted_at = now() FROM record r WHERE r.authority_id = $1 AND r.id = f.record_id AND r.person_id = $2 AND f.retracted_at IS NULL`,
      about,
    )
  // The flag alone: what is kept follows it by foreign key, and nobody works the child out.
  else if (step.do === 'seal')
    return void (await ask('UPDATE person SET sealed = NOT sealed WHERE authority_id = $1 AND id = $2', about))
  // A register of schools that says otherwise changes no child.
  else if (step.do === 'school')
    return void (await ask(
      `UPDATE school SET la_code = CASE la_code WHEN '899' THEN '898' ELSE '899' END WHERE urn = 990001`,
      [],
    ))
  else if (step.do === 'reach')
    return void (await ask(
      `INSERT INTO child_reach (authority_id, person_id, sealed, reach_key, starts_on, made_by)
       SELECT $1, id, sealed, $3, '2026-09-01', 'tried' FROM person WHERE id = $2 AND NOT EXISTS (SELECT FROM child_reach WHERE person_id = $2 AND reach_key = $3)`,
      [...about, `team:${worker.organisation_id}`],
    ))
  else if (step.do === 'whereabouts')
    await ask(
      `INSERT INTO circumstance_fact (authority_id, record_id, sealed, starts_on, source, kind) SELECT $1, id, sealed, '2026-10-05', 'council', 'whereabouts_unknown' FROM record WHERE person_id = $2 LIMIT 1`,
      about,
    )
  else {
    const stopped = work.write('stopped', async tx => {
      await tx.deleteFrom('child_group').where('person_id', '=', person_id).execute()
      await reevaluate(tx, [person_id], today)
      throw new Error('stopped half-way')
    })
    await assert.rejects(stopped, /stopped half-way/)
    return
  }
  await lookAgain(county, [person_id])
}

/** What a reader is told on a day, from what is kept and from the facts. */
const told = (reader: Person, on: Day) =>
  county.read(reader, async tx => {
    const kept = await countGroups(tx, childGroups, reader, on)
    const anew = await countGroupsAnew(tx, childGroups, on)
    const rows = []
    for (const group of childGroups) {
      const found = kept.get(group.code) ?? { known: 0, in_suspense: 0 }
      const asked = anew.get(group.code) ?? { known: 0, in_suspense: 0 }
      const standings = Object.values(await countStandings(tx, group, reader, on)).reduce((sum, n) => sum + n, 0)
      const states = (await countStatesAnew(tx, group, on)).reduce((sum, { children }) => sum + children, 0)
      const named = await listMembers(tx, group, reader, { standing: null }, on, {
        ...{ sort: 'child', order: 'asc', beyond: '>', from: null, limit: null },
      })
      rows.push({
        kept: [group.code, found.known, found.in_suspense, standings, named.length],
        anew: [group.code, asked.known, asked.in_suspense, states, asked.known],
      })
    }
    return { kept: rows.map(row => row.kept), anew: rows.map(row => row.anew) }
  })

test('whatever changes, what is kept of every register is what each reader would count anew, today and on days to come', async () => {
  const persons: string[] = []
  let shown = 0
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 4, maxLength: 10 }), async some => {
      for (const step of some) await act(step, persons)
      for (const reader of readers)
        for (const on of [today, addDays(today, 30)]) {
          const { kept, anew } = await told(reader, on)
          assert.deepEqual(kept, anew, `${reader.role} on ${on}`)
          shown += kept.reduce((sum, [, known]) => sum + Number(known), 0)
        }
      assert.equal(await work.read('checked', tx => groupsApart(tx, today)), 0)
    }),
    { numRuns: 8 },
  )
  assert.ok(shown > 50, 'children were in groups at all')
})

test('the check finds a child who is missing from what is kept, and a sum that is not the children’s', async () => {
  await plantChild(county, {
    surname: 'Found',
    lives: [['2026-09-01', null]],
    needs: [['2026-09-01', null, { kind: 'traveller' }]],
  })
  const apart = () => work.read('checked', tx => groupsApart(tx, today))
  assert.equal(await apart(), 0)
  await ask(
    `INSERT INTO group_count (authority_id, group_code, day, sights, state, change) VALUES ($1, 'young_carers', '2026-09-01', 65535, 'none', 3)`,
    [authority_id],
  )
  assert.equal(await apart(), 3)
  await ask(`DELETE FROM group_count WHERE authority_id = $1 AND change = 3 AND sights = 65535`, [authority_id])
  await ask(`DELETE FROM child_group WHERE authority_id = $1 AND group_code = 'travellers_without_place'`, [
    authority_id,
  ])
  assert.notEqual(await apart(), 0)
})
