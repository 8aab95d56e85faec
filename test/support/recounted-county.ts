/**
 * A county small enough to be counted by hand under two definitions, before anything counted it. Terms as in `county.ts`: autumn 2026
 * from Tuesday 1 September to Friday 18 December, half-term 26 to 30 October. All were born on 1 March 2015 unless it is said.
 */
import { sealChild } from '../../src/features/children/index.ts'
import { asDay } from '../../src/rulebook/index.ts'
import type { TestCounty } from './county.ts'
import { type PlantedChild, plantChild } from './plant-children.ts'

/** The day that is counted: a Tuesday. */
export const countedDay = '2026-11-17'

/** Everything was known on New Year's Day 2020 but one fact, which was recorded on the first of June. */
const [known, knownLate] = ['2020-01-01T09:00:00Z', '2020-06-01T09:00:00Z']
/** Between the two. */
export const knownBefore = '2020-03-31'

const home = [['2025-09-01', null]] as const
/** On the roll of Ashby Brook until the day before `until`. */
const roll = (until: string | null) => ['2025-09-01', until] as const
const valley = { school_urn: 990002 }

/** Each with what holds of it on the day that is counted. */
const children: readonly PlantedChild[] = [
  // On roll.
  { surname: 'Ash', lives: home, rolls: [roll(null)] },
  // On roll for 10 hours a week, with a plan. 2015: amber, for 10 is under 11. R5: by the end of the term, 18 December.
  {
    surname: 'Birch',
    lives: home,
    rolls: [roll(null)],
    provisions: [['2026-11-02', null, { kind: 'reduced_timetable', weekly_hours: 10 }]],
    circumstances: [['2026-11-02', null, { kind: 'plan' }]],
  },
  // On no roll from Saturday 10 October. 2015: no place and no plan, and not stuck: no band fits.
  // School days: 16 Oct 5 · 23 Oct 10 · half-term · 6 Nov 15 · 13 Nov 20. Level two was due on Friday 13 November, the decision of
  // section 19 on Friday 6: both are breached. Four weeks were over on 7 November.
  { surname: 'Cedar', lives: home, rolls: [roll('2026-10-10')] },
  // As Cedar, and recorded as stuck: 2015 red.
  {
    surname: 'Dogwood',
    lives: home,
    rolls: [roll('2026-10-10')],
    circumstances: [['2026-11-09', null, { kind: 'stuck' }]],
  },
  // Awaiting a place from Saturday 31 October, with a plan: 2015 amber, for 0 hours are under 11.
  // School days: 6 Nov 5 · 13 Nov 10 · 20 Nov 15 · 27 Nov 20. Both clocks are open. Four weeks are over on 28 November.
  {
    surname: 'Elm',
    lives: home,
    rolls: [roll('2026-10-31')],
    circumstances: [
      ['2026-10-31', null, { kind: 'awaiting_place' }],
      ['2026-11-02', null, { kind: 'plan' }],
    ],
  },
  // Educated at home: lawful, no band.
  {
    surname: 'Fir',
    lives: home,
    rolls: [roll('2026-09-01')],
    provisions: [['2026-09-01', null, { kind: 'home_education' }]],
  },
  // On roll with 20 hours of alternative provision from 2 November. 2015: green, watched until 2 February 2027.
  {
    surname: 'Gorse',
    lives: home,
    rolls: [roll(null)],
    provisions: [['2026-11-02', null, { kind: 'alternative', weekly_hours: 20 }]],
  },
  // Two years old.
  { surname: 'Hazel', born_on: '2024-06-01', lives: home },
  // Sixteen on 1 December 2025: of age until Friday 26 June 2026, on a roll until 21 July.
  { surname: 'Ivy', born_on: '2009-12-01', lives: home, rolls: [roll('2026-07-22')] },
  // Whereabouts unknown from Saturday 19 September: 25 Sep 5 · 2 Oct 10 · 9 Oct 15 · 16 Oct 20. Both clocks breached.
  {
    surname: 'Juniper',
    lives: home,
    rolls: [roll('2026-09-19')],
    circumstances: [['2026-09-19', null, { kind: 'whereabouts_unknown' }]],
  },
  {
    surname: 'Kapok',
    lives: home,
    rolls: [roll('2026-10-10')],
    circumstances: [['2026-10-10', null, { kind: 'moved_away' }]],
  },
  // Out from Saturday 12 September: 18 Sep 5 · 25 Sep 10 · 2 Oct 15 · 9 Oct 20. Back on Monday 5 October: level two met; the
  // decision was due on Friday 2 October and is breached, which the return does not undo.
  { surname: 'Larch', lives: home, rolls: [roll('2026-09-12'), ['2026-10-05', null, valley]] },
  // As Larch, and back on Monday 12 October: level two met late.
  { surname: 'Maple', lives: home, rolls: [roll('2026-09-12'), ['2026-10-12', null, valley]] },
  // In care from Monday 2 November. Working days after it: 6 Nov 4 · 13 Nov 9 · Mon 16 Nov 10 · 27 Nov 19 · Mon 30 Nov 20. The plan
  // should have been begun by yesterday (L3); the plan (L4) and the first review (L6) have until the 30th.
  { surname: 'Nettle', lives: home, rolls: [roll(null)], needs: [['2026-11-02', null, { kind: 'looked_after' }]] },
  // As Cedar, and back on Monday 2 November, which was recorded late: level two met, the decision stopped in time.
  { surname: 'Oak', lives: home, rolls: [roll('2026-10-10'), ['2026-11-02', null, valley]] },
  // As Cedar, and sealed.
  { surname: 'Privet', lives: home, rolls: [roll('2026-10-10')] },
  // Ours until the end of September, and in the area no longer.
  { surname: 'Quince', lives: [['2025-09-01', '2026-10-01']], rolls: [roll('2026-10-01')] },
]

