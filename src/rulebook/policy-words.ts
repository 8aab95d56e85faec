import type { Cadence, CadenceUnit, Policy, SettingKey, Within } from './policy.ts'

/** How a number of a policy is asked for and shown. `kind` decides its form; `least` and `most` what may be entered. */
export type Setting = {
  readonly key: SettingKey
  readonly label: string
  /** What it decides, in a sentence. */
  readonly decides: string
} & (
  | {
      readonly kind: 'number'
      readonly least: number
      readonly most: number
      readonly one: string
      readonly many: string
      /** Places after the point that may be entered. */
      readonly decimals: number
    }
  | { readonly kind: 'within'; readonly least: number; readonly most: number }
  | { readonly kind: 'yes_no'; readonly yes: string; readonly no: string }
)

const hours = { kind: 'number', least: 1, most: 50, one: 'hour a week', many: 'hours a week', decimals: 1 } as const

export const settings: readonly Setting[] = [
  {
    ...hours,
    key: 'full_time_hours',
    label: 'Full time',
    decides: 'A child with fewer hours of education a week is on reduced hours.',
  },
  {
    key: 'red_when_stuck',
    kind: 'yes_no',
    label: 'Red when stuck',
    yes: 'Red',
    no: 'Not red for that',
    decides:
      'Whether a case is red that has no place, or less than full time, and that teams have been unable to progress.',
  },
  { ...hours, key: 'green_over_hours', label: 'Green over', decides: 'A child with more hours a week is green.' },
  {
    ...hours,
    key: 'amber_under_hours',
    label: 'Amber under',
    decides: 'A child with a plan and fewer hours a week is amber.',
  },
  {
    key: 'green_monitor_months',
    kind: 'number',
    least: 1,
    most: 24,
    one: 'month',
    many: 'months',
    decimals: 0,
    label: 'Green is watched for',
    decides: 'How long a green child is watched, in the expectation that hours increase.',
  },
  {
    key: 'level_two',
    kind: 'within',
    least: 1,
    most: 190,
    label: 'Level two after',
    decides: 'How long a child is without education before the case may go to level two.',
  },
  {
    key: 'persistent_absence_least_sessions',
    kind: 'number',
    least: 1,
    most: 380,
    one: 'session possible',
    many: 'sessions possible',
    decimals: 0,
    label: 'Persistent absence needs at least',
    decides: 'With fewer sessions possible nobody is called persistently or severely absent.',
  },
  {
    key: 'pep_begun_within',
    kind: 'within',
    least: 1,
    most: 60,
    label: 'Personal education plan begun within',
    decides: 'How soon a plan is begun after a child comes into care.',
  },
  {
    key: 'late_closure_moves_breached',
    kind: 'yes_no',
    yes: 'It moves',
    no: 'It stays',
    label: 'A clock that ran out, when a closure is recorded afterwards',
    decides: 'Whether such a clock is counted again without the closed day.',
  },
]

export const settingOf = (key: SettingKey): Setting => {
  const found = settings.find(one => one.key === key)
  if (!found) throw new Error(`No words for the number ${key} of a policy`)
  return found
}

export const unsaidText = 'This policy does not say'

const unitWords: Readonly<Record<Within['unit'], string>> = {
  school_days: 'school day',
  working_days: 'working day',
  calendar_days: 'calendar day',
}

/** A number of a policy in words: "25 hours a week", "20 school days". */
export const settingText = (key: SettingKey, value: Policy[SettingKey]): string => {
  const setting = settingOf(key)
  if (value === null) return unsaidText
  if (typeof value === 'boolean') return setting.kind === 'yes_no' ? (value ? setting.yes : setting.no) : String(value)
  if (typeof value === 'object') return `${value.days} ${unitWords[value.unit]}${value.days === 1 ? '' : 's'}`
  return setting.kind === 'number' ? `${value} ${value === 1 ? setting.one : setting.many}` : String(value)
}

const periods: Readonly<Record<CadenceUnit, { name: string; each: string }>> = {
  weeks: { name: 'week', each: 'weekly' },
  months: { name: 'month', each: 'monthly' },
  half_terms: { name: 'half-term', each: 'each half-term' },
  terms: { name: 'term', each: 'each term' },
  years: { name: 'year', each: 'yearly' },
}

/** How often something is, in words: "weekly", "every 3 weeks", "3 times a year". */
export const cadenceText = (cadence: Cadence | null): string => {
  if (cadence === null) return unsaidText
  const { times, every, unit } = cadence
  const { name, each } = periods[unit]
  if (times === 1) return every === 1 ? each : `every ${every} ${name}s`
  return `${times} times ${every === 1 ? `a ${name}` : `in ${every} ${name}s`}`
}
