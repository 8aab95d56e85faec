import { type Day, formatDay } from '../../rulebook/index.ts'

/** What a decision says. */
export interface Decided {
  child: string
  authority: string
  reference: string
  appeared_on: Day
  decided_on: Day
  decided_by: string
  provides: boolean
  provider: string | null
  weekly_hours: number | null
  starts_on: Day | null
  last_on: Day | null
  because: string
}

/** The decision in writing, drafted from what was decided. Source: Education Act 1996 s. 19; H1, H4. */
export function decisionLetter(decided: Decided): string {
  const { authority, child, reference, appeared_on, decided_on, decided_by, because } = decided
  return [
    authority,
    `Decision under section 19 of the Education Act 1996. Case ${reference}`,
    '',
    `About: ${child}`,
    `On ${formatDay(appeared_on)} it appeared to the council that ${child} may not receive suitable education unless the council arranges it. The council’s duty runs from that day.`,
    '',
    `Decision: ${whatIsDecided(decided)}`,
    '',
    'Reasons:',
    because,
    '',
    `Decided on ${formatDay(decided_on)} for ${authority} by ${decided_by}.`,
  ].join('\n')
}

function whatIsDecided({ child, provides, provider, weekly_hours, starts_on, last_on }: Decided): string {
  if (!provides || starts_on === null)
    return `the council does not arrange education for ${child} under section 19 now. This is looked at again as soon as anything changes.`
  const until = last_on === null ? 'until there is lasting suitable education' : `until ${formatDay(last_on)}`
  return `the council arranges education for ${child} with ${provider}, ${weekly_hours} hours a week, from ${formatDay(starts_on)} ${until}.`
}
