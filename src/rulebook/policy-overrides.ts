import type { Day } from './days.ts'
import type { Cadence, DatedPolicy, Meeting, Origin, Policy, SettingKey } from './policy.ts'
import { cadenceText, settingText } from './policy-words.ts'

/** A number that an authority sets instead of its pack's, and why. */
export type SettingOverride = {
  [Key in SettingKey]: { readonly key: Key; readonly value: NonNullable<Policy[Key]>; readonly because: string }
}[SettingKey]

/** How often a body meets and who chairs it, instead of what the pack says. */
export type MeetingOverride = {
  readonly meeting: string
  readonly cadence: Cadence | null
  readonly chair: string | null
  readonly because: string
}

export type Override = SettingOverride | MeetingOverride

/** A pack with an authority's own numbers over it, and the days on which it holds. */
export type Decision = {
  readonly id: string
  readonly pack: DatedPolicy
  readonly overrides: readonly Override[]
  readonly valid_from: Day
  readonly valid_to: Day | null
}

const ownSource = 'the authority’s own decision'
const own = (because: string): Origin => ({ source: ownSource, mark: 'found', note: because })

const overrideText = (one: Override): string =>
  'key' in one
    ? `${one.key} ${settingText(one.key, one.value)}`
    : `${one.meeting} ${cadenceText(one.cadence)}, ${one.chair ?? 'no chair said'}`

/** What an answer that rests on a decision names it by: the pack and every number that differs, so that it says all by itself. */
const versionText = (pack: DatedPolicy, overrides: readonly Override[]): string =>
  [pack.version, ...overrides.map(overrideText).sort()].join('; ')

const chaired = (meeting: Meeting, overrides: readonly Override[]): Meeting => {
  const own = overrides.find(one => 'meeting' in one && one.meeting === meeting.code)
  if (!own || !('meeting' in own)) return meeting
  return { ...meeting, cadence: own.cadence, chair: own.chair, source: ownSource, mark: 'found', note: own.because }
}

/** The policy that a decision amounts to: the pack's numbers, but for those that the authority set. */
export const decidedPolicy = ({ id, pack, overrides, valid_from, valid_to }: Decision): DatedPolicy => {
  const set = overrides.filter(one => 'key' in one)
  return {
    ...pack,
    ...(Object.fromEntries(set.map(one => [one.key, one.value])) as Partial<Policy>),
    id,
    version: versionText(pack, overrides),
    valid_from,
    valid_to,
    sources: { ...pack.sources, ...Object.fromEntries(set.map(one => [one.key, own(one.because)])) },
    meetings: pack.meetings.map(meeting => chaired(meeting, overrides)),
  }
}
