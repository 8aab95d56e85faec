import type { SchoolDays } from '../calendars.ts'
import { fromIso, iso } from '../days.ts'
import type { Random } from '../random.ts'
import type { CasePlan, Step } from './plan.ts'

/** What officers of a large county write into its many cases, in words that fit any child. */

const WHY: Record<string, readonly string[]> = {
  unexplained: [
    'On a list of residents here, and on no roll.',
    'Left the roll, and no school has asked for the file.',
    'Registered with a practice here, and on no roll in Marlshire or Southmere.',
    'A neighbour rang: the child is at home in school hours.',
  ],
  awaiting_place: [
    'Applied in the year, and no school has offered.',
    'The school that was asked for is full, and the parents refuse the next one.',
  ],
  reduced_hours: [
    'Fewer hours than full time by the school’s roll, and no day on which they end.',
    'The school asks for help: the child comes for some hours only.',
  ],
}

const PLACES = [
  'The mother',
  'The father',
  'The grandmother',
  'The school’s office',
  'The health visitor',
  'The landlord',
]
const REACHED = [
  'Has applied, and hears next week.',
  'They mean to stay. Sent the form and the list of schools with places.',
  'Would like the nearest school, and will visit it on Thursday.',
  'The child is well and asks when school begins.',
  'Asked for an interpreter for the next call.',
  'Transport is what keeps them: asked the travel team.',
]
const IN_VAIN = [
  'No answer in the morning or the afternoon.',
  'The number is not in use.',
  'Nobody at the door; left a card.',
  'The letter came back.',
]
const WAYS = ['phone', 'visit', 'letter', 'email', 'meeting'] as const

function contact(back: number, random: Random): Step {
  const reached = random.chance(0.65)
  const how = random.pick(WAYS)
  return {
    does: 'contact',
    back,
    how,
    with_whom: random.pick(PLACES),
    reached: reached ? 'yes' : 'no',
    child_seen: reached && how === 'visit' && random.chance(0.7) ? 'yes' : 'no',
    text: random.pick(reached ? REACHED : IN_VAIN),
  }
}

/** A child who has or had no full-time education from a day until another, or still, and the school that came after. */
export interface Spell {
  person_id: string
  state: string
  starts_on: string
  ends_on: string | null
  school_urn: number | null
}

/** How many school days `day` lies before D. */
export function schoolDaysBack(calendar: SchoolDays, D: number, day: number): number {
  let back = 0
  for (let at = D; at > day; at -= 1) if (calendar.isSchoolDay(at)) back += 1
  return back
}

/** An open case: found some days after the spell began, contacts since, perhaps a decision and some hours of lessons. */
export function openPlan(spell: Spell, calendar: SchoolDays, D: number, random: Random): CasePlan {
  const longest = Math.min(60, schoolDaysBack(calendar, D, fromIso(spell.starts_on)))
  const opened = random.integer(Math.min(1, longest), longest)
  const steps: Step[] = []
  const contacts = Math.min(opened, random.integer(1, 4))
  for (let nth = 1; nth <= contacts; nth += 1)
    steps.push(contact(Math.max(0, opened - Math.ceil((opened * nth) / (contacts + 1))), random))
  const last = steps.at(-1)?.back ?? 0
  if (random.chance(0.3))
    steps.push({
      does: 'decide',
      back: last,
      kind: 'plan',
      text: 'A school is named this week, a start date next week. Looked at again at the team’s Monday meeting.',
    })
  if (spell.state !== 'reduced_hours' && random.chance(0.15))
    steps.push({
      does: 'arrange',
      back: last,
      kind: 'interim',
      provider: 'Anchor Yard Alternative Provision',
      weekly_hours: random.pick([5, 8, 10, 12, 15]),
      text: null,
    })
  return planOf(spell, opened, steps, random)
}

/** A case that ended when the child came to a school. `back`: school days before D. */
export function closedPlan(spell: Spell, calendar: SchoolDays, D: number, random: Random): CasePlan {
  const ended = schoolDaysBack(calendar, D, fromIso(spell.ends_on ?? iso(D)))
  const began = schoolDaysBack(calendar, D, fromIso(spell.starts_on))
  const opened = random.integer(Math.min(ended + 1, began), Math.min(began, ended + 40))
  const steps: Step[] = []
  const contacts = random.integer(1, 3)
  for (let nth = 1; nth <= contacts; nth += 1)
    steps.push(contact(Math.max(ended, opened - Math.ceil(((opened - ended) * nth) / (contacts + 1))), random))
  steps.push({
    does: 'close',
    back: Math.max(0, ended - 1),
    closing_reason: 'placed_at_school',
    attended_back: ended,
    evidence: 'The school’s office read the register on the telephone: present on the first day.',
  })
  return planOf(spell, opened, steps, random)
}

function planOf(spell: Spell, opened: number, steps: readonly Step[], random: Random): CasePlan {
  const because = random.pick(WHY[spell.state] ?? WHY.unexplained ?? [])
  const by =
    spell.state === 'reduced_hours' ? random.pick(['practitioner', 'fair_access_officer'] as const) : 'cme_officer'
  return { whose: 'anybody', opened, by, because, steps }
}
