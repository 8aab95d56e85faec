import { cohort } from './ages.ts'
import type { County } from './county.ts'
import { fromCivil } from './days.ts'
import type { Background, Name, Sex, Surname } from './names.ts'
import { drawBackground, likeSounding } from './names.ts'
import type { Address } from './places.ts'
import { drawAddress, MARLSHIRE, SOUTHMERE } from './places.ts'
import type { Random } from './random.ts'
import { picker } from './random.ts'

/** Where a family lives, `[from, until)`. */
export interface Home {
  address: Address
  from: number
  until: number | null
}

export type Movement = 'settled' | 'moved_within' | 'moved_in' | 'moved_away' | 'left_years_ago' | 'over_the_border'

export interface Family {
  number: number
  background: Background
  surname: Surname
  /** The other parent's name, which some sources use. */
  other_surname: Surname
  parent: { forename: string; surname: string; relationship: string; phone: string; email: string }
  movement: Movement
  /** The day of the move, where there was one. */
  moved_on: number | null
  homes: readonly Home[]
  /** The other parent's home, for a child with two. */
  other_home: Address | null
}

/** A birth as it is drawn, before school and sources are known. */
export interface Birth {
  forename: Name
  middle: Name | null
  sex: Sex
  born: number
  twin: boolean
}

/** Shares of families. 2.5% of children move in a term, so that within three years 20% have, most of them inside the county. */
const MOVEMENTS: readonly { item: Movement; weight: number }[] = [
  { item: 'settled', weight: 68.8 },
  { item: 'moved_within', weight: 20 },
  { item: 'moved_in', weight: 3 },
  { item: 'moved_away', weight: 4.5 },
  { item: 'left_years_ago', weight: 2.5 },
  { item: 'over_the_border', weight: 1.2 },
]

/** Children in a family: 55% of children have a sibling. */
const SIZES = [
  { item: 1, weight: 66 },
  { item: 2, weight: 25 },
  { item: 3, weight: 7 },
  { item: 4, weight: 2 },
]

/** Of families who have long lived where they live, those who came into the county when they moved there. */
const CAME_FROM_OUTSIDE = 0.2
/** Of families who moved away, those who went next door, where the neighbour's exchange list has them. */
const WENT_NEXT_DOOR = 0.85
const TWO_HOMES = 0.06
const TWINS = 0.015
const ALIKE_TWINS = 1 / 3
/** Share of households in which a second family lives with the first, so that 3% of children live with cousins. */
const WITH_COUSINS = 0.0155

const drawMovement = picker(MOVEMENTS)
const drawSize = picker(SIZES)

export const hasLeft = (movement: Movement): boolean => movement === 'moved_away' || movement === 'left_years_ago'

/** How long before the demonstration day each movement can lie, in days: the least and the most, or null for no move. */
const reach = (movement: Movement, years: number): readonly [number, number] | null =>
  ({
    settled: null,
    moved_within: [2, 1095] as const,
    moved_in: [2, 300] as const,
    moved_away: [2, 420] as const,
    left_years_ago: [430, Math.max(1095, years * 365)] as const,
    over_the_border: null,
  })[movement]

function homesOf(movement: Movement, movedOn: number, county: County, random: Random): Home[] {
  const long = movedOn - random.integer(800, 6000)
  const here = drawAddress(MARLSHIRE, random)
  if (movement === 'moved_within') {
    return [
      { address: drawAddress(MARLSHIRE, random), from: long, until: movedOn },
      { address: here, from: movedOn, until: null },
    ]
  }
  if (movement === 'moved_in') {
    const before = drawAddress(SOUTHMERE, random)
    const known = random.chance(0.7)
    const now: Home = { address: here, from: movedOn, until: null }
    return known ? [{ address: before, from: long, until: movedOn }, now] : [now]
  }
  if (movement === 'moved_away' || movement === 'left_years_ago') {
    const home = { address: here, from: long, until: movedOn }
    const nextDoor = movement === 'left_years_ago' || random.chance(WENT_NEXT_DOOR)
    return nextDoor ? [home, { address: drawAddress(SOUTHMERE, random), from: movedOn, until: null }] : [home]
  }
  if (movement === 'over_the_border') return [{ address: drawAddress(SOUTHMERE, random), from: long, until: null }]
  const settled = county.as_at - random.integer(1100, 6500)
  const before = drawAddress(random.chance(CAME_FROM_OUTSIDE) ? SOUTHMERE : MARLSHIRE, random)
  return [
    { address: before, from: settled - random.integer(800, 6000), until: settled },
    { address: here, from: settled, until: null },
  ]
}

