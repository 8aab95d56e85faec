import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, numberField, optional, textField } from '../../ground/web/fields.ts'
import { type Field, type FieldError, type Fields, type Form, form } from '../../ground/web/forms.ts'
import {
  addYears,
  type Cadence,
  cadenceText,
  type DatedPolicy,
  type Day,
  decidedPolicy,
  defaultPolicy,
  isRefused,
  type Meeting,
  type MeetingOverride,
  type Override,
  policyFaults,
  type Setting,
  type SettingOverride,
  settings,
  settingText,
  type Within,
} from '../../rulebook/index.ts'

const because = (about: string) =>
  optional(textField({ label: `Why another for ${about}?`, about: `why ${about} is another`, most: 300 }))

const unitChoices = [
  { value: 'school_days', text: 'school days' },
  { value: 'working_days', text: 'working days' },
  { value: 'calendar_days', text: 'calendar days' },
] as const

const cadences: readonly Cadence[] = [
  { times: 1, every: 1, unit: 'weeks' },
  { times: 1, every: 2, unit: 'weeks' },
  { times: 1, every: 3, unit: 'weeks' },
  { times: 1, every: 6, unit: 'weeks' },
  { times: 1, every: 1, unit: 'months' },
  { times: 1, every: 2, unit: 'months' },
  { times: 1, every: 1, unit: 'half_terms' },
  { times: 1, every: 1, unit: 'terms' },
  { times: 3, every: 1, unit: 'years' },
  { times: 1, every: 1, unit: 'years' },
]
const cadenceCode = ({ times, every, unit }: Cadence): string => `${times} ${every} ${unit}`
const cadenceChoices = cadences.map(one => ({ value: cadenceCode(one), text: cadenceText(one) }))

/** The names of a number's fields: its value, its unit where it has one, and the reason. */
export const settingFields = ({ key, kind }: Setting): { value: string; unit: string | null; because: string } => ({
  value: key,
  unit: kind === 'within' ? `${key}_unit` : null,
  because: `${key}_because`,
})
export const meetingFields = ({ code }: Pick<Meeting, 'code'>) => ({
  cadence: `${code}_cadence`,
  chair: `${code}_chair`,
  because: `${code}_because`,
})

const aboutOf = ({ label }: Setting): string => `“${label}”`

function fieldsOfSetting(pack: DatedPolicy, setting: Setting): Fields {
  const names = settingFields(setting)
  const about = aboutOf(setting)
  if (isNeeded(pack, setting)) return neededFields(setting)
  const reason = { [names.because]: because(about) }
  if (setting.kind === 'yes_no') {
    const choices = [
      { value: 'yes', text: setting.yes },
      { value: 'no', text: setting.no },
    ] as const
    const label = `Yours for ${about}, if it is another`
    return { [names.value]: optional(choiceField({ label, about, choices, as: 'select' })), ...reason }
  }
  const { least, most } = setting
  const label =
    setting.kind === 'number'
      ? `Yours for ${about}, in ${setting.many}, if it is another`
      : `Yours for ${about}, if it is another: how many days?`
  const value = optional(
    numberField({ label, about, least, most, decimals: setting.kind === 'number' ? setting.decimals : 0 }),
  )
  if (names.unit === null) return { [names.value]: value, ...reason }
  const unit = choiceField({
    label: `Which days for ${about}?`,
    about: 'which days',
    choices: unitChoices,
    as: 'select',
  })
  return { [names.value]: value, [names.unit]: optional(unit), ...reason }
}

/** Without full-time hours nobody can be on reduced hours, so an authority whose pack has none must say. */
export const isNeeded = (pack: DatedPolicy, { key }: Pick<Setting, 'key'>): boolean =>
  key === 'full_time_hours' && pack.full_time_hours === null

const neededFields = (setting: Setting): Fields =>
  setting.kind === 'number'
    ? {
        [setting.key]: numberField({
          ...{ label: `${setting.label}, in ${setting.many}`, about: 'how many hours are full time' },
          ...{ least: setting.least, most: setting.most, decimals: setting.decimals },
        }),
        [settingFields(setting).because]: textField({
          ...{ label: 'Why that many?', about: 'why so many hours are full time', most: 300 },
        }),
      }
    : {}

function fieldsOfMeeting(meeting: Meeting): Fields {
  const names = meetingFields(meeting)
  const often = {
    label: `How often, if it is another, for ${meeting.name}`,
    about: 'how often',
    choices: cadenceChoices,
  } as const
  return {
    [names.cadence]: optional(choiceField({ ...often, as: 'select' })),
    [names.chair]: optional(
      textField({ label: `Who chairs ${meeting.name}, if it is another: a role`, about: 'who chairs', most: 100 }),
    ),
    [names.because]: because(meeting.name),
  }
}

/** What an authority sets over a pack, from which day and why. */
export type PolicyForm = Form<Fields & { starts_on: Field<Day>; reason: Field<string> }>

type Values = Readonly<Record<string, unknown>>

/**
 * The form of a change. It asks for the authority's own numbers only: a field left empty stays the pack's. Refuses a number without
 * a reason, a reason without a number, a policy without full-time hours, and numbers that cannot all be meant.
 */
