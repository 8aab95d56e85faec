import { cohort } from './ages.ts'
import { firstPupilDay } from './calendars.ts'
import type { Child } from './children.ts'
import type { County } from './county.ts'
import { iso } from './days.ts'
import type { ListCode } from './lists/list.ts'
import { drawBackground } from './names.ts'
import { drawAddress, MARLSHIRE, SOUTHMERE } from './places.ts'
import { bornForYear, plantChild, plantedFamily } from './planting.ts'

/** One child in so many has moved in lately and is on no roll yet. */
const ONE_IN = 120
/** As few as leave somebody in every week, however small the county. */
const AT_LEAST = 14
/** School days before D over which they came. */
export const ARRIVAL_DAYS = 40

/** A child who moved in lately. */
export interface Arrival {
  from: 'Southmere' | 'abroad'
  /** School days before D on which the child moved in and was registered with a practice. */
  days_before: number
  make(number: number): Child
}

/**
 * Children who moved into the county on days spread evenly over the last forty school days before D, and are on no roll
 * here. The level-two clock runs for twenty, so that it is past for some of them, nearly so for some, and ahead for some,
 * whichever day of the following week the county is opened on. Their rows have no faults: a cohort so small must be whole.
 */
export function arrivals(county: County): Arrival[] {
  const count = Math.max(AT_LEAST, Math.round(county.children / ONE_IN))
  const step = (ARRIVAL_DAYS - 1) / (count - 1)
  return Array.from({ length: count }, (_, nth) => arrival(county, nth, 1 + Math.round(nth * step)))
}

function arrival(county: County, nth: number, days_before: number): Arrival {
  const random = county.random('arrival', nth)
  const { calendar, day, schools } = county
  const moved = calendar.before(day, days_before)
  const background = drawBackground(random)
  const sex = random.chance(0.5) ? 'F' : 'M'
  const surname = background.surname(random)
  const year = random.integer(1, 10)
  const born = bornForYear(county, year, random.integer(1, 12), random.integer(1, 28))
  const from = nth % 2 === 0 ? 'Southmere' : 'abroad'
  const home = { address: drawAddress(MARLSHIRE, random), from: moved, until: null }
  const before = { address: drawAddress(SOUTHMERE, random), from: born, until: moved }
  const drawn = plantedFamily('arrival', nth, county, {
    surname: surname[sex].text,
    other_surname: surname[sex].text,
    parent: background.forename('F', random).text,
    homes: from === 'Southmere' ? [before, home] : [home],
  })
  const family = { ...drawn, background, movement: 'moved_in' as const, moved_on: moved }
  const school = random.pick(schools.neighbours(year >= 7 ? 'secondary' : 'primary'))
  const entered = Math.min(firstPupilDay(cohort(born) + 5 + (year >= 7 ? 7 : 0)), moved - 60)
  // Council tax names the children of some, and its list is a week older than that of the practices.
  const taxed = nth % 4 < 2 && days_before > 8
  const lists: ListCode[] = ['health', ...(taxed ? ['council_tax' as const] : [])]
  return {
    from,
    days_before,
    make: plantChild('arrival', county, family, {
      forename_text: background.forename(sex, random).text,
      sex,
      born,
      lists: new Set<ListCode>(from === 'Southmere' ? ['neighbour_roll', ...lists] : lists),
      enrolments: from === 'Southmere' ? [{ school, from: entered, until: moved, hours: null }] : [],
    }),
  }
}

/** An arrival as the truth names it. */
export interface ToldArrival {
  child_id: string
  from: Arrival['from']
  registered_on: string
  days_before: number
}

export const arrivalTold = (arrival: Arrival, child_id: string, county: County): ToldArrival => ({
  child_id,
  from: arrival.from,
  registered_on: iso(county.calendar.before(county.day, arrival.days_before)),
  days_before: arrival.days_before,
})
