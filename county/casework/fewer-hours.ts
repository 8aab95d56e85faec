import type { CasePlan } from './plan.ts'

const withSchool = { does: 'contact', how: 'meeting', reached: 'yes' } as const

/** Cases of children on a roll for fewer hours: one that a band fits, and one in each gap between the bands. */
export const fewerHours: readonly CasePlan[] = [
  {
    whose: { story: 13, part: 0 },
    opened: 25,
    by: 'practitioner',
    because: 'Nine hours a week by the school’s roll, and no day on which they end.',
    steps: [
      {
        ...withSchool,
        back: 24,
        with_whom: 'The head of year and the mother',
        child_seen: 'yes',
        text: 'Mornings only, for want of support in the afternoons.',
      },
      {
        does: 'decide',
        back: 20,
        kind: 'plan',
        text: 'Two afternoons more after half-term, with a mentor; full time by Easter. Looked at again each month.',
      },
    ],
  },
  {
    whose: { story: 14, part: 0 },
    opened: 22,
    by: 'practitioner',
    because: 'Twelve and a half hours a week by the school’s roll.',
    steps: [
      {
        ...withSchool,
        back: 21,
        with_whom: 'The school’s SENCO and the parents',
        child_seen: 'no',
        text: 'All agree that the hours shall rise.',
      },
      { does: 'decide', back: 18, kind: 'plan', text: 'One lesson more each week. The SENCO writes on Fridays.' },
    ],
  },
  {
    whose: { story: 14, part: 1 },
    opened: 12,
    by: 'fair_access_officer',
    because: 'Six hours a week by the school’s roll, and the school names no plan.',
    steps: [
      {
        does: 'contact',
        back: 11,
        how: 'phone',
        with_whom: 'The deputy head',
        reached: 'yes',
        child_seen: 'no',
        text: 'Will send what has been agreed with the parents. Nothing has come yet.',
      },
    ],
  },
]
