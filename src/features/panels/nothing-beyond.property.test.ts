/** Over randomly built meetings: no member's copy, no shared screen and no minute holds what its reader may not see. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { testApp } from '../../../test/support/app.ts'
import { openedCase } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { withSightOf } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { caseById } from '../cases/index.ts'
import { beginSeries, PanelRefused, seat } from './actions.ts'
import { itemById, itemsOf, meetingById, minutesOf, seriesById } from './queries.ts'
import { recordItem } from './record-item.ts'
import { oneReader, shownToAll } from './sight.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const clerking = await county.person('cme_officer')
const clerk = await app.as(clerking)
const roles = ['team_manager', 'fair_access_officer', 'practitioner', 'virtual_school', 'social_worker', 'send_officer']
const members: Person[] = []
for (const role of roles) members.push(await county.person(role))

const surnames = ['Alder', 'Birch', 'Cedar', 'Elder', 'Hazel', 'Juniper']
const cases: { case_id: string; person_id: string; name: string }[] = []
for (const surname of surnames) {
  const person_id = await plantChild(county, { surname, lives: [['2026-10-12', null]] })
  const href = await openedCase(clerk, person_id)
  cases.push({ case_id: href.split('/').at(-1) ?? '', person_id, name: `Sam ${surname}` })
}
// Two of the children are with teams of their own, so that members of these see some and not others.
for (const [i, role] of [
  [0, 'social_worker'],
  [1, 'virtual_school'],
  [1, 'social_worker'],
] as const) {
  const team = members[roles.indexOf(role)]?.organisation_id
  await county.superuser.query(
    `INSERT INTO child_reach (authority_id, person_id, sealed, reach_key, starts_on, made_by) VALUES ($1, $2, false, $3, '2026-10-12', 'test') ON CONFLICT DO NOTHING`,
    [county.authority_id, cases[i]?.person_id, `team:${team}`],
  )
}
const ask = async (text: string, values: unknown[]): Promise<string> =>
  (await county.superuser.query<{ id: string }>(text, values)).rows[0]?.id ?? ''

/** What somebody may see of a meeting when they ask for themselves, which no copy may go beyond. */
const ownSight = (of: Person, meeting_id: string) =>
  county.read(of, async tx => new Set((await itemsOf(tx, meeting_id)).map(item => item.case_id)))

let day = 0
const nextDay = () => new Date(Date.UTC(2026, 10, 18 + day++)).toISOString().slice(0, 10)

