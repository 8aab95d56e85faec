import { academicYear } from './ages.ts'
import { fromCivil } from './days.ts'
import type { Address, Town } from './places.ts'
import { drawAddress, MARLSHIRE, MARLSHIRE_TOWNS, SOUTHMERE_TOWNS } from './places.ts'
import type { Random } from './random.ts'
import {
  PRIMARY_KINDS,
  PRIMARY_NAMES,
  PROVIDERS,
  SCHOOL_PLACES,
  SECONDARY_KINDS,
  SECONDARY_NAMES,
} from './school-names.ts'

export type SchoolKind =
  | 'primary'
  | 'infant'
  | 'junior'
  | 'secondary'
  | 'special'
  | 'pru'
  | 'independent'
  | 'nursery'
  | 'sixth_form'
  | 'provider'

export interface School {
  urn: number
  /** Authority and establishment number, seven digits. */
  laestab: string
  name: string
  kind: SchoolKind
  type:
    | 'community'
    | 'voluntary_aided'
    | 'academy'
    | 'special'
    | 'pru'
    | 'independent'
    | 'nursery'
    | 'sixth_form'
    | 'provider'
  /** Curriculum years taught, 0 being Reception and -1 the nursery. */
  from_year: number
  to_year: number
  town: Town
  address: Address
  telephone: string
  opened: number | null
  closed: number | null
  successor: number | null
  /** The trust of an academy, by its place among the county's trusts. */
  trust: number | null
}

export interface Schools {
  all: readonly School[]
  /** Schools of a kind in Marlshire that are open now. */
  of(kind: SchoolKind): readonly School[]
  neighbours(kind: 'primary' | 'secondary'): readonly School[]
  /** The closed school whose children this academy took on when it opened. */
  predecessor(school: School): School | undefined
}

const YEARS: Record<SchoolKind, [number, number]> = {
  primary: [-1, 6],
  infant: [-1, 2],
  junior: [3, 6],
  secondary: [7, 11],
  special: [0, 13],
  pru: [7, 11],
  independent: [0, 11],
  nursery: [-2, -1],
  sixth_form: [12, 13],
  provider: [7, 11],
}

/** Establishment numbers are given out from these. Source: ranges in use in the national register. */
const NUMBERS: Record<School['type'], number> = {
  community: 2001,
  voluntary_aided: 3301,
  academy: 4001,
  special: 7001,
  pru: 1101,
  independent: 6001,
  nursery: 1001,
  sixth_form: 8001,
  provider: 6501,
}

/** How many schools of each kind the county has for its number of children: 20 for 3,000 and about 320 for 150,000. */
export function schoolCounts(children: number): Record<SchoolKind | 'neighbours', number> {
  const growth = Math.min(1, children / 150_000)
  const count = (share: number, size: number, least: number): number =>
    Math.max(least, Math.round((children * share) / size))
  return {
    primary: count(0.37, 170 + 110 * growth, 6),
    infant: count(0.02, 400, 1),
    junior: count(0.02, 400, 1),
    secondary: count(0.27, 290 + 610 * growth, 3),
    special: count(0.014, 150, 1),
    pru: count(0.003, 120, 1),
    independent: count(0.032, 400, 1),
    nursery: count(0.0007, 20, 1),
    sixth_form: count(0.0004, 20, 1),
    provider: count(0.0012, 20, 1),
    neighbours: count(0.0005, 20, 1),
  }
}

/** Conversions to academies are spread over so many years. */
const CONVERSION_YEARS = 9

/** Trusts that run the county's academies: one in a small county, a dozen in a large one. */
const trustCount = (children: number): number => Math.min(12, 1 + Math.floor(children / 12_000))

const maintainedName = ({ name, kind }: School): string =>
  name.replace(/ Academy$/, kind === 'primary' ? ' Community Primary School' : ' Community School')

