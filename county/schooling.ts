import { academicYear, cohort, curriculumYear } from './ages.ts'
import { firstPupilDay } from './calendars.ts'
import type { Child, Enrolment } from './children.ts'
import { cameOn } from './children.ts'
import type { County } from './county.ts'
import { fromCivil } from './days.ts'
import type { Family } from './families.ts'
import { hasLeft } from './families.ts'
import type { Random } from './random.ts'
import { picker } from './random.ts'
import type { School } from './schools.ts'

/** How a child of school age is educated. Shares of residents in Reception to Year 11 who have not just moved. */
export type Way =
  | 'mainstream'
  | 'reduced'
  | 'special'
  | 'pru'
  | 'neighbour'
  | 'independent'
  | 'home'
  | 'awaiting'
  | 'missing'

const SETTLED = picker<Way>([
  { item: 'mainstream', weight: 88.3 },
  { item: 'reduced', weight: 0.5 },
  { item: 'special', weight: 1.8 },
  { item: 'pru', weight: 0.5 },
  { item: 'neighbour', weight: 2.5 },
  { item: 'independent', weight: 4.3 },
  { item: 'home', weight: 1.4 },
  { item: 'awaiting', weight: 0.2 },
  { item: 'missing', weight: 0.5 },
])

const NEWCOMERS = picker<Way>([
  { item: 'mainstream', weight: 76 },
  { item: 'independent', weight: 2 },
  { item: 'home', weight: 2 },
  { item: 'awaiting', weight: 12 },
  { item: 'missing', weight: 8 },
])

const IN_NURSERY = 0.4
const IN_SIXTH_FORM = 0.35
const CHANGES_SCHOOL_WITH_HOME = 0.3

/** The schools that a family uses: most go to one in their town. */
export interface Choice {
  infant: School
  junior: School
  secondary: School
}

function near(schools: readonly School[], town: string, random: Random): School {
  const local = schools.filter(school => school.town.name === town)
  return random.pick(local.length > 0 && random.chance(0.8) ? local : schools)
}

export function chooseSchools(family: Family, county: County, random: Random, neighbour = false): Choice {
  const { schools } = county
  const town = (family.homes.findLast(({ address }) => address.in_area) ?? family.homes.at(-1))?.address.town ?? ''
  if (neighbour) {
    const primary = random.pick(schools.neighbours('primary'))
    return { infant: primary, junior: primary, secondary: random.pick(schools.neighbours('secondary')) }
  }
  const infants = schools.of('infant')
  const infant = near([...schools.of('primary').filter(({ closed }) => closed === null), ...infants], town, random)
  const junior = schools.of('junior')[infants.indexOf(infant)] ?? infant
  return { infant, junior, secondary: near(schools.of('secondary'), town, random) }
}

/** The schools of a child from `first` curriculum year on, `[from, until)`, one after the other without a gap. */
export function path(child: Child, choice: Choice, county: County, from: number, to: number | null): Enrolment[] {
  const stages: [School, number, number][] = [
    [choice.infant, -1, choice.infant === choice.junior ? 6 : 2],
    ...(choice.infant === choice.junior ? [] : ([[choice.junior, 3, 6]] as [School, number, number][])),
    [choice.secondary, 7, choice.secondary.to_year],
  ]
  const list: Enrolment[] = []
  for (const [school, first, last] of stages) {
    const starts = Math.max(from, firstPupilDay(cohort(child.born) + 5 + first))
    const leaves =
      last >= 11 ? fromCivil(cohort(child.born) + 6 + last, 8, 1) : firstPupilDay(cohort(child.born) + 6 + last)
    const ends = Math.min(leaves, to ?? Number.POSITIVE_INFINITY)
    if (starts >= ends || starts > county.as_at) continue
    list.push(...converted({ school, from: starts, until: ends > county.as_at ? null : ends, hours: null }, county))
  }
  return list
}

/** Before the academy opened, its children were on the roll of the school that closed. */
function converted(enrolment: Enrolment, county: County): Enrolment[] {
  const closed = county.schools.predecessor(enrolment.school)
  const opened = enrolment.school.opened ?? 0
  if (closed === undefined || enrolment.from >= opened) return [enrolment]
  const before = { ...enrolment, school: closed, until: Math.min(enrolment.until ?? opened, opened) }
  return enrolment.until !== null && enrolment.until <= opened ? [before] : [before, { ...enrolment, from: opened }]
}

interface Schooling {
  enrolments: Enrolment[]
  home_educated_from: number | null
  applied_on: number | null
}