/** So many children by what they are counted as: 2015 only, 2019 only, under both. */
export type HandCounted = Readonly<Record<string, readonly [only2015: number, only2019: number, both: number]>>

/** What is held true now of 17 November 2026. Fifteen children, and one who is sealed. */
export const asItWas: HandCounted = {
  // Ash, Larch, Maple, Nettle, Oak
  'state on_roll': [0, 0, 5],
  // Birch
  'state reduced_hours': [0, 0, 1],
  // Gorse
  'state alternative_provision': [0, 0, 1],
  // Fir
  'state home_educated': [0, 0, 1],
  // Elm
  'state awaiting_place': [0, 0, 1],
  // Kapok
  'state moved_away': [0, 0, 1],
  // Juniper
  'state whereabouts_unknown': [0, 0, 1],
  // Hazel
  'state under_age': [0, 0, 1],
  // Ivy
  'state over_age': [0, 0, 1],
  // Cedar, Dogwood
  'state unexplained': [0, 0, 2],
  // Dogwood
  'band red': [1, 0, 0],
  // Birch, Elm
  'band amber': [2, 0, 0],
  // Gorse
  'band green': [1, 0, 0],
  // The strategy of 2019 names no bands: Birch, Dogwood, Elm and Gorse have none there; Cedar and Juniper in neither.
  'band unclassified': [0, 4, 2],
  // The report of 2015 knows no level two. Cedar, Dogwood, Juniper
  'clock level_two breached': [0, 3, 0],
  // Elm
  'clock level_two open': [0, 1, 0],
  // Larch, Oak
  'clock level_two met': [0, 2, 0],
  // Maple
  'clock level_two met_late': [0, 1, 0],
  // Cedar, Dogwood, Juniper, Larch, Maple
  'clock H1.decision breached': [0, 0, 5],
  // Elm
  'clock H1.decision open': [0, 0, 1],
  // Oak
  'clock H1.decision stopped': [0, 0, 1],
  // Birch
  'clock R5 open': [0, 0, 1],
  // Gorse: without a green band nobody is watched
  'clock RAG3.watch open': [1, 0, 0],
  // Nettle
  'clock L3 breached': [0, 0, 1],
  'clock L4 open': [0, 0, 1],
  'clock L6 open': [0, 0, 1],
  // Cedar, Dogwood, Elm, Juniper
  'flag H1': [0, 0, 4],
  // Those, and Birch, Fir, Gorse
  'flag W3': [0, 0, 7],
  // Cedar, Dogwood, Juniper
  'flag F5.l': [0, 0, 3],
}

/** What was believed of the same day on 31 March 2020: that Oak came back was not yet recorded, so Oak stands where Cedar does. */
export const asBelieved: HandCounted = {
  ...asItWas,
  'state on_roll': [0, 0, 4],
  'state unexplained': [0, 0, 3],
  'band unclassified': [0, 4, 3],
  'clock level_two breached': [0, 4, 0],
  'clock level_two met': [0, 1, 0],
  'clock H1.decision breached': [0, 0, 6],
  'clock H1.decision stopped': [0, 0, 0],
  'flag H1': [0, 0, 5],
  'flag W3': [0, 0, 8],
  'flag F5.l': [0, 0, 4],
}

/** The three whom Marl Valley has on its roll that day: Larch, Maple and Oak. */
export const atMarlValley: HandCounted = {
  'state on_roll': [0, 0, 3],
  'clock level_two met': [0, 2, 0],
  'clock level_two met_late': [0, 1, 0],
  'clock H1.decision breached': [0, 0, 2],
  'clock H1.decision stopped': [0, 0, 1],
}

/** Plants the county. Gives the ids of its children by surname. */
export async function plantRecountedCounty(county: TestCounty): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  for (const child of children) ids.set(child.surname, await plantChild(county, child))
  const { rows } = await county.superuser.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname LIKE '%\\_fact'`,
  )
  for (const name of [...rows.map(row => row.name), 'calendar_entry'])
    await county.superuser.query(`UPDATE ${name} SET recorded_at = $1`, [known])
  await county.superuser.query(
    `UPDATE enrolment_fact SET recorded_at = $1 WHERE starts_on = '2026-11-02' AND record_id IN (SELECT id FROM record WHERE person_id = $2)`,
    [knownLate, ids.get('Oak')],
  )
  const manager = await county.person('team_manager')
  await county.write(manager, tx =>
    sealChild(tx, manager, {
      person_id: ids.get('Privet') ?? '',
      reason: 'Court order',
      review_on: asDay('2027-01-04'),
      named: [],
    }),
  )
  return ids
}
