import type { Day, Period } from './days.ts'
import type { Facts, Happening } from './facts.ts'
import { mayAnswer } from './happening-clocks.ts'
import type { HappeningKind } from './happenings.ts'
import { ofCompulsoryAge } from './on-day.ts'
import { mergeSpans, shared } from './spans.ts'
import type { Decided } from './states.ts'

type Raised = Period & { readonly fact_id: string; readonly because: string }

/** What keeps a child from school while the child may still be on its roll. */
const keepsAway: ReadonlyMap<HappeningKind, string> = new Map([
  ['permanently_excluded', 'Permanently excluded: the duty to arrange education may have arisen.'],
  [
    'safeguarding_separation',
    'Kept from the premises for safeguarding: the duty to arrange education may have arisen.',
  ],
])

const resumes: ReadonlySet<HappeningKind> = new Set(['provision_from_day_six', 'reinstated', 'exclusion_cancelled'])

/** The first day of education after what kept the child away (on another roll, by provision, or as it was told), or of its own end; null for none. */
const overOn = ({ happenings, enrolments, provisions }: Facts, away: Happening): Day | null => {
  const days = [
    ...happenings.filter(one => resumes.has(one.kind) && one.starts_on >= away.starts_on && mayAnswer(one, away)),
    ...enrolments.filter(({ status, starts_on }) => status !== 'P' && starts_on > away.starts_on),
    ...provisions.filter(({ kind, starts_on }) => kind !== 'reduced_timetable' && starts_on >= away.starts_on),
  ].map(({ starts_on }) => starts_on)
  // An exclusion is of one day, and its end says nothing of education.
  const own = away.kind === 'permanently_excluded' ? null : away.ends_on
  return days.reduce((first, day) => (first === null || day < first ? day : first), own)
}

/**
 * The days on which an exclusion or a separation raises the duty of section 19: until it ends or education begins, and only while the
 * child is ours, of compulsory school age and has not moved away. Source: H1, H5, X31.
 */
export const raisedWhileAway = (facts: Facts, decided: readonly Decided[]): Raised[] => {
  const away = facts.happenings.flatMap(happening => {
    const because = keepsAway.get(happening.kind)
    return because === undefined ? [] : [{ happening, because }]
  })
  if (away.length === 0) return []
  const owed = mergeSpans<Period>(
    decided
      .filter(({ holds, row }) => ofCompulsoryAge(holds) && row.state !== 'moved_away')
      .map(({ starts_on, ends_on }) => ({ starts_on, ends_on })),
    () => true,
  )
  return away.flatMap(({ happening, because }) => {
    const lasting = { starts_on: happening.starts_on, ends_on: overOn(facts, happening) }
    return owed.map(span => ({ ...shared(span, lasting), fact_id: happening.fact_id, because }))
  })
}
