/** Why a record is sealed. The text beside the code says what the code cannot. */
export const sealReasons = [
  { value: 'risk_of_harm', text: 'Somebody who may harm the child is looking for them' },
  {
    value: 'protected_address',
    text: 'The address must not be told',
    hint: 'By order of a court, a refuge or a placement.',
  },
  { value: 'adoption', text: 'Adoption, so that the earlier identity must not lead to the new one' },
  { value: 'police', text: 'The police have asked, or the child is a protected witness' },
  { value: 'known_to_staff', text: 'The child of a colleague, or known to one' },
  { value: 'other', text: 'Another reason' },
] as const

/** Why a sealed record is opened by somebody who is not named on it. */
export const glassReasons = [
  { value: 'risk_of_harm', text: 'A child is at immediate risk of harm' },
  { value: 'missing_now', text: 'A child is missing now' },
  { value: 'court_or_police', text: 'A court or the police have asked' },
  { value: 'other', text: 'Another reason' },
] as const

export type GlassReason = (typeof glassReasons)[number]['value']

export const labelOf = (codes: readonly { value: string; text: string }[], code: string): string =>
  codes.find(one => one.value === code)?.text ?? code

/** The switch without which nobody opens a sealed record for a reason. */
export const breakGlassSwitch = {
  key: 'break_glass',
  label: 'Opening sealed records for a reason',
  what: 'Team managers and out-of-hours duty officers can open a sealed record for four hours if they know exactly whom they ask for and say why. Its owner is told at once.',
} as const

/** How often an account may try in an hour, hit or miss. The database counts. */
export const triesAnHour = 5
