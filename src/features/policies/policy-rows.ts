import {
  cadenceText,
  type DatedPolicy,
  formatDay,
  type Mark,
  type Override,
  policyFaults,
  type SettingKey,
  settings,
  settingText,
} from '../../rulebook/index.ts'

const markWords: Readonly<Record<Mark, string>> = {
  found: '[F] read in its source',
  unverified: '[K] known, not read in its source',
  unsettled: '[?] not settled',
}

/** A number of a policy as its page shows it, with where it comes from. */
export interface SettingRow {
  label: string
  value: string
  decides: string
  source: string
  mark: string
  note: string
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const settingRows = (policy: DatedPolicy): SettingRow[] =>
  settings.map(({ key, label, decides }) => {
    const { source, mark, note } = policy.sources[key]
    return {
      label,
      value: settingText(key, policy[key]),
      decides,
      source: capital(source),
      mark: markWords[mark],
      note,
    }
  })

export interface MeetingRow {
  name: string
  cadence: string
  chair: string
  source: string
  mark: string
  note: string | null
}

const unsaidChair = 'This policy does not say'

export const meetingRows = ({ meetings }: DatedPolicy): MeetingRow[] =>
  meetings.map(({ name, cadence, chair, source, mark, note }) => ({
    name,
    cadence: capital(cadenceText(cadence)),
    chair: chair ?? unsaidChair,
    source: capital(source),
    mark: markWords[mark],
    note,
  }))

export const routingRows = ({ routing }: DatedPolicy) =>
  (routing ?? []).map(({ name, source, mark, groups }) => ({
    name,
    source,
    mark: markWords[mark],
    groups: groups.map(({ text, note }) => ({ text, note })),
  }))

export const concernShown = ({ concern }: DatedPolicy) =>
  concern && {
    source: concern.source,
    mark: markWords[concern.mark],
    levels: concern.levels.map(({ text, means }) => ({ text, means })),
    unsaid: concern.unsaid,
  }

/** What a policy leaves open, and what it says twice, a sentence each. */
export const faultLines = (policy: DatedPolicy): string[] => policyFaults(policy).map(({ sentence }) => sentence)

/** "From 1 September 2026 until 31 August 2027". */
export const daysHeld = ({ valid_from, valid_to }: Pick<DatedPolicy, 'valid_from' | 'valid_to'>): string =>
  `From ${formatDay(valid_from)}${valid_to === null ? '' : `, before ${formatDay(valid_to)}`}`

const labelOf = (key: SettingKey): string => settings.find(one => one.key === key)?.label ?? key

/** What an authority set over its pack, a line each with the reason. */
export const overrideLines = (pack: DatedPolicy, overrides: readonly Override[]): { text: string; because: string }[] =>
  overrides.map(one => {
    if ('key' in one)
      return {
        text: `${labelOf(one.key)}: ${settingText(one.key, one.value)} (the pack: ${settingText(one.key, pack[one.key])})`,
        because: one.because,
      }
    const meeting = pack.meetings.find(({ code }) => code === one.meeting)
    return {
      text: `${meeting?.name ?? one.meeting}: ${cadenceText(one.cadence)}, chaired by ${one.chair ?? 'nobody said'}`,
      because: one.because,
    }
  })

export interface ComparedRow {
  label: string
  a: string
  b: string
  differs: boolean
}

const compared = (label: string, a: string, b: string): ComparedRow => ({ label, a, b, differs: a !== b })
const absent = 'Not in this policy'

/** Two policies side by side: numbers, meetings, and which team leads for whom. */
export function compareRows(
  a: DatedPolicy,
  b: DatedPolicy,
): { numbers: ComparedRow[]; meetings: ComparedRow[]; routing: ComparedRow[] } {
  const meeting = ({ meetings }: DatedPolicy, code: string): string => {
    const found = meetings.find(one => one.code === code)
    return found ? `${capital(cadenceText(found.cadence))}; chair: ${found.chair ?? unsaidChair}` : absent
  }
  const codes = [...new Map([...a.meetings, ...b.meetings].map(({ code, name }) => [code, name]))]
  const groups = ({ routing }: DatedPolicy, code: string): string =>
    routing
      ?.find(team => team.code === code)
      ?.groups.map(({ text }) => text)
      .join('; ') ?? absent
  const teams = [...new Map([...(a.routing ?? []), ...(b.routing ?? [])].map(({ code, name }) => [code, name]))]
  return {
    numbers: settings.map(({ key, label }) => compared(label, settingText(key, a[key]), settingText(key, b[key]))),
    meetings: codes.map(([code, name]) => compared(name, meeting(a, code), meeting(b, code))),
    routing: teams.map(([code, name]) => compared(name, groups(a, code), groups(b, code))),
  }
}
