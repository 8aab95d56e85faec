import type { CasePlan } from './plan.ts'

const byPhone = { does: 'contact', how: 'phone', reached: 'yes', child_seen: 'no' } as const
const inVain = { does: 'contact', reached: 'no', child_seen: 'no' } as const
const onVisit = { does: 'contact', how: 'visit', reached: 'yes', child_seen: 'yes' } as const

/** Cases of children on no school roll: still looked for, waiting, taught for some hours, placed, moved on, found again. */
export const onNoRoll: readonly CasePlan[] = [
  {
    whose: { arrived: 40 },
    opened: 36,
    by: 'fair_access_officer',
    because: 'Registered with a practice here, and on no roll in Marlshire or Southmere.',
    steps: [
      {
        ...byPhone,
        back: 35,
        with_whom: 'The mother',
        text: 'They moved here for work. No school has been asked yet.',
      },
      {
        does: 'arrange',
        back: 30,
        kind: 'interim',
        provider: 'Anchor Yard Alternative Provision',
        weekly_hours: 5,
        text: 'One tutor, in the library, until there is a place.',
      },
      {
        ...onVisit,
        back: 18,
        with_whom: 'The child and the mother',
        text: 'Would like more lessons. Two schools said no.',
      },
      {
        does: 'voice',
        back: 18,
        how: 'alone',
        text: 'I read all of the tutor’s books. I want to do science with other people, and football.',
      },
      {
        does: 'decide',
        back: 9,
        kind: 'stuck',
        text: 'Three schools have refused, and the tutor has no more hours. To the panel.',
      },
      {
        does: 'propose',
        back: 8,
        by: 'team_manager',
        level: 2,
        because: [
          'Three schools have refused, and the tutor has no more hours to give.',
          'Five hours a week since the autumn is no suitable education: the council may have to arrange more.',
        ],
        asked: 'fund fifteen hours a week until a school is named, and name it under the protocol.',
      },
      {
        does: 'answer',
        back: 5,
        by: 'team_manager',
        answer: 'support_and_challenge',
        text: 'The admissions adviser sees the two nearest heads this week. Hours come back to the next panel.',
      },
      {
        does: 'propose',
        back: 2,
        by: 'team_manager',
        level: 3,
        because: [
          'A whole term with five hours a week.',
          'Two schools refused under the protocol without a reason that it knows.',
        ],
        asked: 'challenge the two schools, and fund hours until one admits.',
      },
      {
        does: 'agree',
        back: 2,
        by: 'team_manager',
        what: 'Ask the head of the second school in writing for the reason of the refusal.',
        owner: 'cme_officer',
        due_back: 0,
      },
    ],
  },
  {
    whose: { arrived: 37 },
    opened: 34,
    by: 'cme_officer',
    because: 'Registered with a practice here, and on no roll.',
    steps: [
      { ...byPhone, back: 33, with_whom: 'The father', text: 'Has applied to the nearest school and hears on Friday.' },
      { does: 'allocate', back: 32, to: 'team_manager', note: 'The school says it is full: please ask its head.' },
      {
        does: 'close',
        back: 23,
        by: 'team_manager',
        closing_reason: 'placed_at_school',
        attended_back: 24,
        evidence: 'The school’s office read yesterday’s register on the telephone: present in both sessions.',
      },
    ],
  },
  {
    whose: { arrived: 34 },
    opened: 30,
    by: 'cme_officer',
    because: 'Registered with a practice here, and on no roll.',
    steps: [
      {
        ...inVain,
        back: 29,
        how: 'visit',
        with_whom: 'The family',
        text: 'No answer. The neighbours have seen nobody.',
      },
      {
        does: 'contact',
        back: 22,
        how: 'email',
        with_whom: 'Southmere Council',
        reached: 'yes',
        child_seen: 'no',
        text: 'Asked whether the family has come back to them.',
      },
      {
        does: 'close',
        back: 8,
        closing_reason: 'moved_to_authority',
        authority_number: '898',
        moved_back: 10,
        evidence: 'Southmere has written that the family lives there again and that it has accepted the case.',
      },
    ],
  },
  {
    whose: { arrived: 31 },
    opened: 27,
    by: 'fair_access_officer',
    because: 'Registered with a practice here, and on no roll.',
    steps: [
      { ...onVisit, back: 24, with_whom: 'The child and the grandmother', text: 'Settled, and keen to begin.' },
      {
        does: 'arrange',
        back: 5,
        kind: 'interim',
        provider: 'Anchor Yard Alternative Provision',
        weekly_hours: 18,
        text: 'Small group, mornings and two afternoons, while the panel finds a school.',
      },
    ],
  },
  {
    whose: { arrived: 28 },
    opened: 20,
    by: 'cme_officer',
    because: 'Registered with a practice here, and on no roll.',
    steps: [
      { ...inVain, back: 19, how: 'phone', with_whom: 'The mother', text: 'The number is not in use.' },
      {
        does: 'close',
        back: 15,
        closing_reason: 'duplicate',
        evidence: 'Taken for a second record of a child of the same name in the next street.',
      },
      {
        does: 'reopen',
        back: 11,
        by: 'team_manager',
        text: 'The health visitor knows both families: they are two children.',
      },
      {
        ...byPhone,
        back: 9,
        with_whom: 'The mother',
        text: 'Reached through the practice. Has not applied anywhere yet.',
      },
    ],
  },
  {
    whose: { arrived: 25 },
    opened: 17,
    by: 'cme_officer',
    because: 'Registered with a practice here, and on no roll.',
    steps: [
      {
        ...inVain,
        back: 16,
        how: 'visit',
        with_whom: 'The family',
        text: 'The flat is empty. The landlord knows of nobody.',
      },
      {
        ...inVain,
        back: 12,
        how: 'letter',
        with_whom: 'The mother',
        text: 'Sent to the address that the practice has.',
      },
      {
        does: 'decide',
        back: 10,
        kind: 'whereabouts_unknown',
        text: 'Not at the address, and the practice, Southmere and housing know of no other.',
      },
    ],
  },
  {
    whose: { story: 1, part: 0 },
    opened: 20,
    by: 'cme_officer',
    because: 'On the health and council tax lists here, and on Southmere’s roll no longer.',
    steps: [
      {
        ...byPhone,
        back: 19,
        with_whom: 'The mother',
        text: 'They have moved for good. The younger child has an offer.',
      },
      { ...onVisit, back: 15, with_whom: 'The child and the mother', text: 'Well, and misses school.' },
      {
        does: 'decide',
        back: 14,
        kind: 'plan',
        text: 'The mother applies for Year 4 at the school of the younger child. Admissions reports each Friday.',
      },
    ],
  },
  {
    whose: { arrived: 16 },
    opened: 10,
    by: 'cme_officer',
    because: 'Registered with a practice here, and on no roll.',
    steps: [
      { ...byPhone, back: 9, with_whom: 'The father', text: 'Has applied to two schools.' },
      {
        does: 'decide',
        back: 8,
        kind: 'awaiting_place',
        text: 'Admissions has both applications and answers next week.',
      },
    ],
  },
  {
    whose: { arrived: 19 },
    opened: 9,
    by: 'practitioner',
    because: 'Registered with a practice here, and on no roll.',
    steps: [
      { ...byPhone, back: 7, with_whom: 'The mother', text: 'Came from abroad, and asks how to apply. Sent the form.' },
    ],
  },
  {
    whose: 'leaver',
    opened: 1,
    by: 'cme_officer',
    because: 'On the roll by the list before, and not by this one. The school has sent no leaving form.',
    steps: [
      { does: 'allocate', back: 0, to: 'team_manager', note: 'The school says it told us: please find out how.' },
      {
        ...inVain,
        back: 0,
        by: 'team_manager',
        how: 'letter',
        with_whom: 'The parents',
        text: 'Asked where the child is.',
      },
    ],
  },
  {
    whose: 'leaver',
    opened: 1,
    by: 'practitioner',
    because: 'Taken off the roll after a long absence, by what the school says.',
    steps: [
      { ...onVisit, back: 0, with_whom: 'The child and the mother', text: 'At home. Would go to another school.' },
      { does: 'decide', back: 0, kind: 'plan', text: 'Six hours from today, twelve after half a term, then a school.' },
      {
        does: 'arrange',
        back: 0,
        kind: 'interim',
        provider: 'Anchor Yard Alternative Provision',
        weekly_hours: 6,
        text: null,
      },
    ],
  },
  {
    whose: { story: 2, part: 1 },
    opened: 0,
    by: 'cme_officer',
    because: 'On last term’s roll and not on this one, while her twin sister is.',
    steps: [
      { ...inVain, back: 0, how: 'phone', with_whom: 'The mother', text: 'No answer in the morning or the afternoon.' },
    ],
  },
]
