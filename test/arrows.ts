import { readdirSync, readFileSync } from 'node:fs'
import { basename, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The slices by floor. A slice imports lower floors only, through their index only. */
export const floors: readonly (readonly string[])[] = [
  ['people'],
  ['schools', 'notices', 'mail'],
  ['children'],
  [
    'calendars',
    'policies',
    'letters',
    'plans',
    'family',
    'needs',
    'owners',
    'delegations',
    'happenings',
    'documents',
    'protection',
  ],
  // Having found one child it asks who else is at home, which is the family's to say.
  ['matching'],
  ['lists', 'cases'],
  ['agreed-actions'],
  ['list-kinds', 'arrivals'],
  [
    ...[
      'referrals',
      'tracing',
      'ladder',
      'section-19',
      'roll-changes',
      'attendance',
      'reduced-timetables',
      'exclusions',
      'provision',
    ],
    ...['group-moves', 'movements', 'fair-access', 'home-education', 'virtual-school', 'inclusion', 'transition'],
    ...['causing-concern', 'self-evaluation', 'visits'],
  ],
  // What waits on the ladder comes before a body that meets; a danger that is feared, before another council is asked.
  ['panels', 'other-councils'],
  [
    'today',
    'caseload',
    'search',
    'school-profile',
    'oversight',
    'registers',
    'absences',
    'duties',
    'recounts',
    'statutory-returns',
    'data-protection',
    'reorganisation',
  ],
]

/** Rooms without a subject. A file is named for what it is. */
const noSubject = /(?:^|[-.])(?:utils?|helpers?|managers?|services?|handlers?|misc|common)(?:[-.]|$)/
const longest = 300
/** Written by a script from the database, and never by hand. */
const generated = ['src/ground/database/tables.ts']

export interface Source {
  /** From the repository's root, with forward slashes. */
  path: string
  text: string
}

interface Import {
  to: string
  /** Whether it is gone when the types are. */
  typeOnly: boolean
}

const importing =
  /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm

/** What a file imports of ours, as paths from the root. */
export function importsOf({ path, text }: Source): Import[] {
  return [...text.matchAll(importing)].flatMap(([, type, named, awaited]) => {
    const target = named ?? awaited ?? ''
    if (!target.startsWith('.')) return []
    return [{ to: posix.normalize(posix.join(posix.dirname(path), target)), typeOnly: type !== undefined }]
  })
}

const sliceOf = (path: string) => /^src\/features\/([^/]+)\//.exec(path)?.[1]
const floorOf = (slice: string) => floors.findIndex(floor => floor.includes(slice))
/** Tests, and what plants things for them, look inside the slices. */
const looksInside = (path: string) => path.endsWith('.test.ts') || /^(?:test|scripts)\//.test(path)

/** Why one import points the wrong way, or null. */
function wrongArrow(from: string, { to }: Import): string | null {
  const mine = sliceOf(from)
  const theirs = sliceOf(to)
  if (from.startsWith('src/rulebook/') && !to.startsWith('src/rulebook/')) return 'the rulebook imports nothing of ours'
  if (from.startsWith('src/ground/') && !/^src\/(?:ground|rulebook)\//.test(to))
    return 'the ground knows nothing above it'
  if (from.startsWith('src/linkage/') && !/^src\/(?:linkage|ground|rulebook)\//.test(to))
    return 'linkage knows ground and rulebook only'
  if (from.startsWith('src/linkage/') && to.startsWith('src/ground/database/')) return 'linkage knows no database'
  if (from.startsWith('src/') && !from.startsWith('src/linkage/') && /^src\/linkage\/(?!index\.ts$)/.test(to))
    return 'not through the index of linkage'
  if (from.startsWith('src/') && /^(?:test|bench|scripts)\//.test(to)) return 'the program does not stand on its tests'
  if (mine === undefined) {
    const outside = theirs !== undefined && !to.endsWith('/index.ts')
    return outside ? 'not through the slice’s index' : null
  }
  if (floorOf(mine) < 0) return `${mine} has no floor`
  if (to === 'src/app.ts' || to === 'src/features.ts' || /^src\/(?:commands|main|worker|cli|program)\b/.test(to))
    return 'a slice does not know the program round it'
  if (to.startsWith('county/')) return 'a slice does not know the demonstration'
  if (theirs === undefined || theirs === mine) return null
  if (floorOf(theirs) >= floorOf(mine)) return 'not on a lower floor'
  return to.endsWith('/index.ts') ? null : 'not through the slice’s index'
}

/** Every circle of imports that stay when the types are gone, each named once, by its first file. */
function circles(sources: readonly Source[]): string[] {
  const known = new Set(sources.map(({ path }) => path))
  const next = new Map(
    sources.map(source => [
      source.path,
      importsOf(source).flatMap(({ to, typeOnly }) => (typeOnly || !known.has(to) ? [] : [to])),
    ]),
  )
  const done = new Set<string>()
  const found: string[] = []
  const walk = (path: string, way: readonly string[]) => {
    const met = way.indexOf(path)
    if (met >= 0) found.push(`${[...way.slice(met), path].join(' → ')}: a circle of imports`)
    if (met >= 0 || done.has(path)) return
    for (const to of next.get(path) ?? []) walk(to, [...way, path])
    done.add(path)
  }
  for (const { path } of sources) walk(path, [])
  return found
}

/** What breaks the plan of the house, a sentence each: arrows, circles, long files, names without a subject. */
export function faultsOf(sources: readonly Source[]): string[] {
  const bound = sources.filter(({ path }) => !looksInside(path))
  const arrows = bound.flatMap(source =>
    importsOf(source).flatMap(one => {
      const why = wrongArrow(source.path, one)
      return why === null ? [] : [`${source.path} → ${one.to}: ${why}`]
    }),
  )
  const long = sources.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length
    return lines <= longest || generated.includes(path) ? [] : [`${path}: ${lines} lines; ${longest} is the most`]
  })
  const nameless = sources.flatMap(({ path }) =>
    noSubject.test(basename(path).replace(/\.[a-z]+$/, '')) ? [`${path}: a name without a subject`] : [],
  )
  return [...arrows, ...circles(bound), ...long, ...nameless]
}

/** The sources under some folders of the repository. */
export function readSources(root: string, folders: readonly string[]): Source[] {
  return folders.flatMap(folder =>
    readdirSync(posix.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(?:ts|njk|css|js)$/.test(name))
      .map(name => posix.join(folder, name.replaceAll('\\', '/')))
      .sort()
      .map(path => ({ path, text: readFileSync(posix.join(root, path), 'utf8') })),
  )
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const faults = faultsOf(readSources(root, ['src', 'county', 'bench', 'scripts', 'test']))
  for (const fault of faults) console.error(fault)
  if (faults.length > 0) process.exitCode = 1
}
