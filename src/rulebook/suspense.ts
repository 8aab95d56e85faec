import { yearGroup } from './ages.ts'
import { asDay, compareDays, type Day, type Period, partsOf } from './days.ts'
import type { Residence, StateCode } from './facts.ts'
import type { Sourced } from './sources.ts'
import { mergeSpans } from './spans.ts'
import { type Decided, withoutEducation } from './states.ts'

/** What an account is asked of: a run of days in one state without education, and one day of it. */
type Asked = {
  readonly state: StateCode
  /** The state of the day before the run; null for who was not ours then. */
  readonly before: StateCode | null
  /** The first day of the run. */
  readonly began: Day
  readonly born_on: Day | null
  /** The homes in the area that lists or officers give on the day. */
  readonly homes: readonly Residence[]
  /** Whether lists of the people of the area give homes outside it. */
  readonly outside: boolean
  readonly on: Day
}

/**
 * One way of not being explained: an account that holds children until it is settled. `text`: whom it holds; `next_step`: what
 * is done first; `team`: who answers for it until the authority names another, by its code in the routing table.
 */
export type SuspenseAccount = Sourced & {
  readonly code: string
  readonly title: string
  readonly text: string
  readonly next_step: string
  readonly team: string
  readonly fits: (asked: Asked) => boolean
}

const rollStates: ReadonlySet<StateCode | null> = new Set(['on_roll', 'reduced_hours', 'independent'])

/** Whether a roll ended at the change of a key stage: between July and October, on the way into Year 3, 7 or 10. */
const atTransfer = ({ began, born_on }: Asked): boolean => {
  const { year, month } = partsOf(began)
  if (born_on === null || month < 7 || month > 10) return false
  const group = yearGroup(born_on, month === 7 ? asDay(`${year}-09-01`) : began)
  return group === '3' || group === '7' || group === '10'
}

const inDoubt = (home: Residence, on: Day): boolean => home.doubted_on != null && home.doubted_on <= on

/** Whether the homes are said by sources of this kind alone. */
const onlyBy =
  (source: string) =>
  ({ homes }: Asked): boolean =>
    homes.length > 0 && homes.every(home => home.source === source)

const unexplainedAfter =
  (...states: readonly StateCode[]) =>
  ({ before }: Asked): boolean =>
    before !== null && states.includes(before)

const design = { source: 'Design of this program, after the Education Act 1996 s. 436A(1)', mark: 'unsettled' } as const

/**
 * Every way of not being explained, in the order in which they are tried: the first that fits holds the child, so that no child
 * is in two, and the last fits whoever is left, so that none is in no account. An account of a state that something explains in
 * part (awaiting a place, whereabouts unknown) stands beside those of the unexplained: all of them wait for somebody.
 */
