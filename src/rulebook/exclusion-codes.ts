import { type CodeEntry, codeSet } from './code-set.ts'
import { asDay } from './days.ts'

const cbds = 'CBDS of May 2026, as one public copy gives it; to be checked against the official workbook'

const from2020 = { valid_from: asDay('2020-08-01'), dates: 'unverified' } as const
/** From when each new reason is collected no source says. The school year after the list was published is likely. */
const from2026 = { valid_from: asDay('2026-08-01'), valid_to: null, dates: 'unsettled' } as const

/** Source: §4.3. */
export const exclusionCategories = codeSet({
  id: 'exclusion_category',
  title: 'categories of exclusion',
  versions: [
    {
      ...{ version: 'exclusion-categories-2020', title: 'the categories of exclusion' },
      ...{ ...from2020, valid_to: null, source: cbds, mark: 'found' },
    },
  ],
  entries: (
    [
      ['SUSP', 'Suspension'],
      ['PERM', 'Permanent exclusion'],
      ['LNCH', 'Lunchtime suspension, half a school day'],
    ] as const
  ).map(([code, label]) => ({ code, label, category: null, ...from2020, valid_to: null, source: cbds, mark: 'found' })),
  notes: [{ fits: /^FIXD$/, text: 'It was the word for a suspension in earlier lists, of which none is held.' }],
})

/** In the set of 2020 as in that of 2026. Which reasons the older set had is known and was not read. */
const kept: readonly (readonly [code: string, label: string])[] = [
  ['PP', 'Physical assault against a pupil'],
  ['PA', 'Physical assault against an adult'],
  ['VP', 'Verbal abuse or threatening behaviour against a pupil'],
  ['VA', 'Verbal abuse or threatening behaviour against an adult'],
  ['OW', 'Use or threat of use of an offensive weapon or prohibited item'],
  ['BU', 'Bullying'],
  ['RA', 'Racist abuse, including bullying'],
  ['LG', 'Abuse against sexual orientation and gender identity, including bullying'],
  ['DS', 'Abuse relating to disability, including bullying'],
  ['SM', 'Sexual misconduct'],
  ['DA', 'Drug and alcohol related'],
  ['DM', 'Damage to property'],
  ['TH', 'Theft'],
  ['DB', 'Persistent or general disruptive behaviour'],
  ['MT', 'Inappropriate use of social media or online technology'],
  ['PH', 'Wilful and repeated transgression of protective measures to protect public health'],
]

const added: readonly (readonly [code: string, label: string])[] = [
  ['BW', 'Found to have brought a weapon or prohibited item into school'],
  ['TB', 'Cyber-bullying or threatening behaviour online'],
  ['SB', 'Harmful sexual behaviour'],
  ['MB', 'Misogynistic behaviour'],
  ['AB', 'Misandry behaviour'],
  ['DR', 'Drug related'],
  ['AR', 'Alcohol related'],
  ['SR', 'Smoking related'],
  ['VR', 'Vape related'],
  ['LD', 'Persistent disruptive behaviour: low-level disruption'],
  ['CB', 'Persistent disruptive behaviour: challenging behaviour'],
  ['MP', 'Use of a mobile phone'],
  ['OS', 'Misbehaviour outside school'],
]

const reasons: readonly CodeEntry[] = [
  ...kept.map(([code, label]) => ({
    ...{ code, label, category: null, ...from2020, valid_to: null },
    ...({ source: cbds, mark: 'unverified' } as const),
  })),
  ...added.map(([code, label]) => ({ code, label, category: null, ...from2026, source: cbds, mark: 'found' }) as const),
]

/** Up to three of these stand on an exclusion, in order. Source: §4.3. */
export const exclusionReasons = codeSet({
  id: 'exclusion_reason',
  title: 'reasons for exclusion',
  versions: [
    {
      ...{ version: 'exclusion-reasons-2020', title: 'the reasons for exclusion of 2020' },
      ...{ ...from2020, valid_to: from2026.valid_from, dates: 'unsettled' },
      ...{ source: 'School census 2020/21 to 2025/26', mark: 'unverified' },
    },
    {
      ...{ version: 'exclusion-reasons-2026', title: 'the reasons for exclusion of 2026' },
      ...{ ...from2026, source: cbds, mark: 'found' },
    },
  ],
  entries: reasons,
})
