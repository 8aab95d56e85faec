/** What an officer signs for the authority. */
export const powers = [
  {
    value: 'section_19',
    text: 'Decide on section 19',
    hint: 'Whether the council arranges education, which and from when, or why not. Education Act 1996 s. 19.',
  },
  {
    value: 'section_437',
    text: 'Sign a notice under section 437',
    hint: 'That parents satisfy the council that a child is educated. Education Act 1996 s. 437.',
  },
  {
    value: 'attendance_order',
    text: 'Sign a school attendance order',
    hint: 'Education Act 1996 s. 437 and after.',
  },
  {
    value: 'admission_direction',
    text: 'Direct a school to admit',
    hint: 'School Standards and Framework Act 1998 s. 96.',
  },
  {
    value: 'unlock_enquiries',
    text: 'Unlock enquiries after a warning of danger',
    hint: 'The named safeguarding lead: once social care or the police have answered. Working together; §3.3 Q6.',
  },
] as const

export type Power = (typeof powers)[number]['value']

export const powerText = (power: string): string => powers.find(({ value }) => value === power)?.text ?? power