export const suspenseAccounts: readonly SuspenseAccount[] = [
  {
    code: 'whereabouts_unknown',
    title: 'Whereabouts unknown',
    text: 'An officer recorded that nobody knows where the child is.',
    next_step: 'Go on with the enquiries: home visit, family, health, police, other councils.',
    team: 'missing_education',
    source: 'S4 [31–33], Appendix D [178]',
    mark: 'found',
    fits: ({ state }) => state === 'whereabouts_unknown',
  },
  {
    code: 'awaiting_place',
    title: 'Awaiting a place',
    text: 'A place was applied for, and no roll holds the child yet.',
    next_step: 'Have a place offered, or take the child to fair access.',
    team: 'fair_access',
    source: 'S4 Appendix D [166]; N3',
    mark: 'found',
    fits: ({ state }) => state === 'awaiting_place',
  },
  {
    code: 'home_in_doubt',
    title: 'Post returned, or not at the address',
    text: 'On no roll, and every home that a list gives is in doubt: a letter came back, or nobody of the family was there.',
    next_step: 'Visit, and ask the lists that still give the address. If nobody knows, record whereabouts unknown.',
    team: 'missing_education',
    ...design,
    fits: ({ homes, on }) => homes.length > 0 && homes.every(home => inDoubt(home, on)),
  },
  {
    code: 'transfer_no_show',
    title: 'Not arrived at the next school',
    text: 'The roll ended between July and October on the way into Year 3, 7 or 10, and no school holds the child since.',
    next_step: 'Ask the school that offered the place, and the family, whether the child began.',
    team: 'access_and_admissions',
    source: 'S4 Appendix D [219]: children not transitioning between key stages; the months are ours',
    mark: 'unsettled',
    fits: asked => rollStates.has(asked.before) && atTransfer(asked),
  },
  {
    code: 'left_roll',
    title: 'Left a roll, no destination',
    text: 'On a school’s roll until a day, and on none since; nobody said where the child went.',
    next_step: 'Ask the school for the destination and the ground of deletion.',
    team: 'missing_education',
    source: 'S4 [46], N15; SI 2024/208 reg. 9',
    mark: 'found',
    fits: ({ before }) => rollStates.has(before),
  },
  {
    code: 'home_education_ended',
    title: 'Home education ended',
    text: 'The home education ended or was found unsuitable, and no roll holds the child.',
    next_step: 'Ask the parent; where it was found unsuitable, go to fair access or to an order.',
    team: 'fair_access',
    source: 'S4 Appendix D [170]; N13',
    mark: 'found',
    fits: unexplainedAfter('home_educated'),
  },
  {
    code: 'provision_ended',
    title: 'Provision ended',
    text: 'Alternative or interim provision ended, and no roll holds the child.',
    next_step: 'Ask who commissioned it what follows, and arrange what does.',
    team: 'fair_access',
    source: 'S4 Appendix D [161–163]',
    mark: 'found',
    fits: unexplainedAfter('alternative_provision'),
  },
  {
    code: 'application_ended',
    title: 'Application ended without a roll',
    text: 'The child waited for a place, waits no longer, and is on no roll.',
    next_step: 'Ask the school that offered the place whether the child began, and the family if not.',
    team: 'access_and_admissions',
    ...design,
    fits: unexplainedAfter('awaiting_place'),
  },
  {
    code: 'came_back',
    title: 'Found or come back',
    text: 'The whereabouts were unknown, or the child had moved away; now a home is given again, and no roll.',
    next_step: 'Confirm the home, and apply for a place.',
    team: 'missing_education',
    source: 'S4 Appendix D [179]: whereabouts known, not on a roll',
    mark: 'found',
    fits: unexplainedAfter('whereabouts_unknown', 'moved_away'),
  },
  {
    code: 'reached_school_age',
    title: 'Of school age, never on a roll',
    text: 'The child came to compulsory school age while known to us, and has been on no roll.',
    next_step: 'Ask admissions whether a place was offered, and the family what they intend.',
    team: 'access_and_admissions',
    source: 'Education Act 1996 s. 8; S4 Appendix D [219]',
    mark: 'unsettled',
    fits: unexplainedAfter('under_age'),
  },
  {
    code: 'born_unknown',
    title: 'No date of birth',
    text: 'A list says that the child lives here, and none says when the child was born: whether the child is of school age is not known.',
    next_step:
      'Ask whoever sent the list, or health, for the date of birth; most such children are then found on another list.',
    team: 'missing_education',
    ...design,
    fits: ({ born_on }) => born_on === null,
  },
  {
    code: 'health_list_only',
    title: 'On a health list only',
    text: 'Health registrations alone say that the child lives here. Nothing was known before.',
    next_step: 'Check the address with council tax, then write or visit.',
    team: 'missing_education',
    ...design,
    fits: onlyBy('health'),
  },
  {
    code: 'council_tax_only',
    title: 'On a council tax or housing list only',
    text: 'Council tax or housing alone says that the child lives here. Nothing was known before.',
    next_step: 'Ask health whether the child is registered, then write or visit.',
    team: 'missing_education',
    ...design,
    fits: onlyBy('council_tax'),
  },
  {
    code: 'lists_of_homes',
    title: 'On lists of homes, on no roll',
    text: 'One or more other lists say that the child lives here. No roll ever held the child since the ledger opened.',
    next_step: 'Write or visit, and apply for a place.',
    team: 'missing_education',
    source: 'S4 Appendix D [179]: whereabouts known, not on a roll',
    mark: 'found',
    fits: ({ homes }) => homes.length > 0,
  },
  {
    code: 'home_outside',
    title: 'On a list of people here, home outside',
    text: 'Health or council tax of this area holds the child, on no roll, and every home that a list gives is outside the area.',
    next_step:
      'Ask whoever sent the list whether the address is old. If the child lives there, record that the child moved away, and tell that authority.',
    team: 'missing_education',
    ...design,
    fits: ({ homes, outside }) => homes.length === 0 && outside,
  },
  {
    code: 'no_home',
    title: 'Ours, with no home recorded',
    text: 'What makes the child ours is no home that a list gives: a decision of the council, or that the child is looked after.',
    next_step: 'Ask whoever recorded it where the child is and who arranges education.',
    team: 'missing_education',
    ...design,
    fits: () => true,
  },
]

/** Days of a child in one suspense account. `since`: the first day of the unbroken run in the state, from which its age counts. */
export type SuspenseSpan = Period & { readonly account: string; readonly since: Day }

/** The stretch before, and the run of its state. */
type Before = { ends_on: Day | null; state: StateCode; began: Day; before: StateCode | null }

type Decision = Pick<Decided, 'starts_on' | 'ends_on' | 'holds' | 'row'>

/** The stretch cut at the days on which one of its homes came into doubt. */
const cutAtDoubts = (stretch: Decision): Decision[] => {
  const { starts_on, ends_on, holds } = stretch
  const doubts = holds.residences
    .flatMap(({ doubted_on }) => (doubted_on == null ? [] : [doubted_on]))
    .filter(day => day > starts_on && (ends_on === null || day < ends_on))
  const days = [starts_on, ...new Set(doubts)].sort(compareDays)
  return days.map((day, i) => ({ ...stretch, starts_on: day, ends_on: days[i + 1] ?? ends_on }))
}

/**
 * The suspense accounts of a child: on every day on which the child is without education in exactly one, on every other in none.
 * Pure; expects the stretches of `decide`, in order.
 */
export const suspenseSpans = (decided: readonly Decided[], born_on: Day | null): SuspenseSpan[] => {
  const found: SuspenseSpan[] = []
  let last: Before | undefined
  for (const stretch of decided) {
    const { state } = stretch.row
    const follows = last?.ends_on === stretch.starts_on ? last : undefined
    const goesOn = follows?.state === state ? follows : undefined
    const began: Day = goesOn?.began ?? stretch.starts_on
    const before: StateCode | null = goesOn ? goesOn.before : (follows?.state ?? null)
    if (withoutEducation.has(state))
      for (const { starts_on, ends_on, holds } of cutAtDoubts(stretch)) {
        const asked = {
          state,
          before,
          began,
          born_on,
          homes: holds.residences,
          outside: holds.outside.length > 0,
          on: starts_on,
        }
        const account = suspenseAccounts.find(({ fits }) => fits(asked))
        if (account) found.push({ starts_on, ends_on, account: account.code, since: began })
      }
    last = { ends_on: stretch.ends_on, state, began, before }
  }
  return mergeSpans(found, (a, b) => a.account === b.account && a.since === b.since)
}