test('no copy, screen or minute of any meeting holds more than its readers may see', async () => {
  const series_id = await county.write(clerking, async tx => {
    const id = await beginSeries(tx, clerking, null, {
      ...{ title: 'Meeting', purpose: 'Tried', chair: null, every: 'dates', count: 1, first_on: clerking.today },
      ...{ entry: 'open_cases', quorum: null, quorum_chair: false, quorum_of: [], may_decide: ['advice'] },
      yearly_budget_pence: null,
    })
    for (const one of members)
      await seat(tx, clerking, id, { account_id: one.account_id, seat: 'member', speaks_for: null })
    return id
  })
  let hidden = 0
  let refused = 0
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.nat(cases.length - 1), { minLength: 1 }),
      fc.array(fc.tuple(fc.nat(cases.length - 1), fc.nat(members.length - 1)), { maxLength: 6 }),
      fc.array(fc.nat(members.length - 1), { minLength: 1, maxLength: 4 }),
      fc.nat(cases.length - 1),
      async (before, conflicts, there, named) => {
        const meeting_id = await ask(
          'INSERT INTO panel_meeting (authority_id, series_id, meets_on) VALUES ($1, $2, $3) RETURNING id',
          [county.authority_id, series_id, nextDay()],
        )
        for (const [place, at] of before.entries())
          await ask(
            `INSERT INTO panel_item (authority_id, meeting_id, case_id, place, why, because, added_on) VALUES ($1, $2, $3, $4, 'open_case', 'Open', '2026-11-17')`,
            [county.authority_id, meeting_id, cases[at]?.case_id, place + 1],
          )
        for (const [at, who] of conflicts)
          await county.superuser.query(
            `INSERT INTO panel_conflict (authority_id, item_id, account_id, kind, declared_on)
             SELECT $1, id, $3, 'friend', '2026-11-17' FROM panel_item WHERE meeting_id = $2 AND case_id = $4 ON CONFLICT DO NOTHING`,
            [county.authority_id, meeting_id, members[who]?.account_id, cases[at]?.case_id],
          )
        await county.read(clerking, async tx => {
          const items = await itemsOf(tx, meeting_id)
          const at = await meetingById(tx, meeting_id)
          assert.ok(at)
          // Each member's copy, as whoever runs the meeting prints it.
          for (const one of members) {
            const mine = await ownSight(one, meeting_id)
            const audience = await oneReader(tx, clerking, one.account_id)
            for (const item of items) {
              const shown = await shownToAll(tx, clerking, item, audience)
              assert.equal(shown !== null, mine.has(item.case_id), `${item.known_as} in the copy of ${one.role}`)
              if (shown === null) hidden++
              for (const other of cases)
                if (other.name !== item.known_as) assert.doesNotMatch(JSON.stringify(shown), new RegExp(other.name))
            }
          }
          // The screen before several of them.
          const room = there.flatMap(who => members[who] ?? [])
          const sights = await Promise.all(room.map(one => ownSight(one, meeting_id)))
          for (const item of items)
            assert.equal(
              (await shownToAll(tx, clerking, item, room)) !== null,
              sights.every(sight => sight.has(item.case_id)),
            )
          const [one] = members
          const fault = async () => Promise.reject(new Error('tried'))
          if (one) await assert.rejects(withSightOf(tx, clerking, one, fault), /tried/)
          assert.deepEqual((await itemsOf(tx, meeting_id)).length, items.length, 'the reader’s own sight came back')
        })
        // A minute that would name another child of the meeting is refused, and none that is written does.
        const [first] = before
        const other = cases[named]
        await county
          .write(clerking, async tx => {
            const at = await meetingById(tx, meeting_id)
            const series = await seriesById(tx, series_id)
            const [item] = (await itemsOf(tx, meeting_id)).filter(one => one.case_id === cases[first ?? 0]?.case_id)
            const found = item && (await caseById(tx, item.case_id))
            assert.ok(at && series && item && found)
            await recordItem(tx, clerking, { series, at, item }, found, item.version, {
              ...{ discussion: `Much as ${other?.name}.`, kind: 'advice', text: 'Ask the school.', action: null },
              ...{
                provider: null,
                weekly_hours: null,
                weekly_cost: null,
                from_on: null,
                until_on: null,
                return_on: null,
              },
              ...{ how_made: 'meeting', made_because: null },
            })
          })
          .catch((problem: unknown) => {
            if (!(problem instanceof PanelRefused)) throw problem
            refused++
          })
        await county.read(clerking, async tx => {
          const names = new Map((await itemsOf(tx, meeting_id)).map(item => [item.id, item.known_as ?? '']))
          for (const minute of await minutesOf(tx, meeting_id))
            for (const [id, name] of names)
              if (id !== minute.item_id) assert.equal(minute.text.includes(name), false, minute.text)
        })
        for (const one of members) {
          const mine = await ownSight(one, meeting_id)
          await county.read(one, async tx => {
            for (const minute of await minutesOf(tx, meeting_id))
              assert.ok(mine.has((await itemById(tx, minute.item_id))?.case_id ?? ''))
          })
        }
      },
    ),
    { numRuns: 12 },
  )
  assert.ok(hidden > 0, 'some member did not see some child, so that the comparison could fail')
  assert.ok(refused > 0, 'some minute named another child')
})