export function makeSchools(children: number, asAt: number, random: Random): Schools {
  const counts = schoolCounts(children)
  const given = new Map<string, number>()
  const all: School[] = []
  const add = (kind: SchoolKind, type: School['type'], town: Town, name: string): School => {
    const key = `${town.authority.code}${type}`
    const nth = given.get(key) ?? 0
    given.set(key, nth + 1)
    const [from, to] = YEARS[kind]
    const school: School = {
      urn: 990001 + all.length,
      laestab: `${town.authority.code}${NUMBERS[type] + nth}`,
      name,
      kind,
      type,
      from_year: from,
      to_year: to,
      town,
      address: drawAddress(town.authority, random, town),
      telephone: `01632960${String(random.integer(0, 999)).padStart(3, '0')}`,
      opened: null,
      closed: null,
      successor: null,
      trust: type === 'academy' ? nth % trustCount(children) : null,
    }
    all.push(school)
    return school
  }
  const townOf = (index: number): Town =>
    MARLSHIRE_TOWNS[index % MARLSHIRE_TOWNS.length] ?? random.pick(MARLSHIRE_TOWNS)
  const taken = new Set([...PRIMARY_NAMES, ...SECONDARY_NAMES])
  const nameFor = (stage: 'primary' | 'secondary', index: number, town: Town): string => {
    const made = (stage === 'primary' ? PRIMARY_NAMES : SECONDARY_NAMES)[index]
    if (made !== undefined) return made
    for (;;) {
      const place = random.pick(SCHOOL_PLACES)
      const name = `${place} ${random.pick(stage === 'primary' ? PRIMARY_KINDS : SECONDARY_KINDS)}`
      const unique = taken.has(name) ? `${town.name} ${name}` : name
      if (taken.has(unique)) continue
      taken.add(unique)
      return unique
    }
  }

  for (let i = 0; i < counts.primary; i += 1) {
    const town = townOf(i)
    const name = nameFor('primary', i, town)
    const type = /Church|Catholic/.test(name) ? 'voluntary_aided' : name.includes('Academy') ? 'academy' : 'community'
    add('primary', type, town, name)
  }
  for (let i = 0; i < counts.infant; i += 1) {
    const town = townOf(i + 1)
    const name = i === 0 ? 'Kiln Lane' : `${town.name} Kiln Lane ${i}`
    add('infant', 'community', town, `${name} Infant and Nursery School`)
    add('junior', 'community', town, `${name} Junior School`)
  }
  for (let i = 0; i < counts.secondary; i += 1) {
    const town = townOf(i)
    const name = nameFor('secondary', i, town)
    const school = add('secondary', name.includes('Academy') ? 'academy' : 'community', town, name)
    if (i % 3 === 0) school.to_year = 13
  }
  for (let i = 0; i < counts.special; i += 1)
    add(
      'special',
      'special',
      townOf(i + 2),
      i === 0 ? 'Lantern House School' : `Lantern House School ${townOf(i + 2).name} ${i}`,
    )
  for (let i = 0; i < counts.pru; i += 1)
    add('pru', 'pru', townOf(i), i === 0 ? 'The Wharf Centre' : `The Wharf Centre ${townOf(i).name} ${i}`)
  for (let i = 0; i < counts.independent; i += 1)
    add(
      'independent',
      'independent',
      townOf(i + 3),
      i === 0 ? 'Heronscourt School' : `Heronscourt ${townOf(i + 3).name} School ${i}`,
    )
  for (let i = 0; i < counts.neighbours; i += 1) {
    const town = SOUTHMERE_TOWNS[i % SOUTHMERE_TOWNS.length] ?? random.pick(SOUTHMERE_TOWNS)
    add(
      'primary',
      'community',
      town,
      i === 0 ? 'Saltcray Primary School' : `${town.name} Lighthouse Primary School ${i}`,
    )
    add('secondary', 'academy', town, i === 0 ? 'Southmere Lighthouse Academy' : `${town.name} Lighthouse Academy ${i}`)
  }
  const here = all.filter(({ town }) => town.authority === MARLSHIRE)
  const academies = here.filter(({ type }) => type === 'academy')
  const predecessors = new Map<School, School>()
  const [first] = academies.filter(({ kind }) => kind === 'primary')
  if (first === undefined) throw new RangeError('The county needs a primary academy')
  // The academy that sends its own roll has always been one, so that its system's file stands for itself.
  const sending = academies.find(({ kind }) => kind === 'secondary')
  const others = academies.filter(school => school !== first && school !== sending)
  const converted = [first, ...others.slice(0, Math.floor((counts.primary + counts.secondary) / 25))]
  for (const [back, successor] of converted.entries()) {
    const name = back === 0 ? 'Glebe Farm Primary School' : maintainedName(successor)
    const closed = add(successor.kind, 'community', successor.town, name)
    const conversion = fromCivil(academicYear(asAt) - 1 - (back % CONVERSION_YEARS), 9, 1)
    closed.to_year = successor.to_year
    closed.closed = conversion - 1
    closed.successor = successor.urn
    successor.opened = conversion
    successor.address = closed.address
    predecessors.set(successor, closed)
  }
  for (let i = 0; i < counts.nursery; i += 1)
    add('nursery', 'nursery', townOf(i + 4), `${townOf(i + 4).name} ${i < 9 ? '' : 'Little '}Nursery School`)
  for (let i = 0; i < counts.sixth_form; i += 1)
    add('sixth_form', 'sixth_form', townOf(i), `${townOf(i).name} Sixth Form College`)
  for (let i = 0; i < counts.provider; i += 1) {
    const town = townOf(i)
    add(
      'provider',
      'provider',
      town,
      i === 0 ? 'Anchor Yard Alternative Provision' : `${town.name} ${PROVIDERS[i % PROVIDERS.length]}`,
    )
  }
  const open = (kind: SchoolKind): School[] => here.filter(school => school.kind === kind)
  const kinds = Object.keys(YEARS) as SchoolKind[]
  const byKind = new Map(kinds.map(kind => [kind, open(kind)]))
  return {
    all,
    predecessor: school => predecessors.get(school),
    of: kind => byKind.get(kind) ?? [],
    neighbours: kind => all.filter(school => school.kind === kind && school.town.authority !== MARLSHIRE),
  }
}