/** Draws a child's schooling up to the day of the county. */
export function drawSchooling(child: Child, choice: Choice, county: County, random: Random): Schooling {
  const { family } = child
  const now = curriculumYear(child.born, county.as_at)
  const born = cohort(child.born)
  const none = { enrolments: [], home_educated_from: null, applied_on: null }
  const nursery = random.chance(IN_NURSERY)
  const staysOn = random.chance(IN_SIXTH_FORM)
  const entry = firstPupilDay(born + (nursery ? 4 : 5))
  const sixteen = fromCivil(born + 17, 8, 1)
  const came = family.movement === 'moved_in' ? family.moved_on : cameOn(child)
  const arrived = came === null ? entry : Math.max(entry, came + random.integer(3, 12))
  const gone = hasLeft(family.movement) ? family.moved_on : null
  const leaves = staysOn ? gone : Math.min(sixteen, gone ?? sixteen)
  const mainstream = path(child, choice, county, Math.max(entry, arrived), leaves)
  const plain = {
    ...none,
    enrolments: [...withMove(mainstream, family, county, random), ...nextDoor(child, mainstream, county, random)],
  }
  if (now < 0 || now > 11 || gone !== null || family.movement === 'over_the_border') return plain
  const way = (family.movement === 'moved_in' ? NEWCOMERS : SETTLED)(random)
  const turned = county.calendar.before(county.as_at, random.integer(6, 70))
  const until = (day: number): Enrolment[] => path(child, choice, county, Math.max(entry, arrived), day)
  switch (way) {
    case 'mainstream':
      return plain
    case 'reduced':
      return {
        ...none,
        enrolments: mainstream.map(item => (item.until === null ? { ...item, hours: random.integer(5, 20) } : item)),
      }
    case 'special':
      return {
        ...none,
        enrolments: at(random.pick(county.schools.of('special')), firstPupilDay(born + (now >= 7 ? 12 : 5)), until),
      }
    case 'pru':
      return now < 7 ? plain : { ...none, enrolments: at(random.pick(county.schools.of('pru')), turned, until) }
    case 'neighbour': {
      const away = chooseSchools(family, county, random, true)
      return { ...none, enrolments: path(child, away, county, firstPupilDay(born + 5), null) }
    }
    case 'independent': {
      const joined = firstPupilDay(born + (now >= 7 && random.chance(0.5) ? 12 : 5))
      return {
        ...none,
        enrolments: at(random.pick(county.schools.of('independent')), Math.max(joined, arrived), until),
      }
    }
    case 'home': {
      const from = Math.max(entry, county.as_at - random.integer(20, 1800))
      return { ...none, enrolments: until(from), home_educated_from: from }
    }
    case 'awaiting':
      return family.movement === 'moved_in'
        ? { ...none, applied_on: arrived }
        : { ...none, enrolments: until(turned), applied_on: turned }
    case 'missing':
      if (family.movement === 'moved_in') return none
      // Those who never came back after the summer are as many as those who left in mid-term.
      return { ...none, enrolments: until(random.chance(0.5) ? turned : fromCivil(academicYear(county.as_at), 8, 1)) }
  }
}

/** The schools of one who moved next door, from the week after the move. */
function nextDoor(child: Child, before: readonly Enrolment[], county: County, random: Random): Enrolment[] {
  const moved = child.family.moved_on
  if (!hasLeft(child.family.movement) || moved === null || before.length === 0) return []
  if (child.homes.at(-1)?.address.in_area !== false) return []
  return path(child, chooseSchools(child.family, county, random, true), county, moved + random.integer(5, 9), null)
}

/** At one school since `from`, and on the ordinary path before. */
function at(school: School, from: number, before: (day: number) => Enrolment[]): Enrolment[] {
  return [...before(from), { school, from, until: null, hours: null }]
}

function withMove(list: Enrolment[], family: Family, county: County, random: Random): Enrolment[] {
  const last = list.at(-1)
  const moved = family.moved_on
  if (last === undefined || moved === null || family.movement !== 'moved_within') return list
  if (last.until !== null || last.from >= moved || !random.chance(CHANGES_SCHOOL_WITH_HOME)) return list
  const same = county.schools.of(last.school.kind).filter(({ closed }) => closed === null)
  const school = near(same, family.homes.at(-1)?.address.town ?? '', random)
  const day = county.calendar.onOrAfter(moved)
  if (school === last.school || day + 4 > county.as_at) return list
  return [...list.slice(0, -1), { ...last, until: day }, { ...last, school, from: day + 4 }]
}
