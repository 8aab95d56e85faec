import type { CasePlan, Step } from './plan.ts'

const note = (back: number, text: string, by?: Step['by']): Step => ({
  does: 'note',
  back,
  text,
  ...(by ? { by } : {}),
})
const byPhone = { does: 'contact', how: 'phone', reached: 'yes', child_seen: 'no' } as const
const onVisit = { does: 'contact', how: 'visit', reached: 'yes', child_seen: 'yes' } as const
const atMeeting = { does: 'contact', how: 'meeting', reached: 'yes', child_seen: 'no' } as const
const ANCHOR = 'Anchor Yard Alternative Provision'

/** What is done about the children of the stories of care, health and moving. What a later part of Onroll will hold by itself stands here as notes with their dates. */
export const careCases: readonly CasePlan[] = [
  {
    whose: { story: 11, part: 0 },
    opened: 17,
    by: 'cme_officer',
    because: 'Not in school for one day and unlike her; the designated safeguarding lead rang.',
    steps: [
      {
        ...atMeeting,
        back: 16,
        with_whom: 'The police and social care',
        text: 'Strategy discussion. Markers of forced marriage. Nobody contacts the family or anyone in the community.',
      },
      {
        does: 'decide',
        back: 15,
        kind: 'whereabouts_unknown',
        text: 'The police have been to the address: the family does not say where she is.',
      },
      note(
        14,
        'Steps towards relatives are locked: no call, no letter, no visit, no message. The police lead; the forced marriage unit is told. A protection order is asked for.',
      ),
      note(4, 'Police: an airline booking under her name is being looked at. Nothing is written to any address.'),
    ],
  },
  {
    whose: { story: 18, part: 1 },
    opened: 20,
    by: 'cme_officer',
    because: 'Another council placed him with carers here and has found no school.',
    steps: [
      {
        does: 'contact',
        back: 19,
        how: 'email',
        with_whom: 'The placing council’s virtual school',
        reached: 'yes',
        child_seen: 'no',
        text: 'They apply as his corporate parent; asked them to name a school this week.',
      },
      { ...onVisit, back: 12, with_whom: 'The carers and the child', text: 'Settled. Reads a lot. Ready for school.' },
      note(3, 'No application yet. If they do not apply the school can be directed: letter drafted for the director.'),
    ],
  },
  {
    whose: { story: 19, part: 0 },
    first: { back: 34, until_back: 33, kind: 'reduced_timetable', provider: 'School, mornings', weekly_hours: 10 },
    opened: 34,
    by: 'practitioner',
    because: 'Fifteen days of absence with I over three spells, and a letter from the doctor.',
    steps: [
      {
        does: 'section_19',
        back: 33,
        by: 'team_manager',
        appeared_back: 34,
        provides: 'yes',
        provider: 'Marlshire Home Tuition',
        weekly_hours: 5,
        until_back: 23,
        because:
          'Decided between two panels. Fifteen days of I over three spells, and the doctor’s letter says that she cannot be in class. Five hours at home to begin with, because more would not be in her interest yet; looked at again in two weeks.',
      },
      {
        ...onVisit,
        back: 24,
        with_whom: 'The child and the mother',
        text: 'Speaks with the tutor. Wants more of science.',
      },
      {
        does: 'arrange',
        back: 22,
        until_back: 9,
        kind: 'alternative',
        provider: 'Marlshire Home Tuition',
        weekly_hours: 12,
        text: 'With two sessions online.',
      },
      {
        does: 'arrange',
        back: 8,
        kind: 'alternative',
        provider: 'Marlshire Home Tuition',
        weekly_hours: 20,
        text: 'Three mornings at the school’s own base.',
      },
      note(1, 'Panel looks at it next week: back to full days after Christmas if she agrees.'),
    ],
  },
  {
    whose: { story: 20, part: 0 },
    opened: 52,
    by: 'cme_officer',
    because: 'The place in Year 7 was hers and she did not come in September.',
    steps: [
      note(
        50,
        'Came in Year 6 after the offers were made, and never entered a primary school. The transition mentor met her four times in the summer.',
      ),
      { ...byPhone, back: 49, with_whom: 'The mother', text: 'Wants the other secondary school, and waits for it.' },
      {
        ...onVisit,
        back: 30,
        with_whom: 'The child',
        text: 'Afraid of the big school. The mentor goes with her on Monday.',
      },
      note(5, 'She went in for a morning. The school keeps the place until half-term.'),
    ],
  },
  {
    whose: { story: 21, part: 1 },
    opened: 11,
    by: 'cme_officer',
    because: 'Came to the site with the family and has no school.',
    steps: [
      {
        ...onVisit,
        back: 10,
        with_whom: 'The mother and the child',
        text: 'With the Traveller education adviser. His cousin’s school has a place from January.',
      },
      {
        does: 'decide',
        back: 8,
        kind: 'plan',
        text: 'Applies for his cousin’s school; the adviser brings books until then.',
      },
    ],
  },
  {
    whose: { story: 22, part: 0 },
    opened: 15,
    by: 'cme_officer',
    because: 'Came alone, looked after by Marlshire, and has no school.',
    steps: [
      note(
        15,
        'His name is Yonas by the practice and Jonas by social care: one child, by his NHS number. The birthday is the first of January by what he was given at the border.',
      ),
      {
        ...onVisit,
        back: 13,
        with_whom: 'The child, with an interpreter for Tigrinya',
        text: 'Says that he is fifteen. Had six years of school.',
      },
      note(6, 'The age assessment is with social care. Until it is over he is treated as the age he says.'),
    ],
  },
  {
    whose: { story: 23, part: 0 },
    first: { back: 26, kind: 'alternative', provider: 'Education in custody', weekly_hours: 15 },
    opened: 25,
    by: 'cme_officer',
    because: 'Remanded into youth detention.',
    steps: [
      note(
        24,
        'The school may not delete him from its roll: the sentence to come is less than four months. Marked Y while he is detained.',
      ),
      {
        does: 'contact',
        back: 14,
        how: 'email',
        with_whom: 'The youth justice service',
        reached: 'yes',
        child_seen: 'no',
        text: 'Hearing in three weeks. Asked for ten days’ notice of release.',
      },
      note(2, `Place ready for the day of release: ${ANCHOR}, 20 hours, then his own school.`),
    ],
  },
]