function drawFamily(number: number, county: County, random: Random, housed?: Family): Family {
  const background = housed?.background ?? drawBackground(random)
  const surname = housed !== undefined && random.chance(0.6) ? housed.surname : background.surname(random)
  const movement = housed?.movement ?? drawMovement(random)
  const range = reach(movement, county.years)
  const movedOn = county.day - random.integer(...(range ?? ([2, 2] as const)))
  const mother = random.chance(0.7)
  const parentName = background.forename(mother ? 'F' : 'M', random).text
  const last = random.chance(0.7) ? surname : background.surname(random)
  return {
    number,
    background,
    surname,
    other_surname: last === surname ? background.surname(random) : last,
    parent: {
      forename: parentName,
      surname: last[mother ? 'F' : 'M'].text,
      relationship: mother ? 'Mother' : 'Father',
      phone: random.chance(0.8)
        ? `07700900${String(random.integer(0, 999)).padStart(3, '0')}`
        : `01632960${String(random.integer(0, 999)).padStart(3, '0')}`,
      email: `family${number}@example.org`,
    },
    movement,
    moved_on: housed?.moved_on ?? (range === null ? null : movedOn),
    homes: housed?.homes ?? homesOf(movement, movedOn, county, random),
    other_home: random.chance(TWO_HOMES) && !hasLeft(movement) ? drawAddress(MARLSHIRE, random) : null,
  }
}

/** The families of one household: one, or two whose children are cousins. Numbers follow the household's. */
export function drawHousehold(household: number, county: County, random: Random): Family[] {
  const first = drawFamily(household * 2, county, random)
  return random.chance(WITH_COUSINS) ? [first, drawFamily(household * 2 + 1, county, random, first)] : [first]
}

/** The oldest child is in the school year of their eighteenth birthday, the youngest has turned one. */
export function birthRange(county: County): { earliest: number; latest: number } {
  return { earliest: fromCivil(cohort(county.as_at) - 18, 9, 1), latest: county.as_at - 400 }
}

function sibling(born: readonly number[], range: { earliest: number; latest: number }, random: Random): number {
  const after = Math.max(...born) + random.integer(420, 1700)
  if (after <= range.latest) return after
  const before = Math.min(...born) - random.integer(420, 1700)
  return Math.max(range.earliest, before)
}

export function drawBirths(family: Family, county: County, random: Random): Birth[] {
  const range = birthRange(county)
  const births: Birth[] = []
  const size = drawSize(random)
  const sexOf = (): Sex => (random.chance(0.487) ? 'F' : 'M')
  const draw = (sex: Sex, born: number, twin: boolean): Birth => ({
    forename: distinct(family.background, sex, births, random),
    middle: random.chance(family.background.middle) ? family.background.forename(sex, random) : null,
    sex,
    born,
    twin,
  })
  for (let n = 0; n < size; n += 1) {
    const days = births.map(({ born }) => born)
    const born = n === 0 ? random.integer(range.earliest, range.latest) : sibling(days, range, random)
    const twins = random.chance(TWINS)
    const first = draw(sexOf(), born, twins)
    births.push(first)
    if (!twins) continue
    const alike = random.chance(ALIKE_TWINS)
    const second = draw(alike ? first.sex : sexOf(), born, true)
    births.push(
      alike ? { ...second, forename: likeSounding(first.forename, first.sex, family.background, random) } : second,
    )
  }
  return births
}

/** Parents do not give two of their children one name. */
function distinct(background: Background, sex: Sex, others: readonly Birth[], random: Random): Name {
  for (let tries = 0; tries < 20; tries += 1) {
    const name = background.forename(sex, random)
    if (!others.some(({ forename }) => forename.text === name.text || forename.spellings.includes(name.text)))
      return name
  }
  return background.forename(sex, random)
}
