import { writeFileSync } from 'node:fs'
import type { ToldArrival } from './arrivals.ts'
import { arrivals, arrivalTold } from './arrivals.ts'
import { ATTENDANCE, attendance } from './attendance.ts'
import type { TrueState } from './children.ts'
import { childId, trueState } from './children.ts'
import type { County } from './county.ts'
import { makeCounty } from './county.ts'
import { fromIso, iso } from './days.ts'
import type { ListKeeper, Trace } from './lists.ts'
import { countyLists, keepList, listedState } from './lists.ts'
import type { ManifestFile } from './manifest.ts'
import { listEntry } from './manifest.ts'
import { demonstrationPeople } from './people.ts'
import { MARLSHIRE } from './places.ts'
import type { Story } from './planting.ts'
import { population } from './population.ts'
import { writeStandingFiles } from './standing-files.ts'
import { countyStories } from './stories.ts'
import type { Cast } from './truth.ts'
import { castMember, openTruth, storiesTold, TRUTH_CHILDREN, TRUTH_ROWS } from './truth.ts'

export const DEFAULT_SEED = 899
export const DEFAULT_CHILDREN = 3000

/** Term dates reach back far enough for the rolls of so many years. */
const MOST_YEARS = 12

/** Three years of history for a county that is loaded while somebody waits, ten for a larger one. */
export const defaultYears = (children: number): number => (children <= 5000 ? 3 : 10)

/** Fewer would leave no room for the stories and a family of every kind. */
const LEAST_CHILDREN = 500

export interface CountyOptions {
  /** The day on which the county stands, YYYY-MM-DD. */
  as_at: string
  /** The folder to write into; it is made when it is not there. */
  folder: string
  seed?: number
  children?: number
  /** How many years of autumn rolls there are before the rolls of now; `defaultYears` when left out. */
  years?: number
  /** Called with the number of children written so far. */
  onProgress?: (done: number, wanted: number) => void
  signal?: AbortSignal
}

export interface CountySummary {
  seed: number
  children: number
  years: number
  as_at: string
  demonstration_day: string
  schools: number
  rows: number
  states: Partial<Record<TrueState, number>>
  files: ManifestFile[]
}

/** Children between two looks at the rest of the process. */
const BREATH = 200

/**
 * Writes the made-up county into a folder as the files that real sources would send, with its truth beside them. The same
 * seed, day and number of children give the same bytes. `manifest.json` comes last: a folder that has one is whole.
 * Throws RangeError for a day that does not exist or fewer than 500 children, and what the signal aborts with.
 */
export async function generateCounty(options: CountyOptions): Promise<CountySummary> {
  const { as_at, folder, seed = DEFAULT_SEED, children = DEFAULT_CHILDREN } = options
  const { years = defaultYears(children) } = options
  if (!Number.isInteger(children) || children < LEAST_CHILDREN) {
    throw new RangeError(`A county needs at least ${LEAST_CHILDREN} children, in whole numbers`)
  }
  if (!Number.isInteger(years) || years < 0 || years > MOST_YEARS)
    throw new RangeError(`A county has from 0 to ${MOST_YEARS} years of history, in whole numbers`)
  const county = makeCounty(seed, children, fromIso(as_at), years)
  const stories = countyStories(county)
  const standing = writeStandingFiles(county, folder)
  const grown = await grow(county, stories, options)
  const day = iso(county.day)
  const files: ManifestFile[] = [
    ...standing,
    ...grown.keepers.filter(({ rows }) => rows > 0).map(listEntry),
    {
      path: ATTENDANCE,
      kind: 'attendance',
      source_name: 'Attendance marks',
      as_at: day,
      rows: grown.marks.write(folder),
    },
  ]
  const summary: CountySummary = {
    seed,
    children: grown.total,
    years,
    as_at,
    demonstration_day: day,
    schools: county.schools.all.length,
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    states: grown.states,
    files,
  }
  const { states, files: _, ...facts } = summary
  writeJson(`${folder}/people.json`, demonstrationPeople(county))
  writeJson(`${folder}/truth.json`, {
    ...facts,
    states,
    stories: storiesTold(stories, grown.cast),
    arrivals: grown.came,
  })
  writeJson(`${folder}/manifest.json`, {
    made_up: true,
    authority: { code: MARLSHIRE.code, name: MARLSHIRE.name },
    ...facts,
    files,
    people: 'people.json',
    truth: ['truth.json', TRUTH_CHILDREN, TRUTH_ROWS],
  })
  return summary
}

async function grow(county: County, stories: readonly Story[], { folder, onProgress, signal }: CountyOptions) {
  const truth = openTruth(county, folder)
  const keepers: ListKeeper[] = []
  const marks = attendance(county)
  const states: Partial<Record<TrueState, number>> = {}
  const cast = new Map<Story, Cast[]>()
  const came: ToldArrival[] = []
  let total = 0
  try {
    for (const list of countyLists(county)) keepers.push(keepList(list, county, folder))
    for (const { child, story, part, arrival } of population(county, stories, arrivals(county))) {
      const traces: Trace[] = []
      for (const keeper of keepers) {
        keeper.put(child, (whose, trace) => {
          if (whose === child) traces.push(trace)
          truth.row(whose, trace)
        })
      }
      const state = trueState(child, county, county.as_at)
      states[state] = (states[state] ?? 0) + 1
      truth.child(child, state, listedState(child, traces, county))
      marks.consider(child)
      if (story !== null) cast.set(story, [...(cast.get(story) ?? []), castMember(story, part, child, traces)])
      if (arrival !== null) came.push(arrivalTold(arrival, childId(child), county))
      total += 1
      if (total % BREATH !== 0) continue
      onProgress?.(total, county.children)
      await new Promise(resolve => setImmediate(resolve))
      signal?.throwIfAborted()
    }
  } finally {
    for (const keeper of keepers) keeper.close(truth.row)
    truth.close()
  }
  onProgress?.(total, county.children)
  return { keepers, marks, states, cast, came, total }
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)
}
