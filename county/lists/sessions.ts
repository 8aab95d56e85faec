import { curriculumYear } from '../ages.ts'
import { randomAt } from '../random.ts'
import type { Row } from './list.ts'

export interface Sessions {
  possible: number
  authorised: number
  unauthorised: number
}

/** Of pupils, those who miss a tenth of the sessions and more, and those who miss half. */
const PERSISTENT = 0.17
const SEVERE = 0.02

/**
 * A pupil's sessions of the term that the roll tells of, two a school day: as a school census has them, for Reception to Year
 * 11. Null for who was not on the roll through that term.
 * @param on the day of the roll; the term ended before it.
 */
export function sessionsOf({ child, holding }: Row, on: number, schoolDays: number): Sessions | null {
  const year = curriculumYear(child.born, on - 60)
  const entered = holding.enrolment?.from ?? on
  if (year < 0 || year > 11 || entered > on - 240 || schoolDays === 0) return null
  const random = randomAt(child.number, 'sessions')
  const possible = schoolDays * 2
  const draw = random.next()
  const share =
    draw < SEVERE
      ? 0.5 + random.next() * 0.4
      : draw < SEVERE + PERSISTENT
        ? 0.1 + random.next() * 0.3
        : random.next() * 0.09
  const missed = Math.round(possible * share)
  const unauthorised = Math.round(missed * random.next() * (draw < SEVERE + PERSISTENT ? 0.7 : 0.3))
  return { possible, authorised: missed - unauthorised, unauthorised }
}