export function policyForm(pack: DatedPolicy, today: Day): PolicyForm {
  const fields = {
    starts_on: dayField({
      label: 'From which day does it hold?',
      hint: 'A day that has gone by changes what is said of the days since. For example, 1 9 2026',
      about: 'the first day',
      notBefore: defaultPolicy.valid_from,
      notAfter: addYears(today, 2),
    }),
    reason: textField({
      label: 'Who decided it, and why?',
      hint: 'For example: the decision and its number. It stays readable beside the policy.',
      about: 'who decided it and why',
      rows: 3,
      most: 500,
    }),
    ...Object.assign(
      {},
      ...settings.map(setting => fieldsOfSetting(pack, setting)),
      ...pack.meetings.map(fieldsOfMeeting),
    ),
  }
  return form(fields, values => [
    ...settings.flatMap(setting => settingErrors(pack, setting, values)),
    ...pack.meetings.flatMap(meeting => meetingErrors(meeting, values)),
    ...faultErrors(pack, values, today),
  ])
}

/** The reason beside something changed: one for a change, none without. */
function reasonErrors(changed: boolean, values: Values, field: string, about: string): FieldError[] {
  const given = values[field] !== null
  if (changed === given) return []
  const message = changed
    ? `Enter why ${about} is another than the pack’s`
    : `You gave a reason and changed nothing of ${about}: change it, or empty the reason`
  return [{ field, message }]
}

function settingErrors(pack: DatedPolicy, setting: Setting, values: Values): FieldError[] {
  const names = settingFields(setting)
  const own = settingOf(setting, values)
  const errors = reasonErrors(values[names.value] !== null, values, names.because, aboutOf(setting))
  if (names.unit !== null && (values[names.value] === null) !== (values[names.unit] === null)) {
    const field = values[names.value] === null ? names.value : names.unit
    errors.push({ field, message: `Enter both for ${aboutOf(setting)}: how many, and of which days` })
  }
  if (own !== null && settingText(setting.key, own) === settingText(setting.key, pack[setting.key]))
    errors.push({ field: names.value, message: `The pack says that of ${aboutOf(setting)} already: leave it empty` })
  return errors
}

function meetingErrors(meeting: Meeting, values: Values): FieldError[] {
  const names = meetingFields(meeting)
  const changed = values[names.cadence] !== null || values[names.chair] !== null
  return reasonErrors(changed, values, names.because, meeting.name)
}

function faultErrors(pack: DatedPolicy, values: Values, today: Day): FieldError[] {
  const overrides = overridesOf(pack, values)
  const policy = decidedPolicy({ id: '', pack, overrides, valid_from: today, valid_to: null })
  return policyFaults(policy)
    .filter(isRefused)
    .map(({ keys, sentence }) => ({
      field: keys.find(key => values[key] !== null) ?? keys[0] ?? 'full_time_hours',
      message: sentence,
    }))
}

/** The value that was typed for a number; null for none. */
function settingOf(setting: Setting, values: Values): SettingOverride['value'] | null {
  const value = values[setting.key]
  if (setting.kind === 'yes_no') return value === 'yes' ? true : value === 'no' ? false : null
  if (typeof value !== 'number') return null
  if (setting.kind === 'number') return value
  const unit = unitChoices.find(one => one.value === values[`${setting.key}_unit`])?.value
  return unit ? ({ days: value, unit } satisfies Within) : null
}

const textOf = (values: Values, name: string): string | null =>
  typeof values[name] === 'string' ? String(values[name]) : null

/** What the form's values set over the pack. */
export function overridesOf(pack: DatedPolicy, values: Values): readonly Override[] {
  const own = settings.flatMap(setting => {
    const value = settingOf(setting, values)
    return value === null
      ? []
      : [{ key: setting.key, value, because: textOf(values, `${setting.key}_because`) ?? '' } as SettingOverride]
  })
  const meetings = pack.meetings.flatMap((meeting): MeetingOverride[] => {
    const names = meetingFields(meeting)
    const often = textOf(values, names.cadence)
    const chair = textOf(values, names.chair)
    if (often === null && chair === null) return []
    return [
      {
        meeting: meeting.code,
        cadence: cadences.find(one => cadenceCode(one) === often) ?? meeting.cadence,
        chair: chair ?? meeting.chair,
        because: textOf(values, names.because) ?? '',
      },
    ]
  })
  return [...own, ...meetings]
}

/** What is set over a pack now, as the form shows it to begin with. */
export function valuesOf(pack: DatedPolicy, overrides: readonly Override[]): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const one of overrides) {
    if ('key' in one) {
      values[`${one.key}_because`] = one.because
      if (typeof one.value === 'boolean') values[one.key] = one.value ? 'yes' : 'no'
      else if (typeof one.value === 'number') values[one.key] = one.value
      else {
        values[one.key] = one.value.days
        values[`${one.key}_unit`] = one.value.unit
      }
      continue
    }
    const names = meetingFields({ code: one.meeting })
    const meeting = pack.meetings.find(({ code }) => code === one.meeting)
    values[names.because] = one.because
    if (one.cadence && JSON.stringify(one.cadence) !== JSON.stringify(meeting?.cadence))
      values[names.cadence] = cadenceCode(one.cadence)
    if (one.chair !== null && one.chair !== meeting?.chair) values[names.chair] = one.chair
  }
  return values
}
