import type { CasePlan, Step } from './plan.ts'

const note = (back: number, text: string, by?: Step['by']): Step => ({
  does: 'note',
  back,
  text,
  ...(by ? { by } : {}),
})
const byPhone = { does: 'contact', how: 'phone', reached: 'yes', child_seen: 'no' } as const
const onVisit = { does: 'contact', how: 'visit', reached: 'yes', child_seen: 'yes' } as const
const inVain = { does: 'contact', reached: 'no', child_seen: 'no' } as const
const atMeeting = { does: 'contact', how: 'meeting', reached: 'yes', child_seen: 'no' } as const
const WHARF = 'The Wharf Centre'

/** What is done about the children of the stories of notices, exclusions and panels. What a later part of Onroll will hold by itself stands here as notes with their dates. */
export const processCases: readonly CasePlan[] = [
  {
    whose: { story: 6, part: 1 },
    opened: 24,
    by: 'cme_officer',
    because: 'A neighbour rang: nine children come to a house on Oakum Lane each morning in the week.',
    steps: [
      {
        ...onVisit,
        back: 20,
        with_whom: 'The person who runs the setting',
        text: 'Nine children, four to five hours a day, 24 hours a week. It is in no register of schools.',
      },
      note(
        18,
        'Told to Ofsted as a setting that may be an unregistered independent school. He is on no roll whatever it is called.',
      ),
      { ...byPhone, back: 11, with_whom: 'The mother', text: 'Will look at two schools.' },
    ],
  },
  {
    whose: { story: 9, part: 0 },
    opened: 40,
    by: 'cme_officer',
    because: 'Off the roll; the parents wrote that they teach him at home.',
    steps: [
      {
        ...byPhone,
        back: 38,
        with_whom: 'The father',
        text: 'Says that they follow no timetable and will send nothing.',
      },
      note(30, 'Informal enquiry under section 436A sent, to be answered in 15 school days.'),
      { ...inVain, back: 15, how: 'visit', with_whom: 'The parents', text: 'Nobody opened. No answer to the enquiry.' },
      note(
        10,
        'Section 437(1) notice served by hand 14 calendar days before today’s panel: to satisfy the council within 15 days that he receives suitable education.',
      ),
      note(
        0,
        'No answer yet. If none comes: notice of the school to be named under section 437(3), then a school attendance order. The school is found through fair access.',
      ),
    ],
  },
  ...([1, 2, 3] as const).map(
    (part): CasePlan => ({
      whose: { story: 12, part },
      opened: 1,
      by: part === 2 ? 'fair_access_officer' : 'cme_officer',
      because:
        'In Year 11, on the roll of the academy by the list before, and not by this one; no return from the school.',
      steps: [
        note(
          1,
          'One of four Year 11s who left this academy before the January census. One is on a roll in Southmere. The school is asked for the ground and the date of this deletion.',
        ),
        part === 3
          ? {
              ...atMeeting,
              back: 0,
              with_whom: 'The academy’s trust',
              text: 'Meeting agreed for next week: the pattern of leavers in Year 11, with dates and grounds for each.',
            }
          : {
              ...byPhone,
              back: 0,
              with_whom: 'The academy’s attendance lead',
              text: 'Says that the parents chose to leave. No letter of theirs is on file.',
            },
      ],
    }),
  ),
  {
    whose: { story: 15, part: 0 },
    first: { back: 3, kind: 'alternative', provider: 'Work set by the school, days 1 to 5', weekly_hours: 5 },
    opened: 3,
    by: 'fair_access_officer',
    because: 'Permanently excluded today. Lives in Southmere, which is told on the same day.',
    steps: [
      {
        does: 'contact',
        back: 2,
        how: 'email',
        with_whom: 'Southmere Council',
        reached: 'yes',
        child_seen: 'no',
        text: 'Southmere arranges full-time education from the sixth school day; the school’s training day inside the six is not counted.',
      },
      note(
        1,
        'Governors meet within 15 school days; with the Christmas holidays that falls in January. The school asked to delete him from the roll now: refused, not before the governors and any review.',
      ),
      note(0, `From the sixth day: ${WHARF}, 25 hours, arranged by Southmere.`),
    ],
  },
  {
    whose: { story: 16, part: 0 },
    opened: 7,
    by: 'fair_access_officer',
    because: 'Permanent exclusion upheld, off the roll; there is an education, health and care plan.',
    steps: [
      note(
        7,
        'Has an EHC plan: placed through the SEND team’s consultations, never through the fair access panel. Not put on the agenda.',
      ),
      {
        does: 'arrange',
        back: 6,
        kind: 'alternative',
        provider: WHARF,
        weekly_hours: 20,
        text: 'While schools are consulted. The plan’s provision goes with her.',
      },
      note(2, 'Two schools consulted; one has said no. Early annual review on Thursday.'),
    ],
  },
  {
    whose: { story: 17, part: 0 },
    first: { back: 4, kind: 'reduced_timetable', provider: 'Return after suspension', weekly_hours: 20 },
    opened: 4,
    by: 'practitioner',
    because: 'Fourteen and a half days of suspension this term over two schools; back on shortened days.',
    steps: [
      note(
        4,
        'Suspensions this term. First school: 4 days, 5 days, a lunchtime (half a day). Second school: 3 days, 2 days. Together 14½ days. A suspension of 2 days at the first school was cancelled and does not count.',
      ),
      note(3, 'One session has the mark E and no notice: the school looks for it.'),
      {
        does: 'decide',
        back: 2,
        kind: 'plan',
        text: 'Full days again from Monday week. Two more days of suspension would cross 15 in a term: the governors would then have to meet.',
      },
    ],
  },
  {
    whose: { story: 24, part: 1 },
    opened: 2,
    by: 'cme_officer',
    because: 'Taken for her cousin of nearly the same name for eight weeks, and so believed to be on a roll.',
    steps: [
      note(
        2,
        'The two were joined eight weeks ago by name, birthday and street. Found by the practice. They are two children again; what was written for the one stands with the right one.',
      ),
      note(
        2,
        'One letter about this child went to her aunt’s address. Logged as a personal data breach, told to information governance on the same day; the aunt gave the letter back unopened.',
        'team_manager',
      ),
      {
        ...byPhone,
        back: 1,
        with_whom: 'The mother',
        text: 'Had wondered that nobody came. Applies for her niece’s school.',
      },
    ],
  },
  {
    whose: { story: 25, part: 0 },
    opened: 12,
    by: 'fair_access_officer',
    because: 'Moved in, and on no roll.',
    steps: [
      note(
        11,
        'On the agenda of the next panel. The team manager is her aunt: she has declared it, leaves the room for this case and takes no part in it.',
      ),
      { ...byPhone, back: 9, with_whom: 'The father', text: 'Would like one of two schools in the town.' },
    ],
  },
  {
    whose: { story: 25, part: 1 },
    opened: 30,
    by: 'fair_access_officer',
    because: 'Applied in the year; the school whose turn it is says that it is full.',
    steps: [
      note(
        21,
        'The panel named the school: it is its turn under the protocol. The governors refused on the next day: full in Year 9.',
      ),
      note(
        8,
        'Direction under section 96 drafted; as it is an academy the request goes to the Secretary of State. The school has 15 days to answer.',
      ),
    ],
  },
]
