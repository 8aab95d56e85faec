import type { AuditVerdict } from '../../ground/audit.ts'
import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import type { ChildFrame } from '../children/index.ts'
import { formatInstant } from '../people/index.ts'
import type { PersonLooks } from './look-lines.ts'
import type { AuditStanding } from './standing.ts'

interface AuditModel extends PageModel {
  /** The newest hash; null while nothing is sealed. */
  head: string | null
  /** What only the auditor's connection tells; null where this process was not given one. */
  standing: {
    seals: string
    sealed: string
    unsealed: string
    tally: { on: string; action: string; events: string }[]
  } | null
  form: DrawnForm
}
export const auditPage = view<AuditModel>('features/data-protection/views/audit.njk')

interface VerdictModel extends PageModel {
  whole: boolean
  sentence: string
  faults: readonly string[]
  lines: { term: string; text: string }[]
  compared: boolean
}
export const verdictPage = view<VerdictModel>('features/data-protection/views/verdict.njk')

export const switchesPage = view<
  PageModel & {
    switches: readonly {
      label: string
      what: string
      href: string
      state: string
      on: boolean
      history: readonly { days: string; by: string; reason: string }[]
    }[]
  }
>('features/data-protection/views/switches.njk')
export const switchPage = view<PageModel & { what: string; state: string; button: string }>(
  'features/data-protection/views/switch.njk',
)
export const switchChanged = flash('switch_changed', () => 'The switch is set, and the decision is kept beside it.')

export const accessPage = view<
  ChildFrame & {
    days: readonly { day: string; people: readonly (PersonLooks & { only_href: string })[] }[]
    ways: readonly { text: string; href: string; current: boolean }[]
    /** Whose looks alone are shown; null for everybody's. */
    only: string | null
    all_people_href: string | null
    since: string | null
    all_years_href: string | null
    older: string | null
    csv_href: string
  }
>('features/data-protection/views/access.njk')
export const ownLooksPage = view<
  PageModel & {
    looks: readonly { when: string; action: string; who: string; href: string | null; why: string; fields: string }[]
    older: string | null
  }
>('features/data-protection/views/own-looks.njk')

const figure = (count: number): string => count.toLocaleString('en-GB')

export const standingWords = (standing: AuditStanding): AuditModel['standing'] => ({
  seals: figure(standing.seals),
  sealed: standing.sealed_at ? formatInstant(standing.sealed_at) : 'Not yet',
  unsealed: figure(standing.unsealed),
  tally: standing.tally.map(line => ({
    on: formatShortDay(line.on),
    action: line.action,
    events: figure(line.events),
  })),
})

/** The verdict in plain words: what was found, and what it was found of. */
export function verdictModel(verdict: AuditVerdict, head: string | null): Omit<VerdictModel, 'title' | 'back'> {
  const compared = head === null ? '' : ', and the hash that you kept is one of its seals'
  return {
    whole: verdict.whole,
    sentence: verdict.whole
      ? `The audit log is whole: no sealed event was altered, removed or put in later${compared}.`
      : 'The audit log is not as it was sealed. Keep the server as it is, and tell whoever answers for information security now.',
    faults: verdict.faults,
    lines: [
      { term: 'Events', text: figure(verdict.events) },
      { term: 'Seals', text: figure(verdict.seals) },
      { term: 'Not sealed yet', text: figure(verdict.unsealed) },
      { term: 'Newest hash', text: verdict.head ?? 'None yet' },
    ],
    compared: head !== null,
  }
}
