import type { County } from './county.ts'
import { fromCivil, iso, toCivil } from './days.ts'
import { MARLSHIRE, MARLSHIRE_TOWNS } from './places.ts'
import type { School } from './schools.ts'

export const GROUPS = 'school-groups.csv'
export const OFFICERS = 'school-officers.csv'
export const GROUP_COLUMNS = ['urn', 'kind', 'group', 'from', 'last_day'] as const
export const OFFICER_COLUMNS = ['role', 'kind', 'group', 'email', 'name', 'phone', 'from'] as const

const QUADRANTS = ['North', 'East', 'South', 'West'] as const
const LOCALITIES = ['Marlham and the Ferries', 'Quay and Coast', 'The Wolds'] as const
/** Primary schools to a family, round one secondary school. */
const IN_A_FAMILY = 6

const townNumber = (school: School): number => MARLSHIRE_TOWNS.indexOf(school.town)
export const quadrantOf = (school: School): string => QUADRANTS[townNumber(school) % QUADRANTS.length] ?? 'North'
const localityOf = (school: School): string => LOCALITIES[townNumber(school) % LOCALITIES.length] ?? ''

/** Families of schools, localities and quadrants, as the council keeps them; two schools changed their family since. */
export function groupRows(county: County): string[][] {
  const { year } = toCivil(county.as_at)
  const long = iso(fromCivil(year - 6, 9, 1))
  const lately = iso(fromCivil(year - 1, 9, 1))
  const rows: string[][] = []
  const open = county.schools.all.filter(
    ({ town, closed, kind }) => town.authority === MARLSHIRE && closed === null && kind !== 'provider',
  )
  const since = (school: School): string => {
    const opened = school.opened === null ? long : iso(school.opened)
    return opened > long ? opened : long
  }
  for (const school of open) {
    rows.push([`${school.urn}`, 'quadrant', quadrantOf(school), since(school), ''])
    if (school.kind !== 'independent') rows.push([`${school.urn}`, 'locality', localityOf(school), since(school), ''])
  }
  const family = (secondary: School): string => `${secondary.town.name}: ${secondary.name} family`
  const secondaries = open.filter(({ kind }) => kind === 'secondary')
  const places = new Map<School, number>()
  const small = open.filter(({ kind }) => ['primary', 'infant', 'junior'].includes(kind))
  for (const secondary of secondaries)
    rows.push([`${secondary.urn}`, 'family', family(secondary), since(secondary), ''])
  for (const [nth, school] of small.entries()) {
    const near = secondaries.filter(({ town }) => town === school.town)
    const [chosen] = (near.length > 0 ? near : secondaries).toSorted(
      (one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0),
    )
    if (chosen === undefined) continue
    places.set(chosen, (places.get(chosen) ?? 0) + 1 / IN_A_FAMILY)
    const before = secondaries.find(one => one !== chosen)
    const moved = nth % 40 === 3 && before !== undefined && since(school) < lately
    if (moved) rows.push([`${school.urn}`, 'family', family(before), since(school), ''])
    rows.push([`${school.urn}`, 'family', family(chosen), moved ? lately : since(school), ''])
  }
  return rows
}

/** Who looks after which quadrant or locality, by the address of an account or by name. */
export function officerRows(): string[][] {
  const of = (role: string, kind: string, group: string, email: string, name = '', phone = ''): string[] => [
    role,
    kind,
    group,
    email,
    name,
    phone,
    '2024-09-01',
  ]
  const at = (name: string): string => `${name}@marlshire.example.org`
  return [
    of('fair_access', 'quadrant', 'North', at('tobin.sallowfield')),
    of('fair_access', 'quadrant', 'South', at('tobin.sallowfield')),
    of('fair_access', 'quadrant', 'East', at('ravindra.staithe')),
    of('fair_access', 'quadrant', 'West', at('denzil.farrowby')),
    of('cme', 'quadrant', 'North', at('maren.ashgrave')),
    of('cme', 'quadrant', 'East', at('saskia.oxmarl')),
    of('cme', 'quadrant', 'South', at('bronagh.mossop')),
    of('cme', 'quadrant', 'West', at('bronagh.mossop')),
    of('pme', 'quadrant', 'North', at('idris.penmarrow')),
    of('pme', 'quadrant', 'East', at('hollis.brackenbury')),
    of('pme', 'quadrant', 'South', at('imogen.quarrie')),
    of('pme', 'quadrant', 'West', at('imogen.quarrie')),
    of('send', 'quadrant', 'North', at('jonty.marlowe.reed')),
    of('locality_coordinator', 'locality', LOCALITIES[0], '', 'Winifred Saltash', '01632960411'),
    of('locality_coordinator', 'locality', LOCALITIES[1], '', 'Barnaby Quillon', '01632960412'),
    of('locality_coordinator', 'locality', LOCALITIES[2], '', 'Oona Merrifield', '01632960413'),
  ]
}
