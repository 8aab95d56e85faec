import { type HappeningKind, happeningKinds } from './happenings.ts'

/** The first kind of each group, in the order of `happenings.ts`. */
const firsts: readonly (readonly [first: HappeningKind, title: string])[] = [
  ['pupil_added', 'Returns and registers'],
  ['suspended', 'Exclusions'],
  ['place_applied_for', 'Admissions and fair access'],
  ['unsuitable_notice_served', 'Missing education, home education and orders'],
  ['care_began', 'Care'],
  ['ehc_requested', 'Special educational needs'],
  ['reduced_timetable_began', 'Provision and local work'],
]

export type HappeningGroup = { readonly title: string; readonly kinds: readonly HappeningKind[] }

const allKinds = Object.keys(happeningKinds) as readonly HappeningKind[]

/** Kinds that are recorded by hand, grouped as whoever records them looks for them. What follows from other facts is left out. */
export const happeningGroups: readonly HappeningGroup[] = firsts.map(([first, title], at) => {
  const next = firsts[at + 1]?.[0]
  const kinds = allKinds.slice(allKinds.indexOf(first), next === undefined ? allKinds.length : allKinds.indexOf(next))
  return { title, kinds: kinds.filter(kind => happeningKinds[kind].follows !== true) }
})

/** The kind of a text, or null for a text that names none that is recorded by hand. */
export const recordedKind = (text: unknown): HappeningKind | null =>
  happeningGroups.flatMap(({ kinds }) => kinds).find(kind => kind === text) ?? null
